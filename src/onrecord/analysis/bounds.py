"""What the analysis of one document may cost: its time, its memory and the number of its problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from onrecord.process_limits import run_within, within_memory
from onrecord.types import Document, Problem, Reading
from onrecord.types.problems import ProblemCounter

SECONDS = 60.0
"""Time for any document, however short: two hundred times what a news story takes, for slow and busy machines."""

SECONDS_PER_1000 = 1.0
"""Time for each thousand characters: ten to thirty times what the analysis of prose takes on one core."""

MEMORY_BYTES = 1024 * 1024 * 1024
"""Memory for any document, beside what the process holds when it begins: loading the models takes a quarter of it."""

MEMORY_PER_CHARACTER = 512
"""Bytes of memory for each character: six times what stories full of quotations take."""

Readings = tuple[Reading, ...]
Work = Callable[[Document], Readings]


class CrashedError(RuntimeError):
    """The process that analysed a document has crashed."""


class EndedError(RuntimeError):
    """The process that analysed a document was ended from outside, as by a system that runs out of memory."""


def seconds_for(document: Document) -> float:
    """Return how many seconds the analysis of a document may take."""
    return SECONDS + SECONDS_PER_1000 * len(document.text) / 1000


def memory_for(document: Document) -> int:
    """Return how many bytes of memory the analysis of a document may take, beside those that the process holds."""
    return MEMORY_BYTES + MEMORY_PER_CHARACTER * len(document.text)


def bounded(work: Work, document: Document) -> Readings:
    """Return what `work` finds in a document, within its time, memory and number of problems."""
    seconds = seconds_for(document)
    return with_few_problems(run_within(partial(work, document), lambda: seconds, memory_for(document)))


def bounded_in_process(work: Work, document: Document) -> Readings:
    """Return the same within its memory and number of problems; the process that started this one sees to the time."""
    return with_few_problems(within_memory(partial(work, document), memory_for(document)))


def with_few_problems(readings: Readings) -> Readings:
    """Return the readings of a document with the first of their problems of each kind, and the others counted."""
    counter = ProblemCounter()
    kept = tuple(replace(each, problems=tuple(_kept(each, counter))) for each in readings)
    if not kept:
        return kept
    last = kept[-1]
    return (*kept[:-1], replace(last, problems=(*last.problems, *counter.others(last.document.uri))))


def _kept(reading: Reading, counter: ProblemCounter) -> Iterable[Problem]:
    """Return those of the document, which its reader has counted, and the first of the others."""
    return (each for each in reading.problems if each in reading.document.problems or counter.keeps(each))
