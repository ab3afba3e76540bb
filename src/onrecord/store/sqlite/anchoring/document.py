"""The judgements on the quotations of one document, placed when it is written: speakers first, then all the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.store.sqlite.anchoring.anchors import Anchor, anchors_in, place, write_places
from onrecord.store.sqlite.anchoring.placed import PLACED_JUDGEMENTS
from onrecord.store.sqlite.reads.search_words import fold
from onrecord.store.sqlite.rows import storable
from onrecord.store.sqlite.writes.queues import queue_actors, queue_quotations
from onrecord.text.anchors import lies_in, shared, standing_now
from onrecord.types import Document, Quotation, Reading

KIND_OF_SPEAKERS = "speaker"
"""The kind of a judgement that puts a quotation (left) down to an actor (right)."""

_SPEAKERS = """
SELECT j.number, j."right" AS actor, j.because FROM json_each(?) AS wanted
CROSS JOIN judgements AS j ON j.number = wanted.value WHERE j.kind = 'speaker' AND j.verdict = 'yes'
"""
_SIDES = f"""
SELECT left_now AS id FROM {PLACED_JUDGEMENTS} WHERE number IN (SELECT value FROM json_each(?1))
UNION SELECT right_now FROM {PLACED_JUDGEMENTS} WHERE number IN (SELECT value FROM json_each(?1))
"""  # noqa: S608 our own words


@dataclass(frozen=True, slots=True)
class JudgedSpeaker:
    """The actor to whom a judgement puts quotations down, and why, as JSON."""

    judgement: int
    actor: str
    because: str


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """What people judged of the quotations of a document: where each anchor stands now, and who speaks in which."""

    anchors: tuple[Anchor, ...] = ()
    places: Mapping[int, str] = field(default_factory=dict)
    speakers: Mapping[str, JudgedSpeaker] = field(default_factory=dict)


def judged_document(db: sqlite3.Connection, document: Document, readings: Collection[Reading]) -> JudgedDocument:
    """Return what people judged of the quotations of a document that is about to be written."""
    anchors = anchors_in(db, document.sha256)
    if not anchors:
        return JudgedDocument()
    text, quotations = storable(document.text), [one for each in readings for one in each.quotations]
    found = {anchor.number: place(text, anchor, quotations) for anchor in anchors}
    judged = _judged_speakers(db, anchors)
    placed: dict[str, JudgedSpeaker] = {}
    pieces: dict[str, JudgedSpeaker] = {}
    for anchor in anchors:
        if one := judged.get(anchor.judgement):
            first, *others = (*_put_down(text, anchor, found[anchor.number], quotations), None)
            found[anchor.number] = first
            placed |= {first: one} if first else {}
            pieces |= dict.fromkeys(filter(None, others), one)
    return JudgedDocument(anchors, {number: name for number, name in found.items() if name}, pieces | placed)


def place_judgements(db: sqlite3.Connection, judged: JudgedDocument) -> None:
    """Write where judgements stand now, and queue what they are of: to be called when the document is written."""
    if judged.anchors:
        write_places(db, judged.places.items())
        queue_sides(db, {anchor.judgement for anchor in judged.anchors})


def queue_sides(db: sqlite3.Connection, judgements: Collection[int]) -> None:
    """Queue the actors and quotations that judgements with these numbers are of."""
    ids = [row["id"] for row in db.execute(_SIDES, (str(sorted(judgements)),)) if row["id"]]
    queue_actors(db, ids)
    queue_quotations(db, ids)


def _judged_speakers(db: sqlite3.Connection, anchors: Sequence[Anchor]) -> dict[int, JudgedSpeaker]:
    rows = db.execute(_SPEAKERS, (str(sorted({anchor.judgement for anchor in anchors})),))
    return {row["number"]: JudgedSpeaker(*row) for row in rows}


def _put_down(text: str, anchor: Anchor, placed: str | None, quotations: Sequence[Quotation]) -> list[str]:
    """Return the quotations that a judgement on a speaker is of: the one with its words, and other pieces of it.

    Without any, the only one that has some of the words. What the program puts down to somebody else by name now is
    not among them.
    """
    content = tuple(mention.span for mention in standing_now(text, anchor.words))
    meeting = [one for one in quotations if shared(one.content, content) and _is_called(one, anchor.speaker)]
    own = [one.id for one in meeting if one.id == placed or lies_in(one.content, content)]
    own = own or [one.id for one in meeting if len(meeting) == 1]
    return sorted(own, key=lambda identity: identity != placed)


def _is_called(one: Quotation, name: str) -> bool:
    """Tell whether the speaker of a quotation goes by a name, or a shorter or longer form of it."""
    if one.speaker is None:
        return False
    left, right = (f"{fold(each)} " for each in (one.speaker.name, name))
    return left in right or right in left
