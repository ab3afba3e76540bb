"""The page of one story: its whole text, with every quotation in its place."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from starlette.requests import Request

from onrecord.analysis.split.boilerplate import boilerplate
from onrecord.present.exports import linkeddata
from onrecord.present.introduced import Introduced, introduced
from onrecord.present.terms import BASES, NOT_NAMED, NOT_SAID
from onrecord.present.web.components.breadcrumbs import Crumb, outlet_breadcrumbs
from onrecord.present.web.components.disambiguation import Candidate, find_by_id
from onrecord.present.web.components.highlights import (
    Highlight,
    Segment,
    problem_highlight,
    quotation_highlights,
    segments_of,
    segments_within,
)
from onrecord.present.web.components.links import outlet_at, person_at, quotation_at, story_at, with_query
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.words import (
    LONGEST_HEADLINE,
    LONGEST_MESSAGE,
    LONGEST_NAME,
    Time,
    characters,
    counted,
    language_tag,
    moment,
    shortened,
    times,
)
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.views import MOST_IN_STORY, DocumentFacts, StoryView
from onrecord.store.sqlite.record import Record
from onrecord.text.sentences import paragraphs
from onrecord.text.web_addresses import outside
from onrecord.types import Problem, Quotation, Span, Story

LONGEST_PART = 200_000  # characters of a story on one page
MOST_QUOTATIONS = 1_000  # quotations that start in one part
_MOST_LISTED = 100  # quotations in the list beside the text
_MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class TextRun:
    """A segment of the text as the page draws it."""

    text: str
    classes: str
    address: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `kind` tells headline and the lines before it from the rest."""

    kind: str
    runs: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class StoryProblem:
    """A problem of the document, and the link to its place where that is in this story."""

    message: str
    stage: str
    place: str
    address: str
    remedy: str


@dataclass(frozen=True, slots=True)
class QuotationEntry:
    """A quotation in the list beside the text."""

    address: str
    speaker: str
    speaker_address: str
    introduced: Introduced
    words: str
    labels: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class StoryPage:
    """All that the page shows."""

    story: Story
    document: DocumentFacts
    headline: str
    published: tuple[Time, ...]
    basis: str
    retrieved: tuple[Time, ...]
    url: str | None
    outlet_address: str
    language: str
    count: str
    paragraphs: tuple[Paragraph, ...]
    entries: tuple[QuotationEntry, ...]
    unlisted: int
    notes: tuple[str, ...]
    has_boilerplate: bool
    problems: tuple[StoryProblem, ...]
    more_problems: int
    part: str
    previous: str
    next: str


def page(connection: RecordConnection, request: Request) -> Page:
    """Return the part of the story that the address asks for, by `from` or by one of its quotations."""
    record = connection.record()
    found = find_by_id(record, request, ("story", "stories"), views.story, _candidate)
    chosen = request.query_params.get("quotation", "")
    all_parts = parts(found)
    number = _number(found, all_parts, chosen, request.query_params.get("from", ""))
    headline = _headline(found.story)
    return Page(
        "story.html",
        headline,
        lambda: _view(record, found, all_parts, number, chosen),
        lambda: _data(found, all_parts, number),
        breadcrumbs=(*outlet_breadcrumbs(found.story), Crumb(headline)),
        linked_data=lambda: linkeddata.graph(linkeddata.article(found.story, found.document)),
    )


