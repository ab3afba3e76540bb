"""The day each story came out: stated beside the text or in its address, or told by weekdays and order.

The items of a digest often say only "on Monday". Their days are then found together, as the path through the
calendar that agrees best with their weekdays, with the dates they mention, and with the order in which they stand.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.text.dates import (
    MONTH,
    MONTHS,
    SHORT_FORM_STOP,
    WEEKDAYS,
    calendar_day,
    dates_in,
    interval,
    parts_of,
)
from onrecord.types import Dated, Document, Span

_DAY_OF_MONTH = re.compile(
    rf"\b(?:(?P<m1>{MONTH}){SHORT_FORM_STOP} (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{MONTH}))(?!,? \d{{4}}|\d)\b",
    re.IGNORECASE | re.ASCII,
)
_TITLE_MONTH = re.compile(rf"\b(?P<m>{MONTH}),? (?P<y>\d{{4}})\b", re.IGNORECASE | re.ASCII)
_WEEKDAY = re.compile(
    rf"\b(?:(?P<far>last|next|previous|every|each|until|by) )?(?P<day>{'|'.join(WEEKDAYS)})(?P<s>s?)\b",
    re.IGNORECASE | re.ASCII,
)
_ADDRESS_DAY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/_]?(?P<m>[01]\d)[-/_]?(?P<d>[0-3]\d)(?!\d)")
_LEAD = 600  # characters in which a story tells its own day
_WORDS_BESIDE = 6  # on a line that holds the date of its story
_WIDEST = 62  # days that a digest may span


@dataclass(frozen=True, slots=True)
class _Clues:
    """What one item says of its day: the weekday of its lead, and the dates that it mentions."""

    weekday: int | None
    weekday_span: Span | None
    mentioned: tuple[date, ...]


def article_date(text: str, document: Document, span: Span) -> Dated | None:
    """Return the day an article came out, from its metadata, its address or a line that holds a date."""
    stated = document.metadata.published
    if stated:
        return Dated(stated, "stated", document.published_span)
    address = _ADDRESS_DAY.search(document.metadata.url or "")
    if address and (day := calendar_day(*map(int, address.group("y", "m", "d")))):
        return Dated(day.isoformat(), "inferred")
    return _date_line(text, span)


def _date_line(text: str, span: Span) -> Dated | None:
    for place, day in dates_in(text, Span(span.start, min(span.end, span.start + _LEAD))):
        beside = text[text.rfind("\n", 0, place.start) + 1 : place.start] + text[place.end :].partition("\n")[0]
        if len(beside.split()) <= _WORDS_BESIDE:
            return Dated(day.isoformat(), "stated", place)
    return None


def digest_dates(text: str, items: Sequence[Span], document: Document, preamble: Span) -> list[Dated | None]:
    """Return the day of each item of a digest; an item without clues gets the interval its neighbours allow."""
    window = _window(text, document, preamble)
    if window is None:
        return [None] * len(items)
    clues = [_clues(text, item, window) for item in items]
    days, told = _best_path(clues, window), [clue.weekday is not None for clue in clues]
    return [_dated(n, clues[n], days, told) for n in range(len(items))]


def _dated(n: int, clue: _Clues, days: Sequence[date], told: Sequence[bool]) -> Dated:
    if clue.weekday is not None and days[n].weekday() == clue.weekday:
        return Dated(days[n].isoformat(), "weekday", clue.weekday_span)
    before = next((days[k] for k in range(n - 1, -1, -1) if told[k]), days[n])
    after = next((days[k] for k in range(n + 1, len(days)) if told[k]), days[n])
    first, last = sorted((before, after))
    return Dated(interval(first, last), "inferred")


def _window(text: str, document: Document, preamble: Span) -> list[date] | None:
    """Return the days in which a digest's items fall: the month of its title, or the month before it was published."""
    title = " ".join(filter(None, [preamble.of(text), document.metadata.title]))
    if month := _TITLE_MONTH.search(title):
        year, number = int(month["y"]), MONTHS[month["m"].lower()]
        if 1 <= year <= 9999:
            return [date(year, number, d + 1) for d in range(calendar.monthrange(year, number)[1])]
    published = parts_of(document.metadata.published or "")
    if published is None or not published.day or published.year == 1:
        return None
    return [date(*published) - timedelta(days=back) for back in range(_WIDEST // 2, -1, -1)]


def _clues(text: str, item: Span, window: Sequence[date]) -> _Clues:
    lead = Span(item.start, min(item.end, item.start + _LEAD))
    spoken = [m for m in _WEEKDAY.finditer(text, lead.start, lead.end) if not m["far"] and not m["s"]]
    first = spoken[0] if spoken else None
    mentioned = tuple(_mentioned(item.of(text), window))
    if first is None:
        return _Clues(None, None, mentioned)
    return _Clues(WEEKDAYS[first["day"].lower()], Span(*first.span("day")), mentioned)


def _mentioned(words: str, window: Sequence[date]) -> Iterator[date]:
    yield from (day for _, day in dates_in(words, Span(0, len(words))))
    for match in _DAY_OF_MONTH.finditer(words):
        month, number = match["m1"] or match["m2"], match["d1"] or match["d2"]
        if day := calendar_day(window[-1].year, MONTHS[month.lower()], int(number)):
            yield day


def _best_path(clues: Sequence[_Clues], window: Sequence[date]) -> list[date]:
    """Return the cheapest sequence of days, newest first or oldest first, whichever fits better."""
    newest_first = _cheapest(clues, list(reversed(window)))
    oldest_first = _cheapest(clues, list(window))
    return min(newest_first, oldest_first, key=lambda found: found[0])[1]


def _cheapest(clues: Sequence[_Clues], days: Sequence[date]) -> tuple[float, list[date]]:
    """Viterbi over `days` in the order in which the items are thought to stand; costs are negative log-likelihoods."""
    gap = max(0.5, len(days) / len(clues))  # days from one item to the next, if they fill the window
    costs = [_fit(clues[0], day) + 0.01 * n for n, day in enumerate(days)]
    came_from: list[list[int]] = []
    for clue in clues[1:]:
        moves = [min((cost + _step(to - k, gap), k) for k, cost in enumerate(costs)) for to in range(len(days))]
        costs = [cost + _fit(clue, day) for (cost, _), day in zip(moves, days, strict=True)]
        came_from.append([k for _, k in moves])
    at = min(range(len(days)), key=costs.__getitem__)
    total, path = costs[at], [at]
    for steps in reversed(came_from):
        path.append(steps[path[-1]])
    return total, [days[k] for k in reversed(path)]


def _step(forward: int, gap: float) -> float:
    """Steps along the order spread as waiting times of mean `gap`; one in twenty goes against it by a day or so."""
    return forward / gap + math.log1p(gap) if forward >= 0 else 3.0 - forward


def _fit(clue: _Clues, day: date) -> float:
    cost = 12.0 if clue.weekday is not None and day.weekday() != clue.weekday else 0.0
    for mentioned in clue.mentioned:
        if mentioned == day:
            cost -= 0.5
        elif 0 < (mentioned - day).days <= 7:
            cost += 1.0  # news mentions past days more than coming ones
    return cost
