"""A timeline: what a speaker said, the earliest first, each with how it stands to what was said before."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.queries.comparable_statements import first_day
from onrecord.queries.compare import fullest
from onrecord.store.sqlite.reads.relations import relations_of
from onrecord.store.sqlite.reads.search import EVERYTHING, Query, search
from onrecord.store.sqlite.reads.statements import StatementView, statement
from onrecord.store.sqlite.record import Record
from onrecord.types import Relation, Stance, Strength


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A statement in a timeline: the day (ISO, "" where unknown), its fullest words, and how it stands to earlier ones.

    Where the timeline is of positions on a claim, the words are those that bear on it, with the side and how firm they
    are.
    """

    day: str
    words: str
    statement: StatementView
    relations: tuple[Relation, ...]
    stance: Stance | None = None
    strength: Strength | None = None


def timeline(record: Record, query: Query = EVERYTHING) -> tuple[TimelineEntry, ...]:
    """Return the statements that have a report which fits `query`, the earliest first, unknown days last.

    Raises NotUnderstoodError for a date, form or order that is none.
    """
    views: dict[str, StatementView] = {}
    for hit in search(record, replace(query, polarity="said")).hits:
        view = statement(record, hit.id)
        if view and view.actor:
            views.setdefault(view.id, view)
    entries = [_entry(record, view) for view in views.values()]
    return tuple(sorted(entries, key=lambda entry: (not entry.day, entry.day, entry.statement.id)))


def _entry(record: Record, view: StatementView) -> TimelineEntry:
    return TimelineEntry(first_day(view), fullest(view), view, relations_of(record, [view.id]))
