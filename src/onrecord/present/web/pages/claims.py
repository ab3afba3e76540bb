"""The page of claims: those that people pinned, those the program finds, and a place to ask about one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request

from onrecord.columns import rows
from onrecord.present.web.components.links import LONGEST_CLAIM, claim_at
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.web.http.search_params import SearchParams
from onrecord.present.words import Time, counted, shortened, signed, times
from onrecord.queries.claim_discovery import DiscoveredClaim, discover_claims
from onrecord.store.errors import NotUnderstoodError
from onrecord.store.sqlite.writes.claims import Claim, claims

_MOST_LOOKED_AT = 200  # quotations among which claims are found while somebody waits
_MOST_SHOWN = 30
_Discovered = tuple[DiscoveredClaim, ...] | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim, and what is known of it."""

    text: str
    address: str
    beside: str
    day: tuple[Time, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """All that the page shows; `found` is None until it is asked for."""

    words: str
    longest: int
    most: int
    pinned: tuple[ClaimRow, ...]
    found: tuple[ClaimRow, ...] | None
    message: str = ""


def page(connection: RecordConnection, request: Request) -> Page:
    """Return the pinned claims and, where `find` is asked for, those that the quotations which fit it make or deny."""
    record, find = connection.record(), request.query_params.get("find")
    pinned, message = claims(record), ""
    found: _Discovered = None
    if find is not None:
        try:
            found = discover_claims(record, SearchParams.of({"q": find}).query(), most=_MOST_LOOKED_AT)[:_MOST_SHOWN]
        except NotUnderstoodError as error:
            message = str(error)
    return Page(
        "claims.html",
        "Claims",
        lambda: _view(find or "", pinned, found, message),
        lambda: _data(pinned, found, message),
        400 if message else 200,
    )


def _view(find: str, pinned: Iterable[Claim], found: _Discovered, message: str) -> ClaimsPage:
    return ClaimsPage(
        words=find[:LONGEST_CLAIM],
        longest=LONGEST_CLAIM,
        most=_MOST_LOOKED_AT,
        pinned=tuple(ClaimRow(shortened(each.text, 300), claim_at(each), signed(each.by, each.at)) for each in pinned),
        found=None if found is None else tuple(_rows(found)),
        message=message,
    )


def _data(pinned: Iterable[Claim], found: _Discovered, message: str) -> dict[str, object]:
    data: dict[str, object] = {
        "pinned": list(map(plain, pinned)),
        "found": None if found is None else list(rows(found)),
    }
    return data | {"detail": message} if message else data


def _rows(found: Iterable[DiscoveredClaim]) -> Iterable[ClaimRow]:
    for one, row in zip(found, rows(found), strict=True):
        beside = counted(row["statements"], "statement")
        days = "/".join(dict.fromkeys(filter(None, (row["first_day"], row["last_day"]))))
        yield ClaimRow(shortened(one.claim.text, 300), claim_at(one.claim), beside, times(days))
