"""Guests: Readings that another program made are asked for, checked, and have no more power than a text has."""

from __future__ import annotations

import gzip
import io
import json
import random
import resource
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import Record, actor, actors, add, compare, quotation, readings, story
from onrecord.columns.quotations import QUOTATIONS
from onrecord.linking.actors.actor_links import link_actors
from onrecord.queries.contents import quotations
from onrecord.readers import limits
from onrecord.readers.places import read
from onrecord.record_linking import relink
from onrecord.store.sqlite.reads.profiles import person
from onrecord.store.sqlite.reads.search import sharing_words
from onrecord.store.sqlite.writes.judgements import judge
from onrecord.types import Document, JudgedPairs, Problem, Profile, actor_key, content_id
from onrecord.types.validity import faults
from tests.support.command_line import Run
from tests.support.site import Site

GATES = "“The gates of the Kessin barrage will stay open until the last boat is through,”"
VICTIM = f"""# date: 2032-03-09
# outlet: The Orme Post

Gates stay open

{GATES} Ana Ruel told reporters on Tuesday. Osk Tarrin, the harbour master, said that nobody had asked him.
"""
OTHER = f"""# date: 2032-03-10
# outlet: The Lowen Post

Ruel on the gates

{GATES} the harbour minister, Ana Ruel, said on Tuesday. “Nothing else was decided,” she added.
"""
RUEL, TARRIN = actor_key("Ana Ruel"), actor_key("Osk Tarrin")


def guest(*said: tuple[str, Any], story: Any = None, uri: str = "guest.txt", extra: str = "") -> dict[str, Any]:
    """A Reading in which each of `said` is words and their speaker, as a name or an object."""
    text, quotations = f"News of the gates.{extra}\n\n", []
    for words, speaker in said:
        of = speaker if isinstance(speaker, dict) else {"name": speaker}
        place = [len(text), len(text) + len(words)]
        quotations.append({"content": [place], "speaker": of, "said": {"value": "2032-03-09"}})
        text += f"{words} was what one heard.\n\n"
    told = {"published": "2032-03-10", "outlet": "The Gull", "language": "en"} | (story or {})
    return {"document": {"uri": uri, "text": text}, "story": told, "quotations": quotations}


def written(folder: Path, name: str, *records: Any) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def coverage(folder: Path) -> list[Path]:
    paths = [folder / "victim.txt", folder / "other.txt"]
    for path, text in zip(paths, (VICTIM, OTHER), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def filled(path: Path, *places: Any, **options: Any) -> Record:
    record = Record.open(path)
    list(add(record, places, **options))
    return record


def problems(found: Iterable[Any]) -> list[str]:
    every = (each for one in found for each in ([one] if isinstance(one, Problem) else one.problems))
    return [problem.message for problem in every]


# Asked for


def test_readings_that_were_not_asked_for_are_one_problem_of_their_file(tmp_path: Path) -> None:
    ordinary = {"text": "“Nobody asked,” Osk Tarrin said."}
    path = written(tmp_path, "mixed.txt", guest((GATES, "Ana Ruel")), ordinary, guest((GATES, "Bob Stone")))
    with Record.open(tmp_path / "a.db") as record:
        found = list(add(record, [path]))
        assert [name.name for name in actors(record)] == ["Osk Tarrin"]
    (problem,) = (one for one in found if isinstance(one, Problem))
    assert (problem.uri, "2 Readings" in problem.message, "--readings" in str(problem.remedy)) == (
        str(path),
        True,
        True,
    )


@pytest.mark.parametrize("name", ["a.readings.jsonl", "a.readings.json", "a.readings.jsonl.gz", "A.READINGS.JSON.GZ"])
def test_a_name_that_says_so_asks_for_them(tmp_path: Path, name: str) -> None:
    raw = json.dumps(guest((GATES, "Ana Ruel"))).encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(raw) if name.lower().endswith(".gz") else raw)
    (found,) = read([path])
    assert isinstance(found, Document)
    assert found.uri == f"{path}#1"
    assert [q.speaker and q.speaker.name for one in readings(found) for q in one.quotations] == ["Ana Ruel"]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "readings.jsonl", "a.readings.txt"])
def test_another_name_does_not(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, guest((GATES, "Ana Ruel")))
    (found,) = read([path])
    assert isinstance(found, Problem)
    (taken,) = read([path], readings=True)
    assert isinstance(taken, Document)


