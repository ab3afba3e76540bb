"""The scores of what is told of quotations, and how sure it is said to be, on quotations made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bench import trivial
from bench.answered import Point, curve, picture, table
from bench.corpora import Text
from bench.events import is_right
from bench.matched import Found
from bench.score import Row
from bench.understanding import MACRO, WRONG_NAME, answers, error, figures, scores
from onrecord.types import Dated, Probabilities, Quotation, Span, Speaker
from tests.support.readings import quoted, reading

WORDS = "“The ferry sails at noon,” said Ana Ruel. She added that it is full."
RUEL = Speaker("ruel", "Ana Ruel", "person")
VEST = Speaker("vest", "Ivo Vest", "person")
GUESTS = Speaker("guests", "two passengers", "group")


def found(label: dict[str, Any], quotation: Quotation, source: str = "Ana Ruel", name: str = "ferry") -> Found:
    start = WORDS.index(source)
    told: dict[str, Any] = {"speaker": "Ana Ruel", "kind": "person", "when": None, "when_basis": None, "act": "assert"}
    told |= {"acts_also": [], "addressee": None, "venue": None, "relay": [], "modality": "plain", "pol": "said"}
    row = Row(quotation.content, ((start, start + len(source)),), label=told | label)
    made = reading(WORDS, quotation)
    return Found(Text(name, made.document, Span(0, len(WORDS))), made, quotation, row)


def told(speaker: Speaker | None = RUEL, act: str = "assert", **fields: Any) -> Quotation:
    return quoted(WORDS, "“The ferry sails at noon,”", "said", "Ana Ruel", speaker=speaker, act=act, **fields)


def test_a_wrong_person_is_told_from_a_group_and_from_nobody() -> None:
    seen = [found({}, told()), found({}, told(VEST)), found({}, told(GUESTS), "She"), found({}, told(None), "She")]
    made = figures(seen, is_right)
    assert made["speaker"] == 0.25
    assert made["speaker, where a person is named"] == 0.5
    assert made[WRONG_NAME] == 0.25
    assert made["speaker, pronouns and descriptions"] == 0.0


def test_each_act_has_its_own_score_and_all_count_alike_in_the_mean() -> None:
    seen = [
        found({"act": "deny"}, told(act="deny")),
        found({"act": "deny", "acts_also": ["accuse"]}, told(act="accuse")),
        found({"act": "accuse"}, told(act="accuse")),
        found({}, told()),
    ]
    made = figures(seen, is_right)
    assert (made["act"], made["act, any in the gold"]) == (0.75, 1.0)
    assert made["act, deny"] == pytest.approx(2 / 3)
    assert made["act, accuse"] == pytest.approx(2 / 3)
    assert "act, promise" not in made  # none is in the gold
    assert made[MACRO] == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)


def test_day_polarity_and_modality_are_right_or_not() -> None:
    day = {"when": "2032-04-08"}
    seen = [
        found(day, told(said=Dated("2032-04-08", "weekday"))),
        found(day, told(polarity="not_said")),
        found({"modality": "hedged"}, told(modality="hedged")),
        found({"modality": "hedged", "pol": "hypothetical"}, told(polarity="hypothetical")),
    ]
    made = figures(seen, is_right)
    assert (made["day"], made["polarity"], made["modality"]) == (0.75, 0.75, 0.75)


def test_what_is_not_labelled_has_no_score() -> None:
    assert {"modality", "polarity", "venue"}.isdisjoint(
        scores([found({"modality": None, "pol": None}, told())], is_right)
    )


def test_probabilities_are_held_against_what_is_right() -> None:
    sure = [told(speaker, probabilities=Probabilities(speaker=0.95)) for speaker in (RUEL, RUEL, RUEL, VEST)]
    unsure = [told(VEST, probabilities=Probabilities(speaker=0.15))]
    seen = [found({}, quotation) for quotation in (*sure, *unsure, told())]
    made = figures(seen, is_right)
    assert made["speaker: stated and right apart"] == pytest.approx((4 * abs(0.95 - 0.75) + 0.15) / 5)
    assert made["act: stated and right apart"] is None
    assert len(answers(seen, is_right)["speaker"]) == 5  # one was not measured
    assert error([]) is None


def test_the_surest_are_told_first_and_equals_together() -> None:
    seen = [(0.9, True), (0.6, False), (0.9, True), (0.8, True), (0.6, True), (0.8, False)]
    points = curve(seen, 8, (0.25, 0.3, 0.75, 1.0))
    assert points == [Point(0.25, 1.0, 0.9), Point(0.5, 0.75, 0.8), Point(0.75, 4 / 6, 0.6)]
    assert curve([], 8) == []


def test_the_curve_is_drawn_and_printed() -> None:
    lines = {"speaker": [Point(0.5, 1.0, 0.97), Point(0.9, 0.96, 0.6)], "act": [Point(1.0, 0.7, 0.3)]}
    drawn = picture(lines)
    assert "speaker: 0.50 told 1.00 right, 0.90 told 0.96 right; act: 1.00 told 0.70 right" in drawn
    assert drawn.count("<path d=") == 3
    assert table(lines).splitlines()[2:] == [
        "| speaker | 0.50 | 1.000 | 0.97 |",
        "| speaker | 0.90 | 0.960 | 0.60 |",
        "| act | 1.00 | 0.700 | 0.30 |",
    ]
    assert picture({"speaker": [], "act": []}).count("<path d=") == 1


def test_the_commonest_label_is_the_floor() -> None:
    seen = [
        found({"when": "2032-04-08", "venue": "the quay"}, told(VEST, "deny")),
        found({"when": "2032-04-08", "act": "deny"}, told(VEST, "deny")),
        found({"speaker": "Ivo Vest"}, told(VEST, "deny"), name="strike"),
    ]
    floor = figures(trivial.commonest(seen), is_right)
    assert (floor["speaker"], floor["day"]) == (1.0, 1.0)
    assert floor["act"] == pytest.approx(2 / 3)
    assert (floor["venue"], floor["act, deny"]) == (0.0, 0.0)
    assert floor["speaker: stated and right apart"] is None
