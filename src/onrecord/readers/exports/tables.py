"""Tables of articles as text (CSV, TSV): a row a document, its words in one column, what is known of it in others."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.readers import encoding, limits
from onrecord.readers.exports.columns import Columns, Row, columns_of, document, without_words
from onrecord.readers.inputs import STAGE, Input
from onrecord.types import Document, FilePart, Problem

SUFFIXES = (".csv", ".tsv", ".tab")
EMPTY = "Check that it was exported whole."
CLOSE = "Close the quotation mark, or export the table anew."
REPAIR = "Repair the row, or export the table anew; the others have been read."
_SEPARATORS = ",;\t|"
_LONGEST_NAME = 40
_LONGEST_LINE = 4000


def recognises(head: bytes, name: str) -> bool:
    """Tell whether the content begins with the names of columns, one of them for words; the suffixes are believed."""
    if name.endswith(SUFFIXES):
        return True
    first, _, rest = encoding.peek(head[:_LONGEST_LINE]).lstrip("\ufeff\r\n").replace("\r", "").partition("\n")
    separator = _separator(first)
    cells = next(csv.reader([first], delimiter=separator), []) if separator in first and separator in rest else []
    columns = columns_of(cells)
    return columns is not None and columns.known() > 1 and max(map(len, cells)) <= _LONGEST_NAME


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield each row with words as a Document, or the Problem that it is; may raise OSError."""
    wide = encoding.wide(file.head)
    raw = file.read_all() if wide else None
    if isinstance(raw, Problem):
        yield raw
    elif wide and raw is not None:
        stream = io.BytesIO(raw.decode(wide, "replace").encode("utf-8", "replace"))
        yield from _read(file, _Lines(stream), len(raw))
    else:
        yield from _read(file, _Lines(file.stream), None)


def _read(file: Input, lines: _Lines, size: int | None) -> Iterator[Document | Problem]:
    """Yield what the rows hold; `size` is that of a file whose bytes are not those of the lines."""
    top = encoding.peek(file.head[:_LONGEST_LINE]).split("\n")[: limits.TABLE_TOP]
    reader = csv.reader(lines, delimiter=_separator(*top))
    name = encoding.decode(file.head, file.uri).encoding
    columns: Columns | None = None
    before: list[list[str]] = []
    for number, cells in enumerate(_rows(reader, lines), 1):
        part = lines.taken(f"row {number}")
        if isinstance(cells, csv.Error):
            yield Problem(STAGE, f"row {number} is not read: {cells}", uri=f"{file.uri}#{number}", remedy=REPAIR)
        elif columns is None:
            before.append([_decoded(cell, name) for cell in cells])
            columns = columns_of(before[-1])
            if columns is None and len(before) >= limits.TABLE_TOP:
                break
        elif any(cells):
            yield _document(file, [_decoded(cell, name) for cell in cells], lines, part, columns, size)
    if columns is None:
        yield _no_columns(file, before)
    elif lines.is_open():
        yield file.problem("a quotation mark of this table is never closed: its last row may hold others", CLOSE)


def _document(
    file: Input, cells: list[str], lines: _Lines, part: FilePart, columns: Columns, size: int | None
) -> Document | Problem:
    uri = f"{file.uri}#{part.name.rpartition(' ')[2]}"
    place = part if size is None else FilePart(part.name, 0, size)
    media_type = "text/tab-separated-values" if file.name.endswith((".tsv", ".tab")) else "text/csv"
    return document(Row(cells, lines.raw, uri, place, media_type), columns)


def _no_columns(file: Input, before: list[list[str]]) -> Problem:
    """Return the Problem of a table without a column of words, by the first row that may name columns."""
    full = [cells for cells in before if any(map(str.strip, cells))]
    if not full:
        return file.problem("the table is empty", EMPTY)
    named = next((cells for cells in full if sum(bool(cell.strip()) for cell in cells) > 1), full[0])
    return file.problem(*without_words(named, "this table"))


class _Lines:
    """The lines of a table as text in which each character is a byte, with the bytes of the row being read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = bytearray()
        self._start = 0
        self.raw = b""
        self.is_endless = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(limits.DOCUMENT_BYTES + 1)
        self.is_endless = len(self._held) + len(line) > limits.DOCUMENT_BYTES
        if not line or self.is_endless:
            raise StopIteration
        self._held += line
        words, end = line.rstrip(b"\r\n"), b"\n" if line.endswith(b"\n") else b""
        return (words.replace(b"\r", b" ") + end).decode("latin-1")

    def is_open(self) -> bool:
        """Tell whether the last row goes on over lines to the end, as behind a mark that is never closed."""
        return self.is_endless or (self.raw.count(b'"') % 2 == 1 and b"\n" in self.raw.strip())

    def taken(self, name: str) -> FilePart:
        """Return where the row just read stands, keep its bytes in `raw`, and begin another."""
        self.raw = bytes(self._held)
        part = FilePart(name, self._start, self._start + len(self.raw))
        self._start = part.end
        self._held.clear()
        return part


def _rows(reader: Iterator[list[str]], lines: _Lines) -> Iterator[list[str] | csv.Error]:
    """Yield the cells of each row, or why it is none; the limit of others' cells stays what it was."""
    while True:
        before = csv.field_size_limit(limits.DOCUMENT_BYTES)
        try:
            cells: list[str] | csv.Error | None = next(reader, None)
        except csv.Error as error:
            cells = error
        finally:
            csv.field_size_limit(before)
        if cells is None or lines.is_endless:
            return
        yield cells


def _separator(*lines: str) -> str:
    """Return what parts the cells: what makes names of columns of a line, else what is found most."""
    for line in lines:
        found = {separator: columns_of(line.strip().replace('"', "").split(separator)) for separator in _SEPARATORS}
        known = {separator: columns.known() for separator, columns in found.items() if columns}
        if known:
            return max(known, key=lambda separator: known[separator])
    return max(_SEPARATORS, key="\n".join(lines).count)


def _decoded(cell: str, name: str) -> str:
    return encoding.decode(cell.encode("latin-1"), "", declared=name).text
