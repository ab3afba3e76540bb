"""The pages of search results; without anything asked for, the front page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from starlette.requests import Request

from onrecord.present.web.components.cards import Card, cards
from onrecord.present.web.components.chart import LOW
from onrecord.present.web.components.facets import FacetList, facet_list
from onrecord.present.web.components.paging import data_address, encode_cursor, row_range
from onrecord.present.web.components.search_form import SearchForm, named_speaker, search_form
from onrecord.present.web.components.timeline import TimelineChart, timeline_chart
from onrecord.present.web.http import downloads
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.web.http.search_params import SearchParams
from onrecord.present.web.pages import front
from onrecord.present.words import (
    counted,
    dated,
    times,
)
from onrecord.store.errors import NotUnderstoodError
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.search import left_out_of
from onrecord.store.sqlite.reads.views import Facets, Results
from onrecord.store.sqlite.record import Record

_FIRST = "First page of this search"


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A filter that is set, and the address of the search without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class SearchResultsPage:
    """A page of results."""

    form: SearchForm
    heading: str
    words: str = ""
    range: str = ""
    chips: tuple[FilterChip, ...] = ()
    cards: tuple[Card, ...] = ()
    facets: FacetList = field(default_factory=FacetList)
    first: str = ""
    next: str = ""
    feed: str = ""
    step: str = ""
    step_words: str = ""
    advice: tuple[str, ...] = ()
    tables: Mapping[str, str] = field(default_factory=dict)
    most: int = downloads.MOST_ROWS
    timeline: TimelineChart | None = None
    uncertain: str = ""
    uncertain_address: str = ""


def page(connection: RecordConnection, request: Request) -> Page:
    """Return the front page, or what was found when anything is asked for."""
    record, params = connection.record(), SearchParams.of(request.query_params)
    if not params:
        return front.page(record)
    speaker = named_speaker(record, params)
    try:
        query = params.query()
        results, facets = views.search(record, query), views.facets(record, query)
    except NotUnderstoodError as error:
        return _not_understood(params, speaker, error)
    return _found(record, params, speaker, results, facets)


def _found(record: Record, params: SearchParams, speaker: str, results: Results, facets: Facets) -> Page:
    heading = _heading(results)
    return Page(
        "search_results.html",
        f"{heading} for {params.q}" if params.q else heading,
        lambda: _view(record, params, speaker, results, facets),
        lambda: {
            "query": asdict(params),
            "total": results.total,
            "capped": results.capped,
            "hits": list(map(plain, results.hits)),
            "next": data_address(_next_page(params, results)),
            "facets": plain(facets),
        },
    )


def _view(record: Record, params: SearchParams, speaker: str, results: Results, facets: Facets) -> SearchResultsPage:
    hits, after = results.hits, params.cursor()
    step, step_words = ("", "") if hits else _next_step(params, results)
    left_out = left_out_of(record, params.query(), results)
    return SearchResultsPage(
        form=search_form(params, speaker),
        heading=_heading(results),
        words=params.q,
        range=row_range(after, len(hits)) if params.after or results.next else "",
        chips=_chips(params, speaker),
        cards=cards(record, hits),
        facets=facet_list(params, facets),
        first=params.with_() if params.after else "",
        next=_next_page(params, results),
        feed=params.feed,
        step=step,
        step_words=step_words,
        advice=() if hits else _advice(params, results),
        tables=downloads.addresses(params),
        uncertain=f"Show uncertain ones ({left_out:,})" if left_out else "",
        uncertain_address=params.with_(uncertain="" if params.uncertain else "1"),
        timeline=timeline_chart(facets.months, lambda period: params.with_(since=period, until=period), LOW),
    )


def _not_understood(params: SearchParams, speaker: str, error: NotUnderstoodError) -> Page:
    heading = "That search could not be understood"
    step, step_words = (params.with_(), _FIRST) if error.field == "after" else ("", "")
    form = search_form(params, speaker, error.field, error.reason)
    return Page(
        "search_results.html",
        heading,
        lambda: SearchResultsPage(form, heading, step=step, step_words=step_words),
        lambda: {"query": asdict(params), "field": error.field, "detail": str(error)},
        400,
    )


def _next_page(params: SearchParams, results: Results) -> str:
    return params.with_(after=encode_cursor(results.next)) if results.next else ""


def _heading(results: Results) -> str:
    if results.capped:
        return f"More than {counted(results.total, 'quotation')}"
    return counted(results.total, "quotation") if results.total else "No quotations"


def _chips(params: SearchParams, speaker: str) -> tuple[FilterChip, ...]:
    if params.since and params.since == params.until:
        days = [FilterChip("in", dated(times(params.since)), params.with_(since="", until=""))]
    else:
        days = [
            FilterChip(name, dated(times(value)), params.with_(**{name: ""}))
            for name, value in params.filters.items()
            if name in ("since", "until")
        ]
    filters = params.filters | ({"speaker": speaker} if params.speaker else {})
    named = [FilterChip(name, value, params.with_(**{name: ""})) for name, value in filters.items()]
    return tuple([chip for chip in named if chip.name not in ("since", "until")] + days)


def _next_step(params: SearchParams, results: Results) -> tuple[str, str]:
    if results.total:
        return params.with_(), _FIRST
    if params.q and params.filters:
        return params.with_(**dict.fromkeys(params.filters, "")), "The same words without filters"
    return "", ""


def _advice(params: SearchParams, results: Results) -> tuple[str, ...]:
    if results.total:
        return ("Nothing comes after this place of the search any more: go back to its first page.",)
    steps = (
        ('"' in params.q, "Words between quotation marks must stand next to each other: try them without."),
        (len(params.q.split()) > 1, "Every word must stand in the quotation: try fewer."),
        (bool(params.q), "An asterisk finds word beginnings: negotiat* finds negotiate and negotiation."),
        (bool(params.filters), "Take a filter away with the × beside it."),
        (bool(params.speaker), "Names are matched by the beginnings of their parts, in any order."),
    )
    return tuple(step for applies, step in steps if applies)
