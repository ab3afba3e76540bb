"""Folds the quotations of a record into statements where something changed: new ones compared, groups made anew."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.store.sqlite.keys import LOW_BITS, days_of
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import dated_from
from onrecord.store.sqlite.writes.embeddings import kept_in
from onrecord.store.sqlite.writes.judgements import standing
from onrecord.types import ComparableQuotation, Span, StatementMember

Pair = tuple[str, str]
Two = tuple[ComparableQuotation, ComparableQuotation]
EmbeddingCache = Mapping[str, Any]
_MOST_AT_ONCE = 400  # quotations in one transaction, which takes a second: another program may wait to write
_MOST_COMPARED = 20_000  # quotations of one actor with which new ones are compared
_MOST_IN_GROUP = 120  # quotations, copies not counted, whose grouping is decided at once
_MOST_FOLLOWED = 2_000  # quotations, copies not counted, up to which a component is followed
_COPIES, _JUDGED = 1000.0, 500.0  # scores of ties, above all that words and days can tell
_YEAR = 366  # days before, since a day may be known to the year only
_TOLD = ("stated", "weekday", "relative", "dateline")

_ROWS = """
SELECT q.id, q.story, q.inside, q.position, q.form, q.headline, q.text, q.content,
       q.said, q.said_basis, q.said_start, q.said_end, s.published, s.published_basis, s.published_start,
       s.published_end, s.language, coalesce(s.outlet, s.document) AS outlet
