"""Whatever SQLite or the disk says, people read what happened to which file and what to do next."""

from __future__ import annotations

import errno
import json
import sqlite3
import traceback
import zlib
from pathlib import Path

import pytest

from onrecord.store.errors import AmbiguousError, NotUnderstoodError, RecordError, plain_errors

PATH = Path("here") / "a.db"


def advice(error: BaseException) -> str:
    with pytest.raises(RecordError) as raised, plain_errors(PATH):
        raise error
    assert raised.value.__cause__ is error
    assert str(PATH) in str(raised.value)
    return str(raised.value)


def of_code(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("odd thing")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_NOTADB, "is no SQLite file"),
        (sqlite3.SQLITE_CORRUPT, r"is damaged \(odd thing\)"),
        (sqlite3.SQLITE_FULL, "is full. Free some space"),
        (sqlite3.SQLITE_BUSY, "Another program is writing"),
        (sqlite3.SQLITE_LOCKED, "Another program is writing"),
        (sqlite3.SQLITE_READONLY, "cannot be written to"),
        (sqlite3.SQLITE_PERM, "cannot be written to"),
        (sqlite3.SQLITE_AUTH, "cannot be written to"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
        (sqlite3.SQLITE_IOERR, r"failed \(odd thing\)"),
        (sqlite3.SQLITE_IOERR | 10 << 8, r"failed \(odd thing\)"),
        (sqlite3.SQLITE_MISUSE, "could not be used: odd thing"),
    ],
)
def test_every_kind_of_failure_has_its_advice(code: int, said: str) -> None:
    with pytest.raises(RecordError, match=said), plain_errors(PATH):
        raise of_code(code)
    assert advice(of_code(code))


def test_failures_without_a_code_are_told_by_what_failed() -> None:
    assert "could not be used: closed" in advice(sqlite3.ProgrammingError("closed"))
    assert "is full" in advice(OSError(errno.ENOSPC, "No space"))
    assert "could not be used: Input" in advice(OSError(errno.EIO, "Input"))
    assert "is damaged" in advice(zlib.error("bad"))
    assert "is damaged" in advice(json.JSONDecodeError("bad", "x", 0))


def test_what_is_no_failure_of_the_record_passes_as_it_is() -> None:
    with pytest.raises(ValueError, match="mine"), plain_errors(PATH):
        raise ValueError("mine")


def test_errors_name_what_they_are_about() -> None:
    several = AmbiguousError("ab", ["ab1", "ab2"], more=True)
    assert str(several) == "ab may be several: ab1, ab2 …; write one of these ids"
    assert (several.ids, several.more) == (("ab1", "ab2"), True)
    assert str(AmbiguousError("ab", ["ab1", "ab2"], more=False)).count("…") == 0
    odd = NotUnderstoodError("since", "no date")
    assert (str(odd), odd.field, odd.reason) == ("since: no date", "since", "no date")


def test_a_text_that_cannot_be_decoded_is_quoted_in_no_message() -> None:
    with pytest.raises(RecordError, match="is damaged") as raised, plain_errors(PATH):
        raise sqlite3.OperationalError("Could not decode to UTF-8 column 'text' with text 'We go'")
    assert "We go" not in "".join(traceback.format_exception(raised.value))
