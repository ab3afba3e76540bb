"""Finds rows by the start of an id or by parts of a name, and the actor for whom another is taken."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from onrecord.store.errors import AmbiguousError
from onrecord.store.sqlite.reads.search_words import fold
from onrecord.store.sqlite.rows import IS_GUEST, storable

_SHORTEST_PREFIX = 6
_MOST_CANDIDATES = 5
_LONGEST_NAME = 200
_CANONICAL = """
SELECT coalesce(i.canonical, wanted.value) AS id
FROM json_each(?) AS wanted LEFT JOIN actor_links AS i ON i.actor = wanted.value
"""
_IS_GUEST = f"""
SELECT EXISTS (SELECT 1 FROM quotations AS q WHERE q.actor = ?1)
AND NOT EXISTS (SELECT 1 FROM quotations AS q WHERE q.actor = ?1 AND NOT {IS_GUEST})
AND NOT EXISTS (SELECT 1 FROM imported_actors WHERE actor = ?1)
"""  # noqa: S608 our own words


def starting(db: sqlite3.Connection, table: str, identity: str) -> list[str]:
    """Return that id where `table` has it, else those that start so (from 6 characters on), one more than are named."""
    identity = storable(identity)
    last = identity + "\U0010ffff" if len(identity) >= _SHORTEST_PREFIX else identity
    sql = f"SELECT id FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?"  # noqa: S608 names are our own
    found = [str(row["id"]) for row in db.execute(sql, (identity, last, _MOST_CANDIDATES + 1))]
    return [identity] if identity in found else found


def only(identity: str, found: list[str]) -> str | None:
    """Return the only one of `found`, or None; raises AmbiguousError, naming them, when there are several."""
    if len(found) > 1:
        raise AmbiguousError(identity, found[:_MOST_CANDIDATES], more=len(found) > _MOST_CANDIDATES)
    return found[0] if found else None


def named(db: sqlite3.Connection, table: str, name: str, *, whole: bool = False) -> list[sqlite3.Row]:
    """Return the rows of `table` whose name has these parts or, with `whole`, no others; case does not count."""
    folded = fold(storable(name)[:_LONGEST_NAME])
    parts = [f" {part}" for part in folded.split()]
    if not parts:
        return []
    rows = db.execute(f"SELECT * FROM {table} WHERE instr(folded, ?)", (max(parts, key=len),))  # noqa: S608 our own names
    return [row for row in rows if (row["folded"] == folded if whole else all(part in row["folded"] for part in parts))]


def story_text(db: sqlite3.Connection, story: sqlite3.Row) -> str:
    """Return the text of a story, of which this is the row: the span of its document."""
    start, end = story["start"], story["end"]
    sql = "SELECT substr(text, ?2 + 1, ?3 - ?2) FROM documents WHERE key = ?1"
    (found,) = db.execute(sql, (story["document"], start, end)).fetchone()
    if len(found) == end - start:
        return str(found)
    (whole,) = db.execute("SELECT text FROM documents WHERE key = ?", (story["document"],)).fetchone()
    return str(whole[start:end])  # it holds NUL, where SQLite stops counting


def canonical(db: sqlite3.Connection, actors: Iterable[str]) -> list[str]:
    """Return the actors for whom these are taken, each once, in order."""
    rows = db.execute(_CANONICAL, (json.dumps(list(dict.fromkeys(actors))),))
    return list(dict.fromkeys(row["id"] for row in rows))


def is_guest(db: sqlite3.Connection, actor: str) -> bool:
    """Tell whether nothing but Readings made elsewhere names the actor with exactly this id."""
    return bool(db.execute(_IS_GUEST, (actor,)).fetchone()[0])
