"""Two speakers or outlets on one matter, side by side."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from starlette.requests import Request

from onrecord.present.web.asked import Asked
from onrecord.present.web.respond import Page, plain
from onrecord.present.web.search import Card, cards
from onrecord.present.web.shelf import Shelf
from onrecord.present.words import counted
from onrecord.store import views
from onrecord.store.errors import NotUnderstoodError
from onrecord.store.record import Record
from onrecord.store.views import Results

_MOST = 20  # quotations a side: the newest
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Side:
    """What was asked of one side, and the quotations that fit, the earliest first."""

    asked: str
    heading: str
    address: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows; without sides, how to ask for them."""

    q: str
    left: str
    right: str
    sides: tuple[Side, ...]
    message: str = ""


def page(shelf: Shelf, request: Request) -> Page:
    """Return what the left and the right of the address said on the words `q`; each is a name or a filter."""
    q, left, right = (request.query_params.get(name, "").strip()[:_LONGEST] for name in ("q", "left", "right"))
    data: dict[str, object] = {"q": q, "sides": []}
    if not (left and right):
        return Page("compare.html", "Side by side", Sheet(q, left, right, ()), data)
    record = shelf.record()
    asked = [_asked(q, each) for each in (left, right)]
    try:
        found = [views.search(record, replace(each.query(), order="newest", limit=_MOST)) for each in asked]
    except NotUnderstoodError as error:
        sheet = Sheet(q, left, right, (), str(error))
        return Page("compare.html", "Side by side", sheet, {**data, "detail": str(error)}, 400)
    data["sides"] = [
        {"query": asdict(one), "total": results.total, "hits": list(map(plain, _in_order(results)))}
        for one, results in zip(asked, found, strict=True)
    ]
    sides = [_side(record, *each) for each in zip((left, right), asked, found, strict=True)]
    return Page("compare.html", f"{left} and {right}, side by side", Sheet(q, left, right, tuple(sides)), data)


def _asked(words: str, side: str) -> Asked:
    """Return the search of a side; a bare name is that of a speaker."""
    found = Asked.of({"q": side})
    return replace(found, q=words) if found.filters else Asked(q=words, speaker=side)


def _side(record: Record, side: str, asked: Asked, found: Results) -> Side:
    number = counted(found.total, "quotation")
    more = f", the newest {_MOST} here" if found.total > _MOST else ""
    return Side(side, number + more, asked.with_(order="newest"), cards(record, _in_order(found)))


def _in_order(found: Results) -> tuple[views.Hit, ...]:
    """Return the newest hits, the earliest of them first."""
    return found.hits[::-1]
