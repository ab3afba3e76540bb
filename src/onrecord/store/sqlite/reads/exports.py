"""Reads the record whole, for exports: story by story, actor by actor, problem by problem, never all of it at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.store.sqlite.reads.actors import ActorView, actor_whole
from onrecord.store.sqlite.reads.lookup import story_text
from onrecord.store.sqlite.reads.views import DocumentFacts, ProblemView
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import REPORTS_UTTERANCE, problem_from, quotation_from, storable, story_from
from onrecord.types import Quotation, Story

_AT_ONCE = 500
_FACTS = ", ".join(f"d.{name} AS of_{name}" for name in DocumentFacts.__dataclass_fields__)
_STORIES = f"""
SELECT s.*, {_FACTS} FROM stories AS s CROSS JOIN documents AS d ON d.key = s.document
WHERE (s.document, s.start, s.key) > (?, ?, ?) ORDER BY s.document, s.start, s.key LIMIT 1
"""  # noqa: S608 our own names
_OF_DOCUMENT = f"""
SELECT s.*, {_FACTS} FROM documents AS d CROSS JOIN stories AS s ON s.document = d.key
WHERE d.sha256 = ? ORDER BY s.start, s.key
"""  # noqa: S608 our own names
_AROUND = f"""
SELECT s.*, {_FACTS} FROM quotations AS q CROSS JOIN stories AS s ON s.id = q.story
CROSS JOIN documents AS d ON d.key = s.document WHERE q.id = ?
"""  # noqa: S608 our own names
_QUOTATIONS = f"""
SELECT q.*, coalesce(f.statement, CASE WHEN {REPORTS_UTTERANCE} THEN q.id END) AS of_statement,
       coalesce(i.canonical, q.actor) AS of_actor
FROM quotations AS q
LEFT JOIN statement_members AS f ON f.quotation = q.id
LEFT JOIN actor_links AS i ON i.actor = q.actor
WHERE q.story = ? ORDER BY q.position
"""  # noqa: S608 our own words
_ACTORS = """
SELECT a.id FROM actors AS a LEFT JOIN actor_links AS i ON i.actor = a.id
WHERE a.id > ? AND i.actor IS NULL ORDER BY a.id LIMIT ?
"""
_PROBLEMS = """
SELECT p.*, d.uri AS of_uri, d.sha256 FROM problems AS p LEFT JOIN documents AS d ON d.key = p.document
WHERE p.id > ? ORDER BY p.id LIMIT ?
"""
_NAMES = """
SELECT DISTINCT n.name FROM json_each(?) AS wanted CROSS JOIN names AS n ON n.actor = wanted.value ORDER BY n.name
"""


_COUNTS = {
    "quotations": "SELECT count(*) FROM quotations",
    "statements": (
        "SELECT count(*) - (SELECT count(*) FROM statement_members) FROM quotations AS q "  # noqa: S608
        f"WHERE {REPORTS_UTTERANCE}"
    ),
    "actors": "SELECT (SELECT count(*) FROM actors) - (SELECT count(*) FROM actor_links)",
    "problems": "SELECT count(*) FROM problems",
}


@dataclass(frozen=True, slots=True)
class RecordedQuotation:
    """A quotation of a story, the statement that it reports, the actor for whom its speaker is taken, and its day.

    A quotation of nobody who is named, or of words that were not said, is part of none. `day` is as the
    index has it: ISO, the first on which it may have been said, or that of publication (`day_basis`).
    """

    quotation: Quotation
    statement: str | None
    actor: str | None
    day: str | None
    day_basis: str | None


@dataclass(frozen=True, slots=True)
class WholeStory:
    """A story with all its quotations; `text` starts at character `offset` of the document."""

    story: Story
    document: DocumentFacts
    text: str
    offset: int
    quotations: tuple[RecordedQuotation, ...]


def stories(record: Record) -> Iterator[WholeStory]:
    """Yield all stories with their quotations, those of a document together, in the order of its text."""
    last: tuple[Any, ...] = (-1, -1, -1)
    while True:
        with record.reading() as db:
            row = db.execute(_STORIES, last).fetchone()
            if row is None:
                return
            found = _whole(db, row)
        last = (row["document"], row["start"], row["key"])
        yield found


def stories_of(record: Record, sha256: str) -> tuple[WholeStory, ...]:
    """Return the stories of the document with this hash, in the order of its text."""
    with record.reading() as db:
        return tuple(_whole(db, row) for row in db.execute(_OF_DOCUMENT, (storable(sha256),)).fetchall())


def story_around(record: Record, quotation: str) -> WholeStory | None:
    """Return the story with the quotation of this id, and all its quotations."""
    with record.reading() as db:
        row = db.execute(_AROUND, (quotation,)).fetchone()
        return _whole(db, row) if row else None


def actors(record: Record) -> Iterator[ActorView]:
    """Yield all actors, each once for all that are taken for it, in the order of their ids."""
    last = ""
    while ids := _page(record, _ACTORS, last):
        for row in ids:
            yield actor_whole(record, row["id"])
        last = ids[-1]["id"]


def problems(record: Record) -> Iterator[ProblemView]:
    """Yield all problems, in the order of their ids."""
    last = ""
    while rows := _page(record, _PROBLEMS, last):
        for row in rows:
            yield ProblemView(problem_from(row), row["of_uri"], row["sha256"], row["story"])
        last = rows[-1]["id"]


def count(record: Record, what: str) -> int:
    """Return how many quotations, statements, actors or problems there are, about."""
    with record.reading() as db:
        return int(db.execute(_COUNTS[what]).fetchone()[0])


def printed_names(record: Record, view: ActorView) -> tuple[str, ...]:
    """Return every wording under which an actor, or one that is taken for it, was printed or listed."""
    ids = json.dumps([view.actor.id, *(name.actor for name in view.names)])
    with record.reading() as db:
        return tuple(row["name"] for row in db.execute(_NAMES, (ids,)))


def _whole(db: sqlite3.Connection, row: sqlite3.Row) -> WholeStory:
    facts = DocumentFacts(*(row[f"of_{name}"] for name in DocumentFacts.__dataclass_fields__))
    quotations = tuple(map(_quotation, db.execute(_QUOTATIONS, (row["id"],))))
    return WholeStory(story_from(row), facts, story_text(db, row), row["start"], quotations)


def _page(record: Record, sql: str, last: str) -> list[sqlite3.Row]:
    with record.reading() as db:
        return db.execute(sql, (last, _AT_ONCE)).fetchall()


def _quotation(row: sqlite3.Row) -> RecordedQuotation:
    return RecordedQuotation(quotation_from(row), row["of_statement"], row["of_actor"], row["day"], row["day_basis"])
