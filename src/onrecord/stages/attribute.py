"""attribute: who spoke, by the nearest sensible name; a plain baseline for resolve to replace.

A mention with a name stands for that name, in the fullest form the story prints; a pronoun or a description of one
person for the person who spoke or was named last before it; anything else for its own words. A pronoun without
anybody to stand for leaves the speaker unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice

from onrecord import lexicons
from onrecord.types import Quotation, Reading, Span, Speaker, SpeakerKind, content_id

_CAPITALISED = r"(?:[^\W\d_a-z][\w'’-]+|[A-Z]\.(?: ?[A-Z]\.)*)"
_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|al|el|bin|ibn|la|le|ten|ter|y)"
_NAME = re.compile(rf"{_CAPITALISED}(?:[ \t]+(?:{_PARTICLE}[ \t]+)*{_CAPITALISED})*")
_COMPLEMENT = re.compile(r"\b(?:of|to|for|in|at)(?: the)? $")
_SINGULAR = re.compile(r"(?:he|she|him|her|i|who)$", re.IGNORECASE)
_BODY_PRONOUN = re.compile(r"(?:it|they|them|which|we)$", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:the|his|her|its|their|that|this)\b|\w+['’]s?\b", re.IGNORECASE)
_APPOSITION = re.compile(r"^(?P<name>[^,]+),\s+(?P<role>(?:the|an?|his|her|\w+['’]s?)?\b[^,]+)", re.IGNORECASE)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = re.compile(rf"(?:(?:In|On|Since|Until|By|Last|This|Late|Early) )?(?:{_DAY}|{_MONTH})")
_NEAR = 50  # names before a pronoun among which it is looked for
_MOST_BEARERS = 500
_WORD = re.compile(r"[^\W\d_]+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in a story, the role that stands beside it, and where."""

    name: str
    role: str | None
    at: int


@dataclass(frozen=True, slots=True)
class _Cast:
    """Those named in a story: its people in the order of the text, full names by surname, and who bears which role."""

    people: tuple[_Named, ...]
    full: dict[str, str]
    bearers: tuple[tuple[frozenset[str], Speaker], ...]


@dataclass(slots=True)
class _Spoken:
    """Those who have spoken so far: the last one in all, and the last of each kind."""

    last: Speaker | None = None
    of_kind: dict[str, Speaker] = field(default_factory=dict)

    def add(self, speaker: Speaker) -> None:
        """Take in one more; what stands last in `of_kind` spoke last."""
        self.last = speaker
        self.of_kind.pop(speaker.kind, None)
        self.of_kind[speaker.kind] = speaker

    def latest(self, *kinds: str) -> Speaker | None:
        """Return the last one of these kinds."""
        return next((speaker for kind, speaker in reversed(self.of_kind.items()) if kind in kinds), None)


def attribute(reading: Reading) -> Reading:
    """Give each quotation its speaker, in the order of the text; a quotation without a source goes on with the last."""
    cast, spoken = _cast(reading), _Spoken()
    quotations = []
    for quotation in reading.quotations:
        speaker = _speaker(reading.masked, quotation, cast, spoken)
        quotations.append(replace(quotation, speaker=speaker))
        if speaker is not None and not quotation.headline:
            spoken.add(speaker)
    return replace(reading, quotations=tuple(quotations))


def _speaker(text: str, quotation: Quotation, cast: _Cast, spoken: _Spoken) -> Speaker | None:
    if quotation.source is None:
        return spoken.last if quotation.cue is None else None
    words = " ".join(quotation.source.of(text).split())
    if _SINGULAR.match(words):
        return spoken.latest("person") or _nearest(cast, quotation.source)
    if _BODY_PRONOUN.match(words):
        return spoken.latest("organisation", "office", "document", "unknown")
    name, role = _name_and_role(words)
    if name is None:
        return _described(words, quotation.source, cast, spoken)
    full = cast.full.get(name, name)
    return _named(full, _kind(words, full), role)


