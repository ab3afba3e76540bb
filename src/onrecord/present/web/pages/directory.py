"""The lists of those who are quoted and of the outlets, page by page, with a field for a part of a name."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from onrecord.present.web.components import paging
from onrecord.present.web.components.links import outlet_at, person_at
from onrecord.present.web.http.connection import Shelf
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.words import LONGEST_NAME, Time, kind_label, shortened, times
from onrecord.store.sqlite.reads import directory
from onrecord.store.sqlite.reads.cursor import Part
from onrecord.store.sqlite.reads.directory import OutletRow, PersonRow

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One of the list."""

    name: str
    address: str
    kind: str
    count: int
    first: tuple[Time, ...]
    last: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list; `counts` says what is counted, `name` is the part of a name that was asked for."""

    heading: str
    lead: str
    path: str
    label: str
    counts: str
    name: str
    rows: tuple[Row, ...]
    range: str
    first: str
    next: str


def people(shelf: Shelf, request: Request) -> Page:
    """Return those who are quoted, the most quoted first."""
    found = directory.people(shelf.record(), _name(request), PAGE_SIZE, paging.asked(request))
    rows = tuple(
        Row(
            shortened(each.name, LONGEST_NAME),
            person_at(each.id),
            kind_label(each.kind),
            each.quotations,
            times(each.first_day),
            times(each.last_day),
        )
        for each in found.rows
    )
    lead = "Everybody who is quoted: persons, offices, bodies, states. The most quoted come first."
    return _page(request, "People", lead, "quotations", found, rows)


def outlets(shelf: Shelf, request: Request) -> Page:
    """Return the outlets, the one with most stories first."""
    found = directory.outlets(shelf.record(), _name(request), PAGE_SIZE, paging.asked(request))
    rows = tuple(
        Row(
            shortened(each.name, LONGEST_NAME),
            outlet_at(each.name),
            "",
            each.stories,
            times(each.first_day),
            times(each.last_day),
        )
        for each in found.rows
    )
    lead = "Every outlet that a story of this record is from. Those with most stories come first."
    return _page(request, "Outlets", lead, "stories", found, rows)


def _name(request: Request) -> str:
    return request.query_params.get("name", "").strip()[:LONGEST_NAME]


def _page(
    request: Request,
    heading: str,
    lead: str,
    counts: str,
    found: Part[PersonRow] | Part[OutletRow],
    rows: tuple[Row, ...],
) -> Page:
    what, name, after = heading.lower(), _name(request), paging.asked(request)
    view = Listed(
        heading=heading,
        lead=lead,
        path=f"/{what}",
        label="Any part of a name",
        counts=counts,
        name=name,
        rows=rows,
        range=f"{paging.reach(after, len(rows))} of {found.total:,}",
        first=paging.first(f"/{what}", after, name=name),
        next=paging.turned(f"/{what}", found.next, name=name),
    )
    data = {
        "name": name,
        "total": found.total,
        what: list(map(plain, found.rows)),
        "next": paging.as_data(view.next),
    }
    return Page("directory.html", heading, view, data)
