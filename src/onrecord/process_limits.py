"""Holds one piece of work to a time and a memory of its own, in the main thread of a process, where the system can."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

GRACE = 5.0
"""Seconds after which work is told again that its time is over, if it went on all the same."""

_SOON = 0.001

Made = TypeVar("Made")


class OverMemoryError(MemoryError):
    """A piece of work would have needed more than its memory; the machine had more."""


class OverTimeError(RuntimeError):
    """A piece of work took more than its time."""


def run_within(run: Callable[[], Made], seconds: Callable[[], float], memory: int) -> Made:
    """Return what `run` returns, held to seconds of processor time and to bytes beside those that the process has.

    `seconds` is asked again when the first are over, and may have grown with the work. Time is held where the system
    has timers of processor time (not on Windows), memory on Linux; neither in another thread than the main one. Work
    inside other work may have less. Raises OverTimeError, and OverMemoryError for a MemoryError that the limit caused.
    """
    if threading.current_thread() is not threading.main_thread():
        return run()
    return within_memory(lambda: _within_time(run, seconds), memory)


def _within_time(run: Callable[[], Made], seconds: Callable[[], float]) -> Made:
    if sys.platform == "win32":
        return run()
    timer = _Timer(seconds)
    before = signal.signal(signal.SIGPROF, timer.ring)
    left, _ = signal.setitimer(signal.ITIMER_PROF, max(seconds(), _SOON))
    try:
        try:
            return run()
        finally:
            timer.is_over = True
    finally:  # reached, too, where the timer rings in the last line
        timer.is_over = True
        signal.setitimer(signal.ITIMER_PROF, max(left - timer.spent(), _SOON) if left else 0)
        signal.signal(signal.SIGPROF, before or signal.SIG_DFL)


class _Timer:
    """Rings in the midst of work whose processor time is over."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._begun = time.process_time()
        self.is_over = False

    def spent(self) -> float:
        return time.process_time() - self._begun

    def ring(self, *_: Any) -> None:
        if self.is_over:
            return
        left = self._seconds() - self.spent()
        signal.setitimer(signal.ITIMER_PROF, max(left, _SOON) if left > 0 else GRACE)
        if left <= 0:
            raise OverTimeError


def within_memory(run: Callable[[], Made], memory: int) -> Made:
    """Return what `run` returns, held to bytes beside those that the process has, in all its threads; on Linux only."""
    if sys.platform != "linux":
        return run()
    from resource import RLIM_INFINITY, RLIMIT_DATA, getrlimit, setrlimit

    bound = _held() + memory
    before, most = getrlimit(RLIMIT_DATA)
    is_tighter = before == RLIM_INFINITY or bound < before
    setrlimit(RLIMIT_DATA, (bound if is_tighter else before, most))
    try:
        return run()
    except MemoryError as error:
        if is_tighter:
            raise OverMemoryError from error
        raise
    finally:
        setrlimit(RLIMIT_DATA, (before, most))


def memory_limit() -> tuple[int, int] | None:
    """Return what this process is held to, None where no process is."""
    if sys.platform != "linux":
        return None
    from resource import RLIMIT_DATA, getrlimit

    return getrlimit(RLIMIT_DATA)


def take_memory_limit(limit: tuple[int, int] | None) -> None:
    """Hold this process to what another was held to: one that starts has the limit of that very moment."""
    if sys.platform == "linux" and limit is not None:
        from resource import RLIMIT_DATA, setrlimit

        setrlimit(RLIMIT_DATA, limit)


def _held() -> int:
    """Return how many bytes of data this process holds, on Linux."""
    from resource import getpagesize

    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123  (once for each step: no path is made)
        return int(file.read().split()[5]) * getpagesize()
