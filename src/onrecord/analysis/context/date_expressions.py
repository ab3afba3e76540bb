"""Date expressions in a text ("on Monday", "last week"), and the days they mean, counted from the day of the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.analysis.context.date_units import back, calendar_unit, last_weekend, month_of, news_days, so_far
from onrecord.analysis.context.feasts import feast_pattern, last_feast
from onrecord.analysis.context.foreign_dates import day_of_month, foreign_dates
from onrecord.text.dates import MONTH, MONTHS, SHORT_FORM_STOP, WEEKDAYS, interval
from onrecord.types import Basis, Dated, Span

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_COUNT = "|".join([*_NUMBERS, r"\d{1,2}"])
_YEAR = r"(?:19|20)\d\d"
_OCCASION = (
    r"(?:address|affidavit|appearance|article|blog|book|briefing|broadcast|call|column|complaint|conference|debate"
    r"|deposition|editorial|e-?mail|episode|essay|filing|forum|fund-?raiser|hearing|interview|lecture|letter|memo"
    r"|news\sconference|op-?ed|poll|post|rally|report|ruling|sermon|speech|statement|survey|testimony|tweet|video)"
)
_OF_OCCASION = rf"(?=\s(?:[\w’'-]+\s){{0,2}}{_OCCASION}s?\b)"  # "a 2019 interview", "his May budget speech"
_EXPRESSION = re.compile(
    r"\b(?:(?P<bar>until|till|by|since|from|next|every|each|before|after|for|through|starting|beginning|coming|upcoming"
    r"|ahead\sof|as\sof)\s)?(?:the\s)?(?:"
    rf"(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|(?P<m1>{MONTH}){SHORT_FORM_STOP}\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s(?P<m2>{MONTH})\b(?:{SHORT_FORM_STOP},?\s(?P<y2>\d{{4}}))?"
    rf"|(?:(?P<in>in|during|late|early|mid|last)[\s-])(?P<m3>{MONTH})\b"
    rf"(?:{SHORT_FORM_STOP}(?:,?\s(?P<y3>\d{{4}})|(?P<ly>\slast\syear)))?"
    rf"|(?:a|an|his|her|their|its|that)\s(?:(?P<m4>{MONTH})(?:\s(?P<y4>{_YEAR}))?|(?P<y5>{_YEAR})){_OF_OCCASION}"
    rf"|(?P<last>last\s|previous\s)?(?P<wd>{'|'.join(WEEKDAYS)})\b"
    r"|(?P<same>today|tonight|this\s(?:morning|afternoon|evening)|earlier\sin\sthe\sday)\b"
    r"|(?P<ereyesterday>day\sbefore\syesterday)\b"
    r"|(?P<eve>yesterday|previous\sday|(?<!\bone\s)(?<!\ba\s)day\sbefore|day\searlier|last\snight)\b"
    r"|(?P<overnight>overnight)\b"
    r"|(?:(?:over|during|at|on)\s(?:the\s)?(?:last\s|past\s|previous\s)?|(?:last|this\spast)\s)(?P<weekend>weekend)\b"
    r"|(?P<span>last|this|earlier\s(?:this|in\sthe))\s(?P<unit>week|month|year)\b"
    rf"|(?P<n>{_COUNT})\s(?P<ago>days?|weeks?|fortnights?|months?|years?)\s(?:ago|earlier)\b"
    rf"|(?:(?:in|during|back\sin|late\sin|early\sin|in\san?|(?:spring|summer|autumn|fall|winter)\sof)\s)"
    rf"(?P<year>{_YEAR})\b(?!-)"
    rf"|(?P<feast>{feast_pattern('en')})\b(?!\sweekend)"
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
        if match["bar"]:
            continue
        found = _stated(match, published) or (_counted(match, published[1]) if published else None)
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


def _stated(match: re.Match[str], published: tuple[date, date] | None) -> tuple[str | None, Basis] | None:
    """Return the date that names its year, month or day of the month."""
    if written := match["iso"] or match["year"] or match["y5"]:
        return written, "stated"
    for n in "12":
        if match[f"m{n}"]:
            month = MONTHS[match[f"m{n}"].lower()]
            return day_of_month(month, int(match[f"d{n}"]), match[f"y{n}"], published), "stated"
    if name := match["m3"] or match["m4"]:
        month, year = MONTHS[name.lower()], match["y3"] or match["y4"]
        return month_of(month, year, published, last_year=bool(match["ly"])), "stated"
    return None


def _counted(match: re.Match[str], end: date) -> tuple[str | None, Basis]:
    """Return the date that is counted from `end`, the last day on which the story may have come out."""
    if match["wd"]:
        return _weekday(match, end), "weekday"
    if match["feast"]:
        day = last_feast("en", match["feast"], end)
        return day.isoformat() if day else None, "stated"
    return _relative(match, end), "relative"


def _weekday(match: re.Match[str], end: date) -> str:
    """Return the last such day not after the story came out; "last" one is a day before that."""
    latest = end - timedelta(days=1 if match["last"] else 0)
    return (latest - timedelta(days=(latest.weekday() - WEEKDAYS[match["wd"].lower()]) % 7)).isoformat()


def _relative(match: re.Match[str], end: date) -> str | None:
    for name, days in (("same", 0), ("eve", 1), ("ereyesterday", 2)):
        if match[name]:
            return (end - timedelta(days=days)).isoformat()
    if match["overnight"]:
        return interval(end - timedelta(days=1), end)
    if match["weekend"]:
        return last_weekend(end)
    if match["n"]:
        count = _NUMBERS.get(match["n"].lower()) or int(match["n"])
        return back(end, count, match["ago"].lower().rstrip("s"))
    if match["span"].lower() == "last":
        return calendar_unit(end, match["unit"].lower())
    return so_far(end, match["unit"].lower())


def _is_date(value: str | None) -> bool:
    return value is not None and news_days(Dated(value, "stated")) is not None
