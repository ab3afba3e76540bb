"""Cuts a text at the edges of the spans that lie on it, however they overlap, so that each piece is drawn one way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from onrecord.types import Quotation, Span

Kind = Literal["content", "cue", "source", "problem", "furniture"]

KINDS: tuple[Kind, ...] = ("content", "cue", "source", "problem", "furniture")
_LONGEST_PROBLEM = 80  # characters of a problem that are marked; a problem of a whole story would mark all of it


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the document that is drawn in its own way. `anchor` names the place where it starts."""

    span: Span
    kind: Kind
    owner: str = ""
    anchor: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on which the same marks lie; `owner` is the innermost quotation whose content it is."""

    start: int
    text: str
    kinds: tuple[Kind, ...] = ()
    owner: str = ""
    anchors: tuple[str, ...] = ()
    nested: bool = False
    chosen: bool = False

    @property
    def classes(self) -> str:
        """Return the names under which the style sheet knows this piece."""
        return " ".join([*self.kinds, *(["nested"] if self.nested else []), *(["chosen"] if self.chosen else [])])


def marks_of(quotation: Quotation, chosen: str = "") -> list[Mark]:
    """Return the marks of one quotation; the first part of its content carries the anchor."""
    identity, is_chosen = quotation.id, quotation.id == chosen
    parts = sorted(quotation.content)
    marks = [
        Mark(span, "content", identity, "" if number else f"q-{identity}", is_chosen)
        for number, span in enumerate(parts)
    ]
    marks += [Mark(quotation.cue, "cue", identity, "", is_chosen)] if quotation.cue else []
    marks += [Mark(quotation.source, "source", identity, "", is_chosen)] if quotation.source else []
    return marks


def problem_mark(span: Span) -> Mark:
    """Return the mark of the place where reading failed."""
    return Mark(Span(span.start, min(span.end, span.start + _LONGEST_PROBLEM)), "problem", "", f"c-{span.start}")


def cut(text: str, offset: int, marks: Iterable[Mark], breaks: Iterable[int] = ()) -> tuple[Piece, ...]:
    """Return the pieces of `text`, which starts at character `offset` of its document; joined, they are `text`.

    Marks may overlap, nest, be empty or lie outside; `breaks` are offsets at which a new piece starts in any case.
    """
    whole = Span(offset, offset + len(text))
    starting: defaultdict[int, list[Mark]] = defaultdict(list)
    edges = {whole.start, whole.end, *(at for at in breaks if whole.start < at < whole.end)}
    for mark in _clipped(marks, whole):
        starting[mark.span.start].append(mark)
        edges.update(mark.span)
    pieces, active = [], list[Mark]()
    for left, right in pairwise(sorted(edges)):
        active = [mark for mark in active + starting[left] if mark.span.end > left]
        pieces.append(_piece(text[left - offset : right - offset], left, active, starting[left]))
    return tuple(pieces)


def within(pieces: Sequence[Piece], spans: Sequence[Span]) -> list[tuple[Piece, ...]]:
    """Return the pieces of each of `spans` (in order, at whose edges the pieces were cut), leaving out what is between.

    An anchor between two spans moves to the next piece, so that a link to it still arrives.
    """
    found: list[list[Piece]] = [[] for _ in spans]
    number, waiting = 0, list[str]()
    for piece in pieces:
        while number < len(spans) and piece.start >= spans[number].end:
            number += 1
        if number == len(spans):
            break
        if piece.start < spans[number].start:
            waiting += piece.anchors
            continue
        found[number].append(replace(piece, anchors=(*waiting, *piece.anchors)) if waiting else piece)
        waiting = []
    return [tuple(group) for group in found]


def _clipped(marks: Iterable[Mark], whole: Span) -> Iterable[Mark]:
    for mark in marks:
        start, end = max(mark.span.start, whole.start), min(mark.span.end, whole.end)
        if start <= end and whole.start < whole.end:
            yield mark if mark.span == (start, end) else replace(mark, span=Span(start, end))


def _piece(text: str, start: int, active: Sequence[Mark], starting: Sequence[Mark]) -> Piece:
    present = {mark.kind for mark in active}
    contents = [mark for mark in active if mark.kind == "content"]
    innermost = min(contents, key=lambda mark: mark.span.end - mark.span.start, default=None)
    return Piece(
        start=start,
        text=text,
        kinds=tuple(kind for kind in KINDS if kind in present),
        owner=innermost.owner if innermost else "",
        anchors=tuple(mark.anchor for mark in starting if mark.anchor),
        nested=len(contents) > 1,
        chosen=any(mark.chosen for mark in active),
    )
