"""What a record holds as the rows of a table: what CSV and Parquet are written from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from onrecord.columns import EXPORTS, Table
from onrecord.columns.claims import claim_rows
from onrecord.queries.contents import CONTENTS
from onrecord.store.sqlite.record import Record
from onrecord.types import Progress


def table(record: Record, what: str, progress: Progress | None = None) -> tuple[Table[Any], Iterator[Any]]:
    """Return the table of one sort of thing, and what each of its rows is made of, read as it is asked for."""
    found = CONTENTS[what](record, progress)
    return EXPORTS[what], chain.from_iterable(map(claim_rows, found)) if what == "claims" else found
