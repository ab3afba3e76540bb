"""Writes how statements stand to pinned claims, as judgements of the program; says which claims are queued."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import storable
from onrecord.store.sqlite.writes.claims import Claim
from onrecord.types import Stance

_QUEUED = 'SELECT u.number, c.id, c.text, c."by", c.at FROM claim_queue AS u CROSS JOIN claims AS c ON c.id = u.claim'
_PUT = """
INSERT OR REPLACE INTO claim_stances (claim, statement, kind, passage, score, because, "by")
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE EXISTS (SELECT 1 FROM quotations WHERE id = ?2)
"""
_NONE = (None, "", 0.0, "[]")  # of a statement that has nothing to do with the claim


class ClaimToHold(NamedTuple):
    """A pinned claim that statements are to be held against anew, and the number under which it was queued."""

    number: int
    claim: Claim


def claims_to_hold(record: Record) -> list[ClaimToHold]:
    """Return the pinned claims that statements are to be held against anew."""
    with record.reading() as db:
        return [ClaimToHold(number, Claim(*row)) for number, *row in db.execute(f"{_QUEUED} ORDER BY u.number")]


def put_stances(record: Record, done: ClaimToHold, found: Iterable[tuple[str, Stance | None]], by: str) -> None:
    """Keep how statements, by their ids, stand to a claim, in place of what was kept before.

    `by` is the version of the program. A claim that was queued once more since it was read stays queued.
    """
    rows = [(done.claim.id, statement, *_row(stance), by) for statement, stance in found]
    with record.writing() as db:
        db.execute("DELETE FROM claim_stances WHERE claim = ?", (done.claim.id,))
        db.executemany(_PUT, (tuple(map(storable, row)) for row in rows))
        db.execute("DELETE FROM claim_queue WHERE number = ?", (done.number,))


def _row(stance: Stance | None) -> tuple[object, ...]:
    if stance is None:
        return _NONE
    return stance.kind, stance.passage, stance.score, json.dumps(stance.because, ensure_ascii=False)
