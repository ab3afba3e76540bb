"""The words around a quotation: the sentence of its cue, without what is quoted in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.text import gaps, sentences
from onrecord.types import Quotation, Span

_FARTHEST = 250  # characters each side of the cue that are looked at


@dataclass(frozen=True, slots=True)
class Clause:
    """The sentence in which a quotation is attributed, and its pieces that are nobody's quoted words."""

    span: Span
    pieces: tuple[Span, ...]

    def covers(self, span: Span) -> bool:
        """Tell whether `span` stands in one of the pieces."""
        return any(piece.covers(span) for piece in self.pieces)


def contents_of(quotations: Sequence[Quotation]) -> list[Span]:
    """Return all spans of content of a story, in order."""
    return sorted(span for quotation in quotations for span in quotation.content)


def clause_of(text: str, story: Span, quotation: Quotation, contents: Sequence[Span]) -> Clause | None:
    """Return the clause of a quotation; None where it has neither cue nor source."""
    anchor = quotation.cue or quotation.source
    if anchor is None:
        return None
    start = max(
        story.start, text.rfind("\n", max(0, anchor.start - _FARTHEST), anchor.start) + 1, anchor.start - _FARTHEST
    )
    stop = text.find("\n", anchor.end, anchor.end + _FARTHEST)
    end = min(story.end, stop if stop >= 0 else anchor.end + _FARTHEST)
    near = Span(start, end)
    found = [sentence for sentence in sentences(text, near) if sentence.meets(anchor)] or [near]
    span = Span(found[0].start, max(found[-1].end, anchor.end))
    first = max(0, bisect_left(contents, (span.start, span.start)) - 3)
    inside = [c for c in contents[first : bisect_right(contents, (span.end, span.end))] if c.meets(span)]
    return Clause(span, tuple(gaps(_merged(inside), span)))


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
