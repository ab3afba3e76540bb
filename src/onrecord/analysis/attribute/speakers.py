"""Who spoke, by the words of a source: a name, a pronoun (for whom: `antecedents`), a description, an organisation."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from onrecord import thresholds
from onrecord.analysis.attribute.antecedents import role_matches
from onrecord.analysis.attribute.discourse_state import Decision, DiscourseState
from onrecord.analysis.attribute.entities import Entity
from onrecord.analysis.attribute.entity_attributes import Occurrence, Role
from onrecord.analysis.attribute.roles import role_after
from onrecord.analysis.attribute.sources import ParsedSource, parse_source
from onrecord.lexicons.roles import fit, head, is_generic, kind_of, nouns, role_words
from onrecord.types import Quotation, Span, Speaker, joint_actor_key

_GENDERS = {"masculine": "m", "feminine": "f"}
_NAMED_WITHIN = 1500  # characters after a description in which the person described is named
_RELATIVE_WITHIN = 60  # characters between a name and "who"
_APPOSITION_WITHIN = 100  # characters after a name in which its apposition ends
_POSSESSED = re.compile(r"(?:his|her|their|my|our|its)\s", re.IGNORECASE)
_PEOPLE, _ORGANISATIONS = ("person", "group"), ("organisation", "office", "document")
_ANY_PERSON = frozenset({"official", "politician", "man", "woman", "diplomat", "leader", "lawmaker"})
_ANY_ORGANISATION = frozenset(
    {"company", "operator", "firm", "group", "agency", "organisation", "organization", "body"}
)


def by_source(state: DiscourseState, quotation: Quotation, at: Span) -> Decision:
    """Return whom the source of a quotation means; it stands at `at`."""
    source = parse_source(state.text, at, state.entities)
    match source.sort:
        case "pronoun":
            return _by_pronoun(state, quotation, source, at)
        case "name":
            return _by_name(state, source.speakers[0], at)
        case "names":
            return _by_names(state, source, at)
        case "description":
            return _by_description(state, quotation, source, at)
        case "organisation":
            return _by_organisation(state, at, source)
        case "wording":
            return _by_wording(state, at, source)


def _decided(state: DiscourseState, number: int, at: Span, why: str, span: Span | None) -> Decision:
    speaker, _ = state.entities.speaker(number, at.end)
    return Decision(speaker, why, span, number, "reference")


# --- names ------------------------------------------------------------------------------------------------------------


def _by_name(state: DiscourseState, name: Occurrence, at: Span) -> Decision:
    decision = replace(_decided(state, name.entity, at, "the source names the speaker", name.span), basis="name")
    _resolve_delayed_name(state, name.entity, at)
    return decision


def _by_names(state: DiscourseState, source: ParsedSource, at: Span) -> Decision:
    speakers = [state.entities.speaker(one.entity, at.end)[0] for one in source.speakers]
    name = "; ".join(speaker.name for speaker in speakers)
    joint = Speaker(joint_actor_key(speaker.id for speaker in speakers), name, "group")
    return Decision(joint, "the source names them together", source.speakers[0].span, basis="names")


def _resolve_delayed_name(state: DiscourseState, number: int, at: Span) -> None:
    """Let somebody who was only described be the person who is named soon after, in full and without another role.

    So news stories delay a name: "the transport minister said … . Ana Ruel said …".
    """
    described = state.described[-1] if state.described else None
    if described is None or not _is_delayed_name(state, state.entities[described], number, at):
        return
    state.described.pop()
    state.entities.add_role(number, state.entities[described].roles[0])
    state.entities.identify(described, number)


def _is_delayed_name(state: DiscourseState, described: Entity, number: int, at: Span) -> bool:
    named, first, description = state.entities[number], state.entities.first(number), described.roles[0].span
    if named.kind != "person" or " " not in named.name:
        return False
    near = at.start - description.end < _NAMED_WITHIN and first is not None and description.end <= first.start
    return near and not any(role.span.start < at.end + _APPOSITION_WITHIN for role in named.roles)


def _by_wording(state: DiscourseState, at: Span, source: ParsedSource) -> Decision:
    number = state.entities.number_of(source.words) if source.kind in ("person", "unknown") else None
    if number is None:
        return _as_worded(state, source, at)
    return _decided(state, number, at, "the story names somebody so", at)


def _as_worded(state: DiscourseState, source: ParsedSource, at: Span) -> Decision:
    """Let somebody without a name be called by the words of the text, and be known in this story only."""
    proper = source.kind in ("organisation", "office") and not source.definite
    proper = proper and not is_generic(_without_article(source).casefold())
    role = Role(_without_article(source), at) if source.kind == "person" else None
    if source.kind == "unknown" and (after := role_after(state.text, at.end, at.end + _APPOSITION_WITHIN)):
        role = Role(after.of(state.text), after)
    story = None if proper else state.entities.story
    entity = Entity(_without_article(source), source.kind, story, roles=(role,) if role else ())
    number = state.entities.add(entity, at)
    if source.kind == "person":
        state.described.append(number)
    speaker, _ = state.entities.speaker(number, at.end)
    return Decision(speaker, "no name is given: the speaker is called as the text does", at, number, "wording")


def _without_article(source: ParsedSource) -> str:
    return re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", source.words)


# --- pronouns ---------------------------------------------------------------------------------------------------------


def _by_pronoun(state: DiscourseState, quotation: Quotation, source: ParsedSource, at: Span) -> Decision:
    match source.pronoun:
        case "own":
            outer = state.decisions.get(quotation.inside or "")
            return (
                outer.referred_to("the speaker of the words around says so of themselves") if outer else _nobody(source)
            )
        case "relative":
            return _by_relative(state, source, at)
        case "organisation" | "plural":
            return _by_organisation_pronoun(state, quotation, source, at)
    found = _person(state, quotation, at, lambda entity: entity.may_be(_GENDERS[source.pronoun]))
    return _antecedent(state, found, source, at)


def _by_relative(state: DiscourseState, source: ParsedSource, at: Span) -> Decision:
    kinds = _PEOPLE if source.words.lower().startswith("who") else _ORGANISATIONS
    near = [o for o in state.entities.before(at.start, 3) if 0 <= at.start - o.span.end <= _RELATIVE_WITHIN]
    fitting = [o for o in near if state.entities[o.entity].kind in kinds]
    if not fitting:
        return _nobody(source)
    last = fitting[-1]
    return _decided(state, last.entity, at, f"{source.words!r} refers to the name before it", last.span)


def _by_organisation_pronoun(state: DiscourseState, quotation: Quotation, source: ParsedSource, at: Span) -> Decision:
    """Let "it" or "they" be the last speaker, if that is no person; "it" may be any organisation before."""
    if state.last and state.last.speaker and state.last.speaker.kind != "person":
        return state.last.referred_to(f"{source.words!r} refers to the last speaker")
    if source.pronoun == "plural":
        return _nobody(source)
    if state.last_organisation:
        return state.last_organisation.referred_to(f"{source.words!r} refers to the last organisation that spoke")
    found = state.antecedents.of(at.start, None, lambda entity: entity.kind in _ORGANISATIONS, quotation.content)
    return _antecedent(state, found, source, at)


def _nobody(source: ParsedSource) -> Decision:
    return Decision(None, f"nobody in the text fits {source.words!r}")


def _person(state: DiscourseState, quotation: Quotation, at: Span, fits: Callable[[Entity], bool]) -> Occurrence | None:
    last = state.last.entity if state.last else None
    return state.antecedents.of(at.start, last, lambda e: e.kind == "person" and fits(e), quotation.content)


def _antecedent(state: DiscourseState, found: Occurrence | None, source: ParsedSource, at: Span) -> Decision:
    if found is None:
        return _nobody(source)
    return _decided(state, found.entity, at, f"{source.words!r}: the likeliest name before it", found.span)


# --- descriptions -----------------------------------------------------------------------------------------------------


def _by_description(state: DiscourseState, quotation: Quotation, source: ParsedSource, at: Span) -> Decision:
    """Let a description mean whoever has a role that fits it; a definite one also somebody without a role."""
    if _POSSESSED.match(source.words):
        return _as_worded(state, source, at)
    number = _with_role(state, source, at)
    if number is not None:
        role = state.entities[number].roles[0]
        state.entities.add_role(number, Role(_without_article(source), at))
        return _decided(state, number, at, f"has the role that {source.words!r} describes", role.span)
    if source.definite:
        found = _person(state, quotation, at, lambda entity: _could_be(entity, source.words))
        found = found or _only_person(state, source, at)
        if found:
            state.entities.add_role(found.entity, Role(_without_article(source), at))
            return _antecedent(state, found, source, at)
    return _as_worded(state, source, at)


def _with_role(state: DiscourseState, source: ParsedSource, at: Span) -> int | None:
    """Return whose role a description fits; of several that it fits as well, who spoke last or was named last."""
    last = state.last.entity if state.last else None
    matches = [
        match
        for match in role_matches(state.entities, source.words, at.start)
        if match.before or match.fit >= thresholds.ROLE_FITS_SURELY
    ]
    best = max((match.fit for match in matches), default=0.0)
    if best < (thresholds.ROLE_FITS if source.definite else thresholds.ROLE_FITS_SURELY):
        return None
    near = [match for match in matches if match.fit >= best - thresholds.ROLE_FITS_AS_WELL]
    return max(near, key=lambda m: (m.entity == last, m.before.start if m.before else -1, m.fit, m.entity)).entity


def _could_be(entity: Entity, description: str) -> bool:
    """Tell whether a description may mean somebody who has no role in the story, or none that contradicts it."""
    known = " " in entity.name or entity.roles
    if not known or not entity.may_be(_gender_of(description)):
        return False
    fits = any(fit(description, role.text) for role in entity.roles)
    return not entity.roles or fits or head(description) in _ANY_PERSON


def _gender_of(description: str) -> str:
    noun = nouns().get(head(description))
    return noun.gender if noun else ""


def _only_person(state: DiscourseState, source: ParsedSource, at: Span) -> Occurrence | None:
    """Return the only person named so far, if without a role: a headline names whom the text then only describes."""
    people = [o for o in state.entities.before(at.start) if state.entities[o.entity].kind == "person"]
    if len({occurrence.entity for occurrence in people}) != 1:
        return None
    entity = state.entities[people[0].entity]
    return people[0] if not entity.roles and entity.may_be(_gender_of(source.words)) else None


# --- organisations ----------------------------------------------------------------------------------------------------


def _by_organisation(state: DiscourseState, at: Span, source: ParsedSource) -> Decision:
    """Resolve "the ministry" to the last one of that sort, "the statement" to whoever made it; a name is itself."""
    if source.kind == "document":
        if source.definite and head(source.words) == "statement" and state.last_statement:
            return state.last_statement.referred_to("who put out the statement")
        return _as_worded(state, source, at)
    found = _organisation(state, source, at) if source.definite else None
    return _antecedent(state, found, source, at) if found else _as_worded(state, source, at)


def _organisation(state: DiscourseState, source: ParsedSource, at: Span) -> Occurrence | None:
    """Return where the organisation that "the ministry" or "the company" means is named."""
    noun, last = head(source.words), state.last_organisation.entity if state.last_organisation else None
    found = state.antecedents.of(at.start, None, lambda e: noun in role_words(e.name) and e.name != source.words)
    return found or (state.antecedents.of(at.start, last, _is_unspecific) if noun in _ANY_ORGANISATION else None)


def _is_unspecific(entity: Entity) -> bool:
    """Tell whether "the company" may mean an organisation: its name does not say that it is something else."""
    return entity.kind == "organisation" and kind_of(entity.name) == "unknown"
