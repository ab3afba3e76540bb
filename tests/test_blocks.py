"""What a layout sets apart: block quotations, posts, answers and turns become quotations of who spoke them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.analysis.pipeline import readings
from onrecord.types import Block, BlockKind, Dated, Document, Quotation, Span
from onrecord.types.validity import faults
from tests.support.readings import Words, place

STATEMENT = "The ferry will run on Sundays. It will carry bicycles, and nobody will pay for them."


def block(text: str, words: Words, kind: BlockKind, speaker: Words | None = None, said: str | None = None) -> Block:
    day = Dated(said, "stated") if said else None
    return Block(place(text, words), kind, place(text, speaker) if speaker else None, day)


def of(text: str, *blocks: Block) -> Sequence[Quotation]:
    """Return the quotations of one story with blocks, after seeing that they are sound."""
    (reading,) = readings(Document("made.txt", b"", text, blocks=blocks), strict=True)
    assert list(faults(reading)) == []
    return reading.quotations


def told(text: str, *blocks: Block) -> list[tuple[str, str | None, str | None]]:
    """Return words, cue and speaker of each quotation."""
    return [(q.text, q.cue and q.cue.of(text), q.speaker.name if q.speaker else None) for q in of(text, *blocks)]


@pytest.mark.parametrize(
    ("before", "cue", "speaker"),
    [
        ("Ferry master Ana Ruel said in a statement:", "said in a statement:", "Ana Ruel"),
        ("The ferry master, Ivo Sand, wrote to the islanders:", "wrote", "Ivo Sand"),
        ("Tamsin Oray, who runs the ferry, put it this way on Tuesday:", ":", "Tamsin Oray"),
        ("In a letter to the islanders, Ana Ruel was shorter.", "letter", "Ana Ruel"),
    ],
)
def test_a_block_quotation_is_said_by_whom_the_words_before_it_name(before: str, cue: str | None, speaker: str) -> None:
    text = f"Ferry to run on Sundays\n\nThey had asked for it.\n\n{before}\n\n{STATEMENT}\n\nThe harbour is shut."
    found = [quotation for quotation in of(text, block(text, STATEMENT, "quotation")) if quotation.text == STATEMENT]
    assert [(one.form, one.speaker and one.speaker.name) for one in found] == [("direct", speaker)]
    assert [one.cue and one.cue.of(text) for one in found] == [cue]


@pytest.mark.parametrize(
    "before",
    [
        "“We have waited long enough,” Ivo Sand said.",
        "The islanders had asked for it since the spring, and the council had voted twice.",
        "The rules of the ferry have not changed in forty years.",
    ],
)
def test_a_block_quotation_without_a_word_of_its_speaker_is_nobodys(before: str) -> None:
    text = f"Ferry to run on Sundays\n\n{before}\n\n{STATEMENT}\n\nThe harbour is shut."
    found = [quotation for quotation in of(text, block(text, STATEMENT, "quotation")) if quotation.text == STATEMENT]
    assert [(one.form, one.speaker, one.implicit) for one in found] == [("direct", None, False)]


def test_a_label_outranks_the_words_before_a_block() -> None:
    text = f"Ferry\n\nIvo Sand asked the ferry master to answer:\n\n{STATEMENT}\n\n— Ana Ruel\n\nThe harbour is shut."
    assert told(text, block(text, STATEMENT, "quotation", "Ana Ruel"))[-1] == (STATEMENT, None, "Ana Ruel")


def test_a_block_of_two_paragraphs_is_one_quotation_and_a_turn_of_two_is_two() -> None:
    text = "Ferry\n\nAna Ruel: The ferry will run.\n\nIt will carry bicycles.\n\nThe harbour is shut."
    words = "The ferry will run.\n\nIt will carry bicycles."
    (one,) = of(text, block(text, words, "quotation", "Ana Ruel"))
    assert [span.of(text) for span in one.content] == ["The ferry will run.", "It will carry bicycles."]
    assert told(text, block(text, words, "turn", "Ana Ruel")) == [
        ("The ferry will run.", ":", "Ana Ruel"),
        ("It will carry bicycles.", ":", "Ana Ruel"),
    ]


def test_a_post_has_the_day_of_the_post_and_not_of_the_story() -> None:
    text = f"Ferry\n\nShe was up late on Thursday.\n\n{STATEMENT}\n\n— Ana Ruel (@ruel) May 1, 2031\n\nAll is shut."
    (one,) = of(text, block(text, STATEMENT, "post", "Ana Ruel", "2031-05-01"))
    assert (one.speaker and one.speaker.name, one.said and one.said.value) == ("Ana Ruel", "2031-05-01")


def test_what_a_block_quotes_of_others_is_nested_in_it() -> None:
    words = "I was on the quay. Ivo Sand said the ferry was late. Nobody believed him."
    text = f"Ferry\n\nAna Ruel wrote to the islanders:\n\n{words}\n\nThe harbour is shut."
    outer, inner = of(text, block(text, words, "quotation", "Ana Ruel"))
    assert (inner.speaker and inner.speaker.name, inner.inside) == ("Ivo Sand", outer.id)
    assert outer.inside is None


INTERVIEW = """‘Nobody pays for a bicycle’: an interview with Ana Ruel

Ana Ruel has run the ferry for a year. She spoke to the Merrow Courier on her boat. Ivo Sand was there, too.

You promised a timetable by spring. Where is it?

It is on my desk. I will sign it soon.

It has taken long, I know.

The islanders say they have not seen it.

Then they should look at the pier."""


def test_the_answers_of_an_interview_are_the_interviewees_and_its_questions_nobodys() -> None:
    text = INTERVIEW
    first = Span(place(text, "It is on").start, place(text, "I know.").end)
    found = of(
        text,
        block(text, "You promised a timetable by spring. Where is it?", "question"),
        Block(first, "answer"),
        block(text, "The islanders say they have not seen it.", "question"),
        block(text, "Then they should look at the pier.", "answer"),
    )
    answers = [(one.text, one.addressee and one.addressee.text) for one in found if one.form == "direct"][-3:]
    assert [words for words, _ in answers] == [
        "It is on my desk. I will sign it soon.",
        "It has taken long, I know.",
        "Then they should look at the pier.",
    ]
    assert {hearer for _, hearer in answers} == {"Merrow Courier"}
    by = {one.text: one.speaker and one.speaker.name for one in found}
    (title,) = [one for one in found if one.headline]
    assert (title.speaker and title.speaker.name, title.addressee) == ("Ana Ruel", None)
    assert {by[words] for words, _ in answers} == {"Ana Ruel"}
    assert not any(words.startswith("a timetable") for words in by)


def test_a_story_without_blocks_is_read_as_before() -> None:
    text = f"Ferry\n\nAna Ruel said: “{STATEMENT}”"
    assert told(text) == [(f"“{STATEMENT}”", "said:", "Ana Ruel")]