def parts(found: StoryView, longest: int = LONGEST_PART, most: int = MOST_QUOTATIONS) -> list[Span]:
    """Return the parts in which a story is shown, as spans of its document; they end between paragraphs if they can."""
    starts = sorted(_start(quotation, found.offset) - found.offset for quotation in found.quotations)
    text, at = found.text, 0
    spans: list[Span] = []
    while at < len(text) or not spans:
        end = min(at + longest, len(text))
        beyond = bisect_left(starts, at) + most
        if beyond < len(starts) and at < starts[beyond] < end:
            end = starts[beyond]
        if end < len(text):
            line_end = text.rfind("\n", at + (end - at) // 2, end) + 1
            end = line_end if line_end > at else end
        spans.append(Span(found.offset + at, found.offset + end))
        at = max(end, at + 1)
    return spans


def _start(quotation: Quotation, otherwise: int) -> int:
    return min((span.start for span in quotation.content), default=otherwise)


def _number(found: StoryView, all_parts: list[Span], chosen: str, at: str) -> int:
    """Return which part to show: that of the chosen quotation, else that of the character asked for, else the first."""
    start = next((_start(quotation, found.offset) for quotation in found.quotations if quotation.id == chosen), None)
    if start is None:
        start = int(at) if at.isascii() and at.isdigit() and len(at) < 12 else found.offset
    later = (number for number, part in enumerate(all_parts) if start < part.end)
    return next(later, len(all_parts) - 1)


def _view(record: Record, found: StoryView, all_parts: list[Span], number: int, chosen: str) -> StoryPage:
    story, part = found.story, all_parts[number]
    here = _in_part(found, part)
    known = introduced(record, [each.id for each in here[:_MOST_LISTED]])
    drawn = _paragraphs(found, part, here, chosen)
    return StoryPage(
        story=story,
        document=found.document,
        headline=_headline(story),
        published=times(story.published.value) if story.published else (),
        basis=BASES[story.published.basis] if story.published else "",
        retrieved=moment(found.document.retrieved),
        url=outside(found.document.url),
        outlet_address=outlet_at(story.outlet) if story.outlet else "",
        language=language_tag(story.language),
        count=counted(len(found.quotations), "quotation"),
        paragraphs=drawn,
        has_boilerplate=any("boilerplate" in run.classes for paragraph in drawn for run in paragraph.runs),
        entries=tuple(_entry(quotation, chosen, known[quotation.id]) for quotation in here[:_MOST_LISTED]),
        unlisted=max(0, len(here) - _MOST_LISTED),
        notes=(f"Only the first {MOST_IN_STORY:,} quotations of this story are highlighted.",)
        if len(found.quotations) >= MOST_IN_STORY
        else (),
        problems=tuple(_problem(problem, found) for problem in found.problems[:_MOST_PROBLEMS]),
        more_problems=max(0, len(found.problems) - _MOST_PROBLEMS),
        part=f"Part {number + 1:,} of {len(all_parts):,}" if len(all_parts) > 1 else "",
        previous=_part_at(found, all_parts, number - 1),
        next=_part_at(found, all_parts, number + 1),
    )


def _headline(story: Story) -> str:
    return shortened(story.headline, LONGEST_HEADLINE) if story.headline else "Story without a headline"


def _in_part(found: StoryView, part: Span) -> list[Quotation]:
    met = (quotation for quotation in found.quotations if any(part.meets(span) for span in quotation.content))
    return list(met)[:MOST_QUOTATIONS]


def _part_at(found: StoryView, all_parts: list[Span], number: int) -> str:
    if not 0 <= number < len(all_parts):
        return ""
    return with_query(story_at(found.story.id), {"from": str(all_parts[number].start)})


def _paragraphs(found: StoryView, part: Span, here: list[Quotation], chosen: str) -> tuple[Paragraph, ...]:
    text = Span(part.start - found.offset, part.end - found.offset).of(found.text)
    spans = [Span(part.start + span.start, part.start + span.end) for span in paragraphs(text, Span(0, len(text)))]
    highlights = [highlight for quotation in here for highlight in quotation_highlights(quotation, chosen)]
    highlights += _problem_highlights(found.problems) + _boilerplate_highlights(text, part.start, here)
    segments = segments_of(text, part.start, highlights, (edge for span in spans for edge in span))
    return tuple(
        Paragraph(_kind(span, found.story.headline_span), tuple(map(_run, group)))
        for span, group in zip(spans, segments_within(segments, spans), strict=True)
    )


def _problem_highlights(problems: tuple[Problem, ...]) -> list[Highlight]:
    spans = {problem.span for problem in problems[:_MOST_PROBLEMS] if problem.span}
    return [problem_highlight(span) for span in sorted(spans)]


def _boilerplate_highlights(text: str, start: int, here: list[Quotation]) -> list[Highlight]:
    """Return the highlights of what a page puts between the words of its story, which was not read."""
    moved = (Span(start + span.start, start + span.end) for span in boilerplate(text, Span(0, len(text))))
    quoted = [span for quotation in here for span in quotation.content]
    return [Highlight(span, "boilerplate") for span in moved if not any(span.meets(other) for other in quoted)]


def _kind(span: Span, headline: Span | None) -> str:
    if headline is None or span.start >= headline.end:
        return ""
    return "headline" if span.meets(headline) else "preamble"


def _run(segment: Segment) -> TextRun:
    is_link = segment.owner and not segment.text.isspace()  # a link needs a name
    return TextRun(segment.text, segment.classes, quotation_at(segment.owner) if is_link else "", segment.anchors)


def _entry(quotation: Quotation, chosen: str, known: Introduced) -> QuotationEntry:
    speaker = shortened(quotation.speaker.name, 90) if quotation.speaker else NOT_NAMED
    address = person_at(quotation.speaker.id) if quotation.speaker else ""
    labels = ("belief" if quotation.kind == "belief" else "", NOT_SAID.get(quotation.polarity, ""))
    words, shown = shortened(quotation.text, 60), tuple(filter(None, labels))
    return QuotationEntry(f"#q-{quotation.id}", speaker, address, known, words, shown, quotation.id == chosen)


def _problem(problem: Problem, found: StoryView) -> StoryProblem:
    span = problem.span
    inside = span is not None and found.story.span.covers(span)
    return StoryProblem(
        message=shortened(problem.message, LONGEST_MESSAGE),
        stage=problem.stage,
        place=f"characters {characters(span)}" if span else "the document as a whole",
        address=story_at(found.story.id, start=span.start) if span and inside else "",
        remedy=shortened(problem.remedy or "", LONGEST_MESSAGE),
    )


def _data(found: StoryView, all_parts: list[Span], number: int) -> dict[str, object]:
    part = all_parts[number]
    following = _part_at(found, all_parts, number + 1)
    return {
        "document": plain(found.document),
        "story": plain(found.story),
        "quotations": [plain(quotation) for quotation in _in_part(found, part)],
        "problems": [plain(problem) for problem in found.problems],
        "part": {"number": number + 1, "of": len(all_parts), "span": part, "next": following.replace("?", ".json?")},
        "text": Span(part.start - found.offset, part.end - found.offset).of(found.text),
    }


def _candidate(record: Record, identity: str) -> Candidate | None:
    found = views.story(record, identity)
    if found is None:
        return None
    return Candidate(story_at(identity), _headline(found.story), shortened(found.story.outlet or "", LONGEST_NAME))
