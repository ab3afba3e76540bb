"""Maps the analysis over many documents, in order: here, or spread over several processes of this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from onrecord.analysis.bounds import CrashedError, EndedError, Work, bounded, seconds_for
from onrecord.analysis.pipeline import failed, readings
from onrecord.process_limits import OverMemoryError, OverTimeError
from onrecord.types import Correction, Document, Problem, Reading

if TYPE_CHECKING:
    from onrecord.analysis.workers import Workers

AHEAD = 4
"""Documents for each process that may be in hand at once: enough that none waits, few enough to be held in memory."""

FEW = 4
"""Documents up to which no process is started: starting it takes longer than analysing them."""

Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document and what was found in it, a Reading for each story."""

    document: Document
    readings: tuple[Reading, ...]


def analysed(
    found: Iterable[Document | Other], jobs: int = 1, *, strict: bool = False, work: Work | None = None
) -> Generator[Analysed | Other | Problem, None, None]:
    """Yield each Document of `found` analysed and all else as it is, in order and lazily.

    With one job, or for a few documents, no process is started. With more, a few documents are in hand at once; close
    the iterator to end the processes. Each document is held to its time and memory (docs/reference/limits.md). What
    goes wrong with it is told in its Reading or, where the machine was at fault, by a Problem in its place; `strict`
    raises it. Raises ChildProcessError where no process can be started at all.
    """
    work = work or partial(readings, strict=strict)
    rest = iter(found)
    first = _first(rest, AHEAD * jobs) if jobs > 1 else []
    everything = chain(first, rest)
    if jobs == 1 or (len(first) < AHEAD * jobs and _documents(first) <= FEW):
        yield from _in_turn(everything, work, strict)
        return
    from onrecord.analysis.workers import Workers  # and with it a library that one job does not need

    with Workers(jobs, work) as workers:
        yield from _side_by_side(everything, workers, strict)


def analysed_again(
    document: Document, corrections: Sequence[Correction], *, strict: bool = False
) -> Analysed | Problem:
    """Return one document analysed here, within its time and memory, as people have corrected it.

    What goes wrong is told as in `analysed`.
    """
    work = partial(readings, corrections=corrections, strict=strict)
    return _outcome(document, partial(bounded, work, document), strict)


def _first(found: Iterator[Document | Other], most: int) -> list[Document | Other]:
    """Take from `found` until more than a few documents, or `most` of anything, have come."""
    taken: list[Document | Other] = []
    while len(taken) < most and _documents(taken) <= FEW:
        try:
            taken.append(next(found))
        except StopIteration:
            break
    return taken


def _documents(found: Iterable[object]) -> int:
    return sum(isinstance(each, Document) for each in found)


def _in_turn(
    found: Iterable[Document | Other], work: Work, strict: bool
) -> Generator[Analysed | Other | Problem, None, None]:
    for each in found:
        yield _outcome(each, partial(bounded, work, each), strict) if isinstance(each, Document) else each


def _side_by_side(
    found: Iterable[Document | Other], workers: Workers, strict: bool
) -> Generator[Analysed | Other | Problem, None, None]:
    in_hand: deque[_Begun | Other] = deque()
    for each in found:
        in_hand.append(_Begun(each, workers.begin(each)) if isinstance(each, Document) else each)
        while in_hand and (len(in_hand) > AHEAD * workers.jobs or _is_done(in_hand[0])):
            yield _ended(in_hand.popleft(), workers, strict)
    while in_hand:
        yield _ended(in_hand.popleft(), workers, strict)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A document that the processes have in hand."""

    document: Document
    result: Future[tuple[Reading, ...]]


def _is_done(each: object) -> bool:
    return not isinstance(each, _Begun) or each.result.done()


def _ended(each: _Begun | Other, workers: Workers, strict: bool) -> Analysed | Other | Problem:
    if not isinstance(each, _Begun):
        return each
    return _outcome(each.document, partial(workers.result, each.document, each.result), strict)


def _outcome(document: Document, run: Callable[[], tuple[Reading, ...]], strict: bool) -> Analysed | Problem:
    """Return what `run` finds in a document, or what came of it: the one guard around the analysis as a whole."""
    try:
        return Analysed(document, run())
    except ChildProcessError:
        raise
    except Exception as error:
        if strict:
            raise
        return _given_up(document, error)


def _given_up(document: Document, error: Exception) -> Analysed | Problem:
    """Return a document that was given up: one to be stored so, or a Problem if the machine may have been at fault.

    The first is not tried again by the same program, the second is whenever it is added.
    """
    why, remedy, is_machine = _why(document, error)
    problem = Problem("analyse", f"{document.uri} was not read: {why}", uri=document.uri, remedy=remedy)
    return problem if is_machine else Analysed(document, (failed(document, problem),))


def _why(document: Document, error: Exception) -> tuple[str, str, bool]:
    """Return why a document was given up, what to do, and whether the machine may have been at fault."""
    split = "Split it into smaller files, one story each, and add those."
    report = "Please report it with the text that caused it."
    if isinstance(error, OverTimeError):
        return f"its analysis took more than {seconds_for(document):,.0f} seconds", split, False
    if isinstance(error, OverMemoryError):
        return "its analysis needed more memory than a document may take", split, False
    if isinstance(error, MemoryError):
        return "this machine has too little memory left", "End other programs, and add it again.", True
    if isinstance(error, EndedError):
        again = "It may have run out of memory: end other programs, or use fewer --jobs, and add it again."
        return "the process that analysed it was ended from outside", again, True
    if isinstance(error, CrashedError):
        return "the process that analysed it crashed", report, False
    return f"its analysis failed ({type(error).__name__})", report, False
