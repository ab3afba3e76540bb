"""A statement beside others: what its reports made of the words, and how it stands to earlier statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from onrecord.lexicons.modality import conditions, firmness, negates
from onrecord.linking.quote_alignment import wording_beside, wordings
from onrecord.linking.relations import denials
from onrecord.queries.embeddings import EmbeddingCache
from onrecord.store.sqlite.keys import days_of
from onrecord.store.sqlite.reads.search import Query, search
from onrecord.store.sqlite.reads.statements import (
    ReportView,
    StatementView,
    neighbours,
    reported_by,
    statement,
    statements,
)
from onrecord.store.sqlite.record import Record
from onrecord.text.passages import passages
from onrecord.types import ComparableStatement, Relation, Report, Stance, Strength, Wording
from onrecord.types.json import to_plain
from onrecord.versions import link_version

_FEWEST_WORDS = 3  # of a passage whose matter can be told
_MOST_PASSAGES = 16
_MOST_KEPT = 5000  # statements held in memory


class ComparedReport(NamedTuple):
    """A report of a statement, and what it made of the words."""

    report: ReportView
    wording: Wording


@dataclass(frozen=True, slots=True)
class ComparedStatement:
    """A statement, and for each of its reports, in the same order, what it made of the words."""

    statement: StatementView
    wordings: tuple[Wording, ...]

    @property
    def rows(self) -> tuple[ComparedReport, ...]:
        """Return each report with its wording."""
        return tuple(ComparedReport(*pair) for pair in zip(self.statement.reports, self.wordings, strict=True))

    def report(self, quotation: str) -> ReportView:
        """Return the report that this quotation is; raises KeyError if it is none."""
        for report in self.statement.reports:
            if report.quotation.id == quotation:
                return report
        raise KeyError(quotation)


def compare(record: Record, identity: str) -> ComparedStatement | None:
    """Return the statement that the quotation with this id (or its only beginning) reports, with its wordings.

    Raises AmbiguousError, naming them, when several ids start so.
    """
    found = statement(record, identity)
    return compared(found) if found else None


def compared(view: StatementView) -> ComparedStatement:
    """Return a statement with its wordings."""
    return ComparedStatement(view, wordings([_report(report) for report in view.reports]))


def all_compared(record: Record) -> Iterator[ComparedStatement]:
    """Yield all statements of a record with their wordings, in the order of their ids."""
    return map(compared, statements(record))


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A statement in a speaker's course: the day (ISO, "" where unknown), its fullest words, and how it stands back.

    In a course of positions on a claim, the words are those that bear on it, with the side and how firm they are.
    """

    day: str
    words: str
    statement: StatementView
    relations: tuple[Relation, ...]
    stance: Stance | None = None
    strength: Strength | None = None


def timeline(record: Record, query: Query) -> tuple[TimelineEntry, ...]:
    """Return the statements that have a report which fits `query`, the earliest first, unknown days last.

    Raises NotUnderstoodError for a date, form or order that is none, EmbeddingError where the model cannot be loaded.
    """
    relater = RelationFinder(record)
    views: dict[str, StatementView] = {}
    for hit in search(record, query).hits:
        view = statement(record, hit.id)
        if view and view.actor:
            views.setdefault(view.id, view)
    moments = (TimelineEntry(first_day(view), fullest(view), view, relater.relations(view)) for view in views.values())
    return tuple(sorted(moments, key=lambda moment: (not moment.day, moment.day, moment.statement.id)))


def fullest_report(view: StatementView) -> ReportView:
    """Return the report with the longest of the quoted wordings of a statement, or of those there are."""
    return max(view.reports, key=lambda report: (report.quotation.form == "direct", len(report.quotation.text)))


def fullest(view: StatementView) -> str:
    """Return the longest of the quoted wordings of a statement, or of those there are."""
    return fullest_report(view).quotation.text


def held_beside(first: StatementView, other: StatementView) -> Wording:
    """Return in what the fullest words of a statement differ from those of another (`stages.link.wordings`)."""
    return wording_beside(_report(fullest_report(first)), _report(fullest_report(other)))


def first_day(view: StatementView) -> str:
    """Return the first day on which a statement may have been made (ISO), "" where no report tells one."""
    days = _days(view)
    return date.fromordinal(days[0]).isoformat() if days else ""


