"""What hits have in common, each thing with the address of the search narrowed to it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.present.web.http.search_params import SearchParams
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
class FacetGroup:
    """The facets of one kind."""

    title: str
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class FacetList:
    """The facets by kind, and a note on how they were counted."""

    groups: tuple[FacetGroup, ...] = ()
    note: str = ""


def facet_list(params: SearchParams, facets: Facets) -> FacetList:
    """Return the addresses that narrow a search, or take a filter away that is set."""
    years = sorted(facets.years, reverse=True)
    found = [
        FacetGroup("Speakers", tuple(_facet(params, "speaker", *each) for each in facets.speakers)),
        FacetGroup("Outlets", tuple(_facet(params, "outlet", label, count) for label, count in facets.outlets)),
        FacetGroup("Forms", tuple(_facet(params, "form", label, count) for label, count in facets.forms)),
        FacetGroup("Years", tuple(_year(params, label, count) for label, count in years)),
    ]
    note = f"Counted on the newest {MOST_FACETED:,} quotations that fit." if facets.capped else ""
    return FacetList(tuple(group for group in found if group.facets), note)


def _facet(params: SearchParams, name: str, label: str, count: int, value: str = "") -> Facet:
    value = value or label[:LONGEST_NAME]
    chosen = getattr(params, name) == value
    address = params.with_(**{name: "" if chosen else value})
    return Facet(shortened(label, LONGEST_NAME), count, address, chosen)


def _year(params: SearchParams, year: str, count: int) -> Facet:
    chosen = params.since == params.until == year
    days = "" if chosen else year
    return Facet(year, count, params.with_(since=days, until=days), chosen)
