"""Finds quotations by words, speaker, outlet, form and days; always a bounded amount of work."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from onrecord.store.errors import NotUnderstoodError
from onrecord.store.sqlite.keys import key_range
from onrecord.store.sqlite.reads.counting import Month, by_month
from onrecord.store.sqlite.reads.cursor import START, Cursor
from onrecord.store.sqlite.reads.lookup import canonical, named
from onrecord.store.sqlite.reads.search_words import Piece, Term, expression, parse, snippet, without
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import (
    GUEST,
    NOT_SAID,
    REPORTS_UTTERANCE,
    UNCERTAIN,
    act_token,
    form_token,
    outlet_token,
    polarity_token,
    speaker_token,
    storable,
)
from onrecord.types import Act, Form, Kind, Polarity

Order = Literal["best", "newest"]

MOST_COUNTED = 1000  # a total beyond this is told as "1000 and more": counting on costs time and tells nobody anything
_MOST_BEGINNINGS = 16
_MOST_SHARING = 150  # quotations that share words with a claim
_MOST_STORIES = 100  # stories that share words with a claim
MOST_RANKED = 5000  # newest matches among which the best are found; ranking reads the words of each
MOST_FACETED = 2000  # newest matches that facets count
MOST_HITS = 200  # hits in one answer
_MOST_LABELS = 12
_MOST_NAMED = 500  # speakers or outlets that one part of a name may stand for
_BEYOND_ALL = 1 << 62  # a key that is newer than all


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. Every part is optional; `since` and `until` are ISO prefixes, both included.

    `after` is where to go on: `Results.next` of the same query. With `uncertain`, also what is likely no quotation.
    """

    words: str = ""
    speaker: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    form: str = ""
    act: str = ""
    polarity: str = ""
    order: Order = "best"
    limit: int = 20
    uncertain: bool = False
    after: Cursor = START


EVERYTHING = Query()


