"""Runs the networks that read quotations: the marked windows of a story first, then each quotation's surroundings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnxruntime

from onrecord.models.reading.decode import Floats
from onrecord.models.reading.middle import MiddleStates, States
from onrecord.models.reading.understanding import (
    CONTENT,
    CUE,
    SOURCE,
    Placed,
    Surroundings,
    Understood,
    parts_of,
    surroundings,
    understood,
)
from onrecord.models.reading.units import Ints
from onrecord.models.reading.windows import Window

_ROWS = 12  # quotations of like surroundings that are read at once
_AHEAD, _MOST_UNITS = 64, 4096  # quotations, and units of the story, whose states are held at once


@dataclass(frozen=True, slots=True)
class _States:
    """Wide and narrow states of the units from `start` on."""

    start: int
    wide: Floats
    narrow: Floats


class Reader:
    """The top layers, the head, and the heat by which the scores of the act are divided."""

    def __init__(self, top: onnxruntime.InferenceSession, head: onnxruntime.InferenceSession, heat: float) -> None:
        self._top, self._head, self._heat = top, head, heat

    def understand(self, middle: MiddleStates, placed: Sequence[Placed]) -> list[Understood | None]:
        """Return what is made of each quotation of a story; None where no unit of its content was read.

        The quotations come in the order of the text; time and memory are bounded as those of `Model.read`.
        """
        parts = parts_of(middle.units, placed)
        found: list[Understood | None] = [None] * len(placed)
        near = [surroundings(middle.units, parts, one) for one in placed]
        seen = sorted(((n, each) for n, each in enumerate(near) if each), key=lambda each: each[1].within)
        for group in _groups(seen):
            states = self._states(middle, parts, [near for _, near in group])
            for n, result in self._results(middle, states, sorted(group, key=lambda each: len(each[1].role))):
                found[n] = result
        return found

    def _states(self, middle: MiddleStates, parts: Ints, seen: Sequence[Surroundings]) -> _States:
        """Return the states of all units from the first to the last that is looked at; zeros where none is."""
        start, end = min(near.within[0] for near in seen), max(near.within[1] for near in seen)
        is_seen = np.zeros(end - start, dtype=np.bool_)
        for near in seen:
            is_seen[near.within[0] - start : near.within[1] - start] = True
        made: list[tuple[Window, tuple[Floats, Floats]]] = [
            (window, self._window(parts, window, states))
            for window, states in middle.within((start, end))
            if is_seen[max(int(window.units[0]) - start, 0) : int(window.units[-1]) + 1 - start].any()
        ]
        wide, narrow = (np.zeros((end - start, made[0][1][n].shape[1]), dtype=np.float32) for n in (0, 1))
        for window, (own_wide, own_narrow) in made:
            inside = (window.units >= start) & (window.units < end)
            at = window.units[inside] - start
            wide[at], narrow[at] = own_wide[inside], own_narrow[inside]
        return _States(start, wide, narrow)

    def _window(self, parts: Ints, window: Window, states: States) -> tuple[Floats, Floats]:
        inputs = {"middle": states[None].astype(np.float32), "parts": window.by_piece(parts)[None]}
        wide, narrow = (output[0][window.at] for output in self._top.run(None, inputs))
        return wide, narrow

    def _results(
        self, middle: MiddleStates, states: _States, seen: Sequence[tuple[int, Surroundings]]
    ) -> Iterator[tuple[int, Understood]]:
        for first in range(0, len(seen), _ROWS):
            group = seen[first : first + _ROWS]
            scores, tags = self._head.run(None, _inputs(states, [near for _, near in group]))
            for (n, near), row, own in zip(group, scores, tags, strict=True):
                yield n, understood(middle.units, near, row, own, self._heat)


def _groups(seen: Sequence[tuple[int, Surroundings]]) -> Iterator[list[tuple[int, Surroundings]]]:
    """Yield quotations, in the order of where their surroundings begin, as many as are held at once."""
    group: list[tuple[int, Surroundings]] = []
    for each in seen:
        if group and (len(group) == _AHEAD or each[1].within[1] - group[0][1].within[0] > _MOST_UNITS):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _inputs(states: _States, seen: Sequence[Surroundings]) -> dict[str, npt.NDArray[np.generic]]:
    """Return the inputs of the head, filled up to the longest of some surroundings."""
    rows, longest = len(seen), max(len(near.role) for near in seen)
    narrow = np.zeros((rows, longest, states.narrow.shape[1]), dtype=np.float32)
    there = np.zeros((rows, longest), dtype=np.float32)
    role, far = (np.zeros((rows, longest), dtype=np.int64) for _ in range(2))
    means = np.zeros((rows, 3, states.wide.shape[1]), dtype=np.float32)
    for n, near in enumerate(seen):
        length, own = len(near.role), slice(near.within[0] - states.start, near.within[1] - states.start)
        narrow[n, :length], role[n, :length], far[n, :length], there[n, :length] = (
            states.narrow[own], near.role, near.far, 1,
        )  # fmt: skip
        for part in (CONTENT, CUE, SOURCE):
            is_part = near.role == part
            if is_part.any():
                means[n, part - 1] = states.wide[own][is_part].mean(axis=0)
    return {"narrow": narrow, "role": role, "far": far, "there": there, "means": means.reshape(rows, -1)}
