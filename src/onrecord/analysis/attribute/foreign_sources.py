"""Who spoke, by the words of a source in another language than English: a name, a pronoun, a description, a body."""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.analysis.attribute.discourse_state import Decision, DiscourseState
from onrecord.analysis.attribute.entities import Entity
from onrecord.analysis.attribute.entity_attributes import Occurrence, Role
from onrecord.lexicons.foreign_words import (
    bare_form,
    grammar,
    head_noun,
    is_akin,
    is_final,
    noun_of,
    pronoun_of,
    stem,
    words_of,
)
from onrecord.lexicons.roles import Noun
from onrecord.types import Quotation, Span, Speaker, SpeakerKind, joint_actor_key

_KINDS: dict[str, SpeakerKind] = {
    "person": "person",
    "title": "person",
    "group": "group",
    "organisation": "organisation",
    "office": "office",
    "document": "document",
}
_BODIES = ("organisation", "office", "document", "state")
_GENDERS = {"masculine": "m", "feminine": "f"}
_APPOSED = re.compile(r"\s*[,(–—，（]")
_APPOSITION = re.compile(r"(?:\s[^,.;:\n«»“”\"]{1,50})?(?:,\s|，)(?P<titles>(?:\S{1,14}\s){0,2})")
_CLOSING = re.compile(r"(?:,\s|，)(?:\S{1,5}\s)?$")
_RELATIVE_WITHIN = 60  # characters between a name and a relative pronoun
_BESIDE_WITHIN = 60  # characters before a name, or after it, in which it is said what the person is
_MARK = re.compile(r"[.!?;:,\n«»“”\"—–()。，；：！？、]")
_APPOSED_AFTER = re.compile(r"(?:,\s|\s\(|，)([^,.;:\n«“\"。，)]{3,60})")
_AS_WORDED = "no name is given: the speaker is called as the text does"
_ANY_BODY = ("company",)  # senses of nouns that any organisation may be called by
_LONG = 4  # letters of a noun with which a compound ends
_MOST_NAMES = 200  # names before a description that it may mean


def by_foreign_source(state: DiscourseState, quotation: Quotation, at: Span, language: str) -> Decision:
    """Return whom the words at `at` mean as the source of a quotation."""
    words = " ".join(at.of(state.text).split())
    if pronoun := clitic_of(state, quotation, language) or pronoun_of(words, language):
        return _by_pronoun(state, quotation, at, pronoun)
    if words.lower() in grammar(language, "relative"):
        return _by_relative(state, at, words)
    people = _speaking(state, quotation, at, language)
    if len(people) > 1:
        return _together(state, people, at)
    if people:
        speaker, _ = state.entities.speaker(people[0].entity, at.end)
        return Decision(speaker, "the source names the speaker", people[0].span, people[0].entity, "name")
    if named := _apposed(state, at, language):
        return _decided(state, named, at, f"{words!r}: the name stands beside it")
    return _without_name(state, at, language)


def _without_name(state: DiscourseState, at: Span, language: str) -> Decision:
    """Return whom a source without a name means, by its noun."""
    words = " ".join(at.of(state.text).split())
    noun = head_noun(words, language)
    kind = _KINDS.get(noun.kind, "unknown") if noun else "unknown"
    if noun and kind == "person":
        return _by_description(state, at, noun, language)
    if kind == "document" and _is_bare(words, language) and (author := _author(state)):
        return author.referred_to(f"who put out the {words!r}")
    if noun and kind in _BODIES and (found := _body(state, at, noun, language)):
        return _decided(state, found, at, f"{words!r}: the last one of that sort")
    bare = _bare(words, language)
    is_open = kind == "unknown" and len(words_of(bare)) == 1 and bare.islower() and not state.entities.within(at)
    if is_open and (named := _beside(state, at, None, language)):
        return _decided(state, named, at, f"by description, {words!r}: the words stand beside the name")
    return _as_worded(state, at, kind, language)


