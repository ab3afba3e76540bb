"""The newest quotations of an actor or outlet, and what can be counted on them: the bounded work behind a profile.

Outlet and acts are read from the tokens in `quotations.tags`: they stand in the row, where a look at the story of each
quotation would take as long as all the rest.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.store.sqlite.rows import IS_COUNTED
from onrecord.types import Form

MOST_PROFILED = 10_000  # newest quotations of an actor or outlet that are counted
MOST_IN_PROFILE = 30  # names, roles, outlets, agencies or speakers of one profile: the most frequent

Counts = tuple[tuple[str, int], ...]

_NEWEST = "SELECT rowid FROM quotation_words WHERE quotation_words MATCH ? ORDER BY rowid DESC LIMIT ?"
_QUOTED = """
SELECT q.day, q.actor, q.role, q.form, q.act, q.cue, q.relay, q.tags
FROM json_each(?) AS wanted CROSS JOIN quotations AS q ON q.key = wanted.value
"""


@dataclass(frozen=True, slots=True)
class Forms:
    """How many quotations there are, and how many of them are direct, mixed and indirect."""

    quotations: int
    direct: int
    mixed: int
    indirect: int


@dataclass(frozen=True, slots=True)
class Through:
    """An agency or outlet through which words came, and whether stories of its own are in the record."""

    name: str
    quotations: int
    is_outlet: bool


@dataclass(frozen=True, slots=True)
class Month:
    """How many quotations of one act ("" where none is told) there are of one month."""

    month: str
    act: str
    quotations: int


def newest_keys(db: sqlite3.Connection, tokens: Iterable[str], most: int) -> list[int]:
    """Return the keys of at most so many quotations that count, with one of these tokens, the newest first."""
    match = f"tags : ({' OR '.join(tokens)}) {IS_COUNTED}"
    return [key for (key,) in db.execute(_NEWEST, (match, most))]


def newest_of(db: sqlite3.Connection, tokens: Iterable[str]) -> tuple[list[sqlite3.Row], bool]:
    """Return the newest quotations that count, with one of these tokens, and whether there are more than are read."""
    keys = newest_keys(db, tokens, MOST_PROFILED + 1)
    return db.execute(_QUOTED, (json.dumps(keys[:MOST_PROFILED]),)).fetchall(), len(keys) > MOST_PROFILED


def forms_of(counts: Counter[Form]) -> Forms:
    """Return how many there are of each form."""
    return Forms(counts.total(), counts["direct"], counts["mixed"], counts["indirect"])


def through(db: sqlite3.Connection, quoted: Iterable[sqlite3.Row]) -> tuple[Through, ...]:
    """Return through whom the words came, each counted once a quotation, most often first."""
    counts = Counter[str]()
    for row in quoted:
        if row["relay"] != "[]":
            counts.update({link[0] for link in json.loads(row["relay"])})
    found = most_frequent(counts)
    sql = "SELECT o.name FROM json_each(?) AS wanted CROSS JOIN outlets AS o ON o.name = wanted.value"
    outlets = {name for (name,) in db.execute(sql, (json.dumps([name for name, _ in found]),))}
    return tuple(Through(name, number, name in outlets) for name, number in found)


def most_frequent(counts: Counter[str], most: int = MOST_IN_PROFILE) -> Counts:
    """Return what was counted, the most frequent first."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most])


def by_month(quoted: Iterable[sqlite3.Row]) -> tuple[Month, ...]:
    counts = Counter((row["day"][:7], row["act"] or "") for row in quoted if row["day"])
    return tuple(Month(month, act, count) for (month, act), count in sorted(counts.items()))
