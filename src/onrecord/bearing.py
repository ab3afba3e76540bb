"""What bears on a claim: the statements of a record, whoever made them, with the side on which each comes down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.comparing import first_day, utterance_of
from onrecord.models.meaning import vectors
from onrecord.stages.link.claims import beginnings, stance
from onrecord.stages.split.languages import language
from onrecord.store.claims import Claim, asked
from onrecord.store.record import Record
from onrecord.store.search import sharing_words
from onrecord.store.statements import StatementView, reported_by
from onrecord.types import Stance


@dataclass(frozen=True, slots=True)
class Bearing:
    """A statement that bears on a claim: its day (ISO, "" where unknown), and how it stands to the claim."""

    day: str
    statement: StatementView
    stance: Stance


def bearing(record: Record, claim: Claim | str) -> tuple[Bearing, ...]:
    """Return the statements that bear on a claim, the earliest first, unknown days last.

    Looked for among those with a report that shares words with it. Raises MeaningError where the model of meaning
    cannot be loaded.
    """
    claim = asked(claim) if isinstance(claim, str) else claim
    claimed = vectors([claim.text])
    told = []
    for view in reported_by(record, sharing_words(record, beginnings(claim.text))):
        one = utterance_of(view)
        stands = stance(claim.text, language(claim.text), one, claimed, vectors(one.passages))
        if stands:
            told.append(Bearing(first_day(view), view, stands))
    return in_order(told)


def in_order(told: Iterable[Bearing]) -> tuple[Bearing, ...]:
    """Return statements that bear on a claim, the earliest first, unknown days last."""
    return tuple(sorted(told, key=lambda each: (not each.day, each.day, each.statement.id)))


def claim_to_line(claim: Claim, found: tuple[Bearing, ...]) -> dict[str, Any]:
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
