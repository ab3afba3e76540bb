"""Commitments: promises, demands and threats, each with what later statements say became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from onrecord.queries.comparable_statements import first_day
from onrecord.queries.compare import fullest
from onrecord.store.sqlite.reads.relations import relations_to
from onrecord.store.sqlite.reads.search import EVERYTHING, Query, spoken
from onrecord.store.sqlite.reads.statements import StatementView, reported_by
from onrecord.store.sqlite.record import Record
from onrecord.types import Binding, Mention, Progress, Relation

BINDING: tuple[Binding, ...] = get_args(Binding)
_OUTCOMES = {
    "keeps_promise": "said to be kept",
    "breaks_promise": "said to be broken",
    "denies": "denied",
    "repeats": "repeated",
}
_DEPARTURES = {"takes back": "taken back", "reverses": "reversed"}


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise, demand or threat: the day (ISO, "" where unknown), its words, and the later statements on it.

    `answers` are how later statements stand to it, the earliest first; `statements` are those, in the same order.
    """

    day: str
    act: Binding
    words: str
    statement: StatementView
    answers: tuple[Relation, ...]
    statements: tuple[StatementView, ...]

    @property
    def condition(self) -> Mention | None:
        """Return the condition under which it holds, as the first report that names one has it."""
        return _first(report.quotation.condition for report in self.statement.reports)

    @property
    def deadline(self) -> Mention | None:
        """Return the time by which it is to be done, as the first report that names one has it."""
        return _first(report.quotation.deadline for report in self.statement.reports)

    @property
    def fates(self) -> tuple[str, ...]:
        """Return in a word or two what each of the answers says of it; nothing where it is still open."""
        return tuple(map(_outcome, self.answers))


def commitments(
    record: Record, query: Query = EVERYTHING, acts: Sequence[Binding] = BINDING, progress: Progress | None = None
) -> tuple[Commitment, ...]:
    """Return the promises, demands and threats that fit `query`, the earliest first, with what was said of each later.

    At most `query.limit` quotations of each act are looked at, the best or the newest. `progress` is called with how
    many statements are done. Raises NotUnderstoodError for a date, form or order that is none.
    """
    views: dict[str, tuple[StatementView, Binding]] = {}
    for act in acts:
        for view in reported_by(record, spoken(record, replace(query, act=act), query.limit)):
            views.setdefault(view.id, (view, act))
    found = []
    for view, act in views.values():
        found.append(_commitment(record, view, act))
        if progress:
            progress(len(found), len(views))
    return tuple(sorted(found, key=lambda each: (not each.day, each.day, each.statement.id)))


def _commitment(record: Record, view: StatementView, act: Binding) -> Commitment:
    answers = relations_to(record, [view.id])
    later = {other.id: other for other in reported_by(record, [answer.left for answer in answers])}
    ranked = sorted(_known(answers, later), key=lambda answer: (first_day(later[answer.left]), answer.left))
    statements = tuple(later[answer.left] for answer in ranked)
    return Commitment(first_day(view), act, fullest(view), view, tuple(ranked), statements)


def _known(answers: Iterable[Relation], later: dict[str, StatementView]) -> Iterator[Relation]:
    return (answer for answer in answers if answer.left in later)


def _outcome(answer: Relation) -> str:
    return _OUTCOMES.get(answer.kind) or _DEPARTURES.get(answer.how) or answer.how


def _first(found: Iterable[Mention | None]) -> Mention | None:
    return next(filter(None, found), None)
