"""Drafts of quotations, how their spans overlap and nest, and the marked passages of a story."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.text.marks import Quoted
from onrecord.types import Block, Kind, Quotation, Span

_TRIM = " \t\r\n\xa0,;:—–-"
_ABBREVIATED = re.compile(r"(?:\b\w\.\w|\b[A-Z])\.$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A quotation before it is complete: where its parts stand, and how likely it is one (0 to 1).

    `block` is what the layout sets apart, where its words are that; `hearer` is where the text names who asked.
    """

    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    kind: Kind = "speech"
    confidence: float = 0.0
    block: Block | None = None
    hearer: Span | None = None


class MarkedPassages:
    """The outermost passages in quotation marks, by place."""

    def __init__(self, passages: Iterable[Quoted]) -> None:
        self._passages = [passage for passage in passages if passage.depth == 0]
        self._starts = [passage.span.start for passage in self._passages]

    def meeting(self, span: Span) -> Sequence[Quoted]:
        """Return those that share a character with `span`, in order."""
        first = bisect_left(self._starts, span.start)
        if first and self._passages[first - 1].span.end > span.start:
            first -= 1
        return self._passages[first : bisect_left(self._starts, span.end)]


def trimmed(text: str, span: Span) -> Span:
    """Shrink `span` past white space, commas, dashes and a full stop outside marks."""
    start, end = span
    while start < end and text[start] in _TRIM + ".":
        start += 1
    while end > start and (text[end - 1] in _TRIM or _is_full_stop(text, start, end)):
        end -= 1
    return Span(start, end)


def _is_full_stop(text: str, start: int, end: int) -> bool:
    return text[end - 1] == "." and not _ABBREVIATED.search(text, max(start, end - 6), end)


def nested(quotations: Iterable[Quotation]) -> Iterator[Quotation]:
    """Yield quotations, given in the order of the text, each with the id of the smallest one around it."""
    around: list[Quotation] = []
    for one in quotations:
        around = [outer for outer in around if outer.content[-1].end > one.content[0].start]
        hosts = [(sum(part.end - part.start for part in o.content), o.id) for o in around if contains(o, one)]
        yield replace(one, inside=min(hosts)[1] if hosts else None)
        around.append(one)


def contains(outer: Draft | Quotation, inner: Draft | Quotation) -> bool:
    """Tell whether the content of `outer` includes the content and the cue of `inner`."""
    parts = [*inner.content, *([inner.cue] if inner.cue else [])]
    return inner.cue is not None and all(any(o.covers(part) for o in outer.content) for part in parts)
