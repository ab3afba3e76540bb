"""Highlights in a text: it is cut at the edges of the highlighted spans, however they overlap, into plain segments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from onrecord.types import Quotation, Span

HighlightKind = Literal["content", "cue", "source", "problem", "boilerplate"]

KINDS: tuple[HighlightKind, ...] = ("content", "cue", "source", "problem", "boilerplate")
_LONGEST_PROBLEM = 80  # characters of a problem that are highlighted, for one may be of a whole story


@dataclass(frozen=True, slots=True)
class Highlight:
    """A span of the document that is drawn in its own way. `anchor` names the place where it starts."""

    span: Span
    kind: HighlightKind
    owner: str = ""
    anchor: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same highlights; `owner` is the innermost quotation whose content it is."""

    start: int
    text: str
    kinds: tuple[HighlightKind, ...] = ()
    owner: str = ""
    anchors: tuple[str, ...] = ()
    nested: bool = False
    chosen: bool = False

    @property
    def classes(self) -> str:
        """Return the names under which the style sheet knows this segment."""
        return " ".join([*self.kinds, *(["nested"] if self.nested else []), *(["chosen"] if self.chosen else [])])


def quotation_highlights(quotation: Quotation, chosen: str = "") -> list[Highlight]:
    """Return the highlights of one quotation; the first part of its content carries the anchor."""
    identity, is_chosen = quotation.id, quotation.id == chosen
    parts = sorted(quotation.content)
    highlights = [
        Highlight(span, "content", identity, "" if number else f"q-{identity}", is_chosen)
        for number, span in enumerate(parts)
    ]
    highlights += [Highlight(quotation.cue, "cue", identity, "", is_chosen)] if quotation.cue else []
    highlights += [Highlight(quotation.source, "source", identity, "", is_chosen)] if quotation.source else []
    return highlights


def problem_highlight(span: Span) -> Highlight:
    """Return the highlight of the place where reading failed."""
    return Highlight(Span(span.start, min(span.end, span.start + _LONGEST_PROBLEM)), "problem", "", f"c-{span.start}")


def segments_of(
    text: str, offset: int, highlights: Iterable[Highlight], breaks: Iterable[int] = ()
) -> tuple[Segment, ...]:
    """Return the segments of `text`, which starts at character `offset` of its document; joined, they are `text`.

    Highlights may overlap, nest, be empty or lie outside; a new segment starts at each of `breaks`, too.
    """
    whole = Span(offset, offset + len(text))
    starting: defaultdict[int, list[Highlight]] = defaultdict(list)
    edges = {whole.start, whole.end, *(at for at in breaks if whole.start < at < whole.end)}
    for highlight in _clipped(highlights, whole):
        starting[highlight.span.start].append(highlight)
        edges.update(highlight.span)
    segments, active = [], list[Highlight]()
    for left, right in pairwise(sorted(edges)):
        active = [highlight for highlight in active + starting[left] if highlight.span.end > left]
        segments.append(_segment(text[left - offset : right - offset], left, active, starting[left]))
    return tuple(segments)


def segments_within(segments: Sequence[Segment], spans: Sequence[Span]) -> list[tuple[Segment, ...]]:
    """Return the segments of each of `spans` (in order, at whose edges they were cut), and none between.

    An anchor between two spans moves to the next segment, so that a link to it still arrives.
    """
    found: list[list[Segment]] = [[] for _ in spans]
    number, waiting = 0, list[str]()
    for segment in segments:
        while number < len(spans) and segment.start >= spans[number].end:
            number += 1
        if number == len(spans):
            break
        if segment.start < spans[number].start:
            waiting += segment.anchors
            continue
        found[number].append(replace(segment, anchors=(*waiting, *segment.anchors)) if waiting else segment)
        waiting = []
    return [tuple(group) for group in found]


def _clipped(highlights: Iterable[Highlight], whole: Span) -> Iterable[Highlight]:
    for highlight in highlights:
        start, end = max(highlight.span.start, whole.start), min(highlight.span.end, whole.end)
        if start <= end and whole.start < whole.end:
            yield highlight if highlight.span == (start, end) else replace(highlight, span=Span(start, end))


def _segment(text: str, start: int, active: Sequence[Highlight], starting: Sequence[Highlight]) -> Segment:
    present = {highlight.kind for highlight in active}
    contents = [highlight for highlight in active if highlight.kind == "content"]
    innermost = min(contents, key=lambda highlight: highlight.span.end - highlight.span.start, default=None)
    return Segment(
        start=start,
        text=text,
        kinds=tuple(kind for kind in KINDS if kind in present),
        owner=innermost.owner if innermost else "",
        anchors=tuple(highlight.anchor for highlight in starting if highlight.anchor),
        nested=len(contents) > 1,
        chosen=any(highlight.chosen for highlight in active),
    )
