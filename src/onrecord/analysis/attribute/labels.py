"""Who speaks a turn: the label before it names them, and says what they are; it refers to nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.analysis.attribute.discourse_state import Decision, DiscourseState
from onrecord.analysis.attribute.entities import Entities, Entity
from onrecord.analysis.attribute.entity_attributes import Role, form_of_address
from onrecord.analysis.extract.transcripts.words import bare_name, is_a, is_before_name, is_capitals
from onrecord.lexicons.roles import kind_of
from onrecord.text.masks import strip
from onrecord.text.words import normalised
from onrecord.types import Reading, Span

_TURNS = ("turn", "question", "answer")
_LABEL_WITHIN = 160  # characters of a line
_TITLE_WITHIN = 20  # characters before a name
_AFTER_COMMA = re.compile(
    r",\s*(?P<role>[^:：()\n]{2,100}?)(?=\s*(?:[:：(\n]|\.\s+[–—−-]|,\s(?:to|at|before|during|on|in|for)\s|$))"
)
_IN_BRACKETS = re.compile(r"\s*\((?:[^()\n]{0,80}[—–])?(?P<role>[^()\n]{2,80})\)")
_TOKEN = re.compile(r"[^\s()\[\]]+")


def labels_of(reading: Reading) -> frozenset[Span]:
    """Return where the labels of turns stand in a story."""
    blocks = reading.document.blocks
    return frozenset(block.speaker for block in blocks if block.speaker and block.kind in _TURNS)


def shared_names(text: str, labels: Iterable[Span]) -> frozenset[str]:
    """Return the names that labels print behind forms of address of both genders: "Mr. RUEL." and "Ms. RUEL."."""
    genders: dict[str, set[str]] = {}
    for label in labels:
        if gender := form_of_address(text, label.start):
            genders.setdefault(normalised(label.of(text)), set()).add(gender)
    return frozenset(name for name, found in genders.items() if len(found) > 1)


def note_roles(text: str, labels: frozenset[Span], entities: Entities) -> None:
    """Add what the labels say of the people whom they name to their roles, each once."""
    known: set[tuple[int, str]] = set()
    for label in sorted(labels):
        people = [o.entity for o in entities.within(label) if entities[o.entity].kind == "person"]
        role = _role_beside(text, label) if people and bare_name(text, label) else None
        if role and (people[-1], role.of(text)) not in known:
            known.add((people[-1], role.of(text)))
            entities.add_role(people[-1], Role(" ".join(role.of(text).split()), role))


def by_label(state: DiscourseState, at: Span) -> Decision:
    """Return whom a label means: the person whom it names, or an office or a voice by its words, in this story only."""
    entities, named = state.entities, bare_name(state.text, at) is not None
    people = [each for each in entities.within(at) if entities[each.entity].kind == "person"] if named else []
    number = people[-1].entity if people else None
    if number is None and named:
        number = entities.number_of(at.of(state.text))
    if number is not None and normalised(at.of(state.text)) in state.shared and " " not in entities[number].name:
        return _by_address(state, at)
    if number is not None:
        speaker, _ = entities.speaker(number, at.end)
        return Decision(speaker, "the label of the turn names the speaker", at, number, "name")
    words = _levelled(at.of(state.text))
    return _by_voice(state, Entity(words, kind_of(words), entities.story), at)


def _by_address(state: DiscourseState, at: Span) -> Decision:
    """Return who is meant by a surname that two speakers have, a man and a woman: "Ms. Ruel", by herself."""
    before = state.text[max(0, at.start - _TITLE_WITHIN) : at.start].split()
    gender = form_of_address(state.text, at.start)
    words = f"{before[-1]} {at.of(state.text).title()}" if gender else at.of(state.text).title()
    return _by_voice(state, Entity(words, "person", state.entities.story, gender), at)


def _by_voice(state: DiscourseState, entity: Entity, at: Span) -> Decision:
    """Return somebody whom no name tells apart, the same whenever a label calls them so."""
    if entity.name not in state.voices:
        state.voices[entity.name] = state.entities.add(entity, at)
    number = state.voices[entity.name]
    speaker, _ = state.entities.speaker(number, at.end)
    return Decision(speaker, "the label of the turn calls the speaker so", at, number, "wording")


def _levelled(words: str) -> str:
    """Return the words of a label without article and form of address, and with capitals only at the beginning."""
    tokens = words.split()
    while len(tokens) > 1 and is_before_name(tokens[0]):
        tokens = tokens[1:]
    small = [token.lower() if len(token) > 1 and token.isupper() else token for token in tokens]
    return " ".join([tokens[0].capitalize() if tokens[0].isupper() else tokens[0], *small[1:]])


def _role_beside(text: str, name: Span) -> Span | None:
    """Return what a label says that somebody is: behind a comma or in brackets after the name, or before it."""
    end = text.find("\n", name.end, name.end + _LABEL_WITHIN)
    end = end if end > 0 else min(len(text), name.end + _LABEL_WITHIN)
    if match := _AFTER_COMMA.match(text, name.end, end):
        role = strip(text, Span(*match.span("role")))
        return role if is_capitals(name.of(text)) or _is_role(role.of(text)) else None
    match = _IN_BRACKETS.match(text, name.end, end)
    if match and _is_role(match["role"].split()[0]):
        return strip(text, Span(*match.span("role")))
    return _before(text, name)


def _before(text: str, name: Span) -> Span | None:
    start = max(text.rfind("\n", 0, name.start) + 1, name.start - _LABEL_WITHIN)
    tokens = list(_TOKEN.finditer(text, start, name.start))
    while tokens and not _is_role(tokens[0].group()):
        tokens = tokens[1:]
    while tokens and is_before_name(tokens[-1].group()):
        tokens = tokens[:-1]
    return Span(tokens[0].start(), tokens[-1].end()) if tokens else None


def _is_role(words: str) -> bool:
    return kind_of(words) == "person" or any(is_a(word, "role") for word in words.split())