def clitic_of(state: DiscourseState, quotation: Quotation, language: str) -> str:
    """Return the sort of the pronoun that hangs on the verb of a cue, or "": "a-t-il"."""
    cue = quotation.cue.of(state.text).lower() if quotation.cue else ""
    return next((pronoun_of(word, language) for word in cue.split() if "-" in word.strip("-")), "")


def continued(state: DiscourseState, quotation: Quotation, language: str) -> Decision:
    """Attribute words whose verb of saying has no subject, as many languages leave it out, to who spoke last."""
    if quotation.cue and (pronoun := clitic_of(state, quotation, language)):
        return _by_pronoun(state, quotation, quotation.cue, pronoun)
    last, start = state.last, quotation.content[0].start
    if last is None or last.speaker is None or "\n" in state.text[min(state.last_end, start) : start].strip():
        return Decision(None, "nobody spoke before in this paragraph")
    return last.referred_to("the verb has no subject: who spoke last")


# --- names ------------------------------------------------------------------------------------------------------------


def _speaking(state: DiscourseState, quotation: Quotation, at: Span, language: str) -> list[Occurrence]:
    """Return the people named in a source who spoke, not those whom it only mentions."""
    if (named := _closing(state, at)) is not None:
        return [named]
    found: list[Occurrence] = []
    for occurrence in state.entities.within(at):
        if state.entities[occurrence.entity].kind != "person":
            continue
        if found:
            between = words_of(state.text[found[-1].span.end : occurrence.span.start])
            if set(between) & grammar(language, "joint") and state.text[occurrence.span.end : at.end].strip() == "":
                found.append(occurrence)
        elif _is_head(state, quotation, at, occurrence, language):
            found.append(occurrence)
    return found


def _closing(state: DiscourseState, at: Span) -> Occurrence | None:
    """Return the person whose name ends a source behind a comma: "the lawyer of Ana Ruel, Ivo Sand"."""
    for occurrence in state.entities.within(at):
        before = state.text[at.start : occurrence.span.start]
        is_person = state.entities[occurrence.entity].kind == "person"
        if is_person and occurrence.span.end == at.end and _CLOSING.search(before):
            return occurrence
    return None


def _is_head(state: DiscourseState, quotation: Quotation, at: Span, name: Occurrence, language: str) -> bool:
    """Tell whether a name is what the words of a source lead up to: not "the lawyer of Ana Ruel"."""
    text = state.text
    before, after = text[at.start : name.span.start], text[name.span.end : at.end]
    joint = (words_of(after) or ("",))[0] in grammar(language, "joint")
    if after.strip("»”\"' ") and not _APPOSED.match(after) and not joint:
        return is_final(language) and _may_precede(before, after.strip(), language)
    if not before.strip() or before.rstrip().endswith((",", "—", "–", "，")):
        return True
    if is_final(language):
        noun = head_noun(before, language)
        return noun is None or noun.kind in ("person", "title")
    return _leads_up(before, language) and not _is_inflected(state, quotation, name, before, language)


def _may_precede(before: str, after: str, language: str) -> bool:
    """Tell whether words behind a name are a form of address or, where no spaces part words, no part of the source."""
    noun, role = noun_of(after.lower(), language), head_noun(before, language)
    is_rest = "none" in grammar(language, "space") and len(after) < _LONG and after[0] not in grammar(language, "of")
    return bool(noun and noun.kind == "title") or (is_rest and role is not None and role.kind == "person")


def _is_bare(words: str, language: str) -> bool:
    """Tell whether words are a noun and nothing else but an article."""
    bare = _bare(words, language)
    return len(words_of(bare)) == 1 and ("none" not in grammar(language, "space") or len(bare) <= _LONG)


