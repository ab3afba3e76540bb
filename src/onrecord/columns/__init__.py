"""Every exported column once: its name, the kind of its values, how it is read, and what it means.

Commands, `rows`, data frames, flat exports, the codebook and the downloads of the pages take their columns from here.
What is not known is None; several of one sort stand in one cell, parted by "; ".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.columns.actors import ACTOR_ROWS, ACTORS
from onrecord.columns.claims import (
    ACCOUNTS,
    CLAIM_STANCES,
    CLAIMS,
    COMMITMENTS,
    DISCOVERED_CLAIMS,
    PINNED_CLAIMS,
    STANCES,
)
from onrecord.columns.judgements import JUDGEMENTS, PROBLEMS
from onrecord.columns.quotations import HITS, QUOTATIONS
from onrecord.columns.statements import COMPARED_REPORTS, STATEMENT_VIEWS, STATEMENTS, TIMELINE_ENTRIES
from onrecord.columns.tables import Column, ColumnKind, Row, Table

__all__ = ["ANSWERS", "EXPORTS", "Column", "ColumnKind", "Row", "Table", "rows"]

EXPORTS: Mapping[str, Table[Any]] = {
    table.name: table for table in (QUOTATIONS, STATEMENTS, CLAIMS, ACTORS, JUDGEMENTS, PROBLEMS)
}
"""The tables that `onrecord export` writes, by what they hold."""

ANSWERS: Mapping[str, Table[Any]] = {
    table.name: table
    for table in (
        HITS,
        STATEMENT_VIEWS,
        COMPARED_REPORTS,
        TIMELINE_ENTRIES,
        STANCES,
        PINNED_CLAIMS,
        DISCOVERED_CLAIMS,
        CLAIM_STANCES,
        ACCOUNTS,
        COMMITMENTS,
        ACTOR_ROWS,
    )
}
"""The tables that questions are answered with, by the type of what a row is made of."""

_BY_TYPE = {table.of: table for table in ANSWERS.values()}


def rows(things: Iterable[Any]) -> Iterator[Row]:
    """Yield what the verbs return one by one (hits, statements, timeline entries …) as flat rows under its columns.

    Raises TypeError for anything else.
    """
    for thing in things:
        table = _BY_TYPE.get(type(thing))
        if table is None:
            raise TypeError(f"a {type(thing).__name__} has no row; one of {', '.join(ANSWERS)} has")
        yield table.row(thing)
