"""Antecedents: whom a pronoun or a description most likely means, as a sum of named parts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from onrecord import thresholds
from onrecord.analysis.attribute.entities import Entities, Entity
from onrecord.analysis.attribute.entity_attributes import Occurrence
from onrecord.types import Part, Span, total

_SENTENCE_END = re.compile(r"[.!?][\"”’»)]*\s")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_PREPOSITION = re.compile(r"\b(?:of|by|with|to|for|from|about|against|on|between|and|under|after)\s+(?:\S+\s+){0,3}$")
_SENTENCE_BEFORE = 100  # characters before a name in which its sentence is looked for
# How far and how many are looked at, so that a word of a long story costs no more than one of a short story:
_FARTHEST = 2500  # characters
_MOST_SENTENCES, _MOST_PARAGRAPHS = 5, 4  # further off, more distance makes no difference


class Antecedents:
    """Finds antecedents among the entities named before a place; `contents` are the quoted words of the story."""

    def __init__(self, text: str, entities: Entities, contents: Sequence[Span]) -> None:
        self._text, self._entities = text, entities
        self._contents = sorted(contents)
        self._starts = [span.start for span in self._contents]

    def of(
        self, at: int, last: int | None, fits: Callable[[Entity], bool], own: Sequence[Span] = ()
    ) -> Occurrence | None:
        """Return the likeliest place before `at` that names an entity that `fits`; `last` is who spoke last.

        Names in `own`, the words that are being attributed, do not count: nobody says of themselves "Ruel lies".
        """
        best, highest = None, thresholds.ANTECEDENT
        for occurrence in self._entities.before(at):
            if at - occurrence.span.start > _FARTHEST or not fits(self._entities[occurrence.entity]):
                continue
            if any(span.covers(occurrence.span) for span in own):
                continue
            score = total(self.parts(occurrence, at, last))
            if score >= highest:
                best, highest = occurrence, score
        return best

    def parts(self, occurrence: Occurrence, at: int, last: int | None) -> Iterator[Part]:
        """Yield what speaks for and against a place that names an entity as the antecedent of words at `at`."""
        text, (start, end) = self._text, occurrence.span
        sentences = min(_MOST_SENTENCES, sum(1 for _ in _SENTENCE_END.finditer(text, end, at)))
        paragraphs = min(_MOST_PARAGRAPHS, sum(1 for _ in _PARAGRAPH.finditer(text, end, at)))
        yield Part("sentences between", thresholds.ANTECEDENT_SENTENCE * sentences)
        yield Part("paragraphs between", thresholds.ANTECEDENT_PARAGRAPH * paragraphs)
        if _is_mere_surname(self._entities[occurrence.entity]):
            yield Part("a surname only", thresholds.ANTECEDENT_SURNAME_ONLY)
        if self._is_quoted(occurrence.span):
            yield Part("named in quoted words", thresholds.ANTECEDENT_QUOTED)
        opening = text[max(0, start - _SENTENCE_BEFORE) : start]
        if text[end : end + 2] in ("'s", "’s"):
            yield Part("a possessive", thresholds.ANTECEDENT_POSSESSIVE)
        elif _PREPOSITION.search(opening):
            yield Part("after a preposition", thresholds.ANTECEDENT_COMPLEMENT)
        elif self._is_first(opening, start):
            yield Part("first in its sentence", thresholds.ANTECEDENT_SUBJECT)
        if occurrence.entity == last:
            yield Part("spoke last", thresholds.ANTECEDENT_SPOKE_LAST)

    def _is_first(self, opening: str, start: int) -> bool:
        """Tell whether no other entity is named before this place in its sentence."""
        ends = [m.end() for m in _SENTENCE_END.finditer(opening)] + [opening.rfind("\n") + 1]
        first = start - len(opening) + max(ends)
        return not any(other.span.start < start for other in self._entities.within(Span(first, start)))

    def _is_quoted(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and self._contents[at].covers(span)


def _is_mere_surname(entity: Entity) -> bool:
    return entity.kind == "person" and " " not in entity.name and not entity.roles
