"""Writes the rows of one document, and takes away those that an older analysis of the same bytes had left."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from onrecord.store.sqlite.anchoring.document import JudgedSpeaker, judged_document, place_judgements
from onrecord.store.sqlite.keys import content_key, day_key, next_key
from onrecord.store.sqlite.reads.search_words import fold
from onrecord.store.sqlite.rows import (
    Values,
    document_row,
    has_half_characters,
    insert,
    problem_row,
    quotation_row,
    storable,
    story_row,
    tags,
)
from onrecord.store.sqlite.writes.queues import queue_actors, queue_blocks_of, queue_neighbours, queue_quotations
from onrecord.store.sqlite.writes.relation_queue import queue_claims, queue_relations_of_document
from onrecord.types import Document, Problem, Quotation, Reading, Speaker

_TRIES = 1000
_HALF_CHARACTERS = Problem(
    "store",
    "the text holds halves of characters, which no file can keep; each is shown as U+FFFD",
    remedy="read the source with its right encoding",
)


def derive(db: sqlite3.Connection, document: Document, readings: Iterable[Reading], analysis: Values) -> int:
    """Put `document` and its readings in place of what was derived from the same bytes; return its key."""
    readings = tuple(readings)
    row = document_row(document) | analysis
    old = db.execute("SELECT key FROM documents WHERE sha256 = ?", (document.sha256,)).fetchone()
    actors, outlets = _forget(db, old["key"]) if old else (set(), set())
    key = old["key"] if old else _insert_keyed(db, "documents", row, content_key(document.sha256), _next)
    if old:
        _update(db, key, row)
    _put_problems(db, key, document.sha256, document.problems)
    if has_half_characters(document.text):
        _put_own_problem(db, key, document.sha256, _HALF_CHARACTERS)
    judged = judged_document(db, document, readings)
    for reading in readings:
        _put_reading(db, key, document, reading, judged.speakers)
    place_judgements(db, judged)
    settle(db, actors, outlets)
    _queue(db, key, actors)
    queue_claims(db)
    return int(key)


def _queue(db: sqlite3.Connection, key: int, actors: set[str]) -> None:
    """Queue the quotations of a document, and all actors that it quotes or has quoted."""
    sql = (
        "SELECT q.id, q.actor FROM stories AS s CROSS JOIN quotations AS q ON q.story = s.id "
        "WHERE s.document = ? AND q.actor IS NOT NULL"
    )
    quoted = db.execute(sql, (key,)).fetchall()
    queue_actors(db, actors | {row["actor"] for row in quoted})
    queue_quotations(db, [row["id"] for row in quoted])


def _forget(db: sqlite3.Connection, key: int) -> tuple[set[str], set[str]]:
    """Delete what was derived from a document; return the actors and outlets that may now stand nowhere."""
    sql = "SELECT q.id, q.actor FROM stories AS s CROSS JOIN quotations AS q ON q.story = s.id WHERE s.document = ?"
    quoted = db.execute(sql, (key,)).fetchall()
    actors = {row["actor"] for row in quoted if row["actor"] is not None}
    queue_relations_of_document(db, key)
    queue_neighbours(db, [row["id"] for row in quoted])
    outlets = {name for (name,) in db.execute("SELECT outlet FROM stories WHERE document = ?", (key,)) if name}
    db.execute("DELETE FROM stories WHERE document = ?", (key,))
    db.execute("DELETE FROM problems WHERE document = ?", (key,))
    return actors, outlets


def settle(db: sqlite3.Connection, actors: set[str], outlets: set[str], *, keep: bool = False) -> None:
    """Take away names, actors (unless `keep`) and outlets of which nothing in the record speaks any more."""
    for actor in sorted(actors):
        db.execute(
            "DELETE FROM names WHERE actor = ? AND NOT EXISTS (SELECT 1 FROM quotations AS q "
            "WHERE (q.actor, q.speaker, q.speaker_kind) = (names.actor, names.name, names.kind)) "
            "AND NOT EXISTS (SELECT 1 FROM imported_actors AS l WHERE l.actor = names.actor)",
            (storable(actor),),
        )
        if keep:
            continue
        if db.execute("SELECT 1 FROM names WHERE actor = ?", (storable(actor),)).fetchone():
            _call_by_fullest_name(db, actor)
        else:
            _remove_actor(db, storable(actor))
    for name in sorted(outlets):
        unused = "DELETE FROM outlets WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM stories WHERE outlet = ?1)"
        db.execute(unused, (name,))


def _remove_actor(db: sqlite3.Connection, actor: str) -> None:
    queue_blocks_of(db, (actor,))  # those that it leaves are linked without it
    db.execute("DELETE FROM actor_queue WHERE actor = ?", (actor,))
    db.execute("DELETE FROM actors WHERE id = ?", (actor,))


def _update(db: sqlite3.Connection, key: int, row: Values) -> None:
    changes = ", ".join(f'"{name}" = ?' for name in row)
    values = [storable(value) for value in row.values()]
    db.execute(f"UPDATE documents SET {changes} WHERE key = ?", (*values, key))  # noqa: S608 names are our own


def _put_reading(
    db: sqlite3.Connection, key: int, document: Document, reading: Reading, judged: Mapping[str, JudgedSpeaker]
) -> None:
    story = reading.story
    if story.outlet:
        insert(db, "outlets", {"name": story.outlet, "folded": fold(story.outlet)})
    row = {"document": key, **story_row(story, document.text)}
    if not _insert_keyed(db, "stories", row, content_key(story.id), _next):
        _put_own_problem(db, key, document.sha256, _taken("story", story.id))
        return
    for position, quotation in enumerate(reading.quotations):
        row = {"position": position, **quotation_row(quotation, story, document.text)}
        if not _put_quotation(db, row, quotation, reading, judged.get(quotation.id)):
            _put_own_problem(db, key, document.sha256, _taken("quotation", quotation.id))
    of_story = [problem for problem in reading.problems if problem not in document.problems]
    _put_problems(db, key, document.sha256, of_story, story.id)


def _put_quotation(
    db: sqlite3.Connection, row: Values, quotation: Quotation, reading: Reading, judged: JudgedSpeaker | None
) -> bool:
    speaker = quotation.speaker
    if speaker and judged:
        speaker = replace(speaker, id=judged.actor)
    if speaker:
        _put_actor(db, speaker)
        row = row | {"actor": speaker.id} | ({"speaker_probability": 1.0} if judged else {})
    row["tags"] = tags(quotation, reading, _canonical(db, row["actor"]))
    if not _insert_keyed(db, "quotations", row, day_key(row["day"], quotation.id), next_key):
        return False
    if quotation.speaker and judged:
        parted: Values = {"quotation": quotation.id, "actor": judged.actor, "printed_actor": quotation.speaker.id}
        parted |= {"because": judged.because, "judgement": judged.judgement}
        insert(db, "quotation_actors", parted | {"printed_probability": quotation.probabilities.speaker})
    return True


def _canonical(db: sqlite3.Connection, actor: str | None) -> str | None:
    row = db.execute("SELECT canonical FROM actor_links WHERE actor = ?", (storable(actor),)).fetchone()
    return str(row["canonical"]) if row else actor


def _put_actor(db: sqlite3.Connection, speaker: Speaker) -> None:
    insert(db, "actors", {"id": speaker.id, "name": speaker.name, "kind": speaker.kind})
    wording = {"actor": speaker.id, "name": speaker.name, "kind": speaker.kind, "folded": fold(speaker.name)}
    if insert(db, "names", wording):
        _call_by_fullest_name(db, speaker.id)


def _call_by_fullest_name(db: sqlite3.Connection, actor: str) -> None:
    # The choice depends on nothing but the names there are, so a rebuild in another order makes the same.
    # An entry of a list is called as it is there.
    db.execute(
        "UPDATE actors SET (name, kind) = (SELECT name, kind FROM names WHERE actor = ?1 "
        "ORDER BY length(name) DESC, name, kind = 'unknown', kind LIMIT 1) "
        "WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM imported_actors WHERE actor = ?1)",
        (storable(actor),),
    )


def _put_problems(
    db: sqlite3.Connection, key: int, sha256: str, problems: Iterable[Problem], story: str | None = None
) -> None:
    for position, problem in enumerate(problems):
        insert(db, "problems", {"document": key, **problem_row(problem, sha256, story, position)})


def _put_own_problem(db: sqlite3.Connection, key: int, sha256: str, problem: Problem) -> None:
    insert(db, "problems", {"document": key, **problem_row(problem, sha256)})


def _insert_keyed(db: sqlite3.Connection, table: str, row: Values, key: int, following: Callable[[int], int]) -> int:
    """Insert `row` under `key` or, where that is taken, the next free one; 0 when the id of the row is taken."""
    for _ in range(_TRIES):
        if insert(db, table, {"key": key, **row}):
            return key
        taken = db.execute(f"SELECT 1 FROM {table} WHERE key = ?", (key,)).fetchone()  # noqa: S608 names are our own
        if not taken:
            break
        key = following(key)
    return 0


def _next(key: int) -> int:
    return key + 1


def _taken(what: str, identity: str) -> Problem:
    message = f"the {what} id {identity[:64]} is in the record already, so this {what} was left out"
    return Problem("store", message, remedy="give each one an id of its own, made of its document and place")
