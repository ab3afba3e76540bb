"""The page of one quotation: the words, who is reported to have said them, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from starlette.requests import Request

from onrecord.present.exports import citations, linkeddata
from onrecord.present.exports.citations import MOST_WORDS, parts_of, place_of, speaker_of
from onrecord.present.reasons import sure_reasons
from onrecord.present.terms import (
    BASES,
    BELIEF,
    FORMS,
    IMPLICIT,
    PARTS,
    POLARITIES,
    confidence_of,
    hearsay,
    sureness_of,
)
from onrecord.present.web.components.breadcrumbs import Crumb, outlet_breadcrumbs
from onrecord.present.web.components.disambiguation import Candidate, find_by_id
from onrecord.present.web.components.highlights import Segment, quotation_highlights, segments_of
from onrecord.present.web.components.links import outlet_at, person_at, quotation_at, statement_at, story_at
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.words import (
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
from onrecord.store.sqlite.reads.statements import carried
from onrecord.store.sqlite.reads.views import DocumentFacts, QuotationView, StoryView
from onrecord.store.sqlite.record import Record
from onrecord.text.web_addresses import outside
from onrecord.types import Dated, Probabilities, Quotation, Reason, Span, Story

_MOST_AROUND = 3_000  # characters of the paragraph that are shown each side of the quotation
_MOST_LINKS = 20
_MOST_REASONS = 40
_STYLES = {"markdown": "Markdown", "bibtex": "BibTeX", "csl": "CSL-JSON"}


@dataclass(frozen=True, slots=True)
class NearbyQuotation:
    """Another quotation of the story, as a link."""

    address: str
    speaker: str
    words: str
    belief: bool


@dataclass(frozen=True, slots=True)
class DayAndBasis:
    """A date, and how we come to it."""

    label: str
    times: tuple[Time, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """Why a fact is what it is: the fact, what decided it, and the words it rests on, if the paragraph has them."""

    part: str
    detail: str
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class QuotationPage:
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
    day: DayAndBasis | None
    published: DayAndBasis | None
    form: str
    belief: str
    polarity: str
    implicit: str
    confidence: str
    paragraph: tuple[Segment, ...]
    spans: str
    relay: tuple[str, ...]
    hearsay: str
    acts: str
    reasons: tuple[ReasonRow, ...]
    sureness: str
    url: str | None
    retrieved: tuple[Time, ...]
    place: str
    address: str
    citation: tuple[str, ...]
    styles: tuple[tuple[str, str], ...]
    link_to_words: str | None
    previous: NearbyQuotation | None
    next: NearbyQuotation | None
    around: NearbyQuotation | None
    inner: tuple[NearbyQuotation, ...]
    statement: str
    carriers: str


def page(connection: RecordConnection, request: Request) -> Page:
    """Return the quotation that the address names by its id or the start of it."""
    record = connection.record()
    found = find_by_id(record, request, ("quotation", "quotations"), views.quotation, _candidate)
    story = views.story(record, found.story.id)
    headline = shortened(found.story.headline or "Story without a headline", LONGEST_NAME)
    place = story_at(found.story.id, quotation=found.quotation.id)
    return Page(
        "quotation.html",
        f"{speaker_of(found.quotation)}: {shortened(found.quotation.text, 60)}",
        lambda: _view(record, found, story),
        lambda: _data(found, story),
        breadcrumbs=(*outlet_breadcrumbs(found.story), Crumb(headline, place), Crumb("Quotation")),
        linked_data=lambda: _linked_data(record, found),
    )


def _linked_data(record: Record, found: QuotationView) -> Mapping[str, Any]:
    actor = carried(record, [found.quotation.id])[found.quotation.id].actor
    node = linkeddata.quotation(found.quotation, actor, found.story, found.document.sha256)
    return linkeddata.graph(linkeddata.article(found.story, found.document), node)


def _data(found: QuotationView, story: StoryView | None) -> dict[str, object]:
    before, after = _before_and_after(found.quotation, story.quotations if story else ())
    return {
        "document": plain(found.document),
        "story": plain(found.story),
        "quotations": [plain(found.quotation)],
        "problems": [],
        "paragraph": {"span": found.paragraph, "text": found.paragraph_text},
        "previous": before and f"{before.address}.json",
        "next": after and f"{after.address}.json",
    }


def _view(record: Record, found: QuotationView, around: StoryView | None) -> QuotationPage:
    carrying = carried(record, [found.quotation.id])[found.quotation.id]
    quotation, story, document = found.quotation, found.story, found.document
    parts, cut_short = parts_of(found)
    siblings = around.quotations if around else ()
    before, after = _before_and_after(quotation, siblings)
    return QuotationPage(
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
        polarity=POLARITIES.get(quotation.polarity, ""),
        implicit=IMPLICIT if quotation.implicit else "",
        confidence=confidence_of(document.read_by, story.language),
        paragraph=_paragraph(found),
        spans=place_of(quotation),
        relay=tuple(link.name for link in quotation.relay[:_MOST_LINKS]),
        hearsay=hearsay(quotation.hearsay) if quotation.hearsay else "",
        acts=", ".join(filter(None, (quotation.act, *quotation.acts_also))),
        reasons=tuple(_reason(found, reason) for reason in islice(sure_reasons(quotation), _MOST_REASONS)),
        sureness=sureness_of(document.read_by) if quotation.probabilities != Probabilities() else "",
        url=outside(document.url),
        retrieved=moment(document.retrieved),
        place=story_at(story.id, quotation=quotation.id),
        address=quotation_at(quotation.id),
        citation=citations.plain_parts(found),
        styles=tuple((name, citations.cite([found], style)) for style, name in _STYLES.items()),
        link_to_words=citations.linked(found),
        previous=before,
        next=after,
        around=next((_nearby(other) for other in siblings if other.id == quotation.inside), None),
        inner=tuple(_nearby(other) for other in siblings if other.inside == quotation.id)[:20],
        statement=statement_at(carrying.statement) if quotation.speaker and quotation.polarity == "said" else "",
        carriers=counted(len(carrying.outlets), "outlet") if carrying.outlets else "",
    )


def _day(label: str, day: Dated | None, found: QuotationView) -> DayAndBasis | None:
    if day is None:
        return None
    basis = BASES[day.basis]
    if day.span and found.paragraph.covers(day.span) and day.basis in ("weekday", "relative", "stated"):
        start = found.paragraph.start
        words = Span(day.span.start - start, day.span.end - start).of(found.paragraph_text)
        basis += f": “{shortened(words, 40)}”"
    return DayAndBasis(label, times(day.value), basis)


def _reason(found: QuotationView, reason: Reason) -> ReasonRow:
    words = ""
    if reason.span and found.paragraph.covers(reason.span):
        start = found.paragraph.start
        words = shortened(Span(reason.span.start - start, reason.span.end - start).of(found.paragraph_text), 90)
    place = characters(reason.span) if reason.span else ""
    return ReasonRow(PARTS.get(reason.part, reason.part), shortened(reason.detail, 200), words, place)


def _paragraph(found: QuotationView) -> tuple[Segment, ...]:
    """Return the paragraph with its highlights; of an endless one, what stands around the quotation."""
    at, text = found.paragraph.start, found.paragraph_text
    first = min((span.start for span in found.quotation.content), default=at) - at
    last = max((span.end for span in found.quotation.content), default=at) - at
    start = max(0, first - _MOST_AROUND)
    end = min(len(text), min(last, first + MOST_WORDS) + _MOST_AROUND)
    segments = segments_of(text[start:end], at + start, quotation_highlights(found.quotation))
    before = (Segment(at + start, "… "),) if start else ()
    after = (Segment(at + end, " …"),) if end < len(text) else ()
    return (*before, *segments, *after)


def _before_and_after(
    quotation: Quotation, siblings: tuple[Quotation, ...]
) -> tuple[NearbyQuotation | None, NearbyQuotation | None]:
    at = next((number for number, other in enumerate(siblings) if other.id == quotation.id), None)
    if at is None:
        return None, None
    before = _nearby(siblings[at - 1]) if at else None
    after = _nearby(siblings[at + 1]) if at + 1 < len(siblings) else None
    return before, after


def _nearby(quotation: Quotation) -> NearbyQuotation:
    words = shortened(quotation.text, 90)
    return NearbyQuotation(quotation_at(quotation.id), speaker_of(quotation), words, quotation.kind == "belief")


def _candidate(record: Record, identity: str) -> Candidate | None:
    found = views.quotation(record, identity)
    if found is None:
        return None
    return Candidate(quotation_at(identity), shortened(found.quotation.text, 90), speaker_of(found.quotation))
