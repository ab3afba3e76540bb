"""What the words of a source are: a name, names joined, a pronoun, a description of a person, a body or a paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.analysis.attribute.entities import Cast
from onrecord.analysis.attribute.entity_attributes import Occurrence
from onrecord.lexicons.function_words import function_words
from onrecord.lexicons.roles import head, kind_of
from onrecord.types import Span, SpeakerKind

Sort = Literal["name", "joint", "pronoun", "description", "body", "printed"]

_PRONOUNS = ("masculine", "feminine", "body", "plural", "own", "relative")
_AFTER_NAME = re.compile(
    r"(?:[’']s?)?$|\s*[,(–—]|\s+(?:of|from|in|at|who|whose|and|on|with|himself|herself|too|also|for)\b", re.IGNORECASE
)
_JOINED = re.compile(r"(?:\s+of(?:\s+[A-ZÀ-Þ][\w.-]*){1,3})?(?:\s*,|\s*,?\s+and|\s*&)\s+(?:[\w’'.-]+\s+){0,5}")
_BESIDE_PRONOUN = {"also", "too", "all", "both", "then", "himself", "herself", "itself", "themselves"}
_PREPOSITION = re.compile(r"\b(?:of|for|to|from|with|by|at|in|against|under|near)\s+(?:the\s+)?$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:the|his|her|its|their|our|my|that|this|these|those)\b|[^\s]+[’']s?\s", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:an?|another|one|some)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a source, taken apart; `who` are the entities of the cast that they name as the ones who spoke."""

    sort: Sort
    words: str
    kind: SpeakerKind = "unknown"
    who: tuple[Occurrence, ...] = ()
    pronoun: str = ""
    definite: bool = False


def take_apart(text: str, span: Span, cast: Cast) -> Source:
    """Return what the words of a source are."""
    words = " ".join(span.of(text).split())
    first, *rest = re.findall(r"[\w’']+", words.lower()) or [""]
    pronoun = next((sort for sort in _PRONOUNS if first in function_words(sort)), "")
    if pronoun and set(rest) <= _BESIDE_PRONOUN:
        return Source("pronoun", words, pronoun=pronoun)
    people = _speaking(text, span, cast)
    if people:
        return Source("joint" if len(people) > 1 else "name", words, "person", people)
    kind = kind_of(words)
    bare = _ARTICLE.sub("", words, count=1)
    if kind == "person":
        return Source("description", words, kind, definite=not _INDEFINITE.match(words))
    if kind in ("organisation", "office", "document"):
        return Source("body", bare, kind, definite=_is_common(bare))
    if kind == "group":
        return Source("printed", bare, kind)
    return _without_noun(text, span, cast, bare)


def _without_noun(text: str, span: Span, cast: Cast, bare: str) -> Source:
    """No word of the source tells its sort: it is an entity of the cast, or only words."""
    inside = [o for o in cast.within(span) if _AFTER_NAME.match(text, o.span.end, span.end)]
    if inside:
        return Source("name", bare, cast.entities[inside[0].entity].kind, (inside[0],))
    return Source("printed", bare)


def _speaking(text: str, span: Span, cast: Cast) -> tuple[Occurrence, ...]:
    """Return the people named in a source who are the ones that spoke, not those that their description mentions."""
    found: list[Occurrence] = []
    for occurrence in cast.within(span):
        if cast.entities[occurrence.entity].kind != "person" or not _AFTER_NAME.match(
            text, occurrence.span.end, span.end
        ):
            continue
        before = text[span.start : occurrence.span.start]
        if _PREPOSITION.search(before):
            continue
        if found and not _JOINED.fullmatch(text, found[-1].span.end, occurrence.span.start):
            continue
        found.append(occurrence)
    if len(found) > 1 and not re.search(r"\band\b|&", text[found[0].span.end : found[-1].span.start]):
        found = found[:1]
    return tuple(found)


def _is_common(bare: str) -> bool:
    """Tell whether a body is called by common words only: "ministry", "press service"."""
    return bare == bare.lower() or head(bare) == bare.lower()