@dataclass(frozen=True, slots=True)
class Hit:
    """A quotation that was found; `snippet` marks the words that were asked for.

    `speaker` and `source` are the story's wording; `headline` is whether of one; `relay` has the nearest first.
    """

    id: str
    story: str
    document: str
    story_headline: str | None
    snippet: tuple[Piece, ...]
    text: str
    form: Form
    speaker: str | None
    speaker_id: str | None
    role: str | None
    source: str | None
    outlet: str | None
    day: str | None
    day_basis: Literal["said", "published"] | None
    dated: str | None
    implicit: bool
    headline: bool
    kind: Kind
    polarity: Polarity
    act: str | None
    relay: tuple[str, ...]
    confidence: float
    acts_also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The hits asked for, and how many there are in all; with `capped`, there may be more than `total`.

    `next` is where a search goes on; None at its end.
    """

    hits: tuple[Hit, ...]
    total: int
    capped: bool
    next: Cursor | None = None


Counts = tuple[tuple[str, int], ...]
ActorCounts = tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """Who, where, how and when, most frequent first, months in their order; with `capped`, not counted on all there is.

    Of each speaker, the id of the actor stands behind name and count; as `Query.speaker`, it finds that actor only.
    """

    speakers: ActorCounts
    outlets: Counts
    forms: Counts
    years: Counts
    months: tuple[Month, ...]
    capped: bool


@dataclass(frozen=True, slots=True)
class _Scope:
    """A query as the index understands it: an expression (or none), and a range of keys.

    With `cut`, a name fitted more speakers or outlets than are looked up.
    """

    terms: tuple[Term, ...]
    match: str
    low: int
    high: int
    cut: bool


def search(record: Record, query: Query) -> Results:
    """Return the quotations that fit `query`.

    Raises NotUnderstoodError for a date, form, order or cursor that is none; words may be anything.
    """
    limit = min(max(query.limit, 0), MOST_HITS)
    with record.reading() as db:
        scope = _scope(db, query)
        keys = _keys(db, scope, query.order, max(MOST_COUNTED, limit) + 1)
        behind = _behind(db, scope, query, keys, limit + 1)
        hits = _hits(db, behind[:limit], scope.terms if scope else ())
    capped = len(keys) > MOST_COUNTED or (scope is not None and scope.cut)
    following = query.after.beyond((behind[limit - 1],), limit) if 0 < limit < len(behind) else None
    return Results(hits, min(len(keys), MOST_COUNTED), capped, following)


def left_out_of(record: Record, query: Query, results: Results) -> int:
    """Return how many more a search would have found with what is likely no quotation; 0 where it is too long to tell.

    Raises NotUnderstoodError as `search` does.
    """
    both = replace(query, uncertain=True, limit=0, after=START)
    return 0 if query.uncertain or results.capped else search(record, both).total - results.total


def search_on(record: Record, query: Query, most: int) -> Results:
    """Return what `search` returns, but more hits than one answer has: at most so many, and never more than are ranked.

    Raises NotUnderstoodError as `search` does.
    """
    found: list[Hit] = []
    most, after = min(most, MOST_RANKED), query.after
    while True:
        results = search(record, replace(query, limit=min(most - len(found), MOST_HITS), after=after))
        found += results.hits
        if results.next is None or len(found) >= most:
            return replace(results, hits=tuple(found))
        after = results.next


def facets(record: Record, query: Query) -> Facets:
    """Return what the quotations that fit `query` have in common.

    Raises NotUnderstoodError as `search` does.
    """
    with record.reading() as db:
        scope = _scope(db, query)
        keys = _keys(db, scope, "newest", MOST_FACETED + 1)
        rows = db.execute(_FACETS, (json.dumps(keys[:MOST_FACETED]),)).fetchall()
        speakers = _labels(row["actor"] for row in rows)
        names = dict(db.execute(_NAMES, (json.dumps([actor for actor, _ in speakers]),)).fetchall())
    return Facets(
        tuple((names[actor], count, actor) for actor, count in speakers),
        _labels(row["outlet"] for row in rows),
        _labels(row["form"] for row in rows),
        _labels(row["day"] and row["day"][:4] for row in rows),
        by_month(rows),
        capped=len(keys) > MOST_FACETED or (scope is not None and scope.cut),
    )


def spoken(record: Record, query: Query, most: int) -> tuple[str, ...]:
    """Return the ids of quotations that fit `query` and have a speaker: at most so many, the newest or the best.

    Raises NotUnderstoodError as `search` does.
    """
    with record.reading() as db:
        keys = _keys(db, _scope(db, query), query.order, most)
        return tuple(row["id"] for row in db.execute(_SPOKEN, (json.dumps(keys), most)))


def sharing_words(record: Record, beginnings: Sequence[str], query: Query = EVERYTHING) -> tuple[str, ...]:
    """Return the ids of quotations, each with a speaker, that have words which begin so: the best of the newest.

    They are those that this program found, and behind them as many of those that another one did. They fit `query`,
    whose own words do not count. Raises NotUnderstoodError as `search` does.
    """
    terms = tuple(Term((word,), prefix=True) for word in beginnings[:_MOST_BEGINNINGS])
    if not terms:
        return ()
    any_of = f"text : ({' OR '.join(expression((term,)) for term in terms)})"
    with record.reading() as db:
        scope = _scope(db, replace(query, words=""))
        if scope is None:
            return ()
        match = f"{any_of} AND {scope.match}" if scope.match else any_of
        found: list[str] = []
        for sort in (f"({match}) NOT tags : {GUEST}", f"({match}) AND tags : {GUEST}"):
            keys = _keys(db, replace(scope, terms=terms, match=sort), "best", MOST_RANKED)
            found += (row["id"] for row in db.execute(_SPOKEN, (json.dumps(keys), _MOST_SHARING)))
        return tuple(found)


def frequencies(record: Record, beginnings: Sequence[str]) -> tuple[dict[str, int], int]:
    """Return in how many quotations words stand that begin so, and how many quotations there are.

    Common ones are counted up to some thousands only.
    """
    with record.reading() as db:
        total = int(db.execute("SELECT count(*) FROM quotations").fetchone()[0])
        asked = (
            (stem, f"text : ({expression((Term((stem,), prefix=True),))})") for stem in beginnings[:_MOST_BEGINNINGS]
        )
        return {stem: int(db.execute(_COUNT, (match, MOST_RANKED)).fetchone()[0]) for stem, match in asked}, total


def stories_sharing_words(record: Record, beginnings: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of stories that have words which begin so, in the headline or the text: the best of the newest."""
    terms = [Term((word,), prefix=True) for word in beginnings[:_MOST_BEGINNINGS]]
    if not terms:
        return ()
    match = " OR ".join(expression((term,)) for term in terms)
    with record.reading() as db:
        keys = [key for (key,) in db.execute(_BEST_STORIES, (match, MOST_RANKED, _MOST_STORIES))]
        rows = db.execute(_STORIES, (json.dumps(keys),))
        return tuple(row["id"] for row in rows)


