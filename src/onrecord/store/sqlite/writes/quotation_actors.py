"""To whom quotations are put down where people judged it: two people of one name are parted, and it is taken back.

Each is a judgement of the kind "speaker": a quotation on the left, an actor on the right; the last one counts. It tells
the document and the place of the words, so that it holds for the same words when they are analysed anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onrecord.store.sqlite.reads.lookup import canonical
from onrecord.store.sqlite.reads.search_words import fold
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import Values, insert, storable, with_speaker
from onrecord.store.sqlite.writes.judged_speakers import KIND_OF_SPEAKERS
from onrecord.store.sqlite.writes.judgements import Verdict
from onrecord.store.sqlite.writes.queues import queue_actors, queue_neighbours, queue_quotations
from onrecord.store.sqlite.writes.relation_queue import queue_relations
from onrecord.store.sqlite.writes.write_document import settle
from onrecord.types import Part, content_id

_ROWS = """
SELECT q.id, q.key, q.actor, q.speaker, q.speaker_kind, q.content, q.tags, d.sha256,
       coalesce(m.printed_actor, q.actor) AS printed_actor
FROM json_each(?) AS wanted CROSS JOIN quotations AS q ON q.id = wanted.value
CROSS JOIN stories AS s ON s.id = q.story CROSS JOIN documents AS d ON d.key = s.document
LEFT JOIN quotation_actors AS m ON m.quotation = q.id
ORDER BY q.id
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """Why somebody decided, who it was, and when: ISO 8601 in UTC."""

    because: str
    by: str
    at: str


def part_quotations(record: Record, quotations: Collection[str], decision: Decision) -> str:
    """Put quotations down to another person of the name that they are printed under; return the id of that one.

    The two are kept apart, whatever the program thinks. Raises ValueError where the quotations are not all in the
    record, or not all of one actor.
    """
    with record.writing() as db:
        rows = _of_one_actor(db, quotations)
        before = {row["actor"] for row in rows}
        queue_relations(db, [row["id"] for row in rows])
        actor = content_id("actor", "parted", *(row["id"] for row in rows))
        insert(db, "actors", {"id": actor, "name": rows[0]["speaker"], "kind": rows[0]["speaker_kind"]})
        for row in rows:
            _judge(db, row, actor, "yes", decision)
            _move(db, row, actor, decision.because)
        for other in sorted(_spellings(db, before) - {actor}):
            left, right = sorted((actor, other))
            same = {"left": left, "right": right, "kind": "same", "verdict": "no", "by": decision.by, "at": decision.at}
            insert(db, "judgements", {**same, "because": _reasons(decision.because)})
        _settle(db, rows, before | {actor})
    return actor


def take_back(record: Record, quotations: Collection[str], decision: Decision) -> int:
    """Put quotations down to the actor again that their story tells; return how many had been put down to another."""
    with record.writing() as db:
        wanted = json.dumps(sorted(map(storable, quotations)))
        rows = [row for row in db.execute(_ROWS, (wanted,)).fetchall() if row["actor"] != row["printed_actor"]]
        before = {actor for row in rows for actor in (row["actor"], row["printed_actor"])}
        queue_relations(db, [row["id"] for row in rows])
        for row in rows:
            _judge(db, row, row["actor"], "withdrawn", decision)
            printed = {"id": row["printed_actor"], "name": row["speaker"], "kind": row["speaker_kind"]}
            insert(db, "actors", printed)
            _move(db, row, row["printed_actor"], "")
            db.execute("DELETE FROM quotation_actors WHERE quotation = ?", (row["id"],))
        _settle(db, rows, before)
    return len(rows)


def _of_one_actor(db: sqlite3.Connection, quotations: Collection[str]) -> list[sqlite3.Row]:
    rows = db.execute(_ROWS, (json.dumps(sorted(map(storable, quotations))),)).fetchall()
    if len(rows) != len(set(quotations)) or not rows:
        raise ValueError("not all of these quotations are in the record")
    if any(row["actor"] is None for row in rows) or len(canonical(db, [row["actor"] for row in rows])) > 1:
        raise ValueError("these quotations are not all of one actor")
    return rows


def _spellings(db: sqlite3.Connection, actors: Collection[str]) -> set[str]:
    """Return these actors and all that are taken for the same."""
    (one,) = canonical(db, actors)
    return {one, *actors, *(row[0] for row in db.execute("SELECT actor FROM actor_links WHERE canonical = ?", (one,)))}


def _judge(db: sqlite3.Connection, row: sqlite3.Row, actor: str, verdict: Verdict, decision: Decision) -> None:
    place = json.dumps({"sha256": row["sha256"], "content": json.loads(row["content"])})
    judged: Values = {"left": row["id"], "right": actor, "kind": KIND_OF_SPEAKERS, "verdict": verdict}
    told: Values = {"because": _reasons(decision.because), "by": decision.by, "at": decision.at, "correction": place}
    insert(db, "judgements", judged | told)


def _reasons(because: str) -> str:
    return json.dumps([Part("reason", 0.0, because)] if because else [], ensure_ascii=False)


def _move(db: sqlite3.Connection, row: sqlite3.Row, actor: str, because: str) -> None:
    names = {"actor": actor, "name": row["speaker"], "kind": row["speaker_kind"], "folded": fold(row["speaker"])}
    insert(db, "names", names)
    moved = "UPDATE quotations SET actor = ?, tags = ? WHERE key = ?"
    db.execute(moved, (actor, with_speaker(row["tags"], actor), row["key"]))
    db.execute("DELETE FROM quotation_actors WHERE quotation = ?", (row["id"],))
    kept = {"quotation": row["id"], "actor": actor, "printed_actor": row["printed_actor"]}
    insert(db, "quotation_actors", {**kept, "because": _reasons(because)})


def _settle(db: sqlite3.Connection, rows: Sequence[sqlite3.Row], actors: set[str]) -> None:
    """Queue all that is to be linked anew; who has no quotation left is gone."""
    ids = [row["id"] for row in rows]
    queue_neighbours(db, ids)
    queue_quotations(db, ids)
    settle(db, actors, set())
    queue_actors(db, actors)