def test_the_commands_ask_with_an_option_also_of_standard_input(tmp_path: Path, onrecord: Run) -> None:
    raw = json.dumps(guest((GATES, "Ana Ruel"))).encode()
    record = str(tmp_path / "a.db")
    assert "taken over only where asked for" in onrecord("add", "-", "--record", record, given=raw).stderr
    assert "1 quotation" in onrecord("add", "-", "--readings", "--record", record, given=raw).stdout
    printed = onrecord("analyse", "-", "--readings", "--text", given=raw).stdout
    assert "1 quotation" in onrecord("add", "-", "--readings", "--record", record, given=printed.encode()).stdout


# Checked, before anything is made of it


def test_what_a_reading_claims_is_bounded_before_it_costs_memory(tmp_path: Path) -> None:
    text = "word " * 80_000
    row = {"content": [[0, len(text)]] * 5_000, "about": [[0, len(text)]] * 5_000}
    many = [{"id": str(n), "content": [[0, len(text) - 1]], "cue": [0, len(text) - 1]} for n in range(5_000)]
    path = tmp_path / "bomb.readings.jsonl.gz"
    claims = ({"document": {"text": text}, "story": {}, "quotations": several} for several in ([row], many))
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, claims)).encode()))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = [one for document in read([path]) if isinstance(document, Document) for one in readings(document)]
    assert [one.quotations for one in found] == [(), ()]
    assert len([problem for one in found for problem in one.problems if problem.stage == "accept"]) <= 103
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


def test_a_record_of_more_values_than_are_read_is_a_problem_before_it_is_parsed() -> None:
    line = b'{"document": {"text": "a"}, "quotations": [' + b"[]," * limits.JSON_VALUES + b"[]]}\n"
    (found,) = read(["-"], stdin=io.BytesIO(line), readings=True)
    assert isinstance(found, Problem)
    assert "more than 2,000,000 values" in found.message


ODD: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 90)
    | st.floats()
    | st.sampled_from(["q0", "q1", "x", "2032-03", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "name", "span", "id"]), inner)
    ),
    max_leaves=5,
)
SPAN = st.lists(st.integers(0, 80), min_size=2, max_size=2).map(sorted)
MENTION = st.fixed_dictionaries({"span": SPAN | ODD})
ROW = st.fixed_dictionaries(
    {"content": st.lists(SPAN, min_size=1, max_size=3) | ODD},
    optional={
        "id": st.sampled_from(["q0", "q1", "q2"]) | ODD,
        "inside": st.sampled_from(["q0", "q1", "q2"]) | ODD,
        "cue": SPAN | ODD,
        "source": SPAN | ODD,
        "speaker": st.fixed_dictionaries({"name": st.sampled_from(["Ana Ruel", "Ruel"]), "id": ODD}) | ODD,
        "said": st.fixed_dictionaries({"value": st.sampled_from(["2032-03-09", "2032-03/2032-02"])}) | ODD,
        "addressee": MENTION | ODD,
        "venue": MENTION | ODD,
        "relay": st.lists(MENTION | ODD, max_size=2) | ODD,
        "act": st.sampled_from(["deny", "zz"]) | ODD,
        "about": st.lists(SPAN, max_size=2) | ODD,
        "confidence": ODD,
    },
)
STORY = st.fixed_dictionaries({}, optional={"id": ODD, "span": SPAN | ODD, "headline_span": ODD, "published": ODD})


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROW | ODD, max_size=4) | ODD, STORY | ODD)
def test_whatever_a_reading_holds_what_is_taken_over_is_sound_and_the_rest_is_told(rows_of: Any, about: Any) -> None:
    text = "“We were never asked,” Ana Ruel told reporters on 9 March 2032, the Gull reported. “No.”"
    record = {"document": {"uri": "x", "text": text}, "story": about, "quotations": rows_of}
    (document,) = read(["-"], stdin=io.BytesIO(json.dumps(record).encode()), readings=True)
    assert isinstance(document, Document)
    (found,) = readings(document, strict=True)
    assert list(faults(found)) == []
    left_out = len(rows_of) - len(found.quotations) if isinstance(rows_of, list) else 0
    assert left_out == 0 or any(problem.stage == "accept" for problem in found.problems)


# No power over others


