"""The split stage: a document becomes one Reading a story, dated, with headline and outlet, its boilerplate masked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord import thresholds
from onrecord.analysis.extract.transcripts import Turns, turns, with_turns
from onrecord.analysis.extract.transcripts.rows import line_numbers
from onrecord.analysis.split.boilerplate import boilerplate
from onrecord.analysis.split.budget import MOST_LINES, MOST_PIECES, over_budget, within_lines, within_pieces
from onrecord.analysis.split.headlines import article_headline, digest_headlines, is_title
from onrecord.analysis.split.outlets import byline, outlet, page_title
from onrecord.analysis.split.publication_dates import article_date, digest_dates
from onrecord.text.languages import language
from onrecord.text.masks import gaps, level, mask, strip
from onrecord.text.sentences import paragraphs
from onrecord.types import Dated, Document, Entry, Problem, Reading, Span, Story, content_id

LONGEST_PARAGRAPH = 50_000  # characters; a longer one is kept but not read
MOST_STORIES = 1000  # in one document; what follows the last of them is kept but not read


@dataclass(frozen=True, slots=True)
class _MaskedDocument:
    """A document with its header, boilerplate and overlong paragraphs blanked."""

    document: Document
    text: str
    paragraphs: tuple[Span, ...]
    problems: tuple[Problem, ...]
    is_one_story: bool
    labels: tuple[Span, ...]


def split(document: Document) -> tuple[Reading, ...]:
    """Return a Reading for each story of `document`, in the order of the text: many of a digest, one of an article."""
    masked = _masked(document)
    apart = [entry.span for entry in document.entries]
    stories = apart or ([] if masked.is_one_story else digest_headlines(masked.text, masked.paragraphs))
    problems = masked.problems
    if len(stories) > MOST_STORIES:
        problems = (*problems, _too_many(document, stories))
        stories = stories[:MOST_STORIES]
    readings = _set_apart(masked) if apart else _digest(masked, stories) if stories else (_article(masked),)
    return _with_problems(readings, problems)


def _with_problems(readings: Sequence[Reading], problems: Sequence[Problem]) -> tuple[Reading, ...]:
    """Give each problem to the story in which it stands, and those of the whole document to the first."""
    of_story: list[list[Problem]] = [[] for _ in readings]
    for problem in problems:
        spans = enumerate(reading.story.span for reading in readings)
        at = next((n for n, span in spans if problem.span and span.meets(problem.span)), 0)
        of_story[at].append(problem)
    return tuple(replace(reading, problems=tuple(own)) for reading, own in zip(readings, of_story, strict=True))


def _masked(document: Document) -> _MaskedDocument:
    whole = Span(document.header.end, len(document.text))
    plain = level(document.text)
    plain = mask(plain, line_numbers(plain, whole))
    body = within_lines(plain, whole)
    title = document.metadata.title
    spoken = Turns() if _tells_turns(document) else turns(plain, body, title)
    apart = sorted(span for block in document.blocks for span in (block.span, block.speaker) if span)
    times = [entry.published.span for entry in document.entries if entry.published and entry.published.span]
    passed_over = [
        span
        for span in boilerplate(plain, body)
        if not (spoken.is_label(span) or _meets(apart, span) or is_title(span.of(plain), title))
    ]
    text = mask(plain, [Span(0, body.start), *passed_over, *times, Span(body.end, whole.end)])
    found = paragraphs(text, body)
    long = [paragraph for paragraph in found if paragraph.end - paragraph.start > LONGEST_PARAGRAPH]
    short = [paragraph for paragraph in found if paragraph.end - paragraph.start <= LONGEST_PARAGRAPH]
    read = within_pieces(text, short)
    end = short[len(read)].start if len(read) < len(short) else body.end
    problems = [_too_long(document, paragraph) for paragraph in long if paragraph.start < end]
    if end < whole.end:
        limit = f"{MOST_PIECES:,} word pieces" if end < body.end else f"{MOST_LINES:,} lines"
        problems.append(over_budget(document, end, limit))
    problems += _of_turns(document, spoken)
    unread = [*(paragraph for paragraph in long if paragraph.start < end), Span(end, whole.end)]
    document = replace(document, blocks=with_turns(document.blocks, spoken))
    masked = mask(text, unread)
    return _MaskedDocument(
        document,
        masked,
        tuple(read),
        (*document.problems, *problems),
        spoken.whole or _tells_turns(document),
        spoken.labels,
    )


def _of_turns(document: Document, spoken: Turns) -> list[Problem]:
    """Return the problem of paragraphs between the turns of a transcript that no label gives to anybody."""
    if not spoken.nobodys:
        return []
    count = len(spoken.nobodys)
    many = f"{count:,} paragraphs" if count > 1 else "a paragraph"
    message = f"{many} of this transcript without a speaker: no label tells whose words they are"
    remedy = "read the passage, and put the speaker's name and a colon before each paragraph that is somebody's"
    return [Problem("split", message, Span(spoken.nobodys[0].start, spoken.nobodys[-1].end), document.uri, remedy)]


def _tells_turns(document: Document) -> bool:
    """Tell whether the source itself says whose turn it is, or which stories there are: the text alone is not asked."""
    return bool(document.entries) or any(block.kind in ("question", "answer", "turn") for block in document.blocks)


def _meets(spans: Sequence[Span], span: Span) -> bool:
    """Tell whether one of some spans, which are in order, shares a character with another span."""
    at = bisect_left(spans, span.end, key=lambda one: one.start)
    return any(one.meets(span) for one in spans[max(0, at - 2) : at])


def _too_long(document: Document, paragraph: Span) -> Problem:
    length = paragraph.end - paragraph.start
    return Problem(
        stage="split",
        message=f"paragraph of {length:,} characters was not read (the limit is {LONGEST_PARAGRAPH:,})",
        span=paragraph,
        uri=document.uri,
        remedy="break the text into paragraphs at line ends and add it again",
    )


def _article(masked: _MaskedDocument) -> Reading:
    document = masked.document
    span = Span(0, len(document.text.rstrip()))
    headline = article_headline(masked.text, masked.paragraphs, document.metadata.title)
    if headline and any(headline.meets(label) for label in masked.labels):
        headline = None
    return _reading(masked, span, headline, article_date(masked.text, document, span), document.metadata.title)


def _set_apart(masked: _MaskedDocument) -> tuple[Reading, ...]:
    """Return a reading of each entry that the source sets apart, and of what stands around them, in order."""
    entries = masked.document.entries[:MOST_STORIES]
    between = gaps([entry.span for entry in entries], Span(masked.document.header.end, len(masked.text)))
    rest = [
        span
        for gap in between
        if _is_prose(masked, span := strip(masked.text, gap)) or span.end <= entries[0].span.start
    ]
    readings = [
        *(_entry(masked, entry) for entry in entries),
        *(_around(masked, span) for span in rest if span.start < span.end),
    ]
    return tuple(sorted(readings, key=lambda reading: reading.story.span))


def _entry(masked: _MaskedDocument, entry: Entry) -> Reading:
    document = masked.document
    published = entry.published or article_date(masked.text, document, entry.span)
    return _reading(masked, entry.span, entry.headline, published, document.metadata.title)


def _around(masked: _MaskedDocument, span: Span) -> Reading:
    document, within = masked.document, [one for one in masked.paragraphs if span.covers(one)]
    headline = article_headline(masked.text, within, document.metadata.title)
    return _reading(masked, span, headline, article_date(masked.text, document, span), document.metadata.title)


def _digest(masked: _MaskedDocument, headlines: Sequence[Span]) -> tuple[Reading, ...]:
    ends = [*(headline.start for headline in headlines[1:]), len(masked.text)]
    items = [strip(masked.text, Span(headline.start, end)) for headline, end in zip(headlines, ends, strict=True)]
    preamble = Span(masked.document.header.end, headlines[0].start)
    dates = digest_dates(masked.text, items, masked.document, preamble)
    readings = [_reading(masked, *parts, None) for parts in zip(items, headlines, dates, strict=True)]
    if name := page_title(preamble.of(masked.text)):
        readings = [replace(r, story=replace(r.story, outlet=r.story.outlet or name)) for r in readings]
    first = (_reading(masked, strip(masked.text, preamble), None, None, None),) if _is_prose(masked, preamble) else ()
    return (*first, *readings)


def _too_many(document: Document, stories: Sequence[Span]) -> Problem:
    return Problem(
        stage="split",
        message=f"only the first {MOST_STORIES:,} of {len(stories):,} stories were read one by one",
        span=Span(stories[MOST_STORIES].start, stories[-1].end),
        uri=document.uri,
        remedy="split the file, one month each, and add the parts",
    )


def _is_prose(masked: _MaskedDocument, preamble: Span) -> bool:
    return any(
        preamble.covers(p) and len(p.of(masked.text).split()) >= thresholds.PREAMBLE_WORDS for p in masked.paragraphs
    )


def _reading(
    masked: _MaskedDocument, span: Span, headline: Span | None, published: Dated | None, title: str | None
) -> Reading:
    document = masked.document
    story = Story(
        id=content_id("story", document.sha256, span.start, span.end),
        span=span,
        headline=headline.of(document.text) if headline else title,
        headline_span=headline,
        outlet=outlet(document.text, document, span),
        byline=byline(masked.text, document, span),
        published=published,
        language=document.metadata.language or language(span.of(masked.text)),
    )
    return Reading(document, story, masked.text)
