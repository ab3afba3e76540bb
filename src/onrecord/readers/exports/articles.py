"""An article of an archive as a document: the lines about it first, as its header, then its headline and its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.readers import encoding
from onrecord.readers.inputs import STAGE, Input
from onrecord.readers.metadata import NOTHING_KNOWN
from onrecord.types import NOWHERE, Document, FilePart, Metadata, Problem, Span

CUT_OFF = ("the export ends in the middle of this article", "Export it again; what there is of it has been read.")
"""The doubt about an article that has no end."""

RIGHTS = re.compile(
    r"\(?(?:copyright\b|©|\u24d2|\(c\))(?:[ \t,]|copyright|©|\(c\)|by\b)*(?:19|20)\d\d\b.{0,160}"
    r"|.{0,100}\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)\W*",
    re.IGNORECASE,
)
"""A line on the rights in an article."""

_BY = re.compile(r"(?:by|von|par|por|door)\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Article:
    """One article: `about` are the lines that are no words of it, `day` is where they state the day, in their text."""

    about: tuple[str, ...] = ()
    title: str | None = None
    body: str = ""
    metadata: Metadata = NOTHING_KNOWN
    day: str | None = None
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one article of a file, with where they stand in it."""

    raw: bytes
    decoded: encoding.Decoded
    uri: str
    part: FilePart | None
    media_type: str


def exported(
    file: Input, bounds: Callable[[str], list[tuple[int, int]]], article: Callable[[str], Article], archive: str
) -> Iterator[Document | Problem]:
    """Yield each article of an export as a Document, or the Problem that it has no words; may raise OSError."""
    raw = file.read_all()
    if isinstance(raw, Problem):
        yield raw
        return
    for number, piece in enumerate(pieces(file, raw, bounds(view(raw))), 1):
        one = article(piece.decoded.text)
        if one.body:
            yield document(one, piece)
        else:
            message = f"article {number} of this {archive} export has no words in it"
            yield Problem(STAGE, message, uri=piece.uri, remedy="Export it again, as a full article.")


def author_of(byline: str) -> str | None:
    """Return who wrote an article by the line that says so."""
    return _BY.sub("", byline, count=1) or None


def text_of(article: Article) -> str:
    """Return the text of an article: its header, its headline and its words, parted by blank lines."""
    return "\n\n".join(part for part in ("\n".join(article.about), article.title, article.body) if part)


def document(article: Article, piece: Piece) -> Document:
    """Return the Document of an article; places in the file are not places in its text."""
    text, problems = encoding.clean(text_of(article), piece.uri)
    header = Span(0, len("\n".join(article.about)) + 2) if article.about else NOWHERE
    at = text.find(article.day, 0, header.end) if article.day else -1
    earlier = (replace(problem, span=None) for problem in piece.decoded.problems)
    doubts = (Problem(STAGE, message, uri=piece.uri, remedy=remedy) for message, remedy in article.doubts)
    return Document(
        uri=piece.uri,
        raw=piece.raw,
        text=text,
        media_type=piece.media_type,
        encoding=piece.decoded.encoding,
        metadata=replace(article.metadata, title=article.title or article.metadata.title),
        header=Span(0, min(header.end, len(text))),
        published_span=Span(at, at + len(article.day)) if article.day and at >= 0 else None,
        problems=(*earlier, *doubts, *problems),
        part=piece.part,
    )


def pieces(file: Input, raw: bytes, bounds: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """Yield the parts of a file between bounds that count in `view` of its bytes, each decoded as the whole is."""
    name = encoding.wide(raw) or encoding.decode(raw[:1_000_000], file.uri).encoding
    is_wide = encoding.wide(raw) is not None
    seen = view(raw)
    for number, (start, end) in enumerate(bounds, 1):
        uri = f"{file.uri}#{number}"
        if is_wide:
            part_raw = seen[start:end].encode("utf-8", "replace")
            part = FilePart(f"article {number}", 0, len(raw))
        else:
            part_raw, part = raw[start:end], FilePart(f"article {number}", start, end)
        yield Piece(part_raw, encoding.decode(part_raw, uri, declared=name), uri, part, "text/plain")


def beginning(head: bytes) -> str:
    """Return the first bytes of a file as text that is good enough to recognise an export in any language."""
    if encoding.wide(head):
        return encoding.peek(head)
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        is_cut = error.start >= len(head) - 3  # the last character may be cut in two
        return head[: error.start].decode("utf-8-sig") if is_cut else head.decode("cp1252", "replace")


def view(raw: bytes) -> str:
    """Return bytes as text in which each place is that of a byte; of wide encodings, the text itself."""
    name = encoding.wide(raw)
    return raw.decode(name, "replace") if name else raw.decode("latin-1")
