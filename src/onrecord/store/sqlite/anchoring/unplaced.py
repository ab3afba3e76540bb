"""Reads the judgements of people that hold for nothing now, since what they were of is not found in the record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.store.sqlite.anchoring.anchors import SIDES, Side, ThingKind
from onrecord.store.sqlite.anchoring.placed import PLACED_JUDGEMENTS
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.exports import stories_of
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.judgements import IN_FORCE, Judgement, judgement_from
from onrecord.text.anchors import overlap, standing_now
from onrecord.types import Mention, Quotation, Span

_MOST_NEAR = 3
_UNPLACED = f"""
SELECT * FROM {PLACED_JUDGEMENTS} AS j WHERE {IN_FORCE} AND (
    (kind = 'speaker' AND left_now IS NULL)
    OR (kind = 'quotation' AND verdict = 'yes' AND left_now IS NULL AND number = (
        SELECT max(number) FROM judgements AS n WHERE n.kind = j.kind AND n."left" = j."left" AND n."right" = j."right"
    ))
    OR (kind = 'same' AND ((verdict = 'no' AND left_now = right_now) OR EXISTS (
        -- not one who is gone because the words that people put down to them are: these are in the list themselves
        SELECT 1 FROM (SELECT "left" AS id WHERE left_now IS NULL UNION ALL SELECT "right" WHERE right_now IS NULL)
        WHERE id NOT IN (SELECT "right" FROM judgements WHERE kind = 'speaker')
    )))
)
"""  # noqa: S608 our own words
_THING = """
SELECT t.kind, t.name, a.sha256, a.words, d.uri FROM judged_things AS t
LEFT JOIN anchors AS a ON a.thing = t.number LEFT JOIN documents AS d ON d.sha256 = a.sha256
WHERE t.judgement = ? AND t.side = ? ORDER BY t.number DESC, a.number LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class LostThing:
    """What a judgement was of and is not found now: its id then, its words and speaker (or the actor), its document.

    `near` are quotations of that document that have some of the words, or are of the same speaker.
    """

    id: str
    of: ThingKind | str
    name: str = ""
    words: tuple[Mention, ...] = ()
    document: str = ""
    sha256: str = ""
    near: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class UnplacedJudgement:
    """A judgement that holds for nothing now, and what of it is lost: none where both sides are one quotation now."""

    judgement: Judgement
    lost: tuple[LostThing, ...]


def count_unplaced(record: Record) -> int:
    """Return how many judgements of people hold for nothing now."""
    with record.reading() as db:
        return int(db.execute(f"SELECT count(*) FROM ({_UNPLACED})").fetchone()[0])  # noqa: S608 our own words


def unplaced(record: Record, most: int = -1) -> tuple[UnplacedJudgement, ...]:
    """Return the judgements of people that hold for nothing now, in order, with what is near to what they were of.

    With `most`, the first so many.
    """
    with record.reading() as db:
        rows = db.execute(f"{_UNPLACED} ORDER BY number LIMIT ?", (most,)).fetchall()
        found = [(judgement_from(row), list(_lost(db, row))) for row in rows]
    return tuple(UnplacedJudgement(one, tuple(_with_near(record, thing) for thing in lost)) for one, lost in found)


def _lost(db: sqlite3.Connection, row: sqlite3.Row) -> Iterator[LostThing]:
    for side in SIDES:
        if row[f"{side}_now"] is None:
            yield _thing(db, row, side)


def _thing(db: sqlite3.Connection, row: sqlite3.Row, side: Side) -> LostThing:
    thing = db.execute(_THING, (row["number"], side)).fetchone()
    if thing is None:
        marks = json.loads(row["correction"] or "{}").get("marks") or {"content": []}
        words = tuple(Mention(each["text"], Span(*each["span"])) for each in marks["content"])
        return LostThing(row[side], "quotation" if words else "", words=words, sha256=row["right"] if words else "")
    words = tuple(Mention(text, Span(*span)) for text, span in json.loads(thing["words"] or "[]"))
    return LostThing(row[side], thing["kind"], thing["name"] or "", words, thing["uri"] or "", thing["sha256"] or "")


def _with_near(record: Record, thing: LostThing) -> LostThing:
    text = views.document_text(record, thing.sha256) if thing.words else None
    if text is None:
        return thing
    content = [mention.span for mention in standing_now(text, thing.words)]
    quotations = [one.quotation for story in stories_of(record, thing.sha256) for one in story.quotations]
    likeness = [(overlap(one.content, content), _is_of(one, thing.name), one) for one in quotations]
    near = sorted((each for each in likeness if any(each[:2])), key=lambda each: each[:2], reverse=True)
    return replace(thing, near=tuple(one for *_, one in near[:_MOST_NEAR]))


def _is_of(quotation: Quotation, name: str) -> bool:
    return quotation.speaker is not None and quotation.speaker.name.casefold() == name.casefold()
