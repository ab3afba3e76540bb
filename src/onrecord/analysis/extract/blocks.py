"""Quotations of what the layout sets apart: block quotations, posts, answers of an interview, turns of a transcript.

A block is the words of one speaker, whatever the model makes of its sentences: its readings inside a block stay only
as quotations nested in it. Who speaks is told by the label of the block or, for a block quotation, by the cue before
it; an answer without a label is the interviewee's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord import lexicons, thresholds
from onrecord.analysis.extract.interviews import Interview
from onrecord.analysis.extract.spans import Draft
from onrecord.analysis.extract.transcripts.directions import without_asides
from onrecord.analysis.extract.transcripts.words import UPPER, bare_name, is_capitals
from onrecord.lexicons.function_words import function_words
from onrecord.lexicons.outlets import outlet_kind
from onrecord.lexicons.roles import kind_of
from onrecord.models.reading import Page
from onrecord.text.masks import strip
from onrecord.text.sentences import sentences
from onrecord.types import Block, NamedEntity, Span, Story

_MARK_BEHIND = (
    re.compile(r"[^\n:：]{0,160}(?P<mark>[:：])[*\s]*"),
    re.compile(r"[^\n]{0,160}?(?P<mark>\.?[ \xa0]?[—–−-]{1,2}|\.)[*  \xa0]*(?:\([A-Za-z]{2}\)[ \xa0]*)?"),
)
_IN_TALK = re.compile(r"(?:an?\s|the\s|our\s|in\s){0,2}(?:interview|conversation|talk|Q&A)\b", re.IGNORECASE)
_COLON = re.compile(r"[:：]\s*$")
_NAME_AND_COLON = re.compile(rf"(?<=\s)(?P<name>[{UPPER}][\w'’-]+\s[{UPPER}][\w'’-]+)\s*[:：]\s*$")
_FULL_NAME = re.compile(r"(?:[^\W\d_a-z][\w'’.-]*\s+)(?:(?:[a-z]{2,3}\s+)?[^\W\d_a-z][\w'’.-]*\s*){1,3}")
_EACH_PARAGRAPH = ("question", "answer", "turn")
"""Kinds of which every paragraph is a quotation; the others are one, with a span for each paragraph."""


@dataclass(frozen=True, slots=True)
class _Lead:
    """What the words before a block say of it: the cue, and who spoke."""

    cue: Span | None = None
    source: Span | None = None


def with_blocks(
    page: Page, story: Story, blocks: Sequence[Block], found: Sequence[Draft], named: Sequence[NamedEntity]
) -> list[Draft]:
    """Return the drafts of a story with those of its blocks, in the order of the text, each passage read once.

    `found` are the drafts of the model and the rules, `named` who and what the story names; blocks are in order.
    """
    blocks = [block for block in blocks if _is_of_one(page, block, found)]
    if not blocks:
        return list(found)
    edges = _Edges(blocks)
    interview = Interview(page, blocks, named, story)
    by_model = [_of_person(page.text, interview, draft) for draft in found if _stays(page.text, edges, draft)]
    of_layout = [draft for block in blocks for draft in _drafts(page, block, found, named, interview)]
    return sorted([*by_model, *of_layout], key=lambda draft: (draft.content[0].start, -draft.content[-1].end))


def _is_of_one(page: Page, block: Block, found: Sequence[Draft]) -> bool:
    """Tell whether a block is the words of one speaker: not where it says itself who spoke ("“We wait,” Ruel said")."""
    if block.kind != "quotation" or block.speaker is not None:
        return _has_words(page.text, block.span)
    own = [draft for draft in found if draft.cue and draft.source and block.span.covers(draft.cue)]
    told = sum(span.end - span.start for draft in own for span in (*draft.content, draft.cue, draft.source) if span)
    return told < thresholds.TOLD_IN_BLOCK * (block.span.end - block.span.start)


def with_labels(text: str, blocks: Sequence[Block], named: Sequence[NamedEntity]) -> tuple[NamedEntity, ...]:
    """Return the names of a story with those of labels that are a person's full name, in the order of the text.

    The model, which reads sentences, often sees none in a label, or only a part of it.
    """
    labels = {block.speaker for block in blocks if block.speaker and _names_person(text, block.speaker)}
    if not labels:
        return tuple(named)
    apart = [each for each in named if not any(label.meets(each.span) for label in labels)]
    return tuple(sorted([*apart, *(NamedEntity(label, "person") for label in labels)], key=lambda each: each.span))


def _names_person(text: str, label: Span) -> bool:
    return (
        bare_name(text, label) == label
        and outlet_kind(label.of(text)) is None
        and (_is_full_name(label.of(text)) or is_capitals(label.of(text)))
    )


def _is_full_name(label: str) -> bool:
    return _FULL_NAME.fullmatch(label) is not None and kind_of(label) == "unknown"


def _of_person(text: str, interview: Interview, draft: Draft) -> Draft:
    """Return a reading whose source is "an interview with Ana Ruel" as that of the person."""
    asked, source = interview.interviewee, draft.source
    if asked is None or source is None or _IN_TALK.match(text, *source) is None:
        return draft
    name = asked.of(text)
    whole = source.of(text).endswith(name)
    return replace(draft, source=Span(source.end - len(name), source.end)) if whole else draft


class _Edges:
    """The blocks of a story and the labels beside them, by place."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = sorted(blocks, key=lambda block: block.span)
        self._starts = [block.span.start for block in self._blocks]
        self._labels = sorted({block.speaker for block in blocks if block.speaker})

    def meeting(self, span: Span) -> Sequence[Block]:
        """Return the blocks that share a character with `span`."""
        first = bisect_right(self._starts, span.start) - 1
        if first < 0 or self._blocks[first].span.end <= span.start:
            first += 1
        return self._blocks[first : bisect_left(self._starts, span.end)]

    def is_label(self, spans: Iterable[Span]) -> bool:
        """Tell whether all words of `spans` are labels of blocks."""
        return all(any(label.covers(span) for label in self._near(span)) for span in spans)

    def _near(self, span: Span) -> Sequence[Span]:
        at = bisect_right(self._labels, span.start, key=lambda label: label.start)
        return self._labels[max(0, at - 1) : at]


