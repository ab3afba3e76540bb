"""Hearer, venue and relay of each quotation: what the reading model and the grammar of its clause name.

What both find beside words is weighed for the words around, too (`occasions`): an interview is named once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from onrecord import thresholds
from onrecord.analysis.context.addressees import addressee_in
from onrecord.analysis.context.clauses import Clause, clause_of, contents_of
from onrecord.analysis.context.occasions import (
    FARTHEST,
    Chosen,
    StoryOccasions,
    Told,
    chosen,
    is_alike,
    known_by,
    nearest,
)
from onrecord.analysis.context.relay import carriers_of
from onrecord.analysis.context.venues import venue_in
from onrecord.analysis.understand.mentions import mention_of, with_mention
from onrecord.models.occasions import calibrated
from onrecord.models.reading import Field
from onrecord.text.sentences import paragraphs
from onrecord.types import Mention, Quotation, Reading, Reason

Find = Callable[[Quotation, Clause], Mention | None]
Choose = Callable[[Field, StoryOccasions, int], Chosen]
_BESIDE, _AROUND = "stated beside the words", "stated beside other words of the same occasion"


def with_named(reading: Reading, choose: Choose = chosen) -> Reading:
    """Give each quotation its hearer, venue and relay, where one is likely enough."""
    text = reading.masked
    clauses = _clauses(reading)
    finders: Mapping[Field, Find] = {
        "addressee": lambda quotation, clause: addressee_in(text, quotation, clause),
        "venue": lambda _, clause: venue_in(text, clause),
        "relay": carriers_of(reading),
    }
    for field, find in finders.items():
        told = [_told(reading, one, field, find, clauses) for one in reading.quotations]
        farthest = 0 if field == "addressee" else FARTHEST  # a hearer is that of the clause that names one
        story = StoryOccasions(reading.quotations, _paragraphs(reading), told, farthest)
        quotations = tuple(_with(one, field, choose(field, story, n), n) for n, one in enumerate(reading.quotations))
        reading = replace(reading, quotations=quotations)
    if reading.story.language in thresholds.LEARNED_LANGUAGES:
        return reading
    return replace(reading, quotations=tuple(map(_unmeasured, reading.quotations)))


def _unmeasured(quotation: Quotation) -> Quotation:
    """Return a quotation in a language in which nobody measured how often what is named is right."""
    return replace(quotation, probabilities=replace(quotation.probabilities, addressee=None, venue=None, relay=None))


def _with(quotation: Quotation, field: Field, found: Chosen, n: int) -> Quotation:
    """Return a quotation with the likeliest of what may be named; whom the layout shows to have asked stays."""
    is_given = field == "addressee" and quotation.addressee is not None and quotation.probabilities.addressee is None
    if is_given:
        return quotation
    if found is None or found[1] < thresholds.NAMED[field] or _is_speaker(quotation, nearest(found[0], n)):
        return with_mention(quotation, field, None, None)
    occasion, chance = found
    told = nearest(occasion, n)
    made = with_mention(quotation, field, told.mention, round(calibrated(chance, *thresholds.NAMED_RIGHT[field]), 3))
    why = _BESIDE if n in occasion.told else _AROUND
    return replace(made, because=(*made.because, Reason(field, why, told.mention.span)))


def _is_speaker(quotation: Quotation, told: Told) -> bool:
    """Tell whether a mention names the speaker: nobody speaks to themselves, or relays their own words."""
    return quotation.speaker is not None and known_by(told.mention.text) == known_by(quotation.speaker.name)


def _told(
    reading: Reading, quotation: Quotation, field: Field, find: Find, clauses: Mapping[str, Clause | None]
) -> Told | None:
    """Return what is named beside a quotation: by the model, or by grammar, which confirms it where both agree."""
    clause = clauses[quotation.id]
    by_rule = find(quotation, clause) if clause else None
    by_rule = reading.mention(by_rule.span) if by_rule else None
    read, sure = mention_of(quotation, field)
    chance = sure or 0.0
    if read is None or sure is None or (by_rule and chance < thresholds.READ_SURELY and not _is_alike(read, by_rule)):
        return Told(by_rule, 0.0, by_rule=True) if by_rule else None
    if by_rule is None or not _is_alike(read, by_rule):
        return Told(read, chance)
    return Told(by_rule if by_rule.span.covers(read.span) else read, chance, by_rule=True)


def _is_alike(one: Mention, other: Mention) -> bool:
    return is_alike(known_by(one.text), known_by(other.text))


def _clauses(reading: Reading) -> Mapping[str, Clause | None]:
    contents = contents_of(reading.quotations)
    text, story = reading.masked, reading.story.span
    return {one.id: clause_of(text, story, one, contents) for one in reading.quotations}


def _paragraphs(reading: Reading) -> Sequence[int]:
    """Return the number of the paragraph in which each quotation is attributed."""
    starts = [span.start for span in paragraphs(reading.masked, reading.story.span)]
    places = ((one.cue or one.source or one.content[0]).start for one in reading.quotations)
    return [bisect_right(starts, place) for place in places]