def _described(words: str, source: Span, cast: _Cast, spoken: _Spoken) -> Speaker:
    """A description of one person is whoever bears it as a role, or, if definite, somebody already named."""
    if _kind_of_noun(words) == "person":
        wanted = set(_WORD.findall(words.lower())) - {"the", "a", "an"}
        bearer = next((speaker for role, speaker in cast.bearers if wanted <= role), None)
        if bearer is None and _DEFINITE.match(words):
            bearer = spoken.latest("person") or _nearest(cast, source)
        if bearer is not None:
            return bearer
    return _as_printed(words)


def _as_printed(words: str) -> Speaker:
    kind = _kind_of_noun(words)
    words = re.sub(r"^[Tt]he\s+", "", words)
    return _named(words, "unknown" if kind == "person" else kind, None)


def _named(name: str, kind: SpeakerKind, role: str | None) -> Speaker:
    return Speaker(content_id("actor", kind if kind == "group" else "", name.casefold()), name, kind, role)


def _nearest(cast: _Cast, source: Span) -> Speaker | None:
    """Return the last person named before the source, one named with a role first."""
    end = bisect_left(cast.people, source.start, key=lambda named: named.at)
    before = cast.people[max(0, end - _NEAR) : end]
    best = [named for named in before if named.role] or before
    return _named(best[-1].name, "person", best[-1].role) if best else None


def _cast(reading: Reading) -> _Cast:
    span, headline = reading.story.span, reading.story.headline_span
    body = Span(max(span.start, headline.end), span.end) if headline else span
    names = _names(reading.masked, body)
    counted = Counter(named.name for named in names)
    bearers = {named.name: named for named in names if named.role}
    return _Cast(
        people=tuple(named for named in names if _is_person(named.name)),
        full=_full_names(counted),
        bearers=tuple(
            (frozenset(_WORD.findall((b.role or "").lower())), _named(b.name, "person", b.role))
            for b in islice(bearers.values(), _MOST_BEARERS)
        ),
    )


def _full_names(counted: Counter[str]) -> dict[str, str]:
    """Map each surname to the name that ends in it ("Ruel" to "Ana Ruel"); one that two people bear is left alone."""
    ranked = sorted(counted.items(), key=lambda item: (item[1], len(item[0]), item[0]))
    full = [name for name, _ in ranked if _is_person(name)]
    bearers: dict[str, set[str]] = {}
    for name in full:
        bearers.setdefault(name.split()[-1], set()).add(" ".join(name.split()[-2:]))
    return {name.split()[-1]: name for name in full if len(bearers[name.split()[-1]]) == 1}


def _names(text: str, span: Span) -> list[_Named]:
    found = []
    for match in _NAME.finditer(text, span.start, span.end):
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
    candidates = [m for m in _NAME.finditer(head) if _untitled(m.group()) and not _DATE.fullmatch(m.group())]
    if not candidates:
        return None, None
    last = candidates[-1]
    if head[last.end() :].strip() and not apposition:  # the name is not the head: "Kestrel Bay's mayor"
        return None, None
    name = _untitled(last.group())
    if len(name.split()) > 2 and _COMPLEMENT.search(head[: last.end() - len(name)]):
        name = " ".join(name.split()[-2:])  # "Governor of Upper Kestria Ana Ruel"
    before = re.sub(r"^(?:the|an?)\b\s*", "", head[: last.end() - len(name)].strip(" ,"), flags=re.IGNORECASE)
    role = apposition["role"] if apposition else before
    return re.sub(r"['’]s?$", "", name), role if _is_role(role) else None


def _is_role(words: str) -> bool:
    known = _words("title") | _words("person")
    return not re.match(r"(?:who|which|whose|\d)", words) and any(w.lower() in known for w in _WORD.findall(words))


def _untitled(name: str) -> str:
    """Cut titles and the names of bodies before a name ("Border Ministry Spokesman Ivo Sand")."""
    parts = name.split()
    kinds = _words("title") | _words("person") | _words("organisation") | _words("office") | {"the", "a", "an"}
    last = max((n for n, part in enumerate(parts[:-1]) if part.strip(".").lower() in kinds), default=-1)
    rest = parts[last + 1 :]
    return "" if len(rest) == 1 and rest[0].strip(".").lower() in _words("title") else " ".join(rest)


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
