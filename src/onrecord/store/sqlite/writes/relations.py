"""Writes how statements stand to earlier ones, as judgements of the program; tells which are to be related anew."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from onrecord.store.sqlite.keys import LOW_BITS
from onrecord.store.sqlite.reads.statements import MOST_NEAR
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import REPORTS_UTTERANCE, storable
from onrecord.types import Relation

_MOST_WRITTEN = 500  # rows in one transaction
_MOST_PUT = 100  # statements whose relations are written in one
_QUEUED = """
SELECT u.number, u.quotation, coalesce(i.canonical, u.actor) AS actor, u.key
FROM relation_queue AS u LEFT JOIN actor_links AS i ON i.actor = u.actor ORDER BY u.number
"""
_OF_ACTOR = f"""
SELECT q.key, q.id, f.quotation IS NULL AS is_statement
FROM quotations AS q LEFT JOIN statement_members AS f ON f.quotation = q.id
WHERE q.actor IN (SELECT ?1 UNION SELECT actor FROM actor_links WHERE canonical = ?1) AND {REPORTS_UTTERANCE}
ORDER BY q.key
"""  # noqa: S608 our own words
_TOGETHER = f"""
WITH changed AS MATERIALIZED (
    SELECT DISTINCT q.story FROM json_each(?) AS wanted CROSS JOIN quotations AS q ON q.id = wanted.value
)
SELECT DISTINCT coalesce(f.statement, q.id) AS id
FROM changed CROSS JOIN quotations AS q ON q.story = changed.story AND {REPORTS_UTTERANCE}
LEFT JOIN statement_members AS f ON f.quotation = q.id
"""  # noqa: S608 our own words
_PLAN = f"""
WITH placed AS (
    SELECT u.number, u.statement, q.key, coalesce(i.canonical, q.actor) AS actor,
           row_number() OVER (ORDER BY q.key >> {LOW_BITS}, q.story, q.position) AS place
    FROM statements_to_relate AS u LEFT JOIN quotations AS q ON q.id = u.statement
    LEFT JOIN actor_links AS i ON i.actor = q.actor
)
SELECT number, statement FROM placed ORDER BY min(place) OVER (PARTITION BY actor), key, statement
"""  # noqa: S608 our own number
_PUT = """
INSERT OR REPLACE INTO relations ("left", "right", kind, how, score, because, passage, quotation, start, "end",
    other_passage, other_quotation, other_start, other_end, "by")
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15
WHERE EXISTS (SELECT 1 FROM quotations WHERE id = ?1) AND EXISTS (SELECT 1 FROM quotations WHERE id = ?2)
"""


class StatementToRelate(NamedTuple):
    """A statement whose relations are to be found anew, by its id, and the number under which it was queued."""

    number: int
    statement: str


def statements_to_relate(record: Record) -> list[StatementToRelate]:
    """Return the statements to be related anew, those of one actor in the order of their days.

    They are those that changed and all with which they may be compared. Actors who speak first in one story follow one
    another, so that what they are compared with is read once.
    """
    _queue_what_is_near(record)
    with record.reading() as db:
        return [StatementToRelate(*row) for row in db.execute(_PLAN)]


def put_relations(record: Record, done: Sequence[StatementToRelate], found: Iterable[Relation]) -> None:
    """Keep how these statements stand to earlier ones in place of what was kept of them before.

    One that was queued once more since it was read stays queued: it is related anew.
    """
    rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for relation in found:
        rows[relation.left].append(_row(relation))
    for start in range(0, len(done), _MOST_PUT):
        with record.writing() as db:
            for one in done[start : start + _MOST_PUT]:
                db.execute('DELETE FROM relations WHERE "left" = ?', (one.statement,))
                db.executemany(_PUT, rows[one.statement])
                db.execute("DELETE FROM statements_to_relate WHERE number = ?", (one.number,))


def _queue_what_is_near(record: Record) -> None:
    """Queue the statements that changed and those near them; a run that is stopped on the way is made up for."""
    with record.reading() as db:
        changed = db.execute(_QUEUED).fetchall()
        concerned = [(statement,) for statement in sorted(_concerned(db, changed))]
    _write(record, "INSERT OR REPLACE INTO statements_to_relate (statement) VALUES (?)", concerned)
    _write(record, "DELETE FROM relation_queue WHERE number = ?", [(row["number"],) for row in changed])


def _write(record: Record, sql: str, rows: Sequence[tuple[object]]) -> None:
    for start in range(0, len(rows), _MOST_WRITTEN):
        with record.writing() as db:
            db.executemany(sql, rows[start : start + _MOST_WRITTEN])


def _concerned(db: sqlite3.Connection, changed: Iterable[sqlite3.Row]) -> set[str]:
    """Return the statements in the stories of quotations that changed, and those of their actors near them in time."""
    keys: Mapping[str, list[int]] = defaultdict(list)
    quotations = []
    for row in changed:
        keys[row["actor"]].append(row["key"])
        quotations.append(row["quotation"])
    found = {row["id"] for row in db.execute(_TOGETHER, (json.dumps(quotations),))}
    for actor, several in keys.items():
        found.update(_near(db.execute(_OF_ACTOR, (actor,)).fetchall(), sorted(several)))
    return found


def _near(rows: Sequence[sqlite3.Row], changed: Iterable[int]) -> Iterator[str]:
    """Yield the statements of an actor, all of whose quotations are given in order, near those with the keys given."""
    keys = [row["key"] for row in rows]
    done = 0
    for key in changed:
        start, end = bisect_left(keys, key) - MOST_NEAR, bisect_right(keys, key) + MOST_NEAR
        yield from (row["id"] for row in rows[max(start, done) : end] if row["is_statement"])
        done = max(done, min(end, len(rows)))


def _row(one: Relation) -> tuple[object, ...]:
    because = json.dumps(one.because, ensure_ascii=False)
    row: list[object] = [one.left, one.right, one.kind, one.how, one.score, because]
    for passage, place in ((one.passage, one.place), (one.other_passage, one.other_place)):
        row += [passage, *(("", 0, 0) if place is None else (place.quotation, *place.span))]
    return tuple(map(storable, (*row, one.by)))
