"""Every part of the score of two names, of people and of bodies, with how much it counts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.linking.actors import organisation_names, person_names
from onrecord.linking.actors.blocking import blocks_of, is_body_name, is_person_name, linked_together
from onrecord.linking.actors.surnames import role_parts
from onrecord.types import Part, Profile

FAMILY, GIVEN = Part("family name", 3.0, "ruel"), Part("given name", 3.0, "ana")


def of_people(left: str, right: str) -> list[Part]:
    one, other = person_names.parse(left), person_names.parse(right)
    assert one is not None
    assert other is not None
    return list(person_names.compare(one, other))


PEOPLE: list[tuple[str, str, list[Part]]] = [
    ("Ana Ruel", "Ana Ruel", [FAMILY, Part("every letter", 4.0, "ana ruel"), GIVEN]),
    ("Ruel", "Ana Ruel", [FAMILY]),
    ("Ruel", "Ruel", [FAMILY]),
    ("Dmitri Veskov", "Dmitry Veskov", [Part("family name", 3.0, "veskov"), Part("given name", 3.0, "dmitri, dmitry")]),
    ("Ana Phillips", "Ana Fillips", [Part("family name by its sound", 2.5, "phillips, fillips"), GIVEN]),
    ("Ana Filips", "Ана Филипс", [Part("family name", 3.0, "filips"), GIVEN]),
    ("Ana Phillips", "Ана Филлипс", [Part("family name", 3.0, "phillips, fillips"), GIVEN]),
    ("Ana Veskov", "Ana Viskov", [Part("family name, nearly", 1.5, "veskov, viskov"), GIVEN]),
    ("Ana Veskova", "Ана Вискова", [Part("family name, nearly", 2.0, "veskova, viskova"), GIVEN]),
    ("Ana Ruel", "Ana Marr", [Part("another family name", -6.0, "ruel, marr"), GIVEN]),
    ("Ana Vesk", "Ana Vosk", [Part("family name, nearly", 1.5, "vesk, vosk"), GIVEN]),
    ("Ana Ves", "Ana Vos", [Part("another family name", -6.0, "ves, vos"), GIVEN]),
    ("Liz Ruel", "Elizabeth Ruel", [FAMILY, Part("form of the given name", 2.0, "liz, elizabeth")]),
    ("R. Ruel", "Robert Ruel", [FAMILY, Part("initial", 2.0, "r, robert")]),
    ("B. Ruel", "Robert Ruel", [FAMILY, Part("initial", 2.0, "b, robert")]),
    ("Robert Ruel", "B. Ruel", [FAMILY, Part("initial", 2.0, "robert, b")]),
    ("K. Ruel", "Robert Ruel", [FAMILY, Part("another given name", -6.0, "k, robert")]),
    ("Dmitri Ruel", "Dimtri Ruel", [FAMILY, Part("given name, nearly", 1.5, "dmitri, dimtri")]),
    ("Zhamal Ruel", "Jamal Ruel", [FAMILY, Part("given name, nearly", 1.5, "zhamal, jamal")]),
    ("Zhora Ruel", "Jora Ruel", [FAMILY, Part("given name, nearly", 1.5, "zhora, jora")]),
    ("Zhora Wang", "Jora Wang", [Part("family name", 3.0, "wang"), Part("another given name", -6.0, "zhora, jora")]),
    ("Zhor Ruel", "Jor Ruel", [FAMILY, Part("another given name", -6.0, "zhor, jor")]),
    ("Patrick Ruel", "Michael Patrick Ruel", [FAMILY, Part("one of the given names", 1.0, "patrick, michael patrick")]),
    ("Michael Patrick Ruel", "Patrick Ruel", [FAMILY, Part("one of the given names", 1.0, "michael patrick, patrick")]),
    ("Zorvan Ruel", "Ana Zorvan Ruel", [FAMILY, Part("part of the family name", 2.0, "zorvan, ana zorvan")]),
    ("Ana Ruel", "Linnet Ruel", [FAMILY, Part("another given name", -6.0, "ana, linnet")]),
    ("Petra Ruel", "Peter Ruel", [FAMILY, Part("another given name", -6.0, "petra, peter")]),
    ("Kay Achim Ruel", "Kayachim Ruel", [FAMILY, Part("given name", 3.0, "kay achim, kayachim")]),
    ("Ana M. Ruel", "Ana Maria Ruel", [FAMILY, GIVEN, Part("middle name", 1.0, "m, maria")]),
    ("Ana M. Ruel", "Ana K. Ruel", [FAMILY, GIVEN, Part("another middle name", -5.0, "m, k")]),
    ("Ana Maria Ruel", "Ana Clara Ruel", [FAMILY, GIVEN, Part("another middle name", -5.0, "maria, clara")]),
    ("Ana Clara Maria Ruel", "Ana Maria Ruel", [FAMILY, GIVEN, Part("middle name", 1.0, "clara maria, maria")]),
    ("Ana M. Ruel", "Ana Ruel", [FAMILY, GIVEN]),
    ("Ana Ruel", "Ana Ruel Jr.", [FAMILY, GIVEN, Part("generation", -2.0, "–, jr")]),
    ("Ana Ruel Sr.", "Ana Ruel", [FAMILY, GIVEN, Part("generation", -2.0, "sr, –")]),
    ("Ana Ruel Sr.", "Ana Ruel Jr.", [FAMILY, GIVEN, Part("generation", -4.0, "sr, jr")]),
    ("Ruel", "Ruel Jr.", [FAMILY]),
]


@pytest.mark.parametrize(("left", "right", "parts"), PEOPLE)
def test_the_parts_of_two_names_of_people(left: str, right: str, parts: list[Part]) -> None:
    assert of_people(left, right) == parts


@pytest.mark.parametrize(
    ("name", "given", "family", "generation"),
    [
        ("Dr. Ana Ruel", ("ana",), "ruel", ""),
        ("Ana Ruel Jr.", ("ana",), "ruel", "jr"),
        ("Ana de la Ruel", ("ana",), "ruel", ""),
        ("van Ruel", (), "ruel", ""),
        ("Al Ruel", ("al",), "ruel", ""),
        ("Xie Wen-bo", ("wenbo",), "xie", ""),
        ("Kim Jong-hun", ("jonghun",), "kim", ""),
        ("Li Jian", ("jian",), "li", ""),
        ("Xie Robertson", ("xie",), "robertson", ""),
        ("O'Ruel", (), "oruel", ""),
        ("ДмитрийВесков", ("dmitriy",), "veskov", ""),
        ("Весков", (), "veskov", ""),
        ("Dr", (), "dr", ""),
    ],
)
def test_a_name_is_taken_apart(name: str, given: tuple[str, ...], family: str, generation: str) -> None:
    found = person_names.parse(name)
    assert found is not None
    assert (found.given, found.family, found.generation) == (given, family, generation)
    assert found.transcribed is not any(char.isascii() and char.isalpha() for char in name)


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("tschaikov", "chakov"),
        ("dzhamal", "amal"),
        ("djamal", "amal"),
        ("schmidt", "smidt"),
        ("tsar", "zar"),
        ("zhukov", "zukov"),
        ("kharkov", "harkov"),
        ("bach", "bah"),
        ("philip", "filip"),
        ("walter", "valter"),
        ("beck", "bek"),
        ("carl", "karl"),
        ("alex", "aleks"),
        ("guido", "gido"),
        ("kaiser", "kaser"),
        ("ivanyi", "ivani"),
        ("mueller", "muler"),
        ("akhmed", "amed"),
        ("anna", "ana"),
    ],
)
def test_spellings_of_one_sound_have_one_plain_form(printed: str, plain: str) -> None:
    assert person_names.plain(printed) == plain


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        ("veskov", "viskov", True),
        ("vesk", "vosk", True),
        ("ves", "vos", False),
        ("veskov", "veskor", True),
        ("veskov", "marten", False),
        ("veskov", "veksan", False),
    ],
)
def test_near_spellings_differ_by_a_slip(left: str, right: str, near: bool) -> None:
    assert person_names.is_near(left, right) is near


BODIES: list[tuple[str, str, list[Part]]] = [
    ("Harrow Courier", "The Harrow Courier", [Part("name", 5.0, "courier harrow")]),
    ("NRA", "N.R.A.", [Part("name", 5.0, "nra")]),
    ("NRA", "NRB", [Part("another name", -6.0, "nra, nrb")]),
    ("National Rowing Association", "NRA", [Part("acronym of the words", 5.0, "nra")]),
    ("NRA", "National Rowing Association", [Part("acronym of the words", 5.0, "nra")]),
    ("Harrow Union", "HU", [Part("another name", -6.0, "harrow union, hu")]),
    ("Harrow Courier", "Lowen Post", [Part("another name", -6.0, "courier harrow, lowen post")]),
    (
        "Norwegian Defence Ministry",
        "Danish Defence Ministry",
        [Part("name", 3.0, "defense ministry"), Part("another state", -9.0, "no, dk")],
    ),
    (
        "Norwegian Defence Ministry",
        "Defence Ministry",
        [Part("name", 3.0, "defense ministry"), Part("state", 1.0, "no, –")],
    ),
]


@pytest.mark.parametrize(("left", "right", "parts"), BODIES)
def test_the_parts_of_two_names_of_bodies(left: str, right: str, parts: list[Part]) -> None:
    assert list(organisation_names.compare(organisation_names.parse(left), organisation_names.parse(right))) == parts


@pytest.mark.parametrize(
    ("left", "right", "parts"),
    [
        (["harbour minister"], ["Harbour Minister"], [Part("role", 2.0, "harbour minister, Harbour Minister")]),
        (["mayor", "harbour minister"], ["harbour minister"], [Part("role", 2.0, "harbour minister")]),
        (
            ["spokesman for the Kessin Council"],
            ["member of the Kessin Council"],
            [Part("body in the roles", 1.0, "Kessin")],
        ),
        (["harbour minister"], ["a goalkeeper"], [Part("another role", -3.0, "harbour minister, a goalkeeper")]),
        (["minister of trade"], ["harbour minister"], []),
        (["senator"], ["Senator Ruel"], [Part("another role", -3.0, "senator, Senator Ruel")]),
        ([], ["harbour minister"], []),
        (["harbour minister"], [], []),
    ],
)
def test_roles_that_fit_speak_for_one_and_those_of_another_trade_against(
    left: Sequence[str], right: Sequence[str], parts: list[Part]
) -> None:
    assert list(role_parts(left, right)) == parts


@pytest.mark.parametrize(
    ("name", "kind", "is_person", "is_body"),
    [
        ("Ana Ruel", "person", True, False),
        ("Ruel", "person", True, False),
        ("harbour spokesman", "person", False, False),
        ("Ana ruel", "person", False, False),
        ("ana Ruel", "person", False, False),
        ("Ministry spokesman", "person", False, False),
        ("Edmar King", "person", False, False),
        ("Edward King", "person", True, False),
        ("Ana Ruel", "group", False, False),
        ("Harrow Courier", "organisation", False, True),
        ("Harrow Courier", "document", False, False),
        ("the council", "organisation", False, False),
        ("Foreign Ministry", "office", False, False),
        ("Norway", "state", False, True),
    ],
)
def test_only_names_of_ones_own_are_compared(name: str, kind: str, is_person: bool, is_body: bool) -> None:
    profile = Profile("x", (name,), kind)  # type: ignore[arg-type]
    assert (is_person_name(profile), is_body_name(profile)) == (is_person, is_body)
    sort = "person" if is_person else "body" if is_body else "alone"
    assert [block.split(" ")[0] for block in blocks_of(profile)] == [sort]


def test_an_entry_of_a_list_is_a_name_however_it_is_written() -> None:
    assert is_person_name(Profile("x", ("ana ruel",), "person", listed=True))
    assert is_body_name(Profile("x", ("Foreign Ministry",), "office", listed=True))
    assert not is_body_name(Profile("x", ("foreign ministry",), "office", listed=True))


def test_blocks_are_linked_together_where_a_judgement_reaches_across() -> None:
    placed = {"a": ("person rl",), "b": ("person mr", "person mrr"), "c": ("person vsk",)}
    same = [("a", "b"), ("c", "nobody")]
    assert list(linked_together(["person x", "person rl", "person mr"], same, placed)) == [
        ("person x",),
        ("person rl", "person mr", "person mrr"),
    ]
    assert list(linked_together(["person vsk", "person rl"], [], placed)) == [("person vsk",), ("person rl",)]
