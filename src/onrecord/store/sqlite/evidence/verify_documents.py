"""Verifies documents: bytes against their hash, stories and quotations against the text."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator

from onrecord.store.sqlite.evidence.faults import UNREADABLE, Fault
from onrecord.store.sqlite.rows import quotation_from, story_from
from onrecord.types import Document, Quotation, Reading, Span, Story
from onrecord.types.validity import faults as reading_faults

_PART = 1 << 20
_DOCUMENT = "SELECT uri, sha256, text, bytes FROM documents WHERE key = ?"
_STORIES = "SELECT * FROM stories WHERE document = ? ORDER BY start, key"
_QUOTATIONS = "SELECT * FROM quotations WHERE story = ? ORDER BY position"


def document_faults(db: sqlite3.Connection, key: int) -> Iterator[Fault]:
    """Yield what does not fit in the document with this key, its stories and their quotations."""
    row = db.execute(_DOCUMENT, (key,)).fetchone()
    where = f"document {row['uri']}"
    if unpacked_hash(row["bytes"]) != row["sha256"]:
        yield Fault("bytes", where, f"the bytes that are kept have another hash than {row['sha256']}")
    document = Document(row["uri"], b"", row["text"], row["sha256"])
    for story in db.execute(_STORIES, (key,)).fetchall():
        for what in _story_faults(db, document, story):
            yield Fault("span", f"{where}, story {story['id']}", what)


def unpacked_hash(packed: bytes) -> str:
    """Return the SHA-256 of what was compressed, held a part at a time; "" for what cannot be unpacked."""
    digest, unpacking = hashlib.sha256(), zlib.decompressobj()
    try:
        while packed:
            digest.update(unpacking.decompress(packed, _PART))
            packed = unpacking.unconsumed_tail
    except zlib.error:
        return ""
    return digest.hexdigest() if unpacking.eof else ""


def _story_faults(db: sqlite3.Connection, document: Document, row: sqlite3.Row) -> Iterator[str]:
    quotations = []
    for quoted in db.execute(_QUOTATIONS, (row["id"],)):
        try:
            quotations.append(quotation_from(quoted))
        except UNREADABLE:
            yield f"the row of quotation {quoted['id']} cannot be read"
        else:
            yield from _word_faults(quoted, quotations[-1], document.text)
    story = story_from(row)
    yield from _headline_faults(story, document.text)
    yield from reading_faults(Reading(document, story, document.text, tuple(quotations)))


def _word_faults(row: sqlite3.Row, quotation: Quotation, text: str) -> Iterator[str]:
    """Compare the words of cue and source, which a row keeps beside their spans, with those of the text."""
    for name, span in (("cue", quotation.cue), ("source", quotation.source)):
        if span and span.of(text) != row[name]:
            yield f"quotation {quotation.id}: its {name} is not the words at its span"


def _headline_faults(story: Story, text: str) -> Iterator[str]:
    span: Span | None = story.headline_span
    if span and span.of(text).split() != (story.headline or "").split():
        yield "its headline is not the words at its span"
