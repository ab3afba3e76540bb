"""Dates in languages other than English: days of a month, weekdays, and words such as "yesterday"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from onrecord import lexicons
from onrecord.analysis.context.date_units import calendar_unit, last_weekend, month_of, so_far
from onrecord.analysis.context.feasts import feast_pattern, last_feast
from onrecord.text.dates import calendar_day, month_names, weekday_names
from onrecord.types import Basis, Dated, Span

_OF = r"(?:\s(?:de|del|of|do))?"
UNSPACED = ("ja", "zh")  # no spaces between words
_YEAR = r"(?:19|20)\d\d"
_UNITS = ("week", "month", "year")
_LAST = {"week": "week", "month": "last month", "year": "last year"}  # unit, and the sort of its rows
_SORTS = (
    "month", "weekday", "day", "weekend", "bar", "bar behind", "in", "part of day", "of last week",
    *_LAST.values(), *(f"this {unit}" for unit in _UNITS),
)  # fmt: skip


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
        found = None if match["bar"] else _value(language, known, match, published)
        if found:
            place = Span(*match.span())
            yield place, Dated(found[0], found[1], place)


def _value(
    language: str, known: _Calendar, match: re.Match[str], published: tuple[date, date] | None
) -> tuple[str, Basis] | None:
    if match["month"] or match["number"]:
        month = known.numbers["month", folded(match["month"])] if match["month"] else int(match["number"])
        day = int(match["n"] or match["day_number"])
        value = day_of_month(month, day, match["year"] or match["year_before"], published)
        return (value, "stated") if value else None
    if match["month_alone"] or match["year_alone"]:
        value = _month_or_year(known, match, published)
        return (value, "stated") if value else None
    if published is None:
        return None
    end = published[1]
    if match["weekday"]:
        return _weekday(known, match, end), "weekday"
    if match["feast"]:
        feast = last_feast(language, match["feast"], end)
        return (feast.isoformat(), "stated") if feast else None
    if match["weekend"]:
        return last_weekend(end), "relative"
    for unit in _UNITS:
        if match[f"last_{unit}"]:
            return calendar_unit(end, unit) or end.isoformat(), "relative"
        if match[f"this_{unit}"]:
            return so_far(end, unit), "relative"
    return (end - timedelta(days=known.numbers["day", folded(match["day"])])).isoformat(), "relative"


def folded(word: str) -> str:
    """Return a word in small letters, by which a table finds it; Turkish I with and without a dot are one letter."""
    return word.casefold().replace("i\u0307", "i").replace("ı", "i")


def _weekday(known: _Calendar, match: re.Match[str], end: date) -> str:
    """Return the last such day not after the story came out, or that of the week before where its words say so."""
    number = known.numbers["weekday", folded(match["weekday"])]
    if match["of_last_week"]:
        return (end - timedelta(days=end.weekday() + 7 - number)).isoformat()
    return (end - timedelta(days=(end.weekday() - number) % 7)).isoformat()


def _month_or_year(known: _Calendar, match: re.Match[str], published: tuple[date, date] | None) -> str | None:
    if match["year_alone"]:
        return match["year_alone"]
    month = known.numbers["month", folded(match["month_alone"])]
    return month_of(month, match["year_of_month"], published, last_year=False)


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
    forms = {
        sort: "|".join(re.escape(form) for kind, form in sorted(numbers, key=lambda key: -len(key[1])) if kind == sort)
        or r"(?!)"
        for sort in _SORTS
    }
    numbers = {(sort, folded(form)): number for (sort, form), number in numbers.items()}
    return _Calendar(numbers, re.compile(_pattern(language, forms), re.IGNORECASE))


def _pattern(language: str, forms: dict[str, str]) -> str:
    edge = "" if language in UNSPACED else r"\b"
    numbered = r"(?:(?P<year_before>\d{4})年)?(?P<number>\d{1,2})月(?P<day_number>\d{1,2})[日号號]"
    last = (f"(?P<last_{unit}>{forms[sort]})" for unit, sort in _LAST.items())
    units = "|".join((*last, *(f"(?P<this_{unit}>{forms[f'this {unit}']})" for unit in _UNITS)))
    return (
        rf"{edge}(?:(?P<bar>{forms['bar']})\s(?:\w{{1,4}}\s)?)?"
        rf"(?:(?P<n>\d{{1,2}})(?:\.|er|º|-го)?{_OF}\s(?P<month>{forms['month']})(?:{_OF},?\s(?P<year>{_YEAR}))?"
        rf"|(?:{forms['in']})\s(?:(?P<month_alone>{forms['month']})(?:{_OF}\s(?P<year_of_month>{_YEAR}))?"
        rf"|(?P<year_alone>{_YEAR})(?![-–/]\d))"
        rf"|(?P<of_last_week>{forms['of last week']})?(?P<weekday>{forms['weekday']})(?:{forms['part of day']})?"
        rf"|(?P<weekend>{forms['weekend']})|{units}"
        rf"|(?P<day>{forms['day']})|(?P<feast>{feast_pattern(language)})|{numbered})"
        rf"{edge}(?!\s(?:{forms['bar behind']})\b)"
    )
