"""The page of claims: those that people pinned, those the program finds, and a place to ask about one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request

from onrecord.columns import rows
from onrecord.present.web.components.links import LONGEST_CLAIM, claim_at
from onrecord.present.web.http.connection import Shelf
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.web.http.search_params import Asked
from onrecord.present.words import Time, counted, shortened, times
from onrecord.queries.claim_discovery import DiscoveredClaim, discover_claims
from onrecord.store.errors import NotUnderstoodError
from onrecord.store.sqlite.writes.claims import claims

_MOST_LOOKED_AT = 200  # quotations among which claims are found while somebody waits
_MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One claim, and what is known of it."""

    text: str
    address: str
    beside: str
    day: tuple[Time, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows; `found` is None until it is asked for."""

    words: str
    longest: int
    most: int
    pinned: tuple[Row, ...]
    found: tuple[Row, ...] | None
    message: str = ""


def page(shelf: Shelf, request: Request) -> Page:
    """Return the pinned claims and, where `find` is asked for, those that the quotations which fit it make or deny."""
    record = shelf.record()
    pinned = claims(record)
    asked = Asked.of({"q": request.query_params.get("find", "")})
    found: tuple[DiscoveredClaim, ...] | None = None
    message = ""
    if "find" in request.query_params:
        try:
            found = discover_claims(record, asked.query(), most=_MOST_LOOKED_AT)[:_MOST_SHOWN]
        except NotUnderstoodError as error:
            message = str(error)
    sheet = Sheet(
        words=request.query_params.get("find", "")[:LONGEST_CLAIM],
        longest=LONGEST_CLAIM,
        most=_MOST_LOOKED_AT,
        pinned=tuple(Row(shortened(each.text, 300), claim_at(each), f"{each.by}, {each.at[:10]}") for each in pinned),
        found=None if found is None else tuple(_rows(found)),
        message=message,
    )
    data: dict[str, object] = {
        "pinned": list(map(plain, pinned)),
        "found": None if found is None else list(rows(found)),
    }
    if message:
        data["detail"] = message
    return Page("claims.html", "Claims", sheet, data, 400 if message else 200)


def _rows(found: Iterable[DiscoveredClaim]) -> Iterable[Row]:
    for one, row in zip(found, rows(found), strict=True):
        beside = counted(row["statements"], "statement")
        days = "/".join(dict.fromkeys(filter(None, (row["first_day"], row["last_day"]))))
        yield Row(shortened(one.claim.text, 300), claim_at(one.claim), beside, times(days))
