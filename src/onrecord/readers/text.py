"""Plain text in any encoding: what no other reader recognises, and the shape all texts end up in."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.readers import encoding, header
from onrecord.readers.inputs import STAGE, Input
from onrecord.readers.metadata import NOTHING_KNOWN, filled
from onrecord.types import Document, Metadata, Problem, Span

EMPTY = "Check that it was saved or downloaded whole."


def recognises(head: bytes, name: str) -> bool:  # noqa: ARG001  (the last reader takes everything)
    """Tell that anything may be text."""
    return True


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield the file as one Document, or a Problem if it is blank or too large; may raise OSError."""
    raw = file.read_all()
    if isinstance(raw, Problem):
        yield raw
        return
    decoded = encoding.decode(raw, file.uri)
    document = with_header(raw, decoded, file.uri, "text/plain")
    yield document if words(document) else file.problem(_blank(raw, decoded.text), EMPTY)


def with_header(
    raw: bytes, decoded: encoding.Decoded, uri: str, media_type: str, known: Metadata = NOTHING_KNOWN
) -> Document:
    """Make a Document of a decoded text: leading metadata lines become its `header`; `known` outranks them."""
    found = header.find(decoded.text)
    doubts = _unsure(decoded.text, found.published_span, uri)
    return Document(
        uri=uri,
        raw=raw,
        text=decoded.text,
        media_type=media_type,
        encoding=decoded.encoding,
        metadata=filled(known, found.metadata),
        header=found.span,
        published_span=found.published_span,
        problems=decoded.problems + doubts,
    )


def words(document: Document) -> bool:
    """Tell whether there is anything to read beside the header."""
    return bool(document.text[document.header.end :].strip().strip("\ufeff\ufffd"))


def _unsure(text: str, date: Span | None, uri: str) -> tuple[Problem, ...]:
    if date is None or not date.of(text).endswith(tuple(header.UNSURE)):
        return ()
    remedy = "Look the day up and write it without the mark."
    return (Problem(STAGE, "the date of publication is marked as unsure", date, uri, remedy),)


def _blank(raw: bytes, text: str) -> str:
    if not raw:
        return "the file is empty"
    return "the file holds nothing but metadata lines" if text.strip().strip("\ufeff\ufffd") else "the file is blank"
