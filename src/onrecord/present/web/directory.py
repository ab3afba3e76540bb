"""The lists of those who are quoted and of the outlets, page by page, with a field for a part of a name."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from onrecord.present.web.links import outlet_at, person_at
from onrecord.present.web.paging import asked_page, turned
from onrecord.present.web.respond import Page, plain
from onrecord.present.web.shelf import Shelf
from onrecord.present.words import LONGEST_NAME, Time, kind_label, shortened, times
from onrecord.store import directory

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
    previous: str
    next: str


def people(shelf: Shelf, request: Request) -> Page:
    """Return those who are quoted, the most quoted first."""
    number, name = asked_page(request.query_params.get("page", ""), "the people"), _name(request)
    found = directory.people(shelf.record(), name, PAGE_SIZE, (number - 1) * PAGE_SIZE)
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
    view = _listed("People", lead, "/people", "quotations", name, number, found.total, rows)
    return Page("directory.html", "People", view, _data("people", found, view))


def outlets(shelf: Shelf, request: Request) -> Page:
    """Return the outlets, the one with most stories first."""
    number, name = asked_page(request.query_params.get("page", ""), "the outlets"), _name(request)
    found = directory.outlets(shelf.record(), name, PAGE_SIZE, (number - 1) * PAGE_SIZE)
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
    view = _listed("Outlets", lead, "/outlets", "stories", name, number, found.total, rows)
    return Page("directory.html", "Outlets", view, _data("outlets", found, view))


def _name(request: Request) -> str:
    return request.query_params.get("name", "").strip()[:LONGEST_NAME]


def _listed(
    heading: str, lead: str, path: str, counts: str, name: str, number: int, total: int, rows: tuple[Row, ...]
) -> Listed:
    before = (number - 1) * PAGE_SIZE
    return Listed(
        heading=heading,
        lead=lead,
        path=path,
        label="Any part of a name",
        counts=counts,
        name=name,
        rows=rows,
        range=f"{before + 1:,}–{before + len(rows):,} of {total:,}" if rows else "",
        previous=turned(path, number - 1, there=number > 1, name=name),
        next=turned(path, number + 1, there=bool(rows) and before + len(rows) < total, name=name),
    )


def _data(what: str, found: directory.People | directory.Outlets, view: Listed) -> dict[str, object]:
    return {
        "name": view.name,
        "total": found.total,
        what: list(map(plain, found.rows)),
        "next": view.next.replace("?", ".json?") or None,
    }
