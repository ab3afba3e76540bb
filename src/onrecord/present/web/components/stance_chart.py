"""A chart of statements beside claims: one row a speaker or claim, one mark a statement, as SVG without a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.present.terms import STANCES
from onrecord.present.words import counted, shortened

StanceRow = tuple[str, Sequence[tuple[str, str]]]
"""The name of a row, and its statements: of each the day (ISO, "" where unknown) and the stance."""

Across = Callable[[str], float]
"""Gives the place of a day (ISO) from left to right."""

MOST_ROWS = 12
_MOST_YEARS = 8
_LONGEST_NAME = 90
_TOP = 14
_APART = 11  # between two marks that do not touch
_MOST_ASIDE = 10  # columns of marks beside their day; more lie over each other, and the lists have each
_MARGIN = 36  # between the first and last mark and the edges: half the width of a day below


@dataclass(frozen=True, slots=True)
class _Layout:
    """How rows are set: how wide and high they are, where their line begins, the place and length of their names.

    `aside` is how far a mark stands above or below the line that has no room on it.
    """

    width: int
    height: int
    left: int
    line: int
    name: int
    longest: int
    aside: int


_BESIDE = _Layout(width=700, height=30, left=190, line=15, name=19, longest=26, aside=9)
_ABOVE = _Layout(width=480, height=56, left=0, line=37, name=12, longest=62, aside=13)


@dataclass(frozen=True, slots=True)
class Dot:
    """One statement: where it stands, its stance, and its words for a pointer or a screen reader."""

    x: float
    y: float
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A word at a place."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class StanceChart:
    """The chart: its size, the names and lines of its rows, the years along its foot, its marks, and what it shows.

    The lines begin at `left`, one at each of the heights in `lines`; `marks` are the stances that are drawn, each
    with its words.
    """

    width: int
    height: int
    left: int
    lines: tuple[int, ...]
    names: tuple[PlacedText, ...]
    years: tuple[PlacedText, ...]
    dots: tuple[Dot, ...]
    marks: tuple[tuple[str, str], ...]
    words: str


def rows_by_speaker(statements: Sequence[tuple[str, str, str]]) -> list[StanceRow]:
    """Return a row for each of the speakers with most dated statements, in the order of their first.

    Of each statement, its day (ISO, "" where unknown), speaker and stance.
    """
    dated = sorted(each for each in statements if each[0])
    most = [speaker for speaker, _ in Counter(speaker for _, speaker, _ in dated).most_common(MOST_ROWS)]
    shown = dict.fromkeys(speaker for _, speaker, _ in dated if speaker in most)
    return [(name, [(day, stance) for day, speaker, stance in dated if speaker == name]) for name in shown]


def stance_chart(rows: Sequence[StanceRow], *, above: bool = False) -> StanceChart | None:
    """Return the chart of the first rows; None where fewer than two days are known.

    Names stand beside the lines; with `above`, long ones stand over them.
    """
    layout = _ABOVE if above else _BESIDE
    tops = range(_TOP, _TOP + layout.height * MOST_ROWS, layout.height)
    placed = zip(tops, rows, strict=False)
    drawn = [(top, name, sorted(each for each in statements if each[0])) for top, (name, statements) in placed]
    days = sorted(day for *_, statements in drawn for day, _ in statements)
    if not days or days[0] == days[-1]:
        return None
    stances = Counter(stance for *_, statements in drawn for _, stance in statements)
    across, foot = _scale(layout, days[0], days[-1]), _TOP + layout.height * len(drawn)
    return StanceChart(
        width=layout.width,
        height=foot + 26,
        left=layout.left,
        lines=tuple(top + layout.line for top, *_ in drawn),
        names=tuple(PlacedText(0, top + layout.name, shortened(name, layout.longest)) for top, name, _ in drawn),
        years=tuple(_years(days[0], days[-1], across, foot + 18)),
        dots=tuple(
            dot
            for top, name, statements in drawn
            for dot in _dots(layout, top, shortened(name, _LONGEST_NAME), statements, across)
        ),
        marks=tuple((stance, term) for stance, term in STANCES.items() if stances[stance]),
        words=_in_words(days),
    )


def _scale(layout: _Layout, first: str, last: str) -> Across:
    """Return what gives the place of a day between the first and the last."""
    start, end = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    left = layout.left + _MARGIN
    room = layout.width - _MARGIN - left
    return lambda day: round(left + room * (date.fromisoformat(day).toordinal() - start) / (end - start), 1)


def _dots(layout: _Layout, top: int, name: str, statements: Sequence[tuple[str, str]], across: Across) -> Iterator[Dot]:
    """Yield the marks of a row; those that would hide each other stand around their place, towards the middle."""
    taken: set[tuple[int, int]] = set()
    for day, stance in statements:
        there = across(day)
        step = _APART if there < layout.width / 2 else -_APART
        free = ((there + step * far, up) for far in range(_MOST_ASIDE) for up in (0, -layout.aside, layout.aside))
        x, up = next(((x, up) for x, up in free if (round(x / _APART), up) not in taken), (there, 0))
        taken.add((round(x / _APART), up))
        yield Dot(round(x, 1), top + layout.line + up, stance, f"{day}: {name} {STANCES[stance]}")


def _years(first: str, last: str, across: Across, y: float) -> list[PlacedText]:
    """Return the years that begin between two days, not too many; of a shorter time, its first and last day."""
    begun = range(date.fromisoformat(first).year + 1, date.fromisoformat(last).year + 1)
    if len(begun) < 2:
        return [PlacedText(across(day), y, day) for day in (first, last)]
    step = -(-len(begun) // _MOST_YEARS)
    return [PlacedText(across(date(year, 1, 1).isoformat()), y, str(year)) for year in begun[::step]]


def _in_words(days: Sequence[str]) -> str:
    return f"{counted(len(days), 'statement')} from {days[0]} to {days[-1]}, to compare. The lists below have each."
