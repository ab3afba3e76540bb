"""The processes that analyse: each is held to the time and memory of its document, and one that ends is replaced."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Self

from pebble import ProcessExpired, ProcessPool

from onrecord.analysis.bounds import CrashedError, EndedError, Readings, Work, bounded_in_process, seconds_for
from onrecord.process_limits import OverTimeError, memory_limit, take_memory_limit
from onrecord.types import Document

TRIES = 2
"""How often a document is tried that takes too long or at which a process ends: the machine may have been at fault."""

PATIENCE = 10
"""After so many times its seconds, a document is held for lost on the way to a process or back."""

_KILLED = (-9, -15, 15)
"""The exit codes of a process that was ended from outside; others are those of crashes."""

_NO_PROCESS = (
    "No process can be started here; use --jobs 1. "
    'A script that asks for more jobs has to do so below `if __name__ == "__main__":`.'
)


class Workers:
    """As many processes as `jobs` says, for a `with` statement; they start with the first document."""

    def __init__(self, jobs: int, work: Work) -> None:
        self.jobs = jobs
        self._work = partial(bounded_in_process, work)
        self._in_hand: set[Future[Readings]] = set()
        self._pool = _pool(jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def begin(self, document: Document) -> Future[Readings]:
        """Give a document to the processes."""
        try:
            begun = self._scheduled(document)
        except RuntimeError:  # the pool gave up: a process ended that had no document in hand
            self._renew()
            begun = self._scheduled(document)
        self._in_hand.add(begun)
        begun.add_done_callback(self._in_hand.discard)
        return begun

    def result(self, document: Document, begun: Future[Readings]) -> Readings:
        """Wait for a document; where the machine may have been at fault, try it once more.

        Raises what the analysis raises, or OverTimeError, CrashedError or EndedError, and ChildProcessError where no
        process can be started.
        """
        patience = PATIENCE * seconds_for(document)
        for _ in range(TRIES - 1):
            try:
                return begun.result(patience)
            except (TimeoutError, ProcessExpired, BrokenExecutor, CancelledError):
                begun = self.begin(document)
        try:
            return begun.result(patience)
        except TimeoutError:
            raise OverTimeError(document.uri) from None
        except ProcessExpired as error:
            raise (EndedError if error.exitcode in _KILLED else CrashedError)(document.uri) from None
        except (BrokenExecutor, CancelledError):
            raise ChildProcessError(_NO_PROCESS) from None

    def _scheduled(self, document: Document) -> Future[Readings]:
        alone = replace(document, original=None)  # the file that it came in may be large, and nothing reads it there
        with interrupts_held():
            return self._pool.schedule(self._work, [alone], timeout=seconds_for(document))

    def _renew(self) -> None:
        self.__exit__()
        for begun in tuple(self._in_hand):
            begun.cancel()
        self._pool = _pool(self.jobs)


def _pool(jobs: int) -> ProcessPool:
    # Started afresh, not forked: this process may have threads and, of the language model, locks.
    context = multiprocessing.get_context("spawn")
    context.Lock()  # starts Python's own tracker of locks, which lets interrupts through again
    return ProcessPool(jobs, initializer=_begin, initargs=[memory_limit()], context=context)


def _begin(memory: tuple[int, int] | None) -> None:
    """In a process that begins: end with the process that started this one, and leave the limit of what that reads."""
    take_memory_limit(memory)
    end_with_parent()


def end_with_parent() -> None:
    """Have this process end with the one that started it, whatever it does then."""
    threading.Thread(target=_await_parent, daemon=True).start()


def _await_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C from this thread and from all threads and processes that start meanwhile; Windows cannot."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        with _interrupts_noted():
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _interrupts_noted() -> Iterator[None]:
    """Put off a Ctrl-C that another thread takes: Python would raise it in the main one, whatever that holds back."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    noted: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: noted.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        for number in noted[:1]:
            signal.raise_signal(number)
