"""Newer words beside earlier ones of the same speaker, to compare: both passages, side by side, with their days.

Of any search: all of the record, a speaker, an outlet, a topic, a month. The newest quotations that fit are held
against what was said before, which takes longer than other pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from starlette.requests import Request

from onrecord.present.introduced import Introduced, introduced
from onrecord.present.terms import NOT_NAMED, RELATIONS, TO_COMPARE, TWO_PASSAGES
from onrecord.present.web.components.links import person_at, statement_at
from onrecord.present.web.components.search_form import named_speaker
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page
from onrecord.present.web.http.search_params import SearchParams
from onrecord.present.words import LONGEST_HEADLINE, LONGEST_NAME, Time, dated, shortened, times
from onrecord.queries.comparable_statements import first_day
from onrecord.queries.lines import relation_line
from onrecord.queries.relations import RelationFinder
from onrecord.store.errors import NotUnderstoodError
from onrecord.store.sqlite.reads.search import Query, spoken
from onrecord.store.sqlite.reads.statements import StatementView, reported_by
from onrecord.store.sqlite.record import Record
from onrecord.types import Relation

MOST_LOOKED_AT = 40  # newest quotations whose statements are held against earlier ones
_LONGEST_WORDS = 600
_TITLE = "To compare: newer words beside earlier ones"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with their day, speaker and outlet, and the quotation that they stand in."""

    introduced: Introduced
    words: str
    day: tuple[Time, ...]
    speaker: str
    outlet: str
    address: str


@dataclass(frozen=True, slots=True)
class PassagePair:
    """Two passages of one speaker, and what to look for in them."""

    speaker: str
    speaker_address: str
    look: str
    earlier: Passage
    later: Passage


@dataclass(frozen=True, slots=True)
class Departure:
    """A later statement that may depart from an earlier one of the same speaker, and the relation of the two."""

    relation: Relation
    later: StatementView
    earlier: StatementView


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """All that the page shows; `message` says what was not understood."""

    params: SearchParams
    searched: str
    most: int
    pairs: tuple[PassagePair, ...]
    message: str = ""
    two_passages: str = TWO_PASSAGES
    note: str = TO_COMPARE


def page(connection: RecordConnection, request: Request) -> Page:
    """Return what there is to compare in the newest words that fit the search of the address."""
    record, params = connection.record(), replace(SearchParams.of(request.query_params), after="", order="newest")
    try:
        found = list(departures(record, params.query()))
    except NotUnderstoodError as error:
        return _not_understood(params, error)
    searched = _searched(params, named_speaker(record, params))
    return Page(
        "changes.html",
        f"To compare: {searched}" if searched else _TITLE,
        lambda: ChangesPage(params, searched, MOST_LOOKED_AT, tuple(passage_pair(record, one) for one in found)),
        lambda: {"query": asdict(params), "shifts": list(map(departure_to_line, found))},
    )


def _not_understood(params: SearchParams, error: NotUnderstoodError) -> Page:
    return Page(
        "changes.html",
        _TITLE,
        lambda: ChangesPage(params, "", MOST_LOOKED_AT, (), str(error)),
        lambda: {"query": asdict(params), "shifts": [], "field": error.field, "detail": str(error)},
        400,
    )


def _searched(params: SearchParams, speaker: str) -> str:
    days = params.since if params.since == params.until else f"{params.since}–{params.until}"
    parts = (params.q, speaker, params.outlet, params.form, params.act, dated(times(days)) or days)
    return shortened(", ".join(filter(None, parts)), LONGEST_HEADLINE)


def departures(record: Record, query: Query) -> Iterator[Departure]:
    """Yield where the newest statements that fit `query` depart from earlier ones, the newest first.

    Raises NotUnderstoodError for a date, form or act that is none, EmbeddingError where the model cannot be loaded.
    """
    finder = RelationFinder(record)
    newest = list(reported_by(record, spoken(record, replace(query, order="newest"), MOST_LOOKED_AT)))
    for later in sorted(newest, key=first_day, reverse=True):
        for relation in finder.relations(later):
            earlier = finder.statement(relation.right) if relation.kind == "shifts" else None
            if earlier:
                yield Departure(relation, later, earlier)


def departure_to_line(one: Departure) -> dict[str, Any]:
    """Return a departure as a judgement of the interchange contract, with the days of both statements."""
    return relation_line(one.relation) | {"day": _day(one.later), "other_day": _day(one.earlier)}


def passage_pair(record: Record, one: Departure) -> PassagePair:
    """Return a departure as pages show it."""
    return PassagePair(
        speaker=shortened(one.later.speaker or NOT_NAMED, LONGEST_NAME),
        speaker_address=person_at(one.later.actor) if one.later.actor else "",
        look=RELATIONS[one.relation.kind].capitalize(),
        earlier=passage(record, one.relation.other_passage, one.earlier),
        later=passage(record, one.relation.passage, one.later),
    )


def passage(record: Record, words: str, view: StatementView) -> Passage:
    """Return words of a statement with what stands beside them: of the outlets, the first that had these words."""
    outlets, quotation = view.carriers(words), view.bearer(words)
    return Passage(
        introduced=introduced(record, [quotation])[quotation],
        words=shortened(words, _LONGEST_WORDS),
        day=times(_day(view)),
        speaker=shortened(view.speaker or "", LONGEST_NAME),
        outlet=shortened(outlets[0], LONGEST_NAME) if outlets else "",
        address=statement_at(view.id),
    )


def _day(view: StatementView) -> str | None:
    """Return the day that a report gives, else the one on which the first report may have come out."""
    return view.said.value if view.said else first_day(view) or None
