"""Statements, relations and claims as objects of the interchange contract (docs/reference/contract.md)."""

from __future__ import annotations

from typing import Any

from onrecord.queries.compare import ComparedStatement, fullest
from onrecord.queries.stances import StanceOnClaim
from onrecord.store.sqlite.reads.statements import ReportView
from onrecord.store.sqlite.writes.claims import Claim
from onrecord.types import Place, Relation, Wording
from onrecord.types.json import to_plain


def relation_line(relation: Relation) -> dict[str, Any]:
    """Return a relation as an object of the interchange contract: a judgement of the program."""
    return {
        "left": relation.left,
        "right": relation.right,
        "kind": relation.kind,
        "verdict": "yes",
        "score": round(relation.score, 3),
        "because": [part._asdict() for part in relation.because],
        "by": relation.by,
        "at": None,
        "passage": relation.passage,
        "other_passage": relation.other_passage,
        "how": relation.how or None,
        **_place("", relation.place),
        **_place("other_", relation.other_place),
    }


def statement_line(one: ComparedStatement) -> dict[str, Any]:
    """Return a statement as an object of the interchange contract (docs/reference/contract.md)."""
    view = one.statement
    first = view.reports[0].quotation
    speaker = next((report.quotation.speaker for report in view.reports if report.quotation.speaker), None)
    return {
        "id": view.id,
        "speaker": to_plain(speaker) | {"id": view.actor, "name": view.speaker} if speaker else None,
        "said": to_plain(view.said),
        "text": fullest(view),
        "act": first.act,
        "quotations": [_quotation(one, report, wording) for report, wording in one.rows],
    }


def _quotation(one: ComparedStatement, report: ReportView, wording: Wording) -> dict[str, Any]:
    quotation, story = report.quotation, report.story
    return {
        "id": quotation.id,
        "document": report.document,
        "story": story.id,
        "outlet": story.outlet,
        "published": story.published.value if story.published else None,
        "language": story.language,
        "content": to_plain(quotation.content),
        "form": quotation.form,
        "text": quotation.text,
        "relay": [link.name for link in quotation.relay],
        "wording": wording.kind,
        "against": wording.against,
        "differences": [
            {
                "kind": difference.kind,
                "span": to_plain(difference.span),
                "other": one.report(wording.against).document if wording.against else None,
                "other_span": to_plain(difference.other),
            }
            for difference in wording.differences
        ],
        "read_by": "another program" if report.guest else "onrecord",
        "beside": report.beside,
        "because": [part._asdict() for part in report.because],
    }


def _place(prefix: str, place: Place | None) -> dict[str, Any]:
    """Return in which quotation a passage stands, and in which characters of its document."""
    if place is None:
        return {}
    return {f"{prefix}quotation": place.quotation, f"{prefix}span": to_plain(place.span)}


def claim_line(claim: Claim, found: tuple[StanceOnClaim, ...]) -> dict[str, Any]:
    """Return a claim as an object of the interchange contract (docs/reference/contract.md)."""
    return {
        "id": claim.id,
        "text": claim.text,
        "pinned": claim.pinned,
        "stances": [
            {
                "statement": each.statement.id,
                "quotation": report.quotation.id,
                "stance": each.stance.kind,
                "score": round(each.stance.score, 3),
                "passage": each.stance.passage,
                "because": [part._asdict() for part in each.stance.because],
            }
            for each in found
            for report in each.statement.reports
        ],
    }
