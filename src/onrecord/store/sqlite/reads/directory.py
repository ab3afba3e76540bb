"""Lists who is quoted and which outlets quote, page by page, with how often and from when to when."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.store.sqlite.keys import LOW_BITS
from onrecord.store.sqlite.reads.cursor import START, Cursor, Key, Part, read_part
from onrecord.store.sqlite.reads.lookup import canonical, named
from onrecord.store.sqlite.record import Record
from onrecord.types import SpeakerKind

_FIRST_KNOWN = 1 << LOW_BITS  # keys below are those of unknown days

# All quotations are counted for the order of the list, but only in an index: a million take about a quarter second.
_PEOPLE = """
SELECT * FROM (
    SELECT -c.quotations AS fewer, a.name, c.id, a.kind, c.quotations, count(*) OVER () AS total
    FROM (
        SELECT coalesce(i.canonical, q.actor) AS id, sum(q.quotations) AS quotations
        FROM (SELECT actor, count(*) AS quotations FROM quotations WHERE {} GROUP BY actor) AS q
        LEFT JOIN actor_links AS i ON i.actor = q.actor GROUP BY 1
    ) AS c CROSS JOIN actors AS a ON a.id = c.id
) WHERE (fewer, name, id) > (?, ?, ?) ORDER BY fewer, name, id LIMIT ? OFFSET ?
"""
_FIRST_PERSON: Key = (-1 << 62, "", "")
_ANYBODY = "actor IS NOT NULL"
_THESE = "actor IN (SELECT value FROM json_each(?))"
_MEMBERS = """
SELECT value FROM json_each(?1)
UNION SELECT actor FROM actor_links WHERE canonical IN (SELECT value FROM json_each(?1))
"""
_OUTLETS = """
SELECT * FROM (
    SELECT -sum(s.stories) AS fewer, max(o.name) AS name, sum(s.stories) AS stories, min(s.first_day) AS first_day,
           max(s.last_day) AS last_day, count(*) OVER () AS total
    FROM (
        SELECT outlet, count(*) AS stories, min(published) AS first_day, max(published) AS last_day
        FROM stories WHERE {} GROUP BY outlet
    ) AS s CROSS JOIN outlets AS o ON o.name = s.outlet
    GROUP BY coalesce(nullif(o.folded, ''), o.name)
) WHERE (fewer, name) > (?, ?) ORDER BY fewer, name LIMIT ? OFFSET ?
"""
_FIRST_OUTLET: Key = (-1 << 62, "")
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


def people(record: Record, name: str = "", limit: int = 50, after: Cursor = START) -> Part[PersonRow]:
    """Return those who are quoted, or those of them under a name that has these parts, the most quoted first.

    Beyond its end, the list has 0 in all. Raises NotUnderstoodError for a cursor of another list.
    """
    with record.reading() as db:
        found = canonical(db, (row["actor"] for row in named(db, "names", name))) if name.strip() else []
        sql, values = _of(name, _PEOPLE, _ANYBODY, _THESE, members(db, found))
        rows, following = read_part(db, sql, values, _FIRST_PERSON, after, limit)
        listed = tuple(
            PersonRow(row["id"], row["name"], row["kind"], row["quotations"], *days(db, members(db, [row["id"]])))
            for row in rows
        )
    return Part(listed, rows[0]["total"] if rows else 0, following)


def outlets(record: Record, name: str = "", limit: int = 50, after: Cursor = START) -> Part[OutletRow]:
    """Return the outlets, or those whose name has these parts, the one with most stories first.

    Names that differ in nothing but case and accents are one outlet, as they are for the search. Beyond its end, the
    list has 0 in all. Raises NotUnderstoodError for a cursor of another list.
    """
    with record.reading() as db:
        found = [str(row["name"]) for row in named(db, "outlets", name)] if name.strip() else []
        sql, values = _of(name, _OUTLETS, _ANY_OUTLET, _THESE_OUTLETS, found)
        rows, following = read_part(db, sql, values, _FIRST_OUTLET, after, limit)
    listed = tuple(OutletRow(row["name"], row["stories"], row["first_day"], row["last_day"]) for row in rows)
    return Part(listed, rows[0]["total"] if rows else 0, following)


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


def _of(name: str, sql: str, all_of_them: str, these: str, found: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the question for all, or for those that were `found` under a name, with its values."""
    return (sql.format(these), (json.dumps(found),)) if name.strip() else (sql.format(all_of_them), ())