def _leads_up(before: str, language: str) -> bool:
    """Tell whether words before a name are a role, and no preposition parts them from it."""
    noun = head_noun(before, language)
    if noun and noun.kind not in ("person", "title"):
        return False
    words = list(words_of(before))
    while words and (known := noun_of(words[-1], language)) and known.kind in ("person", "title"):
        words.pop()
    return len(words) < 2 or words[-1] not in grammar(language, "preposition")


def _is_inflected(state: DiscourseState, quotation: Quotation, name: Occurrence, before: str, language: str) -> bool:
    """Tell whether a surname stands in the genitive behind a noun: "the lawyer Ruel's"."""
    printed = name.span.of(state.text)
    if not grammar(language, "ending") or " " in printed or language in ("de", "nl"):
        return False
    cue = words_of(quotation.cue.of(state.text)) if quotation.cue else ()
    if not grammar(language, "oblique").isdisjoint(cue) or head_noun(before, language) is None:
        return False
    entity = state.entities[name.entity]
    return entity.name.split()[-1] != printed and entity.gender != "f"


def _apposed(state: DiscourseState, at: Span, language: str) -> Occurrence | None:
    """Return the person whose name a comma parts from the words before it: "the mayor, Ana Ruel,"."""
    for occurrence in state.entities.after(at.start, 3):
        match = _APPOSITION.fullmatch(state.text, at.end, max(at.end, occurrence.span.start))
        if match and state.entities[occurrence.entity].kind == "person" and _are_titles(match["titles"], language):
            return occurrence
    return None


def _are_titles(words: str, language: str) -> bool:
    """Tell whether words before a name are articles and titles only."""
    nouns = [noun_of(word, language) for word in words_of(words) if word not in grammar(language, "article")]
    return all(noun is not None and noun.kind in ("person", "title") for noun in nouns)


def _by_relative(state: DiscourseState, at: Span, words: str) -> Decision:
    """Let a relative pronoun mean the name right before it."""
    before = state.entities.before(at.start, 1)
    if (
        before
        and at.start - before[0].span.end <= _RELATIVE_WITHIN
        and "." not in state.text[before[0].span.end : at.start]
    ):
        return _decided(state, before[0], at, f"{words!r} refers to the name before it")
    return Decision(None, f"nobody in the text fits {words!r}")


def _together(state: DiscourseState, people: list[Occurrence], at: Span) -> Decision:
    speakers = [state.entities.speaker(one.entity, at.end)[0] for one in people]
    joint = joint_actor_key(speaker.id for speaker in speakers)
    speaker = Speaker(joint, "; ".join(speaker.name for speaker in speakers), "group")
    return Decision(speaker, "the source names them together", people[0].span, basis="names")


# --- pronouns ---------------------------------------------------------------------------------------------------------


def _by_pronoun(state: DiscourseState, quotation: Quotation, at: Span, pronoun: str) -> Decision:
    words, last = at.of(state.text), state.last
    nobody = Decision(None, f"nobody in the text fits {words!r}")
    if pronoun == "own":
        outer = state.decisions.get(quotation.inside or "")
        return outer.referred_to("the speaker of the words around says so of themselves") if outer else nobody
    if pronoun == "plural":
        is_several = last is not None and last.speaker is not None and last.speaker.kind != "person"
        return last.referred_to(f"{words!r} refers to the last speaker") if last and is_several else nobody
    if pronoun in ("demonstrative", "person") and last and last.speaker:
        return last.referred_to(f"{words!r} refers to the last speaker")
    if pronoun == "organisation":
        return state.last_organisation.referred_to(f"{words!r}: the last body") if state.last_organisation else nobody
    gender = _GENDERS.get(pronoun, "")
    if last and last.entity is not None and last.speaker and last.speaker.kind == "person":
        entity = state.entities[state.entities.resolved(last.entity)]
        if gender and entity.may_be(gender) and not _named_since(state, last, at, gender):
            return last.referred_to(f"{words!r} refers to the last speaker")
    found = _person(state, quotation, at, lambda entity: entity.may_be(gender))
    return _decided(state, found, at, f"{words!r}: the likeliest name before it") if found else nobody


