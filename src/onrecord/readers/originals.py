"""Files as they are received: their bytes are held while they are read, so that documents can say what they came in."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from onrecord.readers import compressed, limits
from onrecord.readers.inputs import STAGE
from onrecord.types import Document, FilePart, Original, Problem

_PART = 1 << 20
_KEEP = "Keep the file itself, or split it and add the parts: files up to that size are kept whole."
_AGAIN = "Add it again when nothing writes to it any more."


class Received(io.RawIOBase):
    """The bytes of a file as they come, held for its documents as long as they are no more than are kept.

    `path` is where a file that has more can be read once more for its hash.
    """

    def __init__(self, uri: str, stream: BinaryIO, path: str | None) -> None:
        self._uri, self._stream, self._path = uri, stream, path
        self._held = bytearray()
        self._given = 0
        self._is_over = self._is_looked_at = False
        self._original: Original | None = None
        self._state = _state(path)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = bytes(self._held[self._given : self._given + len(buffer)])
        if piece:
            self._given += len(piece)
        else:
            piece = self._stream.read(len(buffer))
            self._hold(piece)
            self._given = len(self._held)
        buffer[: len(piece)] = piece
        return len(piece)

    def placed(self, document: Document) -> Iterator[Document | Problem]:
        """Yield a document with the file that it came in, where its bytes are not those of the file.

        Before the first one of a file that is too large to be kept comes a Problem that says so. May raise OSError.
        """
        if not self._is_looked_at:
            self._is_looked_at, self._original = True, self._look(document.media_type)
            if self._original is None or self._original.raw is None:
                yield self._not_kept()
        if self._original is None or self._original.sha256 == document.sha256:
            yield document
        else:
            part = document.part or FilePart("", 0, len(document.raw))
            yield replace(document, part=part, original=self._original)

    def changes(self) -> Iterator[Problem]:
        """Yield the Problem of a file that was written to between being hashed and being read, if it was."""
        if self._original and self._original.raw is None and _state(self._path) != self._state:
            message = f"{self._uri} changed while it was read: its hash may be that of other bytes"
            yield Problem(STAGE, message, uri=self._uri, remedy=_AGAIN)

    def _hold(self, piece: bytes) -> None:
        """Take a piece in; once they are more than are kept, nothing is held that has been given out."""
        if self._is_over:
            self._held.clear()
            return
        self._held += piece
        self._is_over = len(self._held) > limits.DOCUMENT_BYTES

    def _look(self, held: str) -> Original | None:
        """Read on to the end of the file, or as far as it is kept; None where its hash cannot be known.

        `held` is the media type of its documents, which is that of a file that is not packed.
        """
        head = bytes(self._held[: len(compressed.MAGIC)])
        media_type = "application/gzip" if compressed.recognises(head, "") else held
        while not self._is_over and (piece := self._stream.read(_PART)):
            self._hold(piece)
        if not self._is_over:
            raw = bytes(self._held)
            return Original(self._uri, hashlib.sha256(raw).hexdigest(), len(raw), media_type, raw)
        if self._path is None:
            return None
        with Path(self._path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return Original(self._uri, digest, file.tell(), media_type)

    def _not_kept(self) -> Problem:
        kept = "only its hash is" if self._original else "nor is its hash known, since it came through standard input"
        message = (
            f"the file is larger than what is kept whole ({limits.megabytes(limits.DOCUMENT_BYTES)}); {kept}; "
            "each document of it is kept with its own bytes"
        )
        return Problem(STAGE, message, uri=self._uri, remedy=_KEEP)


def _state(path: str | None) -> tuple[int, int] | None:
    """Return size and time of change of a file, None where there is none to ask."""
    if path is None:
        return None
    status = Path(path).stat()
    return status.st_size, status.st_mtime_ns
