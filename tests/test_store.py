"""The record keeps what it is given, once, whole, and whatever happens to the program, the disk or the file."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import traceback
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.store.errors import AmbiguousError, RecordError
from onrecord.store.sqlite import record as record_module
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.search import stories_sharing_words
from onrecord.store.sqlite.reads.statements import surroundings
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.schema import APPLICATION_ID, migrations
from onrecord.store.sqlite.writes.claims import pin
from onrecord.types import (
    Dated,
    Probabilities,
    Problem,
    Reading,
    Span,
    Speaker,
    content_id,
)
from tests.support.records import ADA, check, detailed, full_reading, put, reading

TABLES = ("documents", "receipts", "outlets", "stories", "actors", "names", "quotations", "judgements", "problems")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "onrecord.db"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with Record.open(path) as opened:
        yield opened


def rows(record: Record) -> dict[str, list[tuple[object, ...]]]:
    """Return all that the tables hold, in an order of its own."""
    with record.reading() as db:
        return {name: sorted(map(tuple, db.execute(f"SELECT * FROM {name}")), key=repr) for name in TABLES}  # noqa: S608


def dump(record: Record) -> list[str]:
    with record.reading() as db:
        return list(db.iterdump())


def some_readings(count: int = 12) -> list[Reading]:
    speakers = [ADA, Speaker("bor", "Bor Tanic"), Speaker("bor", "President Bor Tanic", "person"), None]
    return [
        reading(
            f"case {n}",
            f"“The bridge of day {n} holds,”",
            f"“No. {n},”",
            speaker=speakers[n % 4],
            day=f"2031-0{n % 9 + 1}",
        )
        for n in range(count)
    ]


# What is put in comes out


def test_every_field_comes_back_as_it_was(record: Record) -> None:
    one = full_reading()
    put(record, one)
    assert views.document(record, one.document.sha256) == one.document
    assert views.document_text(record, one.document.sha256) == one.document.text
    found = views.story(record, "story0001")
    assert found is not None
    assert (found.story, found.quotations) == (one.story, one.quotations)
    assert found.text == one.story.span.of(one.document.text)
    assert found.offset == 7
    assert set(found.problems) == {*one.document.problems, *one.problems}
    assert found.document.analysed_by == "v1"


def test_a_quotation_is_shown_with_its_paragraph_story_and_document(record: Record) -> None:
    one = full_reading()
    put(record, one)
    view = views.quotation(record, "quotation0001")
    assert view is not None
    assert (view.quotation, view.story) == (one.quotations[0], one.story)
    assert view.document.url == "https://lowen.example/1"
    assert view.document.retrieved == "2031-04-10T08:00:00Z"
    assert view.paragraph.of(one.document.text) == view.paragraph_text
    assert view.paragraph_text.startswith("“It stays,” Ada Vell")
    assert "Harbour stays open" not in view.paragraph_text


def test_ids_may_be_cut_short_but_not_ambiguous(record: Record) -> None:
    put(record, full_reading())
    assert views.story(record, "story0") is not None
    with pytest.raises(AmbiguousError, match="quotation0001, quotation0002;") as raised:
        views.quotation(record, "quotation")
    assert (raised.value.ids, raised.value.more) == (("quotation0001", "quotation0002"), False)
    for unknown in ("", "quot", "nobody", "'; DROP TABLE quotations", "\x00\ud800", "%", "*"):
        assert views.quotation(record, unknown) is None
        assert views.story(record, unknown) is None


@pytest.mark.parametrize(
    ("said", "published", "day", "basis"),
    [
        ("2031-02-03", "2031-04-09", "2031-02-03", "said"),
        ("2031-02", "2031-04-09", "2031-02-01", "said"),
        ("2031-02-20/2031-02-28", None, "2031-02-20", "said"),
        ("../2031-02-28", "2031-04-09", "2031-04-09", "published"),
        (None, "2031-04-09T10:00:00", "2031-04-09", "published"),
        ("2031-13-40", None, None, None),
        (None, None, None, None),
    ],
)
def test_the_day_is_when_it_was_said_or_else_published(
    record: Record, said: str | None, published: str | None, day: str | None, basis: str | None
) -> None:
    one = reading("a", "“Yes,”", day=published)
    dated = Dated(said, "stated") if said else None
    put(record, replace(one, quotations=(replace(one.quotations[0], said=dated),)))
    (hit,) = views.search(record, views.Query()).hits
    assert (hit.day, hit.day_basis) == (day, basis)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=60), st.text(st.characters(), min_size=1, max_size=20))
def test_any_characters_are_kept_or_replaced_one_for_one(said: str, name: str) -> None:
    with TemporaryDirectory() as folder, Record.open(Path(folder) / "a.db") as record:
        one = reading(name, said, speaker=Speaker(name, name, "person", said), outlet=name)
        put(record, one)
        put(record, one)
        found = views.story(record, one.story.id)
        assert found is not None
        assert len(found.text) == len(one.document.text)
        assert found.quotations[0].text == "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in said)
        check(record)


# Once is enough, and the order does not matter


def test_adding_again_changes_nothing(record: Record) -> None:
    put(record, full_reading(), *some_readings())
    record.note(Problem("read", "no such file", uri="gone.txt"))
    before = dump(record)
    put(record, full_reading(), *some_readings())
    record.note(Problem("read", "no such file", uri="gone.txt"))
    assert dump(record) == before


def test_a_rebuild_in_another_order_gives_the_same_rows(tmp_path: Path) -> None:
    readings = [full_reading(), *some_readings()]
    copies = [replace(one, document=replace(one.document, uri=f"copy of {one.document.uri}")) for one in readings[:4]]
    built = []
    for number in range(3):
        random.Random(number).shuffle(readings)
        with Record.open(tmp_path / f"{number}.db") as record:
            put(record, *readings, *copies) if number % 2 else put(record, *copies, *readings)
            built.append(rows(record))
    assert built[0] == built[1] == built[2]


def test_the_same_bytes_received_elsewhere_are_one_document_with_two_receipts(record: Record) -> None:
    one = reading("a", "“Yes,”")
    put(record, one)
    assert record.knows(one.document.sha256, "v1")
    assert not record.knows(one.document.sha256, "v2")
    record.receive(replace(one.document, uri="mirror/a.txt", retrieved="2031-05-01T00:00:00Z"))
    before = dump(record)
    record.receive(replace(one.document, uri="mirror/a.txt", retrieved="2031-06-01T00:00:00Z"))
    assert dump(record) == before, "the first time it was received is kept"
    found = rows(record)
    assert len(found["documents"]) == 1
    assert len(found["receipts"]) == 2
    with pytest.raises(ValueError, match="add them first"):
        record.receive(reading("b").document)


def test_an_input_that_became_readable_is_no_problem_any_more(record: Record) -> None:
    one = reading("a", "“Yes,”")
    record.note(Problem("read", "no such file", uri=one.document.uri))
    record.note(Problem("read", "no such file", uri="other.txt"))
    put(record, one)
    assert [view.problem.uri for view in views.problems(record).rows] == ["other.txt"]


def test_receiving_what_is_noted_already_writes_nothing(record: Record) -> None:
    one = reading("a", "“Yes,”")
    put(record, one)
    retrieved = "2031-05-01T00:00:00Z"
    earlier = replace(one.document, uri="mirror/a.txt", retrieved=retrieved)
    record.receive(earlier)
    with closing(sqlite3.connect(record.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # a write would wait for this one
        for document in (one.document, earlier, replace(earlier, retrieved=None)):
            record.receive(document)
        record.receive(replace(earlier, retrieved="2031-06-01T00:00:00Z"))
        other.execute("ROLLBACK")
    record.note(Problem("read", "no such file", uri=earlier.uri))
    record.receive(earlier)
    assert views.problems(record).rows == ()
    record.receive(replace(earlier, retrieved="2031-04-01T00:00:00Z"))
    assert {row[2] for row in rows(record)["receipts"]} >= {"2031-04-01T00:00:00Z"}


@pytest.mark.parametrize(
    ("receipts", "uri", "retrieved"),
    [
        ([("b", "2031-05-01"), ("a", "2031-06-01")], "b", "2031-05-01"),
        ([("a", None), ("b", "2031-06-01")], "b", "2031-06-01"),
        ([("b", "2031-05-01"), ("a", "2031-05-01")], "a", "2031-05-01"),
        ([("b", None), ("a", None)], "a", None),
        ([("a", None), ("a", "2031-06-01")], "a", None),
        ([("a", "2031-06-01"), ("a", "2031-05-01")], "a", "2031-05-01"),
        ([("a", "2031-06-01"), ("a", None)], "a", "2031-06-01"),
    ],
)
def test_the_earliest_receipt_names_a_document(
    record: Record, receipts: list[tuple[str, str | None]], uri: str, retrieved: str | None
) -> None:
    one = reading("x", "“Yes,”")
    for number, (place, when) in enumerate(receipts):
        document = replace(one.document, uri=place, retrieved=when)
        if number == 0:
            record.add(document, [replace(one, document=document)], by="v1")
        else:
            record.receive(document)
    found = views.document(record, one.document.sha256)
    assert found is not None
    assert (found.uri, found.retrieved) == (uri, retrieved)


def test_a_record_tells_whether_others_have_written_to_it(record: Record, path: Path) -> None:
    before = record.version()
    put(record, reading("a", "“Yes,”"))
    assert record.version() == before
    with Record.open(path) as other:
        put(other, reading("b", "“Yes,”"))
    assert record.version() != before


def test_names_actors_and_outlets_go_with_the_last_story_that_has_them(record: Record) -> None:
    bor = Speaker("bor", "Bor Tanic")
    one, other = reading("a", "“So,”", speaker=bor, outlet="The Gull"), reading("b", "“So,”")
    full = detailed(one, {"speaker": Speaker("bor", "President Bor Tanic")})
    put(record, one, other, replace(reading("c", "“No,”"), quotations=()))
    record.add(one.document, [full], by="v2")
    with record.reading() as db:
        names = [row[0] for row in db.execute("SELECT name FROM names ORDER BY name")]
        assert names == ["Ada Vell", "President Bor Tanic"]
        assert db.execute("SELECT name FROM actors WHERE id = 'bor'").fetchone()[0] == "President Bor Tanic"
    record.add(one.document, [replace(full, story=replace(full.story, outlet=None), quotations=())], by="v3")
    with record.reading() as db:
        assert [row[0] for row in db.execute("SELECT id FROM actors")] == ["ada"]
        assert [row[0] for row in db.execute("SELECT name FROM names")] == ["Ada Vell"]
        assert [row[0] for row in db.execute("SELECT name FROM outlets")] == ["The Lowen Post"]
    check(record)


def test_a_problem_of_a_place_is_found_without_reading_all(record: Record) -> None:
    with record.reading() as db:
        plan = db.execute("EXPLAIN QUERY PLAN DELETE FROM problems WHERE document IS NULL AND uri = ?", ("a",))
        assert "problems_by_uri" in plan.fetchone()["detail"]


def test_a_newer_version_replaces_what_it_derived_and_leaves_judgements(record: Record) -> None:
    old = reading("a", "“The ferry sails,”", "“No ferry,”", speaker=Speaker("x", "Old Name"), outlet="Old Outlet")
    put(record, old, reading("b", "“Other,”"))
    with record.writing() as db:
        db.execute(
            "INSERT INTO judgements VALUES (1, ?, ?, 'same', 'yes', 1, '[]', 'a person', '2031-04-09', NULL)",
            [quotation.id for quotation in old.quotations],
        )
    new = replace(
        old, story=replace(old.story, outlet="New Outlet"), quotations=(replace(old.quotations[0], speaker=ADA),)
    )
    put(record, new, by="v2")
    assert record.knows(old.document.sha256, "v2")
    assert [hit.id for hit in views.search(record, views.Query(outlet="new outlet")).hits] == [new.quotations[0].id]
    assert views.search(record, views.Query("ferry")).total == 1
    found = rows(record)
    assert len(found["judgements"]) == 1
    assert "Old" not in repr([found[table] for table in ("actors", "names", "outlets", "quotations", "stories")])
    check(record)


def test_judgements_are_only_appended(record: Record) -> None:
    with record.writing() as db:
        db.execute(
            "INSERT INTO judgements VALUES (1, 'a', 'b', 'same', 'yes', 1, '[]', 'a person', '2031-04-09', NULL)"
        )
    for edit in ("DELETE FROM judgements", "UPDATE judgements SET verdict = 'no'"):
        with pytest.raises(RecordError, match="only ever appended"), record.writing() as db:
            db.execute(edit)


def test_an_id_used_twice_is_a_problem_not_a_failure(record: Record) -> None:
    one = reading("a", "“Yes,”", "“No,”")
    twice = replace(one, quotations=(one.quotations[0], replace(one.quotations[1], id=one.quotations[0].id)))
    other = reading("b", "“Maybe,”")
    put(record, twice, replace(other, story=replace(other.story, id=one.story.id)))
    assert views.summary(record).quotations == 1
    assert [view.problem.message.split(" id ")[0] for view in views.problems(record).rows].count("the story") == 1
    assert views.summary(record).problems == 2


def test_quotations_whose_key_falls_together_are_both_kept(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.sqlite.keys.content_key", lambda *_: (1 << 53) - 1)
    put(record, reading("a", "“Yes,”", "“No,”", "“Maybe,”"))
    hits = views.search(record, views.Query(since="2031-04-09", until="2031-04-09")).hits
    assert len(hits) == 3
    check(record)


def test_problems_are_listed_with_their_documents(record: Record) -> None:
    record.note(Problem("read", "no such file", uri="gone.txt", remedy="look elsewhere"))
    put(record, full_reading())
    listed = views.problems(record).rows
    assert [view.document for view in listed] == [None, "b.eml", "b.eml", "b.eml"]
    assert listed[0].problem == Problem("read", "no such file", uri="gone.txt", remedy="look elsewhere")


def test_the_summary_counts_and_dates(record: Record) -> None:
    assert views.summary(record) == views.Summary(0, 0, 0, 0, 0, 0, None, None)
    put(
        record, reading("a", "“Yes,”"), reading("b", "“No,”", day="2029"), reading("c", "“So,”", day=None, speaker=None)
    )
    assert views.summary(record) == views.Summary(3, 3, 3, 1, 1, 0, "2029-01-01", "2031-04-09")


def test_an_actor_goes_by_the_fullest_name_in_print(record: Record) -> None:
    put(record, *(reading(name, "“Yes,”", speaker=Speaker("bor", name)) for name in ("Tanic", "Bor Tanic", "B. Tanic")))
    assert views.facets(record, views.Query()).speakers == (("Bor Tanic", 3, "bor"),)
    assert views.actor_name(record, "bor") == "Bor Tanic"
    assert views.actor_name(record, "Bor Tanic") is None
    assert views.search(record, views.Query(speaker="bor")).total == 3


# Whatever happens to the program


_WRITER = """
    import sys
    from onrecord.store.sqlite.record import Record
    from tests.support.records import put, reading
    with Record.open(sys.argv[1]) as record:
        for n in range(int(sys.argv[2]), 100_000):
            put(record, reading(f"story {n}", "“It is so,”", "“It is not,”"))
            print(n, flush=True)
