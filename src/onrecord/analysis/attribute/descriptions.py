"""Descriptions: whom "the minister" or "the official" means, where the text ties it to a name.

A description is tied to a name by a role that stands beside the name, or, if it says no more than that somebody is a
person or an official, by who spoke last. What clashes in gender, role, nation or party is never tied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord import thresholds
from onrecord.analysis.attribute.discourse_state import DescribedSpeaker, Description, DiscourseState
from onrecord.analysis.attribute.entities import Entities, Entity
from onrecord.lexicons.roles import DETERMINER, fit, head, is_strong, noun_of, nouns, role_words, state_codes
from onrecord.types import Quotation, Span

_MOST_NAMES_BEFORE, _MOST_NAMES_AFTER, _MOST_ROLES = 200, 100, 8
_OFFICIALS = frozenset({"official", "politician", "leader", "lawmaker"})  # means only who has some role
_MERE_SORTS = _OFFICIALS | {"diplomat"}
_MERE_SENSES = frozenset({"figure", "year-old", "hopeful", "contender", "nominee", "candidate", "veteran"})
_MERE_PEOPLE = frozenset({"man", "woman"})
_PARTY_NOUNS = frozenset({"democrat", "republican", "conservative", "liberal", "socialist", "communist", "independent"})
_PARTIES_TO_A_CASE = frozenset(
    {"prosecutor", "lawyer", "judge", "officer", "doctor", "nurse", "witness", "victim", "critic", "rival", "opponent"}
)
_GOES_ON = re.compile(r"(?:went|goes|going)\son\b|continue[sd]?\b", re.IGNORECASE)
_NAMED_WITHIN = 1500  # characters after a description in which the person described is named
_APPOSITION_WITHIN = 100  # characters after a name in which its apposition ends
_COMPLEMENT = re.compile(r"\s(?:of|in|at|for|from|on|to|with|under|by|near|who|whose|that|which|and)\s|,")
_POSSESSOR = re.compile(r"^(?:the\s)?(.+?)[’']s?\s")
_THIRD_PERSON = re.compile(r"\b(?:(?P<m>he|him|his)|(?P<f>she|her|hers))\b", re.IGNORECASE)
_PARTIES = (
    frozenset({"democrat", "democratic"}),
    frozenset({"republican", "gop"}),
    frozenset({"conservative", "tory"}),
    frozenset({"labour"}),
    frozenset({"liberal"}),
    frozenset({"socialist"}),
    frozenset({"communist"}),
    frozenset({"green"}),
)


@dataclass(frozen=True, slots=True)
class Tie:
    """The entity to which the text ties a description, why, and where it does so."""

    entity: int
    why: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """An entity whose stated roles fit a description: how well (0 to 1), and where it was last named before, if so."""

    entity: int
    fit: float
    before: Span | None


def role_matches(entities: Entities, description: str, at: int) -> Iterator[RoleMatch]:
    """Yield the entities named around `at` whose stated roles fit a description."""
    before = {occurrence.entity: occurrence.span for occurrence in entities.before(at, _MOST_NAMES_BEFORE)}
    for number in before.keys() | {occurrence.entity for occurrence in entities.after(at, _MOST_NAMES_AFTER)}:
        roles = [role.text for role in entities[number].roles]
        known = [*roles[:1], *roles[-_MOST_ROLES:], *entities[number].elsewhere]
        if score := max((fit(description, role) for role in known), default=0.0):
            yield RoleMatch(number, score, before.get(number))


def tied_by_role(state: DiscourseState, description: Description) -> Tie | None:
    """Return whose role a description fits; of several that it fits as well, who spoke last or was named last."""
    last, entities = state.last.entity if state.last else None, state.entities
    matches = [
        match
        for match in role_matches(entities, description.words, description.at.start)
        if (match.before or match.fit >= thresholds.ROLE_FITS_SURELY)
        and not clashes(entities[match.entity], description)
    ]
    best = max((match.fit for match in matches), default=0.0)
    if best < (thresholds.ROLE_FITS if description.definite else thresholds.ROLE_FITS_SURELY):
        return None
    near = [match for match in matches if match.fit >= best - thresholds.ROLE_FITS_AS_WELL]
    found = max(near, key=lambda m: (m.entity == last, m.before.start if m.before else -1, m.fit, m.entity)).entity
    return _told(entities, found, description)


def _told(entities: Entities, number: int, description: Description) -> Tie:
    """Return a tie with what it rests on: the role beside a name, or in the headline, or an earlier description."""
    entity, why = entities[number], f"by description, {description.words!r}"
    stated = [role for role in entity.roles if fit(description.words, role.text) >= thresholds.ROLE_FITS]
    if not stated:
        return Tie(number, f"{why}: the headline or another story states the role", entities.first(number))
    if stated[0].text == entity.name:
        return Tie(number, f"{why}: somebody without a name is described so before", stated[0].span)
    return Tie(number, f"{why}: the role stands beside the name", stated[0].span)


def tied_by_speech(state: DiscourseState, description: Description) -> Tie | None:
    """Return who spoke last, if a definite description says no more than that this is a person, or that they go on."""
    number = state.last.entity if state.last else None
    if number is None or not description.definite or not (_is_mere(description) or _goes_on(state, description)):
        return None
    entity = state.entities[state.entities.resolved(number)]
    if entity.kind != "person" or clashes(entity, description) or _speaks_of(entity, description.quotation):
        return None
    if head(description.words) in _OFFICIALS and not (entity.roles or entity.elsewhere):
        return None
    why = f"by description, {description.words!r}: who spoke last, and nothing speaks against it"
    return Tie(number, why, state.last.span if state.last else None)


def _goes_on(state: DiscourseState, description: Description) -> bool:
    """Tell whether a cue says that who spoke before goes on: "the mayor went on to warn that …"."""
    cue, noun = description.quotation.cue, noun_of(description.words)
    is_party = noun is None or noun.sense in _PARTIES_TO_A_CASE
    return cue is not None and not is_party and bool(_GOES_ON.match(cue.of(state.text)))


def _is_mere(description: Description) -> bool:
    """Tell whether a description tells a person from no other: "the man", "the top diplomat", "Tolm's leader"."""
    bare = DETERMINER.sub("", description.words, count=1)
    if _COMPLEMENT.search(bare):
        return False
    possessor = _POSSESSOR.match(description.words)
    if possessor and not state_codes(possessor[1]):
        return False
    noun = head(bare)
    known = noun_of(bare)
    if known and known.sense in _MERE_SENSES | _PARTY_NOUNS:
        return True
    return noun in _MERE_SORTS or (noun in _MERE_PEOPLE and len(role_words(bare)) == 1)


def name_described(state: DiscourseState, number: int, at: Span) -> None:
    """Let somebody described who speaks first in a story be the first person named to speak, in full, without a role.

    Later in a story, the name must stand in the same paragraph. So news stories delay a name: "the transport minister
    said … . Ana Ruel said …". Whoever tries, defends, treats or accuses others is not named so.
    """
    if not state.described or state.entities[number].kind != "person":
        return
    described, state.described = state.described, None
    is_beside = "\n" not in state.text[described.description.at.end : at.start]
    if (described.is_first or is_beside) and _is_delayed_name(state.entities, described.description, number, at):
        state.entities.add_role(number, state.entities[described.entity].roles[0])
        state.entities.identify(described.entity, number)


def note_described(state: DiscourseState, number: int, description: Description) -> None:
    """Remember who was only described."""
    is_first = not any(state.entities[speaker].kind == "person" for speaker in state.speakers)
    state.described = DescribedSpeaker(number, description, is_first)


def _is_delayed_name(entities: Entities, description: Description, number: int, at: Span) -> bool:
    named, first = entities[number], entities.first(number)
    if named.kind != "person" or " " not in named.name or any(is_strong(role) for role in named.elsewhere):
        return False
    near = at.start - description.at.end < _NAMED_WITHIN and first is not None and description.at.end <= first.start
    if not near or any(role.span.start < at.end + _APPOSITION_WITHIN for role in named.roles):
        return False
    noun = nouns().get(head(description.words))
    is_party = noun is None or noun.sense in _PARTIES_TO_A_CASE
    return not is_party and not clashes(named, description) and not _speaks_of(named, description.quotation)


def clashes(entity: Entity, description: Description) -> bool:
    """Tell whether something known of a person speaks against a description: gender, office, nation or party."""
    roles = [role.text for role in entity.roles] + list(entity.elsewhere)
    if not entity.may_be(description.gender):
        return True
    if _differ(_parties(description.words), [_parties(role) for role in roles]):
        return True
    return _differ(state_codes(description.words), [state_codes(role) for role in roles])


def _differ(wanted: frozenset[str], known: list[frozenset[str]]) -> bool:
    stated = frozenset[str]().union(*known)
    return bool(wanted and stated and not wanted & stated)


def _parties(words: str) -> frozenset[str]:
    there = frozenset(role_words(words))
    return frozenset(min(party) for party in _PARTIES if party & there)


def _speaks_of(entity: Entity, quotation: Quotation) -> bool:
    """Tell whether direct speech is about a man or a woman as this person is or may be: nobody is "he" to himself."""
    if quotation.form != "direct":
        return False
    spoken_of = {match.lastgroup for match in _THIRD_PERSON.finditer(quotation.text)}
    return bool(spoken_of) and (not entity.gender or entity.gender in spoken_of)
