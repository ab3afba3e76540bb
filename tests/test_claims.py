"""Claims: who affirms, denies or questions a proposition in a person's own words; what is pinned stays on record."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bench.corpora import DEMO
from onrecord.linking.claims.topics import groups_of
from onrecord.queries.claim_discovery import discover_claims
from onrecord.queries.stances import stances
from onrecord.record_linking import relink
from onrecord.record_relations import hold_claims
from onrecord.store.errors import RecordError
from onrecord.store.sqlite.reads.claim_stances import kept_stances
from onrecord.store.sqlite.reads.search import Query
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import claims, pin, unpin
from onrecord.types import Reading
from tests.support.command_line import Run
from tests.support.records import put
from tests.support.stories import COURIER, KHODREI, RUEL, acted, story

CLAIM = "The census will be put off until next year"
DENIED = acted(story("a", "“The census will not be put off, not by a day,”", speaker=RUEL, day="2032-04-21"), "assert")
REPORTED = acted(
    story("b", "that the census would be put off until next year", speaker=COURIER, day="2032-04-19"), "assert"
)
ASKED = acted(
    story("c", "“Will the census be put off until next year?”", speaker=KHODREI, day="2032-04-20"), "question"
)
APART = acted(story("d", "“Wheat has never been as dear as this spring,”", day="2032-04-18"), "assert")


def found(tmp_path: Path, claim: str, *stories: Reading) -> list[tuple[str, str]]:
    """Return the day and side of each statement that bears on a claim, in the order told."""
    with Record.open(tmp_path / "a.db") as record:
        put(record, *stories)
        relink(record)
        return [(each.day, each.stance.kind) for each in stances(record, claim)]


def test_the_sides_are_told_in_the_order_of_days(tmp_path: Path) -> None:
    told = found(tmp_path, CLAIM, DENIED, REPORTED, ASKED, APART)
    assert told == [("2032-04-19", "affirms"), ("2032-04-20", "questions"), ("2032-04-21", "denies")]


def test_a_claim_that_nobody_makes_is_known_by_its_denial(tmp_path: Path) -> None:
    denial = acted(story("e", "that the ferries had ever been offered to Ilmaren", speaker=KHODREI), "deny")
    assert [side for _, side in found(tmp_path, "The ferries were offered to Ilmaren", denial, APART)] == ["denies"]


def test_who_denies_a_negated_claim_is_not_taken_to_deny_it_twice(tmp_path: Path) -> None:
    assert found(tmp_path, "The census will not be put off", DENIED) == [("2032-04-21", "affirms")]


def test_every_stance_leads_to_the_words_it_rests_on(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, DENIED, REPORTED)
        relink(record)
        for each in stances(record, CLAIM):
            assert any(each.stance.passage in report.quotation.text for report in each.statement.reports)
            told = [part.part for part in each.stance.because]
            assert told == ["meaning", "meaning around", "words", "words around", "side"]


def test_a_claim_is_read_in_its_own_language(tmp_path: Path) -> None:
    words = "Перепись населения не будет отложена до следующего года"
    assert [side for _, side in found(tmp_path, words, acted(story("f", words, language="ru"), "assert"))] == [
        "affirms"
    ]


@pytest.mark.parametrize(
    ("words", "side"),
    [
        pytest.param("“Nobody will find the gates of the barrage closed,”", "affirms", id="negated-antonym"),
        pytest.param("“The gates of the barrage will be closed,”", "denies", id="antonym"),
        pytest.param("“The gates of the barrage will not stay open,”", "denies", id="negation"),
        pytest.param("“The gates of the barrage will always stay open,”", "affirms", id="plain"),
    ],
)
def test_antonyms_turn_the_side_as_negation_does(words: str, side: str, tmp_path: Path) -> None:
    told = found(tmp_path, "The gates of the barrage will stay open", acted(story("g", words), "assert"))
    assert [kind for _, kind in told] == [side]


def test_claims_are_found_with_what_is_said_of_them_in_other_words(tmp_path: Path) -> None:
    harvest = acted(
        story("h", "“The wheat harvest in the delta will be the smallest in ten years,”", day="2032-04-18"), "predict"
    )
    grain = acted(story("i", "that the wheat harvest would be small", speaker=KHODREI, day="2032-04-22"), "assert")
    with Record.open(tmp_path / "a.db") as record:
        put(record, DENIED, REPORTED, ASKED, harvest, grain)
        relink(record)
        census, wheat = discover_claims(record)
        assert "census" in census.claim.text
        assert "harvest" in wheat.claim.text
        assert [each.day for each in census.stances] == ["2032-04-19", "2032-04-20", "2032-04-21"]
        assert {each.stance.kind for each in census.stances} >= {"denies", "questions"}
        (only,) = discover_claims(record, Query(words="wheat"))
        assert len(only.stances) == 2


def test_a_single_denial_is_a_claim_and_a_single_other_statement_is_none(tmp_path: Path) -> None:
    denial = acted(story("e", "that the ferries had ever been offered to Ilmaren", speaker=KHODREI), "deny")
    with Record.open(tmp_path / "a.db") as record:
        put(record, denial, APART)
        relink(record)
        (only,) = discover_claims(record)
        assert only.claim.text == "the ferries had ever been offered to Ilmaren"
        assert [each.stance.kind for each in only.stances] == ["denies"]


def test_nothing_to_find_is_no_claim(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        assert discover_claims(record) == ()


rows = st.integers(1, 12).flatmap(
    lambda count: st.lists(
        st.lists(st.floats(-1, 1, width=32), min_size=count, max_size=count), min_size=count, max_size=count
    )
)


@given(rows, st.floats(-0.5, 1))
def test_groups_are_those_of_joining_the_likest_two_again_and_again(values: list[list[float]], least: float) -> None:
    likeness = np.array(values) + np.array(values).T + np.random.default_rng(1).random((len(values),) * 2) / 1e3
    likeness = (likeness + likeness.T) / 2
    assert sorted(map(sorted, groups_of(likeness, least))) == sorted(map(sorted, _plainly(likeness, least)))


def _plainly(likeness: NDArray[np.float64], least: float) -> list[list[int]]:
    """Join the likest two groups as long as there are such, comparing all with all each time."""
    groups = [[row] for row in range(len(likeness))]
    while len(groups) > 1:
        pairs = [
            (float(likeness[np.ix_(a, b)].mean()), i, j) for i, a in enumerate(groups) for j, b in enumerate(groups[:i])
        ]
        score, i, j = max(pairs)
        if score < least:
            break
        groups[j] += groups.pop(i)
    return groups


def test_the_command_finds_claims_and_who_said_what_on_them(onrecord: Run) -> None:
    onrecord("add", DEMO)
    lines = list(map(json.loads, onrecord("claims", "find", "--speaker", "Harrowell").stdout.splitlines()))
    assert any("buy a ticket in Dravik" in line["claim"] for line in lines)
    assert all(
        line["statements"] == sum(line[side] for side in ("affirms", "denies", "questions", "neutral"))
        for line in lines
    )
    each = onrecord("claims", "find", "fares", "--statements", "--format", "csv").stdout
    assert each.startswith("\ufeffclaim,day,speaker,stance,")
    shown = onrecord("claims", "find", "fares", "--statements", "--format", "table").stdout
    assert "Idony Marrick (may affirm it): " in shown
    assert "No claims found" in onrecord("claims", "find", "volcano", "--format", "table").stdout
    assert onrecord("claims", "find", "--since", "soon").returncode == 2


def test_pins_are_only_appended(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        pin(record, CLAIM, by="ed", at="2032-05-01T10:00:00+00:00")
        for change in ("DELETE FROM pins", "UPDATE pins SET text = 'another'"):
            with pytest.raises(RecordError, match="only ever appended"), record.writing() as db:
                db.execute(change)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_asked_about(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    with Record.open(tmp_path_factory.mktemp("any") / "a.db") as record:
        put(record, DENIED)
        stances(record, text)


def test_stances_on_a_pinned_claim_are_kept_and_those_of_one_that_is_asked_are_the_same(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, DENIED, REPORTED, APART)
        relink(record)
        asked = stances(record, CLAIM)
        one = pin(record, CLAIM, by="ed", at="2032-05-01T10:00:00+00:00")
        assert kept_stances(record, one.id) is None
        assert stances(record, one) == asked
        hold_claims(record)
        kept = kept_stances(record, one.id)
        assert kept is not None
        assert {side.kind for side in kept.values() if side} == {"affirms", "denies"}
        assert stances(record, one) == stances(record, CLAIM) == asked
        assert stances(record, one, Query(speaker="Ruel")) == asked[1:]
        unpin(record, one, by="ed", at="2032-05-02T10:00:00+00:00")
        assert kept_stances(record, one.id) is None
        assert stances(record, CLAIM) == asked


def test_stances_on_a_pinned_claim_follow_what_is_added(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, DENIED, REPORTED)
        relink(record)
        one = pin(record, CLAIM, by="ed", at="2032-05-01T10:00:00+00:00")
        hold_claims(record)
        put(record, ASKED)
        assert len(stances(record, one)) == 3  # found when asked, since what was kept is of the record before
        relink(record)
        kept = kept_stances(record, one.id)
        assert kept is not None
        assert sum(side is not None for side in kept.values()) == len(stances(record, one)) == 3


def test_pages_read_the_kept_stances(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, DENIED, REPORTED)
        relink(record)
        one = pin(record, CLAIM, by="ed", at="2032-05-01T10:00:00+00:00")
        hold_claims(record)
        with record.writing() as db:
            db.execute("UPDATE claim_stances SET kind = 'neutral' WHERE kind = 'denies'")
        assert [each.stance.kind for each in stances(record, one)] == ["affirms", "neutral"]


def test_a_pin_is_kept_once_and_its_withdrawal_too(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        one = pin(record, f"  {CLAIM} ", by="ed", at="2032-05-01T10:00:00+00:00")
        assert pin(record, CLAIM.upper(), by="jo", at="2032-05-02T10:00:00+00:00") == one
        assert claims(record) == (one,)
        unpin(record, one, by="jo", at="2032-05-03T10:00:00+00:00")
        assert claims(record) == ()
        pin(record, CLAIM, by="jo", at="2032-05-04T10:00:00+00:00")
        assert [each.by for each in claims(record)] == ["jo"]
        with record.reading() as db:
            assert [row["verdict"] for row in db.execute("SELECT verdict FROM pins")] == [
                "pinned",
                "withdrawn",
                "pinned",
            ]


def test_the_commands_pin_show_export_and_remove(onrecord: Run) -> None:
    onrecord("add", DEMO)
    shown = onrecord("claims", "show", "The president has ordered the census to be postponed").stdout.splitlines()
    assert "denies" in [json.loads(line)["stance"] for line in shown]
    assert {json.loads(line)["pinned"] for line in onrecord("export", "claims").stdout.splitlines()} == {False}
    name = onrecord("claims", "add", CLAIM, "--by", "ed").stdout.split()[2].rstrip(".")
    assert name in onrecord("claims", "list").stdout
    first, *rest = map(json.loads, onrecord("export", "claims").stdout.splitlines())
    assert (first["text"], first["pinned"], bool(first["stances"])) == (CLAIM, True, True)
    assert not any(line["pinned"] for line in rest)
    assert onrecord("claims", "show", name, "--format", "csv").stdout.startswith("\ufeffday,speaker,stance,")
    assert onrecord("claims", "remove", name).returncode == 0
    assert "No claim is pinned" in onrecord("claims", "list").stderr


def test_what_cannot_be_done_is_said(onrecord: Run) -> None:
    onrecord("add", DEMO / "upright-ferry-freeze.txt")
    gone = onrecord("claims", "remove", "0123456789")
    assert (gone.returncode, "No claim 0123456789" in gone.stderr) == (1, True)
    assert onrecord("claims", "add", "?!").returncode == 2
    assert "Nothing in the record" in onrecord("claims", "show", "Volcanoes sing", "--format", "table").stdout
