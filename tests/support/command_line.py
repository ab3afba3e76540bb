"""The command line as its users run it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


def run_in(folder: Path) -> Run:
    """Return a function that runs `onrecord` with these arguments in `folder`, and never a traceback."""

    def run(*arguments: str | Path, given: bytes | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
        done = subprocess.run(command, cwd=folder, input=given, capture_output=True, timeout=120, check=False)
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(command, done.returncode, out, err)

    return run