"""


def start_writer(path: Path, first: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(_WRITER), str(path), str(first)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)


def written(writer: subprocess.Popen[str], count: int) -> int:
    """Wait until `count` more documents are reported to be in; return the last."""
    assert writer.stdout is not None
    return [int(writer.stdout.readline()) for _ in range(count)][-1]


def end(writer: subprocess.Popen[str]) -> None:
    writer.send_signal(signal.SIGKILL)
    writer.communicate()


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_a_kill_while_writing_loses_at_most_the_document_in_hand(path: Path) -> None:
    last = -1
    for _ in range(5):
        writer = start_writer(path, last + 1)
        last = written(writer, 15)
        end(writer)
        with Record.open(path) as record:
            check(record)
            have = views.summary(record)
            assert have.documents >= last + 1
            assert have.quotations == 2 * have.documents == 2 * have.stories
            put(record, reading(f"story {last}", "“It is so,”", "“It is not,”"))
            assert views.summary(record) == have


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_one_reads_while_another_writes(path: Path) -> None:
    Record.open(path).close()
    writer = start_writer(path)
    try:
        with Record.open(path, readonly=True) as record:
            seen = 0
            for _ in range(5):
                last = written(writer, 5)
                found = views.summary(record)
                assert found.documents >= max(last + 1, seen)
                assert found.quotations == 2 * found.documents
                assert views.search(record, views.Query("so")).hits[0].text == "“It is so,”"
                seen = found.documents
            with pytest.raises(RecordError, match="cannot be written"):
                put(record, reading("a"))
    finally:
        end(writer)


def test_two_programs_may_make_and_fill_the_same_record_at_once(path: Path) -> None:
    writers = [start_writer(path, first) for first in (0, 50_000)]
    try:
        for writer in writers:
            written(writer, 10)
    finally:
        for writer in writers:
            end(writer)
    with Record.open(path) as record:
        check(record)
        assert views.summary(record).documents >= 20


def test_threads_may_share_a_record(record: Record) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for n in range(10):
                put(record, reading(f"{number}-{n}", "“Yes,”"))
                views.search(record, views.Query("yes"))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert views.summary(record).documents == 40


def test_what_fails_half_way_is_not_kept(record: Record) -> None:
    put(record, reading("a", "“Yes,”"))
    before = rows(record)
    good = reading("b", "“No,”")
    bad = replace(good, story=None)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        record.add(good.document, [good, bad], by="v1")
    assert rows(record) == before
    check(record)


# Whatever happens to the file


def test_a_missing_record_is_made_only_for_writing(path: Path) -> None:
    with pytest.raises(RecordError, match=r"no record at .*onrecord\.db.*Make one"):
        Record.open(path, readonly=True)
    assert not path.exists()
    with pytest.raises(RecordError, match=r"folder .* does not exist"):
        Record.open(path / "deeper" / "x.db")
    with pytest.raises(RecordError, match="is a folder"):
        Record.open(path.parent)


@pytest.mark.parametrize("content", [b"hello", b"hello world, this is no database\n" * 200, os.urandom(9000)])
@pytest.mark.parametrize("readonly", [True, False])
def test_a_file_that_is_no_database_is_named_and_left_alone(path: Path, content: bytes, readonly: bool) -> None:
    path.write_bytes(content)
    with pytest.raises(RecordError, match="is not a record"):
        Record.open(path, readonly=readonly)
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (text)")
    other.close()
    before = path.read_bytes()
    for readonly in (True, False):
        with pytest.raises(RecordError, match="another program"):
            Record.open(path, readonly=readonly)
    assert path.read_bytes() == before


def test_a_newer_record_asks_for_an_upgrade(path: Path) -> None:
    with Record.open(path) as record, record.writing() as db:
        db.execute("PRAGMA user_version = 999")
    for readonly in (True, False):
        with pytest.raises(RecordError, match=r"newer version .*999.*Upgrade"):
            Record.open(path, readonly=readonly)


def old_record(path: Path, *readings: Reading) -> dict[str, list[tuple[object, ...]]]:
    """Make a record of the first format that holds `readings`; return the rows that one of today has."""
    with Record.open(path.with_name("today.db")) as today:
        put(today, *readings)
        there = rows(today)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(migrations()[0][1])
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")
        db.execute("ATTACH ? AS today", (str(path.with_name("today.db")),))
        for table in TABLES:
            columns = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA table_info({table})"))
            source = f"today.{table}"
            if table == "stories":
                source += " JOIN (SELECT key, text FROM today.story_texts) USING (key)"
            db.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {source}")  # noqa: S608
    return there


def test_an_older_record_is_brought_up_to_date_and_loses_nothing(path: Path) -> None:
    there = old_record(path, *some_readings())
    with Record.open(path) as record:
        assert rows(record) == there
        check(record)
        hits = views.search(record, views.Query()).hits
        assert {hit.kind for hit in hits} == {"speech"}
        older = [views.quotation(record, hit.id) for hit in hits]
        assert {view.quotation.probabilities for view in older if view} == {Probabilities()}
        put(record, full_reading())
        found = views.quotation(record, "quotation0001")
    assert found is not None
    assert (found.quotation.kind, found.quotation.probabilities.speaker) == ("belief", 0.98)
    with Record.open(path, readonly=True) as record:
        assert views.search(record, views.Query("bridge")).total == 12


def test_an_older_record_that_is_only_read_says_what_to_do_and_stays_as_it_is(path: Path) -> None:
    old_record(path, *some_readings())
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"older format\. Add its sources to it once more"):
        Record.open(path, readonly=True)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_record(path: Path) -> None:
    path.touch()
    with pytest.raises(RecordError, match="empty"):
        Record.open(path, readonly=True)
    with Record.open(path) as record:
        assert views.summary(record).documents == 0


def test_a_damaged_record_says_so(path: Path) -> None:
    with Record.open(path) as record:
        put(record, *some_readings(40))
    sound = path.read_bytes()
    chance = random.Random(5)
    complaints = set()
    for _ in range(60):
        damaged = bytearray(sound)
        for _ in range(3):
            page = chance.randrange(1, len(sound) // 4096) * 4096
            damaged[page : page + 600] = chance.randbytes(600)
        path.write_bytes(damaged)
        complaints |= _complaints(path)
    assert any("is damaged" in complaint for complaint in complaints)
    path.write_bytes(sound[: len(sound) // 2])
    assert _complaints(path)


def _complaints(path: Path) -> set[str]:
    """Do everything with the record; only a RecordError may come of it."""
    deeds = (
        lambda record: views.search(record, views.Query("bridge")),
        lambda record: views.facets(record, views.Query(speaker="ada")),
        lambda record: [views.story(record, hit.story) for hit in views.search(record, views.Query()).hits],
        lambda record: [views.document(record, one.document.sha256) for one in some_readings(40)],
        views.problems,
        views.summary,
        lambda record: put(record, *some_readings(40), by="v2"),
    )
    complaints = set()
    for deed in deeds:
        try:
            with Record.open(path) as record:
                deed(record)
        except RecordError as error:
            complaints.add(str(error))
    return complaints


def test_no_message_about_damaged_text_holds_the_text(path: Path) -> None:
    with Record.open(path) as record:
        put(record, reading("a", "“Yes,”"))
        with record.writing() as db:
            db.execute("UPDATE quotations SET cue = CAST(x'736563726574ff' AS TEXT)")  # "secret", then no UTF-8
        with pytest.raises(RecordError, match="damaged") as raised:
            views.quotation(record, reading("a", "“Yes,”").quotations[0].id)
    assert "secret" not in "".join(traceback.format_exception(raised.value))


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "shut"
    folder.mkdir()
    with Record.open(folder / "a.db") as record:
        put(record, reading("a", "“Yes,”"))
    folder.chmod(0o555)
    if os.geteuid() == 0:  # root may write anywhere: ask as a user who may not
        allowed = os.access
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
    try:
        for name in ("a.db", "b.db"):
            with pytest.raises(RecordError, match="cannot be written to"):
                Record.open(folder / name)
        with Record.open(folder / "a.db", readonly=True) as record:
            assert views.search(record, views.Query("yes")).total == 1
    finally:
        folder.chmod(0o755)


def test_a_full_disk_keeps_what_was_there_and_goes_on_when_there_is_room(record: Record) -> None:
    put(record, *some_readings())
    before = rows(record)
    large = reading("large", *(f"“{content_id(n) * 100},”" for n in range(100)))
    with record.reading() as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages + 8}")
    with pytest.raises(RecordError, match=r"full\. Free some space"):
        put(record, large)
    assert rows(record) == before
    with record.reading() as db:
        db.execute("PRAGMA max_page_count = 1000000")
    put(record, large)
    check(record)


_CRAMPED = """
    import resource, sys
    from onrecord.store.sqlite.record import Record
    from onrecord.store.errors import RecordError
    from tests.support.records import put, reading
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
    kept = 0
    try:
        with Record.open(sys.argv[1]) as record:
            for kept in range(100_000):
                put(record, reading(f"story {kept}", "“It is so,”" * 20))
    except RecordError as error:
        print(kept, error)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs limits on file sizes")
