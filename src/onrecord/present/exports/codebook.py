"""The codebook: what every column of every flat table means, as Markdown for people or as CSV for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TextIO

from onrecord.columns import ANSWERS, EXPORTS, Column, Table
from onrecord.present.exports.spreadsheet import write_table

HEADER = """# Codebook

What every column of every flat table means. `onrecord export codebook` prints this page, `--format csv` the same as a
table. Empty cells are unknown, or there is none; several values in one cell are parted by a semicolon and a space. Ids
lead from table to table.

| type | values |
|---|---|
| `text` | in CSV on one line, without control characters; an apostrophe keeps it from being run as a formula |
| `integer`, `real` | numbers |
| `flag` | `true` or `false` |
| `day` | a day in ISO 8601: a date in Parquet |
"""


class Entry(NamedTuple):
    """A column in its table."""

    table: str
    column: Column[Any]


CODEBOOK: Table[Entry] = Table(
    "codebook",
    Entry,
    "`onrecord export codebook`",
    "column",
    "columns",
    (
        Column("table", lambda entry: entry.table, "Name of the table."),
        Column("column", lambda entry: entry.column.name, "Name of the column."),
        Column("type", lambda entry: entry.column.kind, "What its values are."),
        Column("meaning", lambda entry: entry.column.meaning, "What they mean."),
    ),
)


def write_markdown(out: TextIO) -> None:
    """Write the codebook as a page."""
    out.write(HEADER)
    out.write("\n## What `onrecord export` writes\n")
    for table in EXPORTS.values():
        out.write(f"\n### {table.name}\n")
        out.writelines(_lines(table))
    out.write("\n## What other commands, and `onrecord.rows`, give as rows\n")
    for table in ANSWERS.values():
        out.write(f"\n### {table.name}\n\nGiven by {table.given_by}.\n")
        out.writelines(_lines(table))


def _lines(table: Table[Any]) -> Iterator[str]:
    yield "\n| column | type | meaning |\n|---|---|---|\n"
    for column in table.columns:
        yield f"| `{column.name}` | {column.kind} | {column.meaning} |\n"


def write_csv(out: TextIO) -> None:
    """Write the codebook as a table."""
    tables = (*EXPORTS.values(), *ANSWERS.values())
    write_table(CODEBOOK, (Entry(table.name, column) for table in tables for column in table.columns), out)
