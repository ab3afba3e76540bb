"""Date expressions in a text ("on Monday", "last week"), and the days they mean, counted from the day of the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.analysis.context.foreign_dates import day_of_month, foreign_dates
from onrecord.text.dates import MONTH, MONTHS, SHORT_FORM_STOP, WEEKDAYS, days_of, interval
from onrecord.types import Basis, Dated, Span

_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_COUNT = "|".join([*_NUMBERS, r"\d{1,2}"])
_EARLIEST, _LATEST = date(1000, 1, 1), date(9000, 1, 1)  # far enough from the ends of the calendar to count days
_EXPRESSION = re.compile(
    rf"\b(?:(?P<bar>until|till|by|since|from|next|every|each|before|after|for)\s)?(?:the\s)?(?:"
    rf"(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|(?P<m1>{MONTH}){SHORT_FORM_STOP}\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s(?P<m2>{MONTH})\b(?:{SHORT_FORM_STOP},?\s(?P<y2>\d{{4}}))?"
    rf"|(?:(?P<in>in|during|late|early|mid|last)[\s-])(?P<m3>{MONTH})\b"
    rf"(?:{SHORT_FORM_STOP}(?:,?\s(?P<y3>\d{{4}})|(?P<ly>\slast\syear)))?"
    rf"|(?P<last>last\s|previous\s)?(?P<wd>{'|'.join(WEEKDAYS)})\b"
    r"|(?P<same>today|tonight|this\s(?:morning|afternoon|evening)|earlier\sin\sthe\sday)\b"
    r"|(?P<eve>yesterday|previous\sday|day\s(?:before|earlier)|last\snight)\b(?!\syesterday)"
    r"|(?P<span>last|this|earlier\sthis)\s(?P<unit>week|month|year)\b"
    rf"|(?P<n>{_COUNT})\s(?P<ago>days?|weeks?|months?|years?)\s(?:ago|earlier)\b"
    r"|(?:in|late\sin|early\sin|in\san?)\s(?P<year>(?:19|20)\d\d)\b(?!-)"
    r")",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that give a date, and the date; `dated` is None where the day of the story is not known."""

    span: Span
    words: str
    dated: Dated | None


def english_date_expressions(text: str, span: Span, published: tuple[date, date] | None) -> Iterator[DateExpression]:
    """Yield the expressions in `span` for when something happened, not until or since when.

    `published` are the first and last day on which the story may have come out.
    """
    for match in _EXPRESSION.finditer(text, *span):
        if match["bar"] or (match["m3"] and match["in"] is None):
            continue
        found = _value(match, published)
        value = found[0] if found and _is_date(found[0]) else None
        place = Span(*match.span())
        yield DateExpression(place, match.group(), Dated(value, found[1], place) if found and value else None)


def date_expressions(
    language: str | None, text: str, span: Span, published: tuple[date, date] | None
) -> Iterator[DateExpression]:
    """Yield the date expressions in `span` of a text in this language; None counts as English."""
    if language in (None, "en"):
        yield from english_date_expressions(text, span, published)
        return
    for place, dated in foreign_dates(text, span, language, published):
        if _is_date(dated.value):
            yield DateExpression(place, place.of(text), dated)


def _value(match: re.Match[str], published: tuple[date, date] | None) -> tuple[str | None, Basis] | None:
    if match["iso"]:
        return match["iso"], "stated"
    if match["year"]:
        return match["year"], "stated"
    for n in "12":
        if match[f"m{n}"]:
            month = MONTHS[match[f"m{n}"].lower()]
            return day_of_month(month, int(match[f"d{n}"]), match[f"y{n}"], published), "stated"
    if match["m3"]:
        return _month(match, published), "stated"
    if published is None:
        return None
    if match["wd"]:
        return _weekday(match, published), "weekday"
    return _relative(match, published[1]), "relative"


def _month(match: re.Match[str], published: tuple[date, date] | None) -> str | None:
    month = MONTHS[match["m3"].lower()]
    if match["y3"]:
        return f"{match['y3']}-{month:02d}"
    if published is None:
        return None
    end = published[1]
    year = end.year - 1 if match["ly"] or month > end.month else end.year
    return f"{year}-{month:02d}"


def _weekday(match: re.Match[str], published: tuple[date, date]) -> str:
    """Return the last such day not after the story came out; "last" one is a day before that."""
    end = published[1] - timedelta(days=1 if match["last"] else 0)
    back = (end.weekday() - WEEKDAYS[match["wd"].lower()]) % 7
    return (end - timedelta(days=back)).isoformat()


def _relative(match: re.Match[str], end: date) -> str | None:
    if match["same"]:
        return end.isoformat()
    if match["eve"]:
        return (end - timedelta(days=1)).isoformat()
    if match["n"]:
        count = _NUMBERS.get(match["n"].lower()) or int(match["n"])
        return _back(end, count, match["ago"].lower().rstrip("s"))
    if match["span"].lower() != "last":
        return _so_far(end, match["unit"].lower())
    return _back(end, 1, match["unit"].lower(), calendar_unit=True)


def _so_far(end: date, unit: str) -> str:
    """Return this week up to `end`, or this month or year."""
    if unit == "week":
        return interval(end - timedelta(days=end.weekday()), end)
    return f"{end:%Y-%m}" if unit == "month" else f"{end:%Y}"


def _back(end: date, count: int, unit: str, *, calendar_unit: bool = False) -> str | None:
    """Return the day, week, month or year `count` units back, as exactly as such words say it."""
    if unit == "day":
        return (end - timedelta(days=count)).isoformat()
    if unit == "week":
        first = end - timedelta(days=end.weekday() + 7 * count if calendar_unit else 7 * count + 3)
        return interval(first, first + timedelta(days=6))
    if unit == "month":
        months = end.year * 12 + end.month - 1 - count
        return f"{months // 12:04d}-{months % 12 + 1:02d}" if months >= 12 else None
    return f"{end.year - count:04d}" if end.year > count else None


def news_days(dated: Dated | None) -> tuple[date, date] | None:
    """Return the first and last day that a date covers; None if news can have no such date."""
    if dated is None:
        return None
    days = days_of(dated.value)
    return days if days and all(_EARLIEST < day < _LATEST for day in days) else None


def _is_date(value: str | None) -> bool:
    return value is not None and news_days(Dated(value, "stated")) is not None
