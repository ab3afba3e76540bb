"""Antecedents: whom a pronoun or a description most likely means, by a sum of named parts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.analysis.attribute.entities import Cast, Entity
from onrecord.analysis.attribute.entity_attributes import Occurrence
from onrecord.lexicons.roles import fit
from onrecord.types import Span

_SENTENCE_END = re.compile(r"[.!?][\"”’»)]*\s")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_PREPOSITION = re.compile(r"\b(?:of|by|with|to|for|from|about|against|on|between|and|under|after)\s+(?:\S+\s+){0,3}$")
_FARTHEST = 2500  # characters
_NAMES_BEFORE, _NAMES_AFTER, _ROLES = 200, 100, 8  # how many are looked at, that a long story costs no more a word

SPOKE_LAST = 1.6
SUBJECT = 1.0
POSSESSIVE = -0.8
COMPLEMENT = -0.6
IN_QUOTED_WORDS = -1.8
SURNAME_ONLY = -1.0
SENTENCE = -0.8
PARAGRAPH = -0.5
FEWEST = -7.0
"""Parts of the score of an antecedent, and the least score with which one is taken."""


class Antecedents:
    """Looks for antecedents among those named before a place; `contents` are the quoted words of the story."""

    def __init__(self, text: str, cast: Cast, contents: Sequence[Span]) -> None:
        self._text, self._cast = text, cast
        self._contents = sorted(contents)
        self._ends = [span.start for span in self._contents]

    def of(
        self, at: int, last: int | None, fits: Callable[[Entity], bool], own: Sequence[Span] = ()
    ) -> Occurrence | None:
        """Return the likeliest place before `at` that names an entity that `fits`; `last` is who spoke last.

        What stands in `own`, the words that are being attributed, is not looked at.
        """
        best, most = None, FEWEST
        for occurrence in self._cast.before(at):
            if at - occurrence.span.start > _FARTHEST or not fits(self._cast.entities[occurrence.entity]):
                continue
            if any(span.covers(occurrence.span) for span in own):
                continue
            score = self._score(occurrence, at) + (SPOKE_LAST if occurrence.entity == last else 0.0)
            if score >= most:
                best, most = occurrence, score
        return best

    def _score(self, occurrence: Occurrence, at: int) -> float:
        text, (start, end) = self._text, occurrence.span
        entity = self._cast.entities[occurrence.entity]
        sentences = min(5, sum(1 for _ in _SENTENCE_END.finditer(text, end, at)))
        paragraphs = min(4, sum(1 for _ in _PARAGRAPH.finditer(text, end, at)))
        score = SENTENCE * sentences + PARAGRAPH * paragraphs
        if entity.kind == "person" and " " not in entity.name and not entity.roles:
            score += SURNAME_ONLY
        opening = text[max(0, start - 100) : start]
        if self._is_quoted(occurrence.span):
            score += IN_QUOTED_WORDS
        if text[end : end + 2] in ("'s", "’s"):
            score += POSSESSIVE
        elif _PREPOSITION.search(opening):
            score += COMPLEMENT
        elif self._leads(opening, start):
            score += SUBJECT
        return score

    def _leads(self, opening: str, start: int) -> bool:
        """Tell whether nobody else is named before this place in its sentence."""
        ends = [m.end() for m in _SENTENCE_END.finditer(opening)] + [opening.rfind("\n") + 1]
        first = start - len(opening) + max(ends)
        return not any(o.span.start < start for o in self._cast.within(Span(first, start)))

    def _is_quoted(self, span: Span) -> bool:
        at = bisect_right(self._ends, span.start) - 1
        return at >= 0 and self._contents[at].covers(span)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody whose printed roles fit a description: how well, and where the last name before it stands, if any."""

    number: int
    fit: float
    before: Span | None


def bearers(cast: Cast, description: str, at: int) -> Iterator[Bearer]:
    """Yield those named around `at` whose printed roles fit a description."""
    before = {occurrence.entity: occurrence.span for occurrence in cast.before(at, _NAMES_BEFORE)}
    for number in before.keys() | {occurrence.entity for occurrence in cast.after(at, _NAMES_AFTER)}:
        roles = cast.entities[number].roles
        if score := max((fit(description, role.text) for role in roles[:1] + roles[-_ROLES:]), default=0.0):
            yield Bearer(number, score, before.get(number))
