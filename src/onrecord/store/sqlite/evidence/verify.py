"""Verifies a copy of a record: the file, its shape, references, indexes, bytes and spans. It mends nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path

from onrecord.store.errors import plain_errors
from onrecord.store.sqlite.evidence.faults import UNREADABLE, Fault
from onrecord.store.sqlite.evidence.verify_documents import document_faults
from onrecord.store.sqlite.evidence.verify_originals import original_faults
from onrecord.store.sqlite.schema import recognise, upgrade
from onrecord.types import Progress

INDEXES = ("quotation_words", "story_words")
_SHAPE = "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
_MOST_DAMAGES = 100

Step = Callable[[sqlite3.Connection], Iterator[Fault]]


def faults(path: Path, progress: Progress | None = None) -> Iterator[Fault]:
    """Yield what does not fit in the record at `path`, which nothing else uses meanwhile; nothing where all does.

    Memory holds one document at a time. Raises RecordError where the file is no record.
    """
    with plain_errors(path), closing(sqlite3.connect(path.absolute(), isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        recognise(db, path)
        keyed = [(check, _keys(db, table)) for table, check in _CHECKS]
        total = len(_STEPS) + sum(len(keys) for _, keys in keyed)
        rows: Iterator[Step] = (partial(check, key=key) for check, keys in keyed for key in keys)
        for done, step in enumerate(chain(_STEPS, rows), 1):
            yield from _guarded(step, db)
            if progress:
                progress(done, total)


def _keys(db: sqlite3.Connection, table: str) -> list[int]:
    """Return the keys of a table, in order; none where it is damaged, which the checks of the file tell."""
    try:
        return [int(key) for (key,) in db.execute(f"SELECT key FROM {table} ORDER BY key")]  # noqa: S608 our own names
    except UNREADABLE:
        return []


def _guarded(step: Step, db: sqlite3.Connection) -> Iterator[Fault]:
    try:
        yield from step(db)
    except UNREADABLE as error:
        yield Fault("file", "the record", f"a part of it cannot be read ({type(error).__name__})")


def _damages(db: sqlite3.Connection) -> Iterator[Fault]:
    for (message,) in db.execute(f"PRAGMA integrity_check({_MOST_DAMAGES})"):
        if message != "ok":
            yield Fault("file", "the record", " ".join(str(message).split()))


def _shape_faults(db: sqlite3.Connection) -> Iterator[Fault]:
    """Compare tables, views and triggers with those of a new record; what others added beside them is theirs."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        upgrade(fresh, Path("new"))
        wanted = dict(fresh.execute(_SHAPE).fetchall())
    found = {row[0]: row[1] for row in db.execute(_SHAPE)}
    for name, sql in wanted.items():
        if name not in found:
            yield Fault("schema", name, "is missing")
        elif found[name] != sql:
            yield Fault("schema", name, "is not as this version of Onrecord makes it")


def _reference_faults(db: sqlite3.Connection) -> Iterator[Fault]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        where = f"table {table}" + (f", row {row}" if row is not None else "")
        yield Fault("reference", where, f"refers to a row of {parent} that is not there")


def _index_faults(db: sqlite3.Connection) -> Iterator[Fault]:
    for index in INDEXES:
        db.execute("BEGIN")
        try:
            db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 our own names
        except sqlite3.DatabaseError:
            yield Fault("index", index, "the index of words does not agree with the rows that it is made of")
        finally:
            db.execute("ROLLBACK")


_STEPS: tuple[Step, ...] = (_damages, _shape_faults, _reference_faults, _index_faults)
_CHECKS = (("documents", document_faults), ("originals", original_faults))