# Search goes through the index first and takes whole rows only of what it shows. Each statement names the order of
# its tables (CROSS JOIN): left free, the planner asks FTS5 anew for every row, which takes seconds.
_MATCHING = "FROM quotation_words WHERE quotation_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM quotation_words WHERE quotation_words MATCH ? LIMIT ?)"
_NEWEST_MATCHING = f"SELECT rowid {_MATCHING}"
_NEWEST = "SELECT key FROM quotations WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT ?"
_BEST = (
    f"SELECT rowid FROM (SELECT rowid, bm25(quotation_words, 1.0, 0.0) AS score {_MATCHING}) "  # noqa: S608 as above
    "ORDER BY score, rowid DESC"
)
_HITS = """
SELECT q.key, q.id, q.story, d.uri AS document, s.headline AS story_headline, q.text, q.form,
       q.speaker, q.actor AS speaker_id, q.role, q.source, s.outlet, q.day, q.day_basis,
       CASE q.day_basis WHEN 'said' THEN q.said WHEN 'published' THEN s.published END AS dated, q.implicit, q.headline,
       q.kind, q.polarity, q.act, q.acts_also, q.relay, q.confidence
FROM json_each(?) AS wanted
CROSS JOIN quotations AS q ON q.key = wanted.value
CROSS JOIN stories AS s ON s.id = q.story
CROSS JOIN documents AS d ON d.key = s.document
"""
_FACETS = """
SELECT coalesce(i.canonical, q.actor) AS actor, q.form, q.day, q.act, s.outlet
FROM json_each(?) AS wanted
CROSS JOIN quotations AS q ON q.key = wanted.value
CROSS JOIN stories AS s ON s.id = q.story
LEFT JOIN actor_links AS i ON i.actor = q.actor
"""
_SPOKEN = f"""
SELECT q.id FROM json_each(?) AS wanted CROSS JOIN quotations AS q ON q.key = wanted.value
WHERE {REPORTS_UTTERANCE} LIMIT ?
"""  # noqa: S608 our own words
_BEST_STORIES = """
SELECT rowid FROM (
    SELECT rowid, bm25(story_words) AS score FROM story_words WHERE story_words MATCH ? LIMIT ?
) ORDER BY score, rowid LIMIT ?
"""
_STORIES = "SELECT s.id FROM json_each(?) AS wanted CROSS JOIN stories AS s ON s.key = wanted.value"
_NAMES = "SELECT a.id, a.name FROM json_each(?) AS wanted CROSS JOIN actors AS a ON a.id = wanted.value"


def _scope(db: sqlite3.Connection, query: Query) -> _Scope | None:
    """Return what to ask the index, or None when nothing can fit."""
    low, high = key_range(query.since, query.until)
    _check("form", query.form, ("", *get_args(Form)))
    _check("act", query.act, ("", *get_args(Act)))
    _check("polarity", query.polarity, ("", *get_args(Polarity)))
    _check("order", query.order, get_args(Order))
    terms = parse(storable(query.words))
    asked: list[list[str]] = []  # any token of each list
    if query.speaker.strip():
        asked.append([speaker_token(actor) for actor in _actors(db, query.speaker)])
    if query.outlet.strip():
        asked.append([outlet_token(name) for name in _outlets(db, query.outlet)])
    if query.form:
        asked.append([form_token(query.form)])
    if query.act:
        asked.append([act_token(query.act)])
    if query.polarity in NOT_SAID:
        asked.append([polarity_token(query.polarity)])
    if [] in asked or (query.words.strip() and not terms):
        return None
    parts = [f"text : ({expression(terms)})"] if terms else []
    parts += [f"tags : ({' OR '.join(tokens[:_MOST_NAMED])})" for tokens in asked]
    cut = any(len(tokens) > _MOST_NAMED for tokens in asked)
    return _Scope(terms, without(" AND ".join(parts), _left_out(query)), low, high, cut)


