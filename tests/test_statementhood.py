"""Statements and what only looks like one: acts, attitudes and bare topics stay below the line of what is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord import analyse
from onrecord.analysis.understand import understand
from onrecord.thresholds import SHOWN
from onrecord.types import READING_MEDIA_TYPE, Quotation
from tests.support.readings import quoted, reading

LEAD = "The council of Velm met on Thursday in the old hall to hear about the dam.\n\n"


def found(sentence: str) -> list[Quotation]:
    """The quotations in a sentence, put behind the first paragraph of a story."""
    return [q for r in analyse(LEAD + sentence) for q in r.quotations if q.content[-1].end > len(LEAD)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council met to talk about the harbour fee with Governor Orla Benn.",
        "Orla Benn spoke about the budget for an hour.",
        "Velm nominated Tolm for the games.",
        "Orla Benn signed the treaty on ferries.",
        "The members voted for the bridge.",
        "The court approved the merger of the two ports.",
        "Orla Benn, who supports the bridge, has a house on the other bank.",
        "Orla Benn released a photo of the dam.",
        "Tam Sorrel used the same words.",
    ],
)
def test_acts_attitudes_and_topics_are_not_shown(sentence: str) -> None:
    assert [quotation.text for quotation in found(sentence) if quotation.confidence >= SHOWN] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Orla Benn said that the dam was safe.",
        "“The dam is safe,” Orla Benn said.",
        "Orla Benn blamed the bakers for the flood.",
        "Orla Benn praised the engineers.",
        "Orla Benn called for a new bridge.",
        "Tam Sorrel called the plan “a gift to builders”.",
        "Orla Benn promised to repair the dam.",
        "Orla Benn wants the council to repair the dam.",
        "The report found that the dam was leaking.",
        "Orla Benn has not said that the dam will be closed.",
    ],
)
def test_statements_are_shown(sentence: str) -> None:
    quotations = found(sentence)
    assert quotations != []
    assert [quotation.text for quotation in quotations if quotation.confidence < SHOWN] == []


def lowered(language: str | None = "en", media_type: str = "text/plain", confidence: float = 0.8) -> bool:
    text = "Orla Benn signed the treaty."
    made = reading(text, quoted(text, "the treaty", "signed", "Orla Benn", confidence=confidence), language=language)
    made = replace(made, document=replace(made.document, media_type=media_type))
    (quotation,) = understand(made).quotations
    reasons = [reason for reason in quotation.because if reason.part == "confidence"]
    assert bool(reasons) == (quotation.confidence < confidence)
    return quotation.confidence < SHOWN


def test_only_what_this_program_found_in_english_is_lowered() -> None:
    assert lowered()
    assert lowered(language=None)
    assert not lowered(language="de")
    assert not lowered(media_type=READING_MEDIA_TYPE)
    assert not lowered(confidence=1.0)  # a person has said that it is right