def _stays(text: str, edges: _Edges, draft: Draft) -> bool:
    """Tell whether a reading of the model goes beside the blocks: wholly outside them, or nested in one."""
    own = [span for span in (*draft.content, draft.cue, draft.source) if span]
    met = {block.span: block for span in own for block in edges.meeting(span)}
    if not met:
        return not edges.is_label(draft.content)
    if len(met) > 1 or draft.cue is None or draft.source is None:
        return False
    (block,) = met.values()
    return all(block.span.covers(span) for span in own) and not _is_own_words(text, block, draft)


def _is_own_words(text: str, block: Block, draft: Draft) -> bool:
    """Tell whether a reading in a question is what the asker puts to the one asked ("You promised …")."""
    return block.kind == "question" and (draft.source or block.span).of(text).lower() in _second_person()


@cache
def _second_person() -> frozenset[str]:
    return function_words("second")


def _drafts(
    page: Page, block: Block, found: Sequence[Draft], named: Sequence[NamedEntity], interview: Interview
) -> Iterator[Draft]:
    """Yield the quotations of one block; a question that no label gives to anybody is the outlet's own."""
    content = tuple(_paragraphs(page, block.span))
    if not content or (block.kind == "question" and block.speaker is None):
        return
    lead = _lead(page, block, found, named)
    hearer = interview.hearer if block.kind == "answer" else None
    whole = Draft(content, lead.cue, lead.source, "speech", thresholds.BY_LAYOUT, block=block, hearer=hearer)
    if block.kind in _EACH_PARAGRAPH:
        parts = (without_asides(page.text, part) if block.kind == "turn" else (part,) for part in content)
        yield from (replace(whole, content=each) for each in parts if each)
    else:
        yield whole


