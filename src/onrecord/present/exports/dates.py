"""Dates of the record as other standards want them: one day, month or year, or an interval of two."""

from __future__ import annotations

import re

from onrecord.types import Dated

_PREFIX = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


def single(day: Dated | None) -> str | None:
    """Return a date that is no interval, or None."""
    return day.value if day and _PREFIX.fullmatch(day.value) else None


def interval(day: Dated | None) -> tuple[str, str] | None:
    """Return the two dates of an interval, or None."""
    first, _, last = day.value.partition("/") if day else ("", "", "")
    return (first, last) if _PREFIX.fullmatch(first) and _PREFIX.fullmatch(last) else None
