"""Which day belongs to the act of speaking: golden cases by kind, as an editor would read them."""

from __future__ import annotations

import pytest

from onrecord import analyse

PUBLISHED = "2032-03-10"  # a Wednesday


def days(body: str, published: str = PUBLISHED) -> list[tuple[str, str] | None]:
    """The day and basis of each quotation of a story."""
    found = [q.said for reading in analyse(f"# date: {published}\n\n{body}\n") for q in reading.quotations]
    return [(said.value, said.basis) if said else None for said in found]


LENT = (PUBLISHED, "published")


@pytest.mark.parametrize(
    "body",
    [
        "Harbour Master Ana Ruel said that the locks would close in April.",
        "Harbour Master Ana Ruel announced that she would open the new lock on 14 May.",
        "Ana Ruel pledged to mend the bridge by the river in November.",
        "The council promised to publish the tide tables on June 3.",
        "Ivo Sand told reporters that the ferry would run again in July.",
    ],
)
def test_a_day_inside_what_is_said_is_not_the_day_of_saying_it(body: str) -> None:
    assert days(body) == [LENT]


@pytest.mark.parametrize(
    "body",
    [
        "“The locks stay shut,” Ana Ruel said in a film to be shown on Sunday.",
        "“The locks stay shut,” Ana Ruel told the radio in a talk that will be aired on Friday.",
        "“The locks stay shut,” Ana Ruel said ahead of a vote on Thursday.",
        "“The locks stay shut,” said Ana Ruel, whose term is due to end in June.",
        "“The locks stay shut,” Ana Ruel said of Monday's planned talks.",
    ],
)
def test_the_day_of_a_planned_event_is_not_the_day_of_the_words(body: str) -> None:
    assert days(body) == [LENT]


@pytest.mark.parametrize(
    "body",
    [
        "Ana Ruel will tell the guild of pilots on Saturday: “The locks stay shut.”",
        "Ivo Sand is expected to say that the ferry has been sold.",
        "On Monday Ana Ruel is set to tell the guild: “The locks stay shut.”",
        "“The locks stay shut,” Ana Ruel will say at the opening on Sunday.",
    ],
)
def test_words_still_to_be_said_have_no_day(body: str) -> None:
    assert days(body) == [None]


def test_a_headline_on_words_still_to_be_said_has_no_day() -> None:
    found = days("Ruel to promise a new lock\n\nAna Ruel will tell the guild on Saturday: “We will build a new lock.”")
    assert found
    assert set(found) == {None}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("the day before yesterday", "2032-03-08"),
        ("over the weekend", "2032-03-06/2032-03-07"),
        ("at the weekend", "2032-03-06/2032-03-07"),
        ("overnight", "2032-03-09/2032-03-10"),
        ("a fortnight ago", "2032-02-22/2032-02-28"),
        ("last night", "2032-03-09"),
        ("earlier this week", "2032-03-08/2032-03-10"),
        ("earlier in the week", "2032-03-08/2032-03-10"),
        ("on Ash Wednesday", "2032-02-11"),
        ("on Valentine's Day", "2032-02-14"),
        ("on New Year’s Eve", "2031-12-31"),
        ("on Boxing Day", "2031-12-26"),
        ("on Easter Monday", "2031-04-14"),
        ("on Labor Day", "2031-09-01"),
        ("in a May interview", "2031-05"),
        ("in his 2029 lecture", "2029"),
    ],
)
def test_expressions_of_days_of_feasts_and_of_spans(words: str, value: str) -> None:
    ((found, _),) = (said for said in days(f"“The locks stay shut,” Ana Ruel said {words}.") if said)
    assert found == value


@pytest.mark.parametrize(
    "body",
    [
        "“The locks stay shut,” Ana Ruel said several weeks ago.",
        "A few months ago Ana Ruel told the guild that the locks would stay shut.",
        "Ana Ruel recently told the guild of pilots that the locks would stay shut.",
        "“The locks stay shut,” Ana Ruel said the other day.",
    ],
)
def test_words_of_a_day_that_is_told_only_roughly_have_no_day(body: str) -> None:
    assert days(body) == [None]


def test_a_fixture_beside_the_words_is_not_their_day() -> None:
    body = "“They stay shut,” Ana Ruel said on Monday. The guild votes on Friday. “We doubt it,” Ivo Sand replied."
    assert {said and said[0] for said in days(body)} == {"2032-03-08"}


def test_feasts_across_the_new_year_are_the_last_ones() -> None:
    body = "“The locks stay shut,” Ana Ruel said on Christmas Eve.\n\n“They open,” Ivo Sand said on New Year's Day."
    assert [said and said[0] for said in days(body, "2033-01-02")] == ["2032-12-24", "2033-01-01"]


@pytest.mark.parametrize(
    "body",
    [
        "Ivo Sand, who on March 2 opened the ferry, said that the locks would stay shut.",
        "Ivo Sand, who in 2029 built the ferry, called the locks a mistake.",
        "“The locks stay shut,” said Ivo Sand, who was elected in February.",
    ],
)
def test_a_day_in_the_life_of_the_speaker_is_not_the_day_of_the_words(body: str) -> None:
    assert days(body) == [LENT]


def test_words_of_one_occasion_have_one_day_headline_and_lead_with_them() -> None:
    body = (
        "Locks Stay Shut, Says Ruel\n\nThe locks of Tolm will stay shut, Ana Ruel said.\n\n“Nobody needs them,” Ruel "
        "told the guild of pilots on Monday. “They leak,” she said.\n\n“We doubt it,” Ivo Sand replied."
    )
    assert {said and said[0] for said in days(body)} == {"2032-03-08"}


def test_what_a_text_dates_otherwise_never_has_the_day_of_the_story() -> None:
    body = "Ana Ruel said in 2029 that the locks leak. She had once called them a work of art."
    assert days(body) == [("2029", "stated"), None]
