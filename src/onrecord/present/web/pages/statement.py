"""The page of one statement: its reports side by side, in what words, and passages of others to compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.present import differences
from onrecord.present.differences import Bit, bits
from onrecord.present.exports import linkeddata
from onrecord.present.introduced import Introduced, introduced
from onrecord.present.terms import FORMS, NOT_NAMED, POLARITIES, RELATIONS, TO_COMPARE, TWO_PASSAGES, WORDINGS
from onrecord.present.web.components.breadcrumbs import PEOPLE, Crumb
from onrecord.present.web.components.disambiguation import Candidate, find_by_id
from onrecord.present.web.components.links import (
    compare_at,
    outlet_at,
    person_at,
    quotation_at,
    statement_at,
    story_at,
    with_query,
)
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page
from onrecord.present.words import (
    LONGEST_HEADLINE,
    LONGEST_NAME,
    Time,
    counted,
    language_tag,
    shortened,
    signed,
    size_of,
    times,
)
from onrecord.queries.compare import ComparedStatement, compare, fullest, fullest_report
from onrecord.queries.lines import relation_line, statement_line
from onrecord.queries.relations import RelationFinder
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.statements import ReportView, StatementView
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.judgements import Judgement
from onrecord.types import Part, Relation

_MOST_SHOWN = 100  # reports that the page shows
_MOST_LINKED = 20  # reports that stand in the page as linked data
_MOST_WORDS = 2_000  # characters of a report that are shown
_MOST_DIFFERENCES, _LONGEST_DIFFERENCE = 40, 800  # differences that are put in words, and characters of each
_SHOW = "relations"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report of the statement."""

    outlet: str
    outlet_address: str
    out: tuple[Time, ...]
    relay: str
    introduced: Introduced
    form: str
    wording: str
    bits: tuple[Bit, ...]
    language: str
    headline: str
    place: str
    address: str
    beside: str
    reasons: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class RelatedStatement:
    """Another statement to compare, what to look for, and the passages of both."""

    look: str
    speaker: str
    day: tuple[Time, ...]
    theirs: str
    own: str
    introduced_theirs: Introduced
    introduced_own: Introduced
    address: str
    reasons: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """All that the page shows; `relations` is None until they are asked for."""

    words: str
    size: str
    language: str
    speaker: str
    speaker_address: str
    role: str
    said: tuple[Time, ...]
    act: str
    reports: str
    outlets: str
    first: str
    rows: tuple[ReportRow, ...]
    unshown: int
    differences: tuple[str, ...]
    judged: tuple[str, ...]
    relations: tuple[RelatedStatement, ...] | None
    more: str
    compare: str
    two_passages: str = TWO_PASSAGES
    note: str = TO_COMPARE


@dataclass(frozen=True, slots=True)
class _Pair:
    """A relation of the statement, and the other statement of it; `is_earlier` tells whether the other came first."""

    relation: Relation
    other: StatementView | None
    is_earlier: bool


def page(connection: RecordConnection, request: Request) -> Page:
    """Return the statement that the address names by the id of a quotation that reports it, or the start of one."""
    record = connection.record()
    found = find_by_id(record, request, ("statement", "quotations"), _compared, _candidate)
    pairs = _pairs(record, found.statement) if request.query_params.get("show") == _SHOW else None
    speaker, actor = shortened(found.statement.speaker or NOT_NAMED, LONGEST_NAME), found.statement.actor
    return Page(
        "statement.html",
        f"{speaker}: {shortened(fullest(found.statement)[:_MOST_WORDS], 60)}",
        lambda: _view(record, found, pairs),
        lambda: _data(found, pairs),
        breadcrumbs=(PEOPLE, Crumb(speaker, person_at(actor) if actor else ""), Crumb("Statement")),
        linked_data=lambda: _linked_data(found.statement),
    )


def _pairs(record: Record, view: StatementView) -> list[_Pair]:
    """Return what ties a statement to earlier ones, then what ties later ones to it, each with the other statement."""
    finder = RelationFinder(record)
    earlier = [_Pair(each, finder.statement(each.right), is_earlier=True) for each in finder.relations(view)]
    return earlier + [_Pair(each, finder.statement(each.left), is_earlier=False) for each in finder.answers(view)]


def _data(found: ComparedStatement, pairs: Sequence[_Pair] | None) -> dict[str, Any]:
    shown = {} if pairs is None else {"relations": [relation_line(each.relation) for each in pairs]}
    return statement_line(found) | shown


def _linked_data(view: StatementView) -> Mapping[str, Any]:
    shown = view.reports[:_MOST_LINKED]
    return linkeddata.graph(
        *(linkeddata.quotation(each.quotation, view.actor, each.story, each.sha256) for each in shown)
    )


