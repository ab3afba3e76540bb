"""Reads statements: utterances, each with the quotations that report it, first out first."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.store.sqlite.reads.lookup import only, starting
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import IS_GUEST, REPORTS_UTTERANCE, quotation_from, story_from
from onrecord.store.sqlite.writes.judgements import Judgement, judgements
from onrecord.types import Dated, Part, Quotation, Span, Story, with_offsets

_MOST_REPORTS = 2000
_AT_ONCE = 500
MOST_NEAR = 300  # quotations each side in time, and in the same stories, that others are looked for in
_REPORTS = f"""
WITH wanted AS (SELECT value AS id FROM json_each(?)), member AS (
    SELECT id AS statement, id AS quotation FROM wanted
    UNION ALL SELECT f.statement, f.quotation FROM wanted CROSS JOIN statement_members AS f ON f.statement = wanted.id
)
SELECT q.*, {IS_GUEST} AS is_guest, member.statement AS of_statement, f.because AS fold_because,
       f.beside AS fold_beside, d.uri AS of_uri, d.sha256 AS of_sha256, d.url AS of_url
FROM member
CROSS JOIN quotations AS q ON q.id = member.quotation
CROSS JOIN stories AS s ON s.id = q.story
CROSS JOIN documents AS d ON d.key = s.document
LEFT JOIN statement_members AS f ON f.quotation = q.id
ORDER BY is_guest, s.published IS NULL, s.published, s.outlet, q.story, q.position, q.id
"""  # noqa: S608 our own words
_TELLERS = """
SELECT s.id, s.start, s."end", s.headline, s.headline_start, s.headline_end, s.outlet, s.byline,
       s.published, s.published_basis, s.published_start, s.published_end, s.language
FROM json_each(?) AS wanted CROSS JOIN stories AS s ON s.id = wanted.value
"""
_SPEAKERS = """
SELECT wanted.value AS printed, coalesce(i.canonical, wanted.value) AS actor, a.name
FROM json_each(?) AS wanted LEFT JOIN actor_links AS i ON i.actor = wanted.value
CROSS JOIN actors AS a ON a.id = coalesce(i.canonical, wanted.value)
"""
_TOGETHER = f"""
SELECT near.id FROM json_each(?1) AS wanted CROSS JOIN quotations AS near ON near.key IN (
    SELECT q.key FROM quotations AS q WHERE q.story = wanted.value AND {REPORTS_UTTERANCE}
    AND (?3 OR NOT {IS_GUEST}) ORDER BY q.position LIMIT ?2
) ORDER BY wanted.key, near.position LIMIT ?2
"""  # noqa: S608 our own words
_OF_ACTOR = f"""
SELECT q.key, coalesce(f.statement, q.id) AS statement
FROM (SELECT ?1 AS id UNION SELECT actor FROM actor_links WHERE canonical = ?1) AS named
CROSS JOIN quotations AS q ON q.actor = named.id AND {REPORTS_UTTERANCE} AND (?2 OR NOT {IS_GUEST})
LEFT JOIN statement_members AS f ON f.quotation = q.id ORDER BY q.key
"""  # noqa: S608 our own words
_CARRIED = """
SELECT wanted.value AS quotation, coalesce(f.statement, wanted.value) AS statement, (
    SELECT json_group_array(DISTINCT s.outlet) FROM (
        SELECT coalesce(f.statement, wanted.value) AS id
        UNION SELECT quotation FROM statement_members WHERE statement = coalesce(f.statement, wanted.value) LIMIT ?2
    ) AS member CROSS JOIN quotations AS q ON q.id = member.id CROSS JOIN stories AS s ON s.id = q.story
    WHERE s.outlet IS NOT NULL
) AS outlets, coalesce(i.canonical, q.actor) AS actor, coalesce(c.name, a.name) AS speaker
FROM json_each(?1) AS wanted
LEFT JOIN quotations AS q ON q.id = wanted.value
LEFT JOIN statement_members AS f ON f.quotation = wanted.value
LEFT JOIN actors AS a ON a.id = q.actor
LEFT JOIN actor_links AS i ON i.actor = q.actor
LEFT JOIN actors AS c ON c.id = i.canonical
"""
_INTRODUCTIONS = """
SELECT q.id, q.source, q.cue, q.cue_start < q.source_start AS cue_first
FROM json_each(?) AS wanted CROSS JOIN quotations AS q ON q.id = wanted.value
"""
_REPORT_COUNT = """
SELECT 1 + (SELECT count(*) FROM statement_members AS f WHERE f.statement = coalesce(own.statement, wanted.id))
FROM (SELECT ? AS id) AS wanted LEFT JOIN statement_members AS own ON own.quotation = wanted.id
"""
_STATEMENTS = """
SELECT DISTINCT coalesce(f.statement, q.id) AS id
FROM json_each(?) AS wanted CROSS JOIN quotations AS q ON q.id = wanted.value AND q.polarity = 'said'
LEFT JOIN statement_members AS f ON f.quotation = q.id ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class ReportView:
    """A quotation as a report of a statement: where it stands, and why, and beside which, it was joined to it.

    `guest` tells that another program found it, `url` is the address of its page, and `introduction` are the words of
    its source and cue.
    """

    quotation: Quotation
    story: Story
    document: str
    sha256: str
    beside: str | None
    because: tuple[Part, ...]
    guest: bool = False
    url: str | None = None
    introduction: str = ""

    def words(self, span: Span | None) -> str:
        """Return the words of the quotation at a place in its document, "" where they are not its."""
        for part, start in with_offsets(self.quotation.content):
            if span and part.covers(span):
                return self.quotation.text[start + span.start - part.start : start + span.end - part.start]
        return ""


