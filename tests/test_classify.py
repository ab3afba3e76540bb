"""What a quotation does: acts, what a denial is about, modality, condition and deadline."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import analyse
from onrecord.analysis.classify import classify
from onrecord.lexicons import rows
from onrecord.lexicons.event_codes import codes
from onrecord.lexicons.modality import conditions, firmness
from onrecord.models.reading.understanding import ACTS
from onrecord.types import Quotation
from tests.support.readings import quoted, reading


def read(text: str) -> list[Quotation]:
    return [quotation for reading in analyse(text) for quotation in reading.quotations]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ('"The bridge is old," Ana Ruel said.', "assert"),
        ("Ana Ruel denied that the gates had been shut.", "deny"),
        ('"That is nonsense," Ana Ruel said.', "deny"),
        ("Ana Ruel confirmed that the gates had been shut.", "confirm"),
        ('"We will open the gates in spring," Ana Ruel promised.', "promise"),
        ("Ana Ruel called on the government of Tolm to open the gates.", "demand"),
        ('"They must open the gates," Ana Ruel said.', "demand"),
        ("Ana Ruel proposed that both sides read the gauge.", "propose"),
        ("Ana Ruel accused Tolm of hiding the figures.", "accuse"),
        ("Ana Ruel predicted that the river would rise.", "predict"),
        ('"Who has the key?" Ana Ruel asked.', "question"),
        ('"No comment," Ana Ruel said.', "decline"),
        ("Ana Ruel welcomed the treaty.", "praise"),
    ],
)
def test_acts(text: str, act: str) -> None:
    assert [quotation.act for quotation in read(text)] == [act]


def test_a_bare_no_denies_the_sentence_before() -> None:
    text = 'Will the gates be shut? "No, never," Ana Ruel said.'
    quotation = next(q for q in read(text) if q.text.startswith('"No'))
    assert quotation.act == "deny"
    (about,) = quotation.about
    assert about.of(text) == "Will the gates be shut?"


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("The gates are open", "plain"),
        ("If the report is right, the gates are open", "conditional"),
        ("The gates may be open", "hedged"),
        ("The gates would have been open", "hypothetical"),
    ],
)
def test_modality(words: str, modality: str) -> None:
    (quotation,) = read(f'"{words}," Ana Ruel said.')
    assert quotation.modality == modality


@pytest.mark.parametrize(
    ("words", "language", "firm", "conditional"),
    [
        ("The gates will open", "en", 0, False),
        ("The gates will open under no circumstances", "en", 1, False),
        ("Perhaps the gates will open if it rains", "en", -1, True),
        ("Мы категорически против", "ru", 1, False),
        ("Vielleicht kommen wir, wenn es regnet", "de", -1, True),
        ("", "xx", 0, False),
    ],
)
def test_how_firm_words_are(words: str, language: str, firm: int, conditional: bool) -> None:
    assert (firmness(words, language), conditions(words, language)) == (firm, conditional)


def test_a_demand_has_its_condition_and_deadline() -> None:
    (quotation,) = read('"Unless it rains, they must open the gates by the end of March," Ana Ruel said.')
    assert quotation.condition is not None
    assert quotation.condition.text.startswith("Unless it rains")
    assert quotation.deadline is not None
    assert quotation.deadline.text == "by the end of March"


def test_every_act_has_a_code_for_exports() -> None:
    coded = {row["act"] for row in rows("und", "plover")}
    assert coded >= set(ACTS)


def test_the_codes_of_an_act_are_those_of_its_schemes() -> None:
    assert codes("deny") == {"plover": "REJECT", "cameo": "12"}
    assert codes("other") == {"cameo": "01"}
    assert codes("unheard of") == {}


@given(st.text(alphabet='aeNo, .?!"ifwilnot', max_size=80))
def test_any_words_are_classified(words: str) -> None:
    for quotation in read(f'"{words}," Ana Ruel said.'):
        assert quotation.act


# --- rules on hand-made readings, without the reading model -----------------------------------------------------------


def classified(text: str, content: str, cue: str | None = None, act: str | None = None, **story: Any) -> Quotation:
    (found,) = classify(reading(text, quoted(text, content, cue, act=act), **story)).quotations
    return found


def test_words_that_were_not_said_deny_and_promise_nothing() -> None:
    text = "Ana Ruel never promised that it would rain."
    made = replace(quoted(text, "that it would rain", "promised", "Ana Ruel"), act="promise", acts_also=("predict",))
    (found,) = classify(reading(text, made)).quotations
    assert (found.polarity, found.act, found.acts_also) == ("not_said", "assert", ())


@pytest.mark.parametrize(
    ("answer", "elliptical"),
    [("No.", True), ("No, we did not.", True), ("No, we did not rain.", False)],
)
def test_a_denial_of_a_few_words_is_about_the_sentence_before(answer: str, elliptical: bool) -> None:
    text = f'It was late. Did it rain? "{answer}", Ana Ruel denied.'
    (about,) = classified(text, f'"{answer}"', "denied", "deny").about
    assert about.of(text) == ("Did it rain?" if elliptical else f'"{answer}"')


def test_what_is_asserted_is_about_nothing_else_and_a_denial_without_a_sentence_before_about_itself() -> None:
    text = 'Did it rain? "Yes, it rained", Ana Ruel said.'
    assert classified(text, '"Yes, it rained"', "said", "assert").about == ()
    alone = '"No", Ana Ruel denied.'
    assert [span.of(alone) for span in classified(alone, '"No"', "denied", "deny").about] == ['"No"']


@pytest.mark.parametrize(
    ("words", "condition", "deadline"),
    [
        ("we will leave if it rains by Friday", "if it rains by Friday", "by Friday"),
        ("we will leave unless it rains; so be it", "unless it rains", None),
        ("we will leave within two weeks", None, "within two weeks"),
        ("we will leave no later than May 3", None, "no later than May 3"),
        ("we will leave before the end of 2033", None, "before the end of 2033"),
        ("we will stay until the end of the year", None, "until the end of the year"),
        ("we will stay until March", None, "until March"),
        ("it rained before March if it rained", None, None),
    ],
)
def test_the_condition_and_the_deadline_of_what_binds(words: str, condition: str | None, deadline: str | None) -> None:
    text = f'Ana Ruel said "{words}".'
    found = classified(text, f'"{words}"', "said", "promise" if words.startswith("we") else "assert")
    assert (found.condition and found.condition.text) == condition
    assert (found.deadline and found.deadline.text) == deadline


def test_words_far_into_a_long_quotation_are_not_read() -> None:
    near, far = "es regnet " * 190 + "vielleicht", "es regnet " * 200 + "vielleicht"
    for words, modality in ((near, "hedged"), (far, "plain")):
        text = f'Ana Ruel: "{words}".'
        assert classified(text, f'"{words}"', language="de").modality == modality


def test_the_language_of_the_story_chooses_the_patterns() -> None:
    text = 'Ana Ruel: "Vielleicht regnet es".'
    assert classified(text, '"Vielleicht regnet es"', language="de").modality == "hedged"
    assert classified(text, '"Vielleicht regnet es"', language="en").modality == "plain"
    english = 'Ana Ruel: "Perhaps it rains".'
    assert classified(english, '"Perhaps it rains"', language=None).modality == "hedged"
