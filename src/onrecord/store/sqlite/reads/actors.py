"""Reads the actors of a record: who is taken for whom and why, under which names, in which roles, from when to when."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from onrecord.store.sqlite.reads.lookup import canonical, is_guest, named, only, starting
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import IS_GUEST
from onrecord.store.sqlite.writes.judgements import Judgement, judgements
from onrecord.types import Office, Part, SpeakerKind

_MOST_LISTED = 500
_MOST_NAMES = 200  # names and roles of one actor

_COUNTED = """
SELECT coalesce(c.id, a.id) AS id, coalesce(c.name, a.name) AS name, coalesce(c.kind, a.kind) AS kind,
       count(q.key) AS quotations, count(DISTINCT s.outlet) AS outlets, min(q.day) AS first_day, max(q.day) AS last_day
FROM actors AS a
LEFT JOIN actor_links AS i ON i.actor = a.id
LEFT JOIN actors AS c ON c.id = i.canonical
LEFT JOIN quotations AS q ON q.actor = a.id
LEFT JOIN stories AS s ON s.id = q.story
"""
_OF_THESE = "WHERE coalesce(i.canonical, a.id) IN (SELECT value FROM json_each(?))"
_MEMBERS = "a.id IN (SELECT ?1 UNION SELECT actor FROM actor_links WHERE canonical = ?1)"


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor in a list: how often it is quoted, by how many outlets, and the first and last day."""

    id: str
    name: str
    kind: SpeakerKind
    quotations: int
    outlets: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name in print, of which the actor `actor` was first made, and why that one is taken for the whole."""

    name: str
    actor: str
    quotations: int
    because: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SeenRole:
    """A role in print, with the first and last day on which it was seen."""

    role: str
    first_day: str | None
    last_day: str | None
    quotations: int


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor whole: its names and roles in print, the offices of lists, and the judgements made on it."""

    actor: ActorRow
    source: str | None
    names: tuple[PrintedName, ...]
    roles: tuple[SeenRole, ...]
    offices: tuple[Office, ...]
    judgements: tuple[Judgement, ...]


def actors(record: Record, name: str = "", limit: int = 50) -> tuple[ActorRow, ...]:
    """Return the actors under a name that has these parts, or all, the most quoted first."""
    limit = min(max(limit, 0), _MOST_LISTED)
    with record.reading() as db:
        found = json.dumps(canonical(db, (row["actor"] for row in named(db, "names", name))))
        sql = f"{_COUNTED} {_OF_THESE if name.strip() else ''} GROUP BY 1 ORDER BY quotations DESC, name, id LIMIT ?"
        values = (found, limit) if name.strip() else (limit,)
        return tuple(ActorRow(*row) for row in db.execute(sql, values))


def actor(record: Record, identity: str) -> ActorView | None:
    """Return the actor for whom the one with this id, start of an id, whole name or part of a name is taken.

    Raises AmbiguousError, naming ids, when several are called so.
    """
    with record.reading() as db:
        parts = (row["actor"] for row in named(db, "names", identity))
        found = only(identity, canonical(db, _find(db, identity) or parts))
    return None if found is None else actor_whole(record, found)


def actor_whole(record: Record, found: str) -> ActorView:
    """Return the actor with exactly this id, which must be one that stands for itself."""
    with record.reading() as db:
        row = db.execute(f"{_COUNTED} WHERE {_MEMBERS} GROUP BY 1", (found,)).fetchone()
        listed = db.execute("SELECT source FROM imported_actors WHERE actor = ?", (found,)).fetchone()
        held = "SELECT role, since, until FROM offices WHERE actor = ? ORDER BY since DESC, role LIMIT ?"
        offices = tuple(Office(*office) for office in db.execute(held, (found, _MOST_NAMES)))
        names, roles = _names(db, found), _roles(db, found)
    told = judgements(record, [found, *(name.actor for name in names)])
    return ActorView(ActorRow(*row), listed and listed["source"], names, roles, offices, told)


def actor_id(record: Record, identity: str) -> str | None:
    """Return the id of the actor with this id, start of an id, or whole name, as it was before any was joined.

    A name of several that are all taken for one is that one. Raises AmbiguousError, naming ids, otherwise.
    """
    with record.reading() as db:
        found = _find(db, identity)
        return only(identity, canonical(db, found) if len(found) > 1 else found)


def _find(db: sqlite3.Connection, identity: str) -> list[str]:
    """Return the actors with this id, start of an id, or whole name."""
    identity = identity.strip()
    by_name = (row["actor"] for row in named(db, "names", identity, whole=True))
    return starting(db, "actors", identity) or list(dict.fromkeys(by_name))


def _names(db: sqlite3.Connection, found: str) -> tuple[PrintedName, ...]:
    sql = f"""
        SELECT a.name, a.id, (SELECT count(*) FROM quotations AS q WHERE q.actor = a.id) AS quotations,
               coalesce(i.because, '[]') AS because
        FROM actors AS a LEFT JOIN actor_links AS i ON i.actor = a.id
        WHERE {_MEMBERS} ORDER BY i.actor IS NOT NULL, quotations DESC, a.name, a.id LIMIT ?2
    """  # noqa: S608 our own words
    rows = db.execute(sql, (found, _MOST_NAMES))
    return tuple(PrintedName(row["name"], row["id"], row["quotations"], _parts(row["because"])) for row in rows)


def _parts(because: str) -> tuple[Part, ...]:
    return tuple(Part(*part) for part in json.loads(because))


def _roles(db: sqlite3.Connection, found: str) -> tuple[SeenRole, ...]:
    """Return the roles in print; of guests only where there is nobody else."""
    sql = f"""
        SELECT q.role, min(q.day), max(q.day), count(*) AS quotations
        FROM actors AS a CROSS JOIN quotations AS q ON q.actor = a.id
        WHERE {_MEMBERS} AND q.role IS NOT NULL AND (?3 OR NOT {IS_GUEST})
        GROUP BY q.role ORDER BY min(q.day), quotations DESC, q.role LIMIT ?2
    """  # noqa: S608 our own words
    return tuple(SeenRole(*row) for row in db.execute(sql, (found, _MOST_NAMES, is_guest(db, found))))
