"""Reads quotations and actors as linking compares them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from onrecord.store.sqlite.keys import LOW_BITS, days_of
from onrecord.store.sqlite.rows import IS_GUEST, REPORTS_UTTERANCE, dated_from
from onrecord.text.passages import passages
from onrecord.types import ComparableQuotation, DayWindow, Profile, Span

_STATED = ("stated", "weekday", "relative", "dateline")  # bases of a day that are the story's word
_ROWS = f"""
SELECT {IS_GUEST} AS is_guest, q.id, q.key, q.story, q.inside, q.position, q.form, q.headline, q.text, q.content,
       q.said, q.said_basis, q.said_start, q.said_end, s.published, s.published_basis, s.published_start,
       s.published_end, s.language, coalesce(s.outlet, s.document) AS outlet{{more}}
FROM {{source}} CROSS JOIN stories AS s ON s.id = q.story
"""  # noqa: S608 our own words
_THESE = _ROWS.format(source="json_each(?) AS wanted CROSS JOIN quotations AS q ON q.id = wanted.value", more="")
_CHANGED = (
    _ROWS.format(
        source="json_each(?) AS wanted CROSS JOIN statement_queue AS u ON u.quotation = wanted.value "
        "CROSS JOIN quotations AS q ON q.id = u.quotation LEFT JOIN actor_links AS l ON l.actor = q.actor",
        more=", coalesce(l.canonical, q.actor) AS canonical",
    )
    + f"WHERE {REPORTS_UTTERANCE} ORDER BY canonical, q.key"
)
_OF_ACTORS = (
    _ROWS.format(source="json_each(?1) AS wanted CROSS JOIN quotations AS q ON q.actor = wanted.value", more="")
    + f"WHERE ({IS_GUEST}) = ?3 AND {REPORTS_UTTERANCE} AND {{which}} LIMIT ?2"
)
_UP_TO = _OF_ACTORS.format(
    which="(q.key BETWEEN ?4 AND ?5 OR q.key <= ?7 OR (q.key BETWEEN ?6 AND ?4 "
    "AND (q.said_basis = 'inferred' OR length(coalesce(q.said, s.published)) <> 10))) ORDER BY q.key DESC"
)
_AFTER = _OF_ACTORS.format(
    which="q.key > ?4 AND q.key < ?5 AND NOT EXISTS (SELECT 1 FROM statement_queue AS u WHERE u.quotation = q.id) "
    "ORDER BY q.key"
)
_QUOTED = f"""
SELECT q.actor, q.role, q.day, s.outlet, q.story, q.source, {IS_GUEST} AS is_guest
FROM json_each(?) AS wanted
CROSS JOIN quotations AS q ON q.actor = wanted.value
CROSS JOIN stories AS s ON s.id = q.story
"""  # noqa: S608 our own words


def these(db: sqlite3.Connection, ids: Collection[str]) -> list[ComparableQuotation]:
    """Return the quotations with these ids."""
    return [_quotation(row) for row in db.execute(_THESE, (json.dumps(list(ids)),))]


def changed(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, tuple[ComparableQuotation, ...]]:
    """Return those of these quotations that are queued, by the actor for whom their speaker is taken."""
    found: dict[str, list[ComparableQuotation]] = {}
    for row in db.execute(_CHANGED, (json.dumps(ids),)):
        found.setdefault(row["canonical"], []).append(_quotation(row))
    return {actor: tuple(several) for actor, several in found.items()}


def near(
    db: sqlite3.Connection, actor: str, window: DayWindow, last: int, most: int, *, guests: bool
) -> list[ComparableQuotation]:
    """Return quotations of those that are taken for an actor, said in this window, in the order of their places.

    They are those up to the place `last`, and those behind it that are not going to be compared themselves; of each,
    the nearest to it, at most so many. They are those that another program found (`guests`), or the others.
    """
    spellings = [actor, *(row[0] for row in db.execute("SELECT actor FROM actor_links WHERE canonical = ?", (actor,)))]
    few = (json.dumps(spellings), most, guests)
    keys = (window.first << LOW_BITS, last, window.loose << LOW_BITS, min(last, 1 << LOW_BITS))
    earlier = [_quotation(row) for row in db.execute(_UP_TO, (*few, *keys))]
    later = db.execute(_AFTER, (*few, last, (window.last + 1) << LOW_BITS))
    return [*reversed(earlier), *map(_quotation, later)]


def _quotation(row: sqlite3.Row) -> ComparableQuotation:
    said, published = days_of(dated_from(row, "said")), days_of(dated_from(row, "published"))
    return ComparableQuotation(
        id=row["id"],
        story=row["story"],
        order=row["position"],
        form=row["form"],
        passages=passages(row["text"], [Span(*span) for span in json.loads(row["content"])]),
        headline=bool(row["headline"]),
        language=row["language"] or "",
        outlet=str(row["outlet"]),
        days=_until(said, published) if row["said_basis"] == "inferred" else said or published,
        is_dated=row["said"] is not None and row["said_basis"] in _STATED,
        inside=row["inside"],
        guest=bool(row["is_guest"]),
        place=row["key"],
    )


def _until(inferred: tuple[int, int] | None, published: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the days from one that the story only lets infer to that on which it came out."""
    if inferred is None or published is None:
        return inferred or published
    return inferred[0], max(inferred[1], published[1])


