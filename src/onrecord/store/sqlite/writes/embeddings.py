"""The vectors that linking made of quotations and keeps, so that nothing is read by the model twice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from onrecord.store.sqlite.record import Record


def kept(record: Record, quotations: Sequence[str]) -> dict[str, bytes]:
    """Return the packed vectors of quotations with these ids, those of their passages and last that of the whole.

    Only those of which linking had to know the meaning have any.
    """
    with record.reading() as db:
        return kept_in(db, quotations)


def kept_in(db: sqlite3.Connection, quotations: Sequence[str]) -> dict[str, bytes]:
    """Return what `kept` does, of a record that is being read or written."""
    sql = "SELECT quotation, vectors FROM json_each(?) AS wanted CROSS JOIN meanings ON quotation = wanted.value"
    return {row["quotation"]: bytes(row["vectors"]) for row in db.execute(sql, (json.dumps(quotations),))}
