"""`onrecord backup`: a whole, verified copy, made while others write; nothing is overwritten unasked."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.store.sqlite.evidence.verify import faults
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.record import Record
from tests.support.command_line import Run, run_in
from tests.support.records import put, reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Record.open(tmp_path / "onrecord.db") as record:
        put(record, *(reading(f"case {n}", f"“The bridge of day {n} holds,”") for n in range(40)))
    return tmp_path / "onrecord.db"


@pytest.fixture
def run(path: Path) -> Run:
    return run_in(path.parent)


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def test_a_backup_holds_all_in_one_file(path: Path, run: Run) -> None:
    done = run("backup", "copy.db")
    assert (done.returncode, done.stdout, done.stderr) == (0, "copy.db: copied and verified.\n", "")
    names = {each.name for each in path.parent.iterdir()}
    assert names - {"onrecord.db-wal", "onrecord.db-shm"} == {"onrecord.db", "copy.db"}
    assert dump(path.with_name("copy.db")) == dump(path)
    with Record.open(path.with_name("copy.db")) as copy:
        assert views.summary(copy).quotations == 40


def test_a_backup_is_whole_though_another_program_writes(path: Path) -> None:
    copy, ended = path.with_name("copy.db"), threading.Event()

    def write() -> None:
        number = 0
        with Record.open(path) as other:
            while not ended.is_set():
                put(other, reading(f"meanwhile {number}", f"“Meanwhile {number},”"))
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(5):
            copy.unlink(missing_ok=True)
            with Record.open(path, readonly=True) as record:
                record.copy_to(copy)
            assert list(faults(copy)) == []
    finally:
        ended.set()
        writer.join()
    with Record.open(copy, readonly=True) as held, Record.open(path, readonly=True) as record:
        assert 40 <= views.summary(held).quotations <= views.summary(record).quotations


def test_nothing_is_overwritten_unasked(path: Path, run: Run) -> None:
    other = path.with_name("copy.db")
    other.write_bytes(b"something else")
    done = run("backup", "copy.db")
    assert (done.returncode, "--force" in done.stderr) == (2, True)
    assert other.read_bytes() == b"something else"
    assert run("backup", "--force", "copy.db").returncode == 0
    assert dump(other) == dump(path)


def test_the_record_itself_is_never_the_copy(path: Path, run: Run) -> None:
    os.link(path, path.with_name("linked.db"))
    path.with_name("pointing.db").symlink_to("onrecord.db")
    before = dump(path)
    for name in ("onrecord.db", "./onrecord.db", "linked.db", "pointing.db"):
        done = run("backup", "--force", name)
        assert (done.returncode, "the record itself" in done.stderr) == (2, True)
    assert dump(path) == before


def test_the_log_of_a_file_that_is_replaced_does_not_get_into_the_copy(path: Path, run: Run) -> None:
    old = path.with_name("copy.db")
    with Record.open(old) as record:
        put(record, reading("old", "“Old words,”"))
        for ending in ("-wal", "-shm"):
            path.with_name(f"left{ending}").write_bytes(path.with_name(f"copy.db{ending}").read_bytes())
    for ending in ("-wal", "-shm"):  # as a program leaves them that was killed
        path.with_name(f"left{ending}").rename(path.with_name(f"copy.db{ending}"))
    assert run("backup", "--force", "copy.db").returncode == 0
    assert dump(old) == dump(path)
    assert list(faults(old)) == []


@pytest.mark.parametrize("place", [".", "/dev/null", "missing/copy.db"])
def test_a_place_where_no_file_can_be_is_refused(run: Run, place: str) -> None:
    done = run("backup", "--force", place)
    assert done.returncode == 2
    assert place in done.stderr or "missing" in done.stderr


def test_a_record_with_faults_is_not_copied_silently(path: Path, run: Run) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE documents SET bytes = x'00' WHERE uri = 'case 3.txt'")
    done = run("backup", "copy.db")
    assert done.returncode == 1
    assert "case 3.txt" in done.stderr
    assert "no backup was made" in done.stderr
    assert [each.name for each in path.parent.glob("*copy*")] == []


@pytest.mark.skipif(os.name == "nt", reason="processes are not ended so there")
def test_a_killed_backup_leaves_nothing_that_the_next_one_does_not_clear(path: Path, run: Run) -> None:
    code = (
        "import os, sys, onrecord.store.sqlite.evidence.verify as verify\n"
        "from onrecord.present.cli.upkeep import verify as command\n"
        "command.list_faults = lambda copy: os.kill(os.getpid(), 9)\n"
        "from onrecord.present.cli.upkeep import backup\n"
        "backup.list_faults = command.list_faults\n"
        "backup.backup(['copy.db'])\n"
    )
    killed = subprocess.run([sys.executable, "-c", code], cwd=path.parent, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(list(path.parent.glob(".copy.db.*.part"))) == 1
    assert not path.with_name("copy.db").exists()
    assert run("backup", "copy.db").returncode == 0
    assert not list(path.parent.glob(".copy.db.*"))
