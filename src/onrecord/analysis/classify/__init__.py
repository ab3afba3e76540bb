"""The classify stage: whether words were said, what they do, how sure their speaker is, on what condition, by when."""

from __future__ import annotations

from dataclasses import replace

from onrecord.analysis.classify.acts import acts_of, unsaid
from onrecord.analysis.classify.fact_checks import never_said
from onrecord.analysis.classify.modality import binding_terms, modality_of
from onrecord.analysis.classify.polarity import Decided, polarity_of
from onrecord.analysis.classify.statements import weighed
from onrecord.analysis.context.clauses import contents_of
from onrecord.types import Quotation, Reading

_DEFAULT = "en"
_BINDING = ("promise", "threaten", "demand", "propose")


def classify(reading: Reading) -> Reading:
    """Give each quotation its polarity, acts, modality, condition and deadline, and say what a denial is about.

    What hardly reports a statement is put below the line of what is shown.
    """
    return weighed(with_acts(reading))


def with_acts(reading: Reading) -> Reading:
    """Return a reading with all that `classify` gives, its confidence as it was found."""
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
    text = reading.masked
    acts = unsaid(decided.declined) if decided.polarity == "not_said" else acts_of(text, language, quotation)
    modality, reasons = modality_of(text, language, quotation)
    condition, deadline = binding_terms(reading, quotation) if acts.include(*_BINDING) else (None, None)
    return replace(
        quotation,
        polarity=decided.polarity,
        act=acts.main,
        acts_also=acts.also,
        about=acts.about,
        modality=modality,
        condition=condition,
        deadline=deadline,
        because=(*quotation.because, *decided.because, acts.because, *reasons),
    )
