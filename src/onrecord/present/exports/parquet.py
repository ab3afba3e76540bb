"""Parquet with typed columns, written a part at a time, so that a large record needs little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from onrecord.columns import Column, Row, Table
from onrecord.present.exports.errors import MissingPackageError
from onrecord.present.exports.tables import table
from onrecord.store.sqlite.record import Record
from onrecord.types import Progress

T = TypeVar("T")
ROWS_AT_ONCE = 10_000
"""Rows of a group, which are held in memory."""


def installed() -> bool:
    """Tell whether the package that writes it is there; it is not loaded for that."""
    return find_spec("pyarrow") is not None


def write(record: Record, what: str, path: Path, progress: Progress | None = None) -> None:
    """Write all of one sort to a file. Raises MissingPackageError where pyarrow is not installed."""
    write_table(*table(record, what, progress), path)


def write_table(columns: Table[T], things: Iterable[T], out: Path | BinaryIO) -> None:
    """Write things under the columns of a table. Raises MissingPackageError where pyarrow is not installed."""
    try:
        from pyarrow import parquet
    except ImportError:
        raise MissingPackageError("Parquet", "pyarrow", "parquet") from None
    schema = _schema(columns.columns)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(map(columns.row, things), columns.columns):
            writer.write_batch(_batch(group, schema), row_group_size=ROWS_AT_ONCE)


def _schema(columns: Sequence[Column[Any]]) -> Any:
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "real": pyarrow.float64(),
        "flag": pyarrow.bool_(),
        "day": pyarrow.date32(),
    }
    return pyarrow.schema(
        pyarrow.field(column.name, types[column.kind], metadata={"meaning": column.meaning}) for column in columns
    )


def _batch(group: list[Row], schema: Any) -> Any:
    import pyarrow

    return pyarrow.RecordBatch.from_pylist(group, schema=schema)


def _groups(found: Iterable[Row], columns: Sequence[Column[Any]]) -> Iterator[list[Row]]:
    days = [column.name for column in columns if column.kind == "day"]
    left = iter(found)
    while group := [_with_days(row, days) for row in islice(left, ROWS_AT_ONCE)]:
        yield group


def _with_days(row: Row, days: list[str]) -> Row:
    return row | {name: date.fromisoformat(row[name]) for name in days if row[name]}
