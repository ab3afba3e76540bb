"""Maps the analysis over many documents, in order: here, or spread over several processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from onrecord.analysis.pipeline import readings
from onrecord.types import Document, Problem, Reading

AHEAD = 4
"""Documents for each process that may be in hand at once: enough that none waits, few enough to be held in memory."""

Made = TypeVar("Made")
Other = TypeVar("Other")
Work = Callable[[Document], tuple[Reading, ...]]


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document and what was found in it, a Reading for each story."""

    document: Document
    readings: tuple[Reading, ...]


def analysed(
    found: Iterable[Document | Other], jobs: int = 1, *, work: Work = readings
) -> Generator[Analysed | Other | Problem, None, None]:
    """Yield each Document of `found` analysed and all else as it is, in order and lazily.

    With one job, no process is started, and each is done before the next is taken from `found`. With more, a few are
    in hand at once; close the iterator to end the processes early. A document at which a process ends becomes a
    Problem. Raises ChildProcessError where no process can be started at all.
    """
    if jobs == 1:
        return _in_turn(found, work)
    return _side_by_side(found, jobs, work)


def _in_turn(found: Iterable[Document | Other], work: Work) -> Generator[Analysed | Other, None, None]:
    for each in found:
        yield Analysed(each, work(each)) if isinstance(each, Document) else each


def _side_by_side(
    found: Iterable[Document | Other], jobs: int, work: Work
) -> Generator[Analysed | Other | Problem, None, None]:
    crew = _Crew(jobs, work)
    in_hand: deque[_Pending | Other] = deque()
    try:
        for each in found:
            in_hand.append(crew.begin(each) if isinstance(each, Document) else each)
            while in_hand and (len(in_hand) > AHEAD * jobs or _is_done(in_hand[0])):
                yield crew.outcome(in_hand.popleft())
        while in_hand:
            yield crew.outcome(in_hand.popleft())
    finally:
        crew.end()


@dataclass(frozen=True, slots=True)
class _Pending:
    """A document that a process has in hand."""

    document: Document
    result: Future[tuple[Reading, ...]]


def _is_done(pending: object) -> bool:
    return not isinstance(pending, _Pending) or pending.result.done()


class _Crew:
    """The processes. When one of them dies, Python gives up all; then others take their place."""

    def __init__(self, jobs: int, work: Work) -> None:
        self._jobs, self._work = jobs, work
        self._pool = _pool(jobs)

    def begin(self, document: Document) -> _Pending:
        """Give a document to a process."""
        try:
            return _Pending(document, _submitted(self._pool, self._work, document))
        except BrokenProcessPool:
            self.end()
            self._pool = _pool(self._jobs)
            return _Pending(document, _submitted(self._pool, self._work, document))

    def outcome(self, pending: _Pending | Other) -> Analysed | Other | Problem:
        """Wait for a document, and tell what became of it."""
        if not isinstance(pending, _Pending):
            return pending
        try:
            return Analysed(pending.document, pending.result.result())
        except BrokenProcessPool:  # of all the documents in hand then, which one was it?
            return self._alone(pending.document)

    def end(self) -> None:
        """Let the processes finish what they are at, and go."""
        self._pool.shutdown(cancel_futures=True)

    def _alone(self, document: Document) -> Analysed | Problem:
        with _pool(1) as pool:
            try:
                return Analysed(document, _submitted(pool, self._work, document).result())
            except BrokenProcessPool:
                _check_start()
        message = f"{document.uri} was not read: the process that analysed it was ended from outside, or crashed"
        remedy = "It may have run out of memory: end other programs, or use fewer --jobs, and add it again."
        return Problem("analyse", message, uri=document.uri, remedy=remedy)


def _check_start() -> None:
    """Raise ChildProcessError where a process cannot do even nothing."""
    with _pool(1) as pool:
        try:
            _submitted(pool, os.getpid).result()
        except BrokenProcessPool:
            raise ChildProcessError("No process for --jobs can be started here; use --jobs 1.") from None


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Started afresh, not forked: this process may have threads and, of the language model, locks.
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_begin)


def _submitted(pool: ProcessPoolExecutor, work: Callable[..., Made], *given: object) -> Future[Made]:
    with _interrupts_held():
        return pool.submit(work, *given)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back; a process that is started meanwhile holds it back, too, until it has begun.

    Threads of other libraries may take the signal in spite of the mask; then it is noted, and raised afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    came: list[int] = []
    usual = signal.getsignal(signal.SIGINT)
    is_ours = callable(usual) and threading.current_thread() is threading.main_thread()  # ignored, it is to stay so
    if is_ours:
        signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        if is_ours:
            signal.signal(signal.SIGINT, usual)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if came:
            signal.raise_signal(signal.SIGINT)


def _begin() -> None:
    """In a process that begins: end silently on Ctrl-C, and with the process that started this one."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as where the program runs in the background
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