def test_a_disk_that_really_takes_no_more_leaves_a_sound_record(path: Path) -> None:
    pytest.importorskip("resource")
    command = [sys.executable, "-c", textwrap.dedent(_CRAMPED), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent.parent, check=True)
    kept, message = done.stdout.split(" ", 1)
    assert "quota" in message
    with Record.open(path) as record:
        check(record)
        assert views.summary(record).documents == int(kept) > 0


def test_a_record_that_another_program_holds_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_module, "BUSY_SECONDS", 0.05)
    with Record.open(path) as one, Record.open(path) as two, one.writing():
        assert views.summary(two).documents == 0
        with pytest.raises(RecordError, match="Another program is writing"):
            put(two, reading("a"))


def test_a_closed_record_says_so(path: Path) -> None:
    record = Record.open(path)
    record.close()
    with pytest.raises(RecordError, match="closed"):
        views.summary(record)


@pytest.mark.parametrize("name", ["sp ace.db", "quest?ion.db", "ha#sh.db", "per%41cent.db", "Запись ‘1’.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    if os.name == "nt" and "?" in name:
        pytest.skip("no such name there")
    with Record.open(tmp_path / name) as record:
        put(record, reading("a", "“Yes,”"))
    assert (tmp_path / name).exists()
    with Record.open(str(tmp_path / name), readonly=True) as record:
        assert views.summary(record).quotations == 1


# Whoever opens the file


def test_the_views_answer_questions_in_plain_words(record: Record) -> None:
    put(record, full_reading(), *some_readings())
    pin(record, "The gates will stay open", by="ed", at="2032-05-01T10:00:00+00:00")
    with record.reading() as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
        found = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608
    assert set(found) >= {
        "who_said_what", "statements_by_speaker", "outlets_and_whom_they_quote", "problems_by_document"
    }  # fmt: skip
    assert all(found.values())
    assert {"day", "speaker", "words", "outlet"} <= set(found["who_said_what"][0].keys())
    days = [row["day"] for row in found["who_said_what"] if row["day"]]
    assert days == sorted(days, reverse=True)


def test_datasette_opens_the_record(record: Record) -> None:
    pytest.importorskip("datasette")
    put(record, full_reading(), *some_readings())
    command = [sys.executable, "-m", "datasette", str(record.path), "--get"]
    for page in ("/onrecord/quotations.json?_search=bridge&_shape=array", "/onrecord/who_said_what.json?_shape=array"):
        done = subprocess.run([*command, page], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "The bridge of day" in done.stdout


def test_the_text_of_a_story_is_that_of_its_document(record: Record) -> None:
    one = reading("a", "“The ferry sails at noon,”")
    text = one.document.text
    rest = replace(one.story, id="rest", span=Span(10, len(text)))
    two = replace(one, story=replace(one.story, span=Span(0, 10)), quotations=())
    record.add(one.document, [two, replace(one, story=rest)], by="v1")
    found = views.story(record, "rest")
    assert found is not None
    assert (found.text, found.offset) == (text[10:], 10)
    assert stories_sharing_words(record, ["ferry"]) == ("rest",)
    check(record)
    record.add(one.document, [two], by="v2")
    assert stories_sharing_words(record, ["ferry"]) == ()
    check(record)


def test_a_document_that_is_deleted_takes_its_stories_out_of_the_indexes(record: Record) -> None:
    put(record, *some_readings())
    with record.writing() as db:
        db.execute("DELETE FROM documents WHERE uri = 'case 3.txt'")
    check(record)
    assert views.summary(record).stories == 11
    assert views.search(record, views.Query("bridge")).total == 11


def test_words_around_a_quotation_are_those_of_its_story(record: Record) -> None:
    one = reading("a", "“The ferry sails at noon,”")
    put(record, one)
    (quotation,) = one.quotations
    start, end = quotation.content[0]
    assert surroundings(record, quotation, one.story.id, 5, 3) == one.document.text[start - 5 : end + 3]
    assert surroundings(record, quotation, one.story.id, 999, 999) == one.document.text
    assert surroundings(record, quotation, "nobody", 5, 3) == quotation.text
