"""The day on which each quotation was uttered, which is not the day on which its story came out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from onrecord.stages.resolve.clause import contents_of
from onrecord.stages.resolve.expressions import Expression, days_of, expressions
from onrecord.text import paragraphs, sentences
from onrecord.types import Dated, Quotation, Reading, Reason, Span

_OLD = timedelta(days=6)  # what lies further back than this is background, and dates its own paragraph only
_LEADS = re.compile(r"(?:^|[.!?][\"”’»)]*\s+|\n\s*)(?:(?:On|In|At|Late|Early|Earlier|Last|But|And|Then)\s+){0,2}$")
_FARTHEST = 300  # characters of a sentence each side of cue and source that are looked at


@dataclass(slots=True)
class _Days:
    """The days told so far: of each speaker, and of the story's news."""

    speaker: dict[str, Dated] = field(default_factory=dict)
    news: Dated | None = None


def dated(reading: Reading) -> Reading:
    """Give each quotation the day of its utterance and the reason; headlines last, with the day told in the text."""
    published = days_of(reading.story.published)
    contents = contents_of(reading.quotations)
    blocks = paragraphs(reading.masked, reading.story.span)
    days = _Days()
    told: dict[str, tuple[Dated | None, str]] = {}
    for quotation in sorted(reading.quotations, key=lambda q: q.headline):
        block = _around(blocks, quotation)
        own = _own(reading.masked, quotation, block, contents, published)
        earlier = None if own else _earlier(reading.masked, quotation, block, contents, published)
        told[quotation.id] = _decide(reading, quotation, own, earlier, days, published)
        said = told[quotation.id][0]
        if said and quotation.inside is None and not _is_old(said, published):
            days.speaker.setdefault(quotation.speaker.id if quotation.speaker else "", said)
            days.news = days.news or (said if own and own.dated else None)
    return replace(reading, quotations=tuple(_with(q, *told[q.id]) for q in reading.quotations))


def _with(quotation: Quotation, said: Dated | None, why: str) -> Quotation:
    reason = Reason("said", why, said.span if said else None)
    return replace(quotation, said=said, because=(*quotation.because, reason))


def _around(blocks: Sequence[Span], quotation: Quotation) -> Span:
    """Return the paragraph in which the cue, or else the content, begins."""
    at = (quotation.cue or quotation.source or quotation.content[0]).start
    found = bisect_right(blocks, at, key=lambda block: block.start) - 1
    return blocks[found] if found >= 0 else quotation.content[0]


def _decide(
    reading: Reading,
    quotation: Quotation,
    own: Expression | None,
    earlier: Expression | None,
    days: _Days,
    published: tuple[date, date] | None,
) -> tuple[Dated | None, str]:
    if own:
        return own.dated, "told beside the words" if own.dated else f"“{own.words}”, of no known week"
    if quotation.inside is not None:
        return None, "the text does not tell"
    known = days.speaker.get(quotation.speaker.id if quotation.speaker else "")
    if known:
        return known, "as other words of the same speaker in this story"
    if earlier and earlier.dated:
        return earlier.dated, "told earlier in the paragraph"
    if days.news:
        return replace(days.news, basis="inferred"), "as the news of the story"
    if published and published[0] == published[1]:
        return Dated(published[1].isoformat(), "published"), "no day is told: the day the story came out"
    if published and reading.story.published:
        return replace(reading.story.published, basis="published", span=None), "no day is told: when the story came out"
    return None, "neither a day nor the day of the story is known"


def _is_old(said: Dated, published: tuple[date, date] | None) -> bool:
    days = days_of(said)
    return bool(days and published and days[1] < published[0] - _OLD)


def _own(
    text: str, quotation: Quotation, block: Span, contents: Sequence[Span], published: tuple[date, date] | None
) -> Expression | None:
    """Return the expression that dates a quotation: in the sentence of its cue, or at the head of background before."""
    anchor = quotation.cue or quotation.source
    if anchor is None:
        return None
    near = Span(max(block.start, anchor.start - _FARTHEST), min(block.end, anchor.end + _FARTHEST))
    sentence = next((s for s in sentences(text, near) if s.meets(anchor)), near)
    ahead = quotation.content[0].start < anchor.start and sentence.start >= quotation.content[-1].end
    reach = Span(min(sentence.start, anchor.start), sentence.end) if ahead else sentence
    found = [e for e in expressions(text, reach, published) if not _is_quoted(e.span, contents)]
    if found:
        return min(found, key=lambda e: abs(e.span.start - anchor.start))
    return _background(text, Span(near.start, anchor.start), contents, published)


def _background(
    text: str, before: Span, contents: Sequence[Span], published: tuple[date, date] | None
) -> Expression | None:
    """Return the old date that opens an earlier sentence of the paragraph: "On December 17, the ministry published"."""
    found = None
    for expression in expressions(text, before, published):
        leads = _LEADS.search(text, max(0, expression.span.start - 40), expression.span.start)
        old = expression.dated is not None and _is_old(expression.dated, published)
        if (leads or expression.span.start == before.start) and old and not _is_quoted(expression.span, contents):
            found = expression
    return found


def _earlier(
    text: str, quotation: Quotation, block: Span, contents: Sequence[Span], published: tuple[date, date] | None
) -> Expression | None:
    """Return the last expression before a quotation in its paragraph."""
    start = min(quotation.content[0].start, (quotation.cue or quotation.content[0]).start)
    before = Span(max(block.start, start - _FARTHEST), max(block.start, start))
    found = [e for e in expressions(text, before, published) if not _is_quoted(e.span, contents)]
    return found[-1] if found else None


def _is_quoted(span: Span, contents: Sequence[Span]) -> bool:
    at = bisect_right(contents, span.start, key=lambda content: content.start) - 1
    return any(content.covers(span) for content in contents[max(0, at - 3) : at + 1])
