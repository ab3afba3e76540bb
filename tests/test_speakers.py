"""Whose words they are: never those of somebody else who is named, by kinds of sources that are easily misread."""

from __future__ import annotations

import pytest

from onrecord import analyse
from onrecord.types import Quotation


def quotations(text: str) -> list[Quotation]:
    return [quotation for reading in analyse(text, strict=True) for quotation in reading.quotations]


def said(text: str) -> list[tuple[str | None, str | None]]:
    """Name and role of each speaker."""
    return [(q.speaker.name, q.speaker.role) if q.speaker else (None, None) for q in quotations(text)]


def names(text: str) -> list[str | None]:
    return [name for name, _ in said(text)]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Teal Orsaby was fined on Monday.\n\n“He emptied the till,” the prosecutor said.", ["prosecutor"]),
        ("Linnet Ruel was acquitted on Friday.\n\n“You are free to go,” the judge told her.", ["judge"]),
        (
            "Edmar Pell was taken to hospital.\n\n“The leg will heal,” the hospital's spokesman said.",
            ["hospital's spokesman"],
        ),
        ("Dora Quist resigned.\n\n“We thank her for ten good years,” the mayor said.", ["mayor"]),
        ("Ivo Sand lost his licence.\n\n“That ferry was never safe,” the harbour master said.", ["harbour master"]),
        (
            "“I took nothing,” Teal Orsaby said.\n\n“The bids were opened at noon,” the official said.",
            ["Teal Orsaby", "official"],
        ),
        (
            "“I took nothing,” Teal Orsaby said.\n\n“Justice will be done,” the minister said.",
            ["Teal Orsaby", "minister"],
        ),
        (
            "“I took nothing,” Teal Orsaby said.\n\n“The books say otherwise,” the prosecutor replied.",
            ["Teal Orsaby", "prosecutor"],
        ),
        (
            "“The books say otherwise,” the prosecutor said.\n\n“I took nothing,” Teal Orsaby replied.",
            ["prosecutor", "Teal Orsaby"],
        ),
    ],
)
def test_a_description_is_never_the_only_person_named(text: str, speakers: list[str]) -> None:
    assert names(text) == speakers
    assert not {role for name, role in said(text) if name in ("Teal Orsaby", "Linnet Ruel", "Edmar Pell")} - {None}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mayor Dora Quist came late.\n\n“The bridge is open,” the mayor said.", "Dora Quist"),
        ("Ivo Sand, the harbour master, came late.\n\n“The lock is open,” the harbour master said.", "Ivo Sand"),
        ("The judge, Osla Tern, came late.\n\n“The court will rise,” the judge said.", "Osla Tern"),
        ("Sen. Pia Holm (R-Tolm) came late.\n\nPia Holm said no.\n\n“Never,” the Republican said.", "Pia Holm"),
    ],
)
def test_a_description_is_whom_the_text_ties_it_to(text: str, speaker: str) -> None:
    assert names(text)[-1] == speaker
    (reason,) = [each for each in quotations(text)[-1].because if each.part == "speaker"]
    assert reason.detail.startswith("by description")
    assert reason.span is not None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Port spokesman Ivo Sand came late.\n\n“The lock is open,” the spokeswoman said.", "spokeswoman"),
        (
            "Tolmian minister Ana Ruel came late.\n\n“The lock is open,” the Kestrian minister said.",
            "Kestrian minister",
        ),
        ("Sen. Pia Holm (R-Tolm) came late.\n\n“Never,” Pia Holm said.\n\n“Never,” the Democrat said.", "Democrat"),
        ("“It rained,” Mr Edmar Pell said.\n\n“It did,” the woman said.", "woman"),
    ],
)
def test_a_description_is_nobody_who_clashes_with_it(text: str, speaker: str) -> None:
    assert names(text)[-1] == speaker


@pytest.mark.parametrize(
    ("source", "speaker", "role"),
    [
        ("Osla Tern, a spokeswoman for Dora Quist", "Osla Tern", "a spokeswoman for Dora Quist"),
        ("A lawyer for Mr. Edmar Pell, Osla Tern", "Osla Tern", "A lawyer for Mr. Edmar Pell"),
        ("The mayor's aide, Osla Tern", "Osla Tern", "The mayor's aide"),
        ("Osla Tern, who speaks for the ferries", "Osla Tern", None),
    ],
)
def test_somebody_who_speaks_for_another_is_the_speaker(source: str, speaker: str, role: str | None) -> None:
    assert said(f"{source}, said that the lock was open.") == [(speaker, role)]


@pytest.mark.parametrize(
    "text",
    [
        "No pilot said that the harbour was safe.",
        "Neither minister said that the bridge would be closed.",
        "Nobody said that the market would move.",
        "None of the bakers said that the bread was fresh.",
    ],
)
def test_no_one_is_nobody(text: str) -> None:
    assert all(quotation.speaker is None for quotation in quotations(text))


