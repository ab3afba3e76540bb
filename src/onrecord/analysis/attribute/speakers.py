"""Who spoke, by the words of a source: a name, a pronoun (for whom: `antecedents`), a description, an organisation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from onrecord.analysis.attribute.antecedents import Spoken
from onrecord.analysis.attribute.descriptions import name_described, note_described, tied_by_role, tied_by_speech
from onrecord.analysis.attribute.discourse_state import Decision, Description, DiscourseState
from onrecord.analysis.attribute.entities import Entity
from onrecord.analysis.attribute.entity_attributes import Occurrence, Role
from onrecord.analysis.attribute.foreign_sources import by_foreign_source
from onrecord.analysis.attribute.roles import role_after
from onrecord.analysis.attribute.sources import ParsedSource, bare_name, noun_before, parse_source
from onrecord.analysis.attribute.subjects import sentence_start
from onrecord.lexicons.roles import head, is_generic, kind_of, role_words
from onrecord.types import Quotation, Span, Speaker, joint_actor_key

_GENDERS = {"masculine": "m", "feminine": "f"}
_RELATIVE_WITHIN = 60  # characters between a name and "who"
_APPOSED_WITHIN = 180  # characters between a name and "who" where an apposition stands between them
_RELATIVE_NAMES = 6  # names before "who" that it may mean
_COPULA = re.compile(r"\s(?:is|was|are|were)\s$")
_APPOSED_NAME = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w’'.&-]*(?:\s[A-ZÀ-Þ][\w’'.&-]*){0,4}),\s(?:an?|the)\s[^,.;:\n]{3,90}?,?\s$"
)
_EXPLAINED = re.compile(r",\s(?:the|an?)\s((?:[\w’'-]+\s){0,4}?[\w’'-]+)(?=[,.;]|\s(?:of|in|that|which|for)\s)")
_ALIAS = re.compile(
    r"(?P<what>[^“”\"‘\n]{3,120}?)\s(?P<by>(?:goes|go|went|going|known|called|calls|nicknamed|gave|gives|identified|introduced)"
    r"\s[^“”\"‘.\n]{0,40}?)[“\"‘](?P<name>[A-ZÀ-Þ][\w’'-]*(?:\s[\w’'-]+){0,2})[.,]?[”\"’]"
)
_ALIAS_JOINT = re.compile(r",?\s(?:and|who|that|which|is|was|to be|asked to be)(?:\s(?:is|was|only|also))?$|,$")
_ALIAS_WITHIN, _ALIAS_GAP = 90, 6  # characters after a description in which its name ends; in which that is begun
_SENTENCE_END = re.compile(r"[a-z0-9][.!?][\"”’»)]*\s+[A-Z]|\n")
_APPOSITION_WITHIN = 100  # characters after a name in which its apposition ends
_POSSESSED = re.compile(r"(?:his|her|their|my|our|its)\s", re.IGNORECASE)
_PEOPLE, _ORGANISATIONS = ("person", "group"), ("organisation", "office", "document")
_BODIES = (*_ORGANISATIONS, "group")
_ANY_ORGANISATION = frozenset(
    {"company", "operator", "firm", "group", "agency", "organisation", "organization", "body"}
)


def by_source(state: DiscourseState, quotation: Quotation, at: Span) -> Decision:
    """Return whom the words at `at` mean as the source of a quotation."""
    if state.foreign:
        return by_foreign_source(state, quotation, at, state.foreign)
    return _by_english_source(state, quotation, at)


def _by_english_source(state: DiscourseState, quotation: Quotation, at: Span) -> Decision:
    source = parse_source(state.text, at, state.entities)
    match source.sort:
        case "pronoun":
            return _by_pronoun(state, quotation, source, at)
        case "name":
            return _by_name(state, source.speakers[0], at)
        case "names":
            return _by_names(state, source, at)
        case "joint":
            return _by_parts(state, quotation, source)
        case "writing":
            return by_source(state, quotation, source.parts[0]).referred_to(f"who speaks in {source.words!r}")
        case "nobody":
            return Decision(None, f"{source.words!r} is nobody")
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
    name_described(state, name.entity, at)
    return decision


def _by_names(state: DiscourseState, source: ParsedSource, at: Span) -> Decision:
    speakers = [state.entities.speaker(one.entity, at.end)[0] for one in source.speakers]
    return _together(speakers, source.speakers[0].span)


def _by_parts(state: DiscourseState, quotation: Quotation, source: ParsedSource) -> Decision:
    """Let those whom the parts of a source mean speak together, or the only one of them who is known."""
    decisions = [by_source(state, quotation, part) for part in source.parts]
    known = [decision for decision in decisions if decision.speaker is not None]
    if len(known) < 2:
        return known[0] if known else decisions[0]
    return _together([one.speaker for one in known if one.speaker], known[0].span)


def _together(speakers: Sequence[Speaker], span: Span | None) -> Decision:
    name = "; ".join(speaker.name for speaker in speakers)
    joint = Speaker(joint_actor_key(speaker.id for speaker in speakers), name, "group")
    return Decision(joint, "the source names them together", span, basis="names")


def _by_wording(state: DiscourseState, at: Span, source: ParsedSource) -> Decision:
    """Let words without a noun mean whom the story names so, titles and what follows a comma left out."""
    if source.kind in ("person", "unknown"):
        for name in (source.words, bare_name(source.words)):
            if (number := state.entities.number_of(name)) is not None:
                return _decided(state, number, at, "the story names somebody so", at)
    return _as_worded(state, source, at)


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
            return _by_relative(state, quotation, source, at)
        case "organisation" | "plural":
            return _by_organisation_pronoun(state, quotation, source, at)
    gender = _GENDERS[source.pronoun]
    if named := _introduced(state, quotation, at, gender):
        return _decided(state, named.entity, at, f"{source.words!r}: who is named before the colon", named.span)
    found = _person(state, quotation, at, lambda entity: entity.may_be(gender))
    return _antecedent(state, found, source, at)


def _introduced(state: DiscourseState, quotation: Quotation, at: Span, gender: str) -> Occurrence | None:
    """Return the person with whom a clause begins that a colon ends before the words: "Ana Ruel told us: “…,” she"."""
    start = quotation.content[0].start
    if at.start < start or not state.text[max(0, start - 3) : start].rstrip().endswith(":"):
        return None
    clause = Span(sentence_start(state.text, start), start)
    named = next(iter(state.entities.within(clause)), None)
    if named is None or state.text[clause.start : named.span.start].strip():
        return None
    entity = state.entities[named.entity]
    return named if entity.kind == "person" and entity.may_be(gender) else None


def _by_relative(state: DiscourseState, quotation: Quotation, source: ParsedSource, at: Span) -> Decision:
    """Let "who" and "which" mean the noun or name right before, or the one before that which an apposition explains."""
    kinds = _PEOPLE if source.words.lower().startswith("who") else _BODIES
    noun = noun_before(state.text, at.start)
    if noun and (kinds == _PEOPLE or kind_of(noun.of(state.text)) in kinds):
        return by_source(state, quotation, _predicated(state, noun) or noun)
    explained = _APPOSED_NAME.search(state.text, max(0, at.start - _APPOSED_WITHIN), at.start)
    inside = state.entities.within(Span(*explained.span("name"))) if explained else ()
    if explained and not any(state.entities[occurrence.entity].kind in kinds for occurrence in inside):
        return by_source(state, quotation, Span(*explained.span("name")))
    for occurrence in reversed(state.entities.before(at.start, _RELATIVE_NAMES)):
        gap = Span(occurrence.span.end, at.start).of(state.text)
        is_near = len(gap) <= _RELATIVE_WITHIN or (gap.startswith(",") and len(gap) <= _APPOSED_WITHIN)
        if is_near and state.entities[occurrence.entity].kind in kinds and not _SENTENCE_END.search(gap):
            why = f"{source.words!r} refers to the name before it"
            return _decided(state, occurrence.entity, at, why, occurrence.span)
    return _nobody(source)


def _predicated(state: DiscourseState, noun: Span) -> Span | None:
    """Return the name of which a noun is said: "Ana Ruel is | a baker who …"."""
    is_said = _COPULA.search(state.text, max(0, noun.start - 12), noun.start)
    named = state.entities.before(noun.start, 1) if is_said else ()
    return named[0].span if is_said and named and named[0].span.end == is_said.start() else None


def _by_organisation_pronoun(state: DiscourseState, quotation: Quotation, source: ParsedSource, at: Span) -> Decision:
    """Let "it" or "they" be the last speaker, if that is no person; "it" may be any organisation before."""
    if state.last and state.last.speaker and state.last.speaker.kind != "person":
        return state.last.referred_to(f"{source.words!r} refers to the last speaker")
    if source.pronoun == "plural":
        return _nobody(source)
    if state.last_organisation:
        return state.last_organisation.referred_to(f"{source.words!r} refers to the last organisation that spoke")
    found = state.antecedents.of(at.start, Spoken(), lambda entity: entity.kind in _ORGANISATIONS, quotation.content)
    return _antecedent(state, found, source, at)


def _nobody(source: ParsedSource) -> Decision:
    return Decision(None, f"nobody in the text fits {source.words!r}")


def _person(state: DiscourseState, quotation: Quotation, at: Span, fits: Callable[[Entity], bool]) -> Occurrence | None:
    return state.antecedents.of(at.start, state.spoken, lambda e: e.kind == "person" and fits(e), quotation.content)


def _antecedent(state: DiscourseState, found: Occurrence | None, source: ParsedSource, at: Span) -> Decision:
    if found is None:
        return _nobody(source)
    return _decided(state, found.entity, at, f"{source.words!r}: the likeliest name before it", found.span)


# --- descriptions -----------------------------------------------------------------------------------------------------


def _by_description(state: DiscourseState, quotation: Quotation, source: ParsedSource, at: Span) -> Decision:
    """Let a description mean whoever the text ties to it; else it is a speaker of its own, called as the text does."""
    description = Description(source.words, at, source.definite, quotation)
    is_possessed = bool(_POSSESSED.match(source.words))
    if not is_possessed and (tie := tied_by_role(state, description) or tied_by_speech(state, description)):
        state.entities.add_role(tie.entity, Role(_without_article(source), at))
        return _decided(state, tie.entity, at, tie.why, tie.span)
    decision = _by_alias(state, source, at) or _as_worded(state, source, at)
    if decision.entity is not None:
        note_described(state, decision.entity, description)
    return decision


def _by_alias(state: DiscourseState, source: ParsedSource, at: Span) -> Decision | None:
    """Call somebody by the name that the description gives: "a man who goes by “Copper”"; the rest is the role."""
    match = _ALIAS.match(state.text, at.start, at.end + _ALIAS_WITHIN)
    if match is None or match.start("by") > at.end + _ALIAS_GAP:
        return None
    what = Span(at.start, at.start + len(_ALIAS_JOINT.sub("", match["what"])))
    role = Role(re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", " ".join(what.of(state.text).split())), what)
    name = Span(*match.span("name"))
    number = state.entities.add(Entity(match["name"], "person", state.entities.story, roles=(role,)), at)
    return replace(_decided(state, number, at, f"{source.words!r} gives the name", name), basis="wording")


# --- organisations ----------------------------------------------------------------------------------------------------


def _by_organisation(state: DiscourseState, at: Span, source: ParsedSource) -> Decision:
    """Resolve "the ministry" to the last one of that sort, "the statement" to whoever made it; a name is itself."""
    if source.kind == "document":
        if source.definite and (author := state.authors.get(head(source.words))):
            return author.referred_to(f"who put out the {head(source.words)}")
        return _as_worded(state, source, at)
    found = _organisation(state, source, at) if source.definite else None
    return _antecedent(state, found, source, at) if found else _as_worded(state, source, at)


def _organisation(state: DiscourseState, source: ParsedSource, at: Span) -> Occurrence | None:
    """Return where the organisation that "the ministry" or "the company" means is named."""
    noun, last = head(source.words), Spoken(state.last_organisation.entity if state.last_organisation else None)
    if explained := _explained(state, noun):
        return explained
    found = state.antecedents.of(at.start, Spoken(), lambda e: noun in role_words(e.name) and e.name != source.words)
    return found or (state.antecedents.of(at.start, last, _is_unspecific) if noun in _ANY_ORGANISATION else None)


def _explained(state: DiscourseState, noun: str) -> Occurrence | None:
    """Return the organisation whose name the text explains by a noun: "Tolm Link, the operator"."""
    for occurrence in state.entities.occurrences:
        if state.entities[occurrence.entity].kind in _ORGANISATIONS:
            after = _EXPLAINED.match(state.text, occurrence.span.end)
            if after and noun in role_words(after[1])[-1:]:
                return occurrence
    return None


def _is_unspecific(entity: Entity) -> bool:
    """Tell whether "the company" may mean an organisation: its name does not say that it is something else."""
    return entity.kind == "organisation" and kind_of(entity.name) == "unknown"
