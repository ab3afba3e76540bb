"""The public gold of relations: spans cover their words, pairs name statements, and there are enough of each kind."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parents[1] / "bench" / "gold" / "linking" / "relations.jsonl"
GROUPS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
STORIES = {story["uri"]: story for group in GROUPS for story in group["stories"]}
STATEMENTS = {statement["id"]: statement for group in GROUPS for statement in group["statements"]}
QUOTATIONS = [quotation for statement in STATEMENTS.values() for quotation in statement["quotations"]]
RELATIONS = [(row["left"], row["right"], row["kind"]) for group in GROUPS for row in group["relations"]]
UNRELATED = [tuple(row[:3]) for group in GROUPS for row in group["unrelated"]]
FATES = ("keeps_promise", "breaks_promise")


def covered(quotation: dict[str, Any], *spans: list[int]) -> list[str]:
    """Return the words that these spans of a quotation's story cover."""
    return [STORIES[quotation["uri"]]["text"][start:end] for start, end in spans]


def test_spans_cover_the_words_of_their_quotation() -> None:
    assert len(QUOTATIONS) > 400
    assert [q["text"] for q in QUOTATIONS] == [" ".join(covered(q, *q["content"])) for q in QUOTATIONS]


def test_cues_and_sources_are_whole_words_outside_the_margins() -> None:
    spans = [(q, q[part]) for q in QUOTATIONS for part in ("cue", "source") if q[part]]
    words = [covered(q, span)[0] for q, span in spans]
    assert len(words) > 800
    assert [word for word in words if not word or word != word.strip()] == []


def test_a_direct_quotation_stands_in_marks_and_an_indirect_one_has_none() -> None:
    marks = '"“”„«»'
    bare = [q["text"] for q in QUOTATIONS if q["form"] == "direct" and q["text"][0] not in marks]
    marked = [q["text"] for q in QUOTATIONS if q["form"] == "indirect" and q["text"][0] in marks]
    assert {q["form"] for q in QUOTATIONS} == {"direct", "mixed", "indirect"}
    assert (bare, marked) == ([], [])


def test_names_are_unique_and_stories_short() -> None:
    assert len(STATEMENTS) == sum(len(group["statements"]) for group in GROUPS)
    assert len(STORIES) == sum(len(group["stories"]) for group in GROUPS)
    assert len({group["group"] for group in GROUPS}) == len(GROUPS) >= 35
    lengths = sorted(len(story["text"].split()) for story in STORIES.values())
    assert lengths[0] >= 55
    assert lengths[-1] <= 220


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: str(group["group"]))
def test_pairs_of_a_group_name_its_own_statements(group: dict[str, Any]) -> None:
    own = {statement["id"] for statement in group["statements"]}
    named = {name for row in group["relations"] for name in (row["left"], row["right"])}
    assert named
    assert named | {name for row in group["unrelated"] for name in row[:2]} <= own


def test_no_pair_is_told_twice_or_both_ways() -> None:
    assert [pair for pair, times in Counter(RELATIONS + UNRELATED).items() if times > 1] == []
    assert [pair for pair in RELATIONS if pair[0] == pair[1]] == []


def test_departures_and_their_near_misses_are_of_one_speaker() -> None:
    pairs = [pair for pair in RELATIONS + UNRELATED if pair[2] == "shifts"]
    assert len(pairs) >= 80
    assert [p for p in pairs if STATEMENTS[p[0]]["speaker"] != STATEMENTS[p[1]]["speaker"]] == []


def test_departures_come_after_what_they_depart_from() -> None:
    days = [(STATEMENTS[a]["said"], STATEMENTS[b]["said"]) for a, b, kind in RELATIONS if kind == "shifts"]
    assert [pair for pair in days if not all(pair)] == []
    assert [(later, earlier) for later, earlier in days if later < earlier[: len(later)]] == []


def test_there_are_enough_of_each_kind() -> None:
    told, only_seems = Counter(pair[2] for pair in RELATIONS), Counter(pair[2] for pair in UNRELATED)
    assert told["denies"] >= 60
    assert told["shifts"] >= 40
    assert only_seems["denies"] >= 30
    assert only_seems["shifts"] >= 40
    assert len({pair[1] for pair in RELATIONS if pair[2] in FATES}) >= 12
    assert len({pair[1] for pair in UNRELATED if pair[2] in FATES}) >= 12


def test_many_denials_are_of_a_claim_that_nobody_is_named_as_making() -> None:
    denied = {right for _, right, kind in RELATIONS if kind == "denies"}
    assert len([name for name in denied if STATEMENTS[name]["speaker"] is None]) >= 15
