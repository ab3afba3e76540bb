"""What goes into the reading model, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.text.marks import Quoted
from onrecord.types import NamedEntity, Span


@dataclass(frozen=True, slots=True)
class Page:
    """A story as the model sees it: its text, where its paragraphs, headline and quotation marks stand."""

    text: str = field(repr=False)
    paragraphs: Sequence[Span]
    passages: Sequence[Quoted] = ()
    headline: Span | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A quotation as the model sees it.

    `outright` tells verbs of saying from all else that attributes words or beliefs ("said" from "pledged" and
    "hopes"), as the training labels do; `chance` is the probability that this is a quotation with about these words,
    as measured on articles kept aside in training. `evidence` is what it was worked out from: the probabilities of the
    cue, of there being a quotation to it, and of these limits of content and source.
    """

    content: tuple[Span, ...]
    cue: Span
    source: Span | None
    outright: bool
    chance: float
    evidence: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that the model found on a page, in the order of the text.

    `unread` are the paragraphs that it took for no prose, and `crowded` the possible cues that it did not look at,
    because too many others stand beside them.
    """

    quotations: tuple[Finding, ...]
    named: tuple[NamedEntity, ...]
    unread: tuple[Span, ...] = ()
    crowded: tuple[Span, ...] = ()
