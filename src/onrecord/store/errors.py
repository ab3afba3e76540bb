"""What can go wrong with the file, or with what was asked for, said in words that tell what to do next."""

from __future__ import annotations

import errno
import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class RecordError(Exception):
    """The record cannot be used as asked; the message says what, where, and what to do next."""


class AmbiguousError(ValueError):
    """The start of an id fits several things: `ids` are the first of theirs; with `more`, there are others."""

    def __init__(self, identity: str, ids: Sequence[str], *, more: bool) -> None:
        listed = ", ".join(ids) + (" …" if more else "")
        super().__init__(f"{identity} may be several: {listed}; write one of these ids")
        self.ids, self.more = tuple(ids), more


class NotUnderstoodError(ValueError):
    """A part of a query, the one named `field`, means nothing; `reason` tells why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason = field, reason


_FULL = (
    "The disk or quota that holds the record {path} is full. Free some space and go on: "
    "only the document in hand was not kept."
)
_BY_CODE = {
    sqlite3.SQLITE_NOTADB: "{path} is not a record: it is no SQLite file. Name another file, or move this one away.",
    sqlite3.SQLITE_CORRUPT: (
        "The record {path} is damaged ({error}). Keep a copy, then add the sources to a new record, "
        "or try `sqlite3 {path} .recover`."
    ),
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: "Another program is writing to the record {path} and does not let go. Wait for it, or end it.",
    sqlite3.SQLITE_READONLY: (
        "The record {path} cannot be written to. Make the file and its folder writable, or copy the record elsewhere."
    ),
    sqlite3.SQLITE_CANTOPEN: "The record {path} cannot be opened. See that you may read and write it and its folder.",
    sqlite3.SQLITE_IOERR: (
        "Reading or writing the record {path} failed ({error}). See that its disk is present, sound and within quota."
    ),
}
_BY_CODE[sqlite3.SQLITE_LOCKED] = _BY_CODE[sqlite3.SQLITE_BUSY]
_BY_CODE[sqlite3.SQLITE_PERM] = _BY_CODE[sqlite3.SQLITE_AUTH] = _BY_CODE[sqlite3.SQLITE_READONLY]
_DAMAGED = _BY_CODE[sqlite3.SQLITE_CORRUPT]
_OTHER = "The record {path} could not be used: {error}."


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn whatever SQLite or the disk under `path` raises inside the block into a `RecordError`."""
    try:
        yield
    except sqlite3.Error as error:
        if _is_undecodable(error):
            raise RecordError(_DAMAGED.format(path=path, error="text in it is no UTF-8")) from None
        raise RecordError(_advice(error).format(path=path, error=error)) from error
    except OSError as error:
        advice = _FULL if error.errno == errno.ENOSPC else _OTHER
        raise RecordError(advice.format(path=path, error=error.strerror or error)) from error
    except (zlib.error, json.JSONDecodeError) as error:
        raise RecordError(_DAMAGED.format(path=path, error=error)) from error


def _advice(error: sqlite3.Error) -> str:
    # The low byte is the kind of failure, the rest its finer points; errors of the Python layer carry no code.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _BY_CODE.get(code, _OTHER)


def _is_undecodable(error: sqlite3.Error) -> bool:
    """Tell whether a text could not be decoded; the error then quotes it, which no message may."""
    return not getattr(error, "sqlite_errorcode", 0) & 0xFF and "decode" in str(error)
