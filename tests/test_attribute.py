"""Speakers by the nearest sensible name: full names for surnames, people for pronouns and descriptions."""

from __future__ import annotations

import pytest

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


def test_a_day_is_nobody() -> None:
    assert speakers("In June, he said that the gates stay open.") == [(None, None)]


def test_one_name_is_one_speaker_and_two_names_are_two() -> None:
    text = (
        '"Yes, we will," Edmar Ruel said.\n\n"No, we will not," Linnet Ruel said.\n\n"Yes, we will," Edmar Ruel said.'
    )
    (reading,) = analyse(text)
    first, second, third = [quotation.speaker and quotation.speaker.id for quotation in reading.quotations]
    assert first == third != second