@dataclass(frozen=True, slots=True)
class QuotationsInTime:
    """Quotations of one actor in the order of their days: their keys, and the statement that each reports."""

    keys: tuple[int, ...]
    statements: tuple[str, ...]

    def near(self, key: int) -> Sequence[str]:
        """Return the statements that those nearest to a key report: of so many quotations each side."""
        place = bisect_left(self.keys, key)
        return self.statements[max(0, place - MOST_NEAR) : place + MOST_NEAR]


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement: the actor that spoke under its fullest name, its reports, and what people judged of them.

    The reports that another program found come last.
    """

    id: str
    actor: str | None
    speaker: str | None
    reports: tuple[ReportView, ...]
    judgements: tuple[Judgement, ...] = ()

    @property
    def is_guest(self) -> bool:
        """Tell whether nothing but another program found it."""
        return all(report.guest for report in self.reports)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Return the outlets that carried it, the first out first."""
        return tuple(dict.fromkeys(report.story.outlet for report in self.reports if report.story.outlet))

    def carriers(self, words: str) -> tuple[str, ...]:
        """Return the outlets that carried it, before the others those that had these words."""
        had = (report.story.outlet for report in self.reports if words in report.quotation.text)
        return tuple(dict.fromkeys((*filter(None, had), *self.outlets)))

    def bearer(self, words: str) -> str:
        """Return the id of the first report that has these words, else of the first there is."""
        had = (report for report in self.reports if words in report.quotation.text)
        return next(had, self.reports[0]).quotation.id

    @property
    def said(self) -> Dated | None:
        """Return the day of the utterance as the first report that tells one has it."""
        return next((report.quotation.said for report in self.reports if report.quotation.said), None)


def report_count(record: Record, identity: str) -> int:
    """Return how many quotations report what this one reports; 0 where no or several ids start so."""
    with record.reading() as db:
        found = starting(db, "quotations", identity)
        return int(db.execute(_REPORT_COUNT, found).fetchone()[0]) if len(found) == 1 else 0


def statement(record: Record, identity: str) -> StatementView | None:
    """Return the statement that the quotation with this id, or the only one whose id starts so, reports.

    Raises AmbiguousError, naming them, when several ids start so.
    """
    with record.reading() as db:
        found = only(identity, starting(db, "quotations", identity))
        views = _statements(db, _ids(db, [] if found is None else [found]))
    view = next(iter(views), None)
    if view is None:
        return None
    judged = judgements(record, [report.quotation.id for report in view.reports])
    of_pairs = tuple(one for one in judged if one.kind == "same")
    return StatementView(view.id, view.actor, view.speaker, view.reports, of_pairs)


@dataclass(frozen=True, slots=True)
class Carried:
    """The statement that a quotation reports, the actor that spoke under its fullest name, and who carried it."""

    statement: str
    actor: str | None
    speaker: str | None
    outlets: frozenset[str]


