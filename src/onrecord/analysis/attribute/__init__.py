"""attribute: who spoke, told by names, pronouns, descriptions and the turn of the talk; each with what decided it.

A mention with a name stands for the person of that name in the story; a pronoun or a description for the likeliest one
named before it; a body, a paper or a group for itself. Where nobody fits, the speaker is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from onrecord.analysis.attribute.antecedents import Antecedents
from onrecord.analysis.attribute.discourse_state import Decision, Talk
from onrecord.analysis.attribute.entities import Cast, cast_of
from onrecord.analysis.attribute.speakers import by_source
from onrecord.lexicons.roles import is_strong
from onrecord.text.words import long_words
from onrecord.types import Quotation, Reading, Reason

_ENOUGH_IN_COMMON = 0.3  # of the words of a headline, to tell the same as a quotation of the body
_STATED = 60  # characters after a source in which a statement of its own is named
_UNCLOSED = re.compile(r"[\"“«„][^\"”»“]*$")


def attribute(reading: Reading) -> Reading:
    """Give each quotation its speaker, in the order of the text; headlines last: the body tells who is meant."""
    cast = cast_of(reading)
    spoken = [span for quotation in reading.quotations if quotation.form == "direct" for span in quotation.content]
    talk = Talk(reading.masked, cast, Antecedents(reading.masked, cast, spoken))
    body = [quotation for quotation in reading.quotations if not quotation.headline]
    for quotation, following in zip_longest(body, body[1:]):
        _decide(talk, quotation, following)
    for quotation in reading.quotations:
        if quotation.headline:
            talk.made[quotation.id] = _of_headline(talk, quotation, body)
    return replace(reading, quotations=tuple(_told(q, talk.made[q.id], cast) for q in reading.quotations))


def _told(quotation: Quotation, made: Decision, cast: Cast) -> Quotation:
    """Return a quotation with its speaker; roles are looked up last, when all of the story's are known."""
    speaker, reasons = made.speaker, [Reason("speaker", made.why, made.span)]
    if made.entity is not None:
        speaker, role = cast.entities[cast.same.get(made.entity, made.entity)].speaker(
            (quotation.source or quotation.content[-1]).end
        )
        if role:
            reasons.append(Reason("role", "stated in the story", role.span))
    return replace(quotation, speaker=speaker, because=(*quotation.because, *reasons))


def _decide(talk: Talk, quotation: Quotation, following: Quotation | None) -> None:
    made = by_source(talk, quotation, quotation.source) if quotation.source else _going_on(talk, quotation, following)
    talk.made[quotation.id] = made
    if made.entity is not None and quotation.source:
        talk.cast.name_again(made.entity, quotation.source)
    if made.speaker and quotation.inside is None:
        talk.last = made
        if made.speaker.kind != "person":
            talk.last_body = made
        if quotation.source and "statement" in talk.text[quotation.source.start : quotation.source.end + _STATED]:
            talk.stated = made


def _going_on(talk: Talk, quotation: Quotation, following: Quotation | None) -> Decision:
    """Words without a source go on with who spoke before or, where their marks stay open, with who speaks next."""
    if quotation.cue is not None:
        return Decision(None, "the text names nobody")
    if following and following.source and _UNCLOSED.search(quotation.text):
        between = talk.text[quotation.content[-1].end : following.content[0].start]
        if not between.strip('"“”«» \n\t'):
            made = by_source(talk, following, following.source)
            return replace(made, why="the words go on, and end with who spoke them")
    if talk.last is None:
        return Decision(None, "nobody spoke before")
    return replace(talk.last, why="goes on from the quotation before")


def _of_headline(talk: Talk, quotation: Quotation, body: Sequence[Quotation]) -> Decision:
    """A headline that names no person tells what somebody says in the body, if enough of its words come back there."""
    made = (
        by_source(talk, quotation, quotation.source)
        if quotation.source
        else Decision(None, "the headline names nobody")
    )
    if made.speaker and made.speaker.kind == "person" and made.entity is not None and made.why == "named":
        return made
    wanted = long_words(quotation.text)
    for n, told in enumerate(body[:4]):
        said = talk.made[told.id]
        common = wanted & long_words(told.text)
        if said.speaker and common and (n == 0 or len(common) >= _ENOUGH_IN_COMMON * len(wanted)):
            return replace(said, why="the headline tells what is said in the text", span=told.source)
    return _who_spoke_for(talk, made, body) if made.speaker and made.speaker.kind == "state" else made


def _who_spoke_for(talk: Talk, made: Decision, body: Sequence[Quotation]) -> Decision:
    """A headline that names a state means the official who speaks first in the text, if one does."""
    for told in body[:3]:
        said = talk.made[told.id]
        official = said.speaker and said.speaker.kind == "person" and said.speaker.role and is_strong(said.speaker.role)
        if official and told.inside is None:
            return replace(said, why="the headline names a state, the text who spoke for it", span=told.source)
    return made
