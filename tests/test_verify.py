"""`onrecord verify`: each kind of damage is told, none is mended, and a sound record has none."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.store.sqlite.evidence.faults import Fault
from onrecord.store.sqlite.evidence.verify import faults
from onrecord.store.sqlite.record import Record
from tests.support.command_line import Run, run_in

WORDS = "The bridge at Orlen stays open for lorries"
STORY = f'Minister in Orlen\n\n"{WORDS}," Transport Minister Ana Ruel said on Saturday.\n'


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of a record of all that a document can come in."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    (folder / "b.txt.gz").write_bytes(gzip.compress(STORY.replace("lorries", "carts").encode()))
    records = [{"text": STORY.replace("lorries", f"van {n}")} for n in range(3)]
    (folder / "c.json").write_text(json.dumps(records), encoding="utf-8")
    run = run_in(folder)
    assert run("add", "a.txt", "b.txt.gz", "c.json").returncode == 0
    with Record.open(folder / "onrecord.db", readonly=True) as record:
        record.copy_to(folder / "copy.db")
    return folder / "copy.db"


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    (tmp_path / "onrecord.db").write_bytes(sound.read_bytes())
    return tmp_path / "onrecord.db"


def found_in(path: Path) -> list[Fault]:
    return list(faults(path))


def test_a_sound_record_has_no_fault(path: Path) -> None:
    heard: list[tuple[int, int]] = []
    assert list(faults(path, lambda done, total: heard.append((done, total)))) == []
    assert heard[-1][0] == heard[-1][1] == 4 + 5 + 2  # the file, five documents, two files that held them


@pytest.mark.parametrize(
    ("kind", "change", "where"),
    [
        ("bytes", "UPDATE documents SET bytes = x'789c030000000001' WHERE uri = 'a.txt'", "a.txt"),
        ("bytes", "UPDATE documents SET bytes = substr(bytes, 1, 20) WHERE uri = 'a.txt'", "a.txt"),
        ("bytes", "UPDATE documents SET bytes = x'00' WHERE uri = 'a.txt'", "a.txt"),
        (
            "bytes",
            "UPDATE documents SET sha256 = replace(sha256, substr(sha256, 1, 1), '#') WHERE uri = 'a.txt'",
            "a.txt",
        ),
        ("bytes", "UPDATE originals SET bytes = x'789c030000000001' WHERE media_type = 'application/gzip'", "file "),
        ("bytes", "UPDATE originals SET size = size + 1", "file "),
        ("bytes", "UPDATE receipts SET start = start + 1 WHERE uri = 'c.json#2'", "file "),
        ("bytes", "UPDATE receipts SET \"end\" = 99999999 WHERE uri = 'c.json#2'", "file "),
        ("bytes", "UPDATE receipts SET start = -5 WHERE uri = 'b.txt.gz'", "file "),
        ("span", "UPDATE documents SET text = replace(text, 'lorries', 'tractor') WHERE uri = 'a.txt'", "a.txt"),
        ("span", "UPDATE documents SET text = 'x' || text WHERE uri = 'a.txt'", "a.txt"),
        ("span", 'UPDATE stories SET "end" = 999999', "story"),
        ("span", "UPDATE stories SET headline = 'Another' WHERE headline_start IS NOT NULL", "story"),
        ("span", "UPDATE quotations SET text = text || '!'", "story"),
        ("span", "UPDATE quotations SET content = '[[0, 1], [0, 1]]'", "story"),
        ("span", "UPDATE quotations SET content = '[[0]]'", "story"),
        ("span", "UPDATE quotations SET cue_start = cue_start + 1", "story"),
        ("span", "UPDATE quotations SET source = 'Bor Tanic'", "story"),
        ("span", "UPDATE quotations SET inside = id", "story"),
        ("index", "UPDATE quotations SET text = 'Other words'", "quotation_words"),
        ("index", "DELETE FROM quotation_words_docsize", "quotation_words"),
        ("index", "UPDATE stories SET headline = 'Another'", "story_words"),
        ("reference", "DELETE FROM documents WHERE uri = 'a.txt'", "stories"),
        ("reference", "DELETE FROM stories", "quotations"),
        ("schema", "DROP VIEW statements_by_speaker", "view statements_by_speaker"),
        ("schema", "CREATE TRIGGER judgements_stay AFTER INSERT ON outlets BEGIN SELECT 1; END", "judgements_stay"),
    ],
)
def test_what_somebody_altered_is_told(path: Path, kind: str, change: str, where: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        triggers = dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall())
        for name in triggers:
            db.execute(f"DROP TRIGGER {name}")
        db.execute(change)
        there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
        for name in triggers.keys() - there:
            db.execute(triggers[name])
    before = path.read_bytes()
    found = found_in(path)
    assert [fault for fault in found if fault.kind == kind and where in fault.where], found
    assert not [fault for fault in found if "Orlen" in fault.what or "lorries" in fault.what], "words in a message"
    assert path.read_bytes() == before


def test_a_row_that_cannot_be_read_hides_no_other(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("UPDATE documents SET text = CAST(x'ff00fe' AS TEXT) WHERE uri = 'a.txt'")
        db.execute("UPDATE documents SET bytes = x'00' WHERE uri = 'b.txt.gz'")
    assert "document b.txt.gz" in [fault.where for fault in found_in(path)]


@pytest.mark.parametrize("at", [0.3, 0.5, 0.7])
def test_pages_that_were_overwritten_are_told(path: Path, at: float) -> None:
    raw = bytearray(path.read_bytes())
    start = int(len(raw) * at) // 4096 * 4096
    raw[start : start + 4096] = b"\xa5" * 4096
    path.write_bytes(raw)
    assert "file" in {fault.kind for fault in found_in(path)}


def test_what_others_add_beside_is_theirs(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("CREATE TABLE my_notes (words TEXT)")
        db.execute("ANALYZE")
    assert found_in(path) == []


# The command


@pytest.fixture
def run(path: Path) -> Run:
    return run_in(path.parent)


def test_the_command_says_that_all_is_well(path: Path, run: Run) -> None:
    done = run("verify")
    assert (done.returncode, done.stdout, done.stderr) == (0, "onrecord.db: no fault found.\n", "")
    assert not list(path.parent.glob(".*.part*"))


def test_the_command_lists_faults_and_changes_nothing(path: Path, run: Run) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE documents SET bytes = x'00' WHERE uri <> 'a.txt'")
    before = path.read_bytes()
    done = run("verify")
    assert (done.returncode, done.stdout) == (1, "onrecord.db: 4 faults.\n")
    assert done.stderr.count("bytes: document ") == 4
    assert "Nothing was changed" in done.stderr
    assert WORDS not in done.stderr
    assert path.read_bytes() == before


def test_others_write_while_a_record_is_verified(path: Path) -> None:
    """The copy is what the record held; faults of later writes are not its own."""
    copy = path.with_name("copy.db")
    with Record.open(path) as record:
        record.copy_to(copy)
        with record.writing() as db:
            db.execute("DELETE FROM receipts")
    assert found_in(copy) == []


@pytest.mark.parametrize("content", [b"no record", b"", b"SQLite format 3\0" + b"\xff" * 4096])
def test_what_is_no_record_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "onrecord.db").write_bytes(content)
    done = run_in(tmp_path)("verify")
    assert done.returncode == 1
    assert "onrecord.db" in done.stderr
    assert (tmp_path / "onrecord.db").read_bytes() == content
