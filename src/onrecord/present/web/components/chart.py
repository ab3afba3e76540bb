"""A column for each month, or year, of what somebody is quoted with: a small chart, and its numbers as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.present.terms import ACT_CLASSES, act_class
from onrecord.present.words import counted, dated, times
from onrecord.store.sqlite.reads.counting import Month

WIDTH = 720
TALL, LOW = 156, 86  # where all columns stand: in a chart of its own, and above other things
MOST_COLUMNS = 72  # six years by month; beyond, columns are years, and of those the last ones are drawn
_TOP, _FOOT = 34, 34  # where the highest column ends, and the room below all of them
_WIDEST = 60  # units of a column and the gap behind it, where there are few
_APART = 120  # units between two labels, wide enough for the larger type of small screens
_GROUPS = tuple(ACT_CLASSES)


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a column, of one class of acts."""

    x: float
    y: float
    width: float
    height: float
    group: str


@dataclass(frozen=True, slots=True)
class ColumnLabel:
    """A word at the foot or the top of a column."""

    x: float
    y: float
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """The numbers of one month or year: those of each class of acts in their order, and all together."""

    period: str
    words: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ActChart:
    """All that is drawn, and the columns that are not empty; `earlier` quotations lie before the first column."""

    unit: str
    description: str
    width: float
    floor: int
    height: int
    columns: tuple[PeriodColumn, ...]
    bars: tuple[Bar, ...]
    labels: tuple[ColumnLabel, ...]
    earlier: int


def act_chart(months: Sequence[Month], floor: int = TALL) -> ActChart | None:
    """Return the chart of what was counted by month and act, its columns on `floor`; None where no day is known."""
    if not months:
        return None
    first, last = (_number(month.month) for month in (min(months, key=_when), max(months, key=_when)))
    by_year = last - first >= MOST_COLUMNS
    step = 12 if by_year else 1
    start, end = max(first // step, last // step - MOST_COLUMNS + 1), last // step
    counts = Counter[tuple[int, str]]()
    for month in months:
        counts[_number(month.month) // step, act_class(month.act)] += month.quotations
    periods = range(start, end + 1)
    columns = [_column(counts, period, by_year=by_year) for period in periods]
    earlier = sum(number for (period, _), number in counts.items() if period < start)
    drawn = tuple(column for column in columns if column.total)
    return ActChart(
        unit="year" if by_year else "month",
        description=_description(drawn, "year" if by_year else "month"),
        width=round(_slot(columns) * len(columns), 2),
        floor=floor,
        height=floor + _FOOT,
        columns=drawn,
        bars=tuple(_bars(columns, floor)),
        labels=tuple(_labels(columns, floor + _FOOT - 8, by_year=by_year)),
        earlier=earlier,
    )


def _when(month: Month) -> str:
    return month.month


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _column(counts: Counter[tuple[int, str]], period: int, *, by_year: bool) -> PeriodColumn:
    iso = f"{period:04}" if by_year else f"{period // 12:04}-{period % 12 + 1:02}"
    numbers = tuple(counts[period, group] for group in _GROUPS)
    return PeriodColumn(iso, dated(times(iso)), numbers, sum(numbers))


def _description(drawn: Sequence[PeriodColumn], unit: str) -> str:
    most = max(drawn, key=lambda column: column.total)
    span = f"From {drawn[0].words} to {drawn[-1].words}" if len(drawn) > 1 else f"In {most.words}"
    highest = f"; most in one {unit}: {most.total:,}, in {most.words}" if len(drawn) > 1 else ""
    groups = ", ".join(
        f"{sum(column.counts[place] for column in drawn):,} {ACT_CLASSES[group].label}"
        for place, group in enumerate(_GROUPS)
    )
    return (
        f"{span}: {counted(sum(column.total for column in drawn), 'quotation')}{highest}. By what was done: {groups}."
    )


def _slot(columns: Sequence[PeriodColumn]) -> float:
    return min(WIDTH / len(columns), _WIDEST)


def _bars(columns: Sequence[PeriodColumn], floor: int) -> list[Bar]:
    slot, highest = _slot(columns), max(column.total for column in columns)
    width = round(slot * 0.78, 2)
    bars = []
    for place, column in enumerate(columns):
        foot = float(floor)
        for group, number in zip(_GROUPS, column.counts, strict=True):
            if number:
                height = (floor - _TOP) * number / highest
                bars.append(Bar(round(place * slot, 2), round(foot - height, 2), width, round(height, 2), group))
                foot -= height
    return bars


def _labels(columns: Sequence[PeriodColumn], foot: int, *, by_year: bool) -> list[ColumnLabel]:
    slot = _slot(columns)
    most = max(range(len(columns)), key=lambda place: columns[place].total)
    labels = [_label(most * slot, _TOP - 8, f"{columns[most].total:,}")]
    free = 0.0
    for place, column in enumerate(columns):
        at = place * slot
        starts_year = by_year or column.period.endswith("-01")
        if at < free or not (starts_year or not place):
            continue
        labels.append(_label(at, foot, column.period[:4] if starts_year else column.words))
        # A month and its year take more room than a year.
        free = at + (_APART if starts_year else _APART * 1.7)
    return labels


def _label(x: float, y: float, words: str) -> ColumnLabel:
    """Return a label that starts where its column starts, or ends there where it would leave the chart."""
    return ColumnLabel(round(min(x, WIDTH), 2), y, "end" if x > WIDTH - 80 else "start", words)
