"""Words of an actor beside the claims that they are about, to compare: one row a claim, one mark a statement.

Behind an address of its own, since statements are sorted by what they mean, which takes seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.columns import rows
from onrecord.present.terms import STANCES_NOTE
from onrecord.present.web.components import stance_chart
from onrecord.present.web.components.breadcrumbs import PEOPLE, Crumb
from onrecord.present.web.components.links import claim_at, person_at
from onrecord.present.web.components.stance_chart import Picture
from onrecord.present.web.http.responses import Page
from onrecord.present.web.pages.claim import Stand, stands
from onrecord.present.words import LONGEST_NAME, counted, shortened
from onrecord.queries.claim_discovery import DiscoveredClaim, discover_claims
from onrecord.queries.stances import stances
from onrecord.store.sqlite.reads.profiles import PersonProfile
from onrecord.store.sqlite.reads.search import Query
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import claims

MOST_LOOKED_AT = 200  # newest quotations among which claims are found
MOST_PINNED = 10  # newest pinned claims for which statements are looked for, each among a hundred and more
_MOST_ROWS = 30
_MOST_STANDS = 40  # statements of a claim that are listed
_LONGEST_CLAIM = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with the statements on it, the earliest first."""

    text: str
    address: str
    pinned: str
    beside: str
    stands: tuple[Stand, ...]
    unshown: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows."""

    id: str
    name: str
    back: str
    most: int
    most_pinned: int
    picture: Picture | None
    drawn: int
    rows: tuple[Row, ...]
    unshown: int
    note: str = STANCES_NOTE


def page(record: Record, profile: PersonProfile) -> Page:
    """Return the claims on which an actor made statements: those with words on both sides first."""
    found = _found(record, profile.id)
    name = shortened(profile.name, LONGEST_NAME)
    sheet = Sheet(
        id=profile.id,
        name=name,
        back=person_at(profile.id),
        most=MOST_LOOKED_AT,
        most_pinned=MOST_PINNED,
        picture=stance_chart.picture([_drawn(one) for one in found], above=True),
        drawn=stance_chart.MOST_ROWS if len(found) > stance_chart.MOST_ROWS else 0,
        rows=tuple(_row(record, one) for one in found[:_MOST_ROWS]),
        unshown=max(0, len(found) - _MOST_ROWS),
    )
    data = {
        "actor": {"id": profile.id, "name": profile.name, "kind": profile.kind},
        "claims": [
            {
                "id": one.claim.id,
                "text": one.claim.text,
                "pinned": one.claim.pinned,
                "both_sides": _takes_both(one),
                "statements": list(rows(one.stances)),
            }
            for one in found
        ],
    }
    trail = (PEOPLE, Crumb(name, sheet.back), Crumb("Claim by claim"))
    return Page("positions.html", f"{name}: claim by claim", sheet, data, trail=trail)


def _found(record: Record, actor: str) -> tuple[DiscoveredClaim, ...]:
    """Return the pinned claims on which the actor took a side and those found in its words, in the order of the page.

    Raises EmbeddingError where the model of meaning cannot be loaded.
    """
    query = Query(speaker=actor, order="newest")
    pinned = (DiscoveredClaim(claim, stances(record, claim, query)) for claim in claims(record)[-MOST_PINNED:])
    sided = {one.claim.id: one for one in pinned if any(each.stance.kind != "neutral" for each in one.stances)}
    others = {one.claim.id: one for one in discover_claims(record, query, most=MOST_LOOKED_AT)}
    return tuple(sorted((others | sided).values(), key=lambda one: (not _takes_both(one), -len(one.stances))))


def _takes_both(one: DiscoveredClaim) -> bool:
    """Tell whether words of one day may affirm the claim and words of another may deny it."""
    affirmed, denied = ({day for day, kind in _stands(one) if day and kind == side} for side in ("affirms", "denies"))
    return bool(affirmed and denied) and len(affirmed | denied) > 1


def _stands(one: DiscoveredClaim) -> list[tuple[str, str]]:
    return [(each.day, each.stance.kind) for each in one.stances]


def _drawn(one: DiscoveredClaim) -> stance_chart.Row:
    return one.claim.text, _stands(one)


def _row(record: Record, one: DiscoveredClaim) -> Row:
    claim = one.claim
    return Row(
        text=shortened(claim.text, _LONGEST_CLAIM),
        address=claim_at(claim),
        pinned=f"pinned by {shortened(claim.by, LONGEST_NAME)}, {claim.at[:10]}" if claim.pinned else "",
        beside=counted(len(one.stances), "statement"),
        stands=stands(record, one.stances[:_MOST_STANDS]),
        unshown=max(0, len(one.stances) - _MOST_STANDS),
    )
