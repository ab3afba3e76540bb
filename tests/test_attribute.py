"""Who spoke: names, pronouns, descriptions, bodies, headlines and the turn of the talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import analyse
from onrecord.analysis.attribute import attribute
from onrecord.analysis.attribute.antecedents import Antecedents, Spoken
from onrecord.analysis.attribute.entities import Entity, entities_of
from onrecord.analysis.attribute.entity_attributes import Role
from onrecord.analysis.attribute.sources import parse_source
from onrecord.lexicons.roles import fit
from onrecord.models.antecedents import weights
from onrecord.types import NamedKind, Quotation, Span
from tests.support.readings import place, quoted, reading


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
        "a headline that names somebody without an office gives none",
        'Growers want Harrowell to resign\n\n"The gates stay open," the minister said.',
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
    for found in analyse(text):
        for quotation in found.quotations:
            assert all(reason.span is None or found.story.span.covers(reason.span) for reason in quotation.because)


def test_a_speaker_known_by_surname_or_description_is_one_of_that_story_alone() -> None:
    def ids(text: str) -> list[str | None]:
        return [q.speaker.id if q.speaker else None for reading in analyse(text) for q in reading.quotations]

    text = '"It leaks," {} said on Monday.'
    assert ids(text.format("Ana Ruel")) == ids("In Tolm: " + text.format("Ana Ruel"))
    assert ids(text.format("a port official")) != ids("In Tolm: " + text.format("a port official"))


# --- rules on hand-made readings, without the reading model -----------------------------------------------------------

PEOPLE: dict[str, NamedKind] = dict.fromkeys(("Ana Ruel", "Ruel", "Ivo Sand", "Sand", "Teal Orsaby"), "person")


def signs(text: str, name: str, at: str, *contents: str, last: str = "") -> set[str]:
    """The signs of the last place before `at` that names somebody, where they are not none."""
    entities = entities_of(reading(text, names=PEOPLE))
    found = Antecedents(text, entities, [place(text, words) for words in contents])
    number = entities.number_of(last) if last else None
    spoken = Spoken(number, () if number is None else {number})
    candidates = found.candidates(place(text, at).start, spoken, lambda _: True, ())
    (made,) = [each for occurrence, each in candidates if entities[occurrence.entity].name == name]
    return {sign for sign, value in made.items() if value}


HERE, FIRST, BEFORE = "in the same sentence", "first in a sentence of this paragraph", "first in the sentence before"
COMPLEMENT, MERE, NAMED_FIRST = "a possessive, or after a preposition", "a surname only", "named first"


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Ana Ruel left SHE", "Ana Ruel", {HERE, FIRST, NAMED_FIRST}),
        ("Ana Ruel left. SHE", "Ana Ruel", {"sentences between", FIRST, BEFORE, NAMED_FIRST}),
        ("Ana Ruel left\n\nSHE", "Ana Ruel", {"paragraphs between", HERE, NAMED_FIRST}),
        ("Ana Ruel met Teal Orsaby, and SHE", "Teal Orsaby", {HERE}),
        ("Ana Ruel left. Teal Orsaby left, and SHE", "Teal Orsaby", {HERE, FIRST}),
        ("Ana Ruel left\nTeal Orsaby left, and SHE", "Teal Orsaby", {HERE, FIRST}),
        ("Teal Orsaby’s ferry left, and SHE", "Teal Orsaby", {HERE, COMPLEMENT, NAMED_FIRST}),
        ("A letter to Teal Orsaby came, and SHE", "Teal Orsaby", {HERE, COMPLEMENT, NAMED_FIRST}),
        ("A letter to the tired Teal Orsaby came, and SHE", "Teal Orsaby", {HERE, COMPLEMENT, NAMED_FIRST}),
        ("Sand left, and SHE", "Sand", {HERE, FIRST, MERE, NAMED_FIRST}),
        ("Harbour Master Sand left, and SHE", "Sand", {HERE, FIRST, NAMED_FIRST}),
    ],
)
def test_the_signs_of_an_antecedent(text: str, name: str, found: set[str]) -> None:
    assert signs(text, name, "SHE") - {"gender known"} == found


def test_names_in_quoted_words_and_who_spoke_are_signs() -> None:
    text = 'He said: "Teal Orsaby lies." And Sand said SHE'
    assert "named in quoted words" in signs(text, "Teal Orsaby", "SHE", '"Teal Orsaby lies."')
    assert "named in quoted words" not in signs(text, "Sand", "SHE", '"Teal Orsaby lies."')
    assert {"has spoken", "spoke last"} <= signs(text, "Sand", "SHE", last="Sand")
    assert not {"has spoken", "spoke last"} & signs(text, "Sand", "SHE", last="Teal Orsaby")
    assert "gender known" in signs("Mr Sand met SHE", "Sand", "SHE")


def test_each_sign_has_a_weight_that_was_learned() -> None:
    known = signs("Ana Ruel left. SHE", "Ana Ruel", "SHE") | {"named in quoted words", "spoke last", MERE, COMPLEMENT}
    assert known < set(weights())
    assert weights()["spoke last"] > 0 > weights()["paragraphs between"]


def antecedent(text: str, *own: str, last: str = "", kind: str = "person") -> str | None:
    entities = entities_of(reading(text, names=PEOPLE))
    number = entities.number_of(last) if last else None
    found = Antecedents(text, entities, []).of(
        place(text, "SHE").start,
        Spoken(number, () if number is None else {number}),
        lambda entity: entity.kind == kind,
        [place(text, words) for words in own],
    )
    return entities[found.entity].name if found else None


def test_of_two_antecedents_the_one_with_the_higher_sum_is_taken() -> None:
    assert antecedent("Ana Ruel met Ivo Sand, and SHE") == "Ana Ruel"
    assert antecedent("Ana Ruel met Ivo Sand, and SHE", last="Ivo Sand") == "Ivo Sand"
    assert antecedent("A letter to Ana Ruel came. Ivo Sand left, and SHE") == "Ivo Sand"


def test_an_antecedent_is_nobody_whose_kind_does_not_fit_or_whose_name_stands_in_the_words_themselves() -> None:
    assert antecedent("Ana Ruel left, and SHE", kind="state") is None
    assert antecedent('Ivo Sand met "Ana Ruel and friends", and SHE', '"Ana Ruel and friends"') == "Ivo Sand"
    assert antecedent('"Ana Ruel and friends" left, and SHE', '"Ana Ruel and friends"') is None


def test_an_antecedent_too_far_away_is_none() -> None:
    assert antecedent("Ana Ruel left" + " and went" * 270 + " SHE") == "Ana Ruel"
    assert antecedent("Ana Ruel left" + " and went" * 280 + " SHE") is None


def spoken_by(
    text: str, *quotations: Quotation, names: Mapping[str, NamedKind] = PEOPLE, headline: str = ""
) -> list[str]:
    made = attribute(reading(text, *quotations, names=names, headline=headline or None))
    return [quotation.speaker.name if quotation.speaker else "" for quotation in made.quotations]


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("Ana Ruel met Ivo Sand. HE said so.", "HE", "Ivo Sand"),
        ("Mr Ivo Sand met Ms Ana Ruel. HE said so.", "HE", "Ivo Sand"),
        ("Mr Ivo Sand met Ms Ana Ruel. SHE said so.", "SHE", "Ana Ruel"),
        ("Tolm met. HE said so.", "HE", ""),
        ("Ana Ruel, WHO said so.", "WHO", "Ana Ruel"),
        ("Ana Ruel" + "." * 59 + " WHO said so.", "WHO", "Ana Ruel"),
        ("Ana Ruel" + "." * 60 + " WHO said so.", "WHO", ""),
        ("Tolm, WHO said so.", "WHO", ""),
        ("Tolm, WHICH said so.", "WHICH", ""),
        ("The Tolm Bank, WHICH said so.", "WHICH", "Tolm Bank"),
        ("The Tolm Bank met Ana Ruel. IT said so.", "IT", "Tolm Bank"),
        ("The Tolm Bank met Ana Ruel. THEY said so.", "THEY", ""),
    ],
)
def test_whom_a_pronoun_means(text: str, source: str, speaker: str) -> None:
    plain, at = text.replace(source, source.lower()), place(text, source)
    names: dict[str, NamedKind] = {**PEOPLE, "Tolm": "place", "Tolm Bank": "organisation"}
    one = replace(quoted(plain, ("so", plain.count("so")), "said"), source=at)
    assert spoken_by(plain, one, names=names) == [speaker]


def test_own_words_within_words_are_those_of_the_speaker_around() -> None:
    text = 'Ana Ruel said: "I said I agree."'
    outer = quoted(text, '"I said I agree."', "said", "Ana Ruel", id="outer")
    inner = quoted(text, "I agree", ("said", 2), ("I", 1), id="inner", inside="outer")
    assert spoken_by(text, outer, inner) == ["Ana Ruel", "Ana Ruel"]
    assert spoken_by(text, replace(inner, inside=None)) == [""]


@pytest.mark.parametrize(
    ("between", "found"),
    [
        ("", True),
        (" It was late." * 110, True),  # 1,430 characters
        (" It was late." * 120, False),
        (" Harbour Master Ivo Sand left.", False),
    ],
)
def test_a_name_may_come_soon_after_its_description(between: str, found: bool) -> None:
    text = f"The transport minister said so.{between} Ivo Sand said that."
    first = quoted(text, "so", "said", "The transport minister")
    second = quoted(text, "that", ("said", 2), ("Ivo Sand", 2 if "Harbour" in between else 1))
    assert spoken_by(text, first, second) == ["Ivo Sand" if found else "transport minister", "Ivo Sand"]


@pytest.mark.parametrize(
    ("name", "speaker"), [("Ana Ruel", "Ana Ruel"), ("Ruel", "spokeswoman"), ("Tolm", "spokeswoman")]
)
def test_only_a_person_with_a_full_name_bears_a_description_before_it(name: str, speaker: str) -> None:
    text = f"A spokeswoman said so. {name} said that."
    second = quoted(text, "that", ("said", 2), name)
    names: dict[str, NamedKind] = {**PEOPLE, "Tolm": "place"}
    assert spoken_by(text, quoted(text, "so", "said", "A spokeswoman"), second, names=names)[0] == speaker


def test_a_headline_takes_the_speaker_whose_words_it_repeats() -> None:
    first, second = '"The ferries run again"', '"Divers closed seven harbour locks"'
    text = f"Seven Harbour Locks Were Closed Yesterday\n\n{first}, Ana Ruel said. {second}, Ivo Sand said."
    headline = quoted(text, "Seven Harbour Locks Were Closed Yesterday", form="indirect")
    body = (quoted(text, first, "said", "Ana Ruel"), quoted(text, second, ("said", 2), "Ivo Sand"))
    assert spoken_by(text, headline, *body, headline=headline.text)[0] == "Ivo Sand"
    less = headline.text.replace("Seven Harbour", "Ten Port").replace("Locks", "Doors")  # one long word of five
    other = text.replace(headline.text, less)
    moved = (quoted(other, first, "said", "Ana Ruel"), quoted(other, second, ("said", 2), "Ivo Sand"))
    assert spoken_by(other, quoted(other, less, form="indirect"), *moved, headline=less)[0] == ""


def test_a_headline_repeats_the_first_quotation_by_any_word_and_only_one_of_the_first_four() -> None:
    lines = [f'"It was number {n}", said Ana Ruel.' for n in "1234"] + ['"The ferries run", said Ivo Sand.']
    text = "Ferries Run Again\n\n" + "\n\n".join(lines)
    headline = quoted(text, "Ferries Run Again", form="indirect")
    body = [quoted(text, f'"It was number {n}"', ("said", int(n)), ("Ana Ruel", int(n))) for n in "1234"]
    last = quoted(text, '"The ferries run"', ("said", 5), "Ivo Sand")
    assert spoken_by(text, headline, *body, last, headline=headline.text)[0] == ""
    assert spoken_by(text, headline, *body[:3], last, headline=headline.text)[0] == "Ivo Sand"
    assert spoken_by(text, headline, last, headline=headline.text)[0] == "Ivo Sand"


def test_a_state_in_a_headline_means_the_official_who_speaks_first() -> None:
    text = 'Tolm Agrees\n\n"Yes", port worker Teal Orsaby said. "No", Foreign Minister Ana Ruel said.'
    names: dict[str, NamedKind] = {**PEOPLE, "Tolm": "place"}
    headline = quoted(text, "Agrees", None, "Tolm", form="indirect")
    worker = quoted(text, '"Yes"', "said", "port worker Teal Orsaby")
    minister = quoted(text, '"No"', ("said", 2), "Foreign Minister Ana Ruel")
    assert spoken_by(text, headline, worker, minister, names=names, headline="Tolm Agrees")[0] == "Ana Ruel"
    assert spoken_by(text, headline, worker, names=names, headline="Tolm Agrees")[0] == "Tolm"


def test_words_in_marks_go_on_only_with_an_open_mark_and_nothing_between() -> None:
    text = '"We waited.\n\n"Nothing came", Ana Ruel said.'
    first, second = quoted(text, '"We waited.'), quoted(text, '"Nothing came"', "said", "Ana Ruel")
    assert spoken_by(text, first, second) == ["Ana Ruel", "Ana Ruel"]
    closed = text.replace('"We waited.', "“We waited.”")
    assert (
        spoken_by(closed, quoted(closed, "“We waited.”"), quoted(closed, '"Nothing came"', "said", "Ana Ruel"))[0] == ""
    )
    apart = text.replace("\n\n", "\n\nThen, late: ")
    assert spoken_by(apart, quoted(apart, '"We waited.'), quoted(apart, '"Nothing came"', "said", "Ana Ruel"))[0] == ""


def test_words_within_words_do_not_change_who_spoke_last() -> None:
    text = 'Ana Ruel said: "Ivo Sand said no." "And yes."'
    outer = quoted(text, '"Ivo Sand said no."', "said", "Ana Ruel", id="outer")
    inner = quoted(text, "no", ("said", 2), "Ivo Sand", inside="outer")
    assert spoken_by(text, outer, inner, quoted(text, '"And yes."')) == ["Ana Ruel", "Ivo Sand", "Ana Ruel"]


@pytest.mark.parametrize(("gap", "speaker"), [(" put out a statement", "Tolm Bank"), ("", "statement")])
def test_the_statement_is_whose_who_put_one_out(gap: str, speaker: str) -> None:
    text = f"The Tolm Bank{gap} said so. It was late, and it rained in the harbour all day. The statement said that."
    names: dict[str, NamedKind] = {"Tolm Bank": "organisation"}
    second = quoted(text, "that", ("said", 2), "The statement")
    assert spoken_by(text, quoted(text, "so", "said", "The Tolm Bank"), second, names=names)[1] == speaker


def test_of_roles_that_fit_as_well_the_last_speaker_has_the_described_one() -> None:
    text = "Port minister Ana Ruel left. Bridge minister Ivo Sand left. Ana Ruel said no. The minister said so."
    no = quoted(text, "no", "said", ("Ana Ruel", 2))
    described = quoted(text, "so", ("said", 2), "The minister")
    assert spoken_by(text, no, described) == ["Ana Ruel", "Ana Ruel"]
    assert spoken_by(text, described) == ["Ana Ruel"]
    assert spoken_by(
        text.replace("Ana Ruel said no. ", ""),
        quoted(text.replace("Ana Ruel said no. ", ""), "so", "said", "The minister"),
    ) == ["Ivo Sand"]


@pytest.mark.parametrize(
    ("description", "role", "score"),
    [
        ("the port minister", "port minister", 1.0),
        ("the minister", "port minister", 0.98),
        ("the minister", "minister", 1.0),
        ("the port minister", "minister", 0.7),
        ("the bridge minister", "port minister", 0.0),
        ("the minister", "mayor", 0.0),
        ("the table", "table", 0.0),
        ("the top diplomat", "foreign minister", 1.0),
    ],
)
def test_how_well_a_description_fits_a_role(description: str, role: str, score: float) -> None:
    assert fit(description, role) == pytest.approx(score)


@pytest.mark.parametrize(
    ("source", "sort", "words"),
    [
        ("she", "pronoun", "she"),
        ("she herself", "pronoun", "she herself"),
        ("Ana Ruel", "name", "Ana Ruel"),
        ("Ana Ruel and Ivo Sand", "names", "Ana Ruel and Ivo Sand"),
        ("Ana Ruel, Ivo Sand", "name", "Ana Ruel, Ivo Sand"),
        ("a friend of Ana Ruel", "description", "a friend of Ana Ruel"),
        ("the minister", "description", "the minister"),
        ("the harbour ministry", "organisation", "harbour ministry"),
        ("the report", "organisation", "report"),
        ("six residents", "wording", "six residents"),
        ("the thing", "wording", "thing"),
    ],
)
def test_the_sort_of_a_source(source: str, sort: str, words: str) -> None:
    text = f"{source} said so."
    found = parse_source(text, place(text, source), entities_of(reading(text, names=PEOPLE)))
    assert (found.sort, found.words) == (sort, words)


@pytest.mark.parametrize(
    ("source", "definite"),
    [
        ("the minister", True),
        ("a minister", False),
        ("another minister", False),
        ("the ministry", True),
        ("Tolm Ministry", False),
    ],
)
def test_what_is_definite(source: str, definite: bool) -> None:
    text = f"{source} said so."
    assert parse_source(text, place(text, source), entities_of(reading(text))).definite is definite


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mr. Teal Orsaby", "m"),
        ("Mrs Teal Orsaby", "f"),
        ("spokeswoman Teal Orsaby", "f"),
        ("Teal Orsaby spoke, and she left", "f"),
        ("Teal Orsaby left, and Ivo Sand saw her", ""),
        ("Teal Orsaby" + " and so on" * 11 + " he left", "m"),
        ("Teal Orsaby" + " and so on" * 12 + " he left", ""),
        ("Mr Teal Orsaby left, and she stayed, and Teal Orsaby and she and Teal Orsaby, she said", "m"),
        ("Susan Orsaby and he", "f"),
        ("Susan Orsaby and he; Susan Orsaby and he; Susan Orsaby and he", "f"),
        ("Mrs Teal Orsaby left. " + "Teal Orsaby and he; " * 4, "f"),
        ("Mrs Teal Orsaby left. " + "Teal Orsaby and he; " * 6, "m"),
    ],
)
def test_the_gender_that_words_vote_for(text: str, gender: str) -> None:
    names: dict[str, NamedKind] = {**PEOPLE, "Susan Orsaby": "person"}
    assert entities_of(reading(text, names=names))[0].gender == gender


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Harbour Master Ana Ruel left", "Harbour Master"),
        ("Ana Ruel, the harbour master, left", "the harbour master"),
        ("Ana Ruel, the harbour master who left, left", "the harbour master"),
        ("the league's chair, Ana Ruel, left", "the league's chair"),
        ("the mayor and Port Director Ana Ruel left", "Port Director"),
        ("Minister of Trade and Industry Ana Ruel left", "Minister of Trade and Industry"),
        ("Mr Ana Ruel left", None),
        ("Director Mr Ana Ruel left", "Director"),
        ("of Ana Ruel", None),
        ("The ferry, Ana Ruel says", None),
        ("Said minister. Ana Ruel left", None),
    ],
)
def test_the_role_beside_a_name(text: str, role: str | None) -> None:
    roles = entities_of(reading(text, names=PEOPLE))[0].roles
    assert [each.text for each in roles] == ([role] if role else [])
    assert all(each.span.of(text) == each.text for each in roles)


def test_the_role_of_a_speaker_is_the_last_before_the_words_else_the_first_and_an_office_before_others() -> None:
    text = "Port director Ana Ruel left. Ana Ruel, a resident, left. Bridge minister Ana Ruel left."
    entities = entities_of(reading(text, names=PEOPLE))
    assert [entities.speaker(0, at)[0].role for at in (0, 50, len(text))] == ["Port director"] * 2 + ["Bridge minister"]
    entities.add_role(0, Role("the envoy", Span(len(text), len(text) + 9)))
    assert entities.speaker(0, len(text) + 9)[0].role == "the envoy"
    assert entities.speaker(0, len(text) - 1)[0].role == "Bridge minister"


def test_a_role_never_reaches_over_a_paragraph_or_out_of_the_headline() -> None:
    apart = "Here sits the Harbour Master\n\nAna Ruel left."
    assert entities_of(reading(apart, names=PEOPLE))[0].roles == ()
    headline = "Harbour Master Ana Ruel Leaves\n\nAna Ruel left."
    assert entities_of(reading(headline, names=PEOPLE, headline="Harbour Master Ana Ruel Leaves"))[0].roles == ()
    (role,) = entities_of(reading(headline, names=PEOPLE))[0].roles
    assert role.text == "Harbour Master"


@pytest.mark.parametrize(
    ("before", "role"),
    [
        ("port spokesman", "port spokesman"),
        ("port worker and spokesman", "spokesman"),
        ("he, spokesman", "spokesman"),
        ("a spokesman", "spokesman"),
        ("Mr", None),
    ],
)
def test_all_before_a_name_in_a_source_is_its_role_if_it_is_one(before: str, role: str | None) -> None:
    text = f'"No", {before} Ana Ruel said.'
    one = quoted(text, '"No"', "said", f"{before} Ana Ruel")
    roles = [each.text for each in entities_of(reading(text, one, names=PEOPLE))[0].roles]
    assert roles[:1] == ([role] if role else [])


def test_entities_are_found_by_place_and_name() -> None:
    text = "Ana Ruel met Ivo Sand, and Ruel left. Tolm Ministry. Ministry."
    names: dict[str, NamedKind] = {**PEOPLE, "Tolm Ministry": "organisation", "Ministry": "organisation"}
    entities = entities_of(reading(text, names=names))
    assert [entities[o.entity].name for o in entities.occurrences] == [
        "Ana Ruel", "Ivo Sand", "Ana Ruel", "Tolm Ministry", "Tolm Ministry",
    ]  # fmt: skip
    second = place(text, "Ivo Sand")
    assert [o.span for o in entities.before(second.start)] == [place(text, "Ana Ruel")]
    assert [o.span for o in entities.before(second.start + 1, 1)] == [second]
    assert [o.span for o in entities.after(second.start, 1)] == [Span(27, 31)]
    assert [o.span for o in entities.within(Span(0, second.start))] == [place(text, "Ana Ruel")]
    assert entities.number_of("Sand") == entities.number_of("Ivo Sand") == 1
    assert entities.number_of("Orsaby") is None
    assert entities.first(0) == place(text, "Ana Ruel")


def test_a_described_person_who_is_named_later_is_one_entity() -> None:
    entities = entities_of(reading("Ana Ruel left.", names=PEOPLE))
    number = entities.add(Entity("minister", "person"), Span(0, 3))
    entities.identify(number, 0)
    assert entities.resolved(number) == entities.resolved(0) == 0
    assert entities[number] is entities[0]
    assert [occurrence.entity for occurrence in entities.occurrences] == [0, number]


@pytest.mark.parametrize(
    ("text", "model", "name", "kind"),
    [
        ("Ana Ruel’s ferry", {"Ana Ruel’s": "person"}, "Ana Ruel", "person"),
        ("Minister Ana Ruel", {"Minister Ana Ruel": "person"}, "Ana Ruel", "person"),
        ("Robert Ruel, Jr. left", {"Robert Ruel": "person"}, "Robert Ruel, Jr.", "person"),
        ("O’Ruel left", {"Ruel": "person"}, "O’Ruel", "person"),
        ("then Teal Orsaby left", {"Orsaby": "person"}, "Teal Orsaby", "person"),
        ("then Then Orsaby left", {"Orsaby": "person"}, "Orsaby", "person"),
        ("It rained in Orme", {"Orme": "person"}, "Orme", "state"),
        ("Orme and its harbour", {"Orme": "person"}, "Orme", "state"),
        ("Orme and his harbour", {"Orme": "person"}, "Orme", "person"),
        ("Orme and the Ormian harbour", {"Orme": "person"}, "Orme", "person"),
        ("Corvan and the Corvanian harbour", {"Corvan": "person"}, "Corvan", "state"),
        ("the Tolm Ministry", {"Tolm Ministry": "place"}, "Tolm Ministry", "organisation"),
    ],
)
def test_limits_and_kinds_of_names_are_corrected(text: str, model: dict[str, NamedKind], name: str, kind: str) -> None:
    entity = entities_of(reading(text, names=model))[0]
    assert (entity.name, entity.kind) == (name, kind)


def test_a_name_in_a_source_that_the_model_missed_is_found() -> None:
    text = '"No", port spokesman Teal Orsaby said.'
    assert spoken_by(text, quoted(text, '"No"', "said", "port spokesman Teal Orsaby"), names={}) == ["Teal Orsaby"]
