"""attribute: who spoke, by the nearest sensible name; a plain baseline for resolve to replace.

A mention with a name stands for that name, in the fullest form the story prints; a pronoun or a description of one
person for the person who spoke or was named last before it; anything else for its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord import lexicons
from onrecord.text import level
from onrecord.types import Quotation, Reading, Span, Speaker, SpeakerKind, content_id

_CAPITALISED = r"(?:[^\W\d_a-z][\w'’-]+|[A-Z]\.(?: ?[A-Z]\.)*)"
_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|al|el|bin|ibn|la|le|ten|ter|y)"
_NAME = re.compile(rf"{_CAPITALISED}(?:[ \t]+(?:{_PARTICLE}[ \t]+)*{_CAPITALISED})*")
_COMPLEMENT = re.compile(r"\b(?:of|to|for|in|at)(?: the)? $")
_SINGULAR = re.compile(r"(?:he|she|him|her|i|who)$", re.IGNORECASE)
_BODY_PRONOUN = re.compile(r"(?:it|they|them|which|we)$", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:the|his|her|its|their|that|this)\b|\w+['’]s?\b", re.IGNORECASE)
_APPOSITION = re.compile(r"^(?P<name>[^,]+),\s+(?P<role>(?:the|an?|his|her|\w+['’]s?)?\b[^,]+)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in a story, the role that stands beside it, and where."""

    name: str
    role: str | None
    at: int


def attribute(reading: Reading) -> Reading:
    """Give each quotation its speaker, in the order of the text; a quotation without a source goes on with the last."""
    headline = reading.story.headline_span
    names = [n for n in _names(reading.masked, reading.story.span) if not (headline and n.at < headline.end)]
    spoken: list[Speaker] = []
    quotations = []
    for quotation in reading.quotations:
        speaker = _speaker(reading.masked, quotation, names, spoken)
        quotations.append(replace(quotation, speaker=speaker))
        if speaker is not None and not quotation.headline:
            spoken.append(speaker)
    return replace(reading, quotations=tuple(quotations))


def _speaker(text: str, quotation: Quotation, names: Sequence[_Named], spoken: Sequence[Speaker]) -> Speaker | None:
    if quotation.source is None:
        return spoken[-1] if spoken and quotation.cue is None else None
    words = " ".join(quotation.source.of(text).split())
    if _SINGULAR.match(words):
        return _last(spoken, ("person",)) or _nearest(names, quotation.source) or _as_printed(words)
    if _BODY_PRONOUN.match(words):
        return _last(spoken, ("organisation", "office", "document", "unknown")) or _as_printed(words)
    name, role = _name_and_role(words)
    if name is None:
        return _described(words, quotation.source, names, spoken)
    full = _fullest(name, names)
    return _named(full, _kind(words, full), role)


def _described(words: str, source: Span, names: Sequence[_Named], spoken: Sequence[Speaker]) -> Speaker:
    """A description of one person is whoever bears it as a role, or, if definite, somebody already named."""
    if _kind_of_noun(words) == "person":
        wanted = set(_WORD.findall(words.lower())) - {"the", "a", "an"}
        holder = next((n for n in names if n.role and wanted <= set(_WORD.findall(n.role.lower()))), None)
        if holder is not None:
            return _named(holder.name, "person", holder.role)
        known = _last(spoken, ("person",)) or _nearest(names, source) if _DEFINITE.match(words) else None
        if known is not None:
            return known
    return _as_printed(words)


def _as_printed(words: str) -> Speaker:
    kind = _kind_of_noun(words)
    words = re.sub(r"^[Tt]he\s+", "", words)
    return _named(words, "unknown" if kind == "person" else kind, None)


def _named(name: str, kind: SpeakerKind, role: str | None) -> Speaker:
    return Speaker(content_id("actor", kind if kind == "group" else "", name.casefold()), name, kind, role)


