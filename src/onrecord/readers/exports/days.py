"""Days as archives write them: whole dates in English, in numbers, and in the languages of the archives' readers."""

from __future__ import annotations

import re
from functools import cache

from onrecord.text.dates import MONTH, MONTHS, calendar_day, dates_in, iso_date, month_names
from onrecord.types import Span

_LONGEST = 200  # characters of a cell or field that holds a day
_LANGUAGES = ("de", "fr", "es", "it", "nl", "pt", "pl", "ru", "uk", "tr", "sv", "da", "nb", "cs")
_ABROAD = re.compile(r"(?<!\d)(\d{1,2})\.?(?:er)?\s+(?:de\s+)?([^\W\d_]{3,12})\.?\s+(?:de[l]?\s+)?(\d{4})(?!\d)")
_EAST_ASIAN = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_MONTH_ONLY = re.compile(rf"\b({MONTH})\.?,?\s+(\d{{4}})\b", re.IGNORECASE)


def day_in(line: str) -> tuple[Span, str] | None:
    """Return the first date of a line with its place, as an ISO prefix: a day, or a month where there is no day."""
    line = line[:_LONGEST]
    for place, day in dates_in(line, Span(0, len(line))):
        return place, day.isoformat()
    if match := _ABROAD.search(line):
        number, month, year = match.groups()
        return _found(match, int(year), _months().get(month.casefold(), 0), int(number))
    if match := _EAST_ASIAN.search(line):
        return _found(match, *map(int, match.groups()))
    if match := _MONTH_ONLY.search(line):
        return Span(*match.span()), f"{match[2]}-{MONTHS[match[1].lower()]:02}"
    return None


def day_of(value: str) -> str | None:
    """Return the ISO prefix that a cell or field means, whichever way it is written; None if it means none."""
    value = value.strip()[:_LONGEST]
    numbers = re.match(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)", value)  # full stops: the day comes first
    if numbers:
        day = calendar_day(*(int(part) for part in reversed(numbers.groups())))
        return day.isoformat() if day else None
    found = day_in(value)
    return iso_date(value) or (found[1] if found else None)


def _found(match: re.Match[str], year: int, month: int, day: int) -> tuple[Span, str] | None:
    found = calendar_day(year, month, day)
    return (Span(*match.span()), found.isoformat()) if found else None


@cache
def _months() -> dict[str, int]:
    """Return the months of all these languages by name, and by three or four letters that are one's only."""
    names = {name: number for language in _LANGUAGES for name, number in month_names(language).items()}
    meant: dict[str, set[int]] = {}
    for name, number in names.items():
        for length in (3, 4):
            meant.setdefault(name[:length], set()).add(number)
    return {short: min(numbers) for short, numbers in meant.items() if len(numbers) == 1} | names
