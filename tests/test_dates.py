"""The day of an utterance: told beside the words, in the paragraph, by the speaker, by the news, or not at all."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import analyse, readings
from onrecord.analysis.context.date_expressions import english_date_expressions
from onrecord.types import READING_MEDIA_TYPE, Document, Span

PUBLISHED = date(2032, 3, 10)  # a Wednesday


@pytest.mark.parametrize(
    ("words", "value", "basis"),
    [
        ("on Monday", "2032-03-08", "weekday"),
        ("on Wednesday", "2032-03-10", "weekday"),
        ("last Wednesday", "2032-03-03", "weekday"),
        ("on the sidelines of Friday's summit", "2032-03-05", "weekday"),
        ("yesterday", "2032-03-09", "relative"),
        ("earlier this month", "2032-03", "relative"),
        ("last week", "2032-03-01/2032-03-07", "relative"),
        ("this week", "2032-03-08/2032-03-10", "relative"),
        ("last month", "2032-02", "relative"),
        ("three days earlier", "2032-03-07", "relative"),
        ("two years ago", "2030", "relative"),
        ("in a 2019 interview", "2019", "stated"),
        ("in November", "2031-11", "stated"),
        ("in May last year", "2031-05", "stated"),
        ("on March 2", "2032-03-02", "stated"),
        ("on December 17", "2031-12-17", "stated"),
        ("on 17 December 2029", "2029-12-17", "stated"),
        ("on 2032-02-29", "2032-02-29", "stated"),
        ("on Sept. 12", "2031-09-12", "stated"),
        ("on 12 Sept. 2029", "2029-09-12", "stated"),
        ("in Sept. last year", "2031-09", "stated"),
    ],
)
def test_an_expression_means_a_day_on_or_before_publication(words: str, value: str, basis: str) -> None:
    (found,) = english_date_expressions(words, Span(0, len(words)), (PUBLISHED, PUBLISHED))
    assert found.dated is not None
    assert (found.dated.value, found.dated.basis) == (value, basis)


@pytest.mark.parametrize("words", ["until Friday", "since Monday", "next Tuesday", "every Sunday", "in a March wind"])
def test_what_tells_no_day_of_an_event_is_left_alone(words: str) -> None:
    assert not list(english_date_expressions(words, Span(0, len(words)), (PUBLISHED, PUBLISHED)))


@pytest.mark.parametrize("words", ["on 2032-99-99", "on February 30, 2032", "in May 0000"])
def test_what_no_calendar_has_is_no_day(words: str) -> None:
    assert all(
        found.dated is None for found in english_date_expressions(words, Span(0, len(words)), (PUBLISHED, PUBLISHED))
    )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2032-13-45"])
def test_an_impossible_day_of_the_story_loses_no_quotation(day: str) -> None:
    assert len(said('"They stay open," Ana Ruel said last week, a day before Ivo Sand said that they close.', day)) == 2


def said(body: str, day: str | None = "2032-03-10") -> list[str | None]:
    header = f"# date: {day}\n\n" if day else ""
    text = f"{header}Gates Of Tolm\n\n{body}\n"
    return [q.said.value if q.said else None for reading in analyse(text) for q in reading.quotations]


MONDAY, AFTER = "2032-03-08", "2032-03-08/2032-03-10"
CASES = {
    "weekday": ('"The gates stay open," Ana Ruel said on Monday.', [MONDAY]),
    "not the day in the words": ('"We open on Friday," Ana Ruel said on Monday.', [MONDAY]),
    "same speaker": ('"They stay open," Ana Ruel said on Monday.\n\n"All of them," Ruel said.', [MONDAY, MONDAY]),
    "a day told later": (
        '"They stay open," Ana Ruel said.\n\n"All of them," Ruel told reporters on Monday.',
        [MONDAY] * 2,
    ),
    "a reaction": ('"They stay open," Ana Ruel said on Monday.\n\n"We doubt it," Ivo Sand said.', [MONDAY, AFTER]),
    "a reaction on the day of the story": (
        '"They stay open," Ana Ruel said on Wednesday.\n\n"We doubt it," Ivo Sand said.',
        ["2032-03-10"] * 2,
    ),
    "published": ('"They stay open," Ana Ruel said.', ["2032-03-10"]),
    "background": (
        '"They stay open," Ana Ruel said on Monday.\n\nOn December 17, Ivo Sand said that they would close.\n\n'
        '"I was wrong," Sand said.',
        [MONDAY, "2031-12-17", AFTER],
    ),
    "paragraph": ('They met in Tolm on Sunday. "The talks went well," Ana Ruel told reporters.', ["2032-03-07"]),
    "a rise is no talk": (
        'Shares in the mill had risen on Tuesday. "The talks went well," Ana Ruel told reporters.',
        ["2032-03-10"],
    ),
    "dateline": ('TOLM, March 9 (Merewire) - "The gates stay open," Ana Ruel told reporters.', ["2032-03-09"]),
    "a weekday beside a dateline": (
        "TOLM, March 9 (Merewire) - The gates stay open, Ana Ruel told reporters on Monday.",
        [MONDAY],
    ),
    "once": ('"They stay open," Ana Ruel said on Monday. She had once called the gates a mistake.', [MONDAY, None]),
    "had said on a day": ("On Sunday Ana Ruel had said that the gates would close.", ["2032-03-07"]),
    "earlier": (
        '"They stay open," Ana Ruel said on Monday.\n\nEarlier, Ivo Sand said that the locks did not hold.',
        [MONDAY, None],
    ),
    "a position": (
        '"They stay open," Ana Ruel said on Monday.\n\nCorvane insists that the river belongs to nobody.',
        [MONDAY, None],
    ),
    "a day after": ("Ana Ruel said on Monday, a day after Ivo Sand said that the gates would close.", ["2032-03-07"]),
    "in office since": ("Ivo Sand, who took office in January, said that the gates would close.", ["2032-03-10"]),
}


@pytest.mark.parametrize(("body", "days"), CASES.values(), ids=CASES)
def test_the_day_of_words(body: str, days: list[str | None]) -> None:
    assert said(body) == days


def test_without_any_known_day_a_weekday_tells_none() -> None:
    (reading,) = analyse('"The gates stay open," Ana Ruel said on Monday.')
    (quotation,) = reading.quotations
    assert quotation.said is None
    (reason,) = [reason for reason in quotation.because if reason.part == "said"]
    assert "Monday" in reason.detail


@pytest.mark.parametrize("following", ["", " 12 ships wait.", " 2000 ships wait.", "\n\n12 ships wait."])
@pytest.mark.parametrize(("words", "month"), [("in June", "2031-06"), ("in May", "2031-05"), ("12 June", "2031-06-12")])
def test_a_full_stop_after_a_month_ends_the_sentence(words: str, month: str, following: str) -> None:
    text = f"{words}.{following}"
    (found,) = english_date_expressions(text, Span(0, len(text)), (PUBLISHED, PUBLISHED))
    assert (found.words, found.dated and found.dated.value) == (words, month)


@pytest.mark.parametrize("day", ["2032-03-10", "2032-06-20", "2032-08-01"])
@pytest.mark.parametrize("following", ["", " 12 ships were waiting.", " 2000 ships were waiting."])
@pytest.mark.parametrize("month", ["in June", "in Sept", "on 12 June"])
def test_the_month_that_ends_somebodys_words_is_not_the_day_of_saying_them(
    month: str, following: str, day: str
) -> None:
    assert said(f"Ana Ruel said that the gates would open {month}.{following}", day) == [day]


@given(st.text(alphabet="on Mday123,.-MarchlstweekagoJune ", max_size=80))
def test_any_words_are_looked_through(words: str) -> None:
    for found in english_date_expressions(words, Span(0, len(words)), (PUBLISHED, PUBLISHED)):
        assert found.span.of(words) == found.words


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("de", "„Die Tore bleiben offen“, sagte sie am Donnerstag.", "2032-03-04"),
        ("de", "„Die Tore bleiben offen“, sagte sie am 2. März.", "2032-03-02"),
        ("fr", "« Les portes restent ouvertes », a-t-elle dit hier.", "2032-03-08"),
        ("fr", "« Les portes restent ouvertes », a-t-elle dit le 1er mars 2031.", "2031-03-01"),
        ("es", "«Las compuertas siguen abiertas», dijo el 5 de diciembre.", "2031-12-05"),
        ("pt", "«As comportas continuam abertas», disse na quinta-feira.", "2032-03-04"),
        ("ru", "«Ворота открыты», — сказала она в четверг.", "2032-03-04"),
        ("uk", "«Ворота відчинені», — сказала вона 2 березня.", "2032-03-02"),
        ("pl", "„Wrota są otwarte” – powiedziała w czwartek.", "2032-03-04"),
        ("tr", "“Kapılar açık” dedi dün.", "2032-03-08"),
    ],
)
def test_days_are_read_in_other_languages(language: str, words: str, day: str) -> None:
    marks = {"„": "“”", "“": "”", "«": "»"}
    end = next(n for n, char in enumerate(words[1:], 1) if char in marks[words[0]])
    given = {
        "document": {"uri": "a", "text": words},
        "story": {"published": {"value": "2032-03-09"}, "language": language},
        "quotations": [{"content": [[0, end + 1]], "speaker": {"name": "Ana Ruel"}}],
    }
    document = Document("a", json.dumps(given).encode(), words, media_type=READING_MEDIA_TYPE)
    ((quotation,),) = (reading.quotations for reading in readings(document))
    assert quotation.said is not None
    assert quotation.said.value == day
