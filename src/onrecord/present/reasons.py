"""Why each field of a quotation is what it is, with how sure it is: the same on the command line and the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from onrecord.present.terms import POLARITIES
from onrecord.types import Probabilities, Quotation, Reason

_AS_SAID = "the story reports the words as said"


def sure_reasons(quotation: Quotation) -> Iterator[Reason]:
    """Yield the reasons of a quotation, the first of each field with how sure that field is: "… · 0.98 sure".

    A field that is filled and measured, but has no reason, gets one that tells only this.
    """
    open_fields = {field.name: getattr(quotation.probabilities, field.name) for field in fields(Probabilities)}
    for reason in quotation.because:
        probability = open_fields.pop(reason.part, None)
        yield reason if probability is None else replace(reason, detail=f"{reason.detail} · {sure(probability)}")
    for name, probability in open_fields.items():
        if probability is not None and getattr(quotation, name):
            polarity = POLARITIES.get(quotation.polarity, _AS_SAID) if name == "polarity" else ""
            yield Reason(name, " · ".join(filter(None, (polarity, sure(probability)))))


def sure(probability: float) -> str:
    """Say how sure a field is; only what a person or another program holds for certain is 1.00."""
    return f"{probability if probability == 1 else min(probability, 0.99):.2f} sure"
