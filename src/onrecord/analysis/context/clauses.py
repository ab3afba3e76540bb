"""The clause of a quotation: the sentence of its cue without quoted words, and what is found there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.text.dates import WEEKDAY_NAMES
from onrecord.text.masks import gaps
from onrecord.text.sentences import sentences
from onrecord.types import Quotation, Span

WEEKDAY = f"(?:{'|'.join(WEEKDAY_NAMES)})"
_FARTHEST = 250  # characters each side of the cue that are read


@dataclass(frozen=True, slots=True)
class Clause:
    """The sentence in which a quotation is attributed; `unquoted` are its parts outside all quoted words."""

    span: Span
    unquoted: tuple[Span, ...]


def contents_of(quotations: Sequence[Quotation]) -> list[Span]:
    """Return all spans of content of a story, in order."""
    return sorted(span for quotation in quotations for span in quotation.content)


def clause_of(text: str, story: Span, quotation: Quotation, contents: Sequence[Span]) -> Clause | None:
    """Return the clause of a quotation; None where it has neither cue nor source."""
    anchor = quotation.cue or quotation.source
    if anchor is None:
        return None
    near = _line_around(text, story, anchor)
    found = [sentence for sentence in sentences(text, near) if sentence.meets(anchor)] or [near]
    span = Span(found[0].start, max(found[-1].end, anchor.end))
    first = max(0, bisect_left(contents, (span.start, span.start)) - 3)
    inside = [c for c in contents[first : bisect_right(contents, (span.end, span.end))] if c.meets(span)]
    return Clause(span, tuple(gaps(merged(inside), span)))


def _line_around(text: str, story: Span, anchor: Span) -> Span:
    farthest = max(story.start, anchor.start - _FARTHEST)
    start = max(farthest, text.rfind("\n", farthest, anchor.start) + 1)
    stop = text.find("\n", anchor.end, anchor.end + _FARTHEST)
    return Span(start, min(story.end, stop if stop >= 0 else anchor.end + _FARTHEST))


def merged(spans: Sequence[Span]) -> list[Span]:
    """Return `spans` (in order) with those that meet or touch made one."""
    found: list[Span] = []
    for span in spans:
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
