"""What a quotation does: acts by cue and by words, what a denial is about, modality, condition and deadline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import analyse
from onrecord.lexicons import rows
from onrecord.lexicons.event_codes import codes
from onrecord.lexicons.modality import conditions, firmness
from onrecord.types import Quotation


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
    assert coded >= {row["act"] for table in ("acts", "act_patterns") for row in rows("en", table)} | {
        "assert",
        "other",
    }


def test_the_codes_of_an_act_are_those_of_its_schemes() -> None:
    assert codes("deny") == {"plover": "REJECT", "cameo": "12"}
    assert codes("other") == {"cameo": "01"}
    assert codes("unheard of") == {}


@given(st.text(alphabet='aeNo, .?!"ifwilnot', max_size=80))
def test_any_words_are_classified(words: str) -> None:
    for quotation in read(f'"{words}," Ana Ruel said.'):
        assert quotation.act
