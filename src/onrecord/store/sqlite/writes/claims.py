"""Claims that people pinned, in their own words; the last word on each counts."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.store.sqlite.reads.lookup import only, starting
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import insert, storable
from onrecord.types import content_id


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition in the words of whoever pinned it; `at` is ISO 8601 in UTC, "" for one that is only asked about."""

    id: str
    text: str
    by: str = ""
    at: str = ""

    @property
    def pinned(self) -> bool:
        """Tell whether the record keeps it."""
        return bool(self.at)


def unpinned_claim(text: str) -> Claim:
    """Return a claim that is only asked about; the same words make the same id."""
    words = storable(" ".join(text.split()))
    return Claim(content_id("claim", words.casefold()), words)


def pin(record: Record, text: str, *, by: str, at: str) -> Claim:
    """Keep a claim in the record, and return it; pinning it twice changes nothing."""
    one = unpinned_claim(text)
    found = claim(record, one.id)
    if found:
        return found
    _note(record, one, "pinned", by, at)
    return Claim(one.id, one.text, by, at)


def unpin(record: Record, one: Claim, *, by: str, at: str) -> None:
    """Withdraw a claim; that it was pinned stays on record."""
    _note(record, one, "withdrawn", by, at)


def claims(record: Record) -> tuple[Claim, ...]:
    """Return the pinned claims, in the order in which they were pinned."""
    with record.reading() as db:
        rows = db.execute('SELECT id, text, "by", at FROM claims ORDER BY at, id').fetchall()
    return tuple(Claim(*row) for row in rows)


def claim(record: Record, identity: str) -> Claim | None:
    """Return the pinned claim with this id, or the only one whose id starts so.

    Raises AmbiguousError, naming them, when several ids start so.
    """
    with record.reading() as db:
        found = only(identity, starting(db, "claims", identity))
        row = db.execute('SELECT id, text, "by", at FROM claims WHERE id = ?', (found,)).fetchone()
    return Claim(*row) if row else None


def _note(record: Record, one: Claim, verdict: str, by: str, at: str) -> None:
    with record.writing() as db:
        db.execute("DELETE FROM claim_stances WHERE claim = ?", (one.id,))
        db.execute("INSERT OR REPLACE INTO claim_queue (claim) VALUES (?)", (one.id,))
        insert(db, "pins", {"claim": one.id, "text": one.text, "verdict": verdict, "by": by, "at": at})
