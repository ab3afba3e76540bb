"""What linking takes and makes: profiles and their links, statements, relations, stances, wordings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from onrecord.types.text import Form, Span, SpeakerKind

StanceKind = Literal["affirms", "denies", "questions", "neutral"]
RelationKind = Literal["denies", "repeats", "shifts", "keeps_promise", "breaks_promise"]
Manner = Literal[
    "",
    "reverses",
    "takes back",
    "explains",
    "hardens",
    "softens",
    "adds a condition",
    "drops a condition",
    "conditionally",
    "in part",
]
Certainty = Literal["hedged", "alleged", "reported", "attributed", "bare"]
Strength = Literal["firm", "plain", "hedged", "conditional"]
WordingKind = Literal["same", "truncated", "spliced", "paraphrase", "translation", "altered", "unlike"]
DifferenceKind = Literal["replaced", "added", "omitted", "cut", "joined", "fillers"]


class Part(NamedTuple):
    """One named part of a score: what was compared, how much it speaks for (or against), and the words compared."""

    part: str
    score: float
    detail: str = ""


def total(parts: Iterable[Part]) -> float:
    """Return the sum of the parts."""
    return sum(part.score for part in parts)


class _Reasoned:
    """What is so because of named parts of a score."""

    __slots__ = ()
    because: tuple[Part, ...]

    @property
    def score(self) -> float:
        """Return the sum of the parts."""
        return total(self.because)


@dataclass(frozen=True, slots=True)
class Profile:
    """What the record knows of one actor: its names, roles and outlets, the most frequent first, and where it spoke.

    `days` are those on which it was quoted, in order, counted from 0001-01-01; `listed` tells that it comes from a list
    that somebody imported, `guest` that nothing but Readings made elsewhere quotes it; `openings` are the first
    words of the mentions of it in print ("Mr", "she").
    """

    id: str
    names: tuple[str, ...]
    kind: SpeakerKind
    roles: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    quotations: int = 0
    outlets: tuple[str, ...] = ()
    stories: frozenset[str] = frozenset()
    listed: bool = False
    guest: bool = False
    openings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Office:
    """A role that a list puts down to an actor; `since` and `until` are ISO 8601 prefixes, "" where not known."""

    role: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An actor as a list has it: its id there, its name first among `names`, and its offices."""

    id: str
    names: tuple[str, ...]
    kind: SpeakerKind = "person"
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorLink(_Reasoned):
    """Whom an actor is taken for: the actor that stands for all of them, and why, part by part."""

    actor: str
    canonical: str
    because: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparableQuotation:
    """A quotation as it is compared with others: its passages (sentences), its place in the story, and its day.

    `days` are the first and last day on which it may have been said, counted from 0001-01-01; `is_dated` tells that
    they are the story's word, not merely the day it came out. `order` counts the quotations of the story; `inside`
    is the id of the one that this one stands in; `guest` tells that another program found it; `place` is its place
    among all quotations in the order of days.
    """

    id: str
    story: str
    order: int
    form: Form
    passages: tuple[str, ...]
    headline: bool = False
    language: str = ""
    outlet: str = ""
    days: tuple[int, int] | None = None
    is_dated: bool = False
    inside: str | None = None
    guest: bool = False
    place: int = 0

    @property
    def text(self) -> str:
        """Return all passages."""
        return " ".join(self.passages)


class QuotationPair(NamedTuple):
    """Two quotations, by their ids, the earlier first, that may report one utterance, and how much speaks for it."""

    left: str
    right: str
    score: float


class DayWindow(NamedTuple):
    """Days, counted from 0001-01-01, on which quotations are looked for that may report what others do.

    Of those before `first`, from `loose` on, only what is known to the month or year is looked for.
    """

    first: int
    last: int
    loose: int


class JudgedPairs(NamedTuple):
    """Pairs of ids, of actors or of quotations, that people judged to be the same, and those they judged to be two."""

    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()

    def among(self, ids: Iterable[str]) -> JudgedPairs:
        """Return the pairs of which both are among these."""
        known = frozenset(ids)
        same, apart = (tuple(pair for pair in pairs if known.issuperset(pair)) for pairs in self)
        return JudgedPairs(same, apart)


@dataclass(frozen=True, slots=True)
class StatementMember(_Reasoned):
    """The statement that a quotation reports, by the id of the quotation that stands for it, and why, part by part.

    `beside` is the quotation of the same statement with which the parts compare it, or "".
    """

    quotation: str
    statement: str
    beside: str = ""
    because: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparableStatement:
    """A statement as it is held against others: who made it, what its reports say it does, and in which passages.

    `negated` tells of each passage whether it denies or negates, `conditional` whether it sets a condition; `firmness`
    is 1 where it insists, -1 where it hedges. `acts` are those of the reports; `days` the first and last day on which
    it may have been made.
    """

    id: str
    actor: str
    speaker: str
    acts: tuple[str, ...]
    passages: tuple[str, ...]
    negated: tuple[bool, ...]
    firmness: tuple[int, ...]
    conditional: tuple[bool, ...]
    stories: frozenset[str]
    days: tuple[int, int] | None = None
    language: str = ""

    def share(self, act: str) -> float:
        """Return the share of its reports whose act is this one: 0 to 1."""
        return self.acts.count(act) / len(self.acts) if self.acts else 0.0


class Place(NamedTuple):
    """Where words stand: in a quotation, and in which characters of its document."""

    quotation: str
    span: Span


@dataclass(frozen=True, slots=True)
class Relation(_Reasoned):
    """How the statement `left` stands to the earlier one `right`: the passage of each that shows it, and why.

    `how` says in what later words of a speaker depart, and of a denial that it holds on a condition, or for a part.
    `place` and `other_place` are where the passages stand, and `by` is the version of the program, in a record.
    """

    kind: RelationKind
    left: str
    right: str
    passage: str
    other_passage: str
    because: tuple[Part, ...] = ()
    how: Manner = ""
    place: Place | None = None
    other_place: Place | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Stance(_Reasoned):
    """How a statement stands to a claim, in the passage that bears on it, and why."""

    statement: str
    kind: StanceKind
    passage: str
    because: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A quotation as one of several reports of a statement: its words and the spans that they stand on.

    `translated` tells that its story says so of them, or of the speaker's language.
    """

    id: str
    text: str
    content: tuple[Span, ...]
    form: Form
    language: str = ""
    published: str | None = None
    translated: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a report differs from the one it is held against (`other`): words replaced, added, left out, or joined.

    `omitted` are a negation, modal, number or name that is left out, with a mark or without; `fillers` are no change.
    Spans count in the documents of the two reports; where words are missing, `span` is the gap between two others.
    """

    kind: DifferenceKind
    span: Span
    other: Span | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What a report made of the words of a statement, and how it differs from the report `against`."""

    report: str
    kind: WordingKind
    against: str | None = None
    differences: tuple[Difference, ...] = ()
