"""Antecedents: whom a pronoun most likely means, as a sum of named parts with learned weights."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from onrecord import thresholds
from onrecord.analysis.attribute.entities import Entities, Entity
from onrecord.analysis.attribute.entity_attributes import Occurrence
from onrecord.models.antecedents import weights
from onrecord.types import Part, Span, total

_SENTENCE_END = re.compile(r"[.!?][\"”’»)]*\s")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_PREPOSITION = re.compile(r"\b(?:of|by|with|to|for|from|about|against|on|between|and|under|after)\s+(?:\S+\s+){0,3}$")
_SENTENCE_BEFORE = 100  # characters before a name in which its sentence is looked for
# How far and how many are looked at, so that a word of a long story costs no more than one of a short story:
_FARTHEST = 2500  # characters
_MOST_SENTENCES, _MOST_PARAGRAPHS, _MOST_NAMES = 6, 5, 60  # further off, more distance makes no difference


Signs = dict[str, int]
"""What tells of a name whether a pronoun means it, each with how often or how far."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who has spoken so far: the last one outside other people's words, and all, by their numbers."""

    last: int | None = None
    all: Collection[int] = ()


class Antecedents:
    """Finds antecedents among the entities named before a place; `contents` are the quoted words of the story."""

    def __init__(self, text: str, entities: Entities, contents: Sequence[Span]) -> None:
        self._text, self._entities = text, entities
        self._contents = sorted(contents)
        self._starts = [span.start for span in self._contents]

    def of(
        self, at: int, spoken: Spoken, fits: Callable[[Entity], bool], own: Sequence[Span] = ()
    ) -> Occurrence | None:
        """Return the place before `at` that names the likeliest entity that `fits`.

        Names in `own`, the words that are being attributed, do not count: nobody says of themselves "Ruel lies".
        """
        best, highest = None, thresholds.ANTECEDENT
        for occurrence, signs in self.candidates(at, spoken, fits, own):
            if (score := total(parts(signs))) >= highest:
                best, highest = occurrence, score
        return best

    def candidates(
        self, at: int, spoken: Spoken, fits: Callable[[Entity], bool], own: Sequence[Span]
    ) -> Iterator[tuple[Occurrence, Signs]]:
        """Yield where each entity that fits is named last before `at`, with the signs for and against it.

        They come in the order in which they are named first; a name in quoted words counts only if no other does.
        """
        found: dict[int, Occurrence] = {}
        for occurrence in self._entities.before(at, _MOST_NAMES):
            if at - occurrence.span.start > _FARTHEST or not fits(self._entities[occurrence.entity]):
                continue
            if any(span.covers(occurrence.span) for span in own):
                continue
            known = found.get(occurrence.entity)
            if known is None or self._is_quoted(known.span) or not self._is_quoted(occurrence.span):
                found[occurrence.entity] = occurrence
        for n, occurrence in enumerate(found.values()):
            yield occurrence, self._signs(occurrence, at, spoken) | {"named first": int(n == 0)}

    def _signs(self, occurrence: Occurrence, at: int, spoken: Spoken) -> Signs:
        text, (start, end), entity = self._text, occurrence.span, self._entities[occurrence.entity]
        sentences = min(_MOST_SENTENCES, sum(1 for _ in _SENTENCE_END.finditer(text, end, at)))
        paragraphs = min(_MOST_PARAGRAPHS, sum(1 for _ in _PARAGRAPH.finditer(text, end, at)))
        opening = text[max(0, start - _SENTENCE_BEFORE) : start]
        is_complement = text[end : end + 2] in ("'s", "’s") or bool(_PREPOSITION.search(opening))
        is_subject = not is_complement and self._is_first(opening, start)
        return {
            "sentences between": sentences,
            "paragraphs between": paragraphs,
            "in the same sentence": sentences == 0,
            "first in a sentence of this paragraph": is_subject and paragraphs == 0,
            "first in the sentence before": is_subject and sentences == 1,
            "a possessive, or after a preposition": is_complement,
            "named in quoted words": self._is_quoted(occurrence.span),
            "a surname only": _is_mere_surname(entity),
            "gender known": bool(entity.gender),
            "has spoken": occurrence.entity in spoken.all,
            "spoke last": occurrence.entity == spoken.last,
            "spoke last, in the paragraph before": occurrence.entity == spoken.last and paragraphs == 1,
        }

    def _is_first(self, opening: str, start: int) -> bool:
        """Tell whether no other entity is named before this place in its sentence."""
        ends = [m.end() for m in _SENTENCE_END.finditer(opening)] + [opening.rfind("\n") + 1]
        first = start - len(opening) + max(ends)
        return not any(other.span.start < start for other in self._entities.within(Span(first, start)))

    def _is_quoted(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and self._contents[at].covers(span)


def parts(signs: Signs) -> Iterator[Part]:
    """Yield what the signs of a name speak for and against it."""
    known = weights()
    return (Part(sign, known[sign] * value) for sign, value in signs.items() if value)


def _is_mere_surname(entity: Entity) -> bool:
    return entity.kind == "person" and " " not in entity.name and not entity.roles
