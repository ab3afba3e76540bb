"""Processes that make costly pages: each ends with its page where that takes too long or nobody waits for it.

A process, not a thread: it can be ended at any moment, gives back all of its memory, and leaves the threads that make
other pages the interpreter for themselves.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection

from onrecord.analysis.workers import end_with_parent, interrupts_held
from onrecord.present.web.http.cache import RenderedResponse
from onrecord.present.web.http.costly import AT_ONCE, Job

SECONDS = 90.0  # for one page: ten to thirty times what it takes in a large record
IDLE_SECONDS = 30.0  # after which a process without work ends; the model that it holds takes half a second to load

MakeNow = Callable[[Job], RenderedResponse]


class OverTimeError(Exception):
    """The page takes longer than it may."""


class WorkerEndedError(Exception):
    """The process that made the page ended, or could not be started."""


def processes_here() -> int:
    """Return how many processes this machine can spare."""
    return max(1, min(AT_ONCE, (os.cpu_count() or 1) // 2))


class WorkerProcesses:
    """Makes pages in processes that are started when needed; each calls `prepare` once, for what makes its pages."""

    def __init__(self, prepare: Callable[[], MakeNow]) -> None:
        self._prepare = prepare
        self._idle: dict[_Worker, asyncio.TimerHandle] = {}

    async def make(self, job: Job) -> RenderedResponse:
        """Return the response to a request. Raises OverTimeError, or WorkerEndedError where a process fails."""
        worker = self._taken()
        try:
            async with asyncio.timeout(SECONDS):
                made = await asyncio.to_thread(worker.make, job)
        except TimeoutError:
            worker.end()
            raise OverTimeError from None
        except (EOFError, OSError) as error:
            worker.end()
            raise WorkerEndedError(str(error)) from error
        except BaseException:  # nobody waits any more
            worker.end()
            raise
        self._idle[worker] = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._end, worker)
        return made

    def stop(self) -> None:
        """End the processes without work; the others end with their requests."""
        for worker in list(self._idle):
            self._end(worker)

    def _taken(self) -> _Worker:
        if not self._idle:
            return _Worker(self._prepare)
        worker, timer = self._idle.popitem()
        timer.cancel()
        return worker

    def _end(self, worker: _Worker) -> None:
        self._idle.pop(worker).cancel()
        worker.end()


class _Worker:
    """One process, which makes one page at a time."""

    def __init__(self, prepare: Callable[[], MakeNow]) -> None:
        # Started afresh, not forked: this process has threads.
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, prepare), daemon=True)
        try:
            with interrupts_held():
                self._process.start()
        except OSError as error:
            raise WorkerEndedError(str(error)) from error
        finally:
            theirs.close()

    def make(self, job: Job) -> RenderedResponse:
        """Return the response. Raises EOFError or OSError where the process ends."""
        self._connection.send(job)
        made: RenderedResponse = self._connection.recv()
        return made

    def end(self) -> None:
        """End the process at once; whoever waits in `make` gets an EOFError."""
        self._process.kill()


def _work(connection: Connection, prepare: Callable[[], MakeNow]) -> None:
    end_with_parent()
    make = prepare()
    while True:
        connection.send(make(connection.recv()))
