"""Actors in the record: the same whatever the order, lists, and what people judge."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord import Query, Record, facets, search
from onrecord.readers.lists import entries
from onrecord.record_linking import relink_actors
from onrecord.store.errors import AmbiguousError
from onrecord.store.sqlite.reads.actors import actor, actor_id, actors
from onrecord.store.sqlite.writes import imported_lists, quotation_actors
from onrecord.store.sqlite.writes.judgements import judge
from onrecord.types import ListEntry, Office, Probabilities, Problem, Span, Speaker, content_id
from tests.support.command_line import Run
from tests.support.records import put, reading

AT = "2032-01-01T00:00:00+00:00"
STORY = """Port Of Orme Raises Its Fees

"They rise for everybody," Harbour Master Ana Ruel told reporters on 9 March 2032. "Nobody is singled out."

"We will not pay," said Linnet Ruel, the head of the ship owners' league.
"""


def person(name: str, role: str | None = None, story: str = "") -> Speaker:
    key = (story, name.casefold()) if story else (name.casefold(),)
    return Speaker(content_id("actor", *key), name, "person", role)


DMITRI, DMITRY = person("Dmitri Veskov", "harbour minister"), person("Dmitry Veskov", "Harbour Minister")
CYRILLIC, ALONE = person("Дмитрий Весков"), person("Veskov", story="s1")
READINGS = [
    reading("one", "“a”", "“b”", "“c”", "“d”", "“e”", speaker=DMITRI, day="2031-04-09"),
    reading("two", "“f”", speaker=DMITRY, day="2032-04-09"),
    reading("three", "“g”", speaker=CYRILLIC),
    reading("four", "“h”", speaker=ALONE),
    reading("five", "“i”", speaker=person("Ana Ruel")),
    reading("six", "“j”", speaker=person("Linnet Ruel")),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "onrecord.db"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with Record.open(path) as opened:
        put(opened, *READINGS)
        relink_actors(opened)
        yield opened


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def linked(path: Path) -> list[tuple[Any, ...]]:
    return rows(path, "SELECT actor, canonical, because FROM actor_links ORDER BY actor") + rows(
        path, "SELECT id, tags FROM quotations ORDER BY id"
    )


def test_one_person_under_four_spellings_is_found_by_any_of_them(record: Record) -> None:
    for name in ("Dmitri Veskov", "Dmitry Veskov", "Дмитрий", DMITRI.id, DMITRY.id, CYRILLIC.id):
        assert search(record, Query(speaker=name)).total == 8
    speakers = facets(record, Query(speaker="Veskov")).speakers
    assert [(name, count) for name, count, _ in speakers] == [("Dmitri Veskov", 8)]


def test_namesakes_are_two_actors(record: Record) -> None:
    assert len(actors(record, "ruel")) == 2


def test_roles_have_the_days_on_which_they_were_seen(record: Record) -> None:
    view = actor(record, "Dmitri Veskov")
    assert view is not None
    assert [(role.role, role.first_day, role.last_day) for role in view.roles] == [
        ("harbour minister", "2031-04-09", "2031-04-09"),
        ("Harbour Minister", "2032-04-09", "2032-04-09"),
    ]


def test_every_order_of_adding_gives_the_same_record(tmp_path: Path) -> None:
    luck, results = random.Random(4), set()
    for number in range(6):
        path, shuffled = tmp_path / f"{number}.db", READINGS[:]
        luck.shuffle(shuffled)
        with Record.open(path) as opened:
            for one in shuffled:
                put(opened, one)
                if number % 2:  # after each, or once at the end
                    relink_actors(opened)
            relink_actors(opened)
        results.add(repr(linked(path)))
    assert len(results) == 1


def test_linking_again_changes_nothing(record: Record, path: Path) -> None:
    before = linked(path)
    put(record, *READINGS)
    relink_actors(record)
    assert linked(path) == before


def test_an_actor_whose_words_are_gone_leaves_the_others_linked(record: Record, path: Path) -> None:
    emptied = [reading("one", "“a”", "“b”", "“c”", "“d”", "“e”", speaker=None)]
    put(record, *emptied, by="v2")
    relink_actors(record)
    assert not rows(path, "SELECT * FROM actor_links WHERE canonical NOT IN (SELECT id FROM actors)")
    assert search(record, Query(speaker="Dmitry Veskov")).total == 3


def test_a_run_that_stopped_before_linking_is_made_up_for(path: Path) -> None:
    with Record.open(path) as opened:
        put(opened, *READINGS)
    with Record.open(path) as opened:
        relink_actors(opened)
        assert search(opened, Query(speaker=DMITRY.id)).total == 8


def test_what_people_judge_outranks_the_program_and_can_be_undone(record: Record, path: Path) -> None:
    before, left, right = linked(path), DMITRI.id, DMITRY.id
    judge(record, left, right, "no", by="kim", at=AT)
    relink_actors(record)
    assert len(actors(record, "Veskov")) > 1
    judge(record, left, right, "withdrawn", by="kim", at=AT)
    relink_actors(record)
    assert linked(path) == before
    ana, linnet = (str(actor_id(record, name)) for name in ("Ana Ruel", "Linnet Ruel"))
    judge(record, ana, linnet, "yes", by="kim", at=AT)
    relink_actors(record)
    assert search(record, Query(speaker="Ana Ruel")).total == 2
    assert len(rows(path, "SELECT * FROM judgements")) == 3


def test_a_judgement_reaches_across_names_that_are_never_compared(record: Record) -> None:
    judge(record, DMITRI.id, str(actor_id(record, "Ana Ruel")), "yes", by="kim", at=AT)
    relink_actors(record)
    assert search(record, Query(speaker="Ana Ruel")).total == 9


def test_judgements_survive_a_new_analysis(record: Record) -> None:
    judge(record, DMITRI.id, DMITRY.id, "no", by="kim", at=AT)
    put(record, *READINGS, by="v2")
    relink_actors(record)
    assert len(actors(record, "Veskov")) > 1


def test_a_list_links_names_it_knows_and_goes_again_without_a_trace(record: Record, path: Path) -> None:
    before = linked(path)
    imported_lists.put(
        record, [ListEntry("Q1", ("Dmitri Veskov", "D. V."), offices=(Office("mayor", "2010"),))], "list.csv"
    )
    relink_actors(record)
    view = actor(record, "D. V.")
    assert view is not None
    assert (view.actor.id, view.actor.quotations, view.source) == ("Q1", 8, "list.csv")
    assert view.offices == (Office("mayor", "2010"),)
    assert imported_lists.remove(record, "list.csv") == 1
    relink_actors(record)
    assert linked(path) == before
    assert actor(record, "Q1") is None


def test_a_name_of_several_actors_is_not_guessed(record: Record) -> None:
    with pytest.raises(AmbiguousError):
        actor(record, "Ruel")
    assert actor(record, "Nobody Such") is None


def test_the_file_tells_names_and_roles_to_other_tools(record: Record, path: Path) -> None:
    assert record
    printed = rows(path, "SELECT printed FROM names_of_speakers WHERE speaker = 'Dmitri Veskov' ORDER BY printed")
    assert [name for (name,) in printed] == ["Dmitri Veskov", "Dmitry Veskov", "Veskov", "Дмитрий Весков"]
    told = rows(path, "SELECT speaker, quotations, first_day, last_day FROM statements_by_speaker")
    assert told[0] == ("Dmitri Veskov", 8, "2031-04-09", "2032-04-09")


CSV = """id,name,aliases,kind,role,since,until
p1,Ana Ruel,A. Ruel; Анна Руэль,person,harbour master,2030-05,
p1,Ana Ruel,,,mayor,2035,2036
b1,Port of Orme,,organisation,,,
,Nobody,,,,,
p2,Wrong,,alien,,,
p3,Late,,person,clerk,next year,
"""
FOLLOWTHEMONEY = [
    {"id": "o1", "schema": "Occupancy", "properties": {"holder": ["p1"], "post": ["t1"], "startDate": ["2030-05-01"]}},
    {"id": "p1", "schema": "Person", "properties": {"name": ["Ana Ruel"], "alias": ["A. Ruel"]}},
    {"id": "t1", "schema": "Position", "properties": {"name": ["harbour master"]}},
    {"id": "v1", "schema": "Vessel", "properties": {"name": ["The Heron"]}},
    {"id": "b1", "schema": "PublicBody", "properties": {"name": ["Port of Orme"]}},
]


def snak(value: object) -> dict[str, Any]:
    return {"mainsnak": {"datavalue": {"value": value}}}


WIKIDATA = [
    {
        "id": "Q1",
        "labels": {"ru": {"language": "ru", "value": "Ана Руэль"}, "en": {"language": "en", "value": "Ana Ruel"}},
        "aliases": {"en": [{"language": "en", "value": "A. Ruel"}]},
        "claims": {
            "P31": [snak({"id": "Q5"})],
            "P39": [
                snak({"id": "Q2"})
                | {
                    "qualifiers": {
                        "P580": [{"datavalue": {"value": {"time": "+2030-05-00T00:00:00Z", "precision": 10}}}]
                    }
                },
                snak({"id": "Q9"}),
            ],
        },
    },
    {"id": "Q2", "labels": {"en": {"language": "en", "value": "harbour master"}}},
]


def imported(path: Path, text: str) -> tuple[dict[str, ListEntry], list[str]]:
    path.write_text(text, encoding="utf-8")
    found = list(entries(path))
    return {e.id: e for e in found if isinstance(e, ListEntry)}, [p.message for p in found if isinstance(p, Problem)]


def test_a_list_as_csv(tmp_path: Path) -> None:
    found, problems = imported(tmp_path / "list.csv", CSV)
    assert found["p1"].names == ("Ana Ruel", "A. Ruel", "Анна Руэль")
    assert found["p1"].offices == (Office("harbour master", "2030-05"), Office("mayor", "2035", "2036"))
    assert found["b1"].kind == "organisation"
    assert [problem[:7] for problem in problems] == ["line 5:", "line 6:", "line 7:"]
    assert "no id or no name" in problems[0]


def test_a_list_as_followthemoney(tmp_path: Path) -> None:
    found, problems = imported(tmp_path / "list.ftm", "\n".join(map(json.dumps, FOLLOWTHEMONEY)) + "\n{broken\n[]\n")
    assert found["p1"] == ListEntry("p1", ("Ana Ruel", "A. Ruel"), offices=(Office("harbour master", "2030-05-01"),))
    assert set(found) == {"p1", "b1"}
    assert problems == ["line 6: is no JSON", "line 7: no object with an id"]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"entities": {entity["id"]: entity for entity in WIKIDATA}}),
        json.dumps({"entities": {entity["id"]: entity for entity in WIKIDATA}}, indent=2),
        json.dumps(WIKIDATA),
        "[\n" + ",\n".join(map(json.dumps, WIKIDATA)) + "\n]\n",
        "\n".join(map(json.dumps, WIKIDATA)),
    ],
    ids=["entities", "indented", "array", "dump", "lines"],
)
def test_a_list_as_wikidata(tmp_path: Path, text: str) -> None:
    found, problems = imported(tmp_path / "list.json", text)
    assert found == {
        "Q1": ListEntry("Q1", ("Ana Ruel", "Ана Руэль", "A. Ruel"), offices=(Office("harbour master", "2030-05"),))
    }
    assert problems == ["offices that the list does not name: Q9"]


@pytest.mark.parametrize("text", ["", "x,y\n1,2\n", "{", "[", "[1, 2]", '{"entities": 3}', '{"id": "a"}', "\0"])
def test_what_is_no_list_is_a_problem_or_nothing(tmp_path: Path, text: str) -> None:
    found, problems = imported(tmp_path / "list", text)
    assert not found
    assert problems


def test_by_hand_from_end_to_end(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "orme.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "list.csv").write_text(CSV, encoding="utf-8")
    assert onrecord("add", "orme.txt").returncode == 0
    names = [json.loads(line)["name"] for line in onrecord("actors", "list").stdout.splitlines()]
    assert {"Ana Ruel", "Linnet Ruel"} <= set(names)
    done = onrecord("actors", "import", "list.csv")
    assert done.returncode == 1
    assert "2 actors from list.csv" in done.stdout
    assert "line 5: no id or no name" in done.stderr
    shown = json.loads(onrecord("actors", "show", "Ana Ruel", "--json").stdout)
    assert (shown["actor"]["id"], shown["actor"]["quotations"]) == ("p1", 1)
    merged = onrecord("actors", "merge", "p1", "Linnet Ruel", "--because", "for the test", "--by", "kim")
    assert "Noted: the same." in merged.stdout
    assert len(onrecord("search", "--speaker", "Linnet Ruel").stdout.splitlines()) == 2
    shown = onrecord("actors", "show", "p1").stdout
    assert "for the test" in shown
    assert "judged by a person" in " ".join(shown.split())
    assert "left to the program" in onrecord("actors", "undo", "1").stdout
    assert len(onrecord("search", "--speaker", "Linnet Ruel").stdout.splitlines()) == 1
    assert onrecord("actors", "forget", "list.csv").returncode == 0
    assert onrecord("actors", "show", "p1").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("show", "Nobody"), 1, "No actor Nobody"),
        (("show", "Ruel"), 2, "may be several"),
        (("merge", "Ana Ruel", "Nobody"), 1, "No actor Nobody"),
        (("merge", "Ana Ruel", "Ana Ruel"), 2, "one and the same name"),
        (("undo", "7"), 1, "No judgement 7"),
        (("forget", "list.csv"), 1, "No list list.csv"),
        (("import", "missing.csv"), 2, "does not exist"),
    ],
)
def test_mistakes_are_told(onrecord: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    (tmp_path / "orme.txt").write_text(STORY, encoding="utf-8")
    onrecord("add", "orme.txt")
    done = onrecord("actors", *arguments)
    assert done.returncode == code
    assert told in " ".join(done.stderr.split())


# Two people of one name


def parted(record: Record, *said: str) -> str:
    ids = {hit.id for hit in search(record, Query()).hits if hit.text in said}
    assert len(ids) == len(said)
    decision = quotation_actors.Decision("another one of that name", "kim", AT)
    return quotation_actors.part_quotations(record, ids, decision)


def said_by(record: Record, actor: str) -> list[str]:
    return sorted(hit.text for hit in search(record, Query(speaker=actor)).hits)


def test_quotations_are_put_down_to_another_person_of_that_name_and_stay_so(record: Record, path: Path) -> None:
    other = parted(record, "“a”", "“b”")
    for _ in range(2):
        relink_actors(record)
        assert said_by(record, other) == ["“a”", "“b”"]
        assert said_by(record, DMITRI.id) == ["“c”", "“d”", "“e”", "“f”", "“g”", "“h”"]
        assert [row.quotations for row in actors(record, "Dmitri Veskov")] == [6, 2]
        view = actor(record, other)
        assert view is not None
        assert view.actor.name == "Dmitri Veskov"
        put(record, *READINGS, by="v2")  # a new analysis of the same words
    told = rows(
        path, "SELECT printed_actor, actor, parted_because FROM actors_of_quotations WHERE actor <> printed_actor"
    )
    assert {row[1] for row in told if "another one" in row[2]} == {other}
    assert {row[0] for row in told if row[1] == other} == {DMITRI.id}


def test_whom_a_person_names_is_sure_until_that_is_taken_back(record: Record, path: Path) -> None:
    measured = Probabilities(speaker=0.8, act=0.6)
    one = reading("one", "“a”", "“b”", "“c”", "“d”", "“e”", speaker=DMITRI, day="2031-04-09")
    made = replace(one, quotations=tuple(replace(each, probabilities=measured) for each in one.quotations))
    put(record, made, by="v2")
    parted(record, "“a”", "“b”")
    sure = "SELECT text, speaker_probability, act_probability FROM quotations WHERE text < '“d' ORDER BY text"
    for by in ("v3", "v4"):
        assert rows(path, sure) == [("“a”", 1.0, 0.6), ("“b”", 1.0, 0.6), ("“c”", 0.8, 0.6)]
        put(record, made, by=by)
    ids = [hit.id for hit in search(record, Query()).hits if hit.text in ("“a”", "“b”")]
    assert quotation_actors.take_back(record, ids, quotation_actors.Decision("it was he", "kim", AT)) == 2
    assert {row[1:] for row in rows(path, sure)} == {(0.8, 0.6)}


def test_new_limits_of_the_words_keep_the_person(record: Record) -> None:
    other = parted(record, "“a”")
    one = reading("one", "“a”", "“b”", "“c”", "“d”", "“e”", speaker=DMITRI, day="2031-04-09")
    wider = replace(one.quotations[0], id="wider", content=(Span(0, one.quotations[0].content[0].end),))
    put(record, replace(one, quotations=(wider, *one.quotations[1:])), by="v2")
    relink_actors(record)
    assert [hit.id for hit in search(record, Query(speaker=other)).hits] == ["wider"]


def test_quotations_are_put_back_and_the_other_person_is_gone(record: Record, path: Path) -> None:
    before = linked(path)
    other = parted(record, "“a”", "“b”")
    relink_actors(record)
    ids = [hit.id for hit in search(record, Query(speaker=other)).hits]
    assert quotation_actors.take_back(record, ids, quotation_actors.Decision("it was he", "kim", AT)) == 2
    relink_actors(record)
    assert linked(path) == before
    assert actor(record, other) is None
    assert quotation_actors.take_back(record, ids, quotation_actors.Decision("", "kim", AT)) == 0
    put(record, *READINGS, by="v2")
    relink_actors(record)
    assert linked(path) == before


def test_all_of_the_quotations_must_be_of_one_actor(record: Record) -> None:
    ids = [hit.id for hit in search(record, Query()).hits]
    decision = quotation_actors.Decision("", "kim", AT)
    for wrong, told in ((ids, "not all of one actor"), (["nobody"], "in the record"), ([], "in the record")):
        with pytest.raises(ValueError, match=told):
            quotation_actors.part_quotations(record, wrong, decision)


def test_people_of_one_name_are_parted_by_hand_on_the_command_line(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "orme.txt").write_text(STORY, encoding="utf-8")
    onrecord("add", "orme.txt")
    (one,) = map(json.loads, onrecord("search", "--speaker", "Linnet Ruel", "--format", "jsonl").stdout.splitlines())
    done = onrecord("actors", "part-quotations", "Linnet Ruel", one["id"], "--because", "her cousin", "--by", "kim")
    assert "Noted: 1 quotation of another Linnet Ruel" in done.stdout
    assert "No quotation" in onrecord("actors", "part-quotations", "Ana Ruel", one["id"]).stderr
    assert "her cousin" in onrecord("actors", "show", "Linnet Ruel").stdout
    assert "put back to the speaker" in onrecord("actors", "undo", "1").stdout
