"""Quotations over time: a chart of months or years by act, and a table behind it that leads to what was counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.present.terms import ACT_CLASSES
from onrecord.present.web.components.chart import TALL, WIDTH, Chart, chart
from onrecord.store.sqlite.reads.counting import Month


@dataclass(frozen=True, slots=True)
class Key:
    """What a shade of the chart stands for, and which acts are in it."""

    group: str
    label: str
    acts: str


_KEYS = tuple(Key(name, each.label, ", ".join(each.acts)) for name, each in ACT_CLASSES.items())


@dataclass(frozen=True, slots=True)
class Timeline:
    """The chart, how wide it may be, what its shades stand for, and where each of its columns leads."""

    chart: Chart
    width: int
    keys: tuple[Key, ...]
    addresses: tuple[str, ...]


def timeline(months: Sequence[Month], address: Callable[[str], str], floor: int = TALL) -> Timeline | None:
    """Return what was counted by month and act over time; `address` tells where a period (an ISO prefix) leads.

    None where no day is known.
    """
    drawn = chart(months, floor)
    if drawn is None:
        return None
    return Timeline(drawn, WIDTH, _KEYS, tuple(address(column.period) for column in drawn.columns))