def carried(record: Record, quotations: Sequence[str]) -> dict[str, Carried]:
    """Return for each quotation with one of these ids what it reports and who else does."""
    with record.reading() as db:
        rows = db.execute(_CARRIED, (json.dumps(quotations), _MOST_REPORTS)).fetchall()
    return {
        row["quotation"]: Carried(row["statement"], row["actor"], row["speaker"], frozenset(json.loads(row["outlets"])))
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class Introduction:
    """The source and cue of a quotation as the story prints them, "" where it has none, and which stands first."""

    source: str
    cue: str
    cue_first: bool


def introductions(record: Record, quotations: Sequence[str]) -> dict[str, Introduction]:
    """Return what introduces the quotations with these ids."""
    with record.reading() as db:
        rows = db.execute(_INTRODUCTIONS, (json.dumps(list(quotations)),))
        return {row["id"]: Introduction(row["source"] or "", row["cue"] or "", bool(row["cue_first"])) for row in rows}


def reported_by(record: Record, quotations: Sequence[str]) -> Iterator[StatementView]:
    """Yield the statements that quotations with these ids report, in the order of their ids, without the judgements."""
    with record.reading() as db:
        ids = _ids(db, quotations)
    for start in range(0, len(ids), _AT_ONCE):
        with record.reading() as db:
            views = _statements(db, ids[start : start + _AT_ONCE])
        yield from views


def surroundings(record: Record, quotation: Quotation, story: str, before: int, after: int) -> str:
    """Return the words of a quotation with what stands around them in its story: so many characters each side."""
    first = min(span.start for span in quotation.content)
    last = max(span.end for span in quotation.content)
    sql = (
        'SELECT substr(d.text, max(s.start, ?1) + 1, min(s."end", ?2) - max(s.start, ?1)) AS words '
        "FROM stories AS s CROSS JOIN documents AS d ON d.key = s.document WHERE s.id = ?3"
    )
    with record.reading() as db:
        row = db.execute(sql, (first - before, last + after, story)).fetchone()
    return str(row["words"]) if row else quotation.text


def statements(record: Record) -> Iterator[StatementView]:
    """Yield all statements in the order of their ids, without the judgements; a few hundred are read at a time."""
    last = ""
    while ids := _next(record, last):
        yield from reported_by(record, ids)
        last = ids[-1]


def quotations_in_time(record: Record, actor: str, *, guests: bool) -> QuotationsInTime:
    """Return the quotations of an actor in the order of their days; those that another program found with `guests`."""
    with record.reading() as db:
        rows = db.execute(_OF_ACTOR, (actor, guests)).fetchall()
    return QuotationsInTime(tuple(row["key"] for row in rows), tuple(row["statement"] for row in rows))


def neighbours(record: Record, view: StatementView, in_time: QuotationsInTime) -> tuple[str, ...]:
    """Return the ids of the statements told in the same stories, and of the nearest of those in time, each once.

    Beside a statement that this program found, they are only those that it found, too; so are those `in_time`.
    """
    stories = json.dumps(list(dict.fromkeys(report.story.id for report in view.reports)))
    with record.reading() as db:
        told = [row["id"] for row in db.execute(_TOGETHER, (stories, MOST_NEAR, view.is_guest))]
        key = db.execute("SELECT key FROM quotations WHERE id = ?", (view.id,)).fetchone()
        found = dict.fromkeys((*_ids(db, told), *(in_time.near(key["key"]) if key else ())))
    return tuple(identity for identity in found if identity != view.id)


def _next(record: Record, last: str) -> Sequence[str]:
    sql = (
        f"SELECT q.id FROM quotations AS q WHERE q.id > ? AND {REPORTS_UTTERANCE} "  # noqa: S608 our own words
        "AND NOT EXISTS (SELECT 1 FROM statement_members AS f WHERE f.quotation = q.id) ORDER BY q.id LIMIT ?"
    )
    with record.reading() as db:
        return [row["id"] for row in db.execute(sql, (last, _AT_ONCE))]


def _ids(db: sqlite3.Connection, quotations: Sequence[str]) -> list[str]:
    """Return the ids of the statements that quotations report, in order."""
    return [row["id"] for row in db.execute(_STATEMENTS, (json.dumps(quotations),))]


def _statements(db: sqlite3.Connection, ids: Sequence[str]) -> list[StatementView]:
    rows: dict[str, list[sqlite3.Row]] = {}
    for row in db.execute(_REPORTS, (json.dumps(ids),)):
        several = rows.setdefault(row["of_statement"], [])
        if len(several) < _MOST_REPORTS:
            several.append(row)
    tellers = json.dumps(list({row["story"] for several in rows.values() for row in several}))
    stories = {row["id"]: story_from(row) for row in db.execute(_TELLERS, (tellers,))}
    reports = {name: tuple(_report(row, stories[row["story"]]) for row in several) for name, several in rows.items()}
    first = {name: _first_speaker(several) for name, several in reports.items()}
    named = {row["printed"]: row for row in db.execute(_SPEAKERS, (json.dumps(list(filter(None, first.values()))),))}
    return [_view(name, reports[name], named.get(first[name] or "")) for name in ids if name in reports]


def _first_speaker(reports: Sequence[ReportView]) -> str | None:
    return next((report.quotation.speaker.id for report in reports if report.quotation.speaker), None)


def _view(identity: str, reports: tuple[ReportView, ...], named: sqlite3.Row | None) -> StatementView:
    if named is None:
        return StatementView(identity, None, None, reports)
    return StatementView(identity, named["actor"], named["name"], reports)


def _report(row: sqlite3.Row, story: Story) -> ReportView:
    because = tuple(Part(*part) for part in json.loads(row["fold_because"] or "[]"))
    guest = bool(row["is_guest"])
    introduction = " ".join(filter(None, (row["source"], row["cue"])))
    document = (row["of_uri"], row["of_sha256"])
    beside = row["fold_beside"]
    return ReportView(quotation_from(row), story, *document, beside, because, guest, row["of_url"], introduction)
