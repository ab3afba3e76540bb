"""The codebook: what every column of every flat table means, as Markdown for people or as CSV for programs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from onrecord.columns import COLUMNS, MEANINGS
from onrecord.present.exports.spreadsheet import MARK, cell
from onrecord.present.exports.tables import TABLES

HEADER = """# Codebook

What every column of every flat table means. `onrecord export codebook` prints this page, `--format csv` the same as a
table. Empty cells are unknown, or there is none. Ids lead from table to table.

| type | values |
|---|---|
| `text` | in CSV on one line, without control characters; an apostrophe keeps it from being run as a formula |
| `integer`, `real` | numbers |
| `flag` | `true` or `false` |
| `day` | a day in ISO 8601: a date in Parquet |
"""
PRINTED = {
    "Hit": "`onrecord search`",
    "StatementView": "`OpenRecord.statements`",
    "ComparedReport": "`OpenRecord.compare`",
    "TimelineEntry": "`onrecord timeline`",
    "StanceOnClaim": "`onrecord claims show`",
    "Claim": "`OpenRecord.claims`",
    "Found": "`onrecord claims find`",
    "Account": "`onrecord claims certainty`",
    "Commitment": "`onrecord promises`",
    "ActorRow": "`OpenRecord.actors`",
}
"""Which command, or question to an open record, gives the rows of each noun."""


def write_markdown(out: TextIO) -> None:
    """Write the codebook as a page."""
    out.write(HEADER)
    out.write("\n## What `onrecord export` writes\n")
    for table, columns in TABLES.items():
        out.write(f"\n### {table}\n\n| column | type | meaning |\n|---|---|---|\n")
        out.writelines(f"| `{column.name}` | {column.kind} | {column.meaning} |\n" for column in columns)
    out.write("\n## What other commands, and `onrecord.rows`, give as rows\n")
    for noun, names in COLUMNS.items():
        out.write(f"\n### {noun}\n\nGiven by {PRINTED[noun]}.\n\n| column | meaning |\n|---|---|\n")
        out.writelines(f"| `{name}` | {MEANINGS[noun][name]} |\n" for name in names)


def write_csv(out: TextIO) -> None:
    """Write the codebook as a table."""
    out.write(MARK)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("table", "column", "type", "meaning"))
    writer.writerows([cell(value) for value in row] for row in _entries())


def _entries() -> Iterator[tuple[str, str, str, str]]:
    for table, columns in TABLES.items():
        yield from ((table, column.name, column.kind, column.meaning) for column in columns)
    for noun, names in COLUMNS.items():
        yield from ((noun, name, "", MEANINGS[noun][name]) for name in names)
