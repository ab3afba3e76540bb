"""Claims that people pinned, and the quotations that share words with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.store.lookup import only
from onrecord.store.record import Record
from onrecord.store.rows import insert, storable
from onrecord.types import content_id

_MOST_RANKED = 2000  # newest quotations with a word of the claim, of which the best are found
_MOST_NEAR = 150
_MOST_WORDS = 16
_BEST = """
SELECT q.id FROM (
    SELECT rowid AS key, bm25(quotation_words, 1.0, 0.0) AS score
    FROM quotation_words WHERE quotation_words MATCH ? ORDER BY rowid DESC LIMIT ?
) AS found
CROSS JOIN quotations AS q ON q.key = found.key
WHERE q.actor IS NOT NULL ORDER BY found.score, q.id LIMIT ?
"""


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


def asked(text: str) -> Claim:
    """Return a claim that is only asked about; the same words make the same id."""
    words = storable(" ".join(text.split()))
    return Claim(content_id("claim", words.casefold()), words)


def pin(record: Record, text: str, *, by: str, at: str) -> Claim:
    """Keep a claim in the record, and return it; pinning it twice changes nothing."""
    one = asked(text)
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
        rows = db.execute('SELECT claim, text, "by", at FROM claims ORDER BY at, claim').fetchall()
    return tuple(Claim(*row) for row in rows)


def claim(record: Record, identity: str) -> Claim | None:
    """Return the pinned claim with this id, or the only one whose id starts so.

    Raises AmbiguousError, naming them, when several ids start so.
    """
    held = {one.id: one for one in claims(record)}
    found = only(identity, [name for name in held if identity and name.startswith(identity)])
    return held[found] if found else None


def sharing_words(record: Record, beginnings: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of quotations, each with a speaker, that have most words which begin so, of the newest that do."""
    if not beginnings:
        return ()
    match = " OR ".join(f'text : "{word}" *' for word in beginnings[:_MOST_WORDS])
    with record.reading() as db:
        return tuple(row["id"] for row in db.execute(_BEST, (match, _MOST_RANKED, _MOST_NEAR)))


def _note(record: Record, one: Claim, verdict: str, by: str, at: str) -> None:
    with record.writing() as db:
        insert(db, "pins", {"claim": one.id, "text": one.text, "verdict": verdict, "by": by, "at": at})
