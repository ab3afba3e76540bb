"""Reads how statements stand to a pinned claim, as linking decided it."""

from __future__ import annotations

import json
import sqlite3

from onrecord.store.sqlite.record import Record
from onrecord.types import Part, Stance

_IS_KEPT = "SELECT 1 FROM claims WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM claim_queue WHERE claim = ?1)"


def kept_stances(record: Record, claim: str) -> dict[str, Stance | None] | None:
    """Return how statements stand to the claim with this id, None for those that have nothing to do with it.

    None where that is not known, since the claim is not pinned, or something changed in the record since.
    """
    with record.reading() as db:
        if db.execute(_IS_KEPT, (claim,)).fetchone() is None:
            return None
        rows = db.execute("SELECT * FROM claim_stances WHERE claim = ?", (claim,))
        return {row["statement"]: _stance(row) for row in rows}


def _stance(row: sqlite3.Row) -> Stance | None:
    if row["kind"] is None:
        return None
    because = tuple(Part(*part) for part in json.loads(row["because"]))
    return Stance(row["statement"], row["kind"], row["passage"], because)
