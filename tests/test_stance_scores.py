"""Every part of the scores of stances, topics, wordings of claims and certainty, without the model of meaning."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from onrecord.linking.claims import stances
from onrecord.linking.claims.certainty import of_narration, of_quotation
from onrecord.linking.claims.stances import SideModel, WeightedClaim, beginnings, stance, stance_on_topic
from onrecord.linking.claims.topics import StatementContext, topics_of
from onrecord.linking.claims.wording import claim_text
from onrecord.types import ComparableStatement, Modality, Quotation, Span, Speaker, SpeakerKind
from tests.support.comparable import made, saying

OPEN = "The gates of the barrage stay open"
SAYS = made("says", OPEN)


def claim(text: str = OPEN, sides: SideModel | None = None, **weights: float) -> WeightedClaim:
    """Return a claim whose embedding is the first of two directions, and whose background is nothing."""
    known = weights or dict.fromkeys(beginnings(text), 1.0)
    first, nothing = np.eye(2, dtype=np.float32)[0], np.zeros(2, dtype=np.float32)
    return WeightedClaim(text, "en", first, nothing, known, sides)


def at(*cosines: float) -> Any:
    """Return embeddings with these cosines to that of the claim."""
    return np.array([[cosine, math.sqrt(1 - cosine**2)] for cosine in cosines])


def side(one: ComparableStatement, cosine: float = 0.95, of: WeightedClaim | None = None) -> str:
    """Return on which side a statement of one passage, known to be on the topic, comes down."""
    found = stance_on_topic(of or claim(), one, at(cosine))
    assert found is not None
    return found.kind


# The side


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        (("assert",), "affirms"),
        (("question",), "questions"),
        (("question", "assert"), "questions"),
        (("question", "assert", "assert"), "affirms"),
        (("decline",), "neutral"),
        (("decline", "assert", "assert"), "affirms"),
        (("deny",), "denies"),
        (("deny", "assert", "assert"), "affirms"),
        (("question", "deny"), "questions"),
        (("decline", "deny"), "neutral"),
    ],
)
def test_what_reports_have_it_as_decides_the_side(acts: tuple[str, ...], expected: str) -> None:
    assert side(replace(SAYS, acts=acts)) == expected


@pytest.mark.parametrize(
    ("words", "negated", "expected"),
    [
        (OPEN, False, "affirms"),
        ("The gates of the barrage never stay open", True, "denies"),
        ("The gates of the barrage are closed", False, "denies"),
        ("The gates of the barrage are never closed", True, "affirms"),
    ],
)
def test_a_negation_or_an_antonym_turns_the_side(words: str, negated: bool, expected: str) -> None:
    assert side(saying(SAYS, words, negated=(negated,))) == expected


def test_who_denies_what_is_negated_does_not_deny_it_twice() -> None:
    never = claim("The gates of the barrage never stay open")
    assert side(replace(SAYS, acts=("deny",)), of=never) == "denies"  # by its words: one is negated, the other is not
    assert side(replace(SAYS, acts=("deny",), negated=(True,)), of=never) == "affirms"


@pytest.mark.parametrize(("cosine", "expected"), [(0.86, "denies"), (0.855, "affirms")])
def test_a_negation_turns_only_what_is_close(cosine: float, expected: str) -> None:
    words = "The gates of the barrage never stay open"
    assert side(saying(SAYS, words, negated=(True,)), cosine) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The gates never rust", "denies"),  # one word of the three of the shorter
        ("The gates never rust quickly", "affirms"),  # one of four
    ],
)
def test_a_negation_turns_only_what_shares_words(words: str, expected: str) -> None:
    assert side(saying(SAYS, words, negated=(True,)), 0.9, claim("The gates stay open always")) == expected


@pytest.mark.parametrize(
    ("cosine", "words", "expected"),
    [
        (0.77, OPEN, "affirms"),  # and all words of the claim: a tenth more
        (0.76, OPEN, "neutral"),
        (0.87, "Nothing of the kind", "affirms"),
        (0.86, "Nothing of the kind", "neutral"),
    ],
)
def test_a_side_is_taken_in_words_close_to_the_claim(cosine: float, words: str, expected: str) -> None:
    assert side(saying(SAYS, words), cosine) == expected


def test_a_question_asks_however_far_its_words_are() -> None:
    assert side(replace(SAYS, acts=("question",)), 0.1) == "questions"
    assert side(replace(SAYS, acts=("deny",)), 0.1) == "neutral"


def test_the_closest_passage_counts_and_its_reasons_are_told() -> None:
    two = saying(SAYS, "Good morning", OPEN)
    found = stance_on_topic(claim(), two, at(0.2, 0.9054))
    assert found is not None
    assert (found.statement, found.passage) == ("says", OPEN)
    assert [(part.part, part.score) for part in found.because] == [("meaning", 0.905), ("words", 0.1), ("side", 0.0)]
    assert [part.detail for part in found.because[:2]] == ["closest passage", "100% of those of the claim"]
    assert stance_on_topic(claim(), saying(SAYS), np.zeros((0, 2), dtype=np.float32)) is None


@pytest.mark.parametrize(
    ("affirms", "denies", "expected"),
    [
        (0.6, 0.2, "affirms"),
        (0.2, 0.6, "denies"),
        (0.5, 0.5, "affirms"),
        (0.49, 0.4, "neutral"),
        (0.4, 0.49, "neutral"),
    ],
)
def test_a_model_of_your_own_decides_the_side(affirms: float, denies: float, expected: str) -> None:
    asked: list[tuple[str, str]] = []

    def sides(passage: str, text: str) -> tuple[float, float]:
        asked.append((passage, text))
        return affirms, denies

    closed = "The gates of the barrage are closed"
    assert side(saying(SAYS, closed), 0.1, claim(sides=sides)) == expected  # however far its words are
    assert asked == [(closed, OPEN)]
    assert side(replace(SAYS, acts=("deny",)), 0.95, claim(sides=sides)) == "denies"  # what reports say goes before


# Whether it bears on the claim


def bears(cosine: float, around: float, words: str, surroundings: str, of: WeightedClaim | None = None) -> bool:
    """Tell whether a statement bears on a claim, by the cosines and words of itself and of what stands around it."""
    context = StatementContext("says", (words,), (surroundings,))
    return stance(of or claim(), SAYS, at(cosine), context, at(around)) is not None


@pytest.mark.parametrize(
    ("cosine", "around", "words", "surroundings", "expected"),
    [
        (0.6, 0.6, "", "", True),
        (0.6, 0.59, "", "", False),
        (0.59, 0.6, "", "", False),
        (0.35, 0.35, OPEN, "", True),
        (0.35, 0.34, OPEN, "", False),
        (0.35, 0.35, "", OPEN, True),
        (0.35, 0.34, "", OPEN, False),
        (0.1, 0.1, OPEN, OPEN, True),
        (0.1, 0.09, OPEN, OPEN, False),
    ],
)
def test_meaning_and_words_with_and_without_what_is_around_come_to_a_sum(
    cosine: float, around: float, words: str, surroundings: str, expected: bool
) -> None:
    assert bears(cosine, around, words, surroundings) is expected


def test_rare_words_of_the_claim_count_more() -> None:
    rare = claim(gates=3.0, barra=1.0)
    assert bears(0.42, 0.41, "gates", "", rare)  # 0.375 more
    assert not bears(0.42, 0.40, "gates", "", rare)
    assert not bears(0.42, 0.41, "the barrage", "", rare)


def test_the_parts_of_a_stance_are_told_in_order() -> None:
    context = StatementContext("says", ("the gates",), ("the gates of the barrage",))
    found = stance(claim(gates=3.0, barra=1.0), SAYS, at(0.7054, 0.3), context, at(0.4, 0.5046))
    assert found is not None
    assert [(part.part, part.score) for part in found.because] == [
        ("meaning", 0.705),
        ("meaning around", 0.505),
        ("words", 0.375),
        ("words around", 0.5),
        ("side", 0.0),
    ]
    assert [part.detail for part in found.because] == [
        "closest passage",
        "with what stands around it",
        "75% of those of the claim, by how rare they are",
        "100% with what stands around it",
        "on the same topic, in other words",
    ]


def test_what_all_passages_share_does_not_count() -> None:
    shared = replace(claim(), background=np.array([0.5, 0.0], dtype=np.float32))
    context = StatementContext("says", ("",), ("",))
    below, beyond = (np.array([[along, 0.0]], dtype=np.float32) for along in (0.4, 0.9))
    assert stance(shared, SAYS, below, context, below) is None
    assert stance(shared, SAYS, beyond, context, beyond) is not None


def test_no_passage_bears_on_nothing() -> None:
    context = StatementContext("says", (OPEN,), (OPEN,))
    assert stance(claim(), saying(SAYS), np.zeros((0, 2), dtype=np.float32), context, at(1.0)) is None


def test_words_of_a_claim_weigh_by_how_rare_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stances, "vectors", lambda texts: np.ones((len(texts), 2)))
    monkeypatch.setattr(stances, "background", lambda: np.zeros(2))
    found = stances.weighted_claim("The gates open", "en", {"gates": 9}, 100)
    assert found.weights["gates"] == pytest.approx(math.log(11))
    assert found.weights["open"] == pytest.approx(math.log(101))
    assert beginnings("Gates of the barrage at Tolm") == ("barra", "gates", "tolm")


# Topics


def topic_of(name: str, *words: str) -> StatementContext:
    """Return the context of a statement with these words, and the same around it."""
    return StatementContext(name, (" ".join(words),), (" ".join(words),))


def test_statements_alike_in_words_and_meaning_are_on_one_topic() -> None:
    contexts = [topic_of("c", "harvest"), topic_of("a", "census delayed"), topic_of("b", "census delayed")]
    rows = np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 0.1]], dtype=np.float32)
    assert topics_of(contexts, rows, rows, np.zeros(2, dtype=np.float32)) == [("a", "b"), ("c",)]
    assert topics_of([], rows[:0], rows[:0], np.zeros(2, dtype=np.float32)) == []


def test_groups_of_one_size_are_in_the_order_of_ids() -> None:
    contexts = [topic_of("b", "harvest"), topic_of("a", "census")]
    rows = np.array([[0.0, 1.0], [1.0, 0.0]], dtype=np.float32)
    assert topics_of(contexts, rows, rows, np.zeros(2, dtype=np.float32)) == [("a",), ("b",)]


@pytest.mark.parametrize(
    ("words", "around", "expected"),
    [
        # Of two statements 1.0 or a little less is asked for: 0.25 * 1/11 + 1.0 * 10/11 = 0.93.
        (("census delayed", "census delayed"), ("x", "y"), True),  # 1.0 for the words alone
        (("x", "y"), ("census delayed", "census delayed"), True),  # 1.5 for what is around
        (("census delayed spring", "census delayed early"), ("x", "y"), False),
        (("x", "y"), ("census delayed spring", "census delayed early"), False),
        (("census delayed spring", "census delayed early"), ("census delayed spring", "census delayed early"), True),
    ],
)
def test_words_count_and_those_around_count_more(
    words: tuple[str, str], around: tuple[str, str], expected: bool
) -> None:
    contexts = [StatementContext(name, (words[n],), (around[n],)) for n, name in enumerate("ab")]
    nothing = np.zeros((2, 2), dtype=np.float32)
    found = topics_of(contexts, nothing, nothing, np.zeros(2, dtype=np.float32))
    assert (found == [("a", "b")]) is expected


NOTHING = np.zeros(2, dtype=np.float32)


def at_an_angle(cosine: float) -> Any:
    """Return the embeddings of two statements with this cosine."""
    return np.array([[1.0, 0.0], [cosine, math.sqrt(1 - cosine**2)]], dtype=np.float32)


@pytest.mark.parametrize(
    ("own", "around", "expected"),
    [
        (at_an_angle(1.0), np.zeros((2, 2), dtype=np.float32), True),
        (np.zeros((2, 2), dtype=np.float32), at_an_angle(1.0), True),
        (at_an_angle(0.9), np.zeros((2, 2), dtype=np.float32), False),
        (np.zeros((2, 2), dtype=np.float32), at_an_angle(0.9), False),
        (at_an_angle(0.55), at_an_angle(0.55), True),
        (at_an_angle(0.5), at_an_angle(0.5), False),
    ],
)
def test_meaning_counts_and_that_of_what_is_around_as_much(own: Any, around: Any, expected: bool) -> None:
    contexts = [topic_of("a", "x"), topic_of("b", "y")]
    assert (topics_of(contexts, own, around, NOTHING) == [("a", "b")]) is expected


def test_what_all_news_share_is_no_likeness() -> None:
    contexts = [topic_of("a", "x"), topic_of("b", "y")]
    rows = np.array([[1.0, 0.3], [1.0, -0.3]], dtype=np.float32)
    assert len(topics_of(contexts, rows, rows, NOTHING)) == 1
    assert len(topics_of(contexts, rows, rows, np.array([1.0, 0.0], dtype=np.float32))) == 2


def test_among_many_statements_less_is_enough() -> None:
    pair = [StatementContext(name, ("x",), (words,)) for name, words in
            (("a", "census delayed spring"), ("b", "census delayed early"))]  # fmt: skip
    others = [topic_of(f"other {letter}", 5 * letter) for letter in "abcdefghijklmnopqrst"]
    few, many = (np.zeros((count, 2), dtype=np.float32) for count in (2, 22))
    assert topics_of(pair, few, few, NOTHING) == [("a",), ("b",)]
    assert topics_of([*pair, *others], many, many, NOTHING)[0] == ("a", "b")


# The wording of a claim


def worded(*several: ComparableStatement, **embeddings: Any) -> str:
    """Return the claim of statements on one topic, whose passages have these embeddings, else all the same."""
    same = {one.id: np.ones((len(one.passages), 1)) for one in several}
    return claim_text(several, same | embeddings)


A = made("a", "the census will be put off")
B = made("b", "The census is put off for good")


def test_a_claim_is_a_clause_rather_than_part_of_one() -> None:
    assert worded(A, B) == "The census is put off for good"
    assert worded(made("c", "that the census is put off"), A) == "the census is put off"
    assert worded(made("c", "The census soon"), made("d", "put the census off at once")) != "The census soon"


def test_a_claim_is_rather_no_question_and_not_negated() -> None:
    asks = replace(B, acts=("question",))
    assert worded(asks, A) == "the census will be put off"
    assert worded(replace(B, acts=("question", "assert", "assert")), A) == "The census is put off for good"
    negated = replace(B, negated=(True,))
    plain = made("d", "The census is put off again now")
    assert worded(negated, plain) == "The census is put off again now"
    assert worded(negated) == "The census is put off for good"


def test_a_claim_is_what_is_closest_to_what_the_others_say() -> None:
    far, near = made("far", "The census is put off now"), made("near", "The census is put off soon")
    third = made("third", "put off")
    embeddings = {"far": np.array([[0.5]]), "near": np.array([[0.9]]), "third": np.array([[1.0]])}
    assert worded(far, near, third, **embeddings) == "The census is put off soon"


def test_a_claim_has_the_words_that_the_others_share() -> None:
    several = [made("a", "When that will be nobody knows"), made("b", "The census delay is a shame")]
    several += [made("c", "census delay"), made("d", "the census delay")]
    assert worded(*several) == "The census delay is a shame"


def test_a_claim_stands_without_marks_and_that() -> None:
    assert worded(made("a", "“that the census is put off.”")) == "the census is put off"
    assert worded(made("a")) == worded() == ""


# Certainty


RUEL = Speaker("ruel", "Ana Ruel", "person")


def quoted(speaker: Speaker | None = RUEL, modality: Modality = "plain", hearsay: int = 0) -> Quotation:
    """Return a quotation of a speaker."""
    return Quotation(
        id="q",
        form="direct",
        content=(Span(0, 9),),
        cue=Span(10, 14),
        source=None,
        text="It is so.",
        speaker=speaker,
        modality=modality,
        hearsay=hearsay,
    )


def named(name: str, kind: SpeakerKind = "person") -> Speaker:
    """Return a speaker of this name."""
    return Speaker(name, name, kind)


@pytest.mark.parametrize(
    ("quotation", "cue", "expected"),
    [
        (quoted(), "said", ("attributed", "Ana Ruel said so")),
        (quoted(modality="hedged"), "claimed", ("hedged", "the words are hedged")),
        (quoted(modality="conditional"), "said", ("hedged", "the words are conditional")),
        (quoted(), "claimed", ("alleged", "it says 'claimed'")),
        (quoted(), "reportedly said", ("attributed", "Ana Ruel said so")),  # a cue that only reports keeps no distance
        (quoted(None), "said", ("reported", "nobody who said it is named")),
        (quoted(named("sources", "group")), "said", ("reported", "nobody who said it is named")),
        (quoted(named("somebody", "unknown")), "said", ("reported", "nobody who said it is named")),
        (quoted(named("an official")), "said", ("reported", "nobody who said it is named")),
        (quoted(named("the ministry of ferries", "organisation")), "said",
         ("attributed", "the ministry of ferries said so")),
        (quoted(named("The Lowen Courier", "organisation")), "said",
         ("reported", "the press says so: The Lowen Courier")),
        (quoted(hearsay=1), "said", ("attributed", "Ana Ruel said so")),
        (quoted(hearsay=2), "said", ("reported", "2 tellers lie between")),
    ],
)  # fmt: skip
def test_a_quotation_states_a_claim_more_or_less_surely(
    quotation: Quotation, cue: str, expected: tuple[str, str]
) -> None:
    assert of_quotation(quotation, cue, "en") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The bridge is closed.", ("bare", "the story says it in its own voice")),
        ("The bridge is allegedly closed.", ("alleged", "it says 'allegedly'")),
        ("The bridge is reportedly closed.", ("reported", "it says 'reportedly'")),
        ("The bridge may be closed.", ("hedged", "it says 'may'")),
        ("The bridge may be closed, sources said.", ("reported", "it says 'sources'")),
    ],
)
def test_a_sentence_of_a_story_states_a_claim_more_or_less_surely(sentence: str, expected: tuple[str, str]) -> None:
    assert of_narration(sentence, "en") == of_narration(sentence, None) == expected


def test_scores_are_given_to_three_digits() -> None:
    context = StatementContext("says", ("the gates",), ("the barrage",))
    found = stance(claim(gates=1.0, barra=2.0), SAYS, at(0.7056), context, at(0.6044))
    assert found is not None
    assert [part.score for part in found.because[:4]] == [0.706, 0.604, 0.167, 0.333]
