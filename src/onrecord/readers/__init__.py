"""The kinds of input, one reader each, in the order in which they are asked: the first that knows the content reads."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.readers import compressed, foreign, html, jsonl, subtitles, text
from onrecord.readers.exports import factiva, nexis, tables
from onrecord.readers.inputs import Input, Reader
from onrecord.readers.mime import mail, mhtml
from onrecord.readers.office import pdf, word, workbooks
from onrecord.types import Document, Problem

READERS: tuple[Reader, ...] = (
    compressed,
    *(pdf, word, workbooks),
    foreign,
    *(mhtml, mail, subtitles, jsonl, html, tables, nexis, factiva),
    text,
)

__all__ = ["READERS", "Input", "Reader", "documents"]


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield the documents of `file` by the reader that its content calls for; may raise OSError.

    `text` recognises everything, so that some reader always answers.
    """
    reader = next(reader for reader in READERS if reader.recognises(file.head, file.name))
    yield from reader.documents(file)
