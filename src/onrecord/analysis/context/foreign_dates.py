"""Dates in languages other than English: days of a month, weekdays, and words such as "yesterday"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from onrecord import lexicons
from onrecord.text.dates import calendar_day, month_names, weekday_names
from onrecord.types import Basis, Dated, Span

_OF = r"(?:\s(?:de|del|of|do))?"
_UNSPACED = ("zh",)  # no spaces between words


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The words for dates in one language, and a pattern that finds them."""

    numbers: dict[tuple[str, str], int]
    pattern: re.Pattern[str]


def foreign_dates(
    text: str, span: Span, language: str, published: tuple[date, date] | None
) -> Iterator[tuple[Span, Dated]]:
    """Yield the places in `span` that name a day, and the day; none in a language that the lexicon lacks.

    A weekday, or a day of a month without a year, is the last one not after the day of publication.
    """
    known = _calendar(language)
    if known is None:
        return
    for match in known.pattern.finditer(text, *span):
        if found := _value(known, match, published):
            place = Span(*match.span())
            yield place, Dated(found[0], found[1], place)


def _value(known: _Calendar, match: re.Match[str], published: tuple[date, date] | None) -> tuple[str, Basis] | None:
    if match["month"]:
        month = known.numbers["month", match["month"].casefold()]
        value = day_of_month(month, int(match["n"]), match["year"], published)
        return (value, "stated") if value else None
    if published is None:
        return None
    end = published[1]
    if match["weekday"]:
        back = (end.weekday() - known.numbers["weekday", match["weekday"].casefold()]) % 7
        return (end - timedelta(days=back)).isoformat(), "weekday"
    return (end - timedelta(days=known.numbers["day", match["day"].casefold()])).isoformat(), "relative"


def day_of_month(month: int, day: int, year: str | None, published: tuple[date, date] | None) -> str | None:
    """Return a day as an ISO date; without a year, the last such day not after that of publication."""
    years = [int(year)] if year else [published[1].year, published[1].year - 1] if published else []
    for each in years:
        found = calendar_day(each, month, day)
        if found and (year or (published and found <= published[1])):
            return found.isoformat()
    return None


@cache
def _calendar(language: str) -> _Calendar | None:
    rows = [row for row in lexicons.rows("und", "calendars") if row["language"] == language]
    if not rows:
        return None
    numbers = {("month", name): number for name, number in month_names(language).items()}
    numbers |= {("weekday", name): number for name, number in weekday_names(language).items()}
    for row in rows:
        numbers |= {(row["sort"], form): int(row["number"]) for form in row["forms"].split("|")}
    months, weekdays, days = (
        "|".join(re.escape(form) for sort, form in sorted(numbers, key=lambda key: -len(key[1])) if sort == wanted)
        for wanted in ("month", "weekday", "day")
    )
    edge = "" if language in _UNSPACED else r"\b"
    pattern = (
        rf"{edge}(?:(?P<n>\d{{1,2}})(?:\.|er|º|-го)?{_OF}\s(?P<month>{months})(?:{_OF},?\s(?P<year>(?:19|20)\d\d))?"
        rf"|(?P<weekday>{weekdays})|(?P<day>{days})){edge}"
    )
    return _Calendar(numbers, re.compile(pattern, re.IGNORECASE))
