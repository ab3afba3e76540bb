"""Parquet with typed columns, written a part at a time, so that a large record needs little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.present.exports.columns import TABLES, Row, rows
from onrecord.present.exports.errors import MissingPackageError
from onrecord.present.exports.formats import Progress
from onrecord.store.record import Record

ROWS_AT_ONCE = 10_000
"""Rows of a group, which are held in memory."""


def write(record: Record, what: str, path: Path, progress: Progress | None = None) -> None:
    """Write all of one sort to a file. Raises MissingPackageError where pyarrow is not installed."""
    try:
        from pyarrow import parquet
    except ImportError:
        raise MissingPackageError("Parquet", "pyarrow", "parquet") from None
    schema = _schema(what)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(rows(record, what, progress), what):
            writer.write_batch(_batch(group, schema), row_group_size=ROWS_AT_ONCE)


def _schema(what: str) -> Any:
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "real": pyarrow.float64(),
        "flag": pyarrow.bool_(),
        "day": pyarrow.date32(),
    }
    return pyarrow.schema(
        pyarrow.field(column.name, types[column.kind], metadata={"meaning": column.meaning}) for column in TABLES[what]
    )


def _batch(group: list[Row], schema: Any) -> Any:
    import pyarrow

    return pyarrow.RecordBatch.from_pylist(group, schema=schema)


def _groups(found: Iterable[Row], what: str) -> Iterator[list[Row]]:
    days = [column.name for column in TABLES[what] if column.kind == "day"]
    left = iter(found)
    while group := [_with_days(row, days) for row in islice(left, ROWS_AT_ONCE)]:
        yield group


def _with_days(row: Row, days: list[str]) -> Row:
    return row | {name: date.fromisoformat(row[name]) for name in days if row[name]}
