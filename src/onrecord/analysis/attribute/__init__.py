"""The attribute stage: who spoke each quotation, by name, pronoun, description or order, with the reason.

A name means the person of that name in the story (`speakers`). A pronoun or a description means the likeliest person
named before it (`antecedents`). An organisation, a document or a group stands for itself. Where
nobody fits, the speaker is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from onrecord.analysis.attribute.antecedents import Antecedents
from onrecord.analysis.attribute.blamed import with_blamed
from onrecord.analysis.attribute.discourse_state import Decision, DiscourseState
from onrecord.analysis.attribute.entities import entities_of
from onrecord.analysis.attribute.foreign_entities import foreign_entities
from onrecord.analysis.attribute.foreign_sources import continued
from onrecord.analysis.attribute.labels import by_label, labels_of, note_roles, shared_names
from onrecord.analysis.attribute.speakers import by_source
from onrecord.analysis.attribute.subjects import (
    PARTICIPLE,
    PASSIVE,
    UNDERGONE,
    agent_of,
    belongs,
    sentence_start,
    subject,
)
from onrecord.lexicons.foreign_words import is_foreign
from onrecord.lexicons.function_words import function_words
from onrecord.lexicons.roles import is_strong, is_writing
from onrecord.text.words import long_words
from onrecord.thresholds import HEADLINE_REPEATED, LEARNED_LANGUAGES, SPEAKER_RIGHT
from onrecord.types import READING_MEDIA_TYPE, Quotation, Reading, Reason, Span

_WRITING_WITHIN = 60  # characters after a source in which it says that the speaker put out a statement or a letter
_WORD = re.compile(r"[a-z-]+")
_REPEATED_BY = 4  # quotations at the beginning of the body that a headline may repeat
_SPOKE_FOR_STATE = 3  # quotations at the beginning of the body whose speaker may have spoken for a state
_UNNAMED = Decision(None, "the text names no speaker")
_OPENING, _OUTER_MARKS = '"“«„', '"“”»'


def attribute(reading: Reading, antecedents: type[Antecedents] = Antecedents) -> Reading:
    """Give each quotation its speaker, in the order of the text; headlines come last, when the body has been read."""
    language = reading.story.language
    labels = labels_of(reading)
    foreign = language if is_foreign(language) and not labels else None  # labels tell by their form who speaks
    entities = foreign_entities(reading, foreign) if foreign else entities_of(reading)
    reading = with_blamed(reading, entities)
    spoken = [span for quotation in reading.quotations if quotation.form == "direct" for span in quotation.content]
    note_roles(reading.masked, labels, entities)
    state = DiscourseState(reading.masked, entities, antecedents(reading.masked, entities, spoken), labels)
    state.shared = shared_names(reading.masked, labels)
    state.language, state.foreign = reading.story.language, foreign
    state.is_given = reading.document.media_type == READING_MEDIA_TYPE
    body = [quotation for quotation in reading.quotations if not quotation.headline]
    for quotation, following in zip_longest(body, body[1:]):
        _decide(state, quotation, following)
    for quotation in reading.quotations:
        if quotation.headline:
            state.note(quotation.id, _of_headline(state, quotation, body))
    quotations = (_with_speaker(q, state.decisions[q.id], state) for q in reading.quotations)
    return replace(reading, quotations=tuple(_with_signed_role(reading.masked, q) for q in quotations))


def _with_speaker(quotation: Quotation, decision: Decision, state: DiscourseState) -> Quotation:
    """Return a quotation with its speaker; the role is looked up last, when all roles of the story are known."""
    speaker, reasons, entities = decision.speaker, [Reason("speaker", decision.why, decision.span)], state.entities
    is_measured = speaker is not None and state.language in LEARNED_LANGUAGES
    sure = SPEAKER_RIGHT[_told_by(state.text, quotation, decision)] if is_measured else None
    if decision.entity is not None:
        at = (quotation.source or quotation.content[-1]).end
        at = max(at, quotation.content[0].start) if quotation.source in state.labels else at
        speaker, role = entities.speaker(entities.resolved(decision.entity), at)
        if role:
            reasons.append(Reason("role", "the story states it", role.span))
    probabilities = replace(quotation.probabilities, speaker=sure)
    return replace(quotation, speaker=speaker, probabilities=probabilities, because=(*quotation.because, *reasons))


def _told_by(text: str, quotation: Quotation, decision: Decision) -> str:
    """Return by what a speaker is told, as `thresholds.SPEAKER_RIGHT` calls it."""
    source = quotation.source
    if quotation.headline:
        return "headline"
    if source is None:
        return "continued"
    if decision.basis in ("name", "names"):
        return "name"
    if source.of(text).lower() in function_words("pronoun"):
        return "pronoun"
    is_person = decision.speaker is not None and decision.speaker.kind == "person"
    return "description of a person" if is_person else "description"


def _with_signed_role(text: str, quotation: Quotation) -> Quotation:
    """Return words signed with a name and what the person is ("– Ana Ruel, baker") with that as the speaker's role."""
    source, speaker = quotation.source, quotation.speaker
    if source is None or speaker is None or speaker.kind != "person" or speaker.role or not _is_mark(text, quotation):
        return quotation
    comma = text.find(", ", source.start, source.end)
    role = Span(comma + 2, max(text.find(",", comma + 2, source.end), 0) or source.end)
    if comma < 0 or not role.of(text)[0].islower():
        return quotation
    reason = Reason("role", "the story states it", role)
    return replace(quotation, speaker=replace(speaker, role=role.of(text)), because=(*quotation.because, reason))


def _is_mark(text: str, quotation: Quotation) -> bool:
    return quotation.cue is not None and not re.search(r"\w", quotation.cue.of(text))


