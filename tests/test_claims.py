"""Claims: who affirms, denies or questions a proposition in a person's own words; what is pinned stays on record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.corpora import DEMO
from onrecord.bearing import bearing
from onrecord.ingest import relink
from onrecord.store.claims import claims, pin, unpin
from onrecord.store.errors import RecordError
from onrecord.store.record import Record
from onrecord.types import Reading
from tests.conftest import Run
from tests.test_relations import COURIER, acted
from tests.test_statements import KHODREI, RUEL, story
from tests.test_store import put

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
        return [(each.day, each.stance.kind) for each in bearing(record, claim)]


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
        for each in bearing(record, CLAIM):
            assert any(each.stance.passage in report.quotation.text for report in each.statement.reports)
            assert [part.part for part in each.stance.because] == ["meaning", "words", "side"]


def test_a_claim_is_read_in_its_own_language(tmp_path: Path) -> None:
    words = "Перепись населения не будет отложена до следующего года"
    assert [side for _, side in found(tmp_path, words, acted(story("f", words, language="ru"), "assert"))] == [
        "affirms"
    ]


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
        bearing(record, text)


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
    assert onrecord("export", "claims").stdout == ""
    name = onrecord("claims", "add", CLAIM, "--by", "ed").stdout.split()[2].rstrip(".")
    assert name in onrecord("claims", "list").stdout
    (line,) = onrecord("export", "claims").stdout.splitlines()
    assert json.loads(line)["text"] == CLAIM
    assert json.loads(line)["stances"]
    assert onrecord("claims", "show", name, "--format", "csv").stdout.startswith("day,speaker,stance,")
    assert onrecord("claims", "remove", name).returncode == 0
    assert "No claim is pinned" in onrecord("claims", "list").stderr


def test_what_cannot_be_done_is_said(onrecord: Run) -> None:
    onrecord("add", DEMO / "upright-ferry-freeze.txt")
    gone = onrecord("claims", "remove", "0123456789")
    assert (gone.returncode, "No claim 0123456789" in gone.stderr) == (1, True)
    assert onrecord("claims", "add", "?!").returncode == 2
    assert "Nothing in the record" in onrecord("claims", "show", "Volcanoes sing", "--format", "table").stdout
