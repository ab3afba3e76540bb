"""Words of an actor beside earlier ones, and promises or demands beside later words, to compare, with their days.

Behind an address of its own, since statements are read and compared one with another, which takes longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.columns import rows
from onrecord.present.terms import RELATIONS, TO_COMPARE, TWO_PASSAGES
from onrecord.present.web.components.breadcrumbs import PEOPLE, Crumb
from onrecord.present.web.components.links import person_at
from onrecord.present.web.http.responses import Page
from onrecord.present.web.pages.to_compare.changes import (
    MOST_LOOKED_AT,
    Departure,
    Passage,
    PassagePair,
    departure_to_line,
    departures,
    passage,
    passage_pair,
)
from onrecord.present.words import LONGEST_NAME, shortened
from onrecord.queries.commitments import Commitment, commitments
from onrecord.store.sqlite.reads.profiles import PersonProfile
from onrecord.store.sqlite.reads.search import Query
from onrecord.store.sqlite.record import Record

MOST_BINDING = 13  # newest promises, demands and threats, each


@dataclass(frozen=True, slots=True)
class LaterWords:
    """Later words beside a promise, demand or threat, and what to look for in them."""

    look: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A promise, demand or threat with its terms, and later words to compare."""

    act: str
    passage: Passage
    condition: str
    deadline: str
    later: tuple[LaterWords, ...]


@dataclass(frozen=True, slots=True)
class SpeakerChangesPage:
    """All that the page shows."""

    name: str
    most: int
    pairs: tuple[PassagePair, ...]
    commitments: tuple[CommitmentRow, ...]
    two_passages: str = TWO_PASSAGES
    note: str = TO_COMPARE


def page(record: Record, profile: PersonProfile) -> Page:
    """Return what there is to compare in the newest words of an actor."""
    query = Query(speaker=profile.id, order="newest", limit=MOST_BINDING)
    found, bound = list(departures(record, query)), commitments(record, query)
    name, back = shortened(profile.name, LONGEST_NAME), person_at(profile.id)
    return Page(
        "speaker_changes.html",
        f"{name}: earlier and later words to compare",
        lambda: _view(record, name, found, bound),
        lambda: _data(profile, found, bound),
        breadcrumbs=(PEOPLE, Crumb(name, back), Crumb("To compare")),
    )


def _view(record: Record, name: str, found: Sequence[Departure], bound: Sequence[Commitment]) -> SpeakerChangesPage:
    pairs = tuple(passage_pair(record, one) for one in found)
    return SpeakerChangesPage(name, MOST_LOOKED_AT, pairs, tuple(_commitment(record, each) for each in bound))


def _data(profile: PersonProfile, found: Sequence[Departure], bound: Sequence[Commitment]) -> dict[str, Any]:
    return {
        "actor": {"id": profile.id, "name": profile.name, "kind": profile.kind},
        "shifts": list(map(departure_to_line, found)),
        "commitments": list(rows(bound)),
    }


def _commitment(record: Record, each: Commitment) -> CommitmentRow:
    answers = zip(each.answers, each.statements, strict=True)
    return CommitmentRow(
        act=each.act,
        passage=passage(record, each.words, each.statement),
        condition=shortened(each.condition.text, LONGEST_NAME) if each.condition else "",
        deadline=shortened(each.deadline.text, LONGEST_NAME) if each.deadline else "",
        later=tuple(
            LaterWords(RELATIONS[answer.kind], passage(record, answer.passage, later)) for answer, later in answers
        ),
    )
