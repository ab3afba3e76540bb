"""What the analysis of one document may cost: its time and, where the platform can hold a process to it, its memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.types import Document

SECONDS = 60.0
"""Time for any document, however short: two hundred times what a news story takes, for slow and busy machines."""

SECONDS_PER_1000 = 1.0
"""Time for each thousand characters: ten to thirty times what the analysis of prose takes on one core."""

MEMORY_BYTES = 1024 * 1024 * 1024
"""Memory for any document, beside what the process holds when it begins: loading the models takes a quarter of it."""

MEMORY_PER_CHARACTER = 512
"""Bytes of memory for each character: six times what stories full of quotations take."""


class OverMemoryError(MemoryError):
    """A document would have needed more than its memory; the machine had more."""


class OverTimeError(RuntimeError):
    """The analysis of a document took more than its time."""


class CrashedError(RuntimeError):
    """The process that analysed a document has crashed."""


class EndedError(RuntimeError):
    """The process that analysed a document was ended from outside, as by a system that runs out of memory."""


def seconds_for(document: Document) -> float:
    """Return how many seconds the analysis of a document may take."""
    return SECONDS + SECONDS_PER_1000 * len(document.text) / 1000


@contextmanager
def bounded_memory(document: Document) -> Iterator[None]:
    """Hold this process to the memory that a document may take, on Linux; elsewhere it is not held.

    Raises OverMemoryError for a MemoryError that the bound has caused, and not the machine.
    """
    if sys.platform != "linux":
        yield
        return
    from resource import RLIM_INFINITY, RLIMIT_DATA, getrlimit, setrlimit

    bound = _held() + MEMORY_BYTES + MEMORY_PER_CHARACTER * len(document.text)
    before, most = getrlimit(RLIMIT_DATA)
    is_tighter = before == RLIM_INFINITY or bound < before
    setrlimit(RLIMIT_DATA, (bound if is_tighter else before, most))
    try:
        yield
    except MemoryError as error:
        if is_tighter:
            raise OverMemoryError from error
        raise
    finally:
        setrlimit(RLIMIT_DATA, (before, most))


def _held() -> int:
    """Return how many bytes of data this process holds, on Linux."""
    from resource import getpagesize

    return int(Path("/proc/self/statm").read_text("ascii").split()[5]) * getpagesize()
