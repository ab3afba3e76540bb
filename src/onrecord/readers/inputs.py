"""Inputs: a stream of bytes with its name and its first bytes, and what a reader of one must have."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol, Self

from onrecord.process_limits import OverTimeError
from onrecord.readers import limits
from onrecord.types import Document, Problem

STAGE = "read"
READINGS_SUFFIXES = (".readings.jsonl", ".readings.json")
SPLIT = "Split it into smaller files, one story or one month each, and add those."


@dataclass(frozen=True, slots=True)
class Input:
    """An open input: `uri` names it, `head` is its beginning, `stream` yields all of it, head included, once.

    `readings` tells that Readings in it, which another program made, were asked for; `strict` has what goes wrong in a
    reader raised.
    """

    uri: str
    head: bytes = field(repr=False)
    stream: BinaryIO = field(repr=False)
    size: int | None = None
    readings: bool = False
    strict: bool = False

    @classmethod
    def open(
        cls,
        uri: str,
        stream: BinaryIO | io.RawIOBase,
        size: int | None = None,
        *,
        readings: bool = False,
        strict: bool = False,
    ) -> Self:
        """Look at the beginning of `stream`, which need not be seekable; may raise OSError."""
        head = _fill(stream, limits.HEAD_BYTES)
        return cls(uri, head, io.BufferedReader(_Replay(head, stream)), size, readings, strict)

    @property
    def name(self) -> str:
        """The lower-case name that suffixes are looked for in, without the suffix of compression."""
        return self.uri.lower().removesuffix(".gz")

    @property
    def holds_readings(self) -> bool:
        """Tell whether Readings in it are to be taken over: where that was asked for, or its name says so."""
        return self.readings or self.name.endswith(READINGS_SUFFIXES)

    def read_all(self) -> bytes | Problem:
        """Return all bytes, or a Problem if they are more than one document may have; may raise OSError."""
        if self.size is not None and self.size > limits.DOCUMENT_BYTES:
            return self.too_large(limits.megabytes(self.size))
        raw = self.stream.read(limits.DOCUMENT_BYTES + 1)
        if len(raw) > limits.DOCUMENT_BYTES:
            return self.too_large(f"more than {limits.megabytes(limits.DOCUMENT_BYTES)}")
        return raw

    def too_large(self, size: str) -> Problem:
        """Return the Problem of a document over the limit."""
        limit = limits.megabytes(limits.DOCUMENT_BYTES)
        return self.problem(f"the document is too large: {size}, and the limit is {limit}", SPLIT)

    def problem(self, message: str, remedy: str) -> Problem:
        """Return a Problem of this input."""
        return Problem(STAGE, message, uri=self.uri, remedy=remedy)


class Reader(Protocol):
    """One family of inputs: a module of `onrecord.readers` with these two functions."""

    def recognises(self, head: bytes, name: str) -> bool:
        """Tell from the first bytes and the lower-case name whether this reader is the one to ask."""

    def documents(self, file: Input) -> Iterator[Document | Problem]:
        """Yield what `file` holds, lazily; may raise OSError when the stream fails."""


class _Replay(io.RawIOBase):
    """A stream whose first bytes have been taken out already and come again."""

    def __init__(self, head: bytes, rest: BinaryIO | io.RawIOBase) -> None:
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece: bytes | memoryview = self._head[: len(buffer)]
        self._head = self._head[len(piece) :]
        piece = piece or self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


class Counted(io.RawIOBase):
    """A stream that knows how many bytes have been taken from it."""

    def __init__(self, stream: BinaryIO | io.RawIOBase) -> None:
        self._stream, self.count = stream, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer)) or b""
        self.count += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


def why(error: Exception) -> str:
    """Return in words why something was not read."""
    if isinstance(error, OverTimeError):
        return "it took more time than it may take"
    if isinstance(error, MemoryError):
        return "it needed more memory than it may take"
    return f"the reader failed ({type(error).__name__})"


def _fill(stream: BinaryIO | io.RawIOBase, count: int) -> bytes:
    """Read `count` bytes, or all there are: a pipe may give them in small parts."""
    parts, missing = [], count
    while missing and (piece := stream.read(missing)):
        parts.append(piece)
        missing -= len(piece)
    return b"".join(parts)
