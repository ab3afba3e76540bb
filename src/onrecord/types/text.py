"""The nouns: immutable data that flows through the stages and into the record.

All offsets count characters of `Document.text`, end exclusive, and never move (docs/explanation/architecture.md).
Field names follow the interchange contract, so that `to_json` is a plain projection of these classes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Form = Literal["direct", "mixed", "indirect"]
Basis = Literal["stated", "weekday", "relative", "dateline", "published", "inferred", "unknown"]
Kind = Literal["speech", "belief"]
Act = Literal[
    "assert",
    "deny",
    "confirm",
    "promise",
    "threaten",
    "demand",
    "propose",
    "accuse",
    "predict",
    "praise",
    "announce",
    "question",
    "decline",
    "other",
]
Binding = Literal["promise", "demand", "threaten"]
Modality = Literal["plain", "conditional", "hedged", "hypothetical"]
Polarity = Literal["said", "not_said", "hypothetical"]
BlockKind = Literal["quotation", "post", "question", "answer", "turn"]
NamedKind = Literal["person", "organisation", "place", "nationality", "date"]
SpeakerKind = Literal["person", "office", "organisation", "state", "document", "group", "unknown"]


class Span(NamedTuple):
    """A passage of a document: `[start, end)` in characters of its text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers in `text`."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


