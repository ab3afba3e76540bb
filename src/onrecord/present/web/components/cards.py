"""Quotations as lists show them: who stands in the margin, the words in the middle, what is beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.present.introduced import Introduced, introduced
from onrecord.present.terms import NOT_NAMED, NOT_SAID
from onrecord.present.web.components.links import outlet_at, person_at, quotation_at, statement_at, story_at
from onrecord.present.words import LONGEST_HEADLINE, LONGEST_NAME, Time, counted, shortened, times
from onrecord.store.sqlite.reads.statements import Carried, carried
from onrecord.store.sqlite.reads.views import Hit
from onrecord.store.sqlite.record import Record
from onrecord.thresholds import SHOWN

_PLAIN = ("assert", "other")  # acts that a card does not name
_MOST_LINKS = 4  # of a relay


@dataclass(frozen=True, slots=True)
class Card:
    """One hit in a list."""

    address: str
    introduced: Introduced
    snippet: tuple[tuple[str, bool], ...]
    speaker: str
    speaker_address: str
    role: str
    day: tuple[Time, ...]
    day_basis: str
    outlet: str
    outlet_address: str
    through: str
    labels: tuple[str, ...]
    place: str
    headline: str
    statement: str
    others: str


def cards(record: Record, hits: Sequence[Hit]) -> tuple[Card, ...]:
    """Return hits as lists show them."""
    ids = [hit.id for hit in hits]
    known, introductions = carried(record, ids), introduced(record, ids)
    return tuple(_card(hit, known[hit.id], introductions[hit.id]) for hit in hits)


def _card(hit: Hit, carrying: Carried, introduction: Introduced) -> Card:
    others = len(carrying.outlets - {hit.outlet})
    return Card(
        address=quotation_at(hit.id),
        introduced=introduction,
        snippet=hit.snippet,
        speaker=shortened(hit.speaker or NOT_NAMED, LONGEST_NAME),
        speaker_address=person_at(hit.speaker_id) if hit.speaker_id else "",
        role=shortened(hit.role or "", LONGEST_NAME),
        day=times(hit.dated),
        day_basis=hit.day_basis or "",
        outlet=shortened(hit.outlet or "", LONGEST_NAME),
        outlet_address=outlet_at(hit.outlet) if hit.outlet else "",
        through=" ← ".join(shortened(name, LONGEST_NAME) for name in hit.relay[:_MOST_LINKS]),
        labels=(
            *([NOT_SAID[hit.polarity]] if hit.polarity in NOT_SAID else []),
            hit.form,
            *(act for act in (hit.act, *hit.acts_also) if act and act not in _PLAIN),
            *(["belief"] if hit.kind == "belief" else []),
            *(["headline"] if hit.headline else []),
            *(["uncertain"] if hit.confidence < SHOWN else []),
        ),
        place=story_at(hit.story, quotation=hit.id),
        headline=shortened(hit.story_headline or "in its story", LONGEST_HEADLINE),
        statement=statement_at(carrying.statement) if others else "",
        others=counted(others, "more outlet"),
    )
