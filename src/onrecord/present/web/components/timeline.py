"""Quotations over time: a chart of months or years by act, and a table behind it that leads to what was counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.present.terms import ACT_CLASSES
from onrecord.present.web.components.chart import TALL, WIDTH, ActChart, act_chart
from onrecord.store.sqlite.reads.counting import Month


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a shade of the chart stands for, and which acts are in it."""

    group: str
    label: str
    acts: str


_LEGEND = tuple(LegendEntry(name, each.label, ", ".join(each.acts)) for name, each in ACT_CLASSES.items())


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """The chart, how wide it may be, what its shades stand for, and where each of its columns leads."""

    chart: ActChart
    width: int
    legend: tuple[LegendEntry, ...]
    addresses: tuple[str, ...]


def timeline_chart(months: Sequence[Month], address: Callable[[str], str], floor: int = TALL) -> TimelineChart | None:
    """Return what was counted by month and act over time; `address` gives the address of a period (an ISO prefix).

    None where no day is known.
    """
    drawn = act_chart(months, floor)
    if drawn is None:
        return None
    return TimelineChart(drawn, WIDTH, _LEGEND, tuple(address(column.period) for column in drawn.columns))