def _left_out(query: Query) -> list[str]:
    """Return the tokens of quotations that are not to be found."""
    unsaid = map(polarity_token, NOT_SAID if query.polarity == "said" else ())
    return [*unsaid] if query.uncertain else [UNCERTAIN, *unsaid]


def _check(name: str, value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise NotUnderstoodError(name, f"{value[:40]!r} is not known; it is one of {', '.join(filter(None, allowed))}")


def _actors(db: sqlite3.Connection, speaker: str) -> list[str]:
    """Return the actors with that id, or printed anywhere under a name that has these parts: those they stand for."""
    exact = db.execute("SELECT id FROM actors WHERE id = ?", (storable(speaker.strip()),)).fetchall()
    return canonical(db, [row["id"] for row in exact] or [row["actor"] for row in named(db, "names", speaker)])


def _outlets(db: sqlite3.Connection, outlet: str) -> list[str]:
    """Return the outlets of that name, whatever its case and accents; without one, those whose name has these parts."""
    return [row["name"] for row in named(db, "outlets", outlet, whole=True) or named(db, "outlets", outlet)]


def _keys(db: sqlite3.Connection, scope: _Scope | None, order: Order, most: int) -> list[int]:
    """Return the keys that fit `scope` in the order asked for: `most` of them, or the best of those that are ranked."""
    if scope is None:
        return []
    if not scope.match:
        rows = db.execute(_NEWEST, (scope.low, scope.high, most))
    elif _is_ranked(scope, order):
        rows = db.execute(_BEST, (scope.match, scope.low, scope.high, MOST_RANKED))
    else:
        rows = db.execute(_NEWEST_MATCHING, (scope.match, scope.low, scope.high, most))
    return [key for (key,) in rows]


def _is_ranked(scope: _Scope, order: Order) -> bool:
    return bool(scope.terms) and order == "best"


def _behind(db: sqlite3.Connection, scope: _Scope | None, query: Query, keys: list[int], most: int) -> list[int]:
    """Return the keys that come behind the cursor, `most` of them or more; `keys` are those from the start.

    Where the ranked list no longer has the key of the cursor, what came next has taken its place.
    """
    (last,), passed = query.after.behind((_BEYOND_ALL,))
    if scope is None or not query.after.key:
        return keys[passed:]
    if _is_ranked(scope, query.order):
        return keys[keys.index(int(last)) + 1 if last in keys else max(query.after.place - 1, 0) :]
    return _keys(db, replace(scope, high=min(scope.high, int(last) - 1)), "newest", most)


def _hits(db: sqlite3.Connection, keys: list[int], terms: tuple[Term, ...]) -> tuple[Hit, ...]:
    rows = {row["key"]: row for row in db.execute(_HITS, (json.dumps(keys),))}
    return tuple(_hit(rows[key], terms) for key in keys)


def _hit(row: sqlite3.Row, terms: tuple[Term, ...]) -> Hit:
    fields = {name: row[name] for name in row.keys() if name != "key"}  # noqa: SIM118 a Row iterates over its values
    relay, also = json.loads(row["relay"]), json.loads(row["acts_also"])
    fields |= {name: bool(row[name]) for name in ("implicit", "headline")} | {"acts_also": tuple(also)}
    return Hit(**fields | {"relay": tuple(name for name, *_ in relay)}, snippet=snippet(row["text"], terms))


def _labels(values: Iterable[str | None]) -> Counts:
    counts = Counter(value for value in values if value)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_LABELS])
