"""What several tests need: the command line as its users run it."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.present.web.http import cache

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session", autouse=True)
def _pages_are_made_anew() -> None:
    """However slow the machine, a page shows what a test has changed since; tests/test_kept.py turns keeping on."""
    cache._LONG = math.inf


@pytest.fixture
def onrecord(tmp_path: Path) -> Run:
    """Return a function that runs `onrecord` with these arguments in a folder of its own, and never a traceback."""

    def run(*arguments: str | Path, given: bytes | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
        done = subprocess.run(command, cwd=tmp_path, input=given, capture_output=True, timeout=120, check=False)
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(command, done.returncode, out, err)

    return run
