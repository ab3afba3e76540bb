"""Work is held to its time and memory, ends there, and leaves the process as it was."""

from __future__ import annotations

import signal
import sys
import threading
import time
from itertools import count

import pytest

from onrecord import process_limits
from onrecord.process_limits import OverMemoryError, OverTimeError, memory_limit, run_within

MUCH = 1 << 40
ROOM = 1 << 28

needs_timers = pytest.mark.skipif(sys.platform == "win32", reason="needs timers of processor time")
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is held to its bound on Linux")


def work_for(seconds: float) -> str:
    """Use so much processor time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return "done"


def never_end() -> None:
    work_for(float("inf"))


def fraction() -> float:
    return 0.05


@needs_timers
def test_work_that_never_ends_is_ended_and_no_timer_stays() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(OverTimeError):
        run_within(never_end, fraction, MUCH)
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
    assert work_for(0.1) == "done"


@needs_timers
def test_work_that_goes_on_after_its_time_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_limits, "GRACE", 0.05)
    told = []

    def stubborn() -> None:
        try:
            never_end()
        except OverTimeError:
            told.append("once")
            never_end()

    with pytest.raises(OverTimeError):
        run_within(stubborn, fraction, MUCH)
    assert told == ["once"]


@needs_timers
def test_work_has_more_time_when_there_is_more_of_it() -> None:
    rings = count(1)
    assert run_within(lambda: work_for(0.3), lambda: 0.05 * next(rings) ** 3, MUCH) == "done"
    assert next(rings) > 2


@needs_timers
def test_work_inside_other_work_has_its_own_time_and_the_other_keeps_its_own() -> None:
    def outer() -> str:
        with pytest.raises(OverTimeError):
            run_within(never_end, fraction, MUCH)
        return work_for(0.1)

    assert run_within(outer, lambda: 60.0, MUCH) == "done"

    def outer_without_end() -> None:
        run_within(lambda: work_for(0.01), lambda: 60.0, MUCH)
        never_end()

    with pytest.raises(OverTimeError):
        run_within(outer_without_end, fraction, MUCH)


def test_waiting_takes_no_time() -> None:
    run_within(lambda: time.sleep(0.2), fraction, MUCH)


def test_work_of_another_thread_is_not_held() -> None:
    done = []
    thread = threading.Thread(target=lambda: done.append(run_within(lambda: work_for(0.2), fraction, MUCH)))
    thread.start()
    thread.join()
    assert done == ["done"]


@needs_linux
def test_work_that_needs_too_much_memory_is_ended_and_the_limit_taken_back() -> None:
    before = memory_limit()
    with pytest.raises(OverMemoryError):
        run_within(lambda: bytearray(2 * ROOM), lambda: 60.0, ROOM)
    assert memory_limit() == before
    assert len(bytearray(2 * ROOM)) == 2 * ROOM


@needs_linux
def test_where_memory_was_short_before_that_is_told() -> None:
    def inner() -> None:
        run_within(lambda: bytearray(2 * ROOM), lambda: 60.0, MUCH)

    with pytest.raises(OverMemoryError) as raised:
        run_within(inner, lambda: 60.0, ROOM)
    assert not isinstance(raised.value.__cause__, OverMemoryError)
