"""The words of a source, parsed: a name, several names, a pronoun, a description, an organisation or other words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.analysis.attribute.entities import Entities
from onrecord.analysis.attribute.entity_attributes import Occurrence
from onrecord.lexicons.function_words import function_words
from onrecord.lexicons.roles import head, kind_of
from onrecord.types import Span, SpeakerKind

SourceSort = Literal["name", "names", "pronoun", "description", "organisation", "wording"]

_PRONOUNS = ("masculine", "feminine", "organisation", "plural", "own", "relative")
_AFTER_NAME = re.compile(
    r"(?:[’']s?)?$|\s*[,(–—]|\s+(?:of|from|in|at|who|whose|and|on|with|himself|herself|too|also|for)\b", re.IGNORECASE
)
_JOINED = re.compile(r"(?:\s+of(?:\s+[A-ZÀ-Þ][\w.-]*){1,3})?(?:\s*,|\s*,?\s+and|\s*&)\s+(?:[\w’'.-]+\s+){0,5}")
_BESIDE_PRONOUN = {"also", "too", "all", "both", "then", "himself", "herself", "itself", "themselves"}
_PREPOSITION = re.compile(r"\b(?:of|for|to|from|with|by|at|in|against|under|near)\s+(?:the\s+)?$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:an?|another|one|some)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """The words of a source and what they are; `speakers` are the entities that they name as having spoken."""

    sort: SourceSort
    words: str
    kind: SpeakerKind = "unknown"
    speakers: tuple[Occurrence, ...] = ()
    pronoun: str = ""
    definite: bool = False


def parse_source(text: str, span: Span, entities: Entities) -> ParsedSource:
    """Return what the words of a source are."""
    words = " ".join(span.of(text).split())
    first, *rest = re.findall(r"[\w’']+", words.lower()) or [""]
    pronoun = next((sort for sort in _PRONOUNS if first in function_words(sort)), "")
    if pronoun and set(rest) <= _BESIDE_PRONOUN:
        return ParsedSource("pronoun", words, pronoun=pronoun)
    people = _speaking(text, span, entities)
    if people:
        return ParsedSource("names" if len(people) > 1 else "name", words, "person", people)
    return _without_person(text, span, entities, words)


def _without_person(text: str, span: Span, entities: Entities, words: str) -> ParsedSource:
    """Tell the sort of a source by its head noun; without one it is an entity of the story, or only words."""
    kind, bare = kind_of(words), _ARTICLE.sub("", words, count=1)
    if kind == "person":
        return ParsedSource("description", words, kind, definite=not _INDEFINITE.match(words))
    if kind in ("organisation", "office", "document"):
        return ParsedSource("organisation", bare, kind, definite=_is_common(bare))
    if kind == "group":
        return ParsedSource("wording", bare, kind)
    inside = [o for o in entities.within(span) if _AFTER_NAME.match(text, o.span.end, span.end)]
    if inside:
        return ParsedSource("name", bare, entities[inside[0].entity].kind, (inside[0],))
    return ParsedSource("wording", bare)


def _speaking(text: str, span: Span, entities: Entities) -> tuple[Occurrence, ...]:
    """Return the people named in a source who spoke, not those whom their description mentions."""
    found: list[Occurrence] = []
    for occurrence in entities.within(span):
        is_person = entities[occurrence.entity].kind == "person"
        if not is_person or not _AFTER_NAME.match(text, occurrence.span.end, span.end):
            continue
        if _PREPOSITION.search(text[span.start : occurrence.span.start]):
            continue
        if found and not _JOINED.fullmatch(text, found[-1].span.end, occurrence.span.start):
            continue
        found.append(occurrence)
    if len(found) > 1 and not re.search(r"\band\b|&", text[found[0].span.end : found[-1].span.start]):
        found = found[:1]
    return tuple(found)


def _is_common(bare: str) -> bool:
    """Tell whether an organisation is called by common words only: "ministry", "press service"."""
    return bare == bare.lower() or head(bare) == bare.lower()
