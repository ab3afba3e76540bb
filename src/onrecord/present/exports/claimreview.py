"""schema.org ClaimReview of pinned claims: who affirmed, denied or questioned each, and never whether it is true.

The standard, as search engines read it, asks for a rating. Onrecord does not rule on truth, so the rating has no value,
only words that say so; `url`, the page of your review, is yours to add.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, TextIO

from onrecord.present.escaping import as_json
from onrecord.present.exports.iris import urn
from onrecord.queries.claim_discovery import DiscoveredClaim
from onrecord.queries.contents import pinned
from onrecord.queries.stances import StanceOnClaim
from onrecord.store.sqlite.reads.statements import ReportView
from onrecord.store.sqlite.record import Record
from onrecord.types import Progress, StanceKind

NOT_RATED = "Not rated: a record of who said what, which does not rule on truth"
_KINDS: tuple[StanceKind, ...] = ("affirms", "denies", "questions", "neutral")
Node = dict[str, Any]


def write(record: Record, what: str, out: TextIO, progress: Progress | None = None) -> None:
    """Write all pinned claims, one object a line."""
    del what, progress  # there is one sort, and people pin few
    for one in pinned(record):
        out.write(f"{as_json(review(one))}\n")


def review(one: DiscoveredClaim) -> Node:
    """Return a claim as reviewed: its appearances, and how many statements take which stance."""
    affirmed = [each for each in one.stances if each.stance.kind == "affirms"]
    appearances = [_appearance(report) for each in affirmed for report in each.statement.reports]
    item: Node = {"@type": "Claim", "@id": urn("claim", one.claim.id), "text": one.claim.text}
    if appearances:
        item |= {"appearance": appearances, "firstAppearance": appearances[0]}
    if affirmed and affirmed[0].statement.speaker:
        item["author"] = _author(affirmed[0])
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": urn("review", one.claim.id),
        "claimReviewed": one.claim.text,
        **({"datePublished": one.claim.at} if one.claim.at else {}),
        "author": {"@type": "Person", "name": one.claim.by},
        "itemReviewed": item,
        "reviewBody": _summary(one),
        "reviewRating": {"@type": "Rating", "alternateName": NOT_RATED},
    }


def _summary(one: DiscoveredClaim) -> str:
    counted = Counter(each.stance.kind for each in one.stances)
    stances = ", ".join(f"{kind} {counted[kind]}" for kind in _KINDS if counted[kind]) or "none"
    return f"Statements in the record that speak of this claim: {stances}. {NOT_RATED}."


def _author(each: StanceOnClaim) -> Node:
    kinds = [speaker.kind for report in each.statement.reports if (speaker := report.quotation.speaker)]
    return {"@type": "Person" if kinds[:1] == ["person"] else "Organization", "name": each.statement.speaker}


def _appearance(report: ReportView) -> Node:
    story = report.story
    article = {
        "@type": "NewsArticle",
        "@id": urn("story", story.id),
        "headline": story.headline,
        "publisher": {"@type": "Organization", "name": story.outlet} if story.outlet else None,
        "datePublished": story.published.value if story.published else None,
    }
    quotation = report.quotation
    return {
        "@type": "Quotation",
        "@id": urn("quotation", quotation.id),
        "text": quotation.text,
        "isPartOf": {name: value for name, value in article.items() if value},
    }
