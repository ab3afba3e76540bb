"""Words of an actor beside the claims that they are about, to compare: one row a claim, one mark a statement.

Behind an address of its own, since statements are sorted by what they mean, which takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.columns import rows
from onrecord.present.terms import STANCES_NOTE
from onrecord.present.web.components import stance_chart
from onrecord.present.web.components.breadcrumbs import PEOPLE, Crumb
from onrecord.present.web.components.links import claim_at, person_at
from onrecord.present.web.components.stance_chart import StanceChart
from onrecord.present.web.http.responses import Page
from onrecord.present.web.pages.claim import ClaimStatement, claim_statements
from onrecord.present.words import LONGEST_NAME, counted, shortened, signed
from onrecord.queries.claim_discovery import DiscoveredClaim, discover_claims
from onrecord.queries.stances import stances
from onrecord.store.sqlite.reads.profiles import PersonProfile
from onrecord.store.sqlite.reads.search import Query
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import claims

MOST_LOOKED_AT = 200  # newest quotations among which claims are found
MOST_PINNED = 10  # newest pinned claims for which statements are looked for, each among a hundred and more
MOST_CLAIMS = 30
MOST_STATEMENTS = 40  # statements of a claim that are listed
_LONGEST_CLAIM = 300


@dataclass(frozen=True, slots=True)
class ClaimPosition:
    """One claim with the statements on it, the earliest first."""

    text: str
    address: str
    pinned: str
    beside: str
    statements: tuple[ClaimStatement, ...]
    unshown: int


@dataclass(frozen=True, slots=True)
class PositionsPage:
    """All that the page shows."""

    id: str
    name: str
    most: int
    most_pinned: int
    chart: StanceChart | None
    drawn: int
    rows: tuple[ClaimPosition, ...]
    unshown: int
    note: str = STANCES_NOTE


def page(record: Record, profile: PersonProfile) -> Page:
    """Return the claims on which an actor made statements: those with words for and against first."""
    found = _found(record, profile.id)
    name = shortened(profile.name, LONGEST_NAME)
    return Page(
        "positions.html",
        f"{name}: claim by claim",
        lambda: _view(record, profile.id, name, found),
        lambda: _data(profile, found),
        breadcrumbs=(PEOPLE, Crumb(name, person_at(profile.id)), Crumb("Claim by claim")),
    )


def _view(record: Record, actor: str, name: str, found: Sequence[DiscoveredClaim]) -> PositionsPage:
    return PositionsPage(
        id=actor,
        name=name,
        most=MOST_LOOKED_AT,
        most_pinned=MOST_PINNED,
        chart=stance_chart.stance_chart([_drawn(one) for one in found], above=True),
        drawn=stance_chart.MOST_ROWS if len(found) > stance_chart.MOST_ROWS else 0,
        rows=tuple(_row(record, one) for one in found[:MOST_CLAIMS]),
        unshown=max(0, len(found) - MOST_CLAIMS),
    )


def _data(profile: PersonProfile, found: Sequence[DiscoveredClaim]) -> dict[str, Any]:
    return {
        "actor": {"id": profile.id, "name": profile.name, "kind": profile.kind},
        "claims": [
            {
                "id": one.claim.id,
                "text": one.claim.text,
                "pinned": one.claim.pinned,
                "both_sides": _has_both_stances(one),
                "statements": list(rows(one.stances)),
            }
            for one in found
        ],
    }


def _found(record: Record, actor: str) -> tuple[DiscoveredClaim, ...]:
    """Return the pinned claims on which the actor took a stance and those found in its words, in the order of the page.

    Raises EmbeddingError where the model that compares passages cannot be loaded.
    """
    query = Query(speaker=actor, order="newest")
    pinned = (DiscoveredClaim(claim, stances(record, claim, query)) for claim in claims(record)[-MOST_PINNED:])
    with_stance = {one.claim.id: one for one in pinned if any(each.stance.kind != "neutral" for each in one.stances)}
    others = {one.claim.id: one for one in discover_claims(record, query, most=MOST_LOOKED_AT)}
    return most_to_compare_first((others | with_stance).values())


def most_to_compare_first(found: Iterable[DiscoveredClaim]) -> tuple[DiscoveredClaim, ...]:
    """Return claims as the page lists them: first those with words for and against, then those with most of them."""
    return tuple(sorted(found, key=lambda one: (not _has_both_stances(one), -len(one.stances))))


def _has_both_stances(one: DiscoveredClaim) -> bool:
    """Tell whether words of one day may affirm the claim and words of another may deny it."""
    affirmed, denied = (
        {day for day, kind in _days_and_stances(one) if day and kind == stance} for stance in ("affirms", "denies")
    )
    return bool(affirmed and denied) and len(affirmed | denied) > 1


def _days_and_stances(one: DiscoveredClaim) -> list[tuple[str, str]]:
    return [(each.day, each.stance.kind) for each in one.stances]


def _drawn(one: DiscoveredClaim) -> stance_chart.StanceRow:
    return one.claim.text, _days_and_stances(one)


def _row(record: Record, one: DiscoveredClaim) -> ClaimPosition:
    claim = one.claim
    return ClaimPosition(
        text=shortened(claim.text, _LONGEST_CLAIM),
        address=claim_at(claim),
        pinned=f"pinned by {signed(shortened(claim.by, LONGEST_NAME), claim.at)}" if claim.pinned else "",
        beside=counted(len(one.stances), "statement"),
        statements=claim_statements(record, one.stances[:MOST_STATEMENTS]),
        unshown=max(0, len(one.stances) - MOST_STATEMENTS),
    )
