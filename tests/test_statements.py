"""Statements: reports of one utterance are joined, those of two are not, whatever the order of adding."""

from __future__ import annotations

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from onrecord.linking.statements.blocking import Copies
from onrecord.linking.statements.clustering import _PairScores
from onrecord.linking.statements.scores import compare, embed
from onrecord.models.embeddings import unpacked
from onrecord.record_linking import relink
from onrecord.store.sqlite.linking import SqliteLinkingStore
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.judgements import judge
from onrecord.thresholds import AGAINST_STATEMENT
from onrecord.types import Quotation, Reading, Speaker, content_id, total
from tests.support.records import put
from tests.support.stories import AT, KHODREI, RUEL, story


def folded(tmp_path: Path, *stories: Reading) -> list[set[str]]:
    """Return the statements of a record of these stories, each as the words of its quotations."""
    with Record.open(tmp_path / f"{content_id(repr(stories))}.db") as record:
        put(record, *stories)
        relink(record)
        into = _folds(record)
    words = {quotation.id: quotation.text for one in stories for quotation in one.quotations}
    groups: dict[str, set[str]] = {}
    for name, text in words.items():
        groups.setdefault(into.get(name, name), set()).add(f"{name[:4]} {text}")
    return list(groups.values())


def _folds(record: Record) -> dict[str, str]:
    with record.reading() as db:
        return dict(db.execute("SELECT quotation, statement FROM statement_members").fetchall())


def texts(groups: Sequence[set[str]]) -> list[list[str]]:
    return sorted(sorted(text.split(" ", 1)[1] for text in group) for group in groups)


GATES = "“The gates of the Kessin barrage will stay open until the last boat is through,”"
ONE: dict[str, tuple[Reading, Reading]] = {
    "the same words in two outlets": (story("one", GATES), story("two", GATES, day="2032-03-10")),
    "cut short": (story("one", GATES), story("two", "“The gates of the Kessin barrage will stay open”")),
    "told in the reporter's words": (
        story("one", GATES),
        story("two", "that the Kessin barrage would keep its gates open until every boat had passed"),
    ),
    "translated into German": (
        story("one", GATES),
        story("zwei", "„Die Tore des Kessin-Wehrs bleiben offen, bis das letzte Boot durch ist“", language="de"),
    ),
    "translated into Russian": (
        story("one", GATES),
        story("два", "«Ворота плотины Кессин останутся открытыми, пока не пройдёт последняя лодка»", language="ru"),
    ),
    "translated into Spanish": (
        story("one", GATES),
        story(
            "dos",
            "“Las compuertas de Kessin seguirán abiertas hasta que pase el último barco”",
            language="es",
        ),
    ),
    "altered inside the marks": (
        story("one", GATES),
        story("two", "“The gates of the Kessin barrage will stay shut until the last boat is through,”"),
    ),
}
TWO: dict[str, tuple[Reading, Reading]] = {
    "another matter on one day": (story("one", GATES), story("two", "“The census letter was sent by mistake,”")),
    "the same words on another day, told": (
        story("one", GATES, told="2032-03-09"),
        story("two", GATES, told="2032-05-20", day="2032-05-21"),
    ),
    "two speakers": (story("one", GATES), story("two", GATES, speaker=KHODREI)),
    "two things in one story": (
        story("one", "“We will pay for the ice,”", "“We will not pay for the salt,”"),
        story("two", "“Nobody has been left out of the count,”"),
    ),
}


@pytest.mark.parametrize("name", ONE)
def test_reports_of_one_utterance_are_one_statement(tmp_path: Path, name: str) -> None:
    assert len(folded(tmp_path, *ONE[name])) == 1


@pytest.mark.parametrize("name", TWO)
def test_reports_of_two_utterances_stay_two(tmp_path: Path, name: str) -> None:
    stories = TWO[name]
    assert len(folded(tmp_path, *stories)) == sum(len(one.quotations) for one in stories)


def test_a_story_that_announces_what_it_quotes_tells_it_once(tmp_path: Path) -> None:
    one = story(
        "one",
        "Kessin Gates Will Stay Open",
        "the gates of the Kessin barrage would stay open until the last boat was through",
        GATES,
        "“And who is to count the boats?”",
        headline=0,
    )
    assert [len(group) for group in sorted(folded(tmp_path, one), key=len)] == [1, 3]


def test_what_stands_inside_a_quotation_is_no_report_of_it(tmp_path: Path) -> None:
    one = story("one", GATES, GATES[5:60])
    outer, inner = one.quotations
    nested = replace(one, quotations=(outer, replace(inner, inside=outer.id, form="indirect")))
    assert len(folded(tmp_path, nested)) == 2


def everything() -> list[Reading]:
    found = [one for pair in (*ONE.values(), *TWO.values()) for one in pair]
    return list({one.document.sha256: one for one in found}.values())


def state(record: Record) -> list[tuple[Any, ...]]:
    with record.reading() as db:
        ties = db.execute('SELECT "left", "right", round(score, 4) FROM quotation_pairs ORDER BY 1, 2').fetchall()
        folds = db.execute("SELECT quotation, statement, because FROM statement_members ORDER BY 1").fetchall()
    return [tuple(row) for row in (*ties, *folds)]


