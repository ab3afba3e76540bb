"""Reads the profile of an actor: names, roles, acts and outlets over the years, by a bounded amount of work."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from onrecord.store.sqlite.reads.counting import (
    MOST_IN_PROFILE,
    Counts,
    Forms,
    Month,
    Through,
    by_month,
    forms_of,
    most_frequent,
    newest_of,
    through,
)
from onrecord.store.sqlite.reads.directory import days, members
from onrecord.store.sqlite.reads.lookup import canonical, is_guest, only, starting
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import GUEST, form_token, outlet_token, speaker_token, storable
from onrecord.text.words import normalised
from onrecord.types import Form, Office, Part, SpeakerKind

_SPELLINGS = """
SELECT q.actor, q.speaker, count(*) AS quotations
FROM json_each(?) AS wanted CROSS JOIN quotations AS q ON q.actor = wanted.value GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in print, how often it is the one, and why it is taken for the whole; nothing where it is its own."""

    name: str
    quotations: int
    because: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class RoleSeen:
    """A role in print, whatever its case, with the first and last day on which it was seen."""

    role: str
    first_day: str | None
    last_day: str | None
    quotations: int


@dataclass(frozen=True, slots=True)
class Quoting:
    """An outlet that quotes an actor."""

    outlet: str
    forms: Forms


@dataclass(frozen=True, slots=True)
class PersonProfile:
    """An actor as the record knows it: names, roles, acts, outlets and agencies; with `capped`, of the newest only.

    `quotations`, `names`, `first_day` and `last_day` are of all there is, the rest of the newest `counted`.
    """

    id: str
    name: str
    kind: SpeakerKind
    quotations: int
    first_day: str | None
    last_day: str | None
    source: str | None
    names: tuple[Spelling, ...]
    offices: tuple[Office, ...]
    counted: int
    capped: bool
    forms: Forms
    roles: tuple[RoleSeen, ...]
    months: tuple[Month, ...]
    acts: Counts
    outlets: tuple[Quoting, ...]
    agencies: tuple[Through, ...]


def actor_of(record: Record, identity: str) -> str | None:
    """Return the id of the one for whom the actor with this id, or the only one whose id starts so, is taken.

    Raises AmbiguousError, naming them, when several are meant.
    """
    with record.reading() as db:
        return only(identity, canonical(db, starting(db, "actors", identity)))


def person(record: Record, identity: str) -> PersonProfile | None:
    """Return the profile of the one for whom the actor with exactly this id is taken."""
    with record.reading() as db:
        found = canonical(db, [storable(identity)])[0]
        row = db.execute("SELECT id, name, kind FROM actors WHERE id = ?", (found,)).fetchone()
        if row is None:
            return None
        everyone = members(db, [found])
        names, total = _spellings(db, everyone)
        first, last = days(db, everyone)
        quoted, capped = newest_of(db, [speaker_token(found)])
        listed = db.execute("SELECT source FROM imported_actors WHERE actor = ?", (found,)).fetchone()
        held = "SELECT role, since, until FROM offices WHERE actor = ? ORDER BY since, role LIMIT ?"
        offices = tuple(Office(*office) for office in db.execute(held, (found, MOST_IN_PROFILE)))
        agencies = through(db, quoted)
        guest = is_guest(db, found)
        of_token = {outlet_token(str(name)): str(name) for (name,) in db.execute("SELECT name FROM outlets")}
    tags = Counter(str(row["tags"]) for row in quoted)  # few differ: what is made of them is made of each once
    return PersonProfile(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        quotations=total,
        first_day=first,
        last_day=last,
        source=listed and listed["source"],
        names=names,
        offices=offices,
        counted=len(quoted),
        capped=capped,
        forms=forms_of(Counter(row["form"] for row in quoted)),
        roles=_roles(row for row in quoted if guest or GUEST not in row["tags"].split()),
        months=by_month(quoted),
        acts=_acts(tags),
        outlets=_outlets(tags, of_token),
        agencies=agencies,
    )


def _spellings(db: sqlite3.Connection, actors: Sequence[str]) -> tuple[tuple[Spelling, ...], int]:
    """Return the names in print of these actors, most frequent first, and how often they are quoted in all."""
    wanted = json.dumps(list(actors))
    sql = "SELECT i.actor, i.because FROM json_each(?) AS wanted CROSS JOIN actor_links AS i ON i.actor = wanted.value"
    reasons = dict(db.execute(sql, (wanted,)).fetchall())
    counts, because = Counter[str](), dict[str, str]()
    for actor, name, quotations in db.execute(_SPELLINGS, (wanted,)):
        counts[name] += quotations
        if actor in reasons:
            because.setdefault(name, str(reasons[actor]))
        else:  # a spelling that the actor itself has needs no reason, whoever else is printed so
            because[name] = "[]"
    found = tuple(
        Spelling(name, count, tuple(Part(*part) for part in json.loads(because[name])))
        for name, count in most_frequent(counts)
    )
    return found, counts.total()


def _roles(quoted: Iterable[sqlite3.Row]) -> tuple[RoleSeen, ...]:
    """Return the roles in the order in which they were first seen, those without a day last."""
    printed = Counter((str(row["role"]), row["day"]) for row in quoted if row["role"])
    seen: defaultdict[str, Counter[tuple[str, str | None]]] = defaultdict(Counter)
    for (role, day), number in printed.items():
        seen[normalised(role)][role, day] += number
    roles = [_role(each) for each in seen.values()]
    roles.sort(key=lambda role: (-role.quotations, role.role))
    return tuple(sorted(roles[:MOST_IN_PROFILE], key=lambda role: (role.first_day is None, role.first_day or "")))


def _role(seen: Counter[tuple[str, str | None]]) -> RoleSeen:
    wordings = Counter[str]()
    for (role, _), number in seen.items():
        wordings[role] += number
    known = [day for _, day in seen if day]
    wording = max(sorted(wordings), key=lambda role: wordings[role])
    return RoleSeen(wording, min(known, default=None), max(known, default=None), seen.total())


def _acts(tags: Counter[str]) -> Counts:
    """Return how many quotations have each act among theirs, as the search counts them."""
    counts = Counter[str]()
    for words, number in tags.items():
        for act in {token.removeprefix("act") for token in words.split() if token.startswith("act")}:
            counts[act] += number
    return most_frequent(counts)


def _outlets(tags: Counter[str], of_token: dict[str, str]) -> tuple[Quoting, ...]:
    """Return the outlets that quote, the one that quotes most first."""
    counts: defaultdict[str, Counter[Form]] = defaultdict(Counter)
    for words, number in tags.items():
        tokens = words.split()
        form = next(form for form in get_args(Form) if form_token(form) in tokens)
        for token in of_token.keys() & tokens:
            counts[of_token[token]][form] += number
    found = [Quoting(name, forms_of(each)) for name, each in counts.items()]
    found.sort(key=lambda each: (-each.forms.quotations, each.outlet))
    return tuple(found[:MOST_IN_PROFILE])
