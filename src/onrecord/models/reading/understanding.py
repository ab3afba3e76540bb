"""What the words of a quotation do, and who heard them where and through whom: read off the states of its story.

The encoder's states half-way up are read on by two layers of their own, in which the quotations are marked, and a small
network looks at the surroundings of each quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from onrecord.models.reading.decode import Floats, Range, distances, softmax
from onrecord.models.reading.units import Ints, Units
from onrecord.types import Act, Modality, Polarity, Span

ACTS: tuple[Act, ...] = (
    "assert", "accuse", "demand", "announce", "deny", "confirm", "predict",
    "praise", "question", "promise", "propose", "decline", "threaten", "other",
)  # fmt: skip
POLARITIES: tuple[Polarity, ...] = ("said", "not_said", "hypothetical")
MODALITIES: tuple[Modality, ...] = ("plain", "hedged", "conditional", "hypothetical")
Field = Literal["addressee", "venue", "relay"]
FIELDS: tuple[Field, ...] = get_args(Field)

PARTS = 4  # what a word piece is of any quotation: nothing, content, cue, source
OUTSIDE, CONTENT, CUE, SOURCE, OTHER_CONTENT, HEADING = range(6)
ROLES = 6
TAGS = 3  # of each field: no part, begins, goes on
CONTEXT = 32  # units on either side of a quotation that are looked at
LONGEST = 160  # units of it and around it at most, those around its cue
STEP, FARTHEST = 6, 33  # of the buckets of distances (`decode.distances`)
DISTANCES = 2 * FARTHEST + 1


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a quotation stands: its parts, and whether it is of the headline."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name hearer, venue or relay of a quotation, and how likely they do."""

    field: Field
    span: Span
    chance: float


@dataclass(frozen=True, slots=True)
class Understood:
    """What the model makes of a quotation: each a probability.

    `acts` that each is the main one, `also` that each is done at all; `statement` that anything is reported.
    """

    acts: dict[Act, float]
    also: dict[Act, float]
    statement: float
    polarities: dict[Polarity, float]
    modalities: dict[Modality, float]
    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The units that are looked at for a quotation, what each is to it, and how far it stands from its cue."""

    within: Range
    role: Ints
    far: Ints


def parts_of(units: Units, placed: Sequence[Placed]) -> Ints:
    """Return of what each unit of a story is in any quotation; where they overlap, cue before source before content."""
    found = np.zeros(len(units), dtype=np.int64)
    for part in (CONTENT, SOURCE, CUE):
        for one in placed:
            for span in _spans(one, part):
                found[slice(*units.touched(span))] = part
    return found


def surroundings(units: Units, parts: Ints, one: Placed) -> Surroundings | None:
    """Return the surroundings of a quotation; None where no unit of its content was read."""
    ranges = {part: _ranges(units, _spans(one, part)) for part in (CONTENT, CUE, SOURCE)}
    if not ranges[CONTENT]:
        return None
    anchor = next(iter((*ranges[CUE], *ranges[CONTENT])))
    edges = [edge for group in ranges.values() for place in group for edge in place]
    start, end = max(0, min(edges) - CONTEXT), min(len(units), max(edges) + CONTEXT)
    if end - start > LONGEST:
        start = max(start, min(anchor[0] - LONGEST // 2, end - LONGEST))
        end = start + LONGEST
    role = np.where(parts[start:end] == CONTENT, OTHER_CONTENT, OUTSIDE)
    for part in (CONTENT, SOURCE, CUE):
        for a, b in ranges[part]:
            role[max(a - start, 0) : max(b - start, 0)] = part
    if one.headline:
        role[role == OUTSIDE] = HEADING
    return Surroundings((start, end), role, distances(anchor, (start, end), STEP, FARTHEST))


def understood(units: Units, seen: Surroundings, scores: Floats, tags: Floats, heat: float) -> Understood:
    """Return what the scores of a quotation and of its units say; `heat` divides those of the main act."""
    edges = np.cumsum([len(ACTS), len(ACTS), 1, len(POLARITIES)])
    act, also, statement, polarity, modality = np.split(scores, edges)
    length = seen.within[1] - seen.within[0]
    chances = softmax(tags[:length].reshape(length, len(FIELDS), TAGS))
    return Understood(
        acts=dict(zip(ACTS, softmax(act / heat).tolist(), strict=True)),
        also=dict(zip(ACTS, _likely(also).tolist(), strict=True)),
        statement=float(_likely(statement)[0]),
        polarities=dict(zip(POLARITIES, softmax(polarity).tolist(), strict=True)),
        modalities=dict(zip(MODALITIES, softmax(modality).tolist(), strict=True)),
        named=tuple(_named(units, seen, chances)),
    )


def _likely(scores: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)


def _named(units: Units, seen: Surroundings, chances: Floats) -> Iterator[Named]:
    """Yield the runs of units that name something, field by field."""
    for n, field in enumerate(FIELDS):
        best = chances[:, n].argmax(axis=1)
        starts = np.flatnonzero((best > 0) & ((best == 1) | (np.concatenate([[0], best[:-1]]) == 0)))
        for start in starts.tolist():
            end = start + 1
            while end < len(best) and best[end] == TAGS - 1:
                end += 1
            at = seen.within[0]
            span = Span(int(units.start[at + start]), int(units.end[at + end - 1]))
            yield Named(field, span, float(1 - chances[start:end, n, 0].mean()))


def _spans(one: Placed, part: int) -> Sequence[Span]:
    whole = {CONTENT: one.content, CUE: (one.cue,), SOURCE: (one.source,)}[part]
    return [span for span in whole if span is not None]


def _ranges(units: Units, spans: Sequence[Span]) -> list[Range]:
    found = map(units.touched, spans)
    return [(start, end) for start, end in found if start < end]
