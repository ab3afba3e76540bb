"""Runs of what is no prose: marks in a row, and long tokens such as web addresses, each read as one character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.text.masks import FILLER
from onrecord.types import Span

MARKS = 8
"""Marks in a row, white space between them or not, that are read one by one; of more, the first stands for all."""

TOKEN = 60
"""Letters, digits and marks of ASCII without a space from which on they are no word, and one letter stands for all."""

_MARK = rf"(?:[^\w\s{FILLER}]|_)"
_RUN = re.compile(rf"(?P<marks>{_MARK}(?:\s{{0,2}}+{_MARK}){{{MARKS},}}+)|(?<![!-~])(?P<token>[!-~]{{{TOKEN},}}+)")
_EDGE = 4  # characters of a run in which marks before or behind a space belong to the words beside it
_MARKS_AROUND = "\"'()[]{}<>.,;:!?"


@dataclass(frozen=True, slots=True)
class Collapsed:
    """A text in which one character stands for each run; `start` and `end` are where each of them stands in it."""

    text: str
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]


def collapsed(text: str) -> Collapsed:
    """Return `text` with its runs collapsed; time is linear in its length."""
    parts: list[str] = []
    starts: list[npt.NDArray[np.int64]] = []
    ends: list[npt.NDArray[np.int64]] = []
    at = 0
    for run, shown in (*_runs(text), (Span(len(text), len(text)), "")):
        between = np.arange(at, run.start)
        parts += [text[at : run.start], shown]
        starts += [between, np.full(len(shown), run.start)]
        ends += [between + 1, np.full(len(shown), run.end)]
        at = run.end
    return Collapsed("".join(parts), np.concatenate(starts), np.concatenate(ends))


def _runs(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the runs of `text` with what stands for each; marks around a long token are no part of it."""
    for match in _RUN.finditer(text):
        if match["marks"]:
            run = _without_edges(text, Span(*match.span()))
            yield run, text[run.start]
            continue
        token = match.group()
        inner = token.strip(_MARKS_AROUND)
        if len(inner) >= TOKEN:
            start = match.start() + token.index(inner)
            yield Span(start, start + len(inner)), "x"


def _without_edges(text: str, run: Span) -> Span:
    """Return a run of marks without those that end the sentence before it or open the one behind it."""
    head, tail = text[run.start : run.start + _EDGE].split(), text[run.end - _EDGE : run.end].split()
    start = text.index(head[1], run.start + len(head[0])) if len(head) > 1 else run.start
    end = text.rindex(tail[-2], start, run.end - len(tail[-1])) + len(tail[-2]) if len(tail) > 1 else run.end
    return Span(start, end)
