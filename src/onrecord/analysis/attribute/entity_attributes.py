"""Attributes of the people in a story: the roles and the gender that the words around their names state."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.analysis.attribute.roles import role_after, role_before
from onrecord.lexicons.names import gender_of_name
from onrecord.lexicons.roles import head, is_honorific, is_strong, kind_of, nouns
from onrecord.text.masks import strip
from onrecord.text.sentences import paragraphs
from onrecord.thresholds import GENDER_BY_NAME, GENDER_BY_WORD
from onrecord.types import Reading, Span

_PRONOUN = re.compile(r"\b(?:(?P<m>he|his|him)|(?P<f>she|her|hers))\b", re.IGNORECASE)
_PRONOUN_WITHIN = 120  # characters after a name in which a pronoun most likely means the person named
_PARTY = re.compile(r"(?:\s\(|,\s)([DRI])-[A-Z]")
_PARTY_NAMES = {"D": "democrat", "R": "republican", "I": "independent"}
_MOST_ELSEWHERE = 20  # places outside a story at which a name is looked up
_WORD_WITHIN = 20  # characters before a name in which the word before it stands


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a story names one of its entities, by number."""

    span: Span
    entity: int


@dataclass(frozen=True, slots=True)
class Role:
    """Words that say what somebody is, and where they stand."""

    text: str
    span: Span


class RolesByPlace:
    """The roles of one entity in the order of the text: those that name an office or, where none does, all."""

    def __init__(self, roles: Iterable[Role]) -> None:
        self._roles: list[Role] = []
        self._first: Role | None = None
        self._strong = False
        for role in roles:
            self.add(role)

    def add(self, role: Role) -> None:
        """Take in one more role."""
        strong = is_strong(role.text)
        if strong and not self._strong:
            self._roles, self._first, self._strong = [], None, True
        if strong or not self._strong:
            self._roles.insert(bisect_left(self._roles, role.span, key=lambda each: each.span), role)
            self._first = self._first or role

    def at(self, place: int) -> Role | None:
        """Return the role that is stated last before a place, or else the one that was found first."""
        after = bisect_right(self._roles, place, key=lambda role: role.span.start)
        return self._roles[after - 1] if after else self._first


@dataclass(frozen=True, slots=True)
class Attributes:
    """The roles of a person in the order of the text, and the gender ("m", "f" or "" for unknown)."""

    roles: tuple[Role, ...]
    gender: str


def attributes_of(reading: Reading, people: Sequence[Occurrence]) -> dict[int, Attributes]:
    """Return what the text states of each person named at `people`, which stand in order."""
    roles: dict[int, list[Role]] = {}
    for occurrence, span in _roles(reading, people):
        roles.setdefault(occurrence.entity, []).append(Role(" ".join(span.of(reading.masked).split()), span))
    genders = _genders(reading, people, roles)
    return {n: Attributes(tuple(roles.get(n, ())), genders.get(n, "")) for n in roles.keys() | genders.keys()}


def _roles(reading: Reading, people: Sequence[Occurrence]) -> Iterator[tuple[Occurrence, Span]]:
    """Yield the roles beside names, but for those in a headline, where every word may have a capital."""
    text, body = reading.masked, _body(reading)
    breaks = [body.start, *(paragraph.start for paragraph in paragraphs(text, body)), body.end]
    sources = sorted({quotation.source for quotation in reading.quotations if quotation.source})
    for occurrence in people:
        start, end = occurrence.span
        if not body.covers(occurrence.span):
            continue
        at = min(bisect_right(breaks, start), len(breaks) - 1)
        if before := _in_source(text, sources, occurrence.span) or role_before(text, start, breaks[at - 1]):
            yield occurrence, before
        if after := role_after(text, end, breaks[at]):
            yield occurrence, after


def _body(reading: Reading) -> Span:
    story, headline = reading.story.span, reading.story.headline_span
    return Span(max(story.start, headline.end) if headline else story.start, story.end)


def roles_elsewhere(reading: Reading, name: str) -> Iterator[str]:
    """Yield the offices that stand beside a name in the headline and in other stories of the document; a few."""
    text, story, found = reading.masked, _body(reading), 0
    at = text.find(name)
    while at >= 0 and found < _MOST_ELSEWHERE:
        end = at + len(name)
        if not story.start <= at < story.end:
            found += 1
            beside = (role_before(text, at, _line_start(text, at)), role_after(text, end, min(len(text), end + 120)))
            yield from (span.of(text) for span in beside if span and is_strong(span.of(text)))
        at = text.find(name, end)


def party_beside(text: str, end: int) -> str | None:
    """Return the party that a tag after a name gives: "Ruel (D-Tolm)"."""
    match = _PARTY.match(text, end)
    return _PARTY_NAMES[match[1]] if match else None


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _in_source(text: str, sources: Sequence[Span], name: Span) -> Span | None:
    """Return all that stands before a name in a source, if a role: "port spokesman Ivo Sand", "the host, Ivo Sand"."""
    at = bisect_right(sources, name.start, key=lambda source: source.start) - 1
    if at < 0 or not sources[at].covers(name):
        return None
    span = strip(text, Span(sources[at].start, name.start))
    if span.of(text).endswith(","):
        apposed = strip(text, Span(span.start, span.end - 1))
        return apposed if kind_of(apposed.of(text)) == "person" and "," not in apposed.of(text) else None
    words = span.of(text)
    plain = words and not any(mark in words for mark in ",;:’'\n") and " and " not in words
    return span if plain and is_strong(words) and not is_honorific(words.split()[-1].lower()) else None


def _genders(reading: Reading, people: Sequence[Occurrence], roles: dict[int, list[Role]]) -> dict[int, str]:
    """Return the gender for which titles, given names, roles and the pronouns right after names vote."""
    text, votes = reading.masked, dict[int, Counter[str]]()
    edges = [*(occurrence.span.start for occurrence in people), reading.story.span.end]
    for occurrence, (start, following) in zip(people, pairwise(edges), strict=True):
        counted = votes.setdefault(occurrence.entity, Counter())
        counted[_gender_of(_word_before(text, max(reading.story.span.start, start - _WORD_WITHIN), start))] += (
            GENDER_BY_WORD
        )
        words = occurrence.span.of(text).split()
        counted[gender_of_name(words[0]) if len(words) > 1 else ""] += GENDER_BY_NAME
        if pronoun := _PRONOUN.search(text, occurrence.span.end, min(following, occurrence.span.end + _PRONOUN_WITHIN)):
            counted[pronoun.lastgroup or ""] += 1
    for number, own in roles.items():
        for role in own:
            votes[number][_gender_of(head(role.text))] += GENDER_BY_WORD
    known = {number: Counter({g: n for g, n in counted.items() if g}) for number, counted in votes.items()}
    return {number: counted.most_common(1)[0][0] for number, counted in known.items() if counted}


def form_of_address(text: str, start: int) -> str:
    """Return the gender of a form of address before a name at `start` ("f" for "Mrs."), or ""."""
    word = _word_before(text, max(0, start - _WORD_WITHIN), start)
    return _gender_of(word) if is_honorific(word) else ""


def _word_before(text: str, floor: int, start: int) -> str:
    before = text[floor:start].lower().split()
    return before[-1].rstrip(".") if before else ""


def _gender_of(word: str) -> str:
    noun = nouns().get(word)
    return noun.gender if noun else ""
