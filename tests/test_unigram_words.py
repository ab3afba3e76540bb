"""Words and pieces of the model of other languages: in order, inside the text, and the same whatever stands around."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models.reading.encoders import LowerHalf

VOCABULARY = LowerHalf().vocabulary
SCRAPS = st.text(
    st.one_of(st.sampled_from("aé中文かПйم١ 　\n«»“”,.—-'’\u0301\u200b\u00ad\x00½ﬁ👍"), st.characters(codec="utf-8")),
    max_size=60,
)


@settings(deadline=None, max_examples=200)
@given(SCRAPS)
def test_words_stand_in_order_and_each_has_pieces(text: str) -> None:
    places, pieces = VOCABULARY.words(text)
    edges = [0, *(edge for place in places for edge in place), len(text)]
    assert edges == sorted(edges)
    assert all(start < end for start, end in places)
    assert len(places) == len(pieces)
    assert all(pieces)


@settings(deadline=None, max_examples=100)
@given(SCRAPS)
def test_a_blank_behind_a_text_changes_nothing(text: str) -> None:
    assert VOCABULARY.words(text + " ") == VOCABULARY.words(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Мэр Иво Занд: «Нет».", ["Мэр", "Иво", "Занд", ":", "«", "Нет", "»", "."]),
        ("قال: «لا»", ["قال", ":", "«", "لا", "»"]),
        ("馆长表示：“不。”", ["馆", "长", "表示", "：", "“", "不", "。", "”"]),
    ],
)
def test_words_and_marks_are_apart(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in VOCABULARY.words(text)[0]] == words


def test_a_long_run_without_spaces_is_read_to_its_end() -> None:
    text = "港" * 50_000
    places, _ = VOCABULARY.words(text)
    assert places[-1][1] == len(text)


def test_the_first_word_behind_a_blank_differs_from_one_that_goes_on() -> None:
    _, (opening, _, _, going_on) = VOCABULARY.words("von l’von")
    assert opening != going_on
