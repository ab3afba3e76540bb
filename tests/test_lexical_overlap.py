"""Words of quotations in common: how much each tells, in which order, and from how many on."""

from __future__ import annotations

import pytest

from onrecord.linking.lexical_overlap import (
    are_comparable,
    is_unspaced,
    may_share,
    shared,
    stems_of,
    weight,
    weight_of,
    words_of,
)


def test_words_are_compared_without_case_accents_marks_and_apostrophes() -> None:
    assert words_of("“It’s the Café’s — no-one PAID €40, Ængus!”") == (
        "its",
        "the",
        "cafes",
        "no",
        "one",
        "paid",
        "40",
        "ængus",
    )
    assert len(words_of("word " * 400)) == 300


@pytest.mark.parametrize(
    ("word", "expected"),
    [("it", 0.25), ("its", 0.25), ("gate", 0.6), ("gates", 1.0), ("7", 1.0), ("2032", 1.0), ("", 0.25)],
)
def test_long_words_and_numbers_tell_most(word: str, expected: float) -> None:
    assert weight(word) == expected


def test_the_weight_of_a_text_counts_each_word_as_often_as_it_stands() -> None:
    assert weight_of("gates, gates and gate") == pytest.approx(1 + 1 + 0.25 + 0.6)


@pytest.mark.parametrize(
    ("left", "right", "share"),
    [
        ("gates stay open", "gates stay open", 1.0),
        ("gates stay open", "the gates stay open today", 1.0),
        ("gates stay open today", "gates stay shut", (1 + 0.6) / (1 + 0.6 + 0.6)),
        ("the gates", "a gates", 1.0 / 1.25),
        ("it is so", "we are so", 0.0),
        ("it is so", "it is not", 0.5 / 0.75),
        ("governmental harbour", "governments harbour", 0.5),
        ("", "gates", 0.0),
        ("", "", 0.0),
    ],
)
def test_what_stands_in_one_order_in_both_is_shared(left: str, right: str, share: float) -> None:
    assert shared(words_of(left), words_of(right)) == pytest.approx(share)
    assert shared(words_of(right), words_of(left)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("left", "right", "least", "may"),
    [
        ("gates stay open", "open stay gates", 1.0, True),
        ("gates stay open", "gates stay", 1.0, True),
        ("gates stay open", "gates gates gates", 0.45, True),
        ("gates stay open", "gates gates gates", 0.46, False),
        ("gates", "boats", 0.1, False),
    ],
)
def test_words_in_any_order_bound_what_can_be_shared(left: str, right: str, least: float, may: bool) -> None:
    assert may_share(left, right, least) is may


def test_stems_are_the_beginnings_of_words_that_carry_meaning_but_for_names() -> None:
    assert stems_of("Harbours near Kessin are dredged, and dredging costs") == {"harbo", "near", "dredg", "costs"}
    assert stems_of("near a gate by day") == {"near", "gate"}
    assert stems_of("Gates and Boats") == {"gates"}


@pytest.mark.parametrize(
    ("left", "right", "comparable"),
    [
        ("harbour dredging costs plans", "harbour dredging, and nothing else besides lamps", True),
        ("harbour dredging costs plans", "harbour lamps shine brightly tonight", False),
        ("harbour dredging costs", "harbour lamps shine brightly tonight", True),
        ("harbour", "lamps", False),
        ("港口", "lamps", True),
        ("lamps", "港口", True),
    ],
)
def test_two_texts_are_comparable_when_enough_words_of_meaning_stand_in_both(
    left: str, right: str, comparable: bool
) -> None:
    assert are_comparable(left, right) is comparable


@pytest.mark.parametrize(
    ("text", "unspaced"), [("ประตู", True), ("かな", True), ("会议", True), ("gates", False), ("ворота", False)]
)
def test_scripts_without_spaces_are_known(text: str, unspaced: bool) -> None:
    assert is_unspaced(text) is unspaced
