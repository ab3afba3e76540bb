"""Writes the words on which a judgement was made, and finds the quotations that have those words now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.store.sqlite.rows import storable
from onrecord.text.anchors import are_same, overlap, standing_now
from onrecord.types import Mention, Quotation, Span, with_offsets

Side = Literal["left", "right"]
ThingKind = Literal["quotation", "actor"]
SIDES: tuple[Side, Side] = ("left", "right")

_MOST_OF_ACTOR = 20  # quotations by which an actor is found again
_NAMED = """
SELECT 'quotation' AS kind, speaker AS name, NULL AS folded FROM quotations WHERE id = ?1
UNION ALL
SELECT 'actor', a.name, (SELECT folded FROM names AS n WHERE n.actor = a.id AND n.name = a.name LIMIT 1)
FROM actors AS a WHERE a.id = ?1
"""
_QUOTATIONS = """
SELECT q.id, q.speaker, q.text, q.content, d.sha256 FROM quotations AS q
CROSS JOIN stories AS s ON s.id = q.story CROSS JOIN documents AS d ON d.key = s.document
WHERE q.{column} = ?1 ORDER BY q.key LIMIT {most}
"""
_NOTE_THING = """
INSERT INTO judged_things (judgement, side, kind, id, name, folded, "by", at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_OF_THING = {
    "quotation": _QUOTATIONS.format(column="id", most=1),
    "actor": _QUOTATIONS.format(column="actor", most=_MOST_OF_ACTOR),
}
_LAST = "(SELECT max(number) FROM judged_things AS o WHERE o.judgement = t.judgement AND o.side = t.side)"
_IN_FORCE = "NOT EXISTS (SELECT 1 FROM superseded_judgements AS s WHERE s.judgement = t.judgement)"
_IN_DOCUMENT = f"""
SELECT a.number, a.quotation, a.speaker, a.words, t.judgement FROM anchors AS a
CROSS JOIN judged_things AS t ON t.number = a.thing WHERE a.sha256 = ? AND t.number = {_LAST} AND {_IN_FORCE}
ORDER BY a.number
"""  # noqa: S608 our own words


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words of a quotation that was judged, with their places then (characters of the document), and its speaker.

    `quotation` is its id then, `speaker` the name as written, "" where it had none; `judgement` is the number of the
    judgement.
    """

    number: int
    judgement: int
    quotation: str
    speaker: str
    words: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Placing:
    """Who placed a judgement anew, and when: ISO 8601 in UTC."""

    by: str
    at: str


def note_thing(
    db: sqlite3.Connection, judgement: int, side: Side, identity: str, placing: Placing | None = None
) -> ThingKind | None:
    """Note what stands on a side of a judgement, with the words by which it is found again; return what it is.

    What the record does not have is not noted.
    """
    named = db.execute(_NAMED, (storable(identity),)).fetchone()
    if named is None:
        return None
    by, at = (placing.by, placing.at) if placing else (None, None)
    row = (judgement, side, named["kind"], storable(identity), named["name"], named["folded"], storable(by), at)
    thing = db.execute(_NOTE_THING, row).lastrowid
    kind: ThingKind = named["kind"]
    for quotation in db.execute(_OF_THING[kind], (storable(identity),)).fetchall():
        _note_anchor(db, thing, quotation)
    return kind


def _note_anchor(db: sqlite3.Connection, thing: int | None, quotation: sqlite3.Row) -> None:
    words = json.dumps(_words(quotation), ensure_ascii=False)
    row = (thing, quotation["sha256"], quotation["id"], quotation["speaker"], words)
    sql = "INSERT INTO anchors (thing, sha256, quotation, speaker, words) VALUES (?, ?, ?, ?, ?)"
    number = db.execute(sql, row).lastrowid
    db.execute("INSERT INTO anchor_places (anchor, quotation) VALUES (?, ?)", (number, quotation["id"]))


def _words(quotation: sqlite3.Row) -> list[tuple[str, Span]]:
    content = [Span(*span) for span in json.loads(quotation["content"])]
    return [(quotation["text"][start : start + span.end - span.start], span) for span, start in with_offsets(content)]


def supersede(db: sqlite3.Connection, judgements: Iterable[int], later: int) -> None:
    """Put judgements out of force, for good, by a later one on the same things."""
    sql = "INSERT OR IGNORE INTO superseded_judgements (judgement, later) VALUES (?, ?)"
    db.executemany(sql, [(number, later) for number in judgements])


def anchors_in(db: sqlite3.Connection, sha256: str) -> tuple[Anchor, ...]:
    """Return the anchors in the document with this hash, of the judgements that are in force."""
    return tuple(map(_anchor, db.execute(_IN_DOCUMENT, (storable(sha256),))))


def _anchor(row: sqlite3.Row) -> Anchor:
    words = tuple(Mention(text, Span(*span)) for text, span in json.loads(row["words"]))
    return Anchor(row["number"], row["judgement"], row["quotation"], row["speaker"] or "", words)


def place(text: str, anchor: Anchor, quotations: Sequence[Quotation]) -> str | None:
    """Return the id of the quotation that has the words of an anchor in `text`, None where none has, or two alike.

    It is the one with the same id, if it still has some of the words; else the one with the most of them, if it is
    at least half. Of two that have as much, the one whose speaker has the same name.
    """
    content = tuple(mention.span for mention in standing_now(text, anchor.words))
    if not content:
        return None
    same = next((one for one in quotations if one.id == anchor.quotation), None)
    if same and overlap(same.content, content):
        return same.id
    alike = [one for one in quotations if are_same(one.content, content)]
    scores = sorted(((_likeness(one, anchor, content), one.id) for one in alike), reverse=True)
    best = [identity for score, identity in scores if score == scores[0][0]]
    return best[0] if len(best) == 1 else None


def _likeness(one: Quotation, anchor: Anchor, content: Sequence[Span]) -> tuple[float, bool]:
    name = one.speaker.name if one.speaker else ""
    return overlap(one.content, content), name.casefold() == anchor.speaker.casefold()


def write_places(db: sqlite3.Connection, places: Iterable[tuple[int, str]]) -> None:
    """Write which quotation has the words of an anchor now; one that the record has not is passed over."""
    sql = (
        "INSERT OR REPLACE INTO anchor_places (anchor, quotation) "
        "SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM quotations WHERE id = ?2)"
    )
    db.executemany(sql, [(anchor, storable(quotation)) for anchor, quotation in places])
