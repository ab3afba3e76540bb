"""Links the actors of a record anew where something changed: block by block, each in a transaction of its own."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import speaker_token
from onrecord.store.sqlite.writes.judgements import standing
from onrecord.types import ActorLink, Profile

Blocks = Callable[[Profile], tuple[str, ...]]
Link = Callable[[Sequence[Profile], Sequence[tuple[str, str]], Sequence[tuple[str, str]]], tuple[ActorLink, ...]]
_MOST_PLACED = 5000  # actors in one transaction
_MOST_BLOCKS = 2000  # blocks in one transaction; of large ones fewer
_MOST_ACTORS = 20000

_QUOTED = """
SELECT q.actor, q.role, q.day, s.outlet, q.story
FROM json_each(?) AS wanted
CROSS JOIN quotations AS q ON q.actor = wanted.value
CROSS JOIN stories AS s ON s.id = q.story
"""


def relink(record: Record, blocks_of: Blocks, link: Link) -> int:
    """Link what changed since the last time, and all that it can be compared with; return how many blocks that were.

    `blocks_of` tells where a profile is compared, `link` decides for the profiles of one block. A run that is stopped
    leaves what it has done; the next one goes on from there.
    """
    while _place(record, blocks_of):
        pass
    done = 0
    while changed := _relink_some(record, link):
        done += changed
    return done


def _place(record: Record, blocks_of: Blocks) -> int:
    """Put actors that changed into their blocks, and mark those; return how many were left to do."""
    with record.writing() as db:
        actors = [row[0] for row in db.execute("SELECT actor FROM unlinked LIMIT ?", (_MOST_PLACED,))]
        _mark_stale(db, actors)  # where it was before
        placed = [(profile.id, block) for profile in _bare(db, actors) for block in blocks_of(profile)]
        db.execute("DELETE FROM blocks WHERE actor IN (SELECT value FROM json_each(?))", (json.dumps(actors),))
        db.executemany("INSERT INTO blocks (actor, block) VALUES (?, ?)", placed)
        _mark_stale(db, actors)
        db.execute("DELETE FROM unlinked WHERE actor IN (SELECT value FROM json_each(?))", (json.dumps(actors),))
    return len(actors)


def _mark_stale(db: sqlite3.Connection, actors: Sequence[str]) -> None:
    db.execute(
        "INSERT OR IGNORE INTO stale_blocks (block) SELECT b.block FROM json_each(?) AS wanted "
        "CROSS JOIN blocks AS b ON b.actor = wanted.value",
        (json.dumps(actors),),
    )


def _relink_some(record: Record, link: Link) -> int:
    with record.writing() as db:
        same, apart = standing(db)
        blocks = _next_blocks(db)
        groups = list(_together(db, blocks, same))
        for profiles in _profiles(db, groups):
            ids = {profile.id for profile in profiles}
            told = [[pair for pair in pairs if ids.issuperset(pair)] for pairs in (same, apart)]
            _put(db, link(profiles, *told))
        finished = json.dumps([*blocks, *(block for group in groups for block in group)])
        db.execute("DELETE FROM stale_blocks WHERE block IN (SELECT value FROM json_each(?))", (finished,))
    return len(blocks)


def _next_blocks(db: sqlite3.Connection) -> list[str]:
    counted = (
        "SELECT s.block, (SELECT count(*) FROM blocks AS b WHERE b.block = s.block) AS actors "
        "FROM stale_blocks AS s ORDER BY s.block LIMIT ?"
    )
    found: list[str] = []
    actors = 0
    for row in db.execute(counted, (_MOST_BLOCKS,)):
        if found and actors + row["actors"] > _MOST_ACTORS:
            break
        found.append(row["block"])
        actors += row["actors"]
    return found


def _together(
    db: sqlite3.Connection, blocks: Sequence[str], same: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, ...]]:
    """Yield the blocks that must be linked together: each by itself, unless a judgement reaches across."""
    neighbours: dict[str, set[str]] = {}
    for pair in same:
        reached = {row[0] for row in db.execute("SELECT block FROM blocks WHERE actor IN (?, ?)", pair)}
        for block in reached:
            neighbours.setdefault(block, set()).update(reached)
    seen: set[str] = set()
    for block in blocks:
        if block in seen:
            continue
        group = [block]
        seen.add(block)
        for here in group:
            new = neighbours.get(here, set()) - seen
            seen |= new
            group += sorted(new)
        yield tuple(group)


def _profiles(db: sqlite3.Connection, groups: Sequence[tuple[str, ...]]) -> Iterator[list[Profile]]:
    """Yield the profiles of each group of blocks."""
    wanted = {block: number for number, group in enumerate(groups) for block in group}
    placed = db.execute(
        "SELECT DISTINCT b.block, b.actor FROM json_each(?) AS wanted CROSS JOIN blocks AS b ON b.block = wanted.value",
        (json.dumps(list(wanted)),),
    ).fetchall()
    actors = list(dict.fromkeys(row["actor"] for row in placed))
    known = {profile.id: profile for profile in _full(db, actors)}
    members: dict[int, dict[str, Profile]] = {}
    for row in placed:
        members.setdefault(wanted[row["block"]], {})[row["actor"]] = known[row["actor"]]
    for group in members.values():
        yield list(group.values())


def _bare(db: sqlite3.Connection, actors: Sequence[str]) -> Iterator[Profile]:
    """Yield profiles that hold nothing but names."""
    rows = db.execute(
        "SELECT a.id, a.name, a.kind, l.actor IS NOT NULL AS is_listed, "
        "(SELECT json_group_array(n.name) FROM names AS n WHERE n.actor = a.id) AS names "
        "FROM json_each(?) AS wanted CROSS JOIN actors AS a ON a.id = wanted.value "
        "LEFT JOIN listed AS l ON l.actor = a.id",
        (json.dumps(actors),),
    )
    for row in rows:
        names = tuple(dict.fromkeys((row["name"], *sorted(json.loads(row["names"])))))
        yield Profile(row["id"], names, row["kind"], listed=bool(row["is_listed"]))


def _full(db: sqlite3.Connection, actors: Sequence[str]) -> Iterator[Profile]:
    quoted = _Tally(db.execute(_QUOTED, (json.dumps(actors),)))
    offices: dict[str, list[str]] = {}
    held = "SELECT o.actor, o.role FROM json_each(?) AS wanted CROSS JOIN offices AS o ON o.actor = wanted.value"
    for row in db.execute(f"{held} ORDER BY o.since DESC, o.role", (json.dumps(actors),)):
        offices.setdefault(row["actor"], []).append(row["role"])
    for profile in _bare(db, actors):
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
        )


class _Tally:
    """What the quotations of actors say of them, counted."""

    def __init__(self, rows: Iterable[sqlite3.Row]) -> None:
        self.quotations: Counter[str] = Counter()
        self.roles: dict[str, Counter[str]] = {}
        self.outlets: dict[str, Counter[str]] = {}
        self.days: dict[str, set[int]] = {}
        self.stories: dict[str, set[str]] = {}
        for actor, role, day, outlet, story in rows:
            self.quotations[actor] += 1
            self.stories.setdefault(actor, set()).add(story)
            for counts, value in ((self.roles, role), (self.outlets, outlet)):
                if value:
                    counts.setdefault(actor, Counter())[value] += 1
            if day:
                self.days.setdefault(actor, set()).add(date.fromisoformat(day).toordinal())


def _by_frequency(counts: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def _put(db: sqlite3.Connection, identities: Sequence[ActorLink]) -> None:
    """Write who is taken for whom, and give the quotations of those that changed the token of their canonical actor."""
    wanted = json.dumps([one.actor for one in identities])
    rows = db.execute(
        "SELECT i.actor, i.canonical, i.because FROM json_each(?) AS wanted "
        "CROSS JOIN identities AS i ON i.actor = wanted.value",
        (wanted,),
    )
    before = {row["actor"]: (row["canonical"], row["because"]) for row in rows}
    for one in identities:
        because = json.dumps(one.because, ensure_ascii=False)
        was, was_because = before.get(one.actor, (one.actor, "[]"))
        if (was, was_because) == (one.canonical, because):
            continue
        db.execute("DELETE FROM identities WHERE actor = ?", (one.actor,))
        if one.canonical != one.actor:
            row = (one.actor, one.canonical, one.score, because)
            db.execute("INSERT INTO identities (actor, canonical, score, because) VALUES (?, ?, ?, ?)", row)
        if was != one.canonical:
            retag = "UPDATE quotations SET tags = replace(tags, ?, ?) WHERE actor = ?"
            db.execute(retag, (speaker_token(was), speaker_token(one.canonical), one.actor))
            again = "INSERT OR IGNORE INTO unfolded (quotation) SELECT id FROM quotations WHERE actor = ?"
            db.execute(again, (one.actor,))  # the quotations have others to be compared with now
