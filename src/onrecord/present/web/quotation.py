"""The page of one quotation: the words, who is reported to have said them, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.present.terms import BASES, BELIEF, CONFIDENCE, IMPLICIT, PARTS, hearsay
from onrecord.present.web import candidates
from onrecord.present.web.candidates import Candidate
from onrecord.present.web.links import outlet_at, outside, person_at, quotation_at, statement_at, story_at
from onrecord.present.web.pieces import Piece, cut, marks_of
from onrecord.present.web.respond import Page, plain
from onrecord.present.web.shelf import Shelf
from onrecord.present.web.words import (
    FORMS,
    LONGEST_ID,
    LONGEST_NAME,
    NOT_NAMED,
    Time,
    characters,
    counted,
    dated,
    language_tag,
    moment,
    shortened,
    size_of,
    times,
    undirected,
)
from onrecord.store import views
from onrecord.store.errors import AmbiguousError
from onrecord.store.record import Record
from onrecord.store.statements import Carried, carried
from onrecord.store.views import DocumentFacts, QuotationView, StoryView
from onrecord.types import Dated, Quotation, Reason, Span, Story

_MOST_WORDS = 8_000  # characters of a quotation that its page shows; the rest stands in the story
_MOST_AROUND = 3_000  # characters of the paragraph that are shown each side of the quotation
_MOST_CITED = 600
_MOST_SPANS = 40
_MOST_LINKS = 20
_MOST_REASONS = 40


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another quotation of the story, as a link."""

    address: str
    speaker: str
    words: str
    belief: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A date, and how we come to it."""

    label: str
    times: tuple[Time, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why one fact is what it is: the fact, what decided it, and the words it rests on, if the paragraph has them."""

    part: str
    detail: str
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows."""

    quotation: Quotation
    story: Story
    document: DocumentFacts
    size: str
    parts: tuple[str, ...]
    cut_short: bool
    language: str
    speaker: str
    speaker_address: str
    outlet_address: str
    day: Day | None
    published: Day | None
    form: str
    belief: str
    implicit: str
    confidence: str
    paragraph: tuple[Piece, ...]
    spans: str
    relay: tuple[str, ...]
    hearsay: str
    acts: str
    reasons: tuple[Why, ...]
    url: str | None
    retrieved: tuple[Time, ...]
    place: str
    citation: tuple[str, ...]
    previous: Neighbour | None
    next: Neighbour | None
    around: Neighbour | None
    inner: tuple[Neighbour, ...]
    statement: str
    carriers: str


def page(shelf: Shelf, request: Request) -> Page:
    """Return the quotation that the address names by its id or the start of it."""
    record, identity = shelf.record(), str(request.path_params["identity"])
    try:
        found = views.quotation(record, identity) if len(identity) <= LONGEST_ID else None
    except AmbiguousError as error:
        return candidates.page("quotations", identity, error, lambda each: _candidate(record, each))
    if found is None:
        raise HTTPException(404, f"The record holds no quotation with the id {identity[:40]}.")
    whole = _whole(
        found, views.story(record, found.story.id), carried(record, [found.quotation.id])[found.quotation.id]
    )
    return Page("quotation.html", f"{whole.speaker}: {shortened(found.quotation.text, 60)}", whole, _data(found, whole))


def _data(found: QuotationView, whole: Sheet) -> dict[str, object]:
    return {
        "document": plain(found.document),
        "story": plain(found.story),
        "quotations": [plain(found.quotation)],
        "problems": [],
        "paragraph": {"span": found.paragraph, "text": found.paragraph_text},
        "previous": whole.previous and f"{whole.previous.address}.json",
        "next": whole.next and f"{whole.next.address}.json",
    }


def _whole(found: QuotationView, around: StoryView | None, carrying: Carried) -> Sheet:
    quotation, story, document = found.quotation, found.story, found.document
    parts, cut_short = _parts(found)
    siblings = around.quotations if around else ()
    before, after = _beside(quotation, siblings)
    return Sheet(
        quotation=quotation,
        story=story,
        document=document,
        size=size_of("".join(parts)),
        parts=parts,
        cut_short=cut_short,
        language=language_tag(story.language),
        speaker=_speaker(quotation),
        speaker_address=person_at(quotation.speaker.id) if quotation.speaker else "",
        outlet_address=outlet_at(story.outlet) if story.outlet else "",
        day=_day("said", quotation.said, found),
        published=_day("published", story.published, found),
        form=FORMS[quotation.form],
        belief=BELIEF if quotation.kind == "belief" else "",
        implicit=IMPLICIT if quotation.implicit else "",
        confidence=CONFIDENCE,
        paragraph=_paragraph(found),
        spans=_spans(quotation),
        relay=tuple(link.name for link in quotation.relay[:_MOST_LINKS]),
        hearsay=hearsay(quotation.hearsay) if quotation.hearsay else "",
        acts=", ".join(filter(None, (quotation.act, *quotation.acts_also))),
        reasons=tuple(_why(found, reason) for reason in quotation.because[:_MOST_REASONS]),
        url=outside(document.url),
        retrieved=moment(document.retrieved),
        place=story_at(story.id, quotation=quotation.id),
        citation=tuple(_citation(found)),
        previous=before,
        next=after,
        around=next((_neighbour(other) for other in siblings if other.id == quotation.inside), None),
        inner=tuple(_neighbour(other) for other in siblings if other.inside == quotation.id)[:20],
        statement=statement_at(carrying.statement) if quotation.speaker else "",
        carriers=counted(len(carrying.outlets), "outlet") if carrying.outlets else "",
    )


def _parts(found: QuotationView) -> tuple[tuple[str, ...], bool]:
    """Return the words part by part, as the story interrupts them, and whether they had to be cut."""
    start = found.paragraph.start
    parts, room = [], _MOST_WORDS
    for span in found.quotation.content:
        words = Span(max(span.start - start, 0), max(span.end - start, 0)).of(found.paragraph_text)
        if words and room > 0:
            parts.append(words[:room])
            room -= len(words)
    return tuple(parts) or (found.quotation.text[:_MOST_WORDS],), room < 0


def _speaker(quotation: Quotation) -> str:
    return shortened(quotation.speaker.name, LONGEST_NAME) if quotation.speaker else NOT_NAMED


def _day(label: str, day: Dated | None, found: QuotationView) -> Day | None:
    if day is None:
        return None
    basis = BASES[day.basis]
    if day.span and found.paragraph.covers(day.span) and day.basis in ("weekday", "relative", "stated"):
        start = found.paragraph.start
        words = Span(day.span.start - start, day.span.end - start).of(found.paragraph_text)
        basis += f": “{shortened(words, 40)}”"
    return Day(label, times(day.value), basis)


def _why(found: QuotationView, reason: Reason) -> Why:
    words = ""
    if reason.span and found.paragraph.covers(reason.span):
        start = found.paragraph.start
        words = shortened(Span(reason.span.start - start, reason.span.end - start).of(found.paragraph_text), 90)
    place = characters(reason.span) if reason.span else ""
    return Why(PARTS.get(reason.part, reason.part), shortened(reason.detail, 200), words, place)


def _paragraph(found: QuotationView) -> tuple[Piece, ...]:
    """Return the paragraph with its marks; of an endless one, what stands around the quotation."""
    at, text = found.paragraph.start, found.paragraph_text
    first = min((span.start for span in found.quotation.content), default=at) - at
    last = max((span.end for span in found.quotation.content), default=at) - at
    start = max(0, first - _MOST_AROUND)
    end = min(len(text), min(last, first + _MOST_WORDS) + _MOST_AROUND)
    pieces = cut(text[start:end], at + start, marks_of(found.quotation))
    before = (Piece(at + start, "… "),) if start else ()
    after = (Piece(at + end, " …"),) if end < len(text) else ()
    return (*before, *pieces, *after)


def _spans(quotation: Quotation) -> str:
    more = ", …" if len(quotation.content) > _MOST_SPANS else ""
    return ", ".join(map(characters, quotation.content[:_MOST_SPANS])) + more


def _beside(quotation: Quotation, siblings: tuple[Quotation, ...]) -> tuple[Neighbour | None, Neighbour | None]:
    at = next((number for number, other in enumerate(siblings) if other.id == quotation.id), None)
    if at is None:
        return None, None
    before = _neighbour(siblings[at - 1]) if at else None
    after = _neighbour(siblings[at + 1]) if at + 1 < len(siblings) else None
    return before, after


def _neighbour(quotation: Quotation) -> Neighbour:
    words = shortened(quotation.text, 90)
    return Neighbour(quotation_at(quotation.id), _speaker(quotation), words, quotation.kind == "belief")


def _citation(found: QuotationView) -> list[str]:
    """Return the parts of a plain citation: speaker, words, story, outlet, day, address, and the proof."""
    quotation, story, document = found.quotation, found.story, found.document
    parts = (
        f"{_who(quotation)}:",
        shortened(" […] ".join(_parts(found)[0]), _MOST_CITED),
        f"— {_where(story)}.",
        outside(document.url) or document.uri,
        f"({_proof(found)})",
    )
    return [undirected(part) for part in parts]


def _who(quotation: Quotation) -> str:
    speaker = quotation.speaker
    parts = (
        _speaker(quotation),
        shortened(speaker.role or "", LONGEST_NAME) if speaker else "",
        dated(times(quotation.said.value)) if quotation.said else "",
        "a belief or intention" if quotation.kind == "belief" else "",
        "in the reporter’s words" if quotation.form == "indirect" else "",
    )
    return ", ".join(filter(None, parts))


def _where(story: Story) -> str:
    headline = f"‘{shortened(story.headline, 200)}’" if story.headline else ""
    published = dated(times(story.published.value)) if story.published else "undated"
    return ", ".join(filter(None, (headline, story.outlet, published)))


def _proof(found: QuotationView) -> str:
    captured = moment(found.document.retrieved)
    parts = (
        f"captured {dated(captured)}" if captured else "",
        f"SHA-256 {found.document.sha256}",
        f"characters {_spans(found.quotation)}",
        f"Onrecord {found.quotation.id}",
    )
    return "; ".join(filter(None, parts))


def _candidate(record: Record, identity: str) -> Candidate | None:
    found = views.quotation(record, identity)
    if found is None:
        return None
    return Candidate(quotation_at(identity), shortened(found.quotation.text, 90), _speaker(found.quotation))
