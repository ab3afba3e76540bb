"""The day each story came out: stated beside the text or in its address, or found by weekdays and order.

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

from onrecord import thresholds
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
_LEAD = 600  # characters in which a story states its own day
_WORDS_BESIDE = 6  # on a line that holds the date of its story
_DIGEST_DAYS = 31  # that a digest may span before its publication
_SHORTEST_GAP = 0.5  # days from one item to the next


@dataclass(frozen=True, slots=True)
class Clues:
    """What one item says about its day: the weekday in its lead, and the dates it mentions."""

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
    clues = [_clues_of(text, item, window) for item in items]
    days, stated = _best_path(clues, window), [clue.weekday is not None for clue in clues]
    return [_dated(n, clues[n], days, stated) for n in range(len(items))]


def _dated(n: int, clue: Clues, days: Sequence[date], stated: Sequence[bool]) -> Dated:
    if clue.weekday is not None and days[n].weekday() == clue.weekday:
        return Dated(days[n].isoformat(), "weekday", clue.weekday_span)
    before = next((days[k] for k in range(n - 1, -1, -1) if stated[k]), days[n])
    after = next((days[k] for k in range(n + 1, len(days)) if stated[k]), days[n])
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
    return [date(*published) - timedelta(days=back) for back in range(_DIGEST_DAYS, -1, -1)]


def _clues_of(text: str, item: Span, window: Sequence[date]) -> Clues:
    lead = Span(item.start, min(item.end, item.start + _LEAD))
    own = [m for m in _WEEKDAY.finditer(text, lead.start, lead.end) if not m["far"] and not m["s"]]
    first = own[0] if own else None
    mentioned = tuple(_mentioned(item.of(text), window))
    if first is None:
        return Clues(None, None, mentioned)
    return Clues(WEEKDAYS[first["day"].lower()], Span(*first.span("day")), mentioned)


def _mentioned(words: str, window: Sequence[date]) -> Iterator[date]:
    yield from (day for _, day in dates_in(words, Span(0, len(words))))
    for match in _DAY_OF_MONTH.finditer(words):
        month, number = match["m1"] or match["m2"], match["d1"] or match["d2"]
        if day := calendar_day(window[-1].year, MONTHS[month.lower()], int(number)):
            yield day


def _best_path(clues: Sequence[Clues], window: Sequence[date]) -> list[date]:
    """Return the cheapest sequence of days, newest first or oldest first, whichever fits better."""
    newest_first = _cheapest(clues, list(reversed(window)))
    oldest_first = _cheapest(clues, list(window))
    return min(newest_first, oldest_first, key=lambda found: found[0])[1]


def _cheapest(clues: Sequence[Clues], days: Sequence[date]) -> tuple[float, list[date]]:
    """Return the cost of the cheapest path (Viterbi) through `days` in this order, and the path.

    Costs are negative log-likelihoods.
    """
    gap = max(_SHORTEST_GAP, len(days) / len(clues))  # days from one item to the next, if they fill the window
    costs = [day_cost(clues[0], day) + thresholds.DIGEST_LATE_START * n for n, day in enumerate(days)]
    came_from: list[list[int]] = []
    for clue in clues[1:]:
        moves = [min((cost + step_cost(to - k, gap), k) for k, cost in enumerate(costs)) for to in range(len(days))]
        costs = [cost + day_cost(clue, day) for (cost, _), day in zip(moves, days, strict=True)]
        came_from.append([k for _, k in moves])
    at = min(range(len(days)), key=costs.__getitem__)
    total, path = costs[at], [at]
    for steps in reversed(came_from):
        path.append(steps[path[-1]])
    return total, [days[k] for k in reversed(path)]


def step_cost(forward: int, gap: float) -> float:
    """Return the cost of a step: along the order a waiting time of mean `gap`; against it one in twenty, by a day."""
    return forward / gap + math.log1p(gap) if forward >= 0 else thresholds.DIGEST_STEP_BACK - forward


def day_cost(clue: Clues, day: date) -> float:
    """Return what speaks against a day for an item: another weekday than its own, days it mentions to come."""
    cost = thresholds.DIGEST_OTHER_WEEKDAY if clue.weekday is not None and day.weekday() != clue.weekday else 0.0
    for mentioned in clue.mentioned:
        if mentioned == day:
            cost -= thresholds.DIGEST_MENTIONED
        elif 0 < (mentioned - day).days <= thresholds.DIGEST_COMING_DAYS:
            cost += thresholds.DIGEST_COMING  # news mentions past days more than coming ones
    return cost
