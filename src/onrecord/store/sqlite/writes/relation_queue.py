"""The queue of what is to be related anew: whoever changes quotations, or what they report, puts them here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator

from onrecord.store.sqlite.writes.queues import Step

_QUEUE = """
INSERT OR REPLACE INTO relation_queue (quotation, actor, key)
SELECT q.id, coalesce(i.canonical, q.actor), q.key
FROM {source} LEFT JOIN actor_links AS i ON i.actor = q.actor WHERE q.actor IS NOT NULL
"""
_OF_QUOTATIONS = _QUEUE.format(source="json_each(?) AS wanted CROSS JOIN quotations AS q ON q.id = wanted.value")
_OF_QUOTATION = _QUEUE.format(source="quotations AS q").replace("IS NOT NULL", "IS NOT NULL AND q.id = ?")
_CLAIMS = "INSERT OR REPLACE INTO claim_queue (claim) SELECT id FROM claims"
_OF_DOCUMENT = _QUEUE.format(source="stories AS s CROSS JOIN quotations AS q ON q.story = s.id AND s.document = ?")
_OF_MOVED = (
    "INSERT OR REPLACE INTO relation_queue (quotation, actor, key) SELECT id, ?2, key FROM quotations WHERE id = ?1"
)


def queue_relations(db: sqlite3.Connection, quotations: Collection[str]) -> None:
    """Note that the statements which these quotations report have changed."""
    db.execute(_OF_QUOTATIONS, (json.dumps(sorted(quotations)),))
    queue_claims(db)


def queue_relations_of_document(db: sqlite3.Connection, key: int) -> None:
    """Note that the quotations of the document with this key are about to change."""
    db.execute(_OF_DOCUMENT, (key,))
    queue_claims(db)


def queue_claims(db: sqlite3.Connection) -> None:
    """Note that the pinned claims are to be held against statements anew."""
    db.execute(_CLAIMS)


def relations_step(quotation: str) -> Step:
    """Return the step that notes that the statement which this quotation reports has changed."""
    return Step(_OF_QUOTATION, (quotation,))


def relations_of_actor_steps(db: sqlite3.Connection, actor: str, was: str) -> Iterator[Step]:
    """Yield the steps that note that the quotations of an actor, which was taken for another one, are so no more."""
    rows = db.execute("SELECT id FROM quotations WHERE actor = ?", (actor,))
    yield from (Step(_OF_MOVED, (row["id"], was)) for row in rows)


def claims_step() -> Step:
    """Return the step that notes that the pinned claims are to be held against statements anew."""
    return Step(_CLAIMS)
