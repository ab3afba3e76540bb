"""Judgements: decisions that two things are the same or are not, only ever appended; the last one on a pair counts.

What was judged is found again by its words when a document is analysed anew (`anchoring`); `left` and `right` are the
ids that it has now.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from onrecord.store.sqlite.anchoring.anchors import SIDES, Placing, ThingKind, note_thing, supersede
from onrecord.store.sqlite.anchoring.document import queue_sides
from onrecord.store.sqlite.anchoring.placed import JUDGED_ON, PLACED_JUDGEMENTS
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import Values, insert, storable
from onrecord.store.sqlite.writes.queues import queue_actors, queue_quotations
from onrecord.types import JudgedPairs, Part

Verdict = Literal["yes", "no", "withdrawn"]
_ON_PAIR = f"""
SELECT number FROM {PLACED_JUDGEMENTS}
WHERE number IN ({JUDGED_ON}) AND kind = 'same' AND superseded IS NULL AND number < ?3
AND (coalesce(left_now, "left"), coalesce(right_now, "right")) IN (VALUES (?1, ?2), (?2, ?1))
"""  # noqa: S608 our own words
_OF_THESE = """
WHERE coalesce(left_now, "left") IN (SELECT value FROM json_each(?1))
OR coalesce(right_now, "right") IN (SELECT value FROM json_each(?1))
"""
_NUMBERED = f"SELECT * FROM {PLACED_JUDGEMENTS} WHERE number = ?"  # noqa: S608 our own words
IN_FORCE = "verdict <> 'withdrawn' AND superseded IS NULL"
_STANDING = f"""
SELECT left_now, right_now, verdict FROM {PLACED_JUDGEMENTS}
WHERE kind = 'same' AND {IN_FORCE} AND left_now <> right_now ORDER BY number
"""  # noqa: S608 our own words


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision on the pair `left`, `right`; `at` is ISO 8601 in UTC, `number` its place in the log.

    `of` tells what a pair is of, "" where it is not known, and `placed` whether the record has both of it: the ids are
    those of today then, else those at the time.
    """

    number: int
    left: str
    right: str
    kind: str
    verdict: Verdict
    score: float | None
    because: tuple[Part, ...]
    by: str
    at: str
    of: ThingKind | Literal[""] = field(default="", compare=False)
    placed: bool = field(default=True, compare=False)


def judge(
    record: Record, left: str, right: str, verdict: Verdict, *, because: Sequence[Part] = (), by: str, at: str
) -> None:
    """Append the judgement of a person that two actors, or two quotations, are the same, are not, or withdraw it."""
    row = {"kind": "same", "verdict": verdict, "because": _as_json(because), "by": by, "at": at}
    with record.writing() as db:
        append_pair(db, left, right, row)


def append_pair(db: sqlite3.Connection, left: str, right: str, row: Values) -> int:
    """Append a judgement on a pair, which puts those before out of force, and queue both; return its number."""
    left, right = sorted((left, right))
    number = append(db, {"left": left, "right": right, **row})
    before = db.execute(_ON_PAIR, (storable(left), storable(right), number)).fetchall()
    supersede(db, [one["number"] for one in before], number)
    if row["verdict"] != "withdrawn":
        note_thing(db, number, "left", left)
        note_thing(db, number, "right", right)
    queue_actors(db, (left, right))
    queue_quotations(db, (left, right))
    return number


def append(db: sqlite3.Connection, row: Values) -> int:
    """Append a row of the log; return its number."""
    insert(db, "judgements", row)
    return int(db.execute("SELECT max(number) FROM judgements").fetchone()[0])


def withdraw(record: Record, judgement: Judgement, *, because: Sequence[Part] = (), by: str, at: str) -> None:
    """Append that a judgement on a pair is withdrawn, and all others on what it is of now."""
    row = {"kind": "same", "verdict": "withdrawn", "because": _as_json(because), "by": by, "at": at}
    with record.writing() as db:
        number = append_pair(db, judgement.left, judgement.right, row)
        supersede(db, [judgement.number], number)


def place_again(record: Record, number: int, lost: str, now: str, placing: Placing) -> None:
    """Have the side of a judgement on a pair that was of `lost` be of the quotation or actor `now`, from now on.

    Raises ValueError where the judgement is not of `lost`, or the record has no such thing as `now`.
    """
    with record.writing() as db:
        row = db.execute(f"{_NUMBERED} AND kind = 'same'", (number,)).fetchone()
        side = next((side for side in SIDES if row and lost in (row[side], row[f"{side}_now"])), None)
        if side is None:
            raise ValueError(f"judgement {number} is not of {lost}")
        kind = row["left_kind"] or row["right_kind"]
        if note_thing(db, number, side, now, placing) not in ((kind,) if kind else ("quotation", "actor")):
            raise ValueError(f"the record has no {kind or 'quotation or actor'} {now}")
        queue_sides(db, [number])


def judgements(record: Record, ids: Sequence[str] = ()) -> tuple[Judgement, ...]:
    """Return the judgements on the actors or quotations that have these ids now, or all there are, in order."""
    with record.reading() as db:
        rows = db.execute(
            f"SELECT * FROM {PLACED_JUDGEMENTS} {_OF_THESE if ids else ''} ORDER BY number",  # noqa: S608 our own words
            (json.dumps(ids),) if ids else (),
        ).fetchall()
    return tuple(map(judgement_from, rows))


def judgement(record: Record, number: int) -> Judgement | None:
    """Return the judgement with this number."""
    with record.reading() as db:
        row = db.execute(_NUMBERED, (number,)).fetchone()
    return judgement_from(row) if row else None


def standing(db: sqlite3.Connection) -> JudgedPairs:
    """Return the pairs of actors and of quotations that are judged the same, and those judged two, as it stands."""
    verdicts = {tuple(sorted((left, right))): verdict for left, right, verdict in db.execute(_STANDING)}
    same, apart = (tuple(p for p, verdict in verdicts.items() if verdict == wanted) for wanted in ("yes", "no"))
    return JudgedPairs(same, apart)


def _as_json(because: Sequence[Part]) -> str:
    return json.dumps(because, ensure_ascii=False)


def judgement_from(row: sqlite3.Row) -> Judgement:
    """Return the judgement of a row of `PLACED_JUDGEMENTS`."""
    left, right = row["left_now"] or row["left"], row["right_now"] or row["right"]
    if row["kind"] == "same":
        left, right = sorted((left, right))
    because = tuple(Part(*part) for part in json.loads(row["because"]))
    plain = (row["kind"], row["verdict"], row["score"], because, row["by"], row["at"])
    placed = row["left_now"] is not None and row["right_now"] is not None
    return Judgement(row["number"], left, right, *plain, row["left_kind"] or row["right_kind"] or "", placed)
