"""The page of one claim: the statements to compare with it, by day, and how surely each story states it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.columns import rows
from onrecord.present.exports import linkeddata
from onrecord.present.introduced import Introduced, introduced
from onrecord.present.terms import CERTAINTIES, NOT_NAMED, STANCES, STANCES_NOTE
from onrecord.present.web.components import stance_chart
from onrecord.present.web.components.breadcrumbs import CLAIMS, Crumb
from onrecord.present.web.components.disambiguation import Candidate, find_by_id
from onrecord.present.web.components.links import (
    LONGEST_CLAIM,
    claim_at,
    claim_feed_at,
    digest_at,
    outlet_at,
    person_at,
    quotation_at,
    statement_at,
    story_at,
)
from onrecord.present.web.components.stance_chart import StanceChart
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page
from onrecord.present.words import LONGEST_NAME, Time, counted, shortened, signed, times
from onrecord.queries.certainty import Account, certainty
from onrecord.queries.claim_discovery import DiscoveredClaim
from onrecord.queries.lines import claim_line
from onrecord.queries.stances import StanceOnClaim, stances
from onrecord.store.errors import AmbiguousError, NotUnderstoodError
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.search import Query
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import Claim, unpinned_claim
from onrecord.store.sqlite.writes.claims import claim as pinned
from onrecord.types import Part

_MOST_ACCOUNTS = 200
_SHOW = "certainty"


@dataclass(frozen=True, slots=True)
class ClaimStatement:
    """A statement to compare with the claim: the passage, and what to look for in it."""

    kind: str
    term: str
    address: str
    speaker: str
    speaker_address: str
    day: tuple[Time, ...]
    introduced: Introduced
    passage: str
    outlets: str
    reasons: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class StanceGroup:
    """The statements that may take one side, the earliest first."""

    kind: str
    title: str
    statements: tuple[ClaimStatement, ...]


@dataclass(frozen=True, slots=True)
class CertaintyRow:
    """How one story tells the claim."""

    day: tuple[Time, ...]
    outlet: str
    outlet_address: str
    how: str
    speaker: str
    passage: str
    because: str
    address: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """All that the page shows; `certainty` is None until it is asked for."""

    text: str
    speaker: str
    everybody: str
    feed: str
    pinned: str
    lead: str
    chart: StanceChart | None
    groups: tuple[StanceGroup, ...]
    certainty: tuple[CertaintyRow, ...] | None
    more: str
    digest: str
    note: str = STANCES_NOTE


def page(connection: RecordConnection, request: Request) -> Page:
    """Return the claim that was pinned under this id, or the only one whose id starts so."""
    record = connection.record()
    found = find_by_id(record, request, ("claim", "claims"), pinned, _candidate)
    return _page(record, found, request)


def page_in_words(connection: RecordConnection, request: Request) -> Page:
    """Return a claim in the words of the address."""
    text = request.query_params.get("text", "").strip()[:LONGEST_CLAIM]
    if not any(char.isalnum() for char in text):
        raise HTTPException(404, "A claim needs words: a plain sentence that somebody could affirm or deny.")
    return _page(connection.record(), unpinned_claim(text), request)


def claim_named(record: Record, text: str) -> Claim:
    """Return the claim that was pinned under an id, or one in these words. Raises NotUnderstoodError for neither."""
    if not any(char.isalnum() for char in text):
        raise NotUnderstoodError("claim", "it needs words: a plain sentence that somebody could affirm or deny")
    try:
        return pinned(record, text) or unpinned_claim(text)
    except AmbiguousError as error:
        raise NotUnderstoodError("claim", str(error)) from None


def _page(record: Record, claim: Claim, request: Request) -> Page:
    speaker = request.query_params.get("speaker", "").strip()[:LONGEST_NAME]
    found = stances(record, claim, Query(speaker=speaker))
    accounts = certainty(record, claim)[:_MOST_ACCOUNTS] if request.query_params.get("show") == _SHOW else None
    title = shortened(claim.text, 80)
    linked_data = None if speaker else lambda: linkeddata.graph(linkeddata.claim(DiscoveredClaim(claim, found)))
    return Page(
        "claim.html",
        title,
        lambda: _view(record, claim, speaker, found, accounts),
        lambda: _data(claim, found, accounts),
        breadcrumbs=(CLAIMS, Crumb(title)),
        linked_data=linked_data,
    )


def _view(
    record: Record, claim: Claim, speaker: str, found: tuple[StanceOnClaim, ...], accounts: Sequence[Account] | None
) -> ClaimPage:
    drawn = [(each.day, each.statement.speaker or NOT_NAMED, each.stance.kind) for each in found]
    return ClaimPage(
        text=claim.text,
        speaker=shortened(views.actor_name(record, speaker) or speaker, LONGEST_NAME) if speaker else "",
        everybody=claim_at(claim) if speaker else "",
        feed=claim_feed_at(claim),
        pinned=f"pinned by {signed(claim.by, claim.at)}" if claim.pinned else "",
        lead=_lead(found),
        chart=stance_chart.stance_chart(stance_chart.rows_by_speaker(drawn)),
        groups=tuple(_stance_groups(claim_statements(record, found))),
        certainty=None if accounts is None else tuple(map(_certainty_row, accounts)),
        more=f"{claim_at(claim, show=_SHOW, speaker=speaker)}#certainty",
        digest=digest_at({"speaker": speaker}, claim),
    )


def _data(claim: Claim, found: tuple[StanceOnClaim, ...], accounts: Sequence[Account] | None) -> dict[str, Any]:
    shown = {} if accounts is None else {"certainty": list(rows(accounts))}
    return claim_line(claim, found) | shown


def _lead(found: Sequence[StanceOnClaim]) -> str:
    if not found:
        return ""
    speakers = counted(len({each.statement.speaker for each in found}), "speaker")
    bear = "bears" if len(found) == 1 else "bear"
    return f"{counted(len(found), 'statement')} by {speakers} {bear} on it, as far as the program sees."


def _stance_groups(found: Sequence[ClaimStatement]) -> Iterable[StanceGroup]:
    for kind in STANCES:
        several = tuple(each for each in found if each.kind == kind)
        if several or kind in ("affirms", "denies"):
            yield StanceGroup(kind, STANCES[kind].capitalize(), several)


def claim_statements(record: Record, found: Sequence[StanceOnClaim]) -> tuple[ClaimStatement, ...]:
    """Return the statements that bear on a claim as pages show them."""
    quotations = [each.statement.bearer(each.stance.passage) for each in found]
    known = introduced(record, quotations)
    return tuple(_statement(each, known[quotation]) for each, quotation in zip(found, quotations, strict=True))


def _statement(each: StanceOnClaim, introduction: Introduced) -> ClaimStatement:
    view = each.statement
    outlets = view.carriers(each.stance.passage)
    others = len(outlets) - 1
    more = f" and {counted(others, 'more outlet')}" if others > 0 else ""
    return ClaimStatement(
        kind=each.stance.kind,
        term=STANCES[each.stance.kind],
        address=statement_at(view.id),
        speaker=shortened(view.speaker or NOT_NAMED, LONGEST_NAME),
        speaker_address=person_at(view.actor) if view.actor else "",
        day=times(each.day),
        introduced=introduction,
        passage=shortened(each.stance.passage, 600),
        outlets=shortened(outlets[0], LONGEST_NAME) + more if outlets else "",
        reasons=each.stance.because,
    )


def _certainty_row(each: Account) -> CertaintyRow:
    quoted = each.quotation or ""
    return CertaintyRow(
        day=times(each.day),
        outlet=shortened(each.story.outlet or "outlet not known", LONGEST_NAME),
        outlet_address=outlet_at(each.story.outlet) if each.story.outlet else "",
        how=CERTAINTIES[each.certainty],
        speaker=shortened(each.speaker or "", LONGEST_NAME),
        passage=shortened(each.passage, 600),
        because=each.because,
        address=quotation_at(quoted) if quoted else story_at(each.story.id, start=each.span.start),
    )


def _candidate(record: Record, identity: str) -> Candidate | None:
    found = pinned(record, identity)
    return Candidate(claim_at(found), shortened(found.text, 120), "") if found else None
