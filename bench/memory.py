"""Memory: the most that `onrecord add` holds while it reads a folder, small and large, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.corpora import DEMO

_ADD = """
import resource, sys
from onrecord import Record, add
with Record.open(sys.argv[1]) as record:
    for _ in add(record, [sys.argv[2]]):
        pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def run(files: int) -> float:
    """Return the peak in MiB while a folder of `files` different small stories is added."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "stories"
        folder.mkdir()
        stories = [path.read_text(encoding="utf-8") for path in sorted(DEMO.glob("merewire*.txt"))]
        for n in range(files):
            (folder / f"{n:06}.txt").write_text(f"{stories[n % len(stories)]}\n\nNumber {n}.\n", encoding="utf-8")
        command = [sys.executable, "-c", _ADD, str(Path(name) / "record.db"), str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout) / (1024 * 1024 if sys.platform == "darwin" else 1024)