def forged() -> Iterator[dict[str, Any]]:
    """Readings that try to merge, rename, hide or take the place of what the coverage has."""
    yield guest((GATES, {"id": RUEL, "name": "Ana Ruel"}), ("No", {"id": RUEL, "name": "Osk Tarrin"}))
    yield guest((GATES, {"id": RUEL, "name": "Ana Ruel, whom nobody in Orme believes", "kind": "person"}))
    yield guest((GATES, {"id": TARRIN, "name": "Ana Ruel", "kind": "organisation", "role": "swindler"}))
    yield guest((GATES, {"name": "Ana Ruel", "role": "swindler"}), *[("No " * n, "Ana Ruel") for n in range(1, 9)])
    yield guest((GATES, "Ana Maria Ruel"), ("It is over", "Ruel"), ("So it is", "Anna Ruel"), ("All is", "A. Ruel"))
    yield guest((GATES, "Osk Ruel"), ("They lie", "Osk Tarrin"), ("Them", {"name": "Tarrin", "role": "harbour master"}))
    ids = [found.quotations[n].id for found in readings(next(_documents(VICTIM))) for n in range(2)]
    for name in ("story", "quotation"):
        row = guest(
            (GATES, "Bob Stone"), ("No", "Ana Ruel"), story={"id": _victim_story()}, uri="victim.txt", extra=name
        )
        yield row | {"quotations": [one | {"id": own} for one, own in zip(row["quotations"], ids, strict=True)]}


def _documents(text: str) -> Iterator[Document]:
    return (each for each in read(["-"], stdin=io.BytesIO(text.encode())) if isinstance(each, Document))


def _victim_story() -> str:
    (found,) = readings(next(_documents(VICTIM)))
    return found.story.id


ORDINARY = {
    "documents": "SELECT sha256, uri, text FROM documents AS d WHERE {own} ORDER BY 1",
    "stories": "SELECT s.id, s.key, s.outlet, s.headline FROM stories AS s CROSS JOIN documents AS d "
    "ON d.key = s.document WHERE {own} ORDER BY 1",
    "quotations": "SELECT q.* FROM quotations AS q CROSS JOIN stories AS s ON s.id = q.story CROSS JOIN documents AS d "
    "ON d.key = s.document WHERE {own} ORDER BY q.id",
    "actors": "SELECT * FROM actors WHERE id IN ({actors}) ORDER BY 1",
    "names": "SELECT * FROM names WHERE actor IN ({actors}) ORDER BY 1, 2, 3",
    "links": "SELECT * FROM actor_links WHERE actor IN ({actors}) ORDER BY 1",
    "canonical": "SELECT count(*) FROM actor_links WHERE actor IN ({actors}) AND canonical NOT IN ({actors})",
    "members": "SELECT * FROM statement_members WHERE quotation IN ({quotations}) ORDER BY 1",
    "pairs": 'SELECT * FROM quotation_pairs WHERE "left" IN ({quotations}) OR "right" IN ({quotations}) ORDER BY 1, 2',
    "relations": 'SELECT * FROM relations WHERE "left" IN ({quotations}) ORDER BY 1, 2, 3',
}


_TOLD = (
    "SELECT q.{} FROM quotations AS q CROSS JOIN stories AS s ON s.id = q.story "
    "CROSS JOIN documents AS d ON d.key = s.document WHERE "
)


def ordinary(record: Record) -> dict[str, list[tuple[Any, ...]]]:
    """All rows that are not of guests."""
    own = "d.media_type <> 'application/vnd.onrecord.reading+json'"
    told = _TOLD + own
    filling = {"own": own, "actors": told.format("actor"), "quotations": told.format("id")}
    with record.reading() as db:
        return {name: [tuple(row) for row in db.execute(sql.format(**filling))] for name, sql in ORDINARY.items()}


def test_guests_before_after_or_among_coverage_change_nothing_of_it(tmp_path: Path) -> None:
    places = coverage(tmp_path)
    guests = written(tmp_path, "guests.readings.jsonl", *forged())
    with filled(tmp_path / "without.db", *places) as without:
        wanted = ordinary(without)
    assert len(wanted["quotations"]) >= 4
    assert wanted["members"]
    for name, order in (("before", [guests, *places]), ("after", [*places, guests]), ("among", [*places[:1], guests])):
        with filled(tmp_path / f"{name}.db", *order) as record:
            list(add(record, places))  # once more
            assert ordinary(record) == wanted, name
            with record.reading() as db:
                count = "SELECT count(*) FROM documents WHERE media_type LIKE '%reading%'"
                assert db.execute(count).fetchone()[0] == 8


def _roles(record: Record) -> list[tuple[Any, ...]]:
    with record.reading() as db:
        return [tuple(row) for row in db.execute("SELECT actor, role FROM roles_of_speakers ORDER BY 1, 2")]


