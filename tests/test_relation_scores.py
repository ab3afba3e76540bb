"""Every part of the scores of relations, on statements made by hand, without the model of meaning."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from onrecord.linking.relations.candidates import (
    StatementIndex,
    candidates,
    days_between,
    is_later,
    is_named,
    may_precede,
)
from onrecord.linking.relations.closeness import Closest, by_closeness, closest
from onrecord.linking.relations.denials import denial, may_deny
from onrecord.linking.relations.opposition import turn
from onrecord.linking.relations.position_changes import later_words, may_stand_to
from onrecord.linking.relations.promises import may_tell_outcome, outcome
from onrecord.linking.relations.relate import relate, worth_relating
from onrecord.types import ComparableStatement, Relation
from tests.support.comparable import DAY, made, saying, with_cosines

REPORT = made("report", "the ferry fares would rise in spring", actor="board", speaker="Ferry Board")
DENIAL = made("denial", "The ferry fares will not rise", acts=("deny",), stories=REPORT.stories)
AT = Closest(0, 0, 0.9)


def parts(one: ComparableStatement, other: ComparableStatement, near: Closest = AT) -> dict[str, float]:
    """Return the parts of a denial by name, which must be one; of those with one name the sum."""
    found = denial(one, other, near)
    assert found is not None
    return {part.part: round(sum(p.score for p in found.because if p.part == part.part), 3) for part in found.because}


def test_a_denial_is_a_sum_of_named_parts() -> None:
    found = denial(DENIAL, REPORT, AT)
    assert found is not None
    assert (found.kind, found.left, found.right, found.how) == ("denies", "denial", "report", "")
    assert (found.passage, found.other_passage) == (DENIAL.passages[0], REPORT.passages[0])
    assert [(part.part, part.score) for part in found.because] == [
        ("act", 1.5),
        ("told together", 0.8),
        ("meaning", 0.5),
    ]


@pytest.mark.parametrize(
    ("acts", "score"),
    [
        (("deny",), 1.5),
        (("deny", "assert"), 1.5),
        (("deny", "assert", "assert"), 0.8),  # a third is less than .34
        (("deny", "assert", "assert", "assert"), 0.8),
    ],
)
def test_the_more_reports_have_it_as_a_denial_the_more_it_is_one(acts: tuple[str, ...], score: float) -> None:
    together = frozenset({"a", "b"})
    one, other = replace(DENIAL, acts=acts, stories=together), replace(REPORT, stories=together)
    assert parts(one, other)["act"] == score


def test_what_no_report_has_as_a_denial_is_none_whatever_speaks_for_it() -> None:
    together = frozenset("abcdef")
    named = replace(DENIAL, acts=("assert",), stories=together, passages=("The Ferry Board is wrong on the fares",))
    assert denial(named, replace(REPORT, stories=together), Closest(0, 0, 1.0)) is None


@pytest.mark.parametrize(("stories", "score"), [(1, 0.8), (2, 1.5), (3, 1.5)])
def test_stories_with_both_speak_for_a_denial_up_to_a_limit(stories: int, score: float) -> None:
    together = frozenset("abc"[:stories])
    assert parts(replace(DENIAL, stories=together), replace(REPORT, stories=together))["told together"] == score


@pytest.mark.parametrize(
    ("cosine", "score"),
    [(0.90, 0.5), (0.84, -0.1), (0.80, -0.5), (0.70, -1.5), (0.60, -1.5), (0.95, 1.0), (0.99, 1.0)],
)
def test_meaning_speaks_for_or_against_within_limits(cosine: float, score: float) -> None:
    named = replace(DENIAL, passages=("The Ferry Board is wrong",), stories=frozenset("ab"))
    found = parts(named, replace(REPORT, stories=frozenset("ab")), Closest(0, 0, cosine))
    assert found["meaning"] == score


def test_passages_on_one_matter_neither_speak_for_nor_against() -> None:
    together = frozenset("ab")
    found = parts(replace(DENIAL, stories=together), replace(REPORT, stories=together), Closest(0, 0, 0.85))
    assert "meaning" not in found


def test_the_name_of_the_other_speaker_speaks_for_a_denial() -> None:
    named = replace(DENIAL, passages=("What the Ferry Board says of fares is wrong",))
    assert parts(named, REPORT)["named"] == 1.0
    assert "named" not in parts(DENIAL, REPORT)


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("Ana Rohde", "Rohde has not read it", True),
        ("Ana Rohde", "Ana has not read it", False),
        ("Ana Roy", "Roy has not read it", False),  # short names are too often words
        ("Ana Royd", "ROYD has not read it", True),
        ("", "nobody has read it", False),
    ],
)
def test_a_speaker_is_named_by_the_last_word_of_the_name(name: str, words: str, expected: bool) -> None:
    assert is_named(made("who", "x", speaker=name), made("one", "So it is", words)) is expected


@pytest.mark.parametrize(("one", "other", "both"), [(True, True, True), (True, False, False), (False, True, False)])
def test_two_negated_passages_speak_against_a_denial(one: bool, other: bool, both: bool) -> None:
    left = replace(DENIAL, negated=(one,), stories=frozenset("ab"), passages=("The Ferry Board is wrong",))
    right = replace(REPORT, negated=(other,), stories=frozenset("ab"))
    assert parts(left, right).get("negation") == (-1.5 if both else None)


def test_negation_is_that_of_the_closest_passages() -> None:
    left = saying(DENIAL, "a", "b", negated=(False, True), stories=frozenset("ab"))
    right = saying(REPORT, "c", "d", negated=(True, False), stories=frozenset("ab"))
    assert parts(left, right, Closest(1, 0, 0.99))["negation"] == -1.5
    assert "negation" not in parts(left, right, Closest(0, 0, 0.99))
    assert "negation" not in parts(left, right, Closest(1, 1, 0.99))


def test_a_denial_of_a_report_answers_the_press() -> None:
    outlet = replace(REPORT, speaker="The Lowen Courier")
    denied = replace(DENIAL, passages=("That newspaper report is untrue",))
    assert parts(denied, outlet)["answers the press"] == 0.5
    assert "answers the press" not in parts(denied, REPORT)
    assert "answers the press" not in parts(DENIAL, outlet)


@pytest.mark.parametrize(("act", "part"), [("question", "act of the other"), ("deny", "act of the other")])
def test_a_question_or_a_denial_is_hardly_what_is_denied(act: str, part: str) -> None:
    together = frozenset("ab")
    named = replace(DENIAL, passages=("The Ferry Board is wrong",), stories=together)
    assert parts(named, replace(REPORT, acts=(act,), stories=together))[part] == -1.5
    seldom = replace(REPORT, acts=(act, "assert", "assert"), stories=together)
    assert part not in parts(named, seldom)


def test_an_admission_is_hardly_a_denial() -> None:
    together = frozenset("ab")
    named = replace(DENIAL, passages=("The Ferry Board is wrong",), stories=together)
    assert parts(replace(named, acts=("deny", "confirm")), replace(REPORT, stories=together))["act"] == 0.0
    assert parts(replace(named, acts=("deny", "confirm", "deny")), replace(REPORT, stories=together))["act"] == 1.5


@pytest.mark.parametrize(("days", "late"), [(14, False), (15, True)])
def test_a_denial_mostly_follows_within_a_fortnight(days: int, late: bool) -> None:
    together = frozenset("ab")
    one = replace(DENIAL, days=(DAY + days, DAY + days), stories=together)
    assert parts(one, replace(REPORT, stories=together), Closest(0, 0, 0.95)).get("days") == (-1.0 if late else None)


def test_parts_must_come_to_the_threshold() -> None:
    one, other = replace(DENIAL, acts=("deny", *["assert"] * 3)), REPORT  # 0.8 and 0.8
    assert denial(one, other, Closest(0, 0, 0.9)) is None
    assert denial(one, other, Closest(0, 0, 0.92)) is not None


@pytest.mark.parametrize(
    ("words", "conditional", "how"),
    [
        ("The fares will not rise", False, ""),
        ("Even if the letter is genuine, the fares will not rise", True, "conditionally"),
        ("That is exaggerated", False, "in part"),
        ("If so, that is exaggerated", True, "conditionally"),
    ],
)
def test_a_denial_may_hold_on_a_condition_or_in_part(words: str, conditional: bool, how: str) -> None:
    found = denial(replace(DENIAL, passages=(words,), conditional=(conditional,)), REPORT, Closest(0, 0, 0.95))
    assert found is not None
    assert found.how == how


def test_what_cannot_be_a_denial_whatever_it_means_is_not_compared() -> None:
    assert may_deny(DENIAL, REPORT)
    assert not may_deny(replace(DENIAL, acts=("assert",)), REPORT)
    assert not may_deny(DENIAL, replace(REPORT, acts=("deny",)))  # 1.5 + 0.8 + 1.0 - 1.5
    assert may_deny(replace(DENIAL, passages=("The Ferry Board is wrong",)), replace(REPORT, acts=("deny",)))


# Candidates


def kin(one: ComparableStatement, *others: ComparableStatement) -> list[str]:
    """Return the ids of the candidates of a statement, the likeliest first."""
    return [other.id for other in candidates(one, others)]


FARES = made("fares", "The ferry fares will rise in spring")


def test_what_shares_a_story_comes_before_what_shares_words() -> None:
    words = made("words", "Ferry fares rise every spring")
    beside = made("beside", "So be it", stories=FARES.stories, actor="other", speaker="Other")
    twice = replace(beside, id="twice", stories=frozenset({"x", "y"}))
    one = replace(FARES, stories=frozenset({"x", "y", *FARES.stories}))
    assert kin(one, words, beside, twice) == ["twice", "beside", "words"]


def test_a_statement_is_no_candidate_of_itself() -> None:
    assert kin(FARES, FARES) == []


def test_of_one_speaker_two_longer_words_in_common_are_needed_or_one_of_few() -> None:
    assert kin(FARES, made("one", "The ferry to the northern islands sailed late again")) == []
    assert kin(FARES, made("two", "The ferry to the northern islands has cheaper fares")) == ["two"]
    assert kin(FARES, made("few", "Ferry again")) == ["few"]


def test_more_words_in_common_come_first() -> None:
    three = made("three", "Ferry fares rise in many northern harbours")
    two = made("a two", "Ferry fares matter in many northern harbours")
    assert kin(FARES, two, three) == ["three", "a two"]


def test_words_of_scripts_without_spaces_are_always_compared() -> None:
    assert kin(made("one", "票价", language="zh"), made("other", "渡船", language="zh")) == ["other"]


@pytest.mark.parametrize(("days", "expected"), [(30, ["other"]), (31, [])])
def test_in_another_language_only_what_is_near_in_time(days: int, expected: list[str]) -> None:
    other = made("other", "Die Fähre", language="de", days=(DAY + days, DAY + days))
    assert kin(FARES, other) == expected


@pytest.mark.parametrize(("days", "expected"), [(14, ["other"]), (15, [])])
def test_of_another_speaker_only_who_is_named_within_days(days: int, expected: list[str]) -> None:
    one = replace(FARES, passages=("What Rohde says of the fares is wrong",))
    other = made("other", "x", actor="rohde", speaker="Ana Rohde", days=(DAY - days, DAY - days))
    assert kin(one, other) == expected
    assert kin(one, replace(other, speaker="Ana Munk")) == []


def test_at_most_forty_are_compared_the_first_of_equals_by_id() -> None:
    several = [made(f"{number:03}", "Ferry fares rise") for number in reversed(range(50))]
    assert kin(FARES, *several) == [f"{number:03}" for number in range(40)]


def scattered(chance: random.Random, number: int) -> ComparableStatement:
    """Return a statement of a few words, one of three speakers and stories, in one of three languages."""
    language = chance.choice(["en"] * 9 + ["de"] * 3 + ["zh"])
    words = chance.sample(
        [
            "ferry",
            "harbour",
            "fares",
            "tolls",
            "bridge",
            "Orme",
            "spring",
            "autumn",
            "people",
            "winter",
            "wharf",
            "canal",
        ],
        2,
    )
    return made(
        f"{number:03}",
        "票价" if language == "zh" else " ".join(words),
        actor=chance.choice(["ruel", "ruel", "ruel", "rohde"]),
        speaker="Ana Orme",
        language=language,
        stories=frozenset({f"story {chance.randrange(30)}"}),
    )


def test_what_the_index_passes_over_is_no_candidate() -> None:
    chance = random.Random(4)
    several = [scattered(chance, number) for number in range(90)]
    index = StatementIndex()
    for one in several:
        index.add(one)
    known = {one.id: one for one in several}
    found = [index.may_be_candidates(one, known) for one in several]
    chosen = [[known[name] for name in names] for names in found]
    assert [kin(one, *some) for one, some in zip(several, chosen, strict=True)] == [
        kin(one, *several) for one in several
    ]
    assert sum(map(len, found)) < 90 * 80


def test_statements_without_a_word_in_common_are_not_looked_at() -> None:
    several = [made(f"{number:03}", f"wharf{chr(97 + number % 26)}{number:03} opens") for number in range(200)]
    index = StatementIndex()
    for one in (*several, FARES):
        index.add(one)
    assert index.may_be_candidates(FARES, [one.id for one in several]) == set()


@pytest.mark.parametrize(
    ("earlier", "later", "same", "expected"),
    [
        ((5, 5), (5, 5), True, True),
        ((6, 6), (5, 5), True, False),
        ((6, 6), (5, 5), False, True),  # another one's words may have been printed a day late
        ((7, 7), (5, 5), False, False),
        ((1, 9), (5, 5), True, True),
        (None, (5, 5), True, False),
        (None, (5, 5), False, True),
    ],
)
def test_only_what_may_have_been_said_before_is_answered(
    earlier: tuple[int, int] | None, later: tuple[int, int], same: bool, expected: bool
) -> None:
    one = made("later", "x", days=later, stories=frozenset("s"))
    other = made("earlier", "y", days=earlier, stories=frozenset("s"), actor="lunn" if same else "another")
    assert may_precede(other, one) is expected


def test_without_days_only_one_story_tells_that_words_may_be_an_answer() -> None:
    other = made("earlier", "y", days=None, actor="another")
    assert not may_precede(other, FARES)
    assert may_precede(replace(other, stories=FARES.stories), FARES)
    assert not may_precede(replace(FARES, actor="another"), other)


@pytest.mark.parametrize(
    ("one", "other", "days", "later"),
    [((9, 9), (5, 5), 4, True), ((5, 5), (9, 9), 4, False), ((5, 9), (7, 12), 0, False), ((6, 9), (1, 5), 1, True)],
)
def test_days_lie_between_the_ends_of_what_is_known(
    one: tuple[int, int], other: tuple[int, int], days: int, later: bool
) -> None:
    left, right = made("one", "x", days=one), made("other", "y", days=other)
    assert days_between(left, right) == days
    assert is_later(left, right) is later
    assert days_between(left, replace(right, days=None)) == days_between(replace(left, days=None), right) == 0
    assert not is_later(left, replace(right, days=None))
    assert not is_later(replace(left, days=None), right)


# Closeness


def test_the_closest_passages_come_first_and_none_below_the_least() -> None:
    left, right = with_cosines([[0.5, 0.9], [0.95, 0.8]])
    assert closest(left, right) == Closest(1, 0, 0.95)
    pairs = [(near.left, near.right) for near in by_closeness(left, right, 0.8)]
    assert pairs == [(1, 0), (0, 1), (1, 1)]
    assert [near.left for near in by_closeness(*with_cosines([[0.9], [0.9]]), 0.5)] == [0, 1]
    assert closest(*with_cosines([[-0.5]])).cosine == -0.5


# Position changes


EARLIER = made("earlier", "We will sign the treaty on the barrage")
LATER = made("later", "We will sign the treaty on the barrage", days=(DAY + 30, DAY + 30))


def change(cosine: float, one: dict[str, Any] | None = None, other: dict[str, Any] | None = None) -> tuple[str, str]:
    """Return kind and manner of what the later statement is to the earlier one, each with what differs."""
    left, right = with_cosines([[cosine]])
    found = later_words(replace(LATER, **(one or {})), replace(EARLIER, **(other or {})), left, right)
    return (found.kind, found.how) if found else ("", "")


NEGATED: dict[str, Any] = {"negated": (True,)}


@pytest.mark.parametrize(
    ("cosine", "one", "other", "expected"),
    [
        (0.90, {}, {}, ("repeats", "")),
        (0.99, {}, {}, ("repeats", "")),
        (0.89, {}, {}, ("", "")),
        (0.86, NEGATED, {}, ("shifts", "reverses")),
        (0.86, {}, NEGATED, ("shifts", "reverses")),
        (0.99, NEGATED, {}, ("shifts", "reverses")),
        (0.855, NEGATED, {}, ("", "")),
        (0.92, NEGATED, NEGATED, ("repeats", "")),
        (0.86, {"passages": ("The ferries were late once more today",), **NEGATED}, {}, ("", "")),  # no word in common
        (0.90, {"conditional": (True,)}, {}, ("shifts", "adds a condition")),
        (0.90, {}, {"conditional": (True,)}, ("shifts", "drops a condition")),
        (0.90, {"conditional": (True,)}, {"conditional": (True,)}, ("repeats", "")),
        (0.89, {"conditional": (True,)}, {}, ("", "")),
        (0.90, {"firmness": (1,)}, {}, ("shifts", "hardens")),
        (0.90, {}, {"firmness": (-1,)}, ("shifts", "hardens")),
        (0.90, {"firmness": (-1,)}, {}, ("shifts", "softens")),
        (0.90, {}, {"firmness": (1,)}, ("shifts", "softens")),
        (0.89, {"firmness": (1,)}, {}, ("", "")),
        (0.86, {"acts": ("deny",)}, {"acts": ("confirm",)}, ("shifts", "reverses")),
        (0.86, {"acts": ("confirm",)}, {"acts": ("deny",)}, ("shifts", "reverses")),
        (0.86, {"acts": ("deny",)}, {"acts": ("assert",)}, ("", "")),
        (0.86, {"acts": ("deny", "assert", "deny")}, {"acts": ("confirm",)}, ("shifts", "reverses")),
        (0.86, {"acts": ("deny", "assert", "assert")}, {"acts": ("confirm",)}, ("", "")),
        (0.86, {"acts": ("demand",), **NEGATED}, {}, ("", "")),  # what is demanded is not what is
        (0.86, {"acts": ("demand",), **NEGATED}, {"acts": ("demand",)}, ("shifts", "reverses")),
        (0.95, {"language": "de", **NEGATED}, {}, ("shifts", "reverses")),
        (0.95, {"language": "de", "conditional": (True,)}, {}, ("repeats", "")),  # too fine for a translation
    ],
)  # fmt: skip
def test_later_words_stand_to_earlier_ones(
    cosine: float, one: dict[str, Any], other: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert change(cosine, one, other) == expected


@pytest.mark.parametrize("days", [(DAY, DAY), (DAY - 1, DAY - 1), (DAY, DAY + 9), None])
def test_only_words_of_a_later_day_repeat_or_depart(days: tuple[int, int] | None) -> None:
    assert change(0.93, {"days": days}) == change(0.93, {"days": days, **NEGATED}) == ("", "")


TAKEN_BACK: dict[str, Any] = {"passages": ("I was wrong about the treaty on the barrage",)}
EXPLAINED: dict[str, Any] = {"passages": ("What I said was that the treaty can wait",)}


@pytest.mark.parametrize(
    ("cosine", "one", "other", "expected"),
    [
        (0.85, TAKEN_BACK, {}, ("shifts", "takes back")),
        (0.85, EXPLAINED, {}, ("shifts", "explains")),
        (0.85, {**TAKEN_BACK, "days": (DAY, DAY)}, {}, ("shifts", "takes back")),
        (0.84, TAKEN_BACK, {}, ("", "")),
        (0.94, TAKEN_BACK, {}, ("shifts", "takes back")),
        (0.96, TAKEN_BACK, {}, ("repeats", "")),
        (0.94, TAKEN_BACK, TAKEN_BACK, ("repeats", "")),
        (0.94, EXPLAINED, TAKEN_BACK, ("shifts", "explains")),
    ],
)
def test_what_a_speaker_says_of_earlier_words_counts(
    cosine: float, one: dict[str, Any], other: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert change(cosine, one, other) == expected


def test_the_passage_that_takes_back_is_shown_with_the_closest_earlier_one() -> None:
    one = saying(LATER, "The treaty on the barrage", "I was wrong about that")
    other = saying(EARLIER, "Good morning", "We will sign the treaty")
    found = later_words(one, other, *with_cosines([[0.2, 0.9], [0.1, 0.3]]))
    assert found is not None
    assert (found.how, found.passage, found.other_passage) == ("takes back", one.passages[1], other.passages[1])
    assert [part.detail for part in found.because] == ["closest passages", "it says 'was wrong about'"]


def test_a_departure_is_of_the_closest_pair_that_shows_one() -> None:
    one = saying(LATER, "We will not sign the treaty", "We will sign the treaty", negated=(True, False))
    other = saying(EARLIER, "Good morning to you", "We will sign the treaty")
    found = later_words(one, other, *with_cosines([[0.2, 0.88], [0.3, 0.91]]))
    assert found is not None
    assert (found.kind, found.passage, found.other_passage) == ("shifts", one.passages[0], other.passages[1])
    assert found.because[0] == ("meaning", 0.88, "closest passages")


def test_of_the_same_again_no_other_pair_counts() -> None:
    one = saying(LATER, "We will not sign the treaty", "We will sign the treaty", negated=(True, False))
    other = saying(EARLIER, "Good morning to you", "We will sign the treaty")
    found = later_words(one, other, *with_cosines([[0.2, 0.88], [0.3, 0.95]]))
    assert found is not None
    assert (found.kind, found.passage) == ("repeats", one.passages[1])


def test_a_passage_that_agrees_with_a_closer_report_departs_from_no_other() -> None:
    one = saying(LATER, "We will sign the treaty")
    other = saying(EARLIER, "We will sign the treaty", "We will not sign the treaty", negated=(False, True))
    assert later_words(one, other, *with_cosines([[0.89, 0.87]])) is None
    found = later_words(one, other, *with_cosines([[0.87, 0.89]]))
    assert found is not None
    assert found.how == "reverses"


def test_only_what_is_later_or_speaks_of_own_words_is_compared_with_a_speakers_own() -> None:
    assert may_stand_to(LATER, EARLIER)
    assert not may_stand_to(replace(LATER, days=EARLIER.days), EARLIER)
    assert may_stand_to(replace(LATER, days=EARLIER.days, **TAKEN_BACK), EARLIER)
    assert not may_stand_to(replace(LATER, days=EARLIER.days, **TAKEN_BACK), replace(EARLIER, **TAKEN_BACK))


# Opposition


@pytest.mark.parametrize(
    ("left", "right", "negated", "expected"),
    [
        ("The gates stay open", "The gates stay open", (True, False), "one is negated, the other is not"),
        ("The gates stay open", "The gates stay open", (False, True), "one is negated, the other is not"),
        ("The gates stay open", "The gates stay open", (True, True), ""),
        ("The gates stay open", "The gates are closed", (False, False), "they say opposite things: open, closed"),
        ("The gates are closed", "The gates stay open", (False, False), "they say opposite things: closed, open"),
        ("The gates stay open", "The gates are closed", (True, False), ""),  # two turns undo each other
        ("The gates open and close", "The gates are closed", (False, False), ""),
        ("The gates stay open", "The gates open and close", (False, False), ""),
        ("The gates stay open", "The fares are low", (False, False), ""),
    ],
)
def test_a_negation_or_an_antonym_turns_the_sense(
    left: str, right: str, negated: tuple[bool, bool], expected: str
) -> None:
    assert turn(left, right, negated, "en") == expected


# Promises


PROMISE = made("promise", "The fares will stay where they are", acts=("promise", "assert"))
KEPT = made("kept", "Fares are low", "The board kept its promise", actor="munk", days=(DAY + 9, DAY + 9))
BROKEN = replace(KEPT, id="broken", passages=("Fares are high", "The board broke its word"))


def became(one: ComparableStatement, cosine: float = 0.8, other: ComparableStatement = PROMISE) -> Relation | None:
    """Return what a later statement, the first passage of which is the closest, says of a promise."""
    return outcome(one, other, Closest(0, 0, cosine))


def test_words_of_a_promise_kept_or_broken_are_tied_to_it() -> None:
    kept, broken = became(KEPT), became(BROKEN)
    assert kept is not None
    assert broken is not None
    assert (kept.kind, kept.passage, kept.other_passage) == ("keeps_promise", KEPT.passages[1], PROMISE.passages[0])
    assert (broken.kind, broken.passage) == ("breaks_promise", BROKEN.passages[1])
    assert kept.because == (("meaning", 0.8, "closest passages"), ("fate", 0.0, "it says 'kept its promise'"))


def test_a_promise_said_to_be_kept_and_broken_is_said_to_be_kept() -> None:
    both = became(replace(KEPT, passages=("They broke their word", "They kept their word")))
    assert both is not None
    assert both.kind == "keeps_promise"


@pytest.mark.parametrize(
    "found",
    [
        became(KEPT, 0.79),
        became(KEPT, other=replace(PROMISE, acts=("assert",))),
        became(replace(KEPT, days=PROMISE.days)),
        became(replace(KEPT, passages=("Fares are low",))),
    ],
)
def test_nothing_else_says_what_became_of_a_promise(found: Relation | None) -> None:
    assert found is None


GRANTED = replace(KEPT, id="granted", passages=("Fares are as low as they were",), acts=("confirm",))


def test_who_grants_something_in_a_story_with_a_promise_of_another_is_told() -> None:
    beside = replace(GRANTED, stories=PROMISE.stories)
    found = became(beside)
    assert found is not None
    assert (found.kind, found.passage) == ("keeps_promise", GRANTED.passages[0])
    assert became(GRANTED) is None  # in no story with it
    assert became(replace(beside, actor=PROMISE.actor)) is None
    assert became(replace(beside, acts=("confirm", "assert", "assert"))) is None
    assert not may_tell_outcome(replace(beside, days=PROMISE.days), PROMISE)


# Relating


def embedded(**rows: list[float]) -> dict[str, Any]:
    """Return embeddings of statements with one passage each, by their ids."""
    return {name.replace("_", " "): np.asarray([row]) for name, row in rows.items()}


def test_of_several_denials_the_likeliest_is_kept() -> None:
    far, near = replace(REPORT, id="far"), replace(REPORT, id="near")
    vectors = embedded(denial=[1, 0], far=[0.86, 0], near=[0.9, 0])
    found = relate(DENIAL, [far, near], vectors)
    assert [(relation.kind, relation.right) for relation in found] == [("denies", "near")]
    again = relate(DENIAL, [replace(near, id="z"), replace(near, id="b")], embedded(denial=[1, 0], z=[1, 0], b=[1, 0]))
    assert [relation.right for relation in again] == ["b"]


def test_repeats_come_the_likeliest_first_behind_a_denial() -> None:
    one = replace(DENIAL, days=(DAY + 9, DAY + 9), stories=frozenset({*REPORT.stories, "x"}))
    own = [replace(EARLIER, id=name, passages=("The ferry fares will stay low",)) for name in ("a", "b")]
    vectors = embedded(denial=[1, 0], a=[0.91, 0], b=[0.93, 0], report=[0.9, 0])
    found = relate(one, [*own, REPORT], vectors)
    assert [(relation.kind, relation.right) for relation in found] == [
        ("denies", "report"),
        ("repeats", "b"),
        ("repeats", "a"),
    ]


def test_words_are_taken_back_once() -> None:
    one = replace(LATER, **TAKEN_BACK)
    several = [replace(EARLIER, id=name) for name in ("a", "b")]
    found = relate(one, several, embedded(later=[1, 0], a=[0.86, 0], b=[0.9, 0]))
    assert [(relation.how, relation.right) for relation in found] == [("takes back", "b")]


def test_words_on_an_own_promise_are_no_repeat_besides() -> None:
    one = replace(LATER, passages=("I kept my promise on the fares",))
    promise = replace(PROMISE, passages=("I promise to keep fares low",))
    found = relate(one, [promise], embedded(later=[1, 0], promise=[0.93, 0]))
    assert [relation.kind for relation in found] == ["keeps_promise"]


def test_a_promise_of_another_may_be_kept_and_denied_at_once() -> None:
    one = replace(KEPT, passages=("Lunn kept no promise",), acts=("deny",), stories=PROMISE.stories)
    one = replace(one, passages=("Lunn broke a promise",), negated=(True,))
    found = relate(one, [PROMISE], embedded(kept=[1, 0], promise=[0.95, 0]))
    assert [relation.kind for relation in found] == ["denies", "breaks_promise"]


def test_what_is_later_or_without_words_is_not_answered() -> None:
    later = replace(REPORT, id="later", days=(DAY + 2, DAY + 2))
    empty = replace(REPORT, id="empty", passages=(), negated=())
    assert [other.id for other in worth_relating(DENIAL, [later, empty, REPORT])] == ["report"]
    assert relate(DENIAL, [later], embedded(denial=[1, 0], later=[1, 0])) == ()
    assert worth_relating(replace(DENIAL, passages=()), [REPORT]) == []
