"""Judgements: decisions that two things are the same or are not, only ever appended; the last one on a pair counts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import insert
from onrecord.store.sqlite.writes.queues import queue_actors, queue_quotations
from onrecord.types import JudgedPairs, Part

Verdict = Literal["yes", "no", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision on the pair `left`, `right`; `at` is ISO 8601 in UTC, `number` its place in the log."""

    number: int
    left: str
    right: str
    kind: str
    verdict: Verdict
    score: float | None
    because: tuple[Part, ...]
    by: str
    at: str


def judge(
    record: Record, left: str, right: str, verdict: Verdict, *, because: Sequence[Part] = (), by: str, at: str
) -> None:
    """Append the judgement of a person that two actors, or two quotations, are the same, are not, or withdraw it."""
    left, right = sorted((left, right))
    row = {"left": left, "right": right, "kind": "same", "verdict": verdict, "by": by, "at": at}
    with record.writing() as db:
        insert(db, "judgements", {**row, "because": json.dumps(because, ensure_ascii=False)})
        queue_actors(db, (left, right))
        queue_quotations(db, (left, right))


def judgements(record: Record, actors: Sequence[str] = ()) -> tuple[Judgement, ...]:
    """Return the judgements on these actors, or all there are, in order."""
    where = 'WHERE "left" IN (SELECT value FROM json_each(?1)) OR "right" IN (SELECT value FROM json_each(?1))'
    with record.reading() as db:
        rows = db.execute(
            f"SELECT * FROM judgements {where if actors else ''} ORDER BY number",  # noqa: S608 our own words
            (json.dumps(actors),) if actors else (),
        ).fetchall()
    return tuple(map(_from, rows))


def standing(db: sqlite3.Connection) -> JudgedPairs:
    """Return the pairs of actors and of quotations that are judged the same, and those judged two, as it stands."""
    last = 'SELECT "left", "right", verdict FROM judgements WHERE kind = \'same\' ORDER BY number'
    verdicts = {(row["left"], row["right"]): row["verdict"] for row in db.execute(last)}
    same, apart = (tuple(p for p, verdict in verdicts.items() if verdict == wanted) for wanted in ("yes", "no"))
    return JudgedPairs(same, apart)


def _from(row: sqlite3.Row) -> Judgement:
    because = tuple(Part(*part) for part in json.loads(row["because"]))
    return Judgement(**{**{name: row[name] for name in Judgement.__dataclass_fields__}, "because": because})
