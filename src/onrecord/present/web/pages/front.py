"""The front page: how much is in the record, and what is newest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.present.web.components.cards import Card, cards
from onrecord.present.web.components.facets import Narrowing, narrowing
from onrecord.present.web.components.search_form import Box, box
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.web.http.search_params import Asked
from onrecord.present.words import Time, times
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.views import Hit, Summary
from onrecord.store.sqlite.record import Record

_NEWEST = 8  # quotations on the page


@dataclass(frozen=True, slots=True)
class Front:
    """The front page: what the record holds, and its newest quotations."""

    box: Box
    summary: Summary
    first: tuple[Time, ...]
    last: tuple[Time, ...]
    newest: tuple[Card, ...]
    narrowing: Narrowing


def page(record: Record) -> Page:
    """Return the front page of a record."""
    summary = views.summary(record)
    query = views.Query(order="newest", limit=_NEWEST)
    hits, facets, asked = views.search(record, query).hits, views.facets(record, query), Asked()
    view = Front(
        box=box(asked, ""),
        summary=summary,
        first=times(summary.first_day),
        last=times(summary.last_day),
        newest=cards(record, hits),
        narrowing=narrowing(asked, facets),
    )
    return Page("front.html", "", view, _data(summary, hits))


def _data(summary: Summary, hits: Iterable[Hit]) -> dict[str, object]:
    return {"summary": plain(summary), "newest": list(map(plain, hits))}
