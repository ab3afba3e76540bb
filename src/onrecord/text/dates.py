"""Dates: names of months and weekdays, dates as people write them, and the ISO 8601 prefixes that a record holds.

A value is a year, month or day of the calendar ("2031", "2031-04", "2031-04-09"), or an interval of two with `/`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from onrecord.types import Span

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = {form: n for n, name in enumerate(MONTH_NAMES, 1) for form in (name.lower(), name[:3].lower())} | {"sept": 9}
"""English months by name and short form in small letters, from 1."""
WEEKDAYS = {name.lower(): n for n, name in enumerate(WEEKDAY_NAMES)}
"""English weekdays in small letters, from 0 for Monday."""
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
"""A pattern of `MONTHS`, longest first."""
SHORT_FORM_STOP = r"(?:(?:(?<=\b(?!may)[a-z]{3})|(?<=\bsept))\.)?"
"""The full stop of a month cut short, as in "Sept. 12"; that of "in June. 12 ships" ends a sentence."""

_PREFIX = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9])")
_CLOCK = r"(?:[T\s,]+(?:at\s+)?\d{1,2}[:.]\d{2}.*|T\d{2}.*)?"
_ISO = re.compile(rf"(?P<year>\d{{4}})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d){_CLOCK})?)?", re.IGNORECASE | re.DOTALL)
_PACKED = re.compile(rf"(?P<year>\d{{4}})[/.]?(?P<month>\d\d)[/.]?(?P<day>\d\d){_CLOCK}", re.IGNORECASE | re.DOTALL)
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{MONTH})\.?,?\s+(?P<year>\d{{4}}){_CLOCK}",
    re.IGNORECASE | re.DOTALL | re.ASCII,
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>{MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_CLOCK}",
    re.IGNORECASE | re.DOTALL | re.ASCII,
)
_LEADING_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_IN_TEXT = re.compile(
    rf"\b(?:(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)"
    rf"|(?P<m2>{MONTH}){SHORT_FORM_STOP} (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m3>{MONTH}){SHORT_FORM_STOP},? (?P<y3>\d{{4}}))\b",
    re.IGNORECASE | re.ASCII,
)


class DateParts(NamedTuple):
    """A date of the calendar: month and day are 0 where it has none."""

    year: int
    month: int = 0
    day: int = 0


def parts_of(value: str) -> DateParts | None:
    """Return the parts of an ISO 8601 prefix; None for what is no date of the calendar."""
    match = _PREFIX.fullmatch(value)
    if match is None or calendar_day(*map(int, match.groups("1"))) is None:
        return None
    return DateParts(*map(int, match.groups("0")))


def leading_prefix(value: str) -> str | None:
    """Return the ISO 8601 prefix that a point in time begins with ("2031-04-09T12:00"); None where there is none."""
    match = _PREFIX.match(value)
    return match.group() if match and parts_of(match.group()) else None


def prefixes_of(value: str) -> tuple[str, ...]:
    """Return the one date of a value, or the two of an interval; nothing for what is neither."""
    found = tuple(value.split("/"))
    return found if len(found) <= 2 and all(map(parts_of, found)) else ()


@lru_cache(maxsize=4096)
def days_of(value: str) -> tuple[date, date] | None:
    """Return the first and the last day that a value covers; None for what is no date."""
    found = prefixes_of(value)
    return (first_day(parts_of(found[0])), last_day(parts_of(found[-1]))) if found else None


def first_day(parts: DateParts | None) -> date:
    """Return the first day of a year, month or day; that of the calendar for None."""
    return date(parts.year, parts.month or 1, parts.day or 1) if parts else date.min


def last_day(parts: DateParts | None) -> date:
    """Return the last day of a year, month or day; that of the calendar for None."""
    if parts is None:
        return date.max
    month = parts.month or 12
    return date(parts.year, month, parts.day or calendar.monthrange(parts.year, month)[1])


def interval(first: date, last: date) -> str:
    """Return the value that stands for all days from `first` to `last`."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where the calendar has none with these numbers."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def iso_date(written: str) -> str | None:
    """Return the ISO prefix ("2016-12-21", "2022-01", "2022") that is written, or None if it is no whole date.

    The day is the one written down: times and zones are left out, and numbers that could be day or month are None.
    """
    bare = _LEADING_WEEKDAY.sub("", written.strip(), count=1)
    for pattern in (_ISO, _PACKED, _DAY_FIRST, _MONTH_FIRST):
        if match := pattern.fullmatch(bare):
            return _prefix(match["year"], match["month"], match["day"])
    return None


def _prefix(year: str, month: str | None, day: str | None) -> str | None:
    """Join the parts if they name a day of the calendar."""
    found = calendar_day(int(year), _month(month) if month else 1, int(day) if day else 1)
    written = found.isoformat() if found else None
    return written and (written if day else written[:7] if month else written[:4])


def _month(written: str) -> int:
    return int(written) if written.isdigit() else MONTHS[written.lower()]


def dates_in(text: str, span: Span) -> Iterator[tuple[Span, date]]:
    """Yield the whole dates that `span` writes in English or as numbers, each with its place."""
    for match in _IN_TEXT.finditer(text, *span):
        year, month, day = next(parts for n in "123" if (parts := match.group(f"y{n}", f"m{n}", f"d{n}"))[0])
        if found := calendar_day(int(year), _month(month), int(day)):
            yield Span(*match.span()), found


@cache
def month_names(language: str) -> dict[str, int]:
    """Return the months (from 1) by the names that a language has for them, in a date and alone, in small letters.

    They are those of the Unicode CLDR. Raises babel.UnknownLocaleError for a language that it lacks.
    """
    months = _locale(language).months
    return {name.casefold(): n for use in ("stand-alone", "format") for n, name in months[use]["wide"].items()}


@cache
def weekday_names(language: str) -> dict[str, int]:
    """Return the weekdays (from 0 for Monday) by their names in a language, in small letters, as `month_names`."""
    days = _locale(language).days
    return {name.casefold(): n for use in ("stand-alone", "format") for n, name in days[use]["wide"].items()}


def _locale(language: str) -> Any:
    from babel import Locale  # reads its tables: only for languages other than English

    return Locale.parse(language)
