"""Transcripts and speeches: whose words the paragraphs of a text are, where labels or its title tell.

A turn goes on over paragraphs until the next label. A label that names nobody gives a turn of an unknown speaker;
what stands behind a clip, a heading or words about the speaker is nobody's until the next label.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.analysis.extract.transcripts.speeches import speech
from onrecord.analysis.extract.transcripts.turns import transcript
from onrecord.types import Block, Span

__all__ = ["Turns", "turns", "with_turns"]


@dataclass(frozen=True, slots=True)
class Turns:
    """The words of each speaker of a text, where the labels stand, and the paragraphs between that are nobody's.

    `whole` tells that the text is a transcript or a speech as a whole.
    """

    blocks: tuple[Block, ...] = ()
    labels: tuple[Span, ...] = ()
    nobodys: tuple[Span, ...] = ()
    whole: bool = False

    def is_label(self, span: Span) -> bool:
        """Tell whether a span begins or lies inside a label."""
        at = bisect_right(self.labels, span.start, key=lambda label: label.start) - 1
        return at >= 0 and span.meets(self.labels[at])


def turns(text: str, body: Span, title: str | None) -> Turns:
    """Return the turns of a transcript, or the paragraphs of a speech printed verbatim; nothing of any other text."""
    found = transcript(text, body)
    if found is None:
        said = speech(text, body, title)
        return Turns(said, whole=bool(said))
    return Turns(
        found.blocks, tuple(Span(label.start, label.speech) for label in found.labels), found.nobodys, found.whole
    )


def with_turns(blocks: Sequence[Block], found: Turns) -> tuple[Block, ...]:
    """Return the blocks that a source sets apart with those of the turns beside them, in the order of the text."""
    edges = sorted(block.span for block in blocks)
    starts = [span.start for span in edges]
    beside = [block for block in found.blocks if not _meets(edges, starts, block.span)]
    return tuple(sorted([*blocks, *beside], key=lambda block: block.span))


def _meets(edges: Sequence[Span], starts: Sequence[int], span: Span) -> bool:
    at = bisect_left(starts, span.end)
    return at > 0 and edges[at - 1].meets(span)
