"""The page of a person or organisation: names, roles through time, acts, who quotes it and through whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request

from onrecord.present.exports import linkeddata
from onrecord.present.terms import POLARITIES
from onrecord.present.web.components.breadcrumbs import PEOPLE, Crumb
from onrecord.present.web.components.cards import Card, cards
from onrecord.present.web.components.disambiguation import Candidate, find_by_id
from onrecord.present.web.components.links import outlet_at, person_at, with_query
from onrecord.present.web.components.shares import Share, share
from onrecord.present.web.components.timeline import TimelineChart, timeline_chart
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.web.http.search_params import SearchParams
from onrecord.present.web.pages.to_compare import positions, speaker_changes
from onrecord.present.words import LONGEST_NAME, Time, counted, shortened, times
from onrecord.store.sqlite.reads import profiles, views
from onrecord.store.sqlite.reads.counting import MOST_IN_PROFILE, Through
from onrecord.store.sqlite.reads.profiles import PersonProfile
from onrecord.store.sqlite.reads.views import Hit, Query
from onrecord.store.sqlite.record import Record
from onrecord.types import Part

_NEWEST = 8
_KINDS = {"unknown": "speaker"}
_COMPARISONS = {"changes": speaker_changes.page, "course": speaker_changes.page, "claims": positions.page}
"""Pages of passages to compare, by the value of `show`; "course" is in addresses of before."""


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name in print, how often it is the one, and why it is taken for the same person or body."""

    name: str
    quotations: int
    because: str


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role: as it was printed or as a list has it, from when to when, how often; 0 for that of a list."""

    role: str
    first: tuple[Time, ...]
    last: tuple[Time, ...]
    quotations: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Something that is counted, and where it leads."""

    label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class NotSaid:
    """Words that stories report as not said, or as expected, and the address of all of them."""

    heading: str
    cards: tuple[Card, ...]
    address: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """All that the page shows."""

    id: str
    kind: str
    name: str
    quotations: str
    all_address: str
    feed: str
    changes_address: str
    claims_address: str
    first: tuple[Time, ...]
    last: tuple[Time, ...]
    source: str
    spellings: tuple[PrintedName, ...]
    are_joined: bool
    note: str
    most: int
    roles: tuple[RoleRow, ...]
    offices: tuple[RoleRow, ...]
    timeline: TimelineChart | None
    acts: tuple[Tally, ...]
    outlets: tuple[Share, ...]
    agencies: tuple[Tally, ...]
    newest: tuple[Card, ...]
    not_said: tuple[NotSaid, ...]


def page(connection: RecordConnection, request: Request) -> Page:
    """Return the actor that the address names by its id or the start of it, or what `show` asks of it."""
    record = connection.record()
    profile = find_by_id(record, request, ("speaker", "people"), _profile, _candidate)
    comparison = _COMPARISONS.get(request.query_params.get("show", ""))
    if comparison:
        return comparison(record, profile)
    said, *others = (_newest(record, profile, polarity) for polarity in ("said", *POLARITIES))
    name = shortened(profile.name, LONGEST_NAME)
    return Page(
        "person.html",
        name,
        lambda: _view(profile, cards(record, said), _not_said(record, profile, others)),
        lambda: {
            "actor": plain(profile),
            "newest": list(map(plain, said)),
            **{polarity: list(map(plain, hits)) for polarity, hits in zip(POLARITIES, others, strict=True)},
        },
        breadcrumbs=(PEOPLE, Crumb(name)),
        linked_data=lambda: linkeddata.graph(linkeddata.person(profile)),
    )


def _newest(record: Record, profile: PersonProfile, polarity: str) -> tuple[Hit, ...]:
    return views.search(record, Query(speaker=profile.id, polarity=polarity, order="newest", limit=_NEWEST)).hits


def _not_said(record: Record, profile: PersonProfile, found: Sequence[tuple[Hit, ...]]) -> tuple[NotSaid, ...]:
    return tuple(
        NotSaid(words.capitalize(), cards(record, hits), _search(profile, polarity=polarity))
        for (polarity, words), hits in zip(POLARITIES.items(), found, strict=True)
        if hits
    )


def _profile(record: Record, identity: str) -> PersonProfile | None:
    found = profiles.actor_of(record, identity)
    return profiles.person(record, found) if found else None


def _view(profile: PersonProfile, newest: tuple[Card, ...], not_said: tuple[NotSaid, ...]) -> PersonPage:
    return PersonPage(
        id=profile.id,
        kind=_KINDS.get(profile.kind, profile.kind),
        name=shortened(profile.name, LONGEST_NAME),
        quotations=counted(profile.quotations, "quotation"),
        all_address=_search(profile, uncertain="1"),
        feed=SearchParams(speaker=profile.id).feed,
        changes_address=with_query(person_at(profile.id), {"show": "changes"}),
        claims_address=with_query(person_at(profile.id), {"show": "claims"}),
        first=times(profile.first_day),
        last=times(profile.last_day),
        source=shortened(profile.source or "", LONGEST_NAME),
        spellings=tuple(
            PrintedName(shortened(each.name, LONGEST_NAME), each.quotations, _why(each.because))
            for each in profile.names
        ),
        are_joined=any(each.because for each in profile.names),
        note=capped_note(profile.counted) if profile.capped else "",
        most=MOST_IN_PROFILE,
        roles=tuple(
            RoleRow(shortened(each.role, LONGEST_NAME), times(each.first_day), times(each.last_day), each.quotations)
            for each in profile.roles
        ),
        offices=tuple(
            RoleRow(shortened(each.role, LONGEST_NAME), times(each.since), times(each.until), 0)
            for each in profile.offices
        ),
        timeline=timeline_chart(profile.months, lambda period: _search(profile, since=period, until=period)),
        acts=tuple(Tally(act, number, _search(profile, act=act)) for act, number in profile.acts),
        outlets=tuple(
            share(each.outlet, outlet_at(each.outlet), _search(profile, outlet=each.outlet[:LONGEST_NAME]), each.forms)
            for each in profile.outlets
        ),
        agencies=tallied(profile.agencies),
        newest=newest,
        not_said=not_said,
    )


def capped_note(number: int) -> str:
    """Say that not all was counted."""
    return f"What is counted below is counted on the newest {number:,} quotations."


def tallied(agencies: tuple[Through, ...]) -> tuple[Tally, ...]:
    """Return through whom words came; those that are outlets of the record lead to their page."""
    return tuple(
        Tally(shortened(each.name, LONGEST_NAME), each.quotations, outlet_at(each.name) if each.is_outlet else "")
        for each in agencies
    )


def _search(profile: PersonProfile, **more: str) -> str:
    """Return the address of the search for what was quoted, the newest first."""
    return with_query("/", {"speaker": profile.id, **more, "order": "newest"})


def _why(because: tuple[Part, ...]) -> str:
    parts = (f"{part.part} {part.score:+g}{f' ({part.detail})' if part.detail else ''}" for part in because)
    return shortened(", ".join(parts), 400)


def _candidate(record: Record, identity: str) -> Candidate | None:
    name = views.actor_name(record, identity)
    return None if name is None else Candidate(person_at(identity), shortened(name, LONGEST_NAME), identity)
