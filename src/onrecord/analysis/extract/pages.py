"""A story as the reading model sees it: its paragraphs, split where its layout tells, and its quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.models.reading import Page
from onrecord.text.marks import pair_marks
from onrecord.text.sentences import paragraphs, seams
from onrecord.types import Block, Reading, Span


def page_of(reading: Reading) -> tuple[Page, Sequence[Span]]:
    """Return the story as a page, and the marks that stand alone in it."""
    spans = _paragraphs(reading)
    passages, alone = pair_marks(reading.masked, spans)
    return Page(reading.masked, spans, passages, reading.story.headline_span), alone


def blocks_of(reading: Reading) -> list[Block]:
    """Return the blocks of a story; a label that stands outside it names nobody in it."""
    story = reading.story.span
    blocks = [block for block in reading.document.blocks if story.covers(block.span)]
    return [b if b.speaker is None or story.covers(b.speaker) else replace(b, speaker=None) for b in blocks]


def _paragraphs(reading: Reading) -> list[Span]:
    """Return the paragraphs of the story, split also at what its layout sets apart and at lost line breaks."""
    text, story = reading.masked, reading.story.span
    lines = (_line_start(text, block.span.start, story.start) for block in blocks_of(reading))
    edges = sorted({story.start, *seams(text, story), *lines, story.end})
    return [span for part in pairwise(edges) for span in paragraphs(text, Span(*part))]


def _line_start(text: str, at: int, floor: int) -> int:
    return max(floor, text.rfind("\n", 0, at) + 1, text.rfind("\r", 0, at) + 1)
