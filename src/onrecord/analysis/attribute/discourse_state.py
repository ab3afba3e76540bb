"""The state of a story's discourse: who has been decided to have spoken so far, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from onrecord.analysis.attribute.antecedents import Antecedents, Spoken
from onrecord.analysis.attribute.entities import Entities
from onrecord.lexicons.roles import head, nouns
from onrecord.types import Quotation, Span, Speaker

DecisionBasis = Literal["name", "names", "reference", "wording", "nobody"]


@dataclass(frozen=True, slots=True)
class Decision:
    """Who spoke, and why we think so.

    `basis`: the source names one speaker, or several; it refers to one named elsewhere; it is kept as it is worded; or
    nobody fits. `entity` is the number of the speaker among the story's entities, where it is one of them.
    """

    speaker: Speaker | None
    why: str
    span: Span | None = None
    entity: int | None = None
    basis: DecisionBasis = "nobody"

    def referred_to(self, why: str) -> Decision:
        """Return the decision that the same speaker is meant again, for this reason."""
        return replace(self, why=why, basis="reference")


@dataclass(frozen=True, slots=True)
class Description:
    """Words that describe one person, where they stand, and what that person is reported to have said."""

    words: str
    at: Span
    definite: bool
    quotation: Quotation

    @property
    def gender(self) -> str:
        """Return the gender that the noun has: "m", "f" or ""."""
        noun = nouns().get(head(self.words))
        return noun.gender if noun else ""


@dataclass(frozen=True, slots=True)
class DescribedSpeaker:
    """The last speaker who was only described: the number of the entity, and whether no person spoke before."""

    entity: int
    description: Description
    is_first: bool


@dataclass(slots=True)
class DiscourseState:
    """What is known while a story is read in order: who spoke last, and each decision.

    `labels` are where the labels of turns stand, `shared` the surnames that they give to a man and a woman, `voices`
    the speakers whom they only call by an office; `is_given` that another program found the quotations; `foreign` the
    language, where it has words of its own that tell who spoke; `last_end` where the words of the last speaker end.
    """

    text: str
    entities: Entities
    antecedents: Antecedents
    labels: frozenset[Span] = frozenset()
    shared: frozenset[str] = frozenset()
    last: Decision | None = None
    last_organisation: Decision | None = None
    authors: dict[str, Decision] = field(default_factory=dict)
    speakers: set[int] = field(default_factory=set)
    described: DescribedSpeaker | None = None
    voices: dict[str, int] = field(default_factory=dict)
    is_given: bool = False
    language: str | None = None
    foreign: str | None = None
    last_end: int = 0
    decisions: dict[str, Decision] = field(default_factory=dict)

    @property
    def spoken(self) -> Spoken:
        """Return who has spoken so far."""
        number = self.last.entity if self.last else None
        return Spoken(None if number is None else self.entities.resolved(number), self.speakers)

    def note(self, quotation_id: str, decision: Decision) -> None:
        """Remember who spoke a quotation."""
        self.decisions[quotation_id] = decision

    def note_speaker(self, decision: Decision, end: int, writings: Iterable[str]) -> None:
        """Remember who spoke last outside other people's words, where these `end`, and the `writings` they stand in."""
        self.last, self.last_end = decision, end
        if decision.entity is not None:
            self.speakers.add(self.entities.resolved(decision.entity))
        if decision.speaker and decision.speaker.kind != "person":
            self.last_organisation = decision
        self.authors |= dict.fromkeys(writings, decision)
