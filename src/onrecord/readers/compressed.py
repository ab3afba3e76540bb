"""gzip around any other family: unpacked while it is read, never whole, and not without bound."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.readers import limits
from onrecord.readers.inputs import Counted, Input
from onrecord.types import Document, Problem

MAGIC = b"\x1f\x8b\x08"


def recognises(head: bytes, name: str) -> bool:  # noqa: ARG001  (the magic number says it all)
    """Tell whether the bytes begin as a gzip file."""
    return head.startswith(MAGIC)


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield the documents of what is inside, or a Problem where the compressed data is damaged."""
    from onrecord import readers  # here, since the registry lists this module

    try:
        unpacked = io.BufferedReader(_Unpacked(file.stream))
        inner = Input.open(file.uri, unpacked, readings=file.readings, strict=file.strict)
        if recognises(inner.head, inner.name):
            yield file.problem("compressed twice with gzip", "Unpack it once with gunzip and add the result.")
        else:
            yield from readers.documents(inner)
    except _ExpandsError:
        message = f"it becomes more than {limits.EXPANSION} times as long when unpacked, as no text does"
        yield file.problem(message, "Unpack it, see what it holds, and add that if there is something to read.")
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        remedy = "Download or copy the file again; what came before this place has been read."
        yield file.problem(f"the compressed data is damaged: {error}", remedy)


class _ExpandsError(gzip.BadGzipFile):
    """The data outgrows what honest text compresses to."""


class _Unpacked(io.RawIOBase):
    """The bytes inside a gzip stream, refused once they outgrow what honest text compresses to."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = Counted(packed)
        self._plain = gzip.GzipFile(fileobj=self._packed)
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._plain.read1(len(buffer))
        self._count += len(piece)
        if self._count > limits.EXPANSION_FREE + limits.EXPANSION * self._packed.count:
            raise _ExpandsError
        buffer[: len(piece)] = piece
        return len(piece)
