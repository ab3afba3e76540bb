"""Windows: what the encoder reads at once; whole paragraphs, with the end of what stands before them as context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.models.reading.units import Ints, Units

LONGEST = 256  # word pieces of a window, its separators included
CONTEXT = 24  # word pieces of what stands before a window
_ROOM = LONGEST - CONTEXT - 4


@dataclass(frozen=True, slots=True)
class Window:
    """Inputs of the encoder, one number a word piece, and the places of the units in them.

    `at[i]` is the place of the first piece of unit `units[i]`; `segment[i]` tells which paragraph of the window it
    belongs to. Units of the context are not among them.
    """

    inputs: Ints  # rows: pieces, shapes, marks, headings
    at: Ints
    units: Ints
    segment: Ints

    def by_piece(self, values: Ints) -> Ints:
        """Return for each word piece what `values` holds for its unit; 0 for those of the context."""
        found = np.zeros(self.inputs.shape[1], dtype=np.int64)
        found[self.at[0] :] = np.repeat(values[self.units], np.diff(self.at, append=len(found)))
        return found


def windows(units: Units, ends: tuple[int, int]) -> Iterator[Window]:
    """Yield the windows of a page; each unit stands in exactly one.

    `ends` are the pieces that stand before a window, and behind each of its paragraphs.
    """
    batch: list[tuple[int, int]] = []
    size = 0
    for start, end in _segments(units):
        length = _pieces(units, start, end) + 1
        if batch and size + length > _ROOM:
            yield _window(units, batch, ends)
            batch, size = [], 0
        batch.append((start, end))
        size += length
    if batch:
        yield _window(units, batch, ends)


def _pieces(units: Units, start: int, end: int) -> int:
    stop = int(units.first[end]) if end < len(units) else len(units.pieces)
    return stop - int(units.first[start])


def _segments(units: Units) -> Iterator[tuple[int, int]]:
    """Yield paragraphs as ranges of units; one too long for a window is parted, at the end of a sentence if it can."""
    edges = np.flatnonzero(np.diff(units.paragraph, prepend=-1, append=-1))
    for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        while _pieces(units, start, end) >= _ROOM:
            cut = _cut(units, start, end)
            yield start, cut
            start = cut
        yield start, end


def _cut(units: Units, start: int, end: int) -> int:
    limit = int(np.searchsorted(units.first, units.first[start] + _ROOM - 1, side="right")) - 1
    limit = max(start + 1, min(limit, end - 1))
    stops = np.flatnonzero(units.ends_sentence[start:limit])
    if not len(stops) or stops[-1] < (limit - start) // 2:
        return limit
    cut = start + int(stops[-1]) + 1
    closing = cut < limit and units.end[cut] - units.start[cut] == 1 and units.marks[cut] == units.marks[cut - 1] != 0
    return cut + 1 if closing else cut


def _window(units: Units, batch: list[tuple[int, int]], ends: tuple[int, int]) -> Window:
    first_piece, last_piece = map(_special, ends)
    rows: list[Ints] = [first_piece]
    at: list[Ints] = []
    size = 1
    first = batch[0][0]
    if first:
        stop = int(units.first[first])
        rows += [_rows(units, np.arange(max(0, stop - CONTEXT), stop)), last_piece]
        size += min(CONTEXT, stop) + 1
    for start, end in batch:
        begin = int(units.first[start])
        length = _pieces(units, start, end)
        rows += [_rows(units, np.arange(begin, begin + length)), last_piece]
        at.append(units.first[start:end] - begin + size)
        size += length + 1
    return Window(
        inputs=np.concatenate(rows, axis=1),
        at=np.concatenate(at),
        units=np.concatenate([np.arange(start, end) for start, end in batch]),
        segment=np.concatenate([np.full(end - start, n) for n, (start, end) in enumerate(batch)]),
    )


def _rows(units: Units, pieces: Ints) -> Ints:
    owner = units.owner[pieces]
    return np.stack([units.pieces[pieces], units.shape[owner], units.marks[owner], units.heading[owner]])


def _special(token: int) -> npt.NDArray[np.int64]:
    return np.array([[token], [0], [0], [0]], dtype=np.int64)
