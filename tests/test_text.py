"""Masks keep length, paragraphs and sentences keep order, quotation marks pair whatever has become of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.marks import pair_marks
from onrecord.text.masks import level, mask, storable
from onrecord.text.sentences import paragraphs, seams, sentences
from onrecord.types import Span

MARKED = st.text(alphabet="ab A.,'\"“”‘’«»„\n\r\u00a0—(", max_size=120)


def whole(text: str) -> Span:
    return Span(0, len(text))


def passages(text: str) -> list[str]:
    return [p.span.of(text) for p in pair_marks(text, paragraphs(text, whole(text)))[0] if p.depth == 0]


def alone(text: str) -> int:
    return len(pair_marks(text, paragraphs(text, whole(text)))[1])


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_a_mask_keeps_length_and_line_ends(text: str, pairs: list[tuple[int, int]]) -> None:
    masked = mask(text, [Span(*pair) for pair in pairs])
    assert len(masked) == len(text)
    assert all(a == b or (b == " " and a not in "\r\n") for a, b in zip(text, masked, strict=True))
    assert mask(masked, [Span(*pair) for pair in pairs]) == masked


@given(st.text())
def test_levelling_is_one_for_one_and_final(text: str) -> None:
    assert len(level(text)) == len(text)
    assert level(level(text)) == level(text)


def test_levelling_repairs_a_cyrillic_letter_in_a_latin_word_but_leaves_russian_alone() -> None:
    assert level("Сlaims by the minister") == "Claims by the minister"
    assert level("заявил министр") == "заявил министр"


def test_what_no_database_can_hold_is_replaced_one_for_one() -> None:
    assert storable("a\x00b\ud800c") == "a\ufffdb\ufffdc"


@given(MARKED)
def test_paragraphs_sentences_and_passages_lie_in_order_inside_the_text(text: str) -> None:
    found = paragraphs(text, whole(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    for paragraph in found:
        parts = sentences(text, paragraph)
        assert all(a.end <= b.start for a, b in pairwise(parts))
        assert "".join(part.of(text) for part in parts).split() or not paragraph.of(text).strip()
    for passage in pair_marks(text, found)[0]:
        assert 0 <= passage.span.start < passage.span.end <= len(text)
        assert any(paragraph.covers(passage.span) for paragraph in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        (
            "“Curly,” she said. «Guillemets», „low-high“, »reversed«.",
            ["“Curly,”", "«Guillemets»", "„low-high“", "»reversed«"],
        ),
        ("« Spaced » marks", ["« Spaced »"]),
        ("She called it « spaced ». It was.", ["« spaced »"]),
        ('“We were told of it, "- she said', ['“We were told of it, "']),
        ('"...and they went," he said.', ['"...and they went,"']),
        ('"straight closed by curly” he said', ['"straight closed by curly”']),
        ("”Closing used as opening,” he said.", ["”Closing used as opening,”"]),
        ('he said."No, she stayed," Ruel told us."Then they left.', ['"No, she stayed,"', '"Then they left.']),
        ('"a "neighbourly" world, and more," he added', ['"a "neighbourly" world, and more,"']),
        ("the 'harbour pilots,' to the ministers' plan isn't new", ["'harbour pilots,'"]),
        ("They sang in the '90s and don't now; the drivers' union", []),
    ],
)
def test_marks_pair(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


def test_a_passage_opened_again_in_each_paragraph_is_one_a_paragraph_and_no_problem() -> None:
    text = "“One ends.\n\n“Two ends.\n\n“Three,” he said."
    assert passages(text) == ["“One ends.", "“Two ends.", "“Three,”"]
    assert alone(text) == 0


def test_a_passage_closed_in_the_next_paragraph_runs_over() -> None:
    text = '"All of it was turned down.\n\nNow it is on the table," she said. "Yes," he said.'
    assert passages(text) == ['"All of it was turned down.', 'Now it is on the table,"', '"Yes,"']
    assert alone(text) == 0


def test_a_mark_never_closed_ends_with_its_sentence_and_is_reported() -> None:
    text = '"We never closed this, he said. "A second one," he said.'
    assert passages(text) == ['"We never closed this, he said.', '"A second one,"']
    assert alone(text) == 1


def test_a_mark_never_opened_begins_with_its_sentence_and_is_reported() -> None:
    text = 'It rained. We will stay," he said. Then they left.'
    assert passages(text) == ['We will stay,"']
    assert alone(text) == 1


def test_lines_of_one_length_are_one_paragraph_and_short_lines_are_many() -> None:
    lines = [
        "The minister said on Monday that the ferry",
        "would sail again before the winter, and that",
        "fares would stay as they are until the end",
        "of the year.",
    ]
    wrapped = "\n".join(lines)
    assert len(paragraphs(wrapped, whole(wrapped))) == 1
    assert len(paragraphs("One sentence ends here.\nAnother ends here.\nA third.", Span(0, 54))) == 3


def test_a_headline_a_byline_and_a_date_are_three_paragraphs() -> None:
    text = "Ferry Strike Ends In Orme\nBy Osk Tarrin, Orme Press\nMay 5, 2032\n\nThe ferries sail again."
    assert len(paragraphs(text, whole(text))) == 4


def test_sentences_end_at_lost_spaces_and_not_at_initials() -> None:
    text = "They left.On Friday Mr. J. Ruel met the U.N. envoy in St. Orme. He smiled."
    assert [s.of(text) for s in sentences(text, whole(text))] == [
        "They left.",
        "On Friday Mr. J. Ruel met the U.N. envoy in St. Orme.",
        "He smiled.",
    ]


def test_glued_words_are_found_where_one_half_stands_elsewhere() -> None:
    text = "Talks in PortvaleForeign Minister Ruel came to Portvale. McAllister stayed."
    assert [text[at:][:7] for at in seams(text, whole(text))] == ["Foreign"]


def test_thousands_of_marks_do_not_hang() -> None:
    text = "\"'“«" * 20_000
    assert pair_marks(text, [whole(text)])[0]