NOWHERE = Span(0, 0)
READING_MEDIA_TYPE = "application/vnd.onrecord.reading+json"
"""The media type of a Document that holds a Reading which somebody else made (the interchange contract)."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of honest precision (an ISO 8601 prefix or an EDTF interval of two), why we think so, where it says so."""

    value: str
    basis: Basis
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read, where, why, and what to do next; data, not an exception (law 6)."""

    stage: str
    message: str
    span: Span | None = None
    uri: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file, page or record says of itself beside its words; any of it may be missing or wrong."""

    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was received: the hash and size of all its bytes, and the bytes where they are kept."""

    uri: str
    sha256: str
    size: int
    media_type: str
    raw: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class FilePart:
    """Where the bytes of a document stand in a file: `[start, end)` in bytes of what the file holds, unpacked.

    `name` tells it to people ("line 3"); it is empty where the document is all that the file holds.
    """

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """Words that the layout of a source sets apart: a block quotation, a post, a question or answer, a turn.

    `speaker` is where the text names who speaks, None where it does not; `said` the day that the source gives for it.
    """

    span: Span
    kind: BlockKind
    speaker: Span | None = None
    said: Dated | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One of several stories that a source sets apart in one document: an entry of a live blog."""

    span: Span
    headline: Span | None = None
    published: Dated | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One thing as received: its bytes, and the text decoded or extracted from them.

    `header` covers leading metadata lines that are not body; `published_span` is where the text states its date.
    `original` is the file whose bytes are others than those of the document: one that was unpacked, or holds several
    documents; `part` is where in it the document stands. `blocks` and `entries` are what its layout tells and its text
    alone does not, each in the order of the text.
    """

    uri: str
    raw: bytes = field(repr=False)
    text: str = field(repr=False)
    sha256: str = ""
    media_type: str = "text/plain"
    encoding: str | None = None
    metadata: Metadata = Metadata()
    header: Span = NOWHERE
    published_span: Span | None = None
    retrieved: str | None = None
    problems: tuple[Problem, ...] = ()
    blocks: tuple[Block, ...] = ()
    entries: tuple[Entry, ...] = ()
    part: FilePart | None = field(default=None, repr=False)
    original: Original | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not self.sha256:
            object.__setattr__(self, "sha256", hashlib.sha256(self.raw).hexdigest())


@dataclass(frozen=True, slots=True)
class Story:
    """One news item inside a document (a monthly digest holds dozens)."""

    id: str
    span: Span
    headline: str | None = None
    headline_span: Span | None = None
    outlet: str | None = None
    byline: str | None = None
    published: Dated | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke, as far as the story says; `name` keeps the source's wording."""

    id: str
    name: str
    kind: SpeakerKind = "unknown"
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text that name somebody or something, with the place they stand at."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """A passage that names a person, organisation, place, nationality or date."""

    span: Span
    kind: NamedKind


@dataclass(frozen=True, slots=True)
class Relay:
    """One link of the chain through which an outlet has the words."""

    name: str
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one field of a quotation is what it is: the name of the field, what decided it, and where that stands."""

    part: str
    detail: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Probabilities:
    """How likely each field of a quotation is right, from 0 to 1, as measured on labelled news; None: not measured."""

    speaker: float | None = None
    said: float | None = None
    act: float | None = None
    polarity: float | None = None
    addressee: float | None = None
    venue: float | None = None
    relay: float | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """One passage in which a story reports words: the evidence row.

    `content` has one span each side of an interrupting cue; `text` is what these spans cover, joined by a space.
    `kind` parts words that were uttered or written from a belief, wish or intention attributed to somebody; `implicit`
    that the words continue a speaker's without a cue of their own; `confidence` is a probability.

    `relay` is the chain through which the outlet has the words, nearest to the outlet first; `hearsay` counts the
    tellers between the speaker and the reader, the outlet itself left out. `act` is the main act, `acts_also` what
    else the words do; `polarity` whether the story reports them as said, as not said or as what somebody may say;
    `about` is what a denial or confirmation is about; `condition` and `deadline` are those of a
    promise, threat or demand. `probabilities` says how sure each field is, and `because` why, field by field.
    """

    id: str
    form: Form
    content: tuple[Span, ...]
    text: str
    cue: Span | None = None
    source: Span | None = None
    speaker: Speaker | None = None
    said: Dated | None = None
    addressee: Mention | None = None
    venue: Mention | None = None
    relay: tuple[Relay, ...] = ()
    act: str | None = None
    about: tuple[Span, ...] = ()
    inside: str | None = None
    implicit: bool = False
    headline: bool = False
    kind: Kind = "speech"
    confidence: float = 1.0
    acts_also: tuple[str, ...] = ()
    modality: Modality = "plain"
    polarity: Polarity = "said"
    condition: Mention | None = None
    deadline: Mention | None = None
    hearsay: int = 0
    probabilities: Probabilities = Probabilities()
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What a person marks of a quotation: its words and where they stand, its form, and whether it is a belief."""

    content: tuple[Mention, ...]
    cue: Mention | None
    source: Mention | None
    form: Form
    kind: Kind


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person judged of the quotation with this id: its marks, or None for words that are nobody's.

    `judged` names the fields of `marks` that the person set right; what else stands in them counts only where the
    program finds no such quotation. `was` is the content before, empty for a quotation that the program had missed;
    `beside` are the ids of other quotations that shared words with it then.
    """

    quotation: str
    marks: Marks | None
    judged: tuple[str, ...]
    was: tuple[Mention, ...]
    beside: tuple[str, ...]
    by: str
    because: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A story and all that has been found in it: the one shape that flows through the stages.

    `masked` is the text of the document, no shorter and no longer, with headers and boilerplate blanked; `corrections`
    is what people judged of its quotations, each at its place in the text.
    """

    document: Document
    story: Story
    masked: str = field(repr=False)
    quotations: tuple[Quotation, ...] = ()
    named: tuple[NamedEntity, ...] = ()
    problems: tuple[Problem, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def mention(self, span: Span) -> Mention:
        """Return the words of the document at a span, as they are printed there."""
        return Mention(span.of(self.document.text), span)


def content_id(*parts: str | int) -> str:
    """Return a 16-digit hexadecimal id made of nothing but `parts`: same input, same id (law 8)."""
    joined = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=8).hexdigest()


def actor_key(name: str, story: str | None = None) -> str:
    """Return the id of the actor that a name in print makes: of that name anywhere or, with `story`, in one story.

    A family name alone, a description and a group are actors of their story; linking tells who is the same.
    """
    return content_id("actor", *filter(None, (story, name.casefold())))


def joint_actor_key(actors: Iterable[str]) -> str:
    """Return the id of several actors who speak as one, in their order."""
    return content_id("actor", *actors)


def covered(text: str, spans: Iterable[Span]) -> str:
    """Return the words of several spans of `text`, joined by one space."""
    return " ".join(span.of(text) for span in spans)


def with_offsets(content: Iterable[Span]) -> Iterator[tuple[Span, int]]:
    """Yield each span, and the offset of its words in what `covered` makes of them all."""
    start = 0
    for span in content:
        yield span, start
        start += span.end - span.start + 1