FROM {source} CROSS JOIN stories AS s ON s.id = q.story
"""
_WANTED = _ROWS.format(source="json_each(?) AS wanted CROSS JOIN quotations AS q ON q.id = wanted.value")
_NEAR = (
    _ROWS.format(source="json_each(?1) AS wanted CROSS JOIN quotations AS q ON q.actor = wanted.value")
    + "WHERE (q.key BETWEEN ?2 AND ?3 OR q.key <= ?5 "
    "OR (q.key BETWEEN ?4 AND ?2 AND length(coalesce(q.said, s.published)) <> 10)) ORDER BY q.key, q.id LIMIT ?6"
)
_PLAN = """
SELECT u.quotation, coalesce(i.canonical, q.actor) AS actor
FROM unfolded AS u CROSS JOIN quotations AS q ON q.id = u.quotation LEFT JOIN identities AS i ON i.actor = q.actor
ORDER BY actor, q.key
"""
_CHANGED = """
SELECT u.quotation, coalesce(i.canonical, q.actor) AS actor
FROM json_each(?) AS wanted CROSS JOIN unfolded AS u ON u.quotation = wanted.value
CROSS JOIN quotations AS q ON q.id = u.quotation LEFT JOIN identities AS i ON i.actor = q.actor
ORDER BY actor, q.key
"""


@dataclass(frozen=True, slots=True)
class Linker:
    """How quotations are compared: each part is a function of nothing but what it is given.

    `passages` parts the words of a quotation, whose spans are given; `candidates` tells which of some sayings, and of
    others, are copies, and which are worth comparing; `embed` makes what is kept of the meaning of a saying,
    `unpacked` gives it in the shape that `scores` and `fold` need, of the sayings that `unlike` and `distinct` name; of
    the pairs that are compared `scores` yields those that are tied. `near` is the number of days within which sayings
    are looked for.
    """

    passages: Callable[[str, Sequence[Span]], tuple[str, ...]]
    candidates: Callable[
        [Sequence[ComparableQuotation], Sequence[ComparableQuotation]], tuple[Sequence[Two], Sequence[Two]]
    ]
    embed: Callable[[Sequence[ComparableQuotation]], Iterable[bytes]]
    unpacked: Callable[[bytes], Any]
    unlike: Callable[[Iterable[Two]], Sequence[ComparableQuotation]]
    scores: Callable[[Sequence[Two], EmbeddingCache], Iterable[tuple[Two, float]]]
    distinct: Callable[[Sequence[ComparableQuotation], Sequence[Pair], Sequence[Pair]], Sequence[ComparableQuotation]]
    fold: Callable[
        [Sequence[ComparableQuotation], EmbeddingCache, Sequence[Pair], Sequence[Pair]], tuple[StatementMember, ...]
    ]
    near: int


def refold(record: Record, linker: Linker, told: Callable[[int, int], None] | None = None) -> int:
    """Compare what changed since the last time, and group anew what that touches; return how many quotations changed.

    A run that is stopped leaves what it has done; the next one goes on from there. `told` hears, now and then, how many
    are done, of how many.
    """
    done, total = 0, 0
    while plan := _plan(record):
        total += len(plan)
        for start in range(0, len(plan), _MOST_AT_ONCE):
            some = plan[start : start + _MOST_AT_ONCE]
            _refold_some(record, linker, some)
            done += len(some)
            if told:
                told(done, total)
    return done


def _plan(record: Record) -> list[str]:
    """Return the quotations that changed, those of one actor in the order of their days; forget those that are gone."""
    with record.writing() as db:
        found = [row["quotation"] for row in db.execute(_PLAN)]
        if not found:
            db.execute("DELETE FROM unfolded")  # of quotations that are gone, or whose speaker is
    return found


def sayings(record: Record, linker: Linker, ids: Sequence[str]) -> list[ComparableQuotation]:
    """Return the quotations with these ids as they are compared."""
    with record.reading() as db:
        return _sayings(linker, db.execute(_WANTED, (json.dumps(ids),)))


def _refold_some(record: Record, linker: Linker, some: Sequence[str]) -> None:
    with record.writing() as db:
        changed: dict[str, list[str]] = {}
        for row in db.execute(_CHANGED, (json.dumps(some),)):
            changed.setdefault(row["actor"], []).append(row["quotation"])
        ids = [quotation for several in changed.values() for quotation in several]
        touched = {*ids, *_loosened(db, ids)}
        for actor, several in changed.items():
            _tie(db, linker, actor, several)
        same, apart = standing(db)
        seen: set[str] = set()
        for quotation in sorted(touched):
            if quotation not in seen:
                members = _component(db, quotation, same)
                seen.update(members)
                for part in _parts(db, members, same):
                    if not touched.isdisjoint(part):
                        _put(db, _folded(db, linker, part, same, apart))
        db.execute("DELETE FROM unfolded WHERE quotation IN (SELECT value FROM json_each(?))", (json.dumps(some),))


def _loosened(db: sqlite3.Connection, ids: Sequence[str]) -> set[str]:
    """Take away the ties of quotations and where they were folded; return those that were in one group with them."""
    wanted = json.dumps(ids)
    near = (
        'SELECT "left" FROM ties WHERE "right" IN (SELECT value FROM json_each(?1)) UNION '
        'SELECT "right" FROM ties WHERE "left" IN (SELECT value FROM json_each(?1)) UNION '
        "SELECT quotation FROM folds WHERE statement IN (SELECT value FROM json_each(?1)) UNION "
        "SELECT statement FROM folds WHERE quotation IN (SELECT value FROM json_each(?1)) UNION "
        "SELECT quotation FROM folds WHERE statement IN "
        "(SELECT statement FROM folds WHERE quotation IN (SELECT value FROM json_each(?1)))"
    )
    touched = {row[0] for row in db.execute(near, (wanted,))}
    for column in ("left", "right"):
        sql = f'DELETE FROM ties WHERE "{column}" IN (SELECT value FROM json_each(?))'  # noqa: S608 our own names
        db.execute(sql, (wanted,))
    db.execute("DELETE FROM folds WHERE quotation IN (SELECT value FROM json_each(?))", (wanted,))
    return touched


def _tie(db: sqlite3.Connection, linker: Linker, actor: str, ids: Sequence[str]) -> None:
    """Compare quotations of an actor with each other and with those before and after, and keep the likely pairs."""
    new = _sayings(linker, db.execute(_WANTED, (json.dumps(ids),)))
    fresh = set(ids)
    old = [saying for saying in _near(db, linker, actor, new) if saying.id not in fresh]
    alike, worth = linker.candidates(new, old)
    meaning = _meanings(db, linker, {saying.id: saying for saying in linker.unlike(worth)})
    rows = [(*sorted((a.id, b.id)), score) for (a, b), score in linker.scores(worth, meaning)]
    rows += [(*sorted((a.id, b.id)), _COPIES) for a, b in alike]
    db.executemany('INSERT OR REPLACE INTO ties ("left", "right", score) VALUES (?, ?, ?)', rows)


def _near(
    db: sqlite3.Connection, linker: Linker, actor: str, new: Sequence[ComparableQuotation]
) -> list[ComparableQuotation]:
    spellings = [actor, *(row[0] for row in db.execute("SELECT actor FROM identities WHERE canonical = ?", (actor,)))]
    days = [day for saying in new for day in saying.days or (date.min.toordinal(), date.max.toordinal())]
    low, high = max(0, min(days) - linker.near), min(date.max.toordinal(), max(days) + linker.near)
    keys = (low << LOW_BITS, (high + 1) << LOW_BITS, max(0, low - _YEAR) << LOW_BITS, 1 << LOW_BITS)
    return _sayings(linker, db.execute(_NEAR, (json.dumps(spellings), *keys, _MOST_COMPARED)))


def _sayings(linker: Linker, rows: Iterable[sqlite3.Row]) -> list[ComparableQuotation]:
    return [_saying(linker, row) for row in rows]


def _saying(linker: Linker, row: sqlite3.Row) -> ComparableQuotation:
    dated = dated_from(row, "said") or dated_from(row, "published")
    return ComparableQuotation(
        id=row["id"],
        story=row["story"],
        order=row["position"],
        form=row["form"],
        passages=linker.passages(row["text"], [Span(*span) for span in json.loads(row["content"])]),
        headline=bool(row["headline"]),
        language=row["language"] or "",
        outlet=str(row["outlet"]),
        days=days_of(dated),
        inside=row["inside"],
        told=row["said"] is not None and row["said_basis"] in _TOLD,
    )


def _meanings(db: sqlite3.Connection, linker: Linker, sayings: Mapping[str, ComparableQuotation]) -> dict[str, Any]:
    """Return what is known of the meaning of sayings, and keep what was not known yet."""
    known = {name: linker.unpacked(made) for name, made in kept_in(db, list(sayings)).items()}
    lacking = [sayings[name] for name in sorted(sayings.keys() - known.keys())]
    for saying, made in zip(lacking, linker.embed(lacking), strict=True):
        known[saying.id] = linker.unpacked(made)
        db.execute("INSERT INTO meanings (quotation, vectors) VALUES (?, ?)", (saying.id, made))
    return known


def _component(db: sqlite3.Connection, start: str, same: Sequence[Pair]) -> list[str]:
    """Return all that ties, or judgements of people, connect with one quotation; of very many, those best tied."""
    judged: dict[str, set[str]] = {}
    for left, right in same:
        judged.setdefault(left, set()).add(right)
        judged.setdefault(right, set()).add(left)
    sql = (
        'SELECT "right" AS other, score FROM ties WHERE "left" = ?1 '
        'UNION ALL SELECT "left", score FROM ties WHERE "right" = ?1'
    )
    found: set[str] = set()
    followed = 0
    frontier = [(0.0, start)]
    while frontier and followed < _MOST_FOLLOWED:
        score, here = heapq.heappop(frontier)
        if here in found:
            continue
        found.add(here)
        followed += score != -_COPIES
        near = {row["other"]: -row["score"] for row in db.execute(sql, (here,))}
        near |= dict.fromkeys(judged.get(here, ()), -_JUDGED)
        for other in near.keys() - found:
            heapq.heappush(frontier, (near[other], other))
    return sorted(found)


def _parts(db: sqlite3.Connection, members: Sequence[str], same: Sequence[Pair]) -> list[list[str]]:
    """Return a component as it is; a very large one in parts, whose best tied stay together."""
    if len(members) <= _MOST_IN_GROUP:
        return [list(members)]
    inside = set(members)
    found = db.execute(
        'SELECT "left", "right", score FROM json_each(?) AS wanted CROSS JOIN ties ON "left" = wanted.value',
        (json.dumps(members),),
    )
    ties = [(-_JUDGED, left, right) for left, right in same]
    ties += [(-row["score"], row["left"], row["right"]) for row in found]
    home = {name: name for name in members}
    parts = {name: [name] for name in members}
    sizes = dict.fromkeys(members, 1)
    for score, left, right in sorted(tie for tie in ties if inside.issuperset(tie[1:])):
        one, other = sorted((home[left], home[right]), key=lambda name: (-len(parts[name]), name))
        size = 1 if score == -_COPIES else sizes[one] + sizes[other]
        if one != other and size <= _MOST_IN_GROUP:
            home.update(dict.fromkeys(parts[other], one))
            parts[one] += parts.pop(other)
            sizes[one] = size
    return [sorted(part) for part in parts.values()]


def _folded(
    db: sqlite3.Connection, linker: Linker, members: Sequence[str], same: Sequence[Pair], apart: Sequence[Pair]
) -> Iterator[StatementMember]:
    if len(members) == 1:
        yield StatementMember(members[0], members[0])
        return
    sayings = _sayings(linker, db.execute(_WANTED, (json.dumps(members),)))
    ids = {saying.id for saying in sayings}
    told = [[pair for pair in pairs if ids.issuperset(pair)] for pairs in (same, apart)]
    meaning = _meanings(db, linker, {saying.id: saying for saying in linker.distinct(sayings, *told)})
    yield from linker.fold(sayings, meaning, *told)


def _put(db: sqlite3.Connection, folds: Iterable[StatementMember]) -> None:
    for one in folds:
        db.execute("DELETE FROM folds WHERE quotation = ?", (one.quotation,))
        if one.into != one.quotation:
            row = (one.quotation, one.into, one.beside, one.score, json.dumps(one.because, ensure_ascii=False))
            db.execute("INSERT INTO folds (quotation, statement, beside, score, because) VALUES (?, ?, ?, ?, ?)", row)
