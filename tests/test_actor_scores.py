"""Who is taken for whom across stories: spellings, scripts, namesakes, lone family names, bodies."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.linking.actors import organisation_names, person_names
from onrecord.linking.actors.actor_links import link_actors
from onrecord.linking.actors.blocking import blocks_of
from onrecord.types import JudgedPairs, Profile

SAME = [
    ("Dmitri Veskov", "Dmitry Veskov"),
    ("Dmitri Veskov", "Дмитрий Весков"),
    ("Yevhen Muravets", "Evgeny Muravets"),
    ("Oleksandr Horayev", "Aleksandr Horaev"),
    ("Kay-Achim Bruckner", "Kai-Ahim Brückner"),
    ("Liz Harrowell", "Elizabeth Harrowell"),
    ("Ana Ruel", "Ana M. Ruel"),
    ("Xie Wenbo", "Xie Wen-bo"),
    ("Mohammed bin Tarik", "Muhammad bin Tariq"),
    ("Dr. Ana Ruel", "Ana Ruel"),
]
TWO = [
    ("Ana Ruel", "Linnet Ruel"),
    ("Ann Ruel", "John Ruel"),
    ("Robert Ruel", "Robert Ruel Jr."),
    ("Robert W. Ruel", "Robert H. Ruel"),
    ("Kim Jong-hun", "Kim Jong-min"),
    ("Ana Ruel", "Ana Rolle"),
    ("Patrick Ruel", "Michael Patrick Ruel"),
    ("Jack Ruel", "Zach Ruel"),
    ("Wang Jianguo", "Wang Zhanguo"),
]


def person(
    name: str, *, role: str = "", quotations: int = 10, day: int = 0, outlet: str = "", key: str = ""
) -> Profile:
    roles, outlets = tuple(filter(None, [role])), tuple(filter(None, [outlet]))
    return Profile(key or f"{name}{role}", (name,), "person", roles, (day,) if day else (), quotations, outlets)


def body(name: str) -> Profile:
    return Profile(name, (name,), "organisation", quotations=3)


def groups(
    *profiles: Profile, same: list[tuple[str, str]] | None = None, apart: list[tuple[str, str]] | None = None
) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one in link_actors(profiles, JudgedPairs(tuple(same or ()), tuple(apart or ()))):
        found.setdefault(one.canonical, set()).add(one.actor)
    return {frozenset(members) for members in found.values()}


def are_one(*profiles: Profile) -> bool:
    return len(groups(*profiles)) == 1


@pytest.mark.parametrize(("left", "right"), SAME)
def test_spellings_and_scripts_of_one_name_are_one_actor(left: str, right: str) -> None:
    assert are_one(person(left), person(right))
    assert blocks_of(person(left)) == blocks_of(person(right))  # or they would never be compared


@pytest.mark.parametrize(("left", "right"), TWO)
def test_other_people_of_one_family_name_are_kept_apart(left: str, right: str) -> None:
    assert not are_one(person(left), person(right))


@pytest.mark.parametrize(
    ("woman", "man"),
    [
        ("Petra", "Peter"),
        ("Petra", "Pete"),
        ("Vladimira", "Vladimir"),
        ("Danielle", "Daniel"),
        ("Lucia", "Luca"),
        ("Roberta", "Robert"),
        ("Ann", "Ian"),
        ("Joy", "Joe"),
        ("Victoria", "Viktor"),
    ],
)
def test_a_woman_and_a_man_of_one_family_and_role_are_two_however_alike_their_names(woman: str, man: str) -> None:
    one, other = (person(f"{name} Ruel", role="spokesperson for the harbour") for name in (woman, man))
    assert not are_one(one, other)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Andrea", "Andrew"),
        ("Alexis", "Alexei"),
        ("Jean", "John"),
        ("Jan", "John"),
        ("Gabriele", "Gabriel"),
        ("Yuri", "George"),
        ("Leonid", "Leonard"),
        ("Todd", "Theodore"),
        ("Michele", "Mike"),
    ],
)
def test_names_that_people_bear_beside_one_another_are_no_forms_of_one(left: str, right: str) -> None:
    assert not are_one(person(f"{left} Ruel"), person(f"{right} Ruel"))


@pytest.mark.parametrize("full", ["Alexandra", "Alexander"])
def test_a_short_form_that_women_and_men_bear_may_be_either(full: str) -> None:
    assert are_one(person("Alex Ruel"), person(f"{full} Ruel"))


def test_a_letter_that_only_looks_latin_is_repaired_for_matching() -> None:
    assert person_names.parse("Ana Сorrel") == person_names.parse("Ana Correl")  # its C is Cyrillic


def test_a_short_form_is_not_joined_against_the_roles() -> None:
    assert are_one(person("Mike Ruel", role="Senator"), person("Michael Ruel", role="senator"))
    assert not are_one(person("Mike Ruel", role="Senator"), person("Michael Ruel", role="a goalkeeper"))


@pytest.mark.parametrize("other", ["Dzhamal Ruel", "Jamal Ruel", "Djamal Ruel"])
def test_a_first_sound_that_is_written_otherwise_is_no_other_name(other: str) -> None:
    assert are_one(person("Zhamal Ruel", role="Senator"), person(other, role="senator"))


def test_two_short_names_that_only_begin_alike_are_two() -> None:
    assert not are_one(person("Li Jian", role="spokesman"), person("Li Zhan", role="spokesman"))
    assert not are_one(person("Jan Ruel", role="spokesman"), person("Zhan Ruel", role="spokesman"))


def test_a_name_that_fits_two_people_is_given_to_neither() -> None:
    held = groups(person("G. Ruel"), person("Georg Ruel"), person("Gina Ruel"))
    assert held == {frozenset({"G. Ruel"}), frozenset({"Georg Ruel"}), frozenset({"Gina Ruel"})}


def test_a_family_name_alone_goes_to_its_only_bearer() -> None:
    assert are_one(person("Ruel", quotations=1), person("Ana Ruel"))


def test_a_family_name_alone_does_not_go_to_somebody_hardly_ever_quoted() -> None:
    assert not are_one(person("Ruel", quotations=1), person("Ana Ruel", quotations=1))


def test_a_family_name_alone_goes_to_the_one_in_that_role() -> None:
    ana, linnet = person("Ana Ruel", role="harbour minister"), person("Linnet Ruel", role="opposition leader")
    alone = person("Ruel", role="Harbour Minister", quotations=1)
    assert groups(alone, ana, linnet) == {frozenset({alone.id, ana.id}), frozenset({linnet.id})}


def test_a_family_name_alone_without_a_role_stays_alone_among_equals() -> None:
    assert len(groups(person("Ruel", quotations=1), person("Ana Ruel"), person("Linnet Ruel"))) == 3


def test_a_namesake_hardly_ever_quoted_does_not_stand_in_the_way() -> None:
    ana, linnet = person("Ana Ruel", quotations=99), person("Linnet Ruel", quotations=1)
    assert frozenset({"Ruel", ana.id}) in groups(person("Ruel", quotations=1), ana, linnet)


def test_family_names_alone_without_any_bearer_are_joined_by_role_only() -> None:
    first, second = person("Ruel", role="harbour master", key="1"), person("Ruel", role="Harbour Master", key="2")
    third = person("Ruel", key="3")
    assert groups(first, second, third) == {frozenset({"1", "2"}), frozenset({"3"})}


def test_descriptions_are_never_joined_by_wording() -> None:
    officials = [Profile(key, ("six unnamed officials",), "group", quotations=2) for key in "ab"]
    assert len(groups(*officials)) == 2
    spokesmen = [Profile(key, ("Ministry spokesman",), "person", quotations=2) for key in "ab"]
    assert len(groups(*spokesmen)) == 2
    assert len({blocks_of(profile) for profile in (*officials, *spokesmen)}) == 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ministry of Defence of Norway", "Norwegian Defense Ministry"),
        ("United Nations", "U.N."),
        ("National Rowing Association", "NRA"),
        ("Harrow Courier", "The Harrow Courier"),
    ],
)
def test_forms_of_a_bodys_name_are_one(left: str, right: str) -> None:
    assert are_one(body(left), body(right))
    assert blocks_of(body(left)) == blocks_of(body(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Norwegian Defence Ministry", "Danish Defence Ministry"),
        ("Oslo", "Norway"),
        ("National Rowing Association", "National Running Association"),
    ],
)
def test_bodies_of_other_states_and_seats_of_government_are_kept_apart(left: str, right: str) -> None:
    assert not are_one(body(left), body(right))


def test_an_acronym_that_fits_two_bodies_is_given_to_neither() -> None:
    assert len(groups(body("National Rowing Association"), body("National Running Association"), body("NRA"))) == 3


def test_a_place_that_stands_for_a_government_knows_its_state() -> None:
    assert (
        organisation_names.state_of("Oslo") == organisation_names.state_of("the Norwegian Foreign Ministry") == "Norway"
    )
    assert organisation_names.state_of("Harrow Courier") == ""


def test_the_judgement_of_a_person_outranks_every_score() -> None:
    ana, other = person("Ana Ruel"), person("Zoe Marr")
    assert len(groups(ana, other, same=[(ana.id, other.id)])) == 1
    spelt = person("Anna Ruel")
    assert are_one(ana, spelt)
    assert len(groups(ana, spelt, apart=[(ana.id, spelt.id)])) == 2


def test_two_that_were_judged_apart_are_not_joined_through_a_third() -> None:
    one, two, three = person("Liz Ruel"), person("Elizabeth Ruel"), person("Elizabeth M. Ruel")
    held = groups(one, two, three, apart=[(one.id, two.id)])
    assert not any({one.id, two.id} <= group for group in held)


def test_an_entry_of_a_list_stands_for_those_it_fits() -> None:
    entry = Profile("Q1", ("Дмитрий Весков", "Dmitri Veskov"), "person", listed=True)
    told = link_actors([entry, person("Dmitry Veskov")])
    assert {one.canonical for one in told} == {"Q1"}


def test_two_entries_of_lists_stay_two() -> None:
    first, second = (Profile(key, ("Ana Ruel",), "person", listed=True) for key in ("Q1", "X1"))
    assert len(groups(first, second)) == 2


def test_every_join_tells_its_reasons() -> None:
    told = {
        one.actor: one
        for one in link_actors([person("Ana Ruel", quotations=20), person("Ana M. Ruel"), person("Ruel", quotations=1)])
    }
    assert told["Ana Ruel"].because == ()
    assert [part.part for part in told["Ana M. Ruel"].because] == ["family name", "given name"]
    assert told["Ruel"].score >= 5


def test_a_chain_of_joins_tells_each_its_own_reason() -> None:
    told = {
        one.actor: one.because
        for one in link_actors([person("Bob Ruel", quotations=99), person("Robert Ruel"), person("R. Ruel")])
    }
    assert all(because for actor, because in told.items() if actor != "Bob Ruel")


NAMES = [name for pair in (*SAME, *TWO) for name in pair] + ["Ruel", "Veskov", "Весков", "NRA", "Harrow Courier"]


@given(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(chosen: list[str], luck: random.Random) -> None:
    profiles = [person(name, quotations=len(name)) for name in chosen]
    shuffled = profiles[:]
    luck.shuffle(shuffled)
    assert link_actors(profiles) == link_actors(shuffled)


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["person", "organisation", "state", "unknown"]))
@settings(max_examples=200)
def test_no_name_is_too_odd(left: str, right: str, kind: str) -> None:
    profiles = [Profile(key, (name,), kind, quotations=1) for key, name in (("a", left), ("b", right))]  # type: ignore[arg-type]
    assert [one.actor for one in link_actors(profiles)] == ["a", "b"]
    assert all(blocks_of(profile) for profile in profiles)
