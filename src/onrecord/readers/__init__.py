"""The kinds of input, one reader each, in the order in which they are asked: the first that knows the content reads."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.readers import compressed, foreign, html, jsonl, text
from onrecord.readers.source import Reader, Source
from onrecord.types import Document, Problem

READERS: tuple[Reader, ...] = (compressed, foreign, jsonl, html, text)

__all__ = ["READERS", "Reader", "Source", "documents"]


def documents(source: Source) -> Iterator[Document | Problem]:
    """Yield the documents of `source` by the reader that its content calls for; may raise OSError.

    `text` recognises everything, so that some reader always answers.
    """
    reader = next(reader for reader in READERS if reader.recognises(source.head, source.name))
    yield from reader.documents(source)
