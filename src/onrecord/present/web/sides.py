"""A picture of who took which side when: one row a speaker, one mark a statement, drawn as SVG without a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.present.words import counted, shortened

_MOST_ROWS = 12
_MOST_YEARS = 8
_LEFT, _WIDTH, _ROW, _TOP = 190, 700, 30, 14
_APART = 11  # between two marks that do not touch
_MARGIN = 16  # between the first and last mark and the edges


@dataclass(frozen=True, slots=True)
class Dot:
    """One statement: where it stands, its side, and what a reader is told of it."""

    x: float
    y: float
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word at a place."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture: its size, the names of its rows, the years along its foot, its marks, and what it shows in words."""

    width: int
    height: int
    names: tuple[Label, ...]
    years: tuple[Label, ...]
    dots: tuple[Dot, ...]
    words: str


def picture(stands: Sequence[tuple[str, str, str]]) -> Picture | None:
    """Return the picture of statements, each with its day (ISO), speaker and side; None where fewer than two are dated.

    The speakers with most statements have a row, in the order of their first.
    """
    dated = [(date.fromisoformat(day).toordinal(), day, speaker, kind) for day, speaker, kind in stands if day]
    most = [speaker for speaker, _ in Counter(speaker for _, _, speaker, _ in dated).most_common(_MOST_ROWS)]
    shown = [each for each in sorted(dated) if each[2] in most]
    if len({day for day, *_ in shown}) < 2:
        return None
    rows = list(dict.fromkeys(speaker for _, _, speaker, _ in shown))
    first, last = shown[0][0], shown[-1][0]
    room = _WIDTH - _LEFT - 2 * _MARGIN

    def across(day: int) -> float:
        return round(_LEFT + _MARGIN + room * (day - first) / (last - first), 1)

    def down(row: int) -> float:
        return _TOP + _ROW * row + _ROW / 2

    return Picture(
        width=_WIDTH,
        height=_TOP + _ROW * len(rows) + 26,
        names=tuple(Label(0, down(n) + 4, shortened(name, 26)) for n, name in enumerate(rows)),
        years=tuple(_years(first, last, across, _TOP + _ROW * len(rows) + 18)),
        dots=tuple(
            _dots([(across(n), down(rows.index(who)), kind, f"{day}: {who} {kind}") for n, day, who, kind in shown])
        ),
        words=_in_words(shown),
    )


def _dots(places: Sequence[tuple[float, float, str, str]]) -> Iterator[Dot]:
    """Yield the marks; those that would hide each other stand around their place."""
    seen: Counter[tuple[int, float]] = Counter()
    for x, y, kind, title in places:
        place = (round(x / _APART), y)
        step = seen[place]
        seen[place] += 1
        yield Dot(round(x + _APART * (step // 3), 1), y + (0, -9, 9)[step % 3], kind, title)


def _years(first: int, last: int, across: Callable[[int], float], y: float) -> list[Label]:
    """Return the years that begin between two days, not too many; of a shorter time, its first and last day."""
    begun = range(date.fromordinal(first).year + 1, date.fromordinal(last).year + 1)
    if len(begun) < 2:
        return [Label(across(day), y, date.fromordinal(day).isoformat()) for day in (first, last)]
    step = -(-len(begun) // _MOST_YEARS)
    return [Label(across(date(year, 1, 1).toordinal()), y, str(year)) for year in begun[::step]]


def _in_words(shown: Sequence[tuple[int, str, str, str]]) -> str:
    sides = Counter(kind for *_, kind in shown)
    told = ", ".join(f"{kind} {count}" for kind, count in sides.most_common())
    return (
        f"{counted(len(shown), 'statement')} from {shown[0][1]} to {shown[-1][1]}: {told}. The lists below have each."
    )