def _decide(state: DiscourseState, quotation: Quotation, following: Quotation | None) -> None:
    if quotation.source and quotation.source in state.labels and quotation.inside is None:
        decision = by_label(state, quotation.source)
    elif quotation.source and _is_undergone(state.text, quotation):
        decision = _of_agent(state, quotation)
    elif quotation.source:
        decision = by_source(state, quotation, quotation.source)
    else:
        decision = _continued(state, quotation, following)
    state.note(quotation.id, decision)
    if decision.entity is not None and quotation.source:
        state.entities.add_occurrence(decision.entity, quotation.source)
    if decision.speaker and quotation.inside is None:
        state.note_speaker(decision, quotation.content[-1].end, _writings(state.text, quotation))


def _writings(text: str, quotation: Quotation) -> list[str]:
    """Return the nouns right after a source for what the speaker puts out: "the bank put out a statement"."""
    source = quotation.source
    words = text[source.start : source.end + _WRITING_WITHIN] if source else ""
    return [word for word in _WORD.findall(words.lower()) if is_writing(word)]


def _continued(state: DiscourseState, quotation: Quotation, following: Quotation | None) -> Decision:
    """Attribute words without a source to who spoke before or, where their marks stay open, to who speaks next."""
    if quotation.cue is not None:
        judged = any(reason.part == "judgement" for reason in quotation.because)  # a person said that it has no source
        if state.foreign and not judged:
            return continued(state, quotation, state.foreign)
        return _UNNAMED if judged else _of_clause(state, quotation, quotation.cue, following)
    if not (quotation.implicit or state.is_given):  # set apart by layout, which would name another speaker
        return _UNNAMED
    if introduced := _introduced(state, quotation):
        return introduced
    if following and following.source and _stays_open(quotation.text):
        between = state.text[quotation.content[-1].end : following.content[0].start]
        if not between.strip('"“”«» \n\t'):
            next_speaker = by_source(state, following, following.source)
            return next_speaker.referred_to("the words go on in the next paragraph, which names their speaker")
    if state.last is None:
        return Decision(None, "nobody spoke before")
    return state.last.referred_to("the words go on from the quotation before")


def _is_undergone(text: str, quotation: Quotation) -> bool:
    """Tell whether the source is who was asked or blamed, not who spoke: "Ana Ruel | was asked | whether …"."""
    source, cue = quotation.source, quotation.cue
    if source is None or cue is None or source.end > cue.start:
        return False
    return bool(UNDERGONE.match(cue.of(text)))


def _of_agent(state: DiscourseState, quotation: Quotation) -> Decision:
    agent = agent_of(state.text, state.entities, quotation.content[-1])
    return by_source(state, quotation, agent) if agent else _UNNAMED


def _of_clause(state: DiscourseState, quotation: Quotation, cue: Span, following: Quotation | None) -> Decision:
    """Attribute words whose cue has no source beside it to the subject of its sentence: "Ana Ruel left, saying no"."""
    start, words = sentence_start(state.text, cue.start), cue.of(state.text)
    if PASSIVE.match(words):
        return _of_agent(state, quotation)
    found = subject(state.text, state.entities, start, cue.start)
    if found and belongs(state.text, found, cue):
        return by_source(state, quotation, found)
    own = following.source if following else None
    if own and PARTICIPLE.match(words) and sentence_start(state.text, own.start) == start:
        return by_source(state, quotation, own)
    return _UNNAMED


def _introduced(state: DiscourseState, quotation: Quotation) -> Decision | None:
    """Attribute words without a cue to the subject of the sentence before them, if that ends in a colon."""
    before = state.text[: quotation.content[0].start].rstrip()
    start = sentence_start(state.text, len(before)) if before.endswith(":") else len(before)
    found = subject(state.text, state.entities, start, len(before))
    return by_source(state, quotation, found) if found else None


def _stays_open(words: str) -> bool:
    """Tell whether the last marks in some words open a passage that does not end in them."""
    last = max(map(words.rfind, _OUTER_MARKS))
    return any(mark in words[max(0, last) :] for mark in _OPENING)


def _of_headline(state: DiscourseState, quotation: Quotation, body: Sequence[Quotation]) -> Decision:
    """Give a headline that names no person the speaker in the body whose words it repeats."""
    decision = Decision(None, "the headline names no speaker")
    if quotation.source:
        decision = by_source(state, quotation, quotation.source)
    if decision.basis == "name" and decision.speaker and decision.speaker.kind == "person":
        return decision
    is_described = decision.speaker is not None and decision.speaker.kind == "person"
    wanted = long_words(quotation.text)
    for n, other in enumerate(body[:_REPEATED_BY]):
        made = state.decisions[other.id]
        common = wanted & long_words(other.text)
        if is_described and made.speaker and made.speaker.kind != "person":
            continue  # "aide says" is no memo
        if made.speaker and common and (n == 0 or len(common) >= HEADLINE_REPEATED * len(wanted)):
            return replace(made.referred_to("the headline repeats words of the text"), span=other.source)
    is_state = decision.speaker is not None and decision.speaker.kind == "state"
    return _who_spoke_for(state, decision, body) if is_state else decision


def _who_spoke_for(state: DiscourseState, decision: Decision, body: Sequence[Quotation]) -> Decision:
    """Return the official who speaks first in the text, whom a headline means by the name of a state."""
    for other in body[:_SPOKE_FOR_STATE]:
        made = state.decisions[other.id]
        speaker = made.speaker if other.inside is None else None
        if speaker and speaker.kind == "person" and speaker.role and is_strong(speaker.role):
            why = "the headline names a state, and the text the official who spoke for it"
            return replace(made.referred_to(why), span=other.source)
    return decision
