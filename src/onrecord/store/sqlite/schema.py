"""Brings a SQLite file to the newest shape of the record, and recognises files that are not ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from onrecord.store.errors import RecordError
from onrecord.store.sqlite.search_text import search_text

APPLICATION_ID = 0x4F6E5263  # "OnRc", so that `file` and we can tell a record from any other database


def migrations() -> list[tuple[int, str]]:
    """Return the numbered steps, oldest first, each with its SQL."""
    folder = resources.files("onrecord.store.sqlite") / "migrations"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return [(int(file.name[:4]), file.read_text("utf-8")) for file in files]


def recognise(db: sqlite3.Connection, path: Path) -> int:
    """Return the version of the record behind `db`, 0 for an empty file.

    Raises RecordError for a database of another program or of a newer version of this one.
    """
    version, owner, tables = _marks(db)
    if not tables and not owner:
        return 0
    if owner != APPLICATION_ID:
        raise RecordError(f"{path} is a database of another program, not a record. Name another file.")
    newest = migrations()[-1][0]
    if version > newest:
        raise RecordError(
            f"The record {path} was made by a newer version of Onrecord (format {version}; "
            f"this one reads up to {newest}). Upgrade Onrecord, or use another record."
        )
    return int(version)


def _marks(db: sqlite3.Connection) -> tuple[int, int, int]:
    """Return version, owner and number of tables, all of one moment: another program may be making the record."""
    own = not db.in_transaction
    if own:
        db.execute("BEGIN")
    try:
        version, owner, tables = (
            db.execute(question).fetchone()[0]
            for question in ("PRAGMA user_version", "PRAGMA application_id", "SELECT count(*) FROM sqlite_schema")
        )
    finally:
        if own:
            db.execute("ROLLBACK")
    return version, owner, tables


def upgrade(db: sqlite3.Connection, path: Path) -> None:
    """Take the steps that the file lacks, all or none."""
    if recognise(db, path) == migrations()[-1][0]:
        return
    db.create_function("search_text", 1, search_text, deterministic=True)  # for records of before it was kept
    db.execute("BEGIN IMMEDIATE")
    try:
        have = recognise(db, path)  # again: another program may have taken the steps while we waited
        for number, script in migrations():
            if number > have:
                for statement in _statements(script):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {number}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    # `executescript` would commit before it starts, and a kill between two statements would leave half a record.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
