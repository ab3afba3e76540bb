"""A folder with one of each hostile file comes to its end: each is told or read, and so is what stands beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord import Record
from tests.support.command_line import Run
from tests.support.hostile_files import HOSTILE

GOOD = '"We keep the gates open," Ana Ruel said.\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one of each, and a story before and behind them."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    for name, make in HOSTILE.items():
        (folder / name).write_bytes(make())
    for name in (" first.txt", "zz last.txt"):
        (folder / name).write_text(GOOD.replace("gates", name), encoding="utf-8")
    return folder


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_of_hostile_files_is_read_to_its_end(onrecord: Run, tmp_path: Path, jobs: str) -> None:
    done = onrecord("add", "hostile", "--jobs", jobs)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    with Record.open(tmp_path / "onrecord.db", readonly=True) as record, record.reading() as db:
        told = {uri for (uri,) in db.execute("SELECT uri FROM problems UNION SELECT uri FROM receipts") if uri}
        linked = db.execute("SELECT count(*) FROM statement_members").fetchone()[0]
    silent = [name for name in HOSTILE if not any(uri.startswith(f"hostile/{name}") for uri in told)]
    assert silent == []
    assert linked > 0
    assert len(onrecord("search", "zz last").stdout.splitlines()) == 1
    again = onrecord("add", "hostile", "--jobs", jobs)
    assert again.returncode == 1
    assert "0 documents added" in again.stdout


@pytest.mark.usefixtures("folder")
def test_hostile_files_are_analysed_to_their_end_without_a_record(onrecord: Run) -> None:
    done = onrecord("analyse", "hostile")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    uris = [json.loads(line)["document"]["uri"] for line in done.stdout.split("\n") if line]
    assert (uris[0], uris[-1]) == ("hostile/ first.txt", "hostile/zz last.txt")
    assert "more." in done.stderr
