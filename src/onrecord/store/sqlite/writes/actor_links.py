"""Writes for whom actors are taken, and keeps the index of words in step."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from onrecord.store.sqlite.rows import speaker_token, with_speaker
from onrecord.store.sqlite.writes.queues import Step, queue_blocks_of, queue_quotations, take
from onrecord.store.sqlite.writes.relation_queue import relations_of_actor_steps
from onrecord.types import ActorLink

_MOST_INDEXED = 200  # quotations of which the index is changed in one transaction
_LINK = """
INSERT INTO actor_links (actor, canonical, score, because) SELECT ?1, ?2, ?3, ?4
WHERE EXISTS (SELECT 1 FROM actors WHERE id = ?1) AND EXISTS (SELECT 1 FROM actors WHERE id = ?2)
"""


def place(db: sqlite3.Connection, actors: Collection[str], blocks: Mapping[str, Sequence[str]]) -> None:
    """Put actors into their blocks; queue those, and those where they were before."""
    queue_blocks_of(db, actors)
    db.execute("DELETE FROM blocks WHERE actor IN (SELECT value FROM json_each(?))", (json.dumps(list(actors)),))
    rows = [(block, actor) for actor in actors for block in blocks[actor]]
    db.executemany("INSERT INTO blocks (block, actor) SELECT ?, id FROM actors WHERE id = ?", rows)
    queue_blocks_of(db, actors)


def link_steps(db: sqlite3.Connection, links: Iterable[ActorLink]) -> list[Step]:
    """Return the steps that write for whom actors are taken; those for whom that changes are queued for the index.

    Those that stand for others come first, then those that stood for nobody, so that whoever is taken for another one
    is so for one that is not.
    """
    links = list(links)
    sql = (
        "SELECT l.actor, l.canonical, l.because FROM json_each(?) AS wanted "
        "CROSS JOIN actor_links AS l ON l.actor = wanted.value"
    )
    rows = db.execute(sql, (json.dumps([one.actor for one in links]),))
    before = {row["actor"]: (row["canonical"], row["because"]) for row in rows}
    links.sort(key=lambda one: (one.actor != one.canonical, one.actor not in before, one.actor))
    return [step for one in links for step in _steps(db, one, *before.get(one.actor, (one.actor, "[]")))]


def _steps(db: sqlite3.Connection, one: ActorLink, was: str, was_because: str) -> Iterator[Step]:
    because = json.dumps(one.because, ensure_ascii=False)
    if (was, was_because) == (one.canonical, because):
        return
    if was != one.canonical:
        yield from relations_of_actor_steps(db, one.actor, was)
        yield Step("INSERT OR REPLACE INTO index_queue (actor) VALUES (?)", (one.actor,))
    yield Step("DELETE FROM actor_links WHERE actor = ?", (one.actor,))
    if one.canonical != one.actor:
        yield Step(_LINK, (one.actor, one.canonical, one.score, because), must=True)


def index_some(db: sqlite3.Connection, after: int) -> int | None:
    """Give some quotations of the first actor of the index queue, those behind a key, the token of its canonical actor.

    They are queued, since others are near them now. Returns the key to go on after, None where nothing is queued.
    """
    first = (
        "SELECT i.number, i.actor, coalesce(l.canonical, i.actor) AS canonical "
        "FROM index_queue AS i LEFT JOIN actor_links AS l ON l.actor = i.actor ORDER BY i.number LIMIT 1"
    )
    row = db.execute(first).fetchone()
    if row is None:
        return None
    others = (
        "SELECT key, id, tags FROM quotations WHERE actor = ? AND key > ? AND NOT instr(' ' || tags || ' ', ?) "
        "ORDER BY key LIMIT ?"
    )
    token = f" {speaker_token(row['canonical'])} "
    found = db.execute(others, (row["actor"], after, token, _MOST_INDEXED)).fetchall()
    if not found:
        take(db, "index_queue", (row["number"],))
        return -1
    changed = [(with_speaker(one["tags"], row["canonical"]), one["key"]) for one in found]
    db.executemany("UPDATE quotations SET tags = ? WHERE key = ?", changed)
    queue_quotations(db, [one["id"] for one in found])
    return int(found[-1]["key"])
