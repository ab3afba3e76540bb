"""Who is taken for whom by names alone: two people of one surname, and one person under several orders and scripts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import Record
from onrecord.linking.actors.actor_links import link_actors
from onrecord.linking.actors.blocking import blocks_of
from onrecord.linking.actors.person_names import parse
from onrecord.record_linking import relink_actors
from onrecord.store.sqlite.reads.actors import actors
from onrecord.types import Profile, Reading, Span, Speaker, actor_key
from tests.support.records import put, reading

DAY = 750_000


def person(name: str, *, role: str = "", story: str = "", openings: str = "", days: Sequence[int] = (DAY,)) -> Profile:
    roles = (role,) if role else ()
    return Profile(
        f"{name} {story}",
        (name,),
        "person",
        roles,
        tuple(days),
        3,
        (),
        frozenset(),
        openings=frozenset(filter(None, [openings])),
    )


def groups(*profiles: Profile) -> set[frozenset[str]]:
    """Return the names that are taken for one actor, each group of them, of one block."""
    found: dict[str, set[str]] = {}
    names = {profile.id: profile.names[0] for profile in profiles}
    for link in link_actors(profiles):
        found.setdefault(link.canonical, set()).add(names[link.actor])
    return set(map(frozenset, found.values()))


def are_one(*profiles: Profile) -> bool:
    assert len({block for profile in profiles for block in blocks_of(profile)}) == 1
    return len(groups(*profiles)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Petra Orlund", "Peter Orlund"),
        ("Juan Orlund", "John Orlund"),
        ("Ian Orlund", "Sean Orlund"),
        ("Nathan Orlund", "Jonathan Orlund"),
        ("Karl Orlund", "Charles Orlund"),
        ("Ibrahim Orlund", "Abraham Orlund"),
        ("Lisa Orlund", "Elizabeth Orlund"),
        ("Kathleen Orlund", "Katherine Orlund"),
        ("Diego Orlund", "James Orlund"),
        ("Greta Orlund", "Margaret Orlund"),
        ("Helen Orlund", "Ellen Orlund"),
        ("Ludwig Orlund", "Lewis Orlund"),
        ("Liam Orlund", "William Orlund"),
    ],
)
def test_given_names_of_two_people_make_two_actors(one: str, other: str) -> None:
    assert len(groups(person(one), person(other))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bill Orlund", "William Orlund"),
        ("Kate Orlund", "Katherine Orlund"),
        ("Oleksandr Orlund", "Aleksandr Orlund"),
        ("Mykola Orlund", "Nikolai Orlund"),
        ("Danylo Orlund", "Danila Orlund"),
        ("Gene Orlund", "Yevgeny Orlund"),
    ],
)
def test_short_forms_and_transcriptions_of_one_given_name_make_one_actor(one: str, other: str) -> None:
    assert are_one(person(one), person(other))


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Goh Teck Boon", "goh"),
        ("Khaw Siew Lin", "khaw"),
        ("Teo Hui Min", "teo"),
        ("Bae Ji-won", "bae"),
        ("Truong Van Minh", "truong"),
        ("Kovarek Istvan", "kovarek"),
        ("Nagorny Ildiko", "nagorny"),
        ("Morisaka Kenji", "morisaka"),
        ("Veskenko Olena Petrivna", "veskenko"),
        ("Весков Игорь Сергеевич", "veskov"),
        ("Veskov I. S.", "veskov"),
        ("ORLUND Urve", "orlund"),
        ("Orlund, Petra", "orlund"),
        ("Olena Petrivna Veskenko", "veskenko"),
        ("Paula Ann Orlund", "orlund"),
        ("Ilse Paul", "paul"),
        ("Svetlana Igorevna Aleksevich", "aleksevich"),
    ],
)
def test_the_family_name_is_found_wherever_it_stands(name: str, family: str) -> None:
    parsed = parse(name)
    assert parsed is not None
    assert parsed.family == family


@pytest.mark.parametrize(
    ("full", "family", "given"),
    [("Goh Teck Boon", "Goh", "Boon"), ("Kim Tae Sung", "Kim", "Sung"), ("Ong Mei Ling", "Ong", "Ling")],
)
def test_where_the_family_name_comes_first_the_last_word_alone_means_nobody(full: str, family: str, given: str) -> None:
    minister = person(full, role="prime minister")
    assert are_one(minister, person(family, role="the prime minister"))
    assert blocks_of(person(given)) != blocks_of(minister)


@pytest.mark.parametrize(
    "names",
    [
        ("Veskenko Danylo Ihorovych", "Danylo Veskenko", "VESKENKO", "Вескенко Данило", "Вескенко Данила Игоревич"),
        ("Orlova Olena Mykolaivna", "Olena Orlova", "Орлова Елена Николаевна", "Олена Орлова", "ОРЛОВА"),
        ("Tarasenko Serhiy Andriyovych", "Тарасенко Сергей Андреевич", "Сергій Тарасенко", "TARASENKO Serhiy"),
    ],
)
def test_one_person_in_two_scripts_and_both_orders_is_one_actor(names: Sequence[str]) -> None:
    assert len(groups(*(person(name, role="Governor", story=str(n)) for n, name in enumerate(names)))) == 1


def test_another_patronymic_is_another_person() -> None:
    assert len(groups(person("Veskenko Danylo Ihorovych"), person("Veskenko Danylo Petrovych"))) == 2


@pytest.mark.parametrize(
    ("address", "whom"), [("Mr", "Owain Orlund"), ("Ms.", "Petra Orlund"), ("Frau", "Petra Orlund")]
)
def test_a_form_of_address_tells_which_of_two_a_family_name_alone_means(address: str, whom: str) -> None:
    found = groups(
        person("Petra Orlund"), person("Owain Orlund", openings="Mr"), person("Orlund", story="s", openings=address)
    )
    assert frozenset({"Orlund", whom}) in found


@pytest.mark.parametrize(
    ("name", "alone"),
    [
        ("Petra Orlund", person("Orlund", openings="Mr")),
        ("Paul Orlund", person("Orlund", openings="Mrs.")),
        ("Paul Orlund", person("Orlund", role="the spokeswoman")),
        ("Petra Orlund", person("Orlund", role="a businessman")),
        ("Paul Orlund Sr.", person("Orlund Jr.")),
        ("Paul Orlund Jr.", person("Orlund Sr.")),
    ],
)
def test_a_family_name_alone_never_goes_to_somebody_whom_it_cannot_mean(name: str, alone: Profile) -> None:
    assert len(groups(person(name), alone)) == 2


def test_a_family_name_alone_that_two_bear_is_left_open() -> None:
    assert frozenset({"Orlund"}) in groups(person("Bern Orlund"), person("Sara Kell Orlund"), person("Orlund"))


# In a record


def speaker(name: str, role: str | None = None) -> Speaker:
    return Speaker(actor_key(name), name, "person", role)


ORDERS = [
    ("Urve Tammik", "Tammik Urve", "the harbour master", "harbour master"),
    ("Kask Tiiu", "Tiiu Kask", "governor", "Governor"),
    ("Ilvo Marn", "Marn Ilvo", "mayor of Tolm", "the mayor"),
]


@pytest.mark.parametrize(("one", "other", "role", "role_there"), ORDERS)
def test_two_orders_of_a_name_are_one_actor_where_the_role_is_the_same(
    tmp_path: Path, one: str, other: str, role: str, role_there: str
) -> None:
    several = [
        reading("one", "“a”", speaker=speaker(one, role)),
        reading("two", "“b”", speaker=speaker(other, role_there), day="2031-06-01"),
        reading("three", "“c”", speaker=speaker("Ana " + one.split()[1]), day="2031-07-01"),
    ]
    found = set()
    for number in range(4):
        shuffled = random.Random(number).sample(several, len(several))
        with Record.open(tmp_path / f"{number}.db") as record:
            for each in shuffled:
                put(record, each)
                relink_actors(record)
            found.add(len(actors(record)))
    assert found == {2}


@pytest.mark.parametrize("role_there", ["a goalkeeper", None])
def test_two_orders_of_a_name_are_two_actors_where_nothing_else_ties_them(
    tmp_path: Path, role_there: str | None
) -> None:
    with Record.open(tmp_path / "onrecord.db") as record:
        put(record, reading("one", "“a”", speaker=speaker("Urve Tammik", "harbour master")))
        put(record, reading("two", "“b”", speaker=speaker("Tammik Urve", role_there), day="2031-06-01"))
        relink_actors(record)
        assert len(actors(record)) == 2


@pytest.mark.parametrize(("address", "count"), [("Mr. Orlund ", 2), ("Ms. Orlund ", 1), ("Mrs Orlund ", 1)])
def test_the_form_of_address_is_taken_from_the_words_that_name_the_source(
    tmp_path: Path, address: str, count: int
) -> None:
    made = reading("two", "“b”", speaker=Speaker(actor_key("Orlund", "two"), "Orlund", "person"))
    text = made.document.text.replace("the speaker", address)
    source = Span(text.index(address), text.index(address) + len(address.strip()))
    quotations = tuple(replace(one, source=source) for one in made.quotations)
    addressed = Reading(replace(made.document, text=text), made.story, text, quotations)
    with Record.open(tmp_path / "onrecord.db") as record:
        put(record, reading("one", "“a”", speaker=speaker("Petra Orlund")), addressed)
        relink_actors(record)
        assert len(actors(record)) == count
