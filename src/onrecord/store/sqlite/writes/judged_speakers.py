"""What people judged of the speakers of a document's quotations, looked up when the document is written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.store.sqlite.rows import storable
from onrecord.types import Quotation, Span

KIND_OF_SPEAKERS = "speaker"
"""The kind of a judgement that puts a quotation (left) down to an actor (right)."""

_STANDING = """
SELECT "left", "right", verdict, because, correction FROM judgements
WHERE kind = 'speaker' AND json_extract(correction, '$.sha256') = ? ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class JudgedSpeaker:
    """The actor to whom the words in these spans of a document were put down, and why, as JSON."""

    quotation: str
    content: tuple[Span, ...]
    actor: str
    because: str


def judged_speakers(db: sqlite3.Connection, sha256: str) -> tuple[JudgedSpeaker, ...]:
    """Return what stands of the judgements on speakers in the document with this hash."""
    last = {row["left"]: row for row in db.execute(_STANDING, (storable(sha256),))}
    return tuple(
        JudgedSpeaker(name, _content(row["correction"]), row["right"], row["because"])
        for name, row in last.items()
        if row["verdict"] == "yes"
    )


def speaker_of(quotation: Quotation, judged: Sequence[JudgedSpeaker]) -> JudgedSpeaker | None:
    """Return what was judged of a quotation: of the same one, or else of words that it shares."""
    same = (one for one in judged if one.quotation == quotation.id)
    meeting = (one for one in judged if any(a.meets(b) for a in one.content for b in quotation.content))
    return next(same, None) or next(meeting, None)


def _content(correction: str) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in json.loads(correction)["content"])
