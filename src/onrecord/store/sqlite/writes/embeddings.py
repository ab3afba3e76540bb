"""The embeddings that linking made of quotations and keeps, so that nothing is read by the model twice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence

from onrecord.store.sqlite.record import Record


def embeddings_of(record: Record, quotations: Sequence[str]) -> dict[str, bytes]:
    """Return the packed embeddings of quotations with these ids, those of their passages and last that of all.

    Only those that linking had to compare by meaning have any.
    """
    with record.reading() as db:
        return embeddings_in(db, quotations)


def embeddings_in(db: sqlite3.Connection, quotations: Collection[str]) -> dict[str, bytes]:
    """Return what `embeddings_of` does, of a record that is being read or written."""
    sql = "SELECT quotation, vectors FROM json_each(?) AS wanted CROSS JOIN embeddings ON quotation = wanted.value"
    return {row["quotation"]: bytes(row["vectors"]) for row in db.execute(sql, (json.dumps(list(quotations)),))}


def keep(db: sqlite3.Connection, made: Mapping[str, bytes]) -> None:
    """Keep packed embeddings of quotations that the record has."""
    sql = "INSERT OR IGNORE INTO embeddings (quotation, vectors) SELECT id, ? FROM quotations WHERE id = ?"
    db.executemany(sql, [(vectors, quotation) for quotation, vectors in made.items()])
