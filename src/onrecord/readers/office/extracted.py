"""The text taken out of an office file: one document, or each article of the export of an archive that it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from onrecord.readers import encoding, text
from onrecord.readers.exports import articles, factiva, nexis
from onrecord.readers.inputs import STAGE, Input
from onrecord.types import Document, FilePart, Metadata, Problem

_HEAD = 65_536  # characters of a text that tell whether it is an export
_Archive = tuple[Callable[[str], bool], Callable[[str], list[tuple[int, int]]], Callable[[str], articles.Article]]
_ARCHIVES: tuple[_Archive, ...] = (
    (nexis.is_export, nexis.bounds, nexis.article),
    (factiva.is_export, factiva.bounds, factiva.article),
)


def documents(
    file: Input,
    raw: bytes,
    words: str,
    media_type: str,
    *,
    about: Sequence[str] = (),
    title: str | None = None,
    problems: tuple[Problem, ...] = (),
) -> Iterator[Document | Problem]:
    """Yield the Document of a text behind lines about it, its header; or those of the articles in it."""
    words, more = encoding.clean(words, file.uri)
    for is_export, bounds, article in _ARCHIVES:
        if is_export(words[:_HEAD]):
            pieces = [words[start:end] for start, end in bounds(words)]
            yield from (*problems, *more, *_articles(file, raw, [article(piece) for piece in pieces], media_type))
            return
    if about:
        piece = articles.Piece(raw, encoding.Decoded("", "utf-8"), file.uri, None, media_type)
        document = articles.document(articles.Article(tuple(about), body=words, metadata=Metadata(title=title)), piece)
    else:
        document = text.with_header(raw, encoding.Decoded(words, "utf-8"), file.uri, media_type, Metadata(title=title))
    yield replace(document, encoding=None, problems=(*problems, *more, *document.problems))


def _articles(
    file: Input, raw: bytes, found: Sequence[articles.Article], media_type: str
) -> Iterator[Document | Problem]:
    """Yield each article with its text as its bytes, since it has none of its own in the file."""
    for number, one in enumerate(found, 1):
        uri = f"{file.uri}#{number}"
        if not one.body:
            message = f"article {number} of this export has no words in it"
            yield Problem(STAGE, message, uri=uri, remedy="Export it again, as a full article.")
            continue
        own = articles.text_of(one)
        part = FilePart(f"article {number}", 0, len(raw))
        piece = articles.Piece(own.encode("utf-8"), encoding.Decoded(own, "utf-8"), uri, part, media_type)
        yield articles.document(one, piece)
