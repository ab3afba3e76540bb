"""What is to be linked, as rows: whoever writes what linking reads queues it in the same transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from typing import NamedTuple

from onrecord.store.sqlite.rows import REPORTS_UTTERANCE

_AT_ONCE = 500  # quotations or actors in one transaction
_GROUPED = """
WITH wanted AS MATERIALIZED (SELECT value AS id FROM json_each(?))
SELECT "left" AS id FROM wanted CROSS JOIN quotation_pairs ON "right" = wanted.id
UNION SELECT "right" FROM wanted CROSS JOIN quotation_pairs ON "left" = wanted.id
UNION SELECT quotation FROM wanted CROSS JOIN statement_members ON statement = wanted.id
UNION SELECT statement FROM wanted CROSS JOIN statement_members ON quotation = wanted.id
UNION SELECT other.quotation FROM wanted CROSS JOIN statement_members AS own ON own.quotation = wanted.id
CROSS JOIN statement_members AS other ON other.statement = own.statement
"""


class Step(NamedTuple):
    """One change of rows: a statement of SQL and its values; where it `must` find something, that may be gone."""

    sql: str
    row: tuple[object, ...] = ()
    must: bool = False

    def is_taken(self, db: sqlite3.Connection) -> bool:
        """Make the change; tell whether what it must find was there."""
        return db.execute(self.sql, self.row).rowcount > 0 or not self.must


def queue_actors(db: sqlite3.Connection, actors: Collection[str]) -> None:
    """Queue those of these actors that the record has."""
    sql = (
        "INSERT OR REPLACE INTO actor_queue (actor) SELECT id FROM actors WHERE id IN (SELECT value FROM json_each(?))"
    )
    db.execute(sql, (json.dumps(sorted(actors)),))


def queue_blocks_of(db: sqlite3.Connection, actors: Collection[str]) -> None:
    """Queue the blocks in which these actors stand."""
    sql = (
        "INSERT OR REPLACE INTO block_queue (block) SELECT DISTINCT b.block FROM json_each(?) AS wanted "
        "CROSS JOIN blocks AS b ON b.actor = wanted.value"
    )
    db.execute(sql, (json.dumps(sorted(actors)),))


def queue_quotations(db: sqlite3.Connection, quotations: Collection[str]) -> None:
    """Queue those of these quotations that the record has, and that report an utterance of somebody."""
    sql = (
        "INSERT OR REPLACE INTO statement_queue (quotation) SELECT q.id FROM json_each(?) AS wanted "  # noqa: S608
        f"CROSS JOIN quotations AS q ON q.id = wanted.value WHERE {REPORTS_UTTERANCE}"
    )
    db.execute(sql, (json.dumps(sorted(quotations)),))


def queue_neighbours(db: sqlite3.Connection, quotations: Collection[str]) -> None:
    """Queue what stands in a pair or a statement with these quotations, which are about to go."""
    queue_quotations(db, grouped_with(db, quotations) - set(quotations))


def grouped_with(db: sqlite3.Connection, quotations: Collection[str]) -> set[str]:
    """Return the quotations of the record that stand in a pair or in a statement with one of these."""
    # A statement keeps the id of the quotation that stood for it until it is linked anew, though that one may be gone.
    sql = f"SELECT g.id FROM ({_GROUPED}) AS g CROSS JOIN quotations AS q ON q.id = g.id"  # noqa: S608 our own words
    return {row[0] for row in db.execute(sql, (json.dumps(sorted(quotations)),))}


def queue_all_quotations(db: sqlite3.Connection, after: str) -> str | None:
    """Queue some quotations, and take away their embeddings; return after which id to go on, None at the end.

    What is queued already keeps its place.
    """
    sql = f"SELECT q.id FROM quotations AS q WHERE q.id > ? AND {REPORTS_UTTERANCE} ORDER BY q.id LIMIT ?"  # noqa: S608
    found = [row["id"] for row in db.execute(sql, (after, _AT_ONCE))]
    wanted = json.dumps(found)
    queue = "INSERT OR IGNORE INTO statement_queue (quotation) SELECT value FROM json_each(?)"
    db.execute(queue, (wanted,))
    db.execute("DELETE FROM embeddings WHERE quotation IN (SELECT value FROM json_each(?))", (wanted,))
    return str(found[-1]) if found else None


def queue_all_actors(db: sqlite3.Connection, after: str) -> str | None:
    """Queue some actors; return after which id to go on, None at the end. What is queued already keeps its place."""
    sql = "SELECT id FROM actors WHERE id > ? ORDER BY id LIMIT ?"
    found = [row["id"] for row in db.execute(sql, (after, _AT_ONCE))]
    db.execute("INSERT OR IGNORE INTO actor_queue (actor) SELECT value FROM json_each(?)", (json.dumps(found),))
    return str(found[-1]) if found else None


def take(db: sqlite3.Connection, queue: str, numbers: Collection[int]) -> None:
    """Take rows with these numbers from a queue."""
    sql = f"DELETE FROM {queue} WHERE number IN (SELECT value FROM json_each(?))"  # noqa: S608 names are our own
    db.execute(sql, (json.dumps(list(numbers)),))


def taking(queue: str, numbers: Collection[int]) -> Iterator[Step]:
    """Yield the steps that take rows with these numbers from a queue."""
    yield from (Step(f"DELETE FROM {queue} WHERE number = ?", (number,)) for number in numbers)  # noqa: S608 our own names


def generation(db: sqlite3.Connection) -> int:
    """Return how often links were written."""
    return int(db.execute("SELECT generation FROM linking").fetchone()[0])


def is_current(db: sqlite3.Connection, read: int) -> bool:
    """Tell whether no links were written since this generation; if so, count this writing."""
    sql = "UPDATE linking SET generation = generation + 1 WHERE generation = ?"
    return db.execute(sql, (read,)).rowcount > 0
