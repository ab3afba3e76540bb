"""The front page: how much is in the record, and what is newest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.present.web.components.cards import Card, cards
from onrecord.present.web.components.facets import FacetList, facet_list
from onrecord.present.web.components.search_form import SearchForm, search_form
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.web.http.search_params import SearchParams
from onrecord.present.words import Time, times
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.views import Facets, Hit, Summary
from onrecord.store.sqlite.record import Record

_NEWEST = 8  # quotations on the page


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page: what the record holds, and its newest quotations."""

    form: SearchForm
    summary: Summary
    first: tuple[Time, ...]
    last: tuple[Time, ...]
    newest: tuple[Card, ...]
    facets: FacetList


def page(record: Record) -> Page:
    """Return the front page of a record."""
    summary = views.summary(record)
    query = views.Query(polarity="said", order="newest", limit=_NEWEST)
    hits, facets = views.search(record, query).hits, views.facets(record, query)
    return Page("front.html", "", lambda: _view(record, summary, hits, facets), lambda: _data(summary, hits))


def _view(record: Record, summary: Summary, hits: Sequence[Hit], facets: Facets) -> FrontPage:
    params = SearchParams()
    return FrontPage(
        form=search_form(params, ""),
        summary=summary,
        first=times(summary.first_day),
        last=times(summary.last_day),
        newest=cards(record, hits),
        facets=facet_list(params, facets),
    )


def _data(summary: Summary, hits: Sequence[Hit]) -> dict[str, object]:
    return {"summary": plain(summary), "newest": list(map(plain, hits))}
