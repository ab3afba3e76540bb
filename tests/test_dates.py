"""The day of an utterance: told beside the words, in the paragraph, by the speaker, by the news, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import analyse, readings
from onrecord.analysis.context.date_expressions import date_expressions, english_date_expressions
from onrecord.analysis.context.dates import with_days
from onrecord.analysis.context.feasts import easter
from onrecord.types import READING_MEDIA_TYPE, Document, Quotation, Span, Speaker, SpeakerKind
from tests.support.readings import quoted, reading, reason

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


@pytest.mark.parametrize(
    "words",
    ["until Friday", "since Monday", "next Tuesday", "every Sunday", "in a March wind", "one day before the vote"],
)
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


MONDAY = "2032-03-08"
CASES = {
    "weekday": ('"The gates stay open," Ana Ruel said on Monday.', [MONDAY]),
    "not the day in the words": ('"We open on Friday," Ana Ruel said on Monday.', [MONDAY]),
    "same speaker": ('"They stay open," Ana Ruel said on Monday.\n\n"All of them," Ruel said.', [MONDAY, MONDAY]),
    "a day told later": (
        '"They stay open," Ana Ruel said.\n\n"All of them," Ruel told reporters on Monday.',
        [MONDAY] * 2,
    ),
    "a reaction": ('"They stay open," Ana Ruel said on Monday.\n\n"We doubt it," Ivo Sand said.', [MONDAY, MONDAY]),
    "a reaction on the day of the story": (
        '"They stay open," Ana Ruel said on Wednesday.\n\n"We doubt it," Ivo Sand said.',
        ["2032-03-10"] * 2,
    ),
    "published": ('"They stay open," Ana Ruel said.', ["2032-03-10"]),
    "background": (
        '"They stay open," Ana Ruel said on Monday.\n\nOn December 17, Ivo Sand said that they would close.\n\n'
        '"I was wrong," Sand said.',
        [MONDAY, "2031-12-17", MONDAY],
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
        ("de", "„Die Tore bleiben offen“, sagte sie am Wochenende.", "2032-03-06/2032-03-07"),
        ("fr", "« Les portes restent ouvertes », a-t-elle dit la semaine dernière.", "2032-03-01/2032-03-07"),
        ("ru", "«Ворота открыты», — сказала она на прошлой неделе.", "2032-03-01/2032-03-07"),
        ("de", "„Die Tore bleiben offen“, sagte sie an Heiligabend.", "2031-12-24"),
        ("es", "«Las compuertas siguen abiertas», dijo en Nochevieja.", "2031-12-31"),
        ("zh", "“水闸会开着”，她周四说。", "2032-03-04"),
        ("zh", "“水闸会开着”，她在3月2日说。", "2032-03-02"),
        ("ja", "「水門は開けておく」と木曜日に述べた。", "2032-03-04"),
    ],
)
def test_days_are_read_in_other_languages(language: str, words: str, day: str) -> None:
    marks = {"„": "“”", "“": "”", "«": "»", "「": "」"}
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


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "seit Montag"),
        ("de", "bis zum 3. März"),
        ("fr", "mardi prochain"),
        ("es", "hasta el jueves"),
        ("ru", "с понедельника"),
        ("uk", "до п’ятниці"),
        ("it", "entro venerdì"),
    ],
)
def test_until_and_since_give_no_day_in_other_languages_either(language: str, words: str) -> None:
    assert not list(date_expressions(language, words, Span(0, len(words)), (PUBLISHED, PUBLISHED)))


@pytest.mark.parametrize(
    ("year", "day"), [(1818, "1818-03-22"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2038, "2038-04-25")]
)
def test_easter_is_that_of_the_gregorian_calendar(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


# --- rules on hand-made readings, without the reading model -----------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("tonight", "2032-03-10"),
        ("this morning", "2032-03-10"),
        ("the day before", "2032-03-09"),
        ("a week ago", "2032-02-29/2032-03-06"),
        ("two weeks earlier", "2032-02-22/2032-02-28"),
        ("a month ago", "2032-02"),
        ("three months ago", "2031-12"),
        ("15 months ago", "2030-12"),
        ("last year", "2031"),
        ("this year", "2032"),
        ("earlier this week", "2032-03-08/2032-03-10"),
        ("ten days ago", "2032-02-29"),
        ("in March", "2032-03"),
        ("in April", "2031-04"),
        ("in March 2030", "2030-03"),
        ("last Thursday", "2032-03-04"),
        ("on Thursday", "2032-03-04"),
        ("on March 10", "2032-03-10"),
        ("on March 11", "2031-03-11"),
        ("on February 29", "2032-02-29"),
    ],
)
def test_the_days_that_an_expression_covers(words: str, value: str) -> None:
    (found,) = english_date_expressions(words, Span(0, len(words)), (date(2032, 3, 9), PUBLISHED))
    assert found.dated is not None
    assert found.dated.value == value


def test_this_week_on_its_first_day_is_that_day() -> None:
    (found,) = english_date_expressions("this week", Span(0, 9), (date(2032, 3, 8), date(2032, 3, 8)))
    assert found.dated is not None
    assert found.dated.value == "2032-03-08"


def test_a_day_that_news_cannot_have_is_none() -> None:
    known = {}
    for year in ("0999", "1000", "8999", "9000"):
        (found,) = english_date_expressions(f"in May {year}", Span(0, 11), None)
        known[year] = found.dated is not None
    assert known == {"0999": False, "1000": True, "8999": True, "9000": False}


NO, SO = '"No"', '"So"'
ANA, IVO = {"speaker": "Ana"}, {"speaker": "Ivo"}


def days(text: str, *quotations: Quotation, published: str | None = "2032-03-10", **story: Any) -> list[Any]:
    found = with_days(reading(text, *quotations, published=published, **story)).quotations
    return [quotation.said and (quotation.said.value, quotation.said.basis) for quotation in found]


def day(text: str, *quotations: Quotation, **story: Any) -> str | None:
    """The day of the last quotation."""
    found = days(text, *quotations, **story)[-1]
    return found and str(found[0])


NEWS, OLD = "2032-03-08", "2031-12-17"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"{NO}, Ana Ruel said on Monday.", NEWS),
        (f"{NO}, Ana Ruel said on Monday, not on Sunday.", NEWS),
        (f"It rained on Sunday, and {NO}, Ana Ruel said on Monday.", NEWS),
        ('"No, not on Monday", Ana Ruel said.', "2032-03-10"),
        (f"{NO}, Ana Ruel said" + " and so on" * 40 + " on Monday.", "2032-03-10"),
        (f"On December 17, it rained. {NO}, Ana Ruel said.", OLD),
        (f"It rained on December 17. {NO}, Ana Ruel said.", "2032-03-10"),
        (f"On March 4, it rained. {NO}, Ana Ruel said.", "2032-03-04"),
        (f"On March 3, it rained. {NO}, Ana Ruel said.", "2032-03-03"),
        (f"It rained on March 4. {NO}, Ana Ruel said.", "2032-03-04"),
        (f"It rained on March 3. {NO}, Ana Ruel said.", "2032-03-10"),
        (f"It had rained on Sunday. {NO}, Ana Ruel said.", "2032-03-10"),
        (f"It had rained; on Sunday it stopped. {NO}, Ana Ruel said.", "2032-03-07"),
        (f"It rained on Sunday.\n\n{NO}, Ana Ruel said.", "2032-03-10"),
        (f"{NO}, Ana Ruel, who came in January, said.", "2032-03-10"),
        (f"{NO}, Ana Ruel, who said so in January.", "2032-01"),
        (f"{NO}, Ana Ruel said, who came in January, at last.", "2032-03-10"),
        (f"{NO}, Ana Ruel said in January.", "2032-01"),
        (f"{NO}, Ana Ruel said on Monday, a day after Ivo Sand spoke.", NEWS),
        (f"A day after Ivo Sand spoke on Monday, {NO}, Ana Ruel said.", NEWS),
        (f"A day after it rained {NO}, Ana Ruel said; they met on Monday and stayed for a long time.", NEWS),
    ],
)
def test_the_day_of_one_quotation(text: str, value: str) -> None:
    content = '"No, not on Monday"' if "not on Monday" in text else NO
    assert day(text, quoted(text, content, "said", "Ana Ruel", **ANA)) == value


@pytest.mark.parametrize(
    ("way", "count", "value"),
    [("after", "a day", "2032-03-07"), ("before", "two days", "2032-03-10"), ("after", "three days", "2032-03-05")],
)
def test_words_said_some_days_before_or_after_others_are_shifted(way: str, count: str, value: str) -> None:
    text = f"Ana Ruel said so on Monday, {count} {way} Ivo Sand said no."
    assert days(text, quoted(text, "no", ("said", 2), "Ivo Sand", **IVO)) == [(value, "relative")]
    week = text.replace("on Monday", "last week")
    assert day(week, quoted(week, "no", ("said", 2), "Ivo Sand", **IVO)) == "2032-03-01/2032-03-07"


@pytest.mark.parametrize(
    ("cue", "value"),
    [
        ("had said", None),
        ("once said", None),
        ("previously said", None),
        ("said", "2032-03-10"),
        ("had asked", "2032-03-10"),
    ],
)
def test_words_of_before_the_news_have_no_day_unless_they_ask(cue: str, value: str | None) -> None:
    text = f"Ana Ruel {cue} so."
    assert day(text, quoted(text, "so", cue, "Ana Ruel", **ANA)) == value
    earlier = f"Earlier, Ana Ruel said {NO}."
    assert day(earlier, quoted(earlier, NO, "said", "Ana Ruel", **ANA)) is None


def test_had_said_takes_a_day_only_from_its_own_clause() -> None:
    own, apart = "2032-03-07", None
    for between, value in ((" on Sunday", own), (", on Sunday", own), (", and it rained, on Sunday", apart)):
        text = f"Ana Ruel had said{between} no."
        assert day(text, quoted(text, "no", "had said", "Ana Ruel", **ANA)) == value


def test_words_follow_the_day_of_the_paragraph_and_of_their_speaker() -> None:
    text = f'Ana Ruel said {NO} on Monday. Ruel said {SO}. Sand said "but".\n\nRuel said "yes".'
    first = quoted(text, NO, "said", **ANA)
    second = quoted(text, SO, ("said", 2), **ANA)
    third = quoted(text, '"but"', ("said", 3), **IVO)
    fourth = quoted(text, '"yes"', ("said", 4), **ANA)
    found = with_days(reading(text, first, second, third, fourth, published="2032-03-10")).quotations
    assert [quotation.said and quotation.said.value for quotation in found] == [NEWS] * 4
    assert [reason(quotation, "said").detail for quotation in found] == [
        "stated beside the words",
        "the day of the words before",
        "stated earlier in the paragraph",
        "the day of other words of the same speaker in this story",
    ]


def test_a_day_stated_later_dates_what_the_speaker_said_before_but_an_old_one_does_not() -> None:
    text = f"Ana Ruel said {NO}.\n\nRuel said {SO} on Monday."
    made = quoted(text, NO, "said", **ANA), quoted(text, SO, ("said", 2), **ANA)
    assert days(text, *made) == [(NEWS, "weekday")] * 2
    old = text.replace("on Monday", "on December 17")
    made = quoted(old, NO, "said", **ANA), quoted(old, SO, ("said", 2), **ANA)
    assert days(old, *made) == [("2032-03-10", "published"), (OLD, "stated")]
    inner = quoted(text, SO, ("said", 2), inside="outer", **ANA)
    assert days(text, quoted(text, NO, "said", **ANA), inner)[0] == ("2032-03-10", "published")


def test_words_within_words_have_only_a_day_of_their_own() -> None:
    text = f"On Monday it rained. Ana Ruel said he said {NO}."
    outer = quoted(text, f"he said {NO}", "said", **ANA, id="outer")
    inner = quoted(text, NO, ("said", 2), inside="outer", **IVO)
    assert days(text, outer, inner) == [(NEWS, "weekday"), None]
    assert days(text, outer, replace(inner, inside=None)) == [(NEWS, "weekday")] * 2


@pytest.mark.parametrize(
    ("published", "speaker", "value", "basis"),
    [
        ("2032-03-10", "Ivo", NEWS, "inferred"),
        ("2032-03-08", "Ivo", "2032-03-08", "inferred"),
        ("2032-03-10", None, "2032-03-08", "inferred"),
    ],
)
def test_a_reaction_came_between_the_news_and_the_story(
    published: str, speaker: str | None, value: str, basis: str
) -> None:
    text = f"Ana Ruel said {NO} on Monday.\n\nSand said {SO}."
    other = {"speaker": speaker} if speaker else {}
    made = quoted(text, NO, "said", **ANA), quoted(text, SO, ("said", 2), **other)
    assert days(text, *made, published=published)[1] == (value, basis)


def test_a_question_in_a_reaction_has_the_day_of_the_news() -> None:
    text = f"Ana Ruel said {NO} on Monday.\n\nSand asked {SO}."
    made = quoted(text, NO, "said", **ANA), quoted(text, SO, "asked", **IVO)
    assert days(text, *made)[1] == (NEWS, "inferred")


def test_the_news_is_the_latest_day_stated() -> None:
    parts = (f"Ana Ruel said {NO} on Sunday.", f"Sand said {SO} on Monday.", 'Orsaby said "but" on Sunday.')
    text = "\n\n".join((*parts, 'Quill said "yes".'))
    made = [
        quoted(text, words, ("said", n), speaker=name)
        for n, (words, name) in enumerate([(NO, "Ana"), (SO, "Ivo"), ('"but"', "Teal"), ('"yes"', "Ida")], 1)
    ]
    assert days(text, *made)[3] == (NEWS, "inferred")


@pytest.mark.parametrize(
    ("cue", "kind", "value"),
    [
        ("insists", "state", None),
        ("has said", "organisation", None),
        ("was quoted", "state", NEWS),
        ("said", "office", NEWS),
        ("insists", "person", NEWS),
    ],
)
def test_what_a_country_insists_on_beside_the_news_has_no_day(cue: str, kind: SpeakerKind, value: str | None) -> None:
    text = f"Ana Ruel said {NO} on Monday.\n\nCorvane {cue} so."
    corvane = Speaker("Corvane", "Corvane", kind)
    second = quoted(text, "so", ("said", 2) if cue == "said" else cue, "Corvane", speaker=corvane)
    assert day(text, quoted(text, NO, "said", **ANA), second) == value
    alone = f"Corvane {cue} so."
    assert day(alone, quoted(alone, "so", cue, "Corvane", speaker=corvane)) == "2032-03-10"


@pytest.mark.parametrize(
    ("head", "value", "basis"),
    [
        ("TOLM, March 9 (Merewire) - ", "2032-03-09", "dateline"),
        ("TOLM, Corvane, 9 March (Merewire) - ", "2032-03-09", "dateline"),
        ("Tolm, March 9 - ", "2032-03-10", "published"),
    ],
)
def test_words_without_any_day_have_that_of_the_dateline(head: str, value: str, basis: str) -> None:
    text = f"{head}It rained.\n\n{NO}, Ana Ruel said."
    assert days(text, quoted(text, NO, "said", **ANA)) == [(value, basis)]


def test_the_story_lends_its_day_or_its_interval_and_nothing_lends_none() -> None:
    text = f"{NO}, Ana Ruel said."
    one = quoted(text, NO, "said", **ANA)
    assert days(text, one) == [("2032-03-10", "published")]
    assert days(text, one, published="2032-03") == [("2032-03", "published")]
    assert days(text, one, published=None) == [None]


@pytest.mark.parametrize("words", ["on Monday", "again"])
def test_a_day_and_none_both_tell_how_often_such_answers_are_right(words: str) -> None:
    body = "".join(f"“Lock {n} stays shut,” Ana Ruel said {words}.\n\n" for n in ("one", "two", "six", "ten", "nine"))
    (found,) = analyse(f"# date: 2032-03-10\n\n{body}")
    assert len(found.quotations) == 5
    likely = [quotation.probabilities.said for quotation in found.quotations]
    assert all(probability is not None and 0.2 < probability < 1 for probability in likely)


def test_a_day_by_a_rule_that_was_not_measured_tells_no_probability() -> None:
    (found,) = analyse("# date: 2032-03-10\n\nAna Ruel will tell the guild on Saturday: “The locks stay shut.”")
    assert [quotation.probabilities.said for quotation in found.quotations] == [None]


def test_a_headline_has_the_day_of_the_text_and_comes_last() -> None:
    text = f"Gates Stay Open\n\nAna Ruel said {NO} on Monday."
    headline = quoted(text, "Gates Stay Open", form="indirect", **ANA)
    assert days(text, headline, quoted(text, NO, "said", **ANA), headline="Gates Stay Open") == [(NEWS, "weekday")] * 2
    other = replace(headline, speaker=None)
    assert days(text, other, quoted(text, NO, "said", **ANA), headline="Gates Stay Open")[0] == (NEWS, "inferred")


def test_a_weekday_in_a_story_without_a_day_is_kept_as_words() -> None:
    text = f"{NO}, Ana Ruel said on Monday."
    (found,) = with_days(reading(text, quoted(text, NO, "said", **ANA))).quotations
    assert found.said is None
    assert reason(found, "said").detail == "“Monday”, and the week is not known"


def test_a_day_that_is_only_inferred_is_not_lent_to_others_in_the_paragraph() -> None:
    text = f'Ana Ruel said {NO} on Monday.\n\nSand asked {SO}. Quill said "yes".'
    made = quoted(text, NO, "said", **ANA), quoted(text, SO, "asked", **IVO)
    third = quoted(text, '"yes"', ("said", 2), speaker="Ida")
    assert days(text, *made, third)[1:] == [(NEWS, "inferred"), (NEWS, "inferred")]


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("", "no day is stated: the day the story came out"),
        ("TOLM, March 9 (Merewire) - It rained.\n\n", "no day is stated: the day of the dateline"),
    ],
)
def test_the_day_of_the_story_is_lent_to_each_by_itself(head: str, why: str) -> None:
    text = f"{head}{NO}, Ana Ruel said. {SO}, Sand said."
    made = quoted(text, NO, "said", **ANA), quoted(text, SO, ("said", 2), **IVO)
    found = with_days(reading(text, *made, published="2032-03-10")).quotations
    assert [reason(quotation, "said").detail for quotation in found] == [why, why]
