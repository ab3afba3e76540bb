"""The front page, and the pages of search results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import get_args

from starlette.requests import Request

from onrecord.present.web import sheet
from onrecord.present.web.asked import Asked
from onrecord.present.web.chart import LOW
from onrecord.present.web.links import outlet_at, person_at, quotation_at, statement_at, story_at
from onrecord.present.web.paging import as_data, reach, written
from onrecord.present.web.respond import Page, plain
from onrecord.present.web.shelf import Shelf
from onrecord.present.web.timeline import Timeline, timeline
from onrecord.present.words import (
    FORMS,
    LONGEST_HEADLINE,
    LONGEST_NAME,
    NOT_NAMED,
    ORDERS,
    Time,
    counted,
    dated,
    shortened,
    times,
)
from onrecord.store import views
from onrecord.store.errors import NotUnderstoodError
from onrecord.store.record import Record
from onrecord.store.statements import Carried, carried
from onrecord.store.views import MOST_FACETED, Facets, Hit, Results, Summary
from onrecord.types import Act

_NEWEST = 8  # quotations on the front page
_PLAIN = ("assert", "other")  # acts that a card does not name
_DENIED = 4  # denials there
_FIRST = "First page of this search"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select box."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Box:
    """The search form as it was filled in, the speaker by name; `wrong` names the field that was not understood."""

    asked: Asked
    speaker: str
    forms: tuple[Option, ...]
    acts: tuple[Option, ...]
    orders: tuple[Option, ...]
    wrong: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One hit in a list."""

    address: str
    snippet: tuple[tuple[str, bool], ...]
    speaker: str
    speaker_address: str
    role: str
    day: tuple[Time, ...]
    day_basis: str
    outlet: str
    outlet_address: str
    labels: tuple[str, ...]
    place: str
    headline: str
    statement: str
    others: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that hits have in common, and the address of the search narrowed to it."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The facets of one kind."""

    title: str
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address of the search without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Front:
    """The front page: what the record holds, and its newest quotations."""

    box: Box
    summary: Summary
    first: tuple[Time, ...]
    last: tuple[Time, ...]
    newest: tuple[Card, ...]
    denied: tuple[Card, ...]
    groups: tuple[Group, ...]
    groups_note: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results."""

    box: Box
    heading: str
    words: str
    range: str
    chips: tuple[Chip, ...]
    cards: tuple[Card, ...]
    groups: tuple[Group, ...]
    groups_note: str
    first: str
    next: str
    feed: str
    way: str
    way_words: str
    advice: tuple[str, ...]
    tables: Mapping[str, str] = field(default_factory=dict)
    timeline: Timeline | None = None


def page(shelf: Shelf, request: Request) -> Page:
    """Return the front page, or what was found when anything is asked for."""
    record, asked = shelf.record(), Asked.of(request.query_params)
    if not asked:
        return _front(record)
    speaker = named_speaker(record, asked)
    try:
        query = asked.query()
        results, facets = views.search(record, query), views.facets(record, query)
    except NotUnderstoodError as error:
        return _not_understood(asked, speaker, error)
    return _found(record, asked, speaker, results, facets)


def named_speaker(record: Record, asked: Asked) -> str:
    """Return the speaker asked for as people know them: links of facets hold the id of an actor."""
    name = views.actor_name(record, asked.speaker) if asked.speaker else None
    return asked.speaker if name is None else shortened(name, LONGEST_NAME)


def _front(record: Record) -> Page:
    summary = views.summary(record)
    query = views.Query(order="newest", limit=_NEWEST)
    hits, facets, asked = views.search(record, query).hits, views.facets(record, query), Asked()
    denied = views.search(record, replace(query, act="deny", limit=_DENIED)).hits
    view = Front(
        box=_box(asked, ""),
        summary=summary,
        first=times(summary.first_day),
        last=times(summary.last_day),
        newest=cards(record, hits),
        denied=cards(record, denied),
        groups=_groups(asked, facets),
        groups_note=_groups_note(facets),
    )
    return Page("front.html", "", view, _data(summary, hits, denied))


def _data(summary: Summary, hits: Iterable[Hit], denied: Iterable[Hit]) -> dict[str, object]:
    return {"summary": plain(summary), "newest": list(map(plain, hits)), "denied": list(map(plain, denied))}


def _found(record: Record, asked: Asked, speaker: str, results: Results, facets: Facets) -> Page:
    shown, after = results.hits, asked.cursor()
    heading = _heading(results)
    way, way_words = ("", "") if shown else _way(asked, results)
    view = Found(
        box=_box(asked, speaker),
        heading=heading,
        words=asked.q,
        range=reach(after, len(shown)) if asked.after or results.next else "",
        chips=_chips(asked, speaker),
        cards=cards(record, shown),
        groups=_groups(asked, facets),
        groups_note=_groups_note(facets),
        first=asked.with_() if asked.after else "",
        next=asked.with_(after=written(results.next)) if results.next else "",
        feed=asked.feed,
        way=way,
        way_words=way_words,
        advice=() if shown else _advice(asked, results),
        tables=sheet.addresses(asked),
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
    box = _box(asked, speaker, error.field, error.reason)
    way, way_words = (asked.with_(), _FIRST) if error.field == "after" else ("", "")
    view = Found(box, heading, "", "", (), (), (), "", "", "", "", way, way_words, ())
    data = {"query": asdict(asked), "field": error.field, "detail": str(error)}
    return Page("found.html", heading, view, data, 400)


def _box(asked: Asked, speaker: str, wrong: str = "", message: str = "") -> Box:
    forms = {"": "any form"} | FORMS
    acts = {"": "any act"} | dict.fromkeys(sorted(get_args(Act)))
    order = asked.order or "best"
    return Box(
        asked,
        speaker,
        tuple(Option(value, words, value == asked.form) for value, words in forms.items()),
        tuple(Option(value, words or value, value == asked.act) for value, words in acts.items()),
        tuple(Option("" if value == "best" else value, words, value == order) for value, words in ORDERS.items()),
        wrong,
        message,
    )


def cards(record: Record, hits: Sequence[Hit]) -> tuple[Card, ...]:
    """Return hits as lists show them."""
    known = carried(record, [hit.id for hit in hits])
    return tuple(_card(hit, known[hit.id]) for hit in hits)


def _card(hit: Hit, carrying: Carried) -> Card:
    others = len(carrying.outlets - {hit.outlet})
    return Card(
        address=quotation_at(hit.id),
        snippet=hit.snippet,
        speaker=shortened(hit.speaker or NOT_NAMED, LONGEST_NAME),
        speaker_address=person_at(hit.speaker_id) if hit.speaker_id else "",
        role=shortened(hit.role or "", LONGEST_NAME),
        day=times(hit.dated),
        day_basis=hit.day_basis or "",
        outlet=shortened(hit.outlet or "", LONGEST_NAME),
        outlet_address=outlet_at(hit.outlet) if hit.outlet else "",
        labels=(
            hit.form,
            *([hit.act] if hit.act and hit.act not in _PLAIN else []),
            *(["belief"] if hit.kind == "belief" else []),
            *(["headline"] if hit.headline else []),
        ),
        place=story_at(hit.story, quotation=hit.id),
        headline=shortened(hit.story_headline or "in its story", LONGEST_HEADLINE),
        statement=statement_at(carrying.statement) if others else "",
        others=counted(others, "more outlet"),
    )


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


def _groups(asked: Asked, facets: Facets) -> tuple[Group, ...]:
    years = sorted(facets.years, reverse=True)
    found = [
        Group("Speakers", tuple(_facet(asked, "speaker", *each) for each in facets.speakers)),
        Group("Outlets", tuple(_facet(asked, "outlet", label, count) for label, count in facets.outlets)),
        Group("Forms", tuple(_facet(asked, "form", label, count) for label, count in facets.forms)),
        Group("Years", tuple(_year(asked, label, count) for label, count in years)),
    ]
    return tuple(group for group in found if group.facets)


def _groups_note(facets: Facets) -> str:
    return f"Counted on the newest {MOST_FACETED:,} quotations that fit." if facets.capped else ""


def _facet(asked: Asked, name: str, label: str, count: int, value: str = "") -> Facet:
    value = value or label[:LONGEST_NAME]
    chosen = getattr(asked, name) == value
    address = asked.with_(**{name: "" if chosen else value})
    return Facet(shortened(label, LONGEST_NAME), count, address, chosen)


def _year(asked: Asked, year: str, count: int) -> Facet:
    chosen = asked.since == asked.until == year
    days = "" if chosen else year
    return Facet(year, count, asked.with_(since=days, until=days), chosen)


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