def test_every_one_of_several_is_a_group() -> None:
    for words in ("Every baker", "Few teachers", "Several pilots"):
        kinds = [q.speaker.kind for q in quotations(f"{words} said that the flour was dear.") if q.speaker]
        assert kinds == ["group"], words


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "words"),
    [
        (
            "Ana Ruel was furious with Teal Orsaby for claiming “the ferry never ran on time”.",
            "Teal Orsaby",
            "claiming",
            "“the ferry never ran on time”",
        ),
        (
            "Ivo Sand was criticised by the harbour master for calling the bridge “a plank with ambitions”.",
            "Ivo Sand",
            "calling",
            "the bridge “a plank with ambitions”",
        ),
        (
            "Linnet Harrow came under fire for saying that teachers work too little.",
            "Linnet Harrow",
            "saying",
            "that teachers work too little",
        ),
        ("Edmar Pell accused Dora Quist of saying “nobody reads the minutes”.", "Dora Quist", "saying", None),
        (
            "The council rebuked Mayor Osla Tern for having described the market as “a car park with onions”.",
            "Osla Tern",
            "described",
            None,
        ),
        ("Jon Reed apologised for calling the nurses “a luxury”.", "Jon Reed", "calling", None),
        ("Pia Holm attacked the minister for saying that the lake was clean.", "minister", "saying", None),
    ],
)
def test_words_for_which_somebody_is_blamed_are_theirs(text: str, speaker: str, cue: str, words: str | None) -> None:
    (found,) = quotations(f"On the quay\n\n{text}")
    assert found.speaker is not None
    assert found.cue is not None
    assert (found.speaker.name, found.cue.of(f"On the quay\n\n{text}")) == (speaker, cue)
    assert words in (None, found.text)
    assert found.speaker.role in (None, "Mayor", "minister")


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "“The toll is fair,” Tomas Keel said. “It is not,” said Hanna Keel.\n\n"
            "“It is theft,” Ms Keel said.\n\n“It is law,” Mr Keel said.",
            ["Tomas Keel", "Hanna Keel", "Hanna Keel", "Tomas Keel"],
        ),
        (
            "“I built it,” Otto Bram Sr. said.\n\n“I sold it,” Otto Bram Jr. said.",
            ["Otto Bram Sr.", "Otto Bram Jr."],
        ),
        (
            "“The toll is fair,” Secretary Tomas Keel said. “It is not,” said Mayor Peter Keel.\n\n"
            "“It is theft,” Mayor Keel said.",
            ["Tomas Keel", "Peter Keel", "Peter Keel"],
        ),
        (
            "“The toll is fair,” Tomas Keel said.\n\n“It is not,” said Peter Keel.\n\n“It is theft,” Keel said.",
            ["Tomas Keel", "Peter Keel", "Keel"],
        ),
        (
            "President Vance opened the fair. His daughter, Mira Vance, sang.\n\n“It is a fine day,” Vance said.",
            ["Vance"],
        ),
    ],
)
def test_people_of_one_surname_are_told_apart_or_left_open(text: str, speakers: list[str]) -> None:
    assert names(text) == speakers


def test_father_and_son_are_two_actors() -> None:
    text = "“I built it,” Otto Bram Sr. said.\n\n“I sold it,” Otto Bram Jr. said."
    father, son = [quotation.speaker and quotation.speaker.id for quotation in quotations(text)]
    assert father != son


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Omar “Moss” Tellin, 64, runs the tavern. “I pour, they talk,” Moss said.", "Omar “Moss” Tellin"),
        ('Clara "Wren" Dost, 30, mends nets. "I mend, they tear," Wren said.', 'Clara "Wren" Dost'),
        ("Peter “Salt” Hagen, a cook, came too. “I cook, they eat,” Hagen said.", "Peter “Salt” Hagen"),
    ],
)
def test_a_nickname_in_marks_is_one_name_of_somebody(text: str, speaker: str) -> None:
    assert names(text)[-1] == speaker


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("a woman who sells tea and goes by “Lark.”", "Lark", "woman who sells tea"),
        ("a boy who gave his name only as “Tib”", "Tib", "boy"),
        ("a retired cook known on the quay as “Moss”", "Moss", "retired cook"),
    ],
)
def test_a_name_that_a_description_gives_is_the_name(source: str, name: str, role: str) -> None:
    assert said(f"“It rained all night,” said {source}")[0] == (name, role)


