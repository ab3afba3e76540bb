"""Whatever the record is called, a command works on exactly that file, or says why it does not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.present.cli.show import show
from onrecord.store.errors import RecordError
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.record import Record
from tests.support.command_line import Run, run_in
from tests.support.records import put, reading

STORY = '"The bridge at Orlen stays open," Transport Minister Ana Ruel said on Saturday.\n'
posix = pytest.mark.skipif(os.name == "nt", reason="no such names there")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    return run_in(tmp_path)


@posix
@pytest.mark.parametrize(
    "name",
    ["a?mode=memory.db", ":memory:", "file:x.db?cache=shared", "100%41#b&c.db", 'it\'s "so".db', "two\u00a0 Записи.db"],
)
def test_a_name_is_no_address_and_no_command(tmp_path: Path, run: Run, name: str) -> None:
    done = run("add", "--record", name, "a.txt")
    assert (done.returncode, done.stdout.startswith(f"{name}: 1 document added")) == (0, True)
    assert (tmp_path / name).stat().st_size > 10_000
    assert "Ana Ruel" in run("search", "--record", name, "bridge").stdout
    assert run("verify", "--record", name).returncode == 0
    there = {path.name.removesuffix("-wal").removesuffix("-shm") for path in tmp_path.iterdir()}
    assert there == {"a.txt", name}


@posix
def test_a_name_may_begin_with_a_dash(tmp_path: Path, run: Run) -> None:
    assert run("add", "--record=-a.db", "a.txt").returncode == 0
    assert (tmp_path / "-a.db").exists()


@posix
def test_a_name_that_is_no_text_is_written_with_escapes(tmp_path: Path, run: Run) -> None:
    name = os.fsdecode(b"caf\xe9.db")
    try:
        (tmp_path / name).touch()
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    done = run("add", "--record", name, "a.txt")
    assert (done.returncode, done.stdout[:12]) == (0, "caf\\udce9.db")
    assert run("show", "--record", name, "ffffffff").returncode == 1


@posix
@pytest.mark.parametrize("name", ["two\nlines.db", "red\x1b[31m.db", "reversed\u202e.db", "tab\t.db", ""])
def test_a_name_that_could_take_over_a_terminal_is_refused(tmp_path: Path, run: Run, name: str) -> None:
    done = run("add", "--record", name, "a.txt")
    assert done.returncode == 2
    assert "--record" in done.stderr
    assert not set(done.stderr) & {"\x1b", "\u202e", "\t"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@posix
@pytest.mark.parametrize("readonly", [True, False])
def test_what_is_no_file_is_told_apart_from_a_damaged_one(tmp_path: Path, readonly: bool) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in (os.devnull, tmp_path / "pipe"):
        with pytest.raises(RecordError, match="a device or a pipe"):
            Record.open(name, readonly=readonly)


@posix
def test_a_link_is_the_record_that_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to("real.db")
    with Record.open(tmp_path / "link.db") as record:
        put(record, reading("a", "“Yes,”"))
    assert (tmp_path / "link.db").is_symlink()
    with Record.open(tmp_path / "real.db", readonly=True) as record:
        assert views.summary(record).quotations == 1
    (tmp_path / "lost.db").symlink_to("nowhere/real.db")
    with pytest.raises(RecordError, match=r"nowhere does not exist"):
        Record.open(tmp_path / "lost.db")


def test_every_command_that_takes_a_record_checks_its_name() -> None:
    from onrecord.present.cli import onrecord

    options = [
        (name, option)
        for name, command in onrecord.commands.items()
        for option in command.params
        if "--record" in option.opts
    ]
    assert len(options) > 10
    (checked,) = {option.callback for option in show.params if "--record" in option.opts}
    assert [name for name, option in options if option.callback is not checked] == []
