"""Lists who is quoted and which outlets quote, page by page, with how often and from when to when."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.store.keys import LOW_BITS
from onrecord.store.lookup import canonical, named
from onrecord.store.record import Record
from onrecord.types import SpeakerKind

_MOST_LISTED = 200
_FARTHEST = 1_000_000
_FIRST_KNOWN = 1 << LOW_BITS  # keys below are those of unknown days

# All quotations are counted for the order of the list, but only in an index: a million take about a quarter second.
_PEOPLE = """
SELECT c.id, a.name, a.kind, c.quotations, count(*) OVER () AS total
FROM (
    SELECT coalesce(i.canonical, q.actor) AS id, sum(q.quotations) AS quotations
    FROM (SELECT actor, count(*) AS quotations FROM quotations WHERE {} GROUP BY actor) AS q
    LEFT JOIN identities AS i ON i.actor = q.actor GROUP BY 1
) AS c CROSS JOIN actors AS a ON a.id = c.id
ORDER BY c.quotations DESC, a.name, c.id LIMIT ? OFFSET ?
"""
_ANYBODY = "actor IS NOT NULL"
_THESE = "actor IN (SELECT value FROM json_each(?))"
_MEMBERS = """
SELECT value FROM json_each(?1)
UNION SELECT actor FROM identities WHERE canonical IN (SELECT value FROM json_each(?1))
"""
_OUTLETS = """
SELECT max(o.name) AS name, sum(s.stories) AS stories, min(s.first_day) AS first_day, max(s.last_day) AS last_day,
       count(*) OVER () AS total
FROM (
    SELECT outlet, count(*) AS stories, min(published) AS first_day, max(published) AS last_day
    FROM stories WHERE {} GROUP BY outlet
) AS s CROSS JOIN outlets AS o ON o.name = s.outlet
GROUP BY coalesce(nullif(o.folded, ''), o.name) ORDER BY 2 DESC, 1 LIMIT ? OFFSET ?
"""
_ANY_OUTLET = "outlet IS NOT NULL"
_THESE_OUTLETS = "outlet IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An actor in the list of those who are quoted: how often, and the first and last day."""

    id: str
    name: str
    kind: SpeakerKind
    quotations: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet in the list: how many stories of it there are, and the first and last day of publication."""

    name: str
    stories: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class People:
    """A part of the list of those who are quoted, and how many it has in all (0 beyond its end)."""

    rows: tuple[PersonRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Outlets:
    """A part of the list of outlets, and how many it has in all (0 beyond its end)."""

    rows: tuple[OutletRow, ...]
    total: int


def people(record: Record, name: str = "", limit: int = 50, offset: int = 0) -> People:
    """Return those who are quoted, or those of them under a name that has these parts, the most quoted first."""
    with record.reading() as db:
        found = canonical(db, (row["actor"] for row in named(db, "names", name))) if name.strip() else []
        rows = _listed(db, _PEOPLE, (_ANYBODY, _THESE), name, members(db, found), limit, offset)
        listed = tuple(
            PersonRow(row["id"], row["name"], row["kind"], row["quotations"], *days(db, members(db, [row["id"]])))
            for row in rows
        )
    return People(listed, rows[0]["total"] if rows else 0)


def outlets(record: Record, name: str = "", limit: int = 50, offset: int = 0) -> Outlets:
    """Return the outlets, or those whose name has these parts, the one with most stories first.

    Names that differ in nothing but case and accents are one outlet, as they are for the search.
    """
    with record.reading() as db:
        found = [str(row["name"]) for row in named(db, "outlets", name)] if name.strip() else []
        rows = _listed(db, _OUTLETS, (_ANY_OUTLET, _THESE_OUTLETS), name, found, limit, offset)
    listed = tuple(OutletRow(row["name"], row["stories"], row["first_day"], row["last_day"]) for row in rows)
    return Outlets(listed, rows[0]["total"] if rows else 0)


def members(db: sqlite3.Connection, found: Sequence[str]) -> list[str]:
    """Return these actors with all that are taken for one of them."""
    return [str(row[0]) for row in db.execute(_MEMBERS, (json.dumps(list(found)),))]


def days(db: sqlite3.Connection, actors: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the first and last day on which one of these actors is quoted; None where no day is known."""
    ends = [key for actor in actors for key in _ends(db, actor) if key is not None]
    return (_day(min(ends)), _day(max(ends))) if ends else (None, None)


def _ends(db: sqlite3.Connection, actor: str) -> tuple[int | None, int | None]:
    known = "FROM quotations WHERE actor = ?1 AND key >= ?2"  # two questions: each is one look into the index
    sql = f"SELECT (SELECT min(key) {known}), (SELECT max(key) {known})"
    low, high = db.execute(sql, (actor, _FIRST_KNOWN)).fetchone()
    return low, high


def _day(key: int) -> str:
    return date.fromordinal(key >> LOW_BITS).isoformat()


def _listed(
    db: sqlite3.Connection,
    sql: str,
    which: tuple[str, str],
    name: str,
    found: Sequence[str],
    limit: int,
    offset: int,
) -> list[sqlite3.Row]:
    place = (min(max(limit, 0), _MOST_LISTED), min(max(offset, 0), _FARTHEST))
    if name.strip():
        return db.execute(sql.format(which[1]), (json.dumps(found), *place)).fetchall()
    return db.execute(sql.format(which[0]), place).fetchall()
