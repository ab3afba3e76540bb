"""Quotations by phenomenon, and what holds for any text. Spans are checked through the words they cover."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord import Quotation, analyse
from onrecord.types import covered


def quotations(text: str) -> tuple[Quotation, ...]:
    return tuple(quotation for reading in analyse(text) for quotation in reading.quotations)


def only(text: str) -> Quotation:
    (quotation,) = quotations(text)
    return quotation


def parts(text: str) -> tuple[list[str], str | None, str | None, str]:
    quotation = only(text)
    return (
        [span.of(text) for span in quotation.content],
        quotation.cue and quotation.cue.of(text),
        quotation.source and quotation.source.of(text),
        quotation.form,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"The gates stay open," Foreign Minister Ana Ruel said on Monday.',
            (['"The gates stay open,"'], "said", "Foreign Minister Ana Ruel", "direct"),
        ),
        (
            '"The gates stay open," said Ana Ruel, the foreign minister.',
            (['"The gates stay open,"'], "said", "Ana Ruel, the foreign minister", "direct"),
        ),
        (
            'Ana Ruel told reporters: "The gates stay open."',
            (['"The gates stay open."'], "told reporters", "Ana Ruel", "direct"),
        ),
        ("„We stay here too,“ Ivo Sand said.", (["„We stay here too,“"], "said", "Ivo Sand", "direct")),
        ("»We stay here too,« Ivo Sand said.", (["»We stay here too,«"], "said", "Ivo Sand", "direct")),
        ("'We stay here, all of us,' Ivo Sand said.", (["'We stay here, all of us,'"], "said", "Ivo Sand", "direct")),
        (
            "In Orme, Ana Ruel said the count would not be delayed.",
            (["the count would not be delayed"], "said", "Ana Ruel", "indirect"),
        ),
        (
            "“The gates,” she added, “stay open.”",
            (["“The gates,”", "“stay open.”"], "added", "she", "direct"),
        ),
        (
            "“The gates stay open,” she said. “All of them, all summer.”",
            (["“The gates stay open,”", "“All of them, all summer.”"], "said", "she", "direct"),
        ),
        (
            "“Will the gates stay open?” Ruel asked.",
            (["“Will the gates stay open?”"], "asked", "Ruel", "direct"),
        ),
        (
            "The minister said that the gates would stay open.",
            (["that the gates would stay open"], "said", "The minister", "indirect"),
        ),
        (
            "The gates will stay open, the press service of the ministry said on Monday.",
            (["The gates will stay open"], "said", "the press service of the ministry", "indirect"),
        ),
        (
            "The gates, the minister said, will stay open.",
            (["The gates", "will stay open"], "said", "the minister", "indirect"),
        ),
        (
            "According to the ministry, the gates will stay open.",
            (["the gates will stay open"], "According to", "the ministry", "indirect"),
        ),
        (
            "The gates will stay open, according to Ana Ruel.",
            (["The gates will stay open"], "according to", "Ana Ruel", "indirect"),
        ),
        (
            "Ruel noted that the gates were “as good as welded” to their frames.",
            (["that the gates were “as good as welded” to their frames"], "noted", "Ruel", "mixed"),
        ),
        (
            "The islanders have called for a second boat.",
            (["a second boat"], "have called for", "The islanders", "indirect"),
        ),
        (
            "Ana Ruel, the port's director, said that fees would rise.",
            (["that fees would rise"], "said", "Ana Ruel, the port's director", "indirect"),
        ),
    ],
)
def test_content_cue_source_and_form(text: str, expected: tuple[list[str], str, str, str]) -> None:
    assert parts(text) == expected


def test_two_quotations_with_their_own_cues_are_two_rows() -> None:
    text = '"It will stay open," he said. "It will stay open all summer," Ruel added.'
    assert [q.text for q in quotations(text)] == ['"It will stay open,"', '"It will stay open all summer,"']


def test_a_second_report_in_one_sentence_is_a_second_row_with_the_same_source() -> None:
    text = "The ministry said that the gates stay open, adding that nobody had asked."
    assert [q.source and q.source.of(text) for q in quotations(text)] == ["The ministry", "The ministry"]


def test_words_glued_by_a_lost_space_are_read() -> None:
    text = 'The talks went on, he said."No, they did not," Ruel told reporters.On Friday they ended.'
    assert '"No, they did not,"' in [q.text for q in quotations(text)]


def test_a_paragraph_in_marks_without_a_cue_goes_on_with_the_speaker() -> None:
    text = "“The gates stay open,” Ana Ruel said.\n\n“We have promised it, and we keep what we promise.”"
    first, second = quotations(text)
    assert second.cue is None
    assert second.speaker == first.speaker
    assert second.confidence < first.confidence


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “fair plan” was dropped in spring.",
        "The film “Red Gates” opened in Orme.",
        "They discussed the issue and went home.",
        "The islanders' boat isn't new.",
        "Ana Ruel said in Orme.",
        '."?0',
    ],
)
def test_scare_quotes_titles_and_plain_narration_are_no_statements(text: str) -> None:
    assert quotations(text) == ()


@pytest.mark.parametrize(
    ("headline", "content", "source"),
    [
        ("Minister: Gates Will Stay Open", "Gates Will Stay Open", "Minister"),
        ("'Gates will stay open this summer': Ruel", "'Gates will stay open this summer'", "Ruel"),
        ("Ministry Says Gates Will Stay Open", "Gates Will Stay Open", "Ministry"),
    ],
)
def test_headline_speech(headline: str, content: str, source: str) -> None:
    text = f"{headline}\n\nNothing else was known in the evening."
    quotation = only(text)
    assert quotation.headline
    assert quotation.text == content
    assert quotation.source is not None
    assert quotation.source.of(text) == source


@pytest.mark.parametrize(
    "text", ['He said: "We never', 'We stay," he said.', '"', "“”", '"""', "«a", "a”", "‘ ’ “ „ » «"]
)
def test_unbalanced_marks_are_problems_or_nothing_but_never_errors(text: str) -> None:
    for reading in analyse(text):
        assert all(problem.span and problem.span.end <= len(text) for problem in reading.problems)


