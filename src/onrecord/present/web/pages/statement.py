"""The page of one statement: its reports side by side, in what words, and passages of others to compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from starlette.requests import Request

from onrecord.present.differences import Bit, bits, told
from onrecord.present.exports import linkeddata
from onrecord.present.introduced import Introduced, introduced
from onrecord.present.terms import RELATIONS, TO_COMPARE, TWO_PASSAGES, WORDINGS
from onrecord.present.web.components.breadcrumbs import PEOPLE, Crumb
from onrecord.present.web.components.disambiguation import Candidate, meant
from onrecord.present.web.components.links import (
    compare_at,
    outlet_at,
    person_at,
    quotation_at,
    statement_at,
    story_at,
    with_query,
)
from onrecord.present.web.http.connection import Shelf
from onrecord.present.web.http.responses import Page
from onrecord.present.words import (
    FORMS,
    LONGEST_HEADLINE,
    LONGEST_NAME,
    NOT_NAMED,
    Time,
    counted,
    language_tag,
    shortened,
    size_of,
    times,
)
from onrecord.queries.compare import ComparedStatement, compare, fullest, fullest_report, relation_to_line, to_line
from onrecord.queries.relations import RelationFinder
from onrecord.store.sqlite.reads.statements import ReportView, StatementView
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.judgements import Judgement
from onrecord.types import Part, Relation

_MOST_SHOWN = 100  # reports that the page shows
_MOST_LINKED = 20  # reports that stand in the page as linked data
_MOST_WORDS = 2_000  # characters of a report that are shown
_MOST_TOLD, _LONGEST_TOLD = 40, 800  # differences that are told in words, and characters of each
_SHOW = "relations"


@dataclass(frozen=True, slots=True)
class Row:
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
class Held:
    """Another statement to compare, what to look for, and the passages of both."""

    look: str
    speaker: str
    day: tuple[Time, ...]
    theirs: str
    own: str
    told_theirs: Introduced
    told_own: Introduced
    address: str
    reasons: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
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
    rows: tuple[Row, ...]
    unshown: int
    differences: tuple[str, ...]
    judged: tuple[str, ...]
    relations: tuple[Held, ...] | None
    more: str
    compare: str
    two_passages: str = TWO_PASSAGES
    note: str = TO_COMPARE


def page(shelf: Shelf, request: Request) -> Page:
    """Return the statement that the address names by the id of a quotation that reports it, or the start of one."""
    record = shelf.record()
    found = meant(record, request, ("statement", "quotations"), compare, _candidate)
    data = to_line(found)
    held = None
    if request.query_params.get("show") == _SHOW:
        relater = RelationFinder(record)
        relations, answers = relater.relations(found.statement), relater.answers(found.statement)
        held = tuple(_held(record, found.statement, relater, relations, answers))
        data["relations"] = [relation_to_line(each) for each in (*relations, *answers)]
    sheet = _sheet(record, found, held)
    return Page(
        "statement.html",
        f"{sheet.speaker}: {shortened(sheet.words, 60)}",
        sheet,
        data,
        trail=(PEOPLE, Crumb(sheet.speaker, sheet.speaker_address), Crumb("Statement")),
        linked=_linked(found.statement),
    )


def _linked(view: StatementView) -> Mapping[str, Any]:
    shown = view.reports[:_MOST_LINKED]
    return linkeddata.graph(
        *(linkeddata.quotation(each.quotation, view.actor, each.story, each.sha256) for each in shown)
    )


def _sheet(record: Record, found: ComparedStatement, held: tuple[Held, ...] | None) -> Sheet:
    view, best = found.statement, fullest_report(found.statement)
    words, reports, shown = best.quotation.text, view.reports, found.rows[:_MOST_SHOWN]
    known = introduced(record, [report.quotation.id for report, _ in shown])
    return Sheet(
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
        differences=tuple(shortened(each, _LONGEST_TOLD) for each in islice(told(found), _MOST_TOLD)),
        judged=tuple(map(_verdict, view.judgements)),
        relations=held,
        more=with_query(statement_at(view.id), {"show": _SHOW}) + "#stands" if held is None else "",
        compare=compare_at((f"statement:{view.id}",)),
    )


def _verdict(one: Judgement) -> str:
    kind = "marks corrected" if one.kind == "quotation" else one.kind
    return f"{kind}, {one.verdict}: {one.by}, {one.at[:10]}"


def _role(reports: Iterable[ReportView]) -> str:
    roles = (report.quotation.speaker.role for report in reports if report.quotation.speaker)
    return shortened(next(filter(None, roles), ""), LONGEST_NAME)


def _row(found: ComparedStatement, report: ReportView, known: Mapping[str, Introduced]) -> Row:
    wording = next(each for each in found.wordings if each.report == report.quotation.id)
    quotation, story = report.quotation, report.story
    return Row(
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


def _held(
    record: Record,
    view: StatementView,
    relater: RelationFinder,
    relations: Iterable[Relation],
    answers: Iterable[Relation],
) -> Iterable[Held]:
    for found, is_earlier in ((relations, True), (answers, False)):
        for relation in found:
            other = relater.statement(relation.right if is_earlier else relation.left)
            if other:
                yield _beside(record, view, other, relation, is_earlier=is_earlier)


def _beside(record: Record, view: StatementView, other: StatementView, relation: Relation, *, is_earlier: bool) -> Held:
    passages = (relation.passage, relation.other_passage)
    own, theirs = passages if is_earlier else passages[::-1]
    bearers = (view.bearer(own), other.bearer(theirs))
    known = introduced(record, bearers)
    return Held(
        look=RELATIONS[relation.kind].capitalize(),
        speaker=shortened(other.speaker or NOT_NAMED, LONGEST_NAME),
        day=times(other.said.value if other.said else None),
        theirs=shortened(theirs, 600),
        own=shortened(own, 600),
        told_own=known[bearers[0]],
        told_theirs=known[bearers[1]],
        address=statement_at(other.id),
        reasons=relation.because,
    )


def _candidate(record: Record, identity: str) -> Candidate | None:
    found = compare(record, identity)
    if found is None:
        return None
    words = shortened(fullest(found.statement), 90)
    return Candidate(statement_at(identity), words, shortened(found.statement.speaker or NOT_NAMED, LONGEST_NAME))