def test_the_outcome_does_not_depend_on_the_order_of_adding(tmp_path: Path) -> None:
    wanted: list[tuple[Any, ...]] | None = None
    for seed in range(4):
        stories = everything()
        random.Random(seed).shuffle(stories)
        with Record.open(tmp_path / f"{seed}.db") as record:
            for n, one in enumerate(stories):
                put(record, one)
                if seed != 0 and n % seed == 0:
                    relink(record)
            relink(record)
            found = state(record)
        assert found
        assert wanted is None or found == wanted
        wanted = found


def test_a_story_that_is_gone_leaves_the_others_as_if_it_had_never_been(tmp_path: Path) -> None:
    stories = everything()
    with Record.open(tmp_path / "a.db") as one, Record.open(tmp_path / "b.db") as other:
        put(one, *stories)
        relink(one)
        one.add(stories[0].document, [], by="v2")
        relink(one)
        put(other, *stories[1:])
        relink(other)
        assert state(one) == state(other)


def test_linking_again_changes_nothing(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, *everything())
        relink(record)
        before = state(record)
        put(record, *everything(), by="v2")
        relink(record)
        assert state(record) == before


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Record, Quotation, Quotation]]:
    stories = [story("one", GATES), story("two", "“The census letter was sent by mistake,”", day="2032-03-09")]
    with Record.open(tmp_path / "a.db") as record:
        put(record, *stories)
        relink(record)
        yield record, stories[0].quotations[0], stories[1].quotations[0]


def test_people_join_and_part_statements_and_take_it_back(pair: tuple[Record, Quotation, Quotation]) -> None:
    record, left, right = pair
    assert _folds(record) == {}
    judge(record, left.id, right.id, "yes", by="ed", at=AT)
    relink(record)
    low, high = sorted((left.id, right.id))
    assert _folds(record) == {high: low}
    with record.reading() as db:
        (because,) = db.execute("SELECT because FROM statement_members").fetchone()
    assert json.loads(because)[0][0] == "judged by a person"
    judge(record, left.id, right.id, "withdrawn", by="ed", at=AT)
    relink(record)
    assert _folds(record) == {}


def test_a_judgement_parts_what_the_program_joins(tmp_path: Path) -> None:
    stories = [story("one", GATES), story("two", GATES), story("three", GATES)]
    a, b, c = (one.quotations[0].id for one in stories)
    with Record.open(tmp_path / "a.db") as record:
        put(record, *stories)
        relink(record)
        assert len(set(_folds(record).values())) == 1
        judge(record, a, b, "no", by="ed", at=AT)
        relink(record)
        into = _folds(record)
    assert into.get(a, a) != into.get(b, b)
    assert into.get(c, c) in (into.get(a, a), into.get(b, b))


def test_actors_that_are_joined_later_bring_their_statements_together(tmp_path: Path) -> None:
    other = Speaker(content_id("actor", "a. r."), "The Gatekeeper", "person")
    stories = [story("one", GATES), story("two", GATES, speaker=other)]
    with Record.open(tmp_path / "a.db") as record:
        put(record, *stories)
        relink(record)
        assert _folds(record) == {}
        judge(record, RUEL.id, other.id, "yes", by="ed", at=AT)
        relink(record)
        assert len(_folds(record)) == 1


def test_the_views_tell_statements_and_their_reports(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Record.open(path) as record:
        put(record, *ONE["cut short"])
        relink(record)
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT speaker, quotations, outlets, direct FROM statements").fetchall()
        reports = db.execute("SELECT statement, outlet, words FROM reports_of_statements ORDER BY outlet").fetchall()
    assert rows == [("Ana Ruel", 2, 2, 2)]
    assert len({statement for statement, _, _ in reports}) == 1
    assert [outlet for _, outlet, _ in reports] == ["The one Post", "The two Post"]


def test_every_join_has_its_reasons(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, *everything())
        relink(record)
        with record.reading() as db:
            rows = db.execute("SELECT score, because FROM statement_members").fetchall()
    assert rows
    for score, because in rows:
        parts = json.loads(because)
        assert parts[0][0] == "meaning"
        assert score == pytest.approx(sum(part[1] for part in parts))


def test_quotations_of_many_outlets_are_one_statement(tmp_path: Path) -> None:
    stories = [story(f"wire {n}", GATES) for n in range(150)]
    assert len(folded(tmp_path, *stories)) == 1
    assert all(a != b for a, b in combinations([one.quotations[0].id for one in stories], 2))


def test_words_that_come_back_day_after_day_are_parted_alike_whatever_the_order(tmp_path: Path) -> None:
    first = date(2032, 1, 1)
    stories = [story(f"day {n}", GATES, day=(first + timedelta(days=n)).isoformat()) for n in range(160)]
    with Record.open(tmp_path / "a.db") as one, Record.open(tmp_path / "b.db") as other:
        put(one, *stories)
        relink(one)
        for n in range(0, 160, 40):
            put(other, *reversed(stories[n : n + 40]))
            relink(other)
        assert state(one) == state(other)
        sizes = Counter(_folds(one).values()).values()
    assert max(sizes) < 120


def test_groups_speak_against_each_other_as_their_pairs_do_one_by_one(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, *everything())
        ids = [quotation.id for one in everything() for quotation in one.quotations]
        found = [Copies((one,)) for one in SqliteLinkingStore(record).quotations(ids)]
    meaning = {one.first.id: unpacked(made) for one, made in zip(found, embed([o.first for o in found]), strict=True)}
    scores = _PairScores(found, meaning, {})
    for left, right in combinations(found, 2):
        exact = total(compare(left, right, meaning)) < AGAINST_STATEMENT
        assert scores.are_against([left.first.id], [right.first.id]) == exact, (left, right)