def _named_since(state: DiscourseState, last: Decision, at: Span, gender: str) -> bool:
    """Tell whether somebody else of this gender is named in the paragraph of a pronoun, before it."""
    start = state.text.rfind("\n", 0, at.start) + 1
    for occurrence in state.entities.within(Span(start, at.start)):
        entity = state.entities[occurrence.entity]
        if entity.kind == "person" and entity.may_be(gender) and occurrence.entity != last.entity:
            return True
    return False


def _person(state: DiscourseState, quotation: Quotation, at: Span, fits: Callable[[Entity], bool]) -> Occurrence | None:
    return state.antecedents.of(at.start, state.spoken, lambda e: e.kind == "person" and fits(e), quotation.content)


def _decided(state: DiscourseState, found: Occurrence, at: Span, why: str) -> Decision:
    speaker, _ = state.entities.speaker(found.entity, at.end)
    return Decision(speaker, why, found.span, found.entity, "reference")


# --- descriptions -----------------------------------------------------------------------------------------------------


def _by_description(state: DiscourseState, at: Span, noun: Noun, language: str) -> Decision:
    """Let a description mean who has such a role, or who spoke last."""
    words = at.of(state.text)
    first = (words_of(words) or ("",))[0]
    is_definite = first not in grammar(language, "indefinite") and first not in grammar(language, "possessive")
    if is_definite and (found := _with_role(state, at, noun, language)):
        state.entities.add_role(found.entity, Role(_bare(words, language), at))
        return _decided(state, found, at, f"by description, {words!r}: the role stands beside the name")
    number = state.last.entity if state.last else None
    if is_definite and (named := _beside(state, at, noun, language)):
        return _decided(state, named, at, f"by description, {words!r}: the words stand beside the name")
    if is_definite and number is not None:
        entity = state.entities[state.entities.resolved(number)]
        if entity.kind == "person" and entity.may_be(noun.gender) and noun.sense == "mere":
            return _decided(state, Occurrence(at, number), at, f"by description, {words!r}: who spoke last")
    return _as_worded(state, at, "person", language)


def _with_role(state: DiscourseState, at: Span, noun: Noun, language: str) -> Occurrence | None:
    """Return who has a role of the sense of a noun: with most words in common, who spoke last, or was named last."""
    best, highest = None, (0, False, -1)
    wanted = _stems(at.of(state.text), language)
    last = state.last.entity if state.last else None
    near = [*state.entities.before(at.start, _MOST_NAMES), *state.entities.after(at.start, _MOST_NAMES)]
    for occurrence in near:
        entity = state.entities[occurrence.entity]
        if entity.kind != "person" or not entity.may_be(noun.gender):
            continue
        for role in entity.roles:
            known = head_noun(role.text, language)
            if known is None or not is_akin(known, noun):
                continue
            common = len(wanted & _stems(role.text, language))
            before = occurrence.span.start if occurrence.span.start < at.start else -1
            if len(wanted) > 1 and common == 0 and before < 0:
                continue
            if (score := (common, occurrence.entity == last, before)) > highest:
                best, highest = occurrence, score
    return best


def _beside(state: DiscourseState, at: Span, noun: Noun | None, language: str) -> Occurrence | None:
    """Return the person beside whose name the noun of a description stands: who spoke last, or was named last."""
    words = [word for word in words_of(at.of(state.text)) if word not in grammar(language, "article")]
    known = [word for word in words if noun is not None and noun_of(word, language) == noun]
    wanted = stem((known or (words[-1:] if is_final(language) else words[:1]) or [""])[0], language)
    found: dict[int, Occurrence] = {}
    for occurrence in [*state.entities.after(at.end, _MOST_NAMES), *state.entities.before(at.start, _MOST_NAMES)]:
        entity = state.entities[occurrence.entity]
        if entity.kind != "person" or (noun and not entity.may_be(noun.gender)):
            continue
        if wanted in {stem(word, language) for word in words_of(_around(state.text, occurrence.span))}:
            found[occurrence.entity] = occurrence
    last = state.last.entity if state.last else None
    named = [occurrence for occurrence in found.values() if occurrence.span.start < at.start] or list(found.values())
    if last in found:
        return found[last]
    return named[-1] if named and wanted else None


