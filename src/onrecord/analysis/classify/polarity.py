"""Polarity: whether words are reported as said, as not said, or as what somebody would say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.analysis.classify.predicates import Predicate, predicate_of
from onrecord.lexicons.polarity import PolarityPattern, polarity_hints, polarity_patterns
from onrecord.text.masks import strip
from onrecord.types import Polarity, Quotation, Reason, Span


@dataclass(frozen=True, slots=True)
class Decided:
    """The polarity of a quotation, why, and whether it is words that somebody refused to say."""

    polarity: Polarity = "said"
    because: tuple[Reason, ...] = ()
    declined: bool = False


SAID = Decided()


def polarity_of(text: str, story: Span, language: str, quotation: Quotation, contents: Sequence[Span]) -> Decided:
    """Decide the polarity of a quotation by the words that attribute it; `contents` are those of the whole story."""
    hints = polarity_hints(language)
    predicate = predicate_of(text, story, quotation, contents) if hints else None
    if predicate is None:
        return SAID
    parts = {name: predicate.part(text, name) for name in hints}
    hit = {name: part for name, part in parts.items() if part and hints[name].search(part.of(text))}
    for row in polarity_patterns(language) if hit else ():
        place = _place(text, row, hit[row.part], predicate) if row.part in hit else None
        if place:
            return _decided(text, row, predicate.verb if predicate.verb.covers(place) else place)
    return SAID


def _place(text: str, row: PolarityPattern, part: Span, predicate: Predicate) -> Span | None:
    """Return where a pattern fits an attribution; never only in what is reported, unless it is of its first words."""
    found = row.pattern.search(part.of(text))
    if found is None or (row.part == "said" and part.start + found.start() >= predicate.verb.end):
        return None
    return Span(part.start + found.start(), part.start + found.end())


def _decided(text: str, row: PolarityPattern, place: Span) -> Decided:
    if row.polarity == "said":
        return SAID
    place = strip(text, place)
    why = "as not said" if row.polarity == "not_said" else "as expected or supposed"
    reason = Reason("polarity", f"with {' '.join(place.of(text).split())!r} the story reports these words {why}", place)
    return Decided(row.polarity, (reason,), row.declined)
