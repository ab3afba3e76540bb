"""Days as the fields of archives, tables and mails write them: whole dates, or months."""

from __future__ import annotations

import re

from onrecord.text.dates import MONTH, MONTHS, calendar_day, iso_date
from onrecord.text.written_days import written_days
from onrecord.types import Span

_LONGEST = 200  # characters of a cell or field that holds a day
_MONTH_ONLY = re.compile(rf"\b({MONTH})\.?,?\s+(\d{{4}})\b", re.IGNORECASE)


def day_in(line: str) -> tuple[Span, str] | None:
    """Return the first date of a line with its place, as an ISO prefix: a day, or a month where there is no day."""
    line = line[:_LONGEST]
    if found := next(written_days(line), None):
        return found
    match = _MONTH_ONLY.search(line)
    return (Span(*match.span()), f"{match[2]}-{MONTHS[match[1].lower()]:02}") if match else None


def day_of(value: str) -> str | None:
    """Return the ISO prefix that a cell or field means, whichever way it is written; None if it means none."""
    value = value.strip()[:_LONGEST]
    numbers = re.match(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)", value)  # full stops: the day comes first
    if numbers:
        day = calendar_day(*(int(part) for part in reversed(numbers.groups())))
        return day.isoformat() if day else None
    found = day_in(value)
    return iso_date(value) or (found[1] if found else None)
