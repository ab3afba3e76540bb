"""Who spoke, by the words of a source: a name, a pronoun, a description, or a body."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from onrecord.analysis.attribute.antecedents import bearers
from onrecord.analysis.attribute.discourse_state import Decision, Talk
from onrecord.analysis.attribute.entities import Entity
from onrecord.analysis.attribute.entity_attributes import Occurrence, Role
from onrecord.analysis.attribute.mentions import Source, take_apart
from onrecord.analysis.attribute.roles import role_after
from onrecord.lexicons.roles import fit, head, is_generic, kind_of, nouns, role_words
from onrecord.types import Quotation, Span, Speaker, content_id

_GENDERS = {"masculine": "m", "feminine": "f"}
_DELAY = 1500  # characters after a description within which its bearer is named
_RELATIVE = 60  # characters between a name and "who"
_FAR = 100  # characters after a name in which its apposition ends
_LITTLE = 0.15  # less apart, two fits are as good
_FIT, _SURE = 0.4, 0.9  # of a description and a role: enough for one named before, or for one named later
_POSSESSED = re.compile(r"(?:his|her|their|my|our|its)\s", re.IGNORECASE)
_PEOPLE, _BODIES = ("person", "group"), ("organisation", "office", "document")
_ANYBODY = frozenset({"official", "politician", "man", "woman", "diplomat", "leader", "lawmaker"})
_ANY_BODY = frozenset({"company", "operator", "firm", "group", "agency", "organisation", "organization", "body"})


def by_source(talk: Talk, quotation: Quotation, at: Span) -> Decision:
    """Return who is meant by the source of a quotation, which stands at `at`."""
    source = take_apart(talk.text, at, talk.cast)
    if source.sort == "pronoun":
        return _by_pronoun(talk, quotation, source, at)
    if source.sort in ("name", "joint"):
        made = _by_name(talk, at, source)
        _name_at_last(talk, made, at)
        return made
    if source.sort == "description":
        return _by_description(talk, quotation, source, at)
    if source.sort == "body":
        return _by_body(talk, at, source)
    number = talk.cast.called(source.words) if source.kind in ("person", "unknown") else None
    return _as_printed(talk, source, at) if number is None else _is(talk, number, at, "named so in the story", at)


def _is(talk: Talk, number: int, at: Span, why: str, span: Span | None) -> Decision:
    speaker, _ = talk.cast.entities[number].speaker(at.end)
    return Decision(speaker, why, span, number)


def _by_name(talk: Talk, at: Span, source: Source) -> Decision:
    if source.sort == "name":
        only = source.who[0]
        return _is(talk, only.entity, at, "named", only.span)
    speakers = [talk.cast.entities[one.entity].speaker(at.end)[0] for one in source.who]
    name = "; ".join(speaker.name for speaker in speakers)
    joint = Speaker(content_id("actor", *(speaker.id for speaker in speakers)), name, "group")
    return Decision(joint, "named together", source.who[0].span)


def _name_at_last(talk: Talk, made: Decision, at: Span) -> None:
    """Whoever was only described before, and is followed by a first full name without a role of its own, bears it.

    So news stories delay a name: "the transport minister said … . Ana Ruel said …".
    """
    described = max(talk.described, default=None)
    if described is None or made.entity is None or talk.cast.entities[made.entity].kind != "person":
        return
    entity, named = talk.cast.entities[described], talk.cast.entities[made.entity]
    first = talk.cast.first(made.entity)
    told = entity.roles[0].span
    near = at.start - told.end < _DELAY and first is not None and told.end <= first.start
    fresh = near and " " in named.name and made.why == "named"
    if fresh and named.may_be(entity.gender) and not any(role.span.start < at.end + _FAR for role in named.roles):
        talk.described.discard(described)
        talk.cast.tell_role(made.entity, entity.roles[0])
        talk.cast.entities[described] = talk.cast.entities[made.entity]
        talk.cast.same[described] = made.entity


def _by_pronoun(talk: Talk, quotation: Quotation, source: Source, at: Span) -> Decision:
    if source.pronoun == "own":
        outer = talk.made.get(quotation.inside or "")
        return replace(outer, why="says so of themselves") if outer else _nobody(source)
    if source.pronoun == "relative":
        return _by_relative(talk, source, at)
    if source.pronoun in ("body", "plural"):
        return _by_body_pronoun(talk, quotation, source, at)
    found = _person(talk, quotation, at, lambda entity: entity.may_be(_GENDERS[source.pronoun]))
    return _meant(talk, found, source, at)


def _by_relative(talk: Talk, source: Source, at: Span) -> Decision:
    kinds = _PEOPLE if source.words.lower().startswith("who") else _BODIES
    near = [o for o in talk.cast.before(at.start, 3) if 0 <= at.start - o.span.end <= _RELATIVE]
    meant = [o for o in near if talk.cast.entities[o.entity].kind in kinds]
    if not meant:
        return _nobody(source)
    return _is(talk, meant[-1].entity, at, f"{source.words!r} goes back to the name before it", meant[-1].span)


def _by_body_pronoun(talk: Talk, quotation: Quotation, source: Source, at: Span) -> Decision:
    if talk.last and talk.last.speaker and talk.last.speaker.kind != "person":
        return replace(talk.last, why=f"{source.words!r}: the last to speak")
    if source.pronoun == "plural":
        return _nobody(source)
    if talk.last_body:
        return replace(talk.last_body, why=f"{source.words!r}: the last body to speak")
    found = talk.antecedents.of(at.start, None, lambda entity: entity.kind in _BODIES, quotation.content)
    return _meant(talk, found, source, at)


def _nobody(source: Source) -> Decision:
    return Decision(None, f"nobody in the text fits {source.words!r}")


def _person(talk: Talk, quotation: Quotation, at: Span, fits: Callable[[Entity], bool]) -> Occurrence | None:
    last = talk.last.entity if talk.last else None
    return talk.antecedents.of(at.start, last, lambda e: e.kind == "person" and fits(e), quotation.content)


def _meant(talk: Talk, found: Occurrence | None, source: Source, at: Span) -> Decision:
    if found is None:
        return _nobody(source)
    return _is(talk, found.entity, at, f"{source.words!r}: the likeliest one named before", found.span)


def _by_description(talk: Talk, quotation: Quotation, source: Source, at: Span) -> Decision:
    """A description of one person is whoever bears it as a role; if definite, also somebody already named."""
    own = _POSSESSED.match(source.words)
    bearer = None if own else _bearer(talk, source, at)
    if bearer is not None:
        role = talk.cast.entities[bearer].roles[0]
        talk.cast.tell_role(bearer, Role(_named(source), at))
        return _is(talk, bearer, at, f"bears the role that {source.words!r} describes", role.span)
    if source.definite and not own:
        found = _person(talk, quotation, at, lambda entity: _could_be(entity, source.words))
        found = found or _only_one_named(talk, source, at)
        if found:
            talk.cast.tell_role(found.entity, Role(_named(source), at))
            return _meant(talk, found, source, at)
    return _as_printed(talk, source, at)


def _bearer(talk: Talk, source: Source, at: Span) -> int | None:
    """Return who bears the role of a description: of those it fits best, who spoke last or was named last."""
    last = talk.last.entity if talk.last else None
    fitting = [b for b in bearers(talk.cast, source.words, at.start) if b.before or b.fit >= _SURE]
    best = max((bearer.fit for bearer in fitting), default=0.0)
    if best < (_FIT if source.definite else _SURE):
        return None
    near = [bearer for bearer in fitting if bearer.fit >= best - _LITTLE]
    return max(near, key=lambda b: (b.number == last, b.before.start if b.before else -1, b.fit, b.number)).number


def _could_be(entity: Entity, description: str) -> bool:
    """Tell whether a description may mean somebody: of whom no role is known, or one that does not speak against it."""
    noun = nouns().get(head(description))
    known = " " in entity.name or entity.roles
    if not known or not entity.may_be(noun.gender if noun else ""):
        return False
    fits = any(fit(description, role.text) for role in entity.roles)
    return not entity.roles or fits or head(description) in _ANYBODY


def _only_one_named(talk: Talk, source: Source, at: Span) -> Occurrence | None:
    """Return the only person named so far, if no role is told: a headline names whom the text then only describes."""
    people = [o for o in talk.cast.before(at.start) if talk.cast.entities[o.entity].kind == "person"]
    if len({occurrence.entity for occurrence in people}) != 1:
        return None
    entity, noun = talk.cast.entities[people[0].entity], nouns().get(head(source.words))
    return people[0] if not entity.roles and entity.may_be(noun.gender if noun else "") else None


def _is_firm(entity: Entity) -> bool:
    """Tell whether "the company" may mean it: a body whose name does not say that it is of another sort."""
    return entity.kind == "organisation" and kind_of(entity.name) == "unknown"


def _by_body(talk: Talk, at: Span, source: Source) -> Decision:
    """A body is called by its name; "the ministry" is the last one of that sort, "the statement" whoever made it."""
    if source.kind == "document":
        if source.definite and head(source.words) == "statement" and talk.stated:
            return replace(talk.stated, why="whose statement it is")
        return _as_printed(talk, source, at)
    found = _body(talk, source, at) if source.definite else None
    return _meant(talk, found, source, at) if found else _as_printed(talk, source, at)


def _body(talk: Talk, source: Source, at: Span) -> Occurrence | None:
    """Return where the body that "the ministry" or "the company" means is named."""
    noun, last = head(source.words), talk.last_body.entity if talk.last_body else None
    found = talk.antecedents.of(at.start, None, lambda e: noun in role_words(e.name) and e.name != source.words)
    return found or (talk.antecedents.of(at.start, last, _is_firm) if noun in _ANY_BODY else None)


def _as_printed(talk: Talk, source: Source, at: Span) -> Decision:
    """Somebody without a name is called by the words of the text, and known in this story only."""
    proper = source.kind in ("organisation", "office") and not source.definite
    proper = proper and not is_generic(_named(source).casefold())
    told = Role(_named(source), at) if source.kind == "person" else None
    if source.kind == "unknown" and (after := role_after(talk.text, at.end, at.end + _FAR)):
        told = Role(after.of(talk.text), after)
    entity = Entity(_named(source), source.kind, None if proper else talk.cast.story, roles=(told,) if told else ())
    number = talk.cast.add(entity, at)
    if source.kind == "person":
        talk.described.add(number)
    speaker, _ = entity.speaker(at.end)
    return Decision(speaker, "as printed", at, number)


def _named(source: Source) -> str:
    return re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", source.words)
