"""Who spoke: names, pronouns, descriptions, bodies, headlines and the turn of the talk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import analyse


def speakers(text: str) -> list[tuple[str | None, str | None]]:
    found = [quotation.speaker for reading in analyse(text) for quotation in reading.quotations]
    return [(speaker.name, speaker.kind) if speaker else (None, None) for speaker in found]


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("Ana Ruel", "Ana Ruel", None),
        ("Foreign Minister Ana Ruel", "Ana Ruel", "Foreign Minister"),
        ("Corvanian government spokesman Teal Orsaby", "Teal Orsaby", "Corvanian government spokesman"),
        ("Governor of Upper Tolm Ana Ruel", "Ana Ruel", "Governor of Upper Tolm"),
        ("Ana Ruel, the port's director,", "Ana Ruel", "the port's director"),
        ("the Tolm press service", "Tolm press service", None),
    ],
)
def test_name_and_role_of_a_mention(source: str, name: str, role: str | None) -> None:
    (reading,) = analyse(f'"We keep the gates open," {source} said.')
    (quotation,) = reading.quotations
    assert quotation.speaker is not None
    assert (quotation.speaker.name, quotation.speaker.role) == (name, role)


def test_a_surname_stands_for_the_full_name_of_the_story() -> None:
    assert speakers('"Yes, we will," Ana Ruel said.\n\n"And soon, too," Ruel said.') == [("Ana Ruel", "person")] * 2


def test_a_pronoun_and_a_definite_description_stand_for_the_last_person() -> None:
    text = '"Yes, we will," Minister Ana Ruel said.\n\n"Soon, too," she added.\n\n"Very soon," the minister told us.'
    assert [name for name, _ in speakers(text)] == ["Ana Ruel"] * 3


def test_a_role_given_before_its_name_is_resolved() -> None:
    text = 'The gates stay open, a port spokesman said.\n\n"They do," port spokesman Ivo Sand told reporters.'
    assert [name for name, _ in speakers(text)] == ["Ivo Sand", "Ivo Sand"]


def test_it_stands_for_the_body_that_spoke() -> None:
    text = 'Fees for foreign ships will rise in spring, the harbour ministry said.\n\n"They rise for all," it said.'
    assert speakers(text) == [("harbour ministry", "organisation")] * 2


def test_a_pronoun_with_nobody_to_stand_for_is_unknown() -> None:
    assert speakers('"We keep the gates open," they said.') == [(None, None)]


def test_unnamed_groups_are_kept_as_they_are_printed() -> None:
    assert speakers("Six unnamed officials said that the gates were shut.") == [("Six unnamed officials", "group")]


def test_a_surname_that_two_people_bear_stands_for_neither() -> None:
    text = (
        '"Yes, we will," Edmar Ruel said.\n\n"No, we will not," Linnet Ruel said.\n\n"I am sorry for that," Ruel said.'
    )
    assert [name for name, _ in speakers(text)] == ["Edmar Ruel", "Linnet Ruel", "Ruel"]


def test_a_form_of_address_tells_two_of_one_surname_apart() -> None:
    text = '"Yes, we will," Robert Ruel said.\n\n"No, we will not," Susan Ruel said.\n\n"I am sorry," Mr. Ruel said.'
    assert [name for name, _ in speakers(text)] == ["Robert Ruel", "Susan Ruel", "Robert Ruel"]


def test_a_title_that_the_full_name_has_too_means_one_person() -> None:
    text = 'Gov. Ruel: Gates Stay Open\n\n"They do stay open for all of us," Governor Mary Ruel told reporters.'
    assert {name for name, _ in speakers(text)} == {"Mary Ruel"}


def test_a_son_of_the_same_name_is_somebody_else() -> None:
    text = (
        '"Yes, we will," Robert Ruel said.\n\n"No, we will not," Robert Ruel Jr. said.\n\n"I know," Robert Ruel said.'
    )
    (reading,) = analyse(text)
    first, second, third = [quotation.speaker and quotation.speaker.id for quotation in reading.quotations]
    assert first == third != second


def test_a_junior_who_is_never_named_otherwise_keeps_his_surname() -> None:
    assert {name for name, _ in speakers('"Yes, we will," Robert Ruel Jr. said.\n\n"And soon, too," Ruel said.')} == {
        "Robert Ruel Jr."
    }


def test_a_surname_with_an_apostrophe_is_whole() -> None:
    text = '"Yes, we will," said Martin O’Ruel of Tolm.\n\n"And soon, too," O’Ruel told reporters on Friday.'
    assert {name for name, _ in speakers(text)} == {"Martin O’Ruel"}


def test_a_ministry_without_its_country_is_of_this_story_only() -> None:
    texts = [f'"{words}," the Foreign Ministry said on Monday.' for words in ("We keep them open", "We close them all")]
    ids = [q.speaker.id for text in texts for reading in analyse(text) for q in reading.quotations if q.speaker]
    assert len(set(ids)) == 2


def test_a_day_is_nobody() -> None:
    assert speakers("In June, he said that the gates stay open.") == [(None, None)]


def test_one_name_is_one_speaker_and_two_names_are_two() -> None:
    text = (
        '"Yes, we will," Edmar Ruel said.\n\n"No, we will not," Linnet Ruel said.\n\n"Yes, we will," Edmar Ruel said.'
    )
    (reading,) = analyse(text)
    first, second, third = [quotation.speaker and quotation.speaker.id for quotation in reading.quotations]
    assert first == third != second


PHENOMENA = [
    # titles and descriptions
    (
        "an office under another name",
        'Foreign Minister Ana Ruel arrived in Tolm on Monday.\n\n"The gates stay open," the top diplomat said.',
        ["Ana Ruel"],
    ),
    (
        "a country and its people",
        'Corvanian President Edmar Harrowell spoke first.\n\n"We will sign," the president of Corvane said.',
        ["Edmar Harrowell"],
    ),
    (
        "not the minister of another country",
        'Talks\n\nTolmian President Ana Ruel met Kestrian President Ivo Sand.\n\n"Yes," the Kestrian president said.',
        ["Ivo Sand"],
    ),
    (
        "a description before the name",
        'The gates stay open, Corvane\'s transport minister said.\n\n"They do," Edmar Harrowell told reporters.',
        ["Edmar Harrowell", "Edmar Harrowell"],
    ),
    (
        "a headline names whom the text only describes",
        'Growers want Harrowell to resign\n\n"The gates stay open," the minister said.',
        ["Growers", "Harrowell"],
    ),
    (
        "not where two are named",
        'Growers want Harrowell and Ostley to resign\n\n"The gates stay open," the minister said.',
        ["Growers", "minister"],
    ),
    (
        "an unnamed official keeps the words of the text",
        'Mayor Ana Ruel opened the bridge.\n\n"It leaks," a senior port official said.',
        ["senior port official"],
    ),
    (
        "the same unnamed official again",
        '"It leaks," a senior port official said.\n\n"It leaks a lot," the official added.',
        ["senior port official", "senior port official"],
    ),
    # pronouns
    (
        "she is a woman of whom the text says so",
        'Mr Edmar Harrowell met Ms Linnet Ruel in Tolm.\n\n"It went well," she said.',
        ["Linnet Ruel"],
    ),
    (
        "he is whoever leads the sentence, not who is told of",
        'Ivo Sand came to the port with a letter from Teal Orsaby.\n\n"I have read it twice," he said.',
        ["Ivo Sand"],
    ),
    (
        "he is nobody whose name stands in his own words",
        '"Harrowell will never sign," Ivo Sand said.\n\n"Harrowell knows it," he added.',
        ["Ivo Sand", "Ivo Sand"],
    ),
    (
        "who goes back to the name before it",
        "The call came from Ana Ruel, who said that the gates were shut.",
        ["Ana Ruel"],
    ),
    # turns of talk
    (
        "a paragraph in marks goes on",
        '"Yes, we will sign the treaty," Ana Ruel said.\n\n"We will do it soon, before the winter comes."',
        ["Ana Ruel", "Ana Ruel"],
    ),
    (
        "marks left open end with who spoke",
        '"We waited for a year and for another year.\n\n"Nothing came of it," Ana Ruel said.',
        ["Ana Ruel", "Ana Ruel"],
    ),
    # surnames
    (
        "a title before the full name is somebody else",
        'President Ruel opened the talks. His wife, Linnet Ruel, came along.\n\n"We begin today," President Ruel said.',
        ["Ruel"],
    ),
    (
        "capitals of a transcript",
        "HARROWELL: We keep the gates open.\n\nRUEL: Nobody believes that.\n\nEdmar Harrowell and Ana Ruel spoke.",
        ["Edmar Harrowell", "Ana Ruel"],
    ),
    # bodies, papers, places
    (
        "the ministry is the one named before",
        'Work on the bridge ended early, the Ministry of Transport said.\n\n"The bridge is safe," the ministry said.',
        ["Ministry of Transport"] * 2,
    ),
    (
        "a statement is whose it is",
        "The Tolm Foreign Ministry put out a statement, saying that it was late. The statement said that nobody came.",
        ["Tolm Foreign Ministry", "Tolm Foreign Ministry"],
    ),
    ("a paper speaks for itself", "The draft treaty says that the river belongs to both.", ["draft treaty"]),
    # headlines
    (
        "a headline names the office, the text its bearer",
        "Port Spokesman Says Gates Stay Open\n\nThe gates stay open, port spokesman Ivo Sand said on Monday.",
        ["Ivo Sand", "Ivo Sand"],
    ),
    # joint
    ("two speak together", '"We will sign," Ana Ruel and Ivo Sand said.', ["Ana Ruel; Ivo Sand"]),
]


@pytest.mark.parametrize(("text", "names"), [case[1:] for case in PHENOMENA], ids=[case[0] for case in PHENOMENA])
def test_who_spoke(text: str, names: list[str]) -> None:
    assert [name for name, _ in speakers(text)] == names


def test_a_role_is_the_one_stated_last() -> None:
    text = (
        '"We will sign," Foreign Minister Ana Ruel said.\n\n"We will not," said Ivo Sand, leader of the opposition.\n\n'
        '"We will," Ruel said.\n\n"You will not," Sand said.'
    )
    (reading,) = analyse(text)
    roles = [quotation.speaker and quotation.speaker.role for quotation in reading.quotations]
    assert roles == ["Foreign Minister", "leader of the opposition"] * 2


def test_every_speaker_has_a_reason_that_stands_in_the_text() -> None:
    text = 'Port spokesman Ivo Sand spoke first.\n\n"It leaks," he said.\n\n"They know," the spokesman added.'
    (reading,) = analyse(text)
    for quotation in reading.quotations:
        (reason,) = [reason for reason in quotation.because if reason.part == "speaker"]
        assert reason.detail
        assert reason.span is not None
        assert reason.span.of(text) in ("Ivo Sand", "Port spokesman")


def test_whoever_was_told_did_not_speak() -> None:
    (reading,) = analyse('Residents were told that the gates would stay open, and Ana Ruel said: "I believe it."')
    assert "Residents" not in [quotation.speaker and quotation.speaker.name for quotation in reading.quotations]


@given(st.text(alphabet='AaRuel ,."“”\n’saidhewho', max_size=200))
def test_any_text_is_attributed(text: str) -> None:
    for reading in analyse(text):
        for quotation in reading.quotations:
            assert all(reason.span is None or reading.story.span.covers(reason.span) for reason in quotation.because)


def test_a_speaker_known_by_surname_or_description_is_one_of_that_story_alone() -> None:
    def ids(text: str) -> list[str | None]:
        return [q.speaker.id if q.speaker else None for reading in analyse(text) for q in reading.quotations]

    text = '"It leaks," {} said on Monday.'
    assert ids(text.format("Ana Ruel")) == ids("In Tolm: " + text.format("Ana Ruel"))
    assert ids(text.format("a port official")) != ids("In Tolm: " + text.format("a port official"))
