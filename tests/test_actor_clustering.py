"""Which profiles are joined: family names alone, names that fit several, and what stands for a group."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from onrecord.linking.actors.actor_clustering import Group, Piece, merged
from onrecord.linking.actors.actor_links import link_actors
from onrecord.linking.disjoint_sets import DisjointSets
from onrecord.types import ActorLink, JudgedPairs, Part, Profile, total

DAY = 740_000


def person(
    name: str,
    *,
    key: str = "",
    role: str = "",
    quotations: int = 10,
    days: Sequence[int] = (),
    outlet: str = "",
    story: str = "",
) -> Profile:
    roles, outlets = tuple(filter(None, [role])), tuple(filter(None, [outlet]))
    stories = frozenset(filter(None, [story]))
    return Profile(key or name, (name,), "person", roles, tuple(days), quotations, outlets, stories)


def links(*profiles: Profile, judged: JudgedPairs | None = None) -> dict[str, ActorLink]:
    return {one.actor: one for one in link_actors(profiles, judged or JudgedPairs())}


def reasons(alone: Profile, *others: Profile) -> dict[str, float]:
    """Return the parts for which a family name alone was given to somebody; nothing where it was not."""
    found = links(alone, *others)[alone.id]
    return {part.part: part.score for part in found.because} if found.canonical != alone.id else {}


ANA = person("Ana Ruel")
FAMILY = {"family name": 3.0}


# A family name alone


def test_it_goes_to_the_only_one_of_that_name_who_is_quoted_often() -> None:
    alone = person("Ruel", quotations=1)
    assert reasons(alone, person("Ana Ruel", quotations=5)) == FAMILY | {"nobody else of that name": 2.0}
    assert reasons(alone, person("Ana Ruel", quotations=4)) == {}
    near = person("Ana Ruel", quotations=4, days=[DAY])
    assert reasons(person("Ruel", quotations=1, days=[DAY + 3]), near) == FAMILY | {
        "nobody else of that name": 1.0,
        "days": 1.0,
    }


def test_it_goes_to_the_foremost_of_that_name() -> None:
    alone = person("Ruel", quotations=1)
    assert reasons(alone, person("Ana Ruel", quotations=95), person("Linnet Ruel", quotations=5)) == FAMILY | {
        "foremost of that name": 2.0
    }
    assert reasons(alone, person("Ana Ruel", quotations=94), person("Linnet Ruel", quotations=6)) == {}


@pytest.mark.parametrize(
    ("quotations", "others", "part", "score"),
    [
        (80, 20, "mostly of that name", None),
        (79, 21, "others of that name", -1.0),
        (50, 50, "others of that name", -1.0),
        (49, 51, "others of that name", -2.0),
    ],
)
def test_namesakes_count_against_it_by_their_share(quotations: int, others: int, part: str, score: float) -> None:
    alone = person("Ruel", role="harbour minister", quotations=1, days=[DAY], outlet="The Orme Post")
    ana = person("Ana Ruel", role="harbour minister", quotations=quotations, days=[DAY + 1], outlet="The Orme Post")
    found = reasons(alone, ana, person("Linnet Ruel", role="a goalkeeper", quotations=others))
    assert found[part] == (score or 0.0)
    assert found["role"] == 3.0
    assert found["outlet"] == 1.0
    assert found["same days"] == 3.0


@pytest.mark.parametrize(
    ("apart", "part", "score"),
    [
        (0, "same days", 3.0),
        (2, "same days", 3.0),
        (3, "days", 1.0),
        (14, "days", 1.0),
        (15, "", 0.0),
        (-2, "same days", 3.0),
    ],
)
def test_days_near_those_of_the_full_name_speak_for_it(apart: int, part: str, score: float) -> None:
    ana = person("Ana Ruel", days=[DAY - 400, DAY, DAY + 400])
    found = reasons(person("Ruel", quotations=1, days=[DAY + apart]), ana)
    assert {name: value for name, value in found.items() if "days" in name} == ({part: score} if part else {})


def test_it_stays_alone_where_two_fit_about_as_well() -> None:
    alone = person("Ruel", quotations=1, days=[DAY])
    ana, linnet = person("Ana Ruel", days=[DAY]), person("Linnet Ruel", days=[DAY])
    assert reasons(alone, ana, linnet) == {}
    assert reasons(alone, ana, person("Linnet Ruel", days=[DAY + 99]))["same days"] == 3.0


def test_another_spelling_of_a_family_name_alone_needs_a_role() -> None:
    alone = person("Viskov", quotations=1)
    assert reasons(alone, person("Ana Veskov", quotations=99)) == {}
    found = reasons(
        person("Viskov", role="mayor", quotations=1, days=[DAY]), person("Ana Veskov", role="Mayor", days=[DAY])
    )
    assert found["family name, nearly"] == 1.5
    assert found["role"] == 3.0


def test_what_people_parted_is_not_given_to_that_one() -> None:
    alone = person("Ruel", quotations=1)
    assert links(alone, ANA)["Ruel"].canonical == "Ana Ruel"
    apart = JudgedPairs(apart=(("Ana Ruel", "Ruel"),))
    assert links(alone, ANA, judged=apart)["Ruel"].canonical == "Ruel"


def test_who_was_given_names_in_one_round_is_better_known_in_the_next() -> None:
    ana = person("Ana Ruel", days=[DAY], quotations=5)
    linnet = person("Linnet Ruel", quotations=5)
    first = person("Ruel", key="1", quotations=200, days=[DAY + 1])
    assert links(ana, linnet, first)["1"].canonical == "Ana Ruel"
    second = person("Ruel", key="2", quotations=1)
    assert links(ana, linnet, second)["2"].canonical == "2"
    assert links(ana, linnet, first, second)["2"].canonical == "Ana Ruel"


def test_family_names_alone_of_nobody_known_are_joined_by_role_or_days() -> None:
    one = person("Ruel", key="1", role="harbour master", days=[DAY])
    assert links(one, person("Ruel", key="2", role="Harbour Master"))["2"].because == (
        Part("family name", 3.0, "ruel"),
        Part("role", 2.0, "Harbour Master, harbour master"),
    )
    assert links(one, person("Ruel", key="2", days=[DAY + 2]))["2"].score == 6.0
    assert links(one, person("Ruel", key="2", days=[DAY + 3]))["2"].canonical == "2"
    apart = JudgedPairs(apart=(("1", "2"),))
    assert links(one, person("Ruel", key="2", role="harbour master"), judged=apart)["2"].canonical == "2"


# Full names


def test_two_whom_one_story_quotes_are_two_unless_the_name_alone_joins_them() -> None:
    short, full = person("Liz Ruel", role="mayor", story="s"), person("Elizabeth Ruel", role="mayor", story="s")
    assert links(short, full)["Liz Ruel"].canonical == "Liz Ruel" or links(short, full)["Liz Ruel"].score >= 5
    nearly = person("Dmitri Viskov", role="mayor", story="s")
    known = person("Dmitri Veskov", role="mayor", story="s")
    assert links(nearly, known)["Dmitri Viskov"].canonical == "Dmitri Viskov"
    elsewhere = person("Dmitri Veskov", role="mayor", story="t")
    assert len({one.canonical for one in links(nearly, elsewhere).values()}) == 1


def test_roles_decide_between_a_name_and_its_short_form_both_ways() -> None:
    def are_one(left: str, right: str, role: str, other: str) -> bool:
        found = links(person(left, key="1", role=role), person(right, key="2", role=other))
        return found["1"].canonical == found["2"].canonical

    assert are_one("Mike Ruel", "Michael Ruel", "senator", "senator")
    assert are_one("Mike Ruel", "Michael Ruel", "", "")
    assert not are_one("Mike Ruel", "Michael Ruel", "senator", "a goalkeeper")
    assert are_one("Dmitri Ruel", "Dmitry Ruel", "senator", "a goalkeeper")
    assert are_one("Dmitri Viskov", "Dmitri Veskov", "senator", "senator")
    assert not are_one("Dmitri Viskov", "Dmitri Veskov", "", "")


def test_who_stands_for_a_group() -> None:
    def stands(*profiles: Profile) -> str:
        (canonical,) = {one.canonical for one in link_actors(profiles)}
        return canonical

    assert stands(person("Dmitri Ruel", key="b", quotations=3), person("Dmitry Ruel", key="a", quotations=2)) == "b"
    assert stands(person("Dmitri Ruel", key="b"), person("Dmitriy Ruel", key="c")) == "c"
    assert stands(person("Dmitri Ruel", key="b"), person("Dmitry Ruel", key="a")) == "a"
    assert stands(person("Ruel", key="a", quotations=99), person("Ana Ruel", key="b")) == "b"
    entry = Profile("z", ("Ana Ruel",), "person", listed=True)
    assert stands(person("Ana Ruel", key="a", quotations=99), entry) == "z"


def test_profiles_of_one_name_are_one_because_of_the_name() -> None:
    found = links(person("Dr. Ana Ruel", key="1", quotations=9), person("Ana Ruel", key="2"), ANA)
    assert found["2"].canonical == found["1"].canonical
    assert ("name", 5.0, "") in found["1"].because or ("name", 5.0, "") in found["2"].because


# Groups


PAIRS = {frozenset("ab"): 6.0, frozenset("bc"): 7.0, frozenset("ac"): -1.0, frozenset("cd"): 5.0}


def pieces(names: str) -> list[Piece]:
    return [Piece((Profile(name, (name,), "person"),), Part("name", 5.0)) for name in names]


def scored(scores: dict[frozenset[str], float], names: str) -> set[str]:
    def parts_of(left: Piece, right: Piece) -> tuple[Part, ...]:
        return (Part("made up", scores.get(frozenset((left.id, right.id)), 1.0)),)

    return {
        "".join(sorted(member.id for member in group.members)) for group in merged(pieces(names), parts_of, frozenset())
    }


@pytest.mark.parametrize(
    ("scores", "groups"),
    [
        pytest.param({"ab": 5.0}, {"ab", "c"}, id="from five on two are one"),
        pytest.param({"ab": 4.9}, {"a", "b", "c"}, id="not below"),
        pytest.param(
            {"ab": 6.0, "bc": 6.0, "ac": 0.0}, {"abc"}, id="what does not speak against is joined through a third"
        ),
        pytest.param({"ab": 9.0, "bc": 6.0, "ac": -0.1}, {"ab", "c"}, id="what speaks against is not"),
        pytest.param(
            {"ab": 8.0, "bc": 6.1, "ac": -1.0}, {"a", "b", "c"}, id="what fits two that are not one, to neither"
        ),
        pytest.param({"bc": 8.0, "ab": 6.1, "ac": -1.0}, {"a", "b", "c"}, id="likewise the other way round"),
        pytest.param({"ab": 8.0, "bc": 6.0, "ac": -1.0}, {"ab", "c"}, id="two clear of the other is enough"),
        pytest.param({"bc": 8.0, "ab": 6.0, "ac": -1.0}, {"bc", "a"}, id="likewise for the other"),
    ],
)
def test_the_likeliest_are_joined_first_and_never_against_each_other(
    scores: dict[str, float], groups: set[str]
) -> None:
    assert scored({frozenset(pair): score for pair, score in scores.items()}, "abc") == groups


def test_what_people_parted_is_never_joined() -> None:
    found = merged(pieces("ab"), lambda *_: (Part("made up", 9.0),), frozenset({frozenset("ab")}))
    assert [len(group.pieces) for group in found] == [1, 1]


def test_a_group_tells_each_member_the_parts_of_its_own_join() -> None:
    scores = {frozenset("ab"): 9.0, frozenset("bc"): 8.0, frozenset("ac"): 0.0}
    (group,) = merged(
        pieces("abc"),
        lambda left, right: (Part(left.id + right.id, scores[frozenset((left.id, right.id))]),),
        frozenset(),
    )
    assert {name: [part.part for part in parts] for name, parts in group.reasons("a").items()} == {
        "b": ["ab"],
        "c": ["bc"],
    }
    assert {name: [part.part for part in parts] for name, parts in group.reasons("c").items()} == {
        "b": ["bc"],
        "a": ["ab"],
    }
    assert total(group.reasons("a")["b"]) == 9.0
    alone = Group(tuple(pieces("a")))
    assert alone.reasons("a") == {}


def test_disjoint_sets_are_named_by_their_lowest() -> None:
    sets = DisjointSets("cabd")
    sets.join("c", "d")
    sets.join("b", "c")
    sets.join("d", "b")
    assert [sets.home(name) for name in "abcd"] == ["a", "b", "b", "b"]
    assert sorted(sets.members("d")) == ["b", "c", "d"]
    assert sorted(map(sorted, sets.sets())) == [["a"], ["b", "c", "d"]]


def test_of_the_outlets_that_both_have_the_first_by_name_is_named() -> None:
    outlets = ("Dorne Post", "Arn Post", "Cray Post", "Bell Post", "Elm Post")
    ana = replace(person("Ana Ruel", days=[DAY]), outlets=outlets)
    alone = replace(person("Ruel", quotations=1, days=[DAY]), outlets=outlets[::-1])
    found = links(alone, ana)["Ruel"]
    assert Part("outlet", 1.0, "Arn Post") in found.because


def test_in_a_very_large_block_names_are_compared_that_are_near_in_spelling_or_forms_of_one_another() -> None:
    chance = random.Random(5)
    given = {"".join(chance.choices("bcdfghklmnpqrstvwz", k=9)).capitalize() for _ in range(640)}
    pairs = [person(f"{name} Ruel", role="harbour minister") for name in ("Dmitri", "Dmitry", "Liz", "Elizabeth")]
    few = links(*pairs)
    assert few["Dmitri Ruel"].canonical == few["Dmitry Ruel"].canonical
    assert few["Liz Ruel"].canonical == few["Elizabeth Ruel"].canonical
    many = links(*pairs, *(person(f"{name} Ruel") for name in sorted(given)))
    assert many["Dmitri Ruel"].canonical == many["Dmitry Ruel"].canonical
    assert many["Liz Ruel"].canonical == many["Elizabeth Ruel"].canonical
    assert len({one.canonical for one in many.values()}) == len(many) - 2
