"""A clock that shows a day before the program existed is not believed, and nothing is dated by it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import clock
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.record import Record

STORY = '"The bridge at Orlen stays open," Transport Minister Ana Ruel said on Saturday.\n'
WRONG_CLOCK = """
import datetime


class Wrong(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(1970, 1, 1, 0, 0, 7, tzinfo=tz)


datetime.datetime = Wrong
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a machine whose clock stands where it begins without a battery."""
    (folder / "clock").mkdir(exist_ok=True)
    (folder / "clock" / "sitecustomize.py").write_text(WRONG_CLOCK, encoding="utf-8")
    paths = os.pathsep.join([str(folder / "clock"), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-m", "onrecord", *arguments]
    environment = os.environ | {"PYTHONPATH": paths}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_the_program_did_not_exist_before_its_day() -> None:
    assert datetime.now(UTC).date().isoformat() >= clock.MADE
    made = datetime.fromisoformat(f"{clock.MADE}T00:00:00+00:00")
    assert clock.believed(made) == made
    assert clock.believed(datetime(1970, 1, 1, tzinfo=UTC)) is None
    assert clock.believed(datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC)) is None


def test_no_document_is_dated_by_a_wrong_clock(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    done = run(tmp_path, "add", "a.txt")
    assert done.returncode == 0
    assert "shows 1970-01-01" in done.stderr
    assert "was not noted" in done.stderr
    with Record.open(tmp_path / "onrecord.db", readonly=True) as record:
        (hit,) = views.search(record, views.Query()).hits
        view = views.quotation(record, hit.id)
    assert view is not None
    assert (view.document.retrieved, view.story.published, hit.day) == (None, None, None)


@pytest.mark.parametrize("shape", ["jsonl", "claimreview", "jsonld"])
def test_what_people_decide_is_kept_without_a_day(tmp_path: Path, shape: str) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    run(tmp_path, "add", "a.txt")
    done = run(tmp_path, "claims", "add", "The bridge at Orlen stays open", "--by", "ed")
    assert (done.returncode, "shows 1970-01-01" in done.stderr) == (0, True)
    exported = run(tmp_path, "export", "claims", "--format", shape)
    assert "The bridge at Orlen stays open" in exported.stdout
    assert "1970" not in exported.stdout