def test_a_mark_without_partner_is_a_problem_with_its_place() -> None:
    text = 'He said: "We never close.\n\nIt rained.'
    (reading,) = analyse(text)
    (problem,) = reading.problems
    assert problem.span is not None
    assert problem.span.of(text) == '"'
    assert problem.remedy


NEWSLIKE = st.lists(
    st.sampled_from(
        ['"', "“", "”", "'", "«", "said", "Ana Ruel", "the minister", "that", ",", ".", "?", " ", "\n", "\n\n", "told",
         "according to", ":", "Monday", "he", "gates stay open", "PortvaleForeign", "\u00a0", "Сlaims", "—", "1.",
         "ſaid", "1 Auguſt 2025", "on ſunday", "adding"]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip


@settings(deadline=None, max_examples=200)
@example("0:ACCORDING TO..")  # a source of two full stops
@example('" : : : "!0')  # five marks between quotation marks are not speech
@given(st.one_of(st.text(max_size=300), NEWSLIKE))
def test_any_text_gives_spans_inside_it_in_order_with_the_text_they_cover(text: str) -> None:
    found = analyse(text)
    assert found == analyse(text)
    for reading in found:
        starts = [quotation.content[0].start for quotation in reading.quotations]
        assert starts == sorted(starts)
        assert len({quotation.id for quotation in reading.quotations}) == len(starts)
        for quotation in reading.quotations:
            check(quotation, reading.document.text, len(text))


def check(quotation: Quotation, text: str, length: int) -> None:
    spans = [*quotation.content, *filter(None, (quotation.cue, quotation.source))]
    assert all(0 <= span.start < span.end <= length for span in spans)
    assert all(a.end <= b.start for a, b in zip(quotation.content, quotation.content[1:], strict=False))
    assert quotation.text == covered(text, quotation.content)
    assert 0 < quotation.confidence <= 1
    assert any(character.isalnum() for character in quotation.text)
    own = [span for span in (quotation.cue, quotation.source) if span]
    assert not any(span.meets(part) for span in own for part in quotation.content)
