"""Files and folders of exports appear whole, on the disk, or not at all; what a killed run left is cleared."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.present.atomic_files import atomic_file, atomic_folder
from onrecord.present.exports.errors import ExportError
from onrecord.store.sqlite.record import Record
from tests.support.command_line import run_in
from tests.support.records import put, reading

posix = pytest.mark.skipif(os.name == "nt", reason="files and processes are other there")


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is synced and moved, in order: the calls happen, and are noted."""
    found: list[tuple[str, str]] = []

    def noting(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def noted(what: int | Path, *rest: object) -> object:
            path = Path(f"/proc/self/fd/{what}").readlink() if isinstance(what, int) else what
            found.append((name, Path(path).name))
            return call(what, *rest)

        return noted

    for name in ("fsync", "replace", "rename"):
        monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="names of open files are read from /proc")
def test_a_file_is_on_the_disk_before_it_takes_its_place(tmp_path: Path, events: list[tuple[str, str]]) -> None:
    with atomic_file(tmp_path / "out.csv") as aside:
        aside.write_text("words", encoding="utf-8")
    assert events == [("fsync", aside.name), ("replace", aside.name), ("fsync", tmp_path.name)]


@pytest.mark.skipif(sys.platform != "linux", reason="names of open files are read from /proc")
def test_a_folder_is_on_the_disk_before_it_takes_its_place(tmp_path: Path, events: list[tuple[str, str]]) -> None:
    with atomic_folder(tmp_path / "out") as aside:
        (aside / "a.txt").write_text("words", encoding="utf-8")
    assert events == [
        ("fsync", "a.txt"),
        ("fsync", aside.name),
        ("rename", aside.name),
        ("fsync", tmp_path.name),
    ]


@pytest.mark.parametrize("manager", [atomic_file, atomic_folder])
def test_what_fails_half_way_leaves_nothing(tmp_path: Path, manager: Callable[[Path], object]) -> None:
    def write() -> None:
        with manager(tmp_path / "out") as aside:  # type: ignore[attr-defined]
            (aside / "a" if aside.is_dir() else aside).write_text("half", encoding="utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_must_be_new_or_empty(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with atomic_folder(tmp_path / "empty") as aside:
        (aside / "a.txt").touch()
    assert [path.name for path in (tmp_path / "empty").iterdir()] == ["a.txt"]
    for place in ("empty", "empty/a.txt"):
        with pytest.raises(ExportError), atomic_folder(tmp_path / place):
            pass


@posix
def test_links_stay_and_devices_are_written_to(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to("kept")
    with atomic_file(tmp_path / "link") as aside:
        aside.write_text("new", encoding="utf-8")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "kept").read_text(encoding="utf-8") == "new"
    with atomic_file(Path(os.devnull)) as place:
        assert place == Path(os.devnull)
    assert Path(os.devnull).is_char_device()


# What a killed run left


def export_and_be_killed(folder: Path, *arguments: str) -> None:
    code = (
        "import os, signal, sys\n"
        "from onrecord.present.exports import export, spreadsheet, brat\n"
        "from onrecord.queries import contents\n"
        "def killed(*_):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "    yield\n"
        "contents.CONTENTS['quotations'] = killed\n"
        "brat.quotations = killed\n"
        f"from onrecord.present.cli import main\nsys.argv = ['onrecord', *{list(arguments)!r}]\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=False)
    assert done.returncode == -9, done.stderr


@posix
@pytest.mark.parametrize("shape", ["csv", "brat"])
def test_the_next_run_clears_what_a_killed_one_left_and_nothing_else(tmp_path: Path, shape: str) -> None:
    with Record.open(tmp_path / "onrecord.db") as record:
        put(record, reading("a", "“Yes,”"))
    arguments = ("export", "quotations", "--format", shape, "-o", "out")
    host = re.sub("[^A-Za-z0-9-]+", "-", platform.node())[:40]
    others = {
        f".out.{host}.{os.getpid()}.part": "of a program that runs",
        ".out.another-machine.1.part": "of another machine",
        f".other.{host}.999999999.part": "of another file",
        ".out.part": "of somebody",
    }
    for name, words in others.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    export_and_be_killed(tmp_path, *arguments)
    assert len(list(tmp_path.glob(".out.*"))) == 4
    assert not (tmp_path / "out").exists()
    done = run_in(tmp_path)(*arguments)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.glob(".o*")} == set(others)
    assert (tmp_path / "out").exists()
