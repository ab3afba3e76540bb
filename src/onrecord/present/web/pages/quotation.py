"""The page of one quotation: the words, who is reported to have said them, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from onrecord.present.addresses import outside
from onrecord.present.exports import citations, linkeddata
from onrecord.present.exports.citations import MOST_WORDS, parts_of, place_of, speaker_of
from onrecord.present.terms import BASES, BELIEF, CONFIDENCE, IMPLICIT, PARTS, hearsay
from onrecord.present.web.components.breadcrumbs import Crumb, within_outlet
from onrecord.present.web.components.disambiguation import Candidate, meant
from onrecord.present.web.components.highlights import Piece, cut, marks_of
from onrecord.present.web.components.links import outlet_at, person_at, quotation_at, statement_at, story_at
from onrecord.present.web.http.connection import Shelf
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.words import (
    FORMS,
    LONGEST_NAME,
    Time,
    characters,
    counted,
    language_tag,
    moment,
    shortened,
    size_of,
    times,
)
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.statements import Carried, carried
from onrecord.store.sqlite.reads.views import DocumentFacts, QuotationView, StoryView
from onrecord.store.sqlite.record import Record
from onrecord.types import Dated, Quotation, Reason, Span, Story

_MOST_AROUND = 3_000  # characters of the paragraph that are shown each side of the quotation
_MOST_LINKS = 20
_MOST_REASONS = 40
_STYLES = {"markdown": "Markdown", "bibtex": "BibTeX", "csl": "CSL-JSON"}


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
    address: str
    citation: tuple[str, ...]
    styles: tuple[tuple[str, str], ...]
    linked: str | None
    previous: Neighbour | None
    next: Neighbour | None
    around: Neighbour | None
    inner: tuple[Neighbour, ...]
    statement: str
    carriers: str


def page(shelf: Shelf, request: Request) -> Page:
    """Return the quotation that the address names by its id or the start of it."""
    record = shelf.record()
    found = meant(record, request, ("quotation", "quotations"), views.quotation, _candidate)
    carrying = carried(record, [found.quotation.id])[found.quotation.id]
    whole = _whole(found, views.story(record, found.story.id), carrying)
    headline = shortened(found.story.headline or "Story without a headline", LONGEST_NAME)
    told = linkeddata.quotation(found.quotation, carrying.actor, found.story, found.document.sha256)
    return Page(
        "quotation.html",
        f"{whole.speaker}: {shortened(found.quotation.text, 60)}",
        whole,
        _data(found, whole),
        trail=(*within_outlet(found.story), Crumb(headline, whole.place), Crumb("Quotation")),
        linked=linkeddata.graph(linkeddata.article(found.story, found.document), told),
    )


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
    parts, cut_short = parts_of(found)
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
        speaker=speaker_of(quotation),
        speaker_address=person_at(quotation.speaker.id) if quotation.speaker else "",
        outlet_address=outlet_at(story.outlet) if story.outlet else "",
        day=_day("said", quotation.said, found),
        published=_day("published", story.published, found),
        form=FORMS[quotation.form],
        belief=BELIEF if quotation.kind == "belief" else "",
        implicit=IMPLICIT if quotation.implicit else "",
        confidence=CONFIDENCE,
        paragraph=_paragraph(found),
        spans=place_of(quotation),
        relay=tuple(link.name for link in quotation.relay[:_MOST_LINKS]),
        hearsay=hearsay(quotation.hearsay) if quotation.hearsay else "",
        acts=", ".join(filter(None, (quotation.act, *quotation.acts_also))),
        reasons=tuple(_why(found, reason) for reason in quotation.because[:_MOST_REASONS]),
        url=outside(document.url),
        retrieved=moment(document.retrieved),
        place=story_at(story.id, quotation=quotation.id),
        address=quotation_at(quotation.id),
        citation=citations.plain_parts(found),
        styles=tuple((name, citations.cite([found], style)) for style, name in _STYLES.items()),
        linked=citations.linked(found),
        previous=before,
        next=after,
        around=next((_neighbour(other) for other in siblings if other.id == quotation.inside), None),
        inner=tuple(_neighbour(other) for other in siblings if other.inside == quotation.id)[:20],
        statement=statement_at(carrying.statement) if quotation.speaker else "",
        carriers=counted(len(carrying.outlets), "outlet") if carrying.outlets else "",
    )


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
    end = min(len(text), min(last, first + MOST_WORDS) + _MOST_AROUND)
    pieces = cut(text[start:end], at + start, marks_of(found.quotation))
    before = (Piece(at + start, "… "),) if start else ()
    after = (Piece(at + end, " …"),) if end < len(text) else ()
    return (*before, *pieces, *after)


def _beside(quotation: Quotation, siblings: tuple[Quotation, ...]) -> tuple[Neighbour | None, Neighbour | None]:
    at = next((number for number, other in enumerate(siblings) if other.id == quotation.id), None)
    if at is None:
        return None, None
    before = _neighbour(siblings[at - 1]) if at else None
    after = _neighbour(siblings[at + 1]) if at + 1 < len(siblings) else None
    return before, after


def _neighbour(quotation: Quotation) -> Neighbour:
    words = shortened(quotation.text, 90)
    return Neighbour(quotation_at(quotation.id), speaker_of(quotation), words, quotation.kind == "belief")


def _candidate(record: Record, identity: str) -> Candidate | None:
    found = views.quotation(record, identity)
    if found is None:
        return None
    return Candidate(quotation_at(identity), shortened(found.quotation.text, 90), speaker_of(found.quotation))
