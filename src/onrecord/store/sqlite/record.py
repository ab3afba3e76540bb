"""Writes the record: each document with all that was found in it goes in as one, or not at all."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.store.errors import RecordError, plain_errors
from onrecord.store.sqlite.evidence.receipts import is_kept, is_noted, note_receipt
from onrecord.store.sqlite.rows import insert, problem_row
from onrecord.store.sqlite.schema import migrations, recognise, upgrade
from onrecord.store.sqlite.writes.write_document import derive
from onrecord.types import Document, Problem, Progress, Reading, content_id

BUSY_SECONDS = 20.0
_PAGES_AT_ONCE = 4096


class Record:
    """One record file, open. Threads may share it; each gets its turn. No sqlite3 exception comes out of it."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._db = db
        self._turn = threading.Lock()

    @classmethod
    def open(cls, path: str | Path, *, readonly: bool = False) -> Self:
        """Open the record at `path`; one that is not there is made, unless `readonly`.

        Raises RecordError for a file that is no record, is damaged, is newer than this program or out of reach.
        """
        path = Path(path)
        with plain_errors(path):
            real = Path(os.path.realpath(path))
            _check_place(path, real, readonly=readonly)
            db = _connect(real, readonly=readonly)
            try:
                _prepare(db, path, readonly=readonly)
            except BaseException:
                db.close()
                raise
        return cls(db, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; what was added is in it already."""
        with self._turn, plain_errors(self.path):
            self._db.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for reads that all see the same state, however much another process writes meanwhile."""
        with self._transaction("BEGIN") as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for writes that happen together or, when anything raises, not at all."""
        with self._transaction("BEGIN IMMEDIATE") as db:
            yield db

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._turn, plain_errors(self.path):
            self._db.execute(begin)
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk has rolled back already
                    self._db.execute("ROLLBACK")
                raise

    def copy_to(self, path: Path, progress: Progress | None = None) -> None:
        """Write all that the record holds now into a new file, while others may read and write; not yet synced.

        Raises RecordError where that cannot be written.
        """
        with self.reading() as db, closing(sqlite3.connect(path.absolute())) as copy:
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # from here on, all is of one state
            told = None if progress is None else lambda _, left, total: progress(total - left, total)
            db.backup(copy, pages=_PAGES_AT_ONCE, progress=told)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it

    def version(self) -> int:
        """Return a number that is another one whenever others have written to the file."""
        with self._turn, plain_errors(self.path):
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def knows(self, sha256: str, by: str) -> bool:
        """Tell whether the program version `by` has analysed the bytes with this hash."""
        with self.reading() as db:
            row = db.execute("SELECT analysed_by FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
        return row is not None and row["analysed_by"] == by

    def receive(self, document: Document) -> None:
        """Note that bytes which the record holds were received once more, maybe elsewhere.

        Where that is noted already, nothing is written, and no other writer waited for. Raises ValueError when the
        record does not hold them.
        """
        with self.reading() as db:
            if is_noted(db, document):
                return
        packed = self._packed(document)
        with self.writing() as db:
            row = db.execute("SELECT key FROM documents WHERE sha256 = ?", (document.sha256,)).fetchone()
            if row is None:
                raise ValueError(f"{document.uri}: the record does not hold these bytes; add them first")
            note_receipt(db, row["key"], document, packed)

    def add(self, document: Document, readings: Iterable[Reading], *, by: str) -> None:
        """Put in a document and its readings, in place of what was derived from the same bytes before.

        The same once more changes nothing. Judgements stay. Raises RecordError when the file cannot take it.
        """
        readings = tuple(readings)
        fingerprint = _fingerprint(document, readings, by)
        analysis = {"analysed_by": by, "fingerprint": fingerprint, "bytes": zlib.compress(document.raw)}
        packed = self._packed(document)
        with self.writing() as db:
            row = db.execute("SELECT key, fingerprint FROM documents WHERE sha256 = ?", (document.sha256,)).fetchone()
            is_same = row and row["fingerprint"] == fingerprint
            key = row["key"] if is_same else derive(db, document, readings, analysis)
            note_receipt(db, key, document, packed)

    def _packed(self, document: Document) -> bytes | None:
        """Return the file of a document compressed, unless it is there: while nobody waits for the end of a write."""
        if document.original is None or document.original.raw is None:
            return None
        with self.reading() as db:
            is_there = is_kept(db, document.original)
        return None if is_there else zlib.compress(document.original.raw)

    def note(self, *problems: Problem) -> None:
        """Note problems of inputs that never became a document, all at once; each is kept once."""
        with self.writing() as db:
            for problem in problems:
                insert(db, "problems", problem_row(problem))


def _check_place(path: Path, real: Path, *, readonly: bool) -> None:
    """Refuse what can hold no record; `real` is where `path` leads to."""
    folder = real.parent
    if real.is_dir():
        raise RecordError(f"{path} is a folder. Name a file in it, such as {path / 'onrecord.db'}.")
    if real.exists():
        if not real.is_file():
            raise RecordError(f"{path} is a device or a pipe, not a file. Name a file.")
        if not readonly and not (os.access(real, os.W_OK) and os.access(folder, os.W_OK)):
            raise RecordError(
                f"The record {path} cannot be written to. Make the file and its folder writable, or copy it elsewhere."
            )
    elif readonly:
        raise RecordError(f"There is no record at {path}. Make one by adding something to it, or name another file.")
    elif not folder.is_dir():
        raise RecordError(f"The folder {_folder(path, real)} does not exist. Make it, or keep the record elsewhere.")
    elif not os.access(folder, os.W_OK):
        raise RecordError(f"The folder {_folder(path, real)} cannot be written to. Keep the record elsewhere.")


def _folder(path: Path, real: Path) -> Path:
    """Return the folder as it was named; that of another place where a link leads there."""
    return real.parent if path.is_symlink() else path.parent


def _connect(path: Path, *, readonly: bool) -> sqlite3.Connection:
    mode = "ro" if readonly else "rwc"
    if readonly and not os.access(path.parent, os.W_OK) and not _beside(path, "-wal").exists():
        mode = "ro&immutable=1"  # SQLite would want to make its shared-memory file beside the record
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    db.row_factory = sqlite3.Row
    return db


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _prepare(db: sqlite3.Connection, path: Path, *, readonly: bool) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA cache_size = -32768")
    have = recognise(db, path)
    if not readonly:
        _write_ahead(db)
        db.execute("PRAGMA synchronous = NORMAL")  # with the log, a power cut costs the last documents, never the file
        upgrade(db, path)
    elif have == 0:
        raise RecordError(f"The record {path} is empty. Add something to it, then read it.")
    elif have < migrations()[-1][0]:
        raise RecordError(
            f"The record {path} is of an older format. Add its sources to it once more, which brings it up to date and "
            "keeps what it holds; then read it."
        )


def _write_ahead(db: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; SQLite does not wait by itself while another program makes the record."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _fingerprint(document: Document, readings: Sequence[Reading], by: str) -> str:
    derived = [(reading.story, reading.quotations, reading.problems) for reading in readings]
    same = replace(document, uri="", retrieved=None)  # where and when it was received is told by the receipts
    return content_id(by, repr(same), document.text, repr(derived))