def profiles_of_names(db: sqlite3.Connection, actors: Collection[str]) -> Iterator[Profile]:
    """Yield profiles of actors that hold nothing but names."""
    rows = db.execute(
        "SELECT a.id, a.name, a.kind, l.actor IS NOT NULL AS is_listed, "
        "(SELECT json_group_array(n.name) FROM names AS n WHERE n.actor = a.id) AS names "
        "FROM json_each(?) AS wanted CROSS JOIN actors AS a ON a.id = wanted.value "
        "LEFT JOIN imported_actors AS l ON l.actor = a.id",
        (json.dumps(list(actors)),),
    )
    for row in rows:
        names = tuple(dict.fromkeys((row["name"], *sorted(json.loads(row["names"])))))
        yield Profile(row["id"], names, row["kind"], listed=bool(row["is_listed"]))


def profiles_in(db: sqlite3.Connection, blocks: Collection[str]) -> dict[str, tuple[Profile, ...]]:
    """Return the profiles of all actors of these blocks, with all that is known of them."""
    sql = "SELECT b.block, b.actor FROM json_each(?) AS wanted CROSS JOIN blocks AS b ON b.block = wanted.value"
    placed = db.execute(sql, (json.dumps(list(blocks)),)).fetchall()
    known = {profile.id: profile for profile in _profiles(db, list(dict.fromkeys(row["actor"] for row in placed)))}
    found: dict[str, list[Profile]] = {}
    for row in placed:
        found.setdefault(row["block"], []).append(known[row["actor"]])
    return {block: tuple(several) for block, several in found.items()}


def _profiles(db: sqlite3.Connection, actors: Sequence[str]) -> Iterator[Profile]:
    quoted = _Tally(db.execute(_QUOTED, (json.dumps(actors),)))
    offices: dict[str, list[str]] = {}
    held = "SELECT o.actor, o.role FROM json_each(?) AS wanted CROSS JOIN offices AS o ON o.actor = wanted.value"
    for row in db.execute(f"{held} ORDER BY o.since DESC, o.role", (json.dumps(actors),)):
        offices.setdefault(row["actor"], []).append(row["role"])
    for profile in profiles_of_names(db, actors):
        roles = (*offices.get(profile.id, ()), *_by_frequency(quoted.roles.get(profile.id, {})))
        yield Profile(
            profile.id,
            profile.names,
            profile.kind,
            tuple(dict.fromkeys(roles)),
            tuple(sorted(quoted.days.get(profile.id, ()))),
            quoted.quotations[profile.id],
            _by_frequency(quoted.outlets.get(profile.id, {})),
            frozenset(quoted.stories.get(profile.id, ())),
            profile.listed,
            not profile.listed and profile.id in quoted.guests,
            frozenset(quoted.openings.get(profile.id, ())),
        )


class _Tally:
    """What the quotations of actors say of them, counted: those of guests only where there are no others."""

    def __init__(self, quotations: Iterable[sqlite3.Row]) -> None:
        rows = list(quotations)
        own = {row["actor"] for row in rows if not row["is_guest"]}
        self.guests = {row["actor"] for row in rows} - own
        self.quotations: Counter[str] = Counter()
        self.roles: dict[str, Counter[str]] = {}
        self.outlets: dict[str, Counter[str]] = {}
        self.days: dict[str, set[int]] = {}
        self.stories: dict[str, set[str]] = {}
        self.openings: dict[str, set[str]] = {}
        for actor, role, day, outlet, story, source, is_guest in rows:
            if is_guest and actor in own:
                continue
            self.quotations[actor] += 1
            self.stories.setdefault(actor, set()).add(story)
            for counts, value in ((self.roles, role), (self.outlets, outlet)):
                if value:
                    counts.setdefault(actor, Counter())[value] += 1
            if source:
                self.openings.setdefault(actor, set()).update(source.split(maxsplit=1)[:1])
            if day:
                self.days.setdefault(actor, set()).add(date.fromisoformat(day).toordinal())


def _by_frequency(counts: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))
