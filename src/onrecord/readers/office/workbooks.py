"""Workbooks of Excel (.xlsx): each sheet of articles with named columns, a row a document."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from onrecord.readers import encoding, limits
from onrecord.readers.exports.columns import Columns, Row, columns_of, document, without_words
from onrecord.readers.inputs import Input, why
from onrecord.readers.office import packages
from onrecord.types import Document, FilePart, Problem

SUFFIXES = (".xlsx", ".xlsm")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BLANK = "If there are articles behind that many empty rows, take those rows out."
AGAIN = "Open it and save it anew, or export the sheet as CSV, and add that."


def recognises(head: bytes, name: str) -> bool:
    """Tell whether the content begins as a workbook."""
    return packages.holds(head, name, b"xl", SUFFIXES)


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield each row with words of each sheet as a Document, or the Problem that it is; may raise OSError."""
    raw = file.read_all()
    if isinstance(raw, Problem):
        yield raw
        return
    try:
        book = packages.opened(raw, "xl/workbook", _load)
    except packages.PackageError as error:
        yield file.problem(f"this workbook {error}", AGAIN)
        return
    for sheet in book.worksheets:
        try:
            yield from _of_sheet(file, raw, sheet)
        except (MemoryError, RuntimeError, OSError):
            raise
        except Exception as error:  # whatever others' code trips over in one sheet, the next is read
            yield file.problem(f"sheet “{_named(sheet)}” of this workbook was not read to the end: {why(error)}", AGAIN)


def _load(file: io.BytesIO) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it leaves out; we read the values only
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _of_sheet(file: Input, raw: bytes, sheet: Any) -> Iterator[Document | Problem]:
    name = _named(sheet)
    sheet.reset_dimensions()
    columns: Columns | None = None
    before: list[list[str]] = []
    blank = 0
    rows = _quietly(sheet.iter_rows(max_col=limits.TABLE_COLUMNS, values_only=True))
    for number, values in enumerate(rows, 1):
        cells = [_shown(value) for value in values]
        blank = 0 if any(cells) else blank + 1
        if blank > limits.BLANK_ROWS:
            yield file.problem(f"of sheet “{name}” of this workbook nothing behind row {number} was read", _BLANK)
            break
        if columns is None and len(before) >= limits.TABLE_TOP:
            break
        if columns is not None and any(cells):
            place = f"{file.uri}#{name}!{number}"
            part = FilePart(f"row {number} of sheet “{name}”", 0, len(raw))
            yield document(Row(cells, _line(cells), place, part, MEDIA_TYPE), columns)
        elif any(cells):
            before.append(cells)
            columns = columns_of(cells)
    if columns is None and before:
        yield _no_columns(file, before, name)


def _quietly(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Yield the rows without the warnings of the library about each."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            row = next(rows, None)
        if row is None:
            return
        yield row


def _no_columns(file: Input, before: Sequence[list[str]], name: str) -> Problem:
    named = next((cells for cells in before if sum(map(bool, cells)) > 1), before[0])
    return file.problem(*without_words(named, f"sheet “{name}” of this workbook"))


def _named(sheet: Any) -> str:
    return " ".join(encoding.clean(str(sheet.title), "")[0].split())


def _shown(value: object) -> str:
    """Return the value of a cell as text: days as ISO dates, nothing for a cell that is empty."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return encoding.clean(encoding.newlines(str(value).replace("_x000D_", "")), "")[0].strip()


def _line(cells: Sequence[str]) -> bytes:
    """Return the cells of a row as a line of CSV: the bytes of its document, since it has none of its own."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode("utf-8")
