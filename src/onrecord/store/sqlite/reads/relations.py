"""Reads how statements stand to earlier and to later ones, as linking decided it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from onrecord.store.sqlite.record import Record
from onrecord.types import Part, Place, Relation, Span

_OF = """
SELECT r.* FROM json_each(?) AS wanted CROSS JOIN relations AS r ON r."{side}" = wanted.value
ORDER BY wanted.key, r.kind <> 'denies', r.score DESC, r."{other}"
"""
_TO_EARLIER = _OF.format(side="left", other="right")
_OF_LATER = _OF.format(side="right", other="left")


def relations_of(record: Record, statements: Sequence[str]) -> tuple[Relation, ...]:
    """Return how statements with these ids stand to earlier ones: of each what it denies, then the likeliest first."""
    with record.reading() as db:
        return tuple(map(_relation, db.execute(_TO_EARLIER, (json.dumps(statements),))))


def relations_to(record: Record, statements: Sequence[str]) -> tuple[Relation, ...]:
    """Return how later statements stand to those with these ids: of each its denials, then the likeliest first."""
    with record.reading() as db:
        return tuple(map(_relation, db.execute(_OF_LATER, (json.dumps(statements),))))


def _relation(row: sqlite3.Row) -> Relation:
    return Relation(
        row["kind"],
        row["left"],
        row["right"],
        row["passage"],
        row["other_passage"],
        tuple(Part(*part) for part in json.loads(row["because"])),
        row["how"],
        _place(row["quotation"], row["start"], row["end"]),
        _place(row["other_quotation"], row["other_start"], row["other_end"]),
        row["by"],
    )


def _place(quotation: str, start: int, end: int) -> Place | None:
    return Place(quotation, Span(start, end)) if quotation else None
