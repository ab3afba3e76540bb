"""The states of a story half-way up the encoder: kept for its first windows, made anew for those beyond."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt

from onrecord.models.reading.decode import Floats, Range
from onrecord.models.reading.units import Units
from onrecord.models.reading.windows import Window, windows

MOST_KEPT = 200
"""Windows whose states are kept: about 200 kB each, 40 MB together."""

States = npt.NDArray[np.float16]


class MiddleStates:
    """The middle states of the windows of a story, a row a word piece; `make` works out those of a window."""

    def __init__(self, units: Units, ends: tuple[int, int], make: Callable[[Window], Floats]) -> None:
        self.units = units
        self._ends = ends
        self._make = make
        self._kept: list[States] = []

    def add(self, states: Floats) -> None:
        """Keep the states of the next window, if there is room."""
        if len(self._kept) < MOST_KEPT:
            self._kept.append(states.astype(np.float16))

    def within(self, units: Range) -> Iterator[tuple[Window, States]]:
        """Yield the windows in which a range of units stands, in order, with their states."""
        first = max(0, int(np.searchsorted(self._firsts, units[0], "right")) - 1)
        for n in range(first, int(np.searchsorted(self._firsts, units[1], "left"))):
            window = self._windows[n]
            yield window, self._kept[n] if n < len(self._kept) else self._make(window).astype(np.float16)

    @cached_property
    def _windows(self) -> list[Window]:
        return list(windows(self.units, self._ends))

    @cached_property
    def _firsts(self) -> list[int]:
        """The first unit of each window; each unit stands in exactly one."""
        return [int(window.units[0]) for window in self._windows]