def _view(record: Record, found: ComparedStatement, pairs: Sequence[_Pair] | None) -> StatementPage:
    view, best = found.statement, fullest_report(found.statement)
    words, reports, shown = best.quotation.text, view.reports, found.rows[:_MOST_SHOWN]
    known = introduced(record, [report.quotation.id for report, _ in shown])
    return StatementPage(
        words=words[:_MOST_WORDS],
        size=size_of(words),
        language=language_tag(best.story.language),
        speaker=shortened(view.speaker or NOT_NAMED, LONGEST_NAME),
        speaker_address=person_at(view.actor) if view.actor else "",
        role=_role(reports),
        said=times(view.said.value if view.said else None),
        act=", ".join(filter(None, (best.quotation.act, *best.quotation.acts_also))),
        reports=counted(len(reports), "report"),
        outlets=counted(len(view.outlets), "outlet"),
        first=shortened(view.outlets[0], LONGEST_NAME) if view.outlets else "",
        rows=tuple(_row(found, report, known) for report, _ in shown),
        unshown=len(reports) - len(shown),
        differences=tuple(
            shortened(each, _LONGEST_DIFFERENCE) for each in islice(differences.described(found), _MOST_DIFFERENCES)
        ),
        judged=tuple(map(_verdict, view.judgements)),
        relations=None if pairs is None else tuple(_related_statements(record, view, pairs)),
        more=with_query(statement_at(view.id), {"show": _SHOW}) + "#compare" if pairs is None else "",
        compare=compare_at((f"statement:{view.id}",)),
    )


def _verdict(one: Judgement) -> str:
    kind = "marks corrected" if one.kind == "quotation" else one.kind
    return f"{kind}, {one.verdict}: {signed(one.by, one.at)}"


def _role(reports: Iterable[ReportView]) -> str:
    roles = (report.quotation.speaker.role for report in reports if report.quotation.speaker)
    return shortened(next(filter(None, roles), ""), LONGEST_NAME)


def _row(found: ComparedStatement, report: ReportView, known: Mapping[str, Introduced]) -> ReportRow:
    wording = next(each for each in found.wordings if each.report == report.quotation.id)
    quotation, story = report.quotation, report.story
    return ReportRow(
        outlet=shortened(story.outlet or "outlet not known", LONGEST_NAME),
        outlet_address=outlet_at(story.outlet) if story.outlet else "",
        out=times(story.published.value if story.published else None),
        relay=" ← ".join(shortened(link.name, LONGEST_NAME) for link in quotation.relay[:8]),
        introduced=known[quotation.id],
        form=FORMS[quotation.form].partition(":")[0],
        wording=WORDINGS[wording.kind],
        bits=tuple(bits(report, wording.differences, _MOST_WORDS)),
        language=language_tag(story.language),
        headline=shortened(story.headline or "in its story", LONGEST_HEADLINE),
        place=story_at(story.id, quotation=quotation.id),
        address=quotation_at(quotation.id),
        beside=_carrier(found.report(report.beside)) if report.beside else "",
        reasons=report.because,
    )


def _carrier(report: ReportView) -> str:
    return shortened(report.story.outlet or report.quotation.id[:8], LONGEST_NAME)


def _related_statements(record: Record, view: StatementView, pairs: Iterable[_Pair]) -> Iterator[RelatedStatement]:
    for each in pairs:
        if each.other:
            yield _related(record, view, each.other, each.relation, is_earlier=each.is_earlier)


def _related(
    record: Record, view: StatementView, other: StatementView, relation: Relation, *, is_earlier: bool
) -> RelatedStatement:
    """Return a statement to compare: the first passage of a relation is that of its later statement."""
    passages = (relation.passage, relation.other_passage)
    own, theirs = passages if is_earlier else passages[::-1]
    own_quotation, their_quotation = view.bearer(own), other.bearer(theirs)
    known = introduced(record, (own_quotation, their_quotation))
    return RelatedStatement(
        look=RELATIONS[relation.kind].capitalize(),
        speaker=shortened(other.speaker or NOT_NAMED, LONGEST_NAME),
        day=times(other.said.value if other.said else None),
        theirs=shortened(theirs, 600),
        own=shortened(own, 600),
        introduced_own=known[own_quotation],
        introduced_theirs=known[their_quotation],
        address=statement_at(other.id),
        reasons=relation.because,
    )


def _compared(record: Record, identity: str) -> ComparedStatement | None:
    """Return the statement that a quotation reports. Raises HTTPException (404) where its words were not said."""
    found = compare(record, identity)
    unsaid = None if found else views.quotation(record, identity)
    if unsaid and unsaid.quotation.polarity in POLARITIES:
        words = POLARITIES[unsaid.quotation.polarity]
        raise HTTPException(404, f"The words of this quotation are {words}: it is no statement of anybody.")
    return found


def _candidate(record: Record, identity: str) -> Candidate | None:
    found = compare(record, identity)
    if found is None:
        return None
    words = shortened(fullest(found.statement), 90)
    return Candidate(statement_at(identity), words, shortened(found.statement.speaker or NOT_NAMED, LONGEST_NAME))
