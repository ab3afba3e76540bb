"""Keeps the embeddings of passages that were needed to relate statements, so that none is made twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from onrecord.store.sqlite.record import Record

_MOST_WRITTEN = 500  # rows in one transaction
_KEPT = "SELECT e.passage, e.vector FROM json_each(?) AS wanted CROSS JOIN passage_embeddings AS e ON e.passage = value"


def kept_embeddings(record: Record, passages: Iterable[str], by: str) -> dict[str, bytes]:
    """Return the packed embeddings of those of these passages of which the version `by` of the program kept one."""
    names = {_key(passage, by): passage for passage in passages}
    with record.reading() as db:
        return {names[row["passage"]]: bytes(row["vector"]) for row in db.execute(_KEPT, (json.dumps(list(names)),))}


def keep_embeddings(record: Record, embeddings: Mapping[str, bytes], by: str) -> None:
    """Keep the packed embeddings of passages, as the version `by` of the program made them."""
    rows = [(_key(passage, by), vector) for passage, vector in embeddings.items()]
    for start in range(0, len(rows), _MOST_WRITTEN):
        with record.writing() as db:
            sql = "INSERT OR REPLACE INTO passage_embeddings (passage, vector) VALUES (?, ?)"
            db.executemany(sql, rows[start : start + _MOST_WRITTEN])


def _key(passage: str, by: str) -> str:
    return hashlib.sha256(f"{by}\0{passage}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
