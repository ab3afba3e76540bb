"""To whom quotations are put down where people judged it: two people of one name are parted, and it is taken back.

Each is a judgement of the kind "speaker": a quotation on the left, an actor on the right; the last one counts. It holds
for the same words when they are analysed anew (`anchoring`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onrecord.store.sqlite.anchoring.anchors import Placing, note_thing, supersede
from onrecord.store.sqlite.anchoring.document import KIND_OF_SPEAKERS
from onrecord.store.sqlite.anchoring.placed import JUDGED_ON, PLACED_JUDGEMENTS
from onrecord.store.sqlite.reads.lookup import canonical
from onrecord.store.sqlite.reads.search_words import fold
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import Values, insert, storable, with_speaker
from onrecord.store.sqlite.writes.judgements import append, append_pair
from onrecord.store.sqlite.writes.queues import queue_actors, queue_neighbours, queue_quotations
from onrecord.store.sqlite.writes.relation_queue import queue_relations
from onrecord.store.sqlite.writes.write_document import settle
from onrecord.types import Part, content_id

_ROWS = """
SELECT q.id, q.key, q.actor, q.speaker, q.speaker_kind, q.tags, m.judgement,
       coalesce(m.printed_actor, q.actor) AS printed_actor,
       iif(m.quotation IS NULL, q.speaker_probability, m.printed_probability) AS printed_probability
FROM json_each(?) AS wanted CROSS JOIN quotations AS q ON q.id = wanted.value
LEFT JOIN quotation_actors AS m ON m.quotation = q.id
ORDER BY q.id
"""
_ON_QUOTATION = f"""
SELECT number FROM {PLACED_JUDGEMENTS}
WHERE number IN ({JUDGED_ON}) AND kind = 'speaker' AND superseded IS NULL AND left_now = ?1 AND number < ?3
"""  # noqa: S608 our own words
_OF_JUDGEMENTS = """
SELECT quotation FROM quotation_actors
WHERE quotation IN (SELECT value FROM json_each(?1)) OR judgement IN (
    SELECT judgement FROM quotation_actors WHERE quotation IN (SELECT value FROM json_each(?1))
)
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
            _put_down(db, row, actor, _judge(db, row, actor, decision))
        same = {"kind": "same", "verdict": "no", "by": decision.by, "at": decision.at}
        for other in sorted(_spellings(db, before) - {actor}):
            append_pair(db, actor, other, {**same, "because": _reasons(decision.because)})
        _settle(db, rows, before | {actor})
    return actor


def take_back(record: Record, quotations: Collection[str], decision: Decision) -> int:
    """Put quotations down to the actor again that their story tells; return how many had been put down to another.

    Pieces into which the program has split one that was judged go with it.
    """
    with record.writing() as db:
        wanted = json.dumps(sorted(map(storable, quotations)))
        judged = json.dumps([row["quotation"] for row in db.execute(_OF_JUDGEMENTS, (wanted,))])
        rows = [row for row in db.execute(_ROWS, (judged,)).fetchall() if row["actor"] != row["printed_actor"]]
        before = {actor for row in rows for actor in (row["actor"], row["printed_actor"])}
        queue_relations(db, [row["id"] for row in rows])
        for row in rows:
            _withdraw(db, row["id"], row["actor"], row["judgement"], decision)
            _put_back(db, row)
        _settle(db, rows, before)
    return len(rows)


def withdraw(record: Record, number: int, decision: Decision) -> int:
    """Withdraw the judgement with this number on the speaker of a quotation, as `take_back` does.

    Of one whose words are not found now, it is only noted: they are not put down to that actor when they come back.
    """
    with record.reading() as db:
        sql = 'SELECT "left", "right" FROM judgements WHERE number = ?'
        judged = db.execute(sql, (number,)).fetchone()
        put_down = db.execute("SELECT quotation FROM quotation_actors WHERE judgement = ?", (number,)).fetchall()
    if put_down:
        return take_back(record, [row["quotation"] for row in put_down], decision)
    with record.writing() as db:
        _withdraw(db, judged["left"], judged["right"], number, decision)
    return 0