@pytest.mark.parametrize("name", ["Achieng Ng’ang’a", "Leilani Ka‘ahumanu", "Siobhan O’Dea", "Kwame N’Dour"])
def test_a_name_with_an_apostrophe_is_whole(name: str) -> None:
    assert names(f"“The boats are home,” said {name} on Friday.") == [name]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The strait is open,” Prime Minister Tay Boon Keng said.\n\n“It is,” Mr Tay said.", "Tay Boon Keng"),
        ("“The road is shut,” Governor Belenko Maryna Olehivna said.\n\n“It is,” Belenko said.", None),
        ("“The mine is safe,” said Minister Rusnak Petro Ivanovych.\n\n“It is,” Rusnak said.", None),
    ],
)
def test_a_family_name_may_stand_first(text: str, speaker: str | None) -> None:
    first, second = names(text)
    assert first == second
    assert speaker in (None, first)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We will sign,” Ana Ruel and the port authority said.", "Ana Ruel; port authority"),
        (
            "Corvane and Tesharia said that the bridge was open. In Corvane and in Tesharia it rained.",
            "Corvane; Tesharia",
        ),
        ("Ana Ruel came with Ivo Sand.\n\nSand and his lawyer, Osla Tern, said that the lock was open.",
         "Ivo Sand; Osla Tern"),
    ],
)  # fmt: skip
def test_two_who_speak_together_are_both_named(text: str, speaker: str) -> None:
    assert names(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ana Ruel’s letter said that the lock was open.", "Ana Ruel"),
        ("A statement from the mayor, Dora Quist, said that the lock was open.", "Dora Quist"),
        ("Ana Ruel left the port. Her letter said that the lock was open.", "Ana Ruel"),
    ],
)
def test_a_letter_is_whose_it_is(text: str, speaker: str) -> None:
    assert names(text) == [speaker]


@pytest.mark.parametrize("writing", ["A letter", "Another letter", "One letter"])
def test_any_letter_is_not_that_of_who_wrote_one_before(writing: str) -> None:
    text = (
        f"Ana Ruel wrote in a letter that the dam was safe.\n\n{writing} passed round in the town says the dam leaks."
    )
    assert names(text)[-1] != "Ana Ruel"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ana Ruel, a baker from the old town, who said that the oven was cold, left.", "Ana Ruel"),
        ("The road was blocked by angry farmers who said that the price was too low.", "angry farmers"),
        ("Tolm Rising, a group of young voters that has said that it will stand, met.", "Tolm Rising"),
    ],
)
def test_who_and_that_mean_the_noun_or_the_name_before_them(text: str, speaker: str) -> None:
    assert names(text)[0] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Gil Pell called it “a stab”. Osk Rand used that word too: “It is a stab,” he told us.", "Osk Rand"),
        ("Ana Ruel spoke first. Pia Holm answered the town: “We will pay,” she said.", "Pia Holm"),
        ("Tomas Keel left. Jon Reed shook his head: “That was that,” he said.", "Jon Reed"),
    ],
)
def test_who_is_named_before_a_colon_speaks_behind_it(text: str, speaker: str) -> None:
    assert names(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Pia Holm was asked whether the lake was clean.", None),
        ("Teal Orsaby was told that the ferry would not run.", None),
        ("Jon Reed had been accused of taking the oars by Osla Tern.", "Osla Tern"),
    ],
)
def test_whoever_is_asked_or_accused_did_not_speak(text: str, speaker: str | None) -> None:
    assert set(names(text)) <= {speaker}


@pytest.mark.parametrize("source", ["Ms. de Wael", "de Wael", "Clara de Wael, D-Tolm"])
def test_a_particle_belongs_to_the_surname(source: str) -> None:
    text = f"Clara de Wael opened the lock.\n\n“It was stuck,” {source} said."
    assert names(text) == ["Clara de Wael"]


@pytest.mark.parametrize("name", ["Ben Orlik", "Ben Tarrin", "Ben Quist"])
def test_a_given_name_that_is_a_particle_in_others_makes_a_full_name(name: str) -> None:
    stories = (f"It rained in {place}.\n\n{name} said that the lock was open." for place in ("Tolm", "Orme"))
    first, second = map(quotations, stories)
    assert first[0].speaker
    assert second[0].speaker
    assert first[0].speaker.id == second[0].speaker.id


@pytest.mark.parametrize(
    ("headline", "writing", "words"),
    [
        ("Quist weighs a toll, aide says", "a memo", '"She weighs a toll," said an aide who asked for no name.'),
        ("Lock may close, engineer warns", "a report", '"The lock may close," warned an engineer at the site.'),
        ("Dam is unsafe, doctor says", "a letter", '"The dam is unsafe," a doctor of the town said.'),
    ],
)
def test_somebody_described_in_a_headline_is_no_writing(headline: str, writing: str, words: str) -> None:
    matter = headline.split(",", maxsplit=1)[0]
    text = f"{headline}\n\n{matter}, according to {writing} seen by the Post.\n\n{words}"
    spoken = next(q for q in quotations(text) if q.content[0].start < len(headline))
    assert spoken.speaker
    assert spoken.speaker.kind == "person"
