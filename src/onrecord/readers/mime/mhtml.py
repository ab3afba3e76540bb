"""MHTML (.mhtml, .mht): a page as browsers save it in one file, with all that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MissingHeaderBodySeparatorDefect
from email.message import Message

from onrecord.readers import html
from onrecord.readers.inputs import Input
from onrecord.readers.metadata import NOTHING_KNOWN, filled
from onrecord.readers.mime import parts
from onrecord.types import Document, Metadata, Problem

SUFFIXES = (".mhtml", ".mht")
AGAIN = "Open the page in a browser and save it anew, or save its text as .txt, and add that."
_PAGES = ("text/html", "application/xhtml+xml")
_SAVED_BY = re.compile(rb"<(?:saved|gespeichert|enregistr)", re.IGNORECASE)


def recognises(head: bytes, name: str) -> bool:
    """Tell whether the content begins as a saved page: the form of a mail, with places instead of people."""
    fields = parts.fields_of(head)
    kind = fields.get(b"content-type", b"").lower()
    if not kind.startswith((b"multipart/related", b"text/html", b"multipart/alternative")):
        return False
    if fields.keys() & {b"snapshot-content-location", b"content-location"} or _SAVED_BY.match(fields.get(b"from", b"")):
        return True
    return name.endswith(SUFFIXES) or not fields.keys() & {b"to", b"received", b"message-id", b"from"}


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield the page as one Document, or the Problem that none is found; may raise OSError."""
    raw = file.read_all()
    yield raw if isinstance(raw, Problem) else _page(file, raw)


def _page(file: Input, raw: bytes) -> Document | Problem:
    try:
        message = parts.parsed(raw)
        page = _root(message)
    except RecursionError:
        return file.problem("the parts of this MHTML file are nested too deeply", AGAIN)
    if page is None:
        return file.problem("no page was found in this MHTML file; perhaps it is cut off", AGAIN)
    # The day in the header is that of saving, no day of the page.
    address = parts.field(message, "Snapshot-Content-Location") or parts.field(page, "Content-Location")
    known = Metadata(url=address) if address.startswith(("http://", "https://")) else NOTHING_KNOWN
    found = html.page(raw, parts.content(page, file.uri), file.uri, "multipart/related", known)
    if isinstance(found, Problem):
        return replace(found, message=f"{found.message} in this MHTML file")
    title = Metadata(title=parts.field(message, "Subject") or None)
    cut = (file.problem("this MHTML file is cut off: its last part has no end", AGAIN),) if message.defects else ()
    return replace(found, metadata=filled(found.metadata, title), problems=(*found.problems, *cut))


def _root(message: Message) -> Message | None:
    """Return the part that is the page: the one that the file begins with, not those in its frames."""
    pages = (part for part in parts.parts_of(message) if part.get_content_type() in _PAGES)
    return next((part for part in pages if part.get_payload() and not _is_cut(part)), None)


def _is_cut(part: Message) -> bool:
    """Tell whether a part ends in its own header."""
    return any(isinstance(defect, MissingHeaderBodySeparatorDefect) for defect in part.defects)
