"""Reads the profile of an outlet: whom it quotes and how, through whom, and what it published last."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.store.sqlite.reads.counting import (
    MOST_IN_PROFILE,
    MOST_PROFILED,
    Counts,
    Forms,
    Through,
    forms_of,
    most_frequent,
    newest_keys,
    newest_of,
    through,
)
from onrecord.store.sqlite.reads.cursor import START, Cursor, Key, Part, read_part
from onrecord.store.sqlite.reads.lookup import named
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import outlet_token, storable
from onrecord.text.words import normalised
from onrecord.types import Form, SpeakerKind

_MARKS = re.compile(r"^[\W_]+|[\W_]+$")

_PUBLISHED = """
SELECT count(*) AS stories, min(published) AS first_day, max(published) AS last_day
FROM stories WHERE outlet IN (SELECT value FROM json_each(?))
"""
_LANGUAGES = """
SELECT language, count(*) AS stories FROM stories
WHERE outlet IN (SELECT value FROM json_each(?)) AND language IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?
"""
_STORIES = """
SELECT wanted.day, wanted.key, s.id, s.headline, s.published, s.language,
       (SELECT count(*) FROM quotations AS q WHERE q.story = s.id) AS quotations
FROM (
    SELECT key, coalesce(published, '') AS day FROM stories WHERE outlet IN (SELECT value FROM json_each(?))
    AND (coalesce(published, ''), key) < (?, ?) ORDER BY published DESC, key DESC LIMIT ? OFFSET ?
) AS wanted CROSS JOIN stories AS s ON s.key = wanted.key
"""
_COUNT = "SELECT count(*) FROM stories WHERE outlet IN (SELECT value FROM json_each(?))"
_NEWER_THAN_ALL: Key = ("\U0010ffff", 1 << 62)
# Each table is named in its place (CROSS JOIN): the newest come first, and the search ends when there are enough.
_SHARED = """
SELECT DISTINCT coalesce(f.statement, q.id) AS statement
FROM json_each(?1) AS wanted
CROSS JOIN quotations AS q ON q.key = wanted.value
LEFT JOIN statement_members AS f ON f.quotation = q.id
WHERE EXISTS (
    SELECT 1 FROM (
        SELECT coalesce(f.statement, q.id) AS id
        UNION ALL SELECT quotation FROM statement_members WHERE statement = coalesce(f.statement, q.id)
    ) AS member
    CROSS JOIN quotations AS other ON other.id = member.id
    CROSS JOIN stories AS s ON s.id = other.story
    WHERE s.outlet NOT IN (SELECT value FROM json_each(?2))
) LIMIT ?3
"""


@dataclass(frozen=True, slots=True)
class Quoted:
    """An actor whom an outlet quotes."""

    id: str
    name: str
    kind: SpeakerKind
    forms: Forms


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story in a list."""

    id: str
    headline: str | None
    published: str | None
    language: str | None
    quotations: int


@dataclass(frozen=True, slots=True)
class OutletProfile:
    """An outlet: whom it quotes and how; with `capped`, of its newest quotations only.

    `stories`, `languages`, `first_day` and `last_day` are of all its stories; `names` are the spellings of its name.
    """

    name: str
    names: tuple[str, ...]
    stories: int
    first_day: str | None
    last_day: str | None
    languages: Counts
    counted: int
    capped: bool
    forms: Forms
    speakers: tuple[Quoted, ...]
    unnamed: int
    agencies: tuple[Through, ...]
    cues: Counts


