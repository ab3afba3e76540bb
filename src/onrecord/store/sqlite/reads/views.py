"""Reads the record: search, one quotation, one story, and what there is in all. Every list is bounded."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from onrecord.store.sqlite.keys import LOW_BITS
from onrecord.store.sqlite.reads.cursor import START, Cursor, Key, Part, read_part
from onrecord.store.sqlite.reads.lookup import canonical, only, starting, story_text
from onrecord.store.sqlite.reads.search import MOST_FACETED, Facets, Hit, Order, Query, Results, facets, search
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import document_from, problem_from, quotation_from, storable, story_from
from onrecord.text.page_breaks import page_at
from onrecord.types import READING_MEDIA_TYPE, Document, Problem, Quotation, Span, Story

__all__ = [
    "MOST_FACETED",
    "MOST_IN_STORY",
    "DocumentFacts",
    "Facets",
    "Hit",
    "Order",
    "ProblemView",
    "Query",
    "QuotationView",
    "Results",
    "StoryView",
    "Summary",
    "actor_name",
    "document",
    "document_text",
    "facets",
    "problems",
    "quotation",
    "search",
    "sha256_starting",
    "story",
    "summary",
]

MOST_IN_STORY = 5000  # quotations that are given with their story
_MOST_PROBLEMS = 500
# Whole inputs have no document, whole documents no place: NULL, which comes first. Three walks of the index go on from
# a key, in which -1 stands for NULL: in the same place, in the same document, in later ones.
_PROBLEMS = """
SELECT coalesce(p.document, -1), coalesce(p.start, -1), p.id, p.*, d.uri AS of_uri, d.sha256
FROM (
    SELECT document, start, id FROM problems WHERE document IS nullif(?1, -1) AND start IS nullif(?2, -1) AND id > ?3
    UNION ALL SELECT document, start, id FROM problems WHERE document IS nullif(?1, -1) AND start > ?2
    UNION ALL SELECT document, start, id FROM problems WHERE document > ?1
    ORDER BY 1, 2, 3 LIMIT ?4 OFFSET ?5
) AS wanted CROSS JOIN problems AS p ON p.id = wanted.id LEFT JOIN documents AS d ON d.key = p.document
"""
_FIRST_PROBLEM: Key = (-1, -1, "")
_SPEAKERS = """
SELECT count(DISTINCT coalesce(i.canonical, a.id))
FROM actors AS a LEFT JOIN actor_links AS i ON i.actor = a.id
WHERE EXISTS (SELECT 1 FROM quotations AS q WHERE q.actor = a.id)
"""
_PAGED = "application/pdf"  # the media type of documents whose text keeps the breaks between its pages
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document without its words: what it is, and where and when it was received first."""

    sha256: str
    uri: str
    retrieved: str | None
    url: str | None
    title: str | None
    author: str | None
    published: str | None
    outlet: str | None
    language: str | None
    media_type: str
    encoding: str | None
    analysed_by: str

    @property
    def read_by(self) -> str:
        """Tell who found what is reported in it: "another program", or "onrecord"."""
        return "another program" if self.media_type == READING_MEDIA_TYPE else "onrecord"


@dataclass(frozen=True, slots=True)
class QuotationView:
    """A quotation where it stands: its story, its document, and the paragraph around it (a span of the document).

    `page` is the one on which it begins, of a document that has pages.
    """

    quotation: Quotation
    story: Story
    document: DocumentFacts
    paragraph: Span
    paragraph_text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with all that was found in it; `text` starts at character `offset` of the document."""

    story: Story
    document: DocumentFacts
    text: str
    offset: int
    quotations: tuple[Quotation, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem, and the document it is of; None for an input that never became one."""

    problem: Problem
    document: str | None
    sha256: str | None
    story: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """How much the record holds, and from which days."""

    documents: int
    stories: int
    quotations: int
    actors: int
    outlets: int
    problems: int
    first_day: str | None
    last_day: str | None


def quotation(record: Record, identity: str) -> QuotationView | None:
    """Return the quotation with this id, or the only one whose id starts so (from 6 characters on).

    Raises AmbiguousError, naming them, when several ids start so.
    """
    with record.reading() as db:
        row = _one(db, "quotations", identity)
        if row is None:
            return None
        around = _row(db, "SELECT * FROM stories WHERE id = ?", row["story"])
        facts, text = _facts(db, around["document"]), story_text(db, around)
        found, its_story = quotation_from(row), story_from(around)
        page = _page(db, around["document"], found.content) if facts.media_type == _PAGED else None
    paragraph = _paragraph(text, its_story.span.start, found.content)
    words = Span(paragraph.start - its_story.span.start, paragraph.end - its_story.span.start).of(text)
    return QuotationView(found, its_story, facts, paragraph, words, page)


def story(record: Record, identity: str) -> StoryView | None:
    """Return the story with this id, or the only one whose id starts so (from 6 characters on).

    Raises AmbiguousError, naming them, when several ids start so.
    """
    with record.reading() as db:
        row = _one(db, "stories", identity)
        if row is None:
            return None
        quoted = db.execute(
            "SELECT * FROM quotations WHERE story = ? ORDER BY position LIMIT ?", (row["id"], MOST_IN_STORY)
        ).fetchall()
        facts, found, text = _facts(db, row["document"]), _problems_of(db, row["document"]), story_text(db, row)
    return StoryView(story_from(row), facts, text, row["start"], tuple(map(quotation_from, quoted)), tuple(found))


