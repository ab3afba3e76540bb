"""What hits have in common, each thing with the address of the search narrowed to it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.present.web.http.search_params import Asked
from onrecord.present.words import LONGEST_NAME, shortened
from onrecord.store.sqlite.reads.views import MOST_FACETED, Facets


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
class Narrowing:
    """The facets by their kind, and a note on how they were counted."""

    groups: tuple[Group, ...] = ()
    note: str = ""


def narrowing(asked: Asked, facets: Facets) -> Narrowing:
    """Return what narrows a search, or takes a filter away that is set."""
    years = sorted(facets.years, reverse=True)
    found = [
        Group("Speakers", tuple(_facet(asked, "speaker", *each) for each in facets.speakers)),
        Group("Outlets", tuple(_facet(asked, "outlet", label, count) for label, count in facets.outlets)),
        Group("Forms", tuple(_facet(asked, "form", label, count) for label, count in facets.forms)),
        Group("Years", tuple(_year(asked, label, count) for label, count in years)),
    ]
    note = f"Counted on the newest {MOST_FACETED:,} quotations that fit." if facets.capped else ""
    return Narrowing(tuple(group for group in found if group.facets), note)


def _facet(asked: Asked, name: str, label: str, count: int, value: str = "") -> Facet:
    value = value or label[:LONGEST_NAME]
    chosen = getattr(asked, name) == value
    address = asked.with_(**{name: "" if chosen else value})
    return Facet(shortened(label, LONGEST_NAME), count, address, chosen)


def _year(asked: Asked, year: str, count: int) -> Facet:
    chosen = asked.since == asked.until == year
    days = "" if chosen else year
    return Facet(year, count, asked.with_(since=days, until=days), chosen)
