"""Puts one-line faults, drawn by a seed, into a copy of the package and tells which of them the tests notice.

`python -m bench.mutants --seed 7 --count 60`: the suite runs once to learn which test reaches which line; then each
fault is tried with the tests that reach it, the quickest first, and what survives with the tests around them and those
that start the program. `--reach FILE` keeps what was learned. The list goes to bench/mutants.json.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any

from bench import reach
from bench.faults import Fault, faults

ROOT = Path(__file__).parent.parent
PACKAGE = Path("src/onrecord")
PARTS = ("analysis", "linking", "store", "queries")
LIST = ROOT / "bench" / "mutants.json"
_LEFT_OUT = ("web", "statement_pages", "docs", "examples", "structure", "layers", "training", "floors")
_PYTEST = ("-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--tb=no", "-rfE")
_LEFT = tuple(f"--ignore=tests/test_{name}.py" for name in _LEFT_OUT)
_STARTS_THE_PROGRAM = re.compile(r"\bonrecord: Run\b|sys\.executable")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A fault in a file of the package, given by its path there."""

    file: str
    fault: Fault
    before: str

    def shown(self) -> dict[str, Any]:
        """Return the fault as a row of the list."""
        brief = (" ".join(text.split())[:160] for text in (self.before, self.fault.after))
        return {"file": self.file, "line": self.fault.line, **dict(zip(("before", "after"), brief, strict=True))}


@dataclass(frozen=True, slots=True)
class Reach:
    """Which tests reach which line of a file, and how many seconds each test takes."""

    lines: dict[str, dict[str, list[str]]]
    seconds: dict[str, float]

    def of(self, mutant: Mutant) -> list[str]:
        """Return the tests that reach a fault or, where it is read with its module, those that reach the module."""
        lines = self.lines.get(mutant.file, {})
        around = range(mutant.fault.first, mutant.fault.line + 1)
        found = {test for line in around for test in lines.get(str(line), ())}
        found = found or {test for tests in lines.values() for test in tests}
        return sorted(found, key=lambda test: self.seconds.get(test, 0.0))


def drawn(seed: int, count: int, within: str = "") -> list[Mutant]:
    """Return so many mutants, each of another line."""
    lines: dict[tuple[str, int], list[Mutant]] = {}
    for path in sorted(path for part in PARTS for path in (ROOT / PACKAGE / part).rglob("*.py")):
        source, file = path.read_bytes(), str(path.relative_to(ROOT / PACKAGE))
        for fault in faults(source) if within in file else ():
            mutant = Mutant(file, fault, source[fault.start : fault.end].decode("utf-8"))
            lines.setdefault((file, fault.line), []).append(mutant)
    chance = random.Random(seed)  # noqa: S311 no secret
    return [chance.choice(lines[place]) for place in chance.sample(sorted(lines), min(count, len(lines)))]


def tried(copies: SimpleQueue[Path], known: Reach, mutant: Mutant, *, quick: bool = False) -> str | None:
    """Return what notices a mutant: a test, or "time" where it never ends; None where nothing does."""
    copy = copies.get()
    path = copy / PACKAGE / mutant.file
    source, times = path.read_bytes(), path.stat()
    path.unlink()  # the copy may share its files with the original
    path.write_bytes(source[: mutant.fault.start] + mutant.fault.after.encode("utf-8") + source[mutant.fault.end :])
    os.utime(path, (0, mutant.fault.start))  # no bytecode of another version fits
    try:
        rounds = [known.of(mutant)] if quick else _rounds(copy, known.of(mutant))
        return next(filter(None, (_killer(copy, known, tests) for tests in rounds)), None)
    finally:
        path.write_bytes(source)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        copies.put(copy)


def _rounds(copy: Path, nearest: Sequence[str]) -> Iterator[list[str]]:
    """Yield first the tests that reach a fault, then the rest of their files and those that start the program."""
    yield list(nearest)
    around = {test.split("::")[0] for test in nearest}
    tests = sorted((copy / "tests").glob("test_*.py"))
    starting = {f"tests/{path.name}" for path in tests if _STARTS_THE_PROGRAM.search(path.read_text(encoding="utf-8"))}
    yield sorted((around | starting) - {f"tests/test_{name}.py" for name in _LEFT_OUT})


def _killer(copy: Path, known: Reach, tests: Sequence[str]) -> str | None:
    if not tests:
        return None
    expected = sum(known.seconds.get(test, 120.0) for test in tests)
    done = _run(copy, [*_PYTEST, *tests], limit=30 + 4 * int(expected))
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return None if done.returncode == 0 else failed[1] if failed else "time" if done.returncode < 0 else "loading"


def _run(copy: Path, arguments: Sequence[str], limit: int, **more: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(filter(None, (str(copy / "src"), os.environ.get("PYTHONPATH", ""))))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", **more}
    seconds = partial(
        resource.setrlimit, resource.RLIMIT_CPU, (limit, limit)
    )  # of the processor: others may use it too
    return subprocess.run(
        [sys.executable, *arguments], cwd=copy, env=environment, preexec_fn=seconds, capture_output=True, text=True
    )  # fmt: skip


def known_reach(copy: Path, kept: Path) -> Reach:
    """Return which test reaches which line: as kept, or learned by running the suite once."""
    if not kept.exists():
        done = _run(copy, [*_PYTEST, "-p", "bench.reach", *_LEFT], limit=7200, **{reach.FILE: str(kept)})
        if done.returncode:
            raise SystemExit(
                f"The suite must pass before faults are put in.\n{done.stdout[-3000:]}{done.stderr[-1000:]}"
            )
    return Reach(**json.loads(kept.read_text(encoding="utf-8")))


def copied(to: Path) -> Path:
    """Copy what git knows of the repository and what is new in it, and nothing beside it."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\n")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    return to


def main() -> None:
    """Draw, try, print and write the list."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--within", default="", help="only files whose path has this")
    parser.add_argument("--quick", action="store_true", help="only the tests that reach a fault")
    parser.add_argument("--reach", type=Path, help="file that keeps which test reaches which line")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(given.jobs):
            copies.put(copied(Path(folder, str(number))))
        mutants = drawn(given.seed, given.count, given.within)
        known = known_reach(Path(folder, "0"), given.reach or Path(folder, "reach.json"))
        rows = []
        with ThreadPoolExecutor(given.jobs) as pool:
            for mutant, killer in zip(
                mutants, pool.map(partial(tried, copies, known, quick=given.quick), mutants), strict=True
            ):
                rows.append({**mutant.shown(), "killed_by": killer})
                print(_line(rows[-1]), flush=True)
    killed = sum(row["killed_by"] is not None for row in rows)
    print(f"\nseed {given.seed}: {killed} of {len(rows)} killed ({killed / len(rows):.0%})")
    _write(given.seed, given.within, rows)


def _line(row: dict[str, Any]) -> str:
    place = f"{row['file']}:{row['line']}"
    return f"{row['killed_by'] or 'SURVIVED':60.60} {place:48} {row['before'][:60]}  →  {row['after'][:60]}"


def _write(seed: int, within: str, rows: list[dict[str, Any]]) -> None:
    lists = json.loads(LIST.read_text(encoding="utf-8")) if LIST.exists() else {}
    lists[f"{seed} {within}".strip()] = rows
    LIST.write_text(json.dumps(lists, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
