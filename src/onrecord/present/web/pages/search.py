"""The pages of search results; without anything asked for, the front page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from starlette.requests import Request

from onrecord.present.web.components.cards import Card, cards
from onrecord.present.web.components.chart import LOW
from onrecord.present.web.components.facets import Narrowing, narrowing
from onrecord.present.web.components.paging import as_data, reach, written
from onrecord.present.web.components.search_form import Box, box, named_speaker
from onrecord.present.web.components.timeline import Timeline, timeline
from onrecord.present.web.http import downloads
from onrecord.present.web.http.connection import Shelf
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.web.http.search_params import Asked
from onrecord.present.web.pages import front
from onrecord.present.words import (
    counted,
    dated,
    times,
)
from onrecord.store.errors import NotUnderstoodError
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.views import Facets, Results
from onrecord.store.sqlite.record import Record

_FIRST = "First page of this search"


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address of the search without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results."""

    box: Box
    heading: str
    words: str = ""
    range: str = ""
    chips: tuple[Chip, ...] = ()
    cards: tuple[Card, ...] = ()
    narrowing: Narrowing = field(default_factory=Narrowing)
    first: str = ""
    next: str = ""
    feed: str = ""
    way: str = ""
    way_words: str = ""
    advice: tuple[str, ...] = ()
    tables: Mapping[str, str] = field(default_factory=dict)
    most: int = downloads.MOST_ROWS
    timeline: Timeline | None = None


def page(shelf: Shelf, request: Request) -> Page:
    """Return the front page, or what was found when anything is asked for."""
    record, asked = shelf.record(), Asked.of(request.query_params)
    if not asked:
        return front.page(record)
    speaker = named_speaker(record, asked)
    try:
        query = asked.query()
        results, facets = views.search(record, query), views.facets(record, query)
    except NotUnderstoodError as error:
        return _not_understood(asked, speaker, error)
    return _found(record, asked, speaker, results, facets)


def _found(record: Record, asked: Asked, speaker: str, results: Results, facets: Facets) -> Page:
    shown, after = results.hits, asked.cursor()
    heading = _heading(results)
    way, way_words = ("", "") if shown else _way(asked, results)
    view = Found(
        box=box(asked, speaker),
        heading=heading,
        words=asked.q,
        range=reach(after, len(shown)) if asked.after or results.next else "",
        chips=_chips(asked, speaker),
        cards=cards(record, shown),
        narrowing=narrowing(asked, facets),
        first=asked.with_() if asked.after else "",
        next=asked.with_(after=written(results.next)) if results.next else "",
        feed=asked.feed,
        way=way,
        way_words=way_words,
        advice=() if shown else _advice(asked, results),
        tables=downloads.addresses(asked),
        timeline=timeline(facets.months, lambda period: asked.with_(since=period, until=period), LOW),
    )
    data = {
        "query": asdict(asked),
        "total": results.total,
        "capped": results.capped,
        "hits": list(map(plain, shown)),
        "next": as_data(view.next),
        "facets": plain(facets),
    }
    return Page("found.html", f"{heading} for {asked.q}" if asked.q else heading, view, data)


def _not_understood(asked: Asked, speaker: str, error: NotUnderstoodError) -> Page:
    heading = "That search could not be understood"
    way, way_words = (asked.with_(), _FIRST) if error.field == "after" else ("", "")
    filled = box(asked, speaker, error.field, error.reason)
    view = Found(filled, heading, way=way, way_words=way_words)
    data = {"query": asdict(asked), "field": error.field, "detail": str(error)}
    return Page("found.html", heading, view, data, 400)


def _heading(results: Results) -> str:
    if results.capped:
        return f"More than {counted(results.total, 'quotation')}"
    return counted(results.total, "quotation") if results.total else "No quotations"


def _chips(asked: Asked, speaker: str) -> tuple[Chip, ...]:
    if asked.since and asked.since == asked.until:
        days = [Chip("in", dated(times(asked.since)), asked.with_(since="", until=""))]
    else:
        days = [
            Chip(name, dated(times(value)), asked.with_(**{name: ""}))
            for name, value in asked.filters.items()
            if name in ("since", "until")
        ]
    filters = asked.filters | ({"speaker": speaker} if asked.speaker else {})
    named = [Chip(name, value, asked.with_(**{name: ""})) for name, value in filters.items()]
    return tuple([chip for chip in named if chip.name not in ("since", "until")] + days)


def _way(asked: Asked, results: Results) -> tuple[str, str]:
    if results.total:
        return asked.with_(), _FIRST
    if asked.q and asked.filters:
        return asked.with_(**dict.fromkeys(asked.filters, "")), "The same words without filters"
    return "", ""


def _advice(asked: Asked, results: Results) -> tuple[str, ...]:
    if results.total:
        return ("Nothing comes after this place of the search any more: go back to its first page.",)
    ways = (
        ('"' in asked.q, "Words between quotation marks must stand next to each other: try them without."),
        (len(asked.q.split()) > 1, "Every word must stand in the quotation: try fewer."),
        (bool(asked.q), "An asterisk finds word beginnings: negotiat* finds negotiate and negotiation."),
        (bool(asked.filters), "Take a filter away with the × beside it."),
        (bool(asked.speaker), "Names are matched by the beginnings of their parts, in any order."),
    )
    return tuple(way for applies, way in ways if applies)