def _around(text: str, name: Span) -> str:
    """Return the words before a name up to any mark, and those after it between two commas."""
    before = _MARK.split(text[max(0, name.start - _BESIDE_WITHIN) : name.start])[-1]
    after = _APPOSED_AFTER.match(text, name.end)
    return f"{before} {after[1] if after else ''}"


def _stems(words: str, language: str) -> frozenset[str]:
    dropped = grammar(language, "article") | grammar(language, "preposition")
    return frozenset(stem(word, language) for word in words_of(words) if word not in dropped)


# --- bodies -----------------------------------------------------------------------------------------------------------


def _body(state: DiscourseState, at: Span, noun: Noun, language: str) -> Occurrence | None:
    """Return where the body of a bare noun is named last: "the ministry", "the company"."""
    words = _bare(at.of(state.text), language)
    first = at.of(state.text).split()[0].lower()
    if len(words_of(words)) > 1 or first in grammar(language, "indefinite"):
        return None
    wanted = stem(words.lower(), language)
    named = [o for o in state.entities.before(at.start, _MOST_NAMES) if state.entities[o.entity].kind in _BODIES]
    others = [o for o in reversed(named) if state.entities[o.entity].name.casefold() != words.casefold()]
    for occurrence in others:
        forms = [stem(word, language) for word in words_of(state.entities[occurrence.entity].name)]
        if wanted in forms or (forms and len(wanted) > _LONG and forms[-1].endswith(wanted)):
            return occurrence
    if noun.sense not in _ANY_BODY:
        return None
    last = state.last_organisation.entity if state.last_organisation else None
    open_ones = [o for o in others if head_noun(state.entities[o.entity].name, language) is None]
    open_ones = [o for o in open_ones if state.entities[o.entity].kind == "organisation"]
    return next((o for o in open_ones if o.entity == last), open_ones[0] if open_ones else None)


def _author(state: DiscourseState) -> Decision | None:
    """Return the body that spoke last, if nobody else has spoken since: who put out "the statement"."""
    last = state.last
    return last if last and last.speaker and last.speaker.kind in ("organisation", "office", "state") else None


def _bare(words: str, language: str) -> str:
    """Return words without the article before them."""
    left = " ".join(words.split()).split(" ")
    dropped = grammar(language, "article")
    while len(left) > 1 and left[0].lower() in dropped:
        left.pop(0)
    if left and (match := re.match(r"(?:[lL]|[dD]ell|[dD]all|[uU]n)[’'](?=\w)", left[0])):
        left[0] = left[0][match.end() :]
    return " ".join(left)


def _as_worded(state: DiscourseState, at: Span, kind: SpeakerKind, language: str) -> Decision:
    """Let somebody without a name be called by the words of the text, of the kind of its noun or of its name."""
    words = _bare(at.of(state.text), language)
    words = " ".join(bare_form(word, language) for word in words.split())
    if kind == "unknown":
        inside = [o for o in state.entities.within(at) if o.span.end == at.end or o.span.start == at.start]
        kind = state.entities[inside[0].entity].kind if inside else kind
        if inside and state.entities[inside[0].entity].kind != "person" and inside[0].span.covers(at):
            return _decided(state, inside[0], at, "the source names the speaker")
    role = (Role(words, at),) if kind == "person" else ()
    number = state.entities.add(Entity(words, kind, state.entities.story, roles=role), at)
    speaker, _ = state.entities.speaker(number, at.end)
    return Decision(speaker, _AS_WORDED, at, number, "wording")
