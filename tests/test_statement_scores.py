"""Scores and clusters of quotations, part by part, on made-up words and vectors, without the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from onrecord.linking.statements.blocking import Copies, candidates, copies, days_between, may_be_one, window
from onrecord.linking.statements.clustering import link_statements
from onrecord.linking.statements.components import COPIES, JUDGED, PairGraph, connected, pair_of_copies
from onrecord.linking.statements.scores import Embeddings, compare, have_same_words, likely_pairs, needing_embeddings
from onrecord.models.embeddings import Vectors
from onrecord.types import ComparableQuotation, DayWindow, JudgedPairs, QuotationPair, total

DAY = 740_000
GATES = "The gates of the Kessin barrage will stay open until the last boat is through"
ICE = "Nobody pays for ice that melts before the winter market"


def quotation(name: str, *passages: str, day: int | None = DAY, **more: object) -> ComparableQuotation:
    days = None if day is None else (day, day)
    fields: dict[str, object] = {"story": f"story of {name}", "outlet": f"The {name} Post", "language": "en"} | more
    return ComparableQuotation(name, order=0, form="direct", passages=passages or (GATES,), days=days, **fields)  # type: ignore[arg-type]


def at(*cosines: float) -> Vectors:
    """Return vectors of length one that have these cosines with the first axis."""
    return np.array([[c, (1 - c * c) ** 0.5] for c in cosines], dtype=np.float32)


def parts(left: ComparableQuotation, right: ComparableQuotation, embeddings: Embeddings) -> dict[str, float]:
    return {part.part: part.score for part in compare(Copies((left,)), Copies((right,)), embeddings)}


STRANGERS: Embeddings = {"a": at(1, 1), "b": at(0.8, 0.8)}


# Meaning


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param(at(1, 1), at(0.953, 0.943), 0.01 * (7.4 + 8.8), id="the closest passages and all of the shorter"),
        pytest.param(at(1, 1), at(0.943, 0.963), 0.02 * 6.2, id="the whole"),
        pytest.param(at(0.943, 0.963), at(1, 1), 0.02 * 6.2, id="the whole of the other"),
        pytest.param(at(1, 1), at(0.943, 0.5, 0.943), 0.0, id="of more passages the closest, covering the shorter"),
        pytest.param(at(0.943, 0.5, 0.943), at(1, 1), 0.0, id="the same the other way round"),
        pytest.param(at(1, 1), at(0.843, 0.843), -0.1 * (7.4 + 8.8 + 6.2), id="what means something else"),
    ],
)
def test_meaning_is_the_cosines_beyond_what_is_usual(left: Vectors, right: Vectors, expected: float) -> None:
    one = quotation("a", *["one"] * (len(left) - 1))
    other = quotation("b", *["two"] * (len(right) - 1))
    assert parts(one, other, {"a": left, "b": right}).get("meaning", 0.0) == pytest.approx(expected, abs=0.002)


def test_all_of_the_shorter_must_be_covered() -> None:
    one, other = quotation("a", "one", "two"), quotation("b", "three", "four", "five")
    vectors: Embeddings = {
        "a": np.array([[1, 0, 0], [0, 1, 0], [1, 0, 0]], dtype=np.float32),
        "b": np.array([[1, 0, 0], [0, 0, 1], [0, 0, 1], [1, 0, 0]], dtype=np.float32),
    }
    expected = 7.4 * (1 - 0.943) + 8.8 * (0.5 - 0.943) + 6.2 * (1 - 0.943)
    assert parts(one, other, vectors)["meaning"] == pytest.approx(expected, abs=0.001)
    assert parts(other, one, vectors)["meaning"] == pytest.approx(expected, abs=0.001)


def test_the_same_words_need_no_vectors_and_count_as_if_they_meant_the_same() -> None:
    found = compare(Copies((quotation("a", GATES),)), Copies((quotation("b", GATES + ", at last"),)), {})
    assert [part for part in found if part.part == "meaning"] == [
        ("meaning", round(0.057 * 22.4, 3), "one has the words of the other")
    ]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (GATES, GATES, True),
        (GATES, GATES + " and through", True),
        (GATES, GATES.replace("open", "shut"), False),
        ("We will pay", "We will pay", False),
        ("Nobody pays taxes twice under the", "Nobody pays taxes twice under the", False),
        ("Nobody pays taxes twice under the law", "Nobody pays taxes twice under the law", True),
        (GATES, " ".join(reversed(GATES.split())), False),
    ],
)
def test_the_same_words_are_many_in_one_order(left: str, right: str, same: bool) -> None:
    assert have_same_words(quotation("a", left), quotation("b", right)) is same
    assert have_same_words(quotation("b", right), quotation("a", left)) is same


def test_vectors_are_needed_of_what_words_do_not_decide() -> None:
    a, b, c = quotation("a", GATES), quotation("b", GATES), quotation("c", ICE)
    assert needing_embeddings([(a, b)]) == []
    assert needing_embeddings([(c, b), (a, b)]) == [b, c]


# Words, languages, days


def test_words_in_common_count_by_their_share_of_the_shorter() -> None:
    one, other = quotation("a", "The harbour stays closed tonight"), quotation("b", "The harbour stays closed, we hope")
    weights = (0.25 + 1 + 1 + 1) / (0.25 + 1 + 1 + 1 + 0.25 + 0.6)
    assert parts(one, other, STRANGERS)["words"] == pytest.approx(1.2 * weights, abs=0.001)
    assert parts(one, quotation("b", ICE), STRANGERS)["words"] == -0.5


def test_two_languages_stand_in_for_words_in_common() -> None:
    found = parts(quotation("a", GATES), quotation("b", GATES, language="nl"), STRANGERS)
    assert found["two languages"] == 0.8
    assert "words" not in found


@pytest.mark.parametrize(
    ("apart", "score"), [(0, 1.8), (1, 1.9), (2, 0.8), (7, 0.8), (8, None), (-1, 1.9), (-7, 0.8), (-8, None)]
)
def test_days_speak_for_one_utterance_when_they_are_near(apart: int, score: float | None) -> None:
    found = parts(quotation("a", ICE), quotation("b", day=DAY + apart), STRANGERS)
    assert found.get("days") == score
    assert "days told" not in found


@pytest.mark.parametrize(("apart", "score"), [(0, None), (1, -2.1), (2, -4.0), (-1, -2.1), (30, -4.0)])
def test_days_that_both_stories_state_speak_against_it(apart: int, score: float | None) -> None:
    one, other = quotation("a", ICE, is_dated=True), quotation("b", day=DAY + apart, is_dated=True)
    assert parts(one, other, STRANGERS).get("days told") == score
    assert "days told" not in parts(one, replace(other, is_dated=False), STRANGERS)
    assert "days told" not in parts(replace(one, is_dated=False), other, STRANGERS)


def test_days_that_nobody_knows_say_nothing_but_within_one_story() -> None:
    one, other = quotation("a", day=None), quotation("b", day=None)
    assert days_between(one, other) is None
    assert days_between(one, replace(other, story=one.story)) == 0
    assert days_between(one, quotation("b")) is None
    assert days_between(quotation("a"), quotation("b", day=None)) is None
    assert "days" not in parts(replace(one, passages=(ICE,)), other, STRANGERS)


@pytest.mark.parametrize(
    ("left", "right", "between"), [((1, 5), (3, 9), 0), ((1, 5), (9, 12), 4), ((9, 12), (1, 5), 4), ((5, 5), (5, 5), 0)]
)
def test_days_between_two_spells_are_those_between_their_near_ends(
    left: tuple[int, int], right: tuple[int, int], between: int
) -> None:
    one, other = (replace(quotation(name), days=days) for name, days in (("a", left), ("b", right)))
    assert days_between(one, other) == between


# One story, one outlet


def in_story(name: str, order: int, form: str = "direct", **more: object) -> ComparableQuotation:
    one = quotation(name, ICE if name == "a" else GATES, story="s", outlet="The Orme Post")
    return replace(one, order=order, form=form, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (in_story("a", 0), in_story("b", 4), {"one story": -2.0}),
        (in_story("a", 0, "indirect"), in_story("b", 4, "indirect"), {"one story": -2.4}),
        (in_story("a", 0, "indirect"), in_story("b", 4), {"one story": -1.0}),
        (in_story("a", 0), in_story("b", 4, "indirect"), {"one story": -1.0}),
        (in_story("a", 3), in_story("b", 4), {"one story": -2.0, "next to each other": -1.7}),
        (in_story("a", 4), in_story("b", 3), {"one story": -2.0, "next to each other": -1.7}),
        (in_story("a", 2), in_story("b", 4), {"one story": -2.0}),
        (in_story("a", 0, headline=True), in_story("b", 1), {"one story": -0.3}),
        (in_story("a", 0), in_story("b", 1, headline=True), {"one story": -0.3}),
        (in_story("a", 0, inside="b"), in_story("b", 1), {"one story": -6.0}),
        (in_story("a", 0), in_story("b", 1, inside="a"), {"one story": -6.0}),
        (in_story("a", 0), quotation("b", outlet="The Orme Post"), {"one outlet": -1.0}),
        (in_story("a", 0), quotation("b"), {}),
    ],
)
def test_a_story_or_outlet_seldom_reports_one_thing_twice(
    left: ComparableQuotation, right: ComparableQuotation, expected: Mapping[str, float]
) -> None:
    found = parts(left, right, STRANGERS)
    about_place = {"one story", "next to each other", "one outlet"}
    assert {name: score for name, score in found.items() if name in about_place} == expected


def test_of_many_copies_what_speaks_least_against_it_counts() -> None:
    alone = in_story("a", 0)
    elsewhere = Copies((in_story("b", 4), quotation("c", GATES)))
    assert not {"one story", "one outlet"} & {part.part for part in compare(Copies((alone,)), elsewhere, STRANGERS)}
    twice = Copies((in_story("b", 1), in_story("c", 4)))
    found = {part.part: part.score for part in compare(Copies((alone,)), twice, STRANGERS)}
    assert found["one story"] == -2.0
    assert "next to each other" not in found


# Which pairs


def test_pairs_that_speak_for_one_utterance_are_kept_with_their_scores() -> None:
    a, b, c = quotation("a", GATES), quotation("b", ICE), quotation("c", GATES)
    vectors: Embeddings = {"a": at(1, 1), "b": at(0.8, 0.8), "c": at(1, 1)}
    (found,) = likely_pairs([(c, a), (a, b), (c, b)], vectors)
    assert (found.left, found.right) == ("c", "a")
    assert found.score == pytest.approx(1.277 + 1.2 + 1.8)


def test_a_pair_is_kept_from_a_sum_of_nothing_on() -> None:
    a, b = quotation("a", ICE), quotation("b", GATES)
    likely = 0.943 - (1.8 - 0.5) / 22.4  # meaning as much against as day and words are for it
    assert len(list(likely_pairs([(a, b)], {"a": at(1, 1), "b": at(likely + 0.001, likely + 0.001)}))) == 1
    assert len(list(likely_pairs([(a, b)], {"a": at(1, 1), "b": at(likely - 0.001, likely - 0.001)}))) == 0


def test_copies_have_words_days_language_form_and_place_in_common() -> None:
    one = quotation("a")
    others = [
        replace(one, id="b", passages=(GATES.upper() + "!",)),
        replace(one, id="c", passages=(ICE,)),
        replace(one, id="d", language="ru"),
        replace(one, id="e", days=(DAY, DAY + 1)),
        replace(one, id="f", is_dated=True),
        replace(one, id="g", form="indirect"),
        replace(one, id="h", form="mixed"),
        replace(one, id="i", headline=True),
        replace(one, id="j", inside="k"),
    ]
    groups = [[member.id for member in several.members] for several in copies([*reversed(others), one])]
    assert groups == [["a", "b", "h"], ["c"], ["d"], ["e"], ["f"], ["g"], ["i"], ["j"]]


def test_each_copy_is_paired_with_the_first_and_only_that_with_others() -> None:
    a, b, c = (quotation(name) for name in "abc")
    other = quotation("d", GATES + " and back")
    found = candidates([c, other], [a, b])
    assert [(one.id, copy.id) for one, copy in found.alike] == [("a", "c")]
    assert [(one.id, later.id) for one, later in found.worth] == [("a", "d")]
    assert pair_of_copies(a, c) == QuotationPair("a", "c", COPIES)


def test_a_new_copy_with_a_lower_id_stands_for_the_others_from_then_on() -> None:
    b, c = (quotation(name) for name in "bc")
    found = candidates([quotation("a")], [b, c])
    assert [(one.id, copy.id) for one, copy in found.alike] == [("a", "b"), ("a", "c")]
    assert found.displaced == {"b"}


@pytest.mark.parametrize(
    ("left", "right", "apart", "compared"),
    [
        ("Ask Ruel", "that Ruel had to answer", 1, True),
        ("Ask Ruel", "that Ruel had to answer", 2, False),
        ("about harbour dredging costs plans", "harbour dredging and nothing besides", 120, True),
        ("about harbour dredging costs plans", "harbour dredging and nothing besides", 121, False),
        ("about harbour costs plans letters", "harbour lamps never shine brightly", 9, False),
        ("about harbour", "harbour lamps", 9, True),
        ("harbour dredging alpha bravo charlie delta echoes", "harbour dredging aaaa bbbb cccc dddd eeee", 9, False),
        ("港口将保持开放", "that it would never close", 9, True),
    ],
)
def test_words_in_common_choose_what_is_compared(left: str, right: str, apart: int, compared: bool) -> None:
    one, other = quotation("a", left), quotation("b", right, day=DAY + apart)
    assert may_be_one(one, other) is compared
    assert bool(candidates([one], [other]).worth) is compared


def test_in_one_story_a_name_is_enough_beside_its_headline_only() -> None:
    one = quotation("a", "Ask Ruel", story="s")
    other = quotation("b", "that Ruel had to answer", story="s")
    assert not may_be_one(one, other)
    assert may_be_one(replace(one, headline=True), other)
    assert may_be_one(one, replace(other, headline=True))


def test_what_lies_near_is_looked_for_120_days_around_and_a_year_before() -> None:
    assert window([quotation("a", day=DAY), quotation("b", day=DAY + 5)]) == DayWindow(
        DAY - 120, DAY + 125, DAY - 120 - 366
    )
    everything = window([quotation("a", day=None)])
    assert (everything.first, everything.loose) == (0, 0)
    assert everything.last > DAY * 4


# Clusters


def linked(
    quotations: Sequence[ComparableQuotation], embeddings: Embeddings, judged: JudgedPairs | None = None
) -> dict[str, str]:
    return {one.quotation: one.statement for one in link_statements(quotations, judged or JudgedPairs(), embeddings)}


def around(*names: str, cosine: float = 1.0) -> dict[str, Vectors]:
    return {name: at(cosine, cosine) for name in names}


def test_the_lowest_id_stands_for_a_statement_and_every_other_has_its_reasons() -> None:
    a, b, c = quotation("a", GATES), quotation("b", GATES + ", all day"), quotation("c", GATES)
    vectors = around("a", "b", "c")
    found = {one.quotation: one for one in link_statements([c, b, a], JudgedPairs(), vectors)}
    assert {name: one.statement for name, one in found.items()} == {"a": "a", "b": "a", "c": "a"}
    assert found["a"].because == ()
    assert found["a"].beside == ""
    assert (found["c"].beside, found["c"].because) == ("a", (("words", 1.0, "the same words on the same day"),))
    assert found["b"].beside == "a"
    assert found["b"].score == pytest.approx(total(compare(Copies((a, c)), Copies((b,)), vectors)))


def test_groups_that_speak_against_each_other_are_not_joined_through_a_third() -> None:
    first = quotation("a", "The harbour stays closed tonight", is_dated=True)
    bridge = quotation("b", "The harbour stays closed", day=DAY + 1)
    last = quotation("c", "The harbour stays closed tonight, too", day=DAY + 3, is_dated=True)
    vectors = around("a", "b", "c", cosine=1.0) | {"c": at(0.99, 0.99)}
    assert linked([first, bridge], vectors) == {"a": "a", "b": "a"}
    assert linked([bridge, last], vectors) == {"b": "b", "c": "b"}
    vectors["c"] = at(0.94, 0.94)  # first and last come to -2.1: not joined by themselves, but through the third
    assert len(set(linked([first, last], vectors).values())) == 2
    assert len(set(linked([first, bridge, last], vectors).values())) == 1
    vectors["c"] = at(0.9, 0.9)  # they come to -3.0
    assert linked([bridge, last], vectors) == {"b": "b", "c": "b"}
    assert len(set(linked([first, bridge, last], vectors).values())) == 2


def test_what_people_judge_outranks_every_score() -> None:
    a, b, c = quotation("a"), quotation("b"), quotation("c", ICE, day=DAY + 100)
    vectors = around("a", "b") | {"c": at(0.9, 0.9)}
    assert linked([a, b, c], vectors) == {"a": "a", "b": "a", "c": "c"}
    joined = link_statements([a, b, c], JudgedPairs(same=(("c", "a"),)), vectors)
    assert {one.quotation: one.statement for one in joined} == {"a": "a", "b": "a", "c": "a"}
    assert [one.because for one in joined if one.quotation == "c"] == [(("judged by a person", 0.0, ""),)]
    assert linked([a, b, c], vectors, JudgedPairs(apart=(("b", "a"),))) == {"a": "a", "b": "b", "c": "c"}


def reached(start: str, pairs: Sequence[QuotationPair], *same: tuple[str, str]) -> list[str]:
    """Return all that hangs together with a quotation."""
    return sorted(connected([start], lambda names: [p for p in pairs if {*p[:2]} & {*names}], same).names)


def parted(names: Sequence[str], pairs: Sequence[QuotationPair]) -> list[list[str]]:
    graph = PairGraph()
    for name in names:
        graph.add(name)
    for pair in pairs:
        graph.connect(pair)
    return graph.parts()


def test_a_component_is_all_that_pairs_and_judgements_connect() -> None:
    near = [QuotationPair("a", "b", 1.0), QuotationPair("b", "c", 0.1), QuotationPair("x", "y", 9.0)]
    assert reached("c", near) == ["a", "b", "c"]
    assert reached("c", near, ("y", "a")) == list("abcxy")
    assert reached("z", near) == ["z"]


def test_each_pair_of_a_component_counts_once() -> None:
    chain = [QuotationPair(f"{n:03}", f"{n + 1:03}", 1.0) for n in range(300)]
    graph = connected(["000"], lambda names: [pair for pair in chain if {*pair[:2]} & {*names}])
    assert sorted(len(part) for part in graph.parts()) == sorted(len(part) for part in parted([], chain))


def test_a_large_component_is_parted_where_it_is_weakest() -> None:
    names = [f"{n:03}" for n in range(160)]
    chain = [QuotationPair(a, b, 1.0 if b == "100" else 5.0) for a, b in pairwise(names)]
    assert parted(names[:120], chain[:119]) == [names[:120]]
    assert parted(names, chain) == [names[:100], names[100:]]
    judged = QuotationPair("099", "100", JUDGED)
    assert [len(part) for part in parted(names, [*chain, judged])] != [100, 60]


def test_copies_do_not_count_where_a_large_component_is_parted() -> None:
    names = [f"{n:03}" for n in range(160)]
    star = [QuotationPair("000", name, COPIES) for name in names[1:]]
    assert parted(names, star) == [names]
    assert len(parted(names, [QuotationPair(*pair[:2], 5.0) for pair in star])) == 41
