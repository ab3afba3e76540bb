"""The classify stage: whether words were said, what they do, how sure their speaker is, on what condition, by when."""

from __future__ import annotations

from dataclasses import replace

from onrecord.analysis.classify.acts import about, unsaid, with_short_answer
from onrecord.analysis.classify.fact_checks import never_said
from onrecord.analysis.classify.modality import binding_terms, with_modality
from onrecord.analysis.classify.polarity import Decided, polarity_of
from onrecord.analysis.context.clauses import contents_of
from onrecord.types import Quotation, Reading

_DEFAULT = "en"
_BINDING = ("promise", "threaten", "demand", "propose")


def classify(reading: Reading) -> Reading:
    """Give each quotation what grammar is sure of: polarity, condition and deadline, and what a denial is about."""
    contents = contents_of(reading.quotations)
    language = reading.story.language or _DEFAULT
    decided = [polarity_of(reading.masked, reading.story.span, language, one, contents) for one in reading.quotations]
    unsaid = {
        one.id: why.because[0]
        for one, why in zip(reading.quotations, decided, strict=True)
        if why.polarity == "not_said"
    }
    invented = {
        key: Decided("not_said", (why,)) for key, why in never_said(reading, unsaid).items() if key not in unsaid
    }
    pairs = zip(reading.quotations, decided, strict=True)
    classified = (_classified(reading, language, one, invented.get(one.id, why)) for one, why in pairs)
    return replace(reading, quotations=tuple(classified))


def _classified(reading: Reading, language: str, quotation: Quotation, decided: Decided) -> Quotation:
    text, polarity = reading.masked, decided.polarity
    sure = quotation.probabilities.polarity if polarity == quotation.polarity else None  # grammar alone says so
    if polarity == "not_said":
        quotation = unsaid(quotation, decided.declined)
    elif quotation.act is None:  # the reading model did not read it
        quotation = replace(with_modality(text, language, quotation), act="assert")
    elif language == _DEFAULT:
        quotation = with_short_answer(quotation)
    is_binding = not {quotation.act, *quotation.acts_also}.isdisjoint(_BINDING)
    condition, deadline = binding_terms(reading, quotation) if is_binding else (None, None)
    return replace(
        quotation,
        polarity=polarity,
        probabilities=replace(quotation.probabilities, polarity=sure),
        about=about(text, quotation) if quotation.act in ("deny", "confirm") else (),
        condition=condition,
        deadline=deadline,
        because=(*quotation.because, *decided.because),
    )