def place_again(record: Record, number: int, quotation: str, placing: Placing) -> None:
    """Have the judgement with this number on the speaker of a quotation be of this quotation, from now on.

    Raises ValueError where nobody is known to have said it.
    """
    with record.writing() as db:
        sql = "SELECT j.*, m.quotation FROM judgements AS j LEFT JOIN quotation_actors AS m ON m.judgement = j.number "
        before = db.execute(f"{sql} WHERE j.number = ?", (number,)).fetchall()
        gone = db.execute(_ROWS, (json.dumps([row["quotation"] for row in before]),)).fetchall()
        rows = db.execute(_ROWS, (json.dumps([storable(quotation)]),)).fetchall()
        if not rows or rows[0]["actor"] is None:
            raise ValueError(f"no quotation {quotation} of a known speaker is in the record")
        queue_relations(db, [row["id"] for row in (*gone, *rows)])
        for row in gone:
            _put_back(db, row)
        actor = before[0]["right"]
        insert(db, "actors", {"id": actor, "name": rows[0]["speaker"], "kind": rows[0]["speaker_kind"]})
        note_thing(db, number, "left", quotation, placing)
        _put_down(db, rows[0], actor, number)
        _settle(db, [*gone, *rows], {actor, *(row["actor"] for row in rows), *(row["printed_actor"] for row in gone)})


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


def _judge(db: sqlite3.Connection, row: sqlite3.Row, actor: str, decision: Decision) -> int:
    judged = {"left": row["id"], "right": actor, "kind": KIND_OF_SPEAKERS, "verdict": "yes"}
    number = append(db, judged | _made(decision))
    before = db.execute(_ON_QUOTATION, (row["id"], row["id"], number)).fetchall()
    supersede(db, [one["number"] for one in before], number)
    note_thing(db, number, "left", row["id"])
    return number


def _withdraw(db: sqlite3.Connection, quotation: str, actor: str, judged: int | None, decision: Decision) -> None:
    row = {"left": quotation, "right": actor, "kind": KIND_OF_SPEAKERS, "verdict": "withdrawn"}
    number = append(db, row | _made(decision))
    supersede(db, [judged] if judged else [], number)


def _made(decision: Decision) -> Values:
    return {"because": _reasons(decision.because), "by": decision.by, "at": decision.at}


def _reasons(because: str) -> str:
    return json.dumps([Part("reason", 0.0, because)] if because else [], ensure_ascii=False)


def _put_down(db: sqlite3.Connection, row: sqlite3.Row, actor: str, judgement: int) -> None:
    """Put a quotation down to an actor by a judgement, with the reasons of it; a person's word is sure."""
    _move(db, row, actor, 1.0)
    because = "SELECT ?1, ?2, ?3, ?4, because, number FROM judgements WHERE number = ?5"
    columns = "quotation, actor, printed_actor, printed_probability, because, judgement"
    values = (row["id"], actor, row["printed_actor"], row["printed_probability"], judgement)
    db.execute(f"INSERT INTO quotation_actors ({columns}) {because}", values)


def _put_back(db: sqlite3.Connection, row: sqlite3.Row) -> None:
    """Put a quotation down to the actor that its story tells."""
    insert(db, "actors", {"id": row["printed_actor"], "name": row["speaker"], "kind": row["speaker_kind"]})
    _move(db, row, row["printed_actor"], row["printed_probability"])


def _move(db: sqlite3.Connection, row: sqlite3.Row, actor: str, probability: float | None) -> None:
    names = {"actor": actor, "name": row["speaker"], "kind": row["speaker_kind"], "folded": fold(row["speaker"])}
    insert(db, "names", names)
    moved = "UPDATE quotations SET actor = ?, tags = ?, speaker_probability = ? WHERE key = ?"
    db.execute(moved, (actor, with_speaker(row["tags"], actor), probability, row["key"]))
    db.execute("DELETE FROM quotation_actors WHERE quotation = ?", (row["id"],))


def _settle(db: sqlite3.Connection, rows: Sequence[sqlite3.Row], actors: set[str]) -> None:
    """Queue all that is to be linked anew; who has no quotation left is gone."""
    ids = [row["id"] for row in rows]
    queue_neighbours(db, ids)
    queue_quotations(db, ids)
    settle(db, actors, set())
    queue_actors(db, actors)
