"""Writes which quotations may report one utterance, and which statement each reports."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable

from onrecord.store.sqlite.writes.relation_queue import queue_relations
from onrecord.types import QuotationPair, StatementMember


def are_there(db: sqlite3.Connection, quotations: Collection[str]) -> bool:
    """Tell whether the record has all of these quotations."""
    sql = "SELECT count(*) FROM json_each(?) AS wanted CROSS JOIN quotations AS q ON q.id = wanted.value"
    return bool(db.execute(sql, (json.dumps(list(quotations)),)).fetchone()[0] == len(quotations))


def write(
    db: sqlite3.Connection,
    changed: Collection[str],
    pairs: Iterable[QuotationPair],
    members: Iterable[StatementMember],
) -> None:
    """Write pairs in place of those that the changed quotations were in, and members in place of what they were."""
    members = list(members)
    queue_relations(db, {*changed, *(one.quotation for one in members)})
    wanted = json.dumps(list(changed))
    for column in ("left", "right"):
        sql = f'DELETE FROM quotation_pairs WHERE "{column}" IN (SELECT value FROM json_each(?))'  # noqa: S608 our own names
        db.execute(sql, (wanted,))
    db.execute("DELETE FROM statement_members WHERE quotation IN (SELECT value FROM json_each(?))", (wanted,))
    db.executemany('INSERT OR REPLACE INTO quotation_pairs ("left", "right", score) VALUES (?, ?, ?)', pairs)
    for one in members:
        db.execute("DELETE FROM statement_members WHERE quotation = ?", (one.quotation,))
        if one.statement != one.quotation:
            row = (one.quotation, one.statement, one.beside, one.score, json.dumps(one.because, ensure_ascii=False))
            sql = "INSERT INTO statement_members (quotation, statement, beside, score, because) VALUES (?, ?, ?, ?, ?)"
            db.execute(sql, row)