class RelationFinder:
    """Finds how statements of a record stand to earlier ones; what was read and embedded lately is kept."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: dict[str, tuple[StatementView, ComparableStatement]] = {}
        self._meanings = EmbeddingCache(record)

    def relations(self, view: StatementView) -> tuple[Relation, ...]:
        """Return what a statement denies, repeats or departs from, the likeliest first.

        Raises EmbeddingError where the model of meaning cannot be loaded.
        """
        if view.actor is None:
            return ()
        near = {other.id: other for other in (view, *self._near(view))}
        one = self._utterance(view)
        chosen = denials.candidates(one, map(self._utterance, near.values()))
        self._meanings.recall(near[each.id] for each in (one, *chosen))
        meaning = {each.id: self._meanings.of(each.passages) for each in (one, *chosen)}
        return denials.related(one, chosen, meaning)

    def answers(self, view: StatementView) -> tuple[Relation, ...]:
        """Return how later statements deny this one, repeat it, depart from it or tell what became of it.

        Raises EmbeddingError where the model of meaning cannot be loaded.
        """
        if view.actor is None:
            return ()
        near = {other.id: other for other in self._near(view)}
        chosen = denials.answering(self._utterance(view), map(self._utterance, near.values()))
        found = (relation for other in chosen for relation in self.relations(near[other.id]))
        return tuple(relation for relation in found if relation.right == view.id)

    def statement(self, identity: str) -> StatementView | None:
        """Return the statement with this id."""
        if identity not in self._known:
            view = statement(self._record, identity)
            if view is not None:
                self._keep(view)
            return view
        return self._known[identity][0]

    def _near(self, view: StatementView) -> list[StatementView]:
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        near = neighbours(self._record, view)
        for read in reported_by(self._record, [identity for identity in near if identity not in self._known]):
            self._keep(read)
        found = (self._known[identity][0] for identity in near if identity in self._known)
        return [other for other in found if other.actor]

    def _utterance(self, view: StatementView) -> ComparableStatement:
        if view.id not in self._known:
            self._keep(view)
        return self._known[view.id][1]

    def _keep(self, view: StatementView) -> None:
        self._known[view.id] = (view, comparable_statement(view))


def comparable_statement(view: StatementView) -> ComparableStatement:
    """Return a statement as it is held against others; its quoted passages come first."""
    found: dict[str, tuple[bool, int, bool]] = {}
    reports = sorted(view.reports, key=lambda report: report.quotation.form == "indirect")
    for report in reports:
        for passage in passages(report.quotation.text, report.quotation.content):
            if len(passage.split()) >= _FEWEST_WORDS:
                spoken = report.story.language
                told = (negates(passage, spoken), firmness(passage, spoken), conditions(passage, spoken))
                found.setdefault(passage, told)
    kept = dict(list(found.items())[:_MOST_PASSAGES])
    languages = [report.story.language or "" for report in view.reports]
    return ComparableStatement(
        id=view.id,
        actor=view.actor or "",
        speaker=view.speaker or "",
        acts=tuple(report.quotation.act or "" for report in view.reports),
        passages=tuple(kept),
        negated=tuple(negated for negated, _, _ in kept.values()),
        firmness=tuple(firm for _, firm, _ in kept.values()),
        conditional=tuple(conditional for _, _, conditional in kept.values()),
        stories=frozenset(report.story.id for report in view.reports),
        days=_days(view),
        language=max(sorted(set(languages)), key=languages.count, default=""),
    )


def _days(view: StatementView) -> tuple[int, int] | None:
    """Return the days that a report tells, the most precise first; else those of the first report that came out."""
    found = []
    for report in view.reports:
        said = report.quotation.said
        told = said is not None and said.basis not in ("published", "unknown")
        if days := days_of(said if told else report.story.published):
            found.append((not told, days[1] - days[0], days))
    return min(found)[2] if found else None


def relation_to_line(relation: Relation) -> dict[str, Any]:
    """Return a relation as an object of the interchange contract: a judgement of the program."""
    return {
        "left": relation.left,
        "right": relation.right,
        "kind": relation.kind,
        "verdict": "yes",
        "score": round(relation.score, 3),
        "because": [part._asdict() for part in relation.because],
        "by": link_version(),
        "at": None,
        "passage": relation.passage,
        "other_passage": relation.other_passage,
        "how": relation.how or None,
    }


def to_line(one: ComparedStatement) -> dict[str, Any]:
    """Return a statement as an object of the interchange contract (docs/reference/contract.md)."""
    view = one.statement
    first = view.reports[0].quotation
    speaker = next((report.quotation.speaker for report in view.reports if report.quotation.speaker), None)
    return {
        "id": view.id,
        "speaker": to_plain(speaker) | {"id": view.actor, "name": view.speaker} if speaker else None,
        "said": to_plain(view.said),
        "text": fullest(view),
        "act": first.act,
        "quotations": [_quotation(one, report, wording) for report, wording in one.rows],
    }


def _quotation(one: ComparedStatement, report: ReportView, wording: Wording) -> dict[str, Any]:
    quotation, story = report.quotation, report.story
    return {
        "id": quotation.id,
        "document": report.document,
        "story": story.id,
        "outlet": story.outlet,
        "published": story.published.value if story.published else None,
        "language": story.language,
        "content": to_plain(quotation.content),
        "form": quotation.form,
        "text": quotation.text,
        "relay": [link.name for link in quotation.relay],
        "wording": wording.kind,
        "against": wording.against,
        "differences": [
            {
                "kind": difference.kind,
                "span": to_plain(difference.span),
                "other": one.report(wording.against).document if wording.against else None,
                "other_span": to_plain(difference.other),
            }
            for difference in wording.differences
        ],
        "beside": report.beside,
        "because": [part._asdict() for part in report.because],
    }


def _report(view: ReportView) -> Report:
    quotation, story = view.quotation, view.story
    published = story.published.value if story.published else None
    return Report(quotation.id, quotation.text, quotation.content, quotation.form, story.language or "", published)
