"""brat standoff: a folder of texts with content, cue and source marked, for annotators who check and correct them.

Each document is a .txt file, whole, with its .ann file (https://brat.nlplab.org/standoff.html); offsets are those of
the record. A passage over several lines is marked line by line, as brat wants it. The .orig file has the same marks and
stays as it is: `readers.brat` reads back what people changed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path, PurePosixPath

from onrecord.present.atomic_files import atomic_folder
from onrecord.queries.contents import QuotationInStory, quotations
from onrecord.store.sqlite.reads.views import document_text
from onrecord.store.sqlite.record import Record
from onrecord.types import Progress, Span

CONFIGURATION = """[entities]
Content
Cue
Source

[relations]
Has-cue Arg1:Content, Arg2:Cue
Has-source Arg1:Content, Arg2:Source

[events]

[attributes]
Form Arg:Content, Value:direct|mixed|indirect
Belief Arg:Content
"""
_LINE_END = re.compile("[\n\r]+")
_LONGEST_STEM = 40


def write(record: Record, what: str, folder: Path, progress: Progress | None = None) -> None:
    """Write each document with quotations and its marks into a folder, which must be new or empty.

    The folder appears whole or not at all. Raises ExportError where it is neither new nor empty.
    """
    del what  # there is one sort
    with atomic_folder(folder) as aside:
        _write(record, aside, progress)


def _write(record: Record, folder: Path, progress: Progress | None) -> None:
    _put(folder / "annotation.conf", CONFIGURATION)
    for sha256, several in groupby(quotations(record, progress), key=lambda one: one.document.sha256):
        found = list(several)
        text = document_text(record, sha256)
        if text is not None:
            name = _name(found[0].around.document.uri, sha256)
            written = "".join(f"{line}\n" for line in marks(found, text))
            for ending, words in (("txt", text), ("ann", written), ("orig", written)):
                _put(folder / f"{name}.{ending}", words)


def marks(found: Iterable[QuotationInStory], text: str) -> Iterator[str]:
    """Yield the lines that mark quotations in the text of their document."""
    number = relations = attributes = 0
    for one in found:
        quotation = one.quotation
        number += 1
        content = number
        yield _mark(content, "Content", quotation.content, text)
        for kind, relation, span in (("Cue", "Has-cue", quotation.cue), ("Source", "Has-source", quotation.source)):
            if span:
                number, relations = number + 1, relations + 1
                yield _mark(number, kind, (span,), text)
                yield f"R{relations}\t{relation} Arg1:T{content} Arg2:T{number}"
        attributes += 1
        yield f"A{attributes}\tForm T{content} {quotation.form}"
        if quotation.kind == "belief":
            attributes += 1
            yield f"A{attributes}\tBelief T{content}"
        yield f"#{content}\tAnnotatorNotes T{content}\tOnrecord {' '.join(quotation.id.split())}"


def _mark(number: int, kind: str, spans: Iterable[Span], text: str) -> str:
    lines = [line for span in spans for line in _lines(span, text)]
    places = ";".join(f"{line.start} {line.end}" for line in lines)
    return f"T{number}\t{kind} {places}\t{' '.join(line.of(text) for line in lines)}"


def _lines(span: Span, text: str) -> Iterator[Span]:
    """Yield a span line by line: no mark may hold a line end."""
    start = span.start
    for match in _LINE_END.finditer(text, span.start, span.end):
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)


def _name(uri: str, sha256: str) -> str:
    """Return a name for the files of a document: what it was called, as far as any system allows, and its hash."""
    stem = re.sub("[^A-Za-z0-9]+", "-", PurePosixPath(uri.replace("\\", "/")).stem).strip("-")[:_LONGEST_STEM]
    return "-".join(filter(None, (stem, re.sub("[^A-Za-z0-9]+", "", sha256)[:16])))


def _put(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:  # line ends as they are: offsets count them
        out.write(text)
