"""CSV that spreadsheets and data frames open alike: UTF-8 with its mark, one line a row, no cell that is a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import Any, TextIO, TypeVar

from onrecord.columns import Table
from onrecord.present.escaping import is_formula, safe
from onrecord.present.exports.tables import table
from onrecord.store.sqlite.record import Record
from onrecord.types import Progress

T = TypeVar("T")
MARK = "\ufeff"
"""Tells spreadsheets that what follows is UTF-8."""
_SPACES = re.compile("[\t\r\n\x0b\x0c\x85\u2028\u2029]+")


def write(record: Record, what: str, out: TextIO, progress: Progress | None = None) -> None:
    """Write all of one sort as CSV."""
    write_table(*table(record, what, progress), out)


def write_table(columns: Table[T], things: Iterable[T], out: TextIO) -> None:
    """Write things as CSV under the columns of a table, a header line first; on a terminal without the mark."""
    if not out.isatty():
        out.write(MARK)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns.names)
    writer.writerows([cell(value) for value in columns.row(thing).values()] for thing in things)


def cell(value: Any) -> Any:
    """Return a value as a cell: on one line, without control characters, and never a formula."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return value
    plain = safe(_SPACES.sub(" ", value))
    return f"'{plain}" if is_formula(value) or is_formula(plain) else plain
