"""What a kill leaves behind: `python -m bench.kills [--count 500] [--seed 1]`, over all commands that write.

Each run is a command in a folder of its own, which is killed (SIGKILL) at a moment drawn by chance. Then the record
must open and be sound, the same command must end, and the folder must hold what it holds after a run that nobody
disturbed: the same rows, none twice, and no other file. What people decide is only ever appended, so that a command
that is run again appends it again; of it, what is in force counts.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bench.corpora import DEMO
from onrecord.present.cli import main as main_of_onrecord
from onrecord.present.cli import onrecord
from onrecord.store.sqlite.linking import SqliteLinkingStore
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import claims

_STORIES = ("courier-2032-03-11-open-gates.txt", "*open-gates*.txt", "*2032-03-1*.txt")
_MOST_STORIES = 4
_LIST = 'id,name,aliases,kind,role\nlist-1,Jaivan Hodrey,"J. Hodrey",person,minister\nlist-2,Ida Quill,,person,\n'
_LOGS = {"judgements", "judged_things", "anchors", "anchor_places", "superseded_judgements", "pins", "quotation_actors"}
_COUNTERS = ("linking", "sqlite_sequence")
_OWN_TIME = {"receipts": "retrieved", "documents": "retrieved", "originals": "received"}
_LONGEST = 120.0  # seconds of a run that nobody kills
_LINGERING = 20.0  # seconds that processes of a killed command may take to notice


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command that writes: its arguments, where `{0}` and `{1}` are ids of quotations, and what is there before it.

    `beside` are the arguments of a command that runs meanwhile.
    """

    name: str
    arguments: tuple[str, ...]
    is_fresh: bool = False  # without a record
    beside: tuple[str, ...] = ()

    def of(self, ids: Sequence[str]) -> list[str]:
        """Return the arguments with ids of quotations."""
        return [each.format(*ids) if "{" in each else each for each in self.arguments]


SCENARIOS = (
    Scenario("add", ("add", "in", "--jobs", "1"), is_fresh=True),
    Scenario("add --jobs 2", ("add", "in", "more", "--jobs", "2"), is_fresh=True),
    Scenario("add more", ("add", "more", "--jobs", "1")),
    Scenario("add beside serve", ("add", "more", "--jobs", "1"), beside=("serve", "--port", "0")),
    Scenario("link --same", ("link", "--same", "{0}", "{1}", "--by", "ed")),
    Scenario("link --apart", ("link", "--apart", "{0}", "{1}", "--by", "ed")),
    Scenario("judge", ("judge", "brat", "--by", "ed")),
    Scenario("actors import", ("actors", "import", "list.csv")),
    Scenario("claims add", ("claims", "add", "The gates stay open", "--by", "ed")),
    *(
        Scenario(f"export {form}", ("export", what, "--format", form, "-o", f"out.{form}"))
        for what, form in (
            ("quotations", "jsonl"),
            ("statements", "csv"),
            ("quotations", "jsonld"),
            ("actors", "ftm"),
            ("quotations", "webannotation"),
            ("quotations", "brat"),
        )
    ),
    Scenario("backup", ("backup", "--force", "copy.db")),
)
"""All commands that write."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a folder holds: the rows of its record table by table, how often each, and the names of its files."""

    rows: Mapping[str, Counter[str]]
    files: frozenset[str]  # of exports, with their size
    in_force: str