@pytest.mark.parametrize("number", range(8))
def test_no_guest_changes_what_is_shown_of_an_actor(tmp_path: Path, number: int) -> None:
    places = coverage(tmp_path)
    one = written(tmp_path, "one.readings.jsonl", list(forged())[number])
    with filled(tmp_path / "a.db", *places) as record:
        before, roles = [actor(record, identity) for identity in (RUEL, TARRIN)], _roles(record)
        list(add(record, [one]))
        after = [actor(record, identity) for identity in (RUEL, TARRIN)]
        assert [role for role in _roles(record) if role[0] in (RUEL, TARRIN)] == roles
        shown = [person(record, identity) for identity in (RUEL, TARRIN)]
    assert [{role.role for role in each.roles} for each in shown if each] == [
        {r.role for r in b.roles} for b in before if b
    ]
    for was, now in zip(before, after, strict=True):
        assert was is not None
        assert now is not None
        assert (now.actor.id, now.actor.name, now.actor.kind) == (was.actor.id, was.actor.name, was.actor.kind)
        assert [role.role for role in now.roles] == [role.role for role in was.roles]


def test_a_guest_of_the_same_name_is_the_same_actor_and_its_words_say_who_found_them(tmp_path: Path) -> None:
    places = coverage(tmp_path)
    one = written(tmp_path, "one.readings.jsonl", guest(("No boat is left", "Ana Ruel"), ("All are", "Bob Stone")))
    with filled(tmp_path / "a.db", *places, one) as record:
        found = actor(record, RUEL)
        assert found is not None
        assert found.actor.quotations == 4
        by = {row["text"]: row["read_by"] for row in map(QUOTATIONS.row, quotations(record))}
    assert by["No boat is left"] == "another program"
    assert by[GATES] == "onrecord"


def test_pages_say_that_another_program_found_it(tmp_path: Path) -> None:
    one = written(tmp_path, "one.readings.jsonl", guest(("No boat is left", "Ana Ruel")))
    with filled(tmp_path / "a.db", *coverage(tmp_path), one) as record, record.reading() as db:
        shown = db.execute("SELECT q.id, q.story FROM quotations AS q ORDER BY q.text <> 'No boat is left'").fetchall()
    theirs, ours = shown[0], shown[1]
    with Site(tmp_path / "a.db") as site:
        page = site.get(f"/quotation/{theirs['id']}").body
        assert "another program" in page
        assert "how often that is right is not known here" in page
        assert "measured to be right" not in page
        assert "as read by another program" in site.get(f"/story/{theirs['story']}").body
        assert "another program" not in site.get(f"/quotation/{ours['id']}").body
        assert "another program" not in site.get(f"/story/{ours['story']}").body


def test_guests_do_not_crowd_out_what_others_said_of_a_claim(tmp_path: Path) -> None:
    said = [(f"{word} gates of the Kessin barrage will stay open", "Bob Stone") for word in map(str, range(200))]
    crowd = written(tmp_path, "crowd.readings.jsonl", guest(*said))
    with filled(tmp_path / "a.db", *coverage(tmp_path), crowd) as record:
        found = sharing_words(record, ("gates", "barrage"))
        with record.reading() as db:
            ours = {row[0] for row in db.execute("SELECT id FROM quotations WHERE text = ?", (GATES,))}
    assert ours
    assert ours <= set(found)
    assert len(found) <= 300


def test_the_same_ids_in_two_files_are_not_the_same(tmp_path: Path) -> None:
    named = [
        guest((GATES, {"id": "x", "name": name}), story={"id": "s"}, extra=name) for name in ("Ana Ruel", "Bob Stone")
    ]
    paths = [written(tmp_path, f"{n}.readings.jsonl", one) for n, one in enumerate(named)]
    with filled(tmp_path / "a.db", *paths) as record:
        assert sorted(one.name for one in actors(record)) == ["Ana Ruel", "Bob Stone"]
        with record.reading() as db:
            assert [row[0] for row in db.execute("SELECT message FROM problems")] == []
            assert db.execute("SELECT count(*) FROM stories").fetchone()[0] == 2


def test_a_guest_that_names_an_input_that_failed_does_not_solve_its_problem(tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"")
    one = written(tmp_path, "one.readings.jsonl", guest((GATES, "Ana Ruel"), uri=str(broken)))
    with filled(tmp_path / "a.db", broken, one) as record, record.reading() as db:
        assert [row[0] for row in db.execute("SELECT uri FROM problems")] == [str(broken)]