def outlet(record: Record, name: str) -> OutletProfile | None:
    """Return the profile of the outlet with this name, whatever its case and accents."""
    with record.reading() as db:
        names = _spelt(db, name)
        if not names:
            return None
        wanted = json.dumps(names)
        published = db.execute(_PUBLISHED, (wanted,)).fetchone()
        languages = tuple((row[0], row[1]) for row in db.execute(_LANGUAGES, (wanted, MOST_IN_PROFILE)))
        quoted, capped = newest_of(db, map(outlet_token, names))
        speakers, agencies = _speakers(db, quoted), through(db, quoted)
    return OutletProfile(
        name=names[0],
        names=tuple(names),
        stories=published["stories"],
        first_day=published["first_day"],
        last_day=published["last_day"],
        languages=languages,
        counted=len(quoted),
        capped=capped,
        forms=forms_of(Counter(row["form"] for row in quoted)),
        speakers=speakers,
        unnamed=sum(row["actor"] is None for row in quoted),
        agencies=agencies,
        cues=_cues(quoted),
    )


def stories(record: Record, name: str, limit: int = 20, after: Cursor = START) -> Part[StoryRow]:
    """Return what the outlet with this name, whatever its case and accents, published, the newest first.

    Raises NotUnderstoodError for a cursor of another list.
    """
    with record.reading() as db:
        wanted = json.dumps(_spelt(db, name))
        rows, following = read_part(db, _STORIES, (wanted,), _NEWER_THAN_ALL, after, limit)
        total = int(db.execute(_COUNT, (wanted,)).fetchone()[0])
    return Part(tuple(StoryRow(*row[len(_NEWER_THAN_ALL) :]) for row in rows), total, following)


@dataclass(frozen=True, slots=True)
class Shared:
    """The spellings of an outlet's name, and the ids of statements that it and another outlet reported."""

    names: tuple[str, ...]
    statements: tuple[str, ...]


def shared(record: Record, name: str, most: int) -> Shared | None:
    """Return the newest statements that the outlet with this name, whatever its case and accents, is not alone with.

    At most so many, and among those that its newest 10,000 quotations report. None where there is no such outlet.
    """
    with record.reading() as db:
        names = _spelt(db, name)
        if not names:
            return None
        keys = newest_keys(db, map(outlet_token, names), MOST_PROFILED)
        rows = db.execute(_SHARED, (json.dumps(keys), json.dumps(names), most))
        return Shared(tuple(names), tuple(row["statement"] for row in rows))


def _spelt(db: sqlite3.Connection, name: str) -> list[str]:
    """Return the spellings of an outlet: the one asked for first, if it is one."""
    name = storable(name)
    exact = [str(row["name"]) for row in db.execute("SELECT name FROM outlets WHERE name = ?", (name,))]
    alike = sorted(str(row["name"]) for row in named(db, "outlets", name, whole=True))
    return list(dict.fromkeys(exact + alike))


def _speakers(db: sqlite3.Connection, quoted: Iterable[sqlite3.Row]) -> tuple[Quoted, ...]:
    """Return those who are quoted, most often first."""
    printed = Counter((str(row["actor"]), row["form"]) for row in quoted if row["actor"] is not None)
    sql = "SELECT actor, canonical FROM json_each(?) AS wanted CROSS JOIN actor_links ON actor = wanted.value"
    taken_for = dict(db.execute(sql, (json.dumps([actor for actor, _ in printed]),)).fetchall())
    forms: defaultdict[str, Counter[Form]] = defaultdict(Counter)
    for (actor, form), number in printed.items():
        forms[taken_for.get(actor, actor)][form] += number
    most = sorted(forms, key=lambda actor: (-forms[actor].total(), actor))[:MOST_IN_PROFILE]
    sql = "SELECT a.id, a.name, a.kind FROM json_each(?) AS wanted CROSS JOIN actors AS a ON a.id = wanted.value"
    rows = db.execute(sql, (json.dumps(most),))
    return tuple(Quoted(row["id"], row["name"], row["kind"], forms_of(forms[row["id"]])) for row in rows)


def _cues(quoted: Iterable[sqlite3.Row]) -> Counts:
    """Return the words that introduce quotations, without case and the marks around them."""
    folded = (_MARKS.sub("", normalised(row["cue"])) for row in quoted if row["cue"])
    return most_frequent(Counter(cue for cue in folded if cue))
