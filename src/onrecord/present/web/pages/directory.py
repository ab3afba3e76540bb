"""The lists of those who are quoted and of the outlets, page by page, with a field for a part of a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import Request

from onrecord.present.web.components import paging
from onrecord.present.web.components.links import outlet_at, person_at
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.words import LONGEST_NAME, Time, kind_label, shortened, times
from onrecord.store.sqlite.reads import directory
from onrecord.store.sqlite.reads.cursor import Part
from onrecord.store.sqlite.reads.directory import OutletRow, PersonRow

PAGE_SIZE = 50
Entry = TypeVar("Entry", PersonRow, OutletRow)


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """One of the list."""

    name: str
    address: str
    kind: str
    count: int
    first: tuple[Time, ...]
    last: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """A page of the list; `counts` says what is counted, `name` is the part of a name that was asked for."""

    heading: str
    lead: str
    path: str
    label: str
    counts: str
    name: str
    rows: tuple[DirectoryRow, ...]
    range: str
    first: str
    next: str


def people(connection: RecordConnection, request: Request) -> Page:
    """Return those who are quoted, the most quoted first."""
    found = directory.people(connection.record(), _name(request), PAGE_SIZE, paging.requested(request))
    lead = "Everybody who is quoted: persons, offices, bodies, states. The most quoted come first."
    return _page(request, "People", lead, "quotations", found, _person)


def outlets(connection: RecordConnection, request: Request) -> Page:
    """Return the outlets, the one with most stories first."""
    found = directory.outlets(connection.record(), _name(request), PAGE_SIZE, paging.requested(request))
    lead = "Every outlet that a story of this record is from. Those with most stories come first."
    return _page(request, "Outlets", lead, "stories", found, _outlet)


def _name(request: Request) -> str:
    return request.query_params.get("name", "").strip()[:LONGEST_NAME]


def _person(row: PersonRow) -> DirectoryRow:
    return DirectoryRow(
        name=shortened(row.name, LONGEST_NAME),
        address=person_at(row.id),
        kind=kind_label(row.kind),
        count=row.quotations,
        first=times(row.first_day),
        last=times(row.last_day),
    )


def _outlet(row: OutletRow) -> DirectoryRow:
    return DirectoryRow(
        name=shortened(row.name, LONGEST_NAME),
        address=outlet_at(row.name),
        kind="",
        count=row.stories,
        first=times(row.first_day),
        last=times(row.last_day),
    )


def _page(
    request: Request, heading: str, lead: str, counts: str, found: Part[Entry], row: Callable[[Entry], DirectoryRow]
) -> Page:
    what, name, after = heading.lower(), _name(request), paging.requested(request)
    following = paging.next_page(f"/{what}", found.next, name=name)

    def view() -> DirectoryPage:
        return DirectoryPage(
            heading=heading,
            lead=lead,
            path=f"/{what}",
            label="Any part of a name",
            counts=counts,
            name=name,
            rows=tuple(map(row, found.rows)),
            range=f"{paging.row_range(after, len(found.rows))} of {found.total:,}",
            first=paging.first_page(f"/{what}", after, name=name),
            next=following,
        )

    def data() -> dict[str, object]:
        rows = list(map(plain, found.rows))
        return {"name": name, "total": found.total, what: rows, "next": paging.data_address(following)}

    return Page("directory.html", heading, view, data)
