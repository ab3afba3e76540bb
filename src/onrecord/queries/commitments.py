"""What became of promises and demands: what later statements say of each, beside the words themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from onrecord.queries.comparable_statements import first_day
from onrecord.queries.compare import fullest
from onrecord.queries.relations import RelationFinder
from onrecord.store.sqlite.reads.search import Query, spoken
from onrecord.store.sqlite.reads.statements import StatementView, reported_by
from onrecord.store.sqlite.record import Record
from onrecord.types import Binding, Mention, Relation

Told = Callable[[int, int], None]
BINDING: tuple[Binding, ...] = get_args(Binding)
_FATES = {"keeps_promise": "said to be kept", "breaks_promise": "said to be broken", "denies": "denied"}
_DEPARTURES = {"takes back": "taken back", "reverses": "reversed"}


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise, demand or threat: the day (ISO, "" where unknown), its words, and the later statements on it.

    `answers` are how later statements stand to it; `statements` are those, in the same order.
    """

    day: str
    act: Binding
    words: str
    statement: StatementView
    answers: tuple[Relation, ...]
    statements: tuple[StatementView, ...]

    @property
    def condition(self) -> Mention | None:
        """Return the condition under which it holds, as the first report that tells one has it."""
        return _first(report.quotation.condition for report in self.statement.reports)

    @property
    def deadline(self) -> Mention | None:
        """Return the time by which it is to be done, as the first report that tells one has it."""
        return _first(report.quotation.deadline for report in self.statement.reports)

    @property
    def fates(self) -> tuple[str, ...]:
        """Return in a word or two what each of the answers says of it; nothing where it is still open."""
        return tuple(_fate(answer) for answer in self.answers)


def commitments(
    record: Record, query: Query, acts: Sequence[Binding] = BINDING, told: Told | None = None
) -> tuple[Commitment, ...]:
    """Return the promises, demands and threats that fit `query`, the earliest first, with what was said of each later.

    At most `query.limit` quotations of each act are looked at, the best or the newest. `told` hears how many statements
    are done, of how many. Raises NotUnderstoodError for a date, form or order that is none, EmbeddingError where the
    model of meaning cannot be loaded.
    """
    views: dict[str, tuple[StatementView, Binding]] = {}
    for act in acts:
        for view in reported_by(record, spoken(record, replace(query, act=act), query.limit)):
            views.setdefault(view.id, (view, act))
    relater = RelationFinder(record)
    found = []
    for view, act in views.values():
        found.append(_commitment(relater, view, act))
        if told:
            told(len(found), len(views))
    return tuple(sorted(found, key=lambda each: (not each.day, each.day, each.statement.id)))


def _commitment(relater: RelationFinder, view: StatementView, act: Binding) -> Commitment:
    pairs = ((answer, relater.statement(answer.left)) for answer in relater.answers(view))
    answers = [(answer, later) for answer, later in pairs if later]
    answers.sort(key=lambda pair: (first_day(pair[1]), pair[0].left))
    first, then = tuple(answer for answer, _ in answers), tuple(later for _, later in answers)
    return Commitment(first_day(view), act, fullest(view), view, first, then)


def _fate(answer: Relation) -> str:
    if answer.kind == "repeats":
        return "repeated"
    return _FATES.get(answer.kind) or _DEPARTURES.get(answer.how) or answer.how


def _first(found: Iterator[Mention | None]) -> Mention | None:
    return next(filter(None, found), None)