def _last(spoken: Sequence[Speaker], kinds: Iterable[str]) -> Speaker | None:
    return next((speaker for speaker in reversed(spoken) if speaker.kind in kinds), None)


def _nearest(names: Sequence[_Named], source: Span) -> Speaker | None:
    """Return the last person named before the source, one named with a role first."""
    before = [n for n in names if n.at < source.start and _is_person(n.name)]
    best = [n for n in before if n.role] or before
    return _named(best[-1].name, "person", best[-1].role) if best else None


def _names(text: str, span: Span) -> list[_Named]:
    found = []
    for match in _NAME.finditer(level(text), span.start, span.end):
        start = max(span.start, match.start() - 80)
        before = re.split(r"[.,;:!?\"“”\n]", text[start : match.start()])[-1]
        title = re.search(r"(?:\b[\w'’-]+ )?\b[a-z-]+ $", before)
        told = title is not None and bool(set(title.group().split()) & _words("person"))
        name, role = _name_and_role((title.group() if title and told else "") + match.group())
        if name is not None:
            found.append(_Named(name, role, match.start()))
    return found


def _name_and_role(words: str) -> tuple[str | None, str | None]:
    """Part "Deputy Minister Ana Ruel" or "Ana Ruel, the deputy minister" into name and role; either may be missing."""
    apposition = _APPOSITION.match(words)
    head = apposition["name"] if apposition else words
    candidates = [match for match in _NAME.finditer(head) if _untitled(match.group())]
    if not candidates:
        return None, None
    last = candidates[-1]
    if head[last.end() :].strip() and not apposition:  # the name is not the head: "Kestrel Bay's mayor"
        return None, None
    name = _untitled(last.group())
    if len(name.split()) > 2 and _COMPLEMENT.search(head[: last.end() - len(name)]):
        name = " ".join(name.split()[-2:])  # "Governor of Upper Kestria Ana Ruel"
    before = re.sub(r"^(?:the|an?)\b\s*", "", head[: last.end() - len(name)].strip(" ,"), flags=re.IGNORECASE)
    return re.sub(r"['’]s?$", "", name), (apposition["role"] if apposition else before) or None


def _untitled(name: str) -> str:
    """Cut titles and the names of bodies before a name ("Border Ministry Spokesman Ivo Sand")."""
    parts = name.split()
    kinds = _words("title") | _words("person") | _words("organisation") | _words("office") | {"the", "a", "an"}
    last = max((n for n, part in enumerate(parts[:-1]) if part.strip(".").lower() in kinds), default=-1)
    rest = parts[last + 1 :]
    return "" if len(rest) == 1 and rest[0].strip(".").lower() in _words("title") else " ".join(rest)


def _fullest(name: str, names: Sequence[_Named]) -> str:
    """Return the longest name of the story that ends in `name` ("Ruel" is "Ana Ruel" if she is named so)."""
    if " " in name:
        return name
    longer = [named.name for named in names if named.name.endswith(" " + name) and len(named.name.split()) <= 4]
    return max(longer, key=lambda full: (longer.count(full), len(full)), default=name)


def _is_person(name: str) -> bool:
    return 2 <= len(name.split()) <= 4 and _kind_of_noun(name) == "unknown"


def _kind(mention: str, name: str) -> SpeakerKind:
    kind = _kind_of_noun(name)
    if kind in ("organisation", "office", "document", "group"):
        return kind
    titled = any(word.strip(".").lower() in _words("title") for word in mention.split())
    return "person" if titled or _is_person(name) else "unknown"


def _kind_of_noun(words: str) -> SpeakerKind:
    """Return the kind told by the head noun of a mention: the last known one before any "of" or comma."""
    head = re.split(r"\b(?:of|in|at|for|from|on)\b|,", words)[0]
    for word in reversed(_WORD.findall(head.lower())):
        for kind in ("person", "group", "organisation", "office", "document"):
            if word in _words(kind):
                return kind
    return "unknown"


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in lexicons.rows("en", "titles") if row["kind"] == kind)
