"""Runtime: `onrecord analyse` as its users run it: words a CPU-second, start to first story, memory, long texts."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import corpora
from bench.corpora import DEMO

LONG = 5_000_000  # characters of the long story


@dataclass(frozen=True, slots=True)
class Run:
    """One run of `onrecord analyse`: words read, CPU-seconds in all, seconds to the first story, peak in MiB."""

    words: int
    seconds: float
    first: float
    peak: float


def measure(texts: Sequence[str]) -> Run:
    """Run `onrecord analyse` in one process over `texts`, a file each; starting counts."""
    with tempfile.TemporaryDirectory() as name:
        for n, text in enumerate(texts):
            (Path(name) / f"{n:06}.txt").write_text(text, encoding="utf-8")
        began = time.monotonic()
        command = [sys.executable, "-m", "onrecord", "analyse", name]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None  # noqa: S101 for the type checker
            process.stdout.readline()
            first = time.monotonic() - began
            process.stdout.read()
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    words = sum(len(text.split()) for text in texts)
    return Run(words, usage.ru_utime + usage.ru_stime, first, usage.ru_maxrss / unit)


def articles() -> list[str]:
    """Return the full articles that are at hand, or else the demo's stories many times over."""
    found = [f"{headline}\n\n{body}\n" for headline, body in corpora.events()]
    return found or [path.read_text(encoding="utf-8") for path in sorted(DEMO.glob("merewire*.txt"))] * 30


def long_story(texts: Sequence[str]) -> str:
    """Return one story of `LONG` characters, made of the articles' paragraphs without their headlines."""
    bodies = [text.partition("\n\n")[2].strip() for text in texts]
    body = "\n\n".join(bodies)
    times = LONG // len(body) + 1
    return "A Long Day of Talks and What Was Said in It\n\n" + "\n\n".join([body] * times)[:LONG]