def actor_name(record: Record, identity: str) -> str | None:
    """Return the fullest name of the one for whom the actor with exactly this id is taken."""
    with record.reading() as db:
        found = canonical(db, [storable(identity)])
        row = _row(db, "SELECT name FROM actors WHERE id = ?", found[0])
    return None if row is None else str(row["name"])


def document(record: Record, sha256: str) -> Document | None:
    """Return the document with this hash as it was received, bytes and all."""
    with record.reading() as db:
        row = db.execute("SELECT * FROM documents WHERE sha256 = ?", (storable(sha256),)).fetchone()
        if row is None:
            return None
        own = "SELECT * FROM problems WHERE document = ? AND story IS NULL AND position IS NOT NULL ORDER BY position"
        return document_from(row, tuple(map(problem_from, db.execute(own, (row["key"],)))))


def sha256_starting(record: Record, start: str) -> str | None:
    """Return the hash of the document whose hash starts so, None where there is none or more than one."""
    with record.reading() as db:
        sql = "SELECT sha256 FROM documents WHERE sha256 BETWEEN ?1 AND ?1 || 'g' LIMIT 2"
        rows = db.execute(sql, (start,)).fetchall()
    return str(rows[0]["sha256"]) if len(rows) == 1 else None


def document_text(record: Record, sha256: str) -> str | None:
    """Return the text of the document with this hash; all spans count its characters."""
    with record.reading() as db:
        row = db.execute("SELECT text FROM documents WHERE sha256 = ?", (storable(sha256),)).fetchone()
    return None if row is None else str(row["text"])


def problems(record: Record, limit: int = 50, after: Cursor = START) -> Part[ProblemView]:
    """Return what could not be read: whole inputs first, then document by document in the order of places.

    Raises NotUnderstoodError for a cursor of another list.
    """
    with record.reading() as db:
        rows, following = read_part(db, _PROBLEMS, (), _FIRST_PROBLEM, after, limit)
        total = int(_row(db, "SELECT count(*) FROM problems")[0])
    views = tuple(ProblemView(problem_from(row), row["of_uri"], row["sha256"], row["story"]) for row in rows)
    return Part(views, total, following)


def summary(record: Record) -> Summary:
    """Return how much the record holds, and from which days."""
    with record.reading() as db:
        counted = ("documents", "stories", "quotations", "outlets", "problems")
        counts = {table: _row(db, f"SELECT count(*) FROM {table}")[0] for table in counted}  # noqa: S608 our own names
        counts["actors"] = _row(db, _SPEAKERS)[0]
        known = "SELECT day FROM quotations WHERE key >= ? ORDER BY key"
        first = db.execute(f"{known} LIMIT 1", (1 << LOW_BITS,)).fetchone()
        last = db.execute(f"{known} DESC LIMIT 1", (1 << LOW_BITS,)).fetchone()
    return Summary(**counts, first_day=first and first["day"], last_day=last and last["day"])


def _row(db: sqlite3.Connection, sql: str, *values: Any) -> Any:
    return db.execute(sql, values).fetchone()


def _one(db: sqlite3.Connection, table: str, identity: str) -> sqlite3.Row | None:
    found = only(identity, starting(db, table, identity))
    if found is None:
        return None
    row: sqlite3.Row = _row(db, f"SELECT * FROM {table} WHERE id = ?", found)  # noqa: S608 names are our own
    return row


def _facts(db: sqlite3.Connection, key: int) -> DocumentFacts:
    names = ", ".join(DocumentFacts.__dataclass_fields__)
    return DocumentFacts(*_row(db, f"SELECT {names} FROM documents WHERE key = ?", key))  # noqa: S608 our own names


def _page(db: sqlite3.Connection, key: int, content: tuple[Span, ...]) -> int:
    """Return the page of a document with pages on which `content` begins."""
    (text,) = _row(db, "SELECT text FROM documents WHERE key = ?", key)
    return page_at(text, content[0].start if content else 0)


def _problems_of(db: sqlite3.Connection, key: int) -> list[Problem]:
    sql = "SELECT * FROM problems WHERE document = ? ORDER BY start, id LIMIT ?"
    return list(map(problem_from, db.execute(sql, (key, _MOST_PROBLEMS))))


def _paragraph(text: str, offset: int, content: tuple[Span, ...]) -> Span:
    """Return the span from the blank line before `content` to the one after it; of text without such, the line."""
    first = min(max(min((span.start for span in content), default=offset) - offset, 0), len(text))
    last = min(max(max((span.end for span in content), default=offset) - offset, first), len(text))
    breaks = _BLANK_LINE if _BLANK_LINE.search(text) else re.compile("\n")
    start = max((match.end() for match in breaks.finditer(text, 0, first)), default=0)
    end = breaks.search(text, last)
    return Span(offset + start, offset + (end.start() if end else len(text)))
