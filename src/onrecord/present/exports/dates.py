"""Dates of the record as other standards want them: one day, month or year, or an interval of two."""

from __future__ import annotations

from onrecord.text.dates import prefixes_of
from onrecord.types import Dated


def single(day: Dated | None) -> str | None:
    """Return a date that is no interval, or None."""
    found = prefixes_of(day.value) if day else ()
    return found[0] if len(found) == 1 else None


def interval(day: Dated | None) -> tuple[str, str] | None:
    """Return the two dates of an interval, or None."""
    found = prefixes_of(day.value) if day else ()
    return (found[0], found[1]) if len(found) == 2 else None