def test_a_person_can_tie_guests_to_others(tmp_path: Path) -> None:
    one = written(tmp_path, "one.readings.jsonl", guest((GATES, "Minister of Harbours")))
    with filled(tmp_path / "a.db", *coverage(tmp_path), one) as record:
        with record.reading() as db:
            theirs = db.execute("SELECT id, actor FROM quotations WHERE tags LIKE '%guest%'").fetchone()
            ours = db.execute("SELECT id FROM quotations WHERE text = ? AND id <> ?", (GATES, theirs["id"])).fetchone()
        judge(record, RUEL, theirs["actor"], "yes", by="Ida", at="2032-04-01T00:00:00+00:00")
        judge(record, ours["id"], theirs["id"], "yes", by="Ida", at="2032-04-01T00:00:00+00:00")
        relink(record)
        found, said = actor(record, theirs["actor"]), compare(record, theirs["id"])
    assert found is not None
    assert (found.actor.name, found.actor.quotations) == ("Ana Ruel", 4)
    assert said is not None
    assert said.statement.speaker == "Ana Ruel"
    assert [report.guest for report in said.statement.reports] == [False, False, True]


# Linking


def profile(name: str, number: int, quotations: int = 1, kind: Any = "person", **more: Any) -> Profile:
    return Profile(content_id(name, number), (name,), kind, quotations=quotations, **more)


NAMES = ("Ana Ruel", "Anna Ruel", "A. Ruel", "Ruel", "Ana Maria Ruel", "Osk Ruel", "Maria Ruel")
PROFILES = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(1, 40), st.booleans()), min_size=1, max_size=14)


@settings(deadline=None)
@given(PROFILES, st.randoms(use_true_random=False))
def test_links_of_others_are_the_same_whatever_guests_there_are(
    drawn: Sequence[tuple[str, int, bool]], order: random.Random
) -> None:
    everyone = [profile(name, n, count, guest=is_guest) for n, (name, count, is_guest) in enumerate(drawn)]
    own = [one for one in everyone if not one.guest]
    order.shuffle(everyone)
    known = {one.id for one in own}
    links = link_actors(everyone)
    assert tuple(link for link in links if link.actor in known) == link_actors(own)
    assert sorted(link.actor for link in links) == sorted(one.id for one in everyone)
    canonical = {link.actor: link.canonical for link in links}
    assert all(canonical[name] == name for name in canonical.values())


def test_a_guest_joins_one_group_by_name_score_or_family_name_and_no_two() -> None:
    ana = profile("Ana Ruel", 1, 9, days=(5,))
    hosts = {
        name: link_actors([ana, profile(name, 2, days=(5,), guest=True)]) for name in ("Ana Ruel", "Anna Ruel", "Ruel")
    }
    assert {name: links[0].canonical == links[1].canonical == ana.id for name, links in hosts.items()} == {
        "Ana Ruel": True,
        "Anna Ruel": True,
        "Ruel": True,
    }
    two = [profile("Ana Ruel", n, 9) for n in (1, 2)]
    apart = JudgedPairs(apart=((two[0].id, two[1].id),))
    links = link_actors([*two, profile("Ana Ruel", 3, guest=True)], apart)
    assert [link.actor for link in links] == [link.canonical for link in links]


def test_guests_of_one_name_are_one_where_nobody_else_has_it() -> None:
    many = [profile("Ana Ruel", n, guest=True) for n in range(40)]
    body = [profile("Harbour Board", n, kind="organisation", guest=n > 1) for n in range(4)]
    links = link_actors([*many, *body])
    assert len({link.canonical for link in links}) == 2


def test_a_story_of_a_guest_is_shown_with_its_problems(tmp_path: Path) -> None:
    row = guest((GATES, "Ana Ruel"), ("No", "Ana Ruel"))
    row["quotations"][1]["act"] = "lie"
    with filled(tmp_path / "a.db", written(tmp_path, "one.readings.jsonl", row)) as record:
        with record.reading() as db:
            names = [row[0] for row in db.execute("SELECT id FROM stories UNION ALL SELECT id FROM quotations")]
        shown, one = story(record, names[0]), quotation(record, names[1])
    assert shown is not None
    assert one is not None
    assert [problem.message for problem in shown.problems] == ["quotation 1 is left out: act is 'lie', which is none"]
    assert (one.document.read_by, len(shown.quotations)) == ("another program", 1)