def main() -> int:
    """Kill, check and count; print the faults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="scenarios whose names begin so")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311 nothing here is secret
    known = [one for one in SCENARIOS if one.name.startswith(arguments.only) and _is_known(one)]
    with tempfile.TemporaryDirectory() as folder:
        base, ids = _prepared(Path(folder))
        whole = {one.name: _undisturbed(Path(folder), base, ids, one) for one in known}
        counts: Counter[str] = Counter()
        faults: list[str] = []
        for number in range(arguments.count):
            one = known[number % len(known)]
            outcome, seconds = whole[one.name]
            at = chance.uniform(0.0, seconds)
            killed, found = _killed(Path(folder), base, ids, one, at, outcome)
            counts[one.name] += killed
            for fault in found:
                faults.append(f"{one.name}, killed after {at:.3f} s of {seconds:.3f}: {fault}")
                print(f"\r{faults[-1]}", flush=True)
            print(f"\r{number + 1} runs, {sum(counts.values())} killed, {len(faults)} faults", end="", flush=True)
    print()
    for name, count in counts.items():
        print(f"{name:24} {count:5} kills")
    print(f"{sum(counts.values())} kills, {len(faults) or 'no'} faults")
    return 1 if faults else 0


def _is_known(one: Scenario) -> bool:
    return one.arguments[0] in onrecord.commands


def _prepared(folder: Path) -> tuple[Path, list[str]]:
    """Make the folder that runs start from, and return it with the ids of two quotations."""
    base = folder / "base"
    for name, patterns in (("in", _STORIES[:1]), ("more", _STORIES[1:])):
        (base / name).mkdir(parents=True)
        found = [path for pattern in patterns for path in sorted(DEMO.glob(pattern))][:_MOST_STORIES]
        for path in found:
            shutil.copy(path, base / name)
    (base / "list.csv").write_text(_LIST, encoding="utf-8")
    for arguments in (["add", "in", "--jobs", "1"], ["export", "quotations", "--format", "brat", "-o", "brat"]):
        _wait(_started(base, arguments), _LONGEST)
    for path in (base / "brat").glob("*.ann"):
        path.write_text(path.read_text(encoding="utf-8").replace(" indirect", " mixed"), encoding="utf-8")
    with Record.open(base / "onrecord.db") as record, record.reading() as db:
        ids = [row[0] for row in db.execute("SELECT id FROM quotations WHERE actor IS NOT NULL ORDER BY id LIMIT 2")]
    return base, ids


def _undisturbed(folder: Path, base: Path, ids: Sequence[str], one: Scenario) -> tuple[Outcome, float]:
    place = _fresh(folder / "undisturbed", base, one)
    start = time.perf_counter()
    code = _wait(_started(place, one.of(ids)), _LONGEST)
    seconds = time.perf_counter() - start
    if code not in (0, 1):
        raise RuntimeError(f"{one.name} ends with {code} though nobody killed it")
    return _outcome(place), seconds


def _killed(
    folder: Path, base: Path, ids: Sequence[str], one: Scenario, at: float, whole: Outcome
) -> tuple[bool, list[str]]:
    """Kill a command after so many seconds; return whether it was still running, and what is wrong afterwards."""
    place = _fresh(folder / "killed", base, one)
    beside = _started(place, one.beside) if one.beside else 0
    process = _started(place, one.of(ids))
    is_killed = _wait(process, at) is None
    faults = list(_lingering(process)) if is_killed else []
    try:
        if beside:
            _wait(beside, 0.0)
        if (place / "onrecord.db").exists():
            _sound(place / "onrecord.db")
        code = _wait(_started(place, one.of(ids)), _LONGEST)
        may_be_there = (2,) if "brat" in one.arguments else ()  # a whole folder is not written into again
        faults += [f"run again, it ends with {code}"] if code not in (0, 1, *may_be_there) else []
        _sound(place / "onrecord.db")
        faults += _differences(whole, _outcome(place))
    except Exception as error:
        faults.append(f"{type(error).__name__}: {error}")
    return is_killed, faults


def _fresh(place: Path, base: Path, one: Scenario) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(base, place)
    (place / "tmp").mkdir()
    for path in place.glob("onrecord.db*") if one.is_fresh else ():
        path.unlink()
    return place


def _started(place: Path, arguments: Sequence[str]) -> int:
    """Start a command in a process group of its own, forked, so that nothing has to be loaded anew; return its id."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    os.setsid()
    os.chdir(place)
    os.environ["TMPDIR"] = str(place / "tmp")
    tempfile.tempdir = None
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.argv = ["onrecord", *arguments]
    try:
        main_of_onrecord()
    except SystemExit as ended:
        os._exit(ended.code if isinstance(ended.code, int) else 0)
    finally:
        os._exit(70)


def _wait(process: int, seconds: float) -> int | None:
    """Wait for a process; return its exit code, or None after killing it when the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return None


def _lingering(group: int) -> Iterator[str]:
    """Wait until the processes that a killed command had started are gone; tell of those that stay, and end them."""
    deadline = time.monotonic() + _LINGERING
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    yield "processes that it started go on without it"
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _sound(path: Path) -> None:
    """Raise AssertionError where the record is damaged, or its indexes do not fit it."""
    with Record.open(path) as record, record.writing() as db:
        for index in ("quotation_words", "story_words"):
            db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 our own names
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"  # noqa: S101
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []  # noqa: S101


def _outcome(place: Path) -> Outcome:
    rows: dict[str, Counter[str]] = {}
    with Record.open(place / "onrecord.db") as record:
        with record.reading() as db:
            tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            for table in tables:
                if "_words" not in table and table not in _COUNTERS and table not in _LOGS:
                    without = {_OWN_TIME.get(table), "number", "judgement"}
                    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] not in without]
                    names = ", ".join(f'"{name}"' for name in columns)
                    found = db.execute(f"SELECT {names} FROM {table}")  # noqa: S608 our own names
                    rows[table] = Counter(repr(tuple(row)).replace(str(place), "") for row in found)
        in_force = repr((SqliteLinkingStore(record).judged_pairs(), [one.text for one in claims(record)]))
    endings = ("-wal", "-shm")  # they are SQLite's, and go when the record is opened and closed
    paths = (path.relative_to(place) for path in place.rglob("*") if path.is_file())
    files = frozenset(_described(place, path) for path in paths if not path.name.endswith(endings))
    return Outcome(rows, files, in_force)


def _described(place: Path, path: Path) -> str:
    """Return the name of a file and, of an export, its size."""
    return f"{path} {(place / path).stat().st_size}" if path.parts[0].startswith("out.") else str(path)


def _differences(whole: Outcome, found: Outcome) -> Iterator[str]:
    for table, rows in whole.rows.items():
        if rows != found.rows.get(table):
            yield f"other rows in {table}"
    if whole.in_force != found.in_force:
        yield "other judgements or claims are in force"
    if whole.files != found.files:
        yield f"other files: {sorted(whole.files ^ found.files)[:3]}"


if __name__ == "__main__":
    sys.exit(main())