def _paragraphs(page: Page, span: Span) -> Iterator[Span]:
    """Yield the parts of a block by paragraph."""
    at = bisect_right(page.paragraphs, span.start, key=lambda paragraph: paragraph.end)
    while at < len(page.paragraphs) and page.paragraphs[at].start < span.end:
        paragraph = page.paragraphs[at]
        part = strip(page.text, Span(max(span.start, paragraph.start), min(span.end, paragraph.end)))
        if _has_words(page.text, part):
            yield part
        at += 1


def _has_words(text: str, span: Span) -> bool:
    return any(character.isalnum() for character in text[span.start : span.end])


def _lead(page: Page, block: Block, found: Sequence[Draft], named: Sequence[NamedEntity]) -> _Lead:
    """Return who speaks in a block: by its label, or by the words before it."""
    if block.speaker is not None:
        return _Lead(_mark_behind(page.text, block), block.speaker)
    return _by_words_before(page, block, found, named) if block.kind == "quotation" else _Lead()


def _mark_behind(text: str, block: Block) -> Span | None:
    """Return the colon, stop or dash that ends a label, if the words follow on it."""
    label = block.speaker
    if label is None or label.end > block.span.start:
        return None
    found = (pattern.fullmatch(text, label.end, block.span.start) for pattern in _MARK_BEHIND)
    mark = next(filter(None, found), None)
    return strip(text, Span(*mark.span("mark"))) if mark else None


def _by_words_before(page: Page, block: Block, found: Sequence[Draft], named: Sequence[NamedEntity]) -> _Lead:
    """Return the cue and source before a block: those of a reading that runs into it, or of the sentence before it."""
    at = bisect_left(page.paragraphs, block.span.start, key=lambda paragraph: paragraph.start)
    if at == 0 or (page.headline and page.headline.meets(page.paragraphs[at - 1])):
        return _Lead()
    before = page.paragraphs[at - 1]
    last = sentences(page.text, before)[-1]
    readings = [draft for draft in found if draft.cue and last.covers(draft.cue) and draft.source]
    into = [draft for draft in readings if any(part.meets(block.span) for part in draft.content)]
    if into:
        best = max(into, key=lambda draft: draft.confidence)
        return _Lead(best.cue, best.source)
    colon = _COLON.search(page.text, *last)
    if readings:
        return _Lead(readings[-1].cue, readings[-1].source) if colon else _Lead()
    source = _first_person(last, named) or (_before_colon(page.text, last) if colon else None)
    cue = _telling_word(page.text, last) or (strip(page.text, Span(*colon.span())) if colon else None)
    return _Lead(cue, source) if cue and source else _Lead()


def _first_person(sentence: Span, named: Sequence[NamedEntity]) -> Span | None:
    people = (each.span for each in named if each.kind == "person" and sentence.covers(each.span))
    return next(people, None)


def _before_colon(text: str, sentence: Span) -> Span | None:
    """Return the name right before a colon at the end of a sentence, in whatever language: its last two words."""
    match = _NAME_AND_COLON.search(text, *sentence)
    return Span(*match.span("name")) if match else None


def _telling_word(text: str, sentence: Span) -> Span | None:
    """Return the last word of a sentence that tells of words to come: "wrote", "letter"."""
    words = re.finditer(r"\w+", sentence.of(text))
    spans = [match.span() for match in words if match.group().lower() in _telling()]
    return Span(sentence.start + spans[-1][0], sentence.start + spans[-1][1]) if spans else None


@cache
def _telling() -> frozenset[str]:
    rows = (row for row in lexicons.rows("en", "cues") if row["kind"] == "before_block")
    return frozenset(form for row in rows for form in row["forms"].split())
