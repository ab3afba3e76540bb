"""The understand stage: what the reading model makes of each quotation, in the pass that found it.

It gives acts, modality and polarity, each with its probability, and what the surroundings name as hearer, venue and
relay. The context stage spreads the last three over an occasion, and the classify stage adds what grammar is sure of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord import thresholds
from onrecord.analysis.classify.modality import modality_by_words
from onrecord.analysis.extract.pages import page_of
from onrecord.analysis.understand.mentions import may_relay, whole_names, with_mention
from onrecord.analysis.understand.statements import weighed
from onrecord.lexicons.modality import denies
from onrecord.models.reading import Named, Placed, Understood
from onrecord.models.reading import understand as read_on
from onrecord.models.reading.understanding import MODALITIES
from onrecord.types import Act, Modality, Quotation, Reading, Reason

_DEFAULT = "en"
_SUREST = 0.999
_RARE = "hypothetical"  # the labels hold too few for the model to have learned it


def understand(reading: Reading) -> Reading:
    """Give each quotation what the model of its language makes of it."""
    if not reading.quotations:
        return reading
    placed = [Placed(one.content, one.cue, one.source, one.headline) for one in reading.quotations]
    pairs = zip(reading.quotations, read_on(page_of(reading)[0], placed, reading.story.language), strict=True)
    found = (_understood(reading, one, made) if made else one for one, made in pairs)
    return replace(reading, quotations=tuple(found))


def _understood(reading: Reading, quotation: Quotation, made: Understood) -> Quotation:
    named = weighed(reading, _with_named(reading, quotation, made.named), made.statement)
    acts = made.acts
    ranked = _ranked(reading, quotation, acts)
    act, polarity = ranked[0], max(made.polarities, key=lambda each: made.polarities[each])
    sure = replace(named.probabilities, act=_stated(acts[act]), polarity=_stated(made.polarities[polarity]))
    is_measured = reading.story.language in thresholds.LEARNED_LANGUAGES
    return replace(
        named,
        act=act,
        acts_also=tuple(
            other for other in ranked[1:] if other != "assert" and made.also[other] >= thresholds.ALSO_DOES
        ),
        modality=_modality(reading, quotation, made),
        polarity=polarity,
        probabilities=sure if is_measured else named.probabilities,
        because=(*named.because, _reason(quotation, acts, ranked[1])),
    )


def _ranked(reading: Reading, quotation: Quotation, acts: Mapping[Act, float]) -> list[Act]:
    """Return the acts from the likeliest on; a denial that words bear out comes first, an unsure first one last."""
    ranked = sorted(acts, key=lambda act: -acts[act])
    if acts["deny"] >= thresholds.DENIES_WITH_WORDS and _denies(reading, quotation):
        return ["deny", *(act for act in ranked if act != "deny")]
    is_sure = acts[ranked[0]] >= thresholds.ACT_READ.get(ranked[0], 0.0)
    return ranked if is_sure else [*ranked[1:], ranked[0]]


def _denies(reading: Reading, quotation: Quotation) -> bool:
    """Tell whether words of another language than English, that deny by themselves, stand in a quotation."""
    language = reading.story.language
    return language not in (None, _DEFAULT) and denies(quotation.text, language)


def _stated(chance: float) -> float:
    """Return a probability as it is kept: never 1, which is what a person judged."""
    return min(round(chance, 3), _SUREST)


def _modality(reading: Reading, quotation: Quotation, made: Understood) -> Modality:
    """Return how sure the speaker is: what words tell, if the model does not rule it out, else what it reads."""
    told = modality_by_words(reading.masked, reading.story.language or _DEFAULT, quotation)
    if told and (told[0] == _RARE or made.modalities[told[0]] >= thresholds.MODALITY_WITH_WORDS):
        return told[0]
    best = max(MODALITIES[1:], key=lambda each: made.modalities[each])
    return best if made.modalities[best] >= thresholds.MODALITY else "plain"


def _with_named(reading: Reading, quotation: Quotation, named: Sequence[Named]) -> Quotation:
    """Return a quotation with the likeliest words beside it for hearer, venue and relay."""
    is_asked = quotation.addressee is not None  # the layout shows by whom
    for field, each in {each.field: each for each in sorted(named, key=lambda each: each.chance)}.items():
        mention = reading.mention(whole_names(reading, each.span))
        if (field == "addressee" and is_asked) or (field == "relay" and not may_relay(reading, mention)):
            continue
        quotation = with_mention(quotation, field, mention, round(each.chance, 3))
    return quotation


def _reason(quotation: Quotation, acts: Mapping[Act, float], second: Act) -> Reason:
    why = f"what the words do in their story, as the model reads it; next likeliest: {second}, {acts[second]:.2f}"
    return Reason("act", why, quotation.cue or quotation.content[0])
