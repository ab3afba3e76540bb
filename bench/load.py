"""The server under load: `python -m bench.load [--rows N] [--minutes M]`, on the record of `bench.scale`.

First the storm: forty costly requests of another site and forty of readers at once, while somebody opens `/about` again
and again. Then the crowd: twenty readers beside two programs that add stories, for so many minutes. The server and the
two programs are processes of their own, as they are on a desk. Memory is read on Linux only.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

from bench import pages, scale
from onrecord.record_linking import relink
from onrecord.store.sqlite.record import Record

_STORM = 40  # costly requests of each kind at once
_READERS, _WRITERS = 20, 2
_COSTLY_ONE_IN = 50  # of the requests of a reader
_STORIES = 20  # that a program adds at a time
_PATIENCE = 300.0  # seconds after which a request counts as lost


@dataclass(frozen=True, slots=True)
class Answer:
    """The status of an answer and the seconds that it took; whether it says when to try again."""

    status: int
    seconds: float
    busy: bool


@dataclass(slots=True)
class Answers:
    """What readers met, by the kind of page."""

    of: dict[str, list[Answer]] = field(default_factory=dict)

    def add(self, kind: str, answer: Answer) -> None:
        """Note an answer."""
        self.of.setdefault(kind, []).append(answer)

    def failed(self) -> Counter[int]:
        """Return how many answers are errors, by their status; 0 stands for none at all."""
        every = (each for several in self.of.values() for each in several)
        return Counter(each.status for each in every if (each.status >= 400 or not each.status) and not each.busy)

    def p95(self, kind: str) -> float:
        """Return the seconds of 95 in 100."""
        spent = sorted(each.seconds for each in self.of[kind])
        return spent[int(len(spent) * 0.95)]


@contextmanager
def served(record: Path) -> Iterator[tuple[int, int]]:
    """Serve a record in a process; give its port and number."""
    command = [sys.executable, "-m", "onrecord", "serve", "--port", "0", "--record", str(record)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            address = next(word for word in line.split() if word.startswith("http://"))
            yield urlsplit(address).port or 0, process.pid
        finally:
            process.terminate()
            process.wait(30)


def ask(port: int, address: str, **headers: str) -> Answer:
    """Ask for an address; status 0 where there is no answer."""
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        answer.read()
        busy = answer.status == 503 and answer.headers["Retry-After"] is not None
        return Answer(answer.status, time.perf_counter() - start, busy)
    except (OSError, http.client.HTTPException):
        return Answer(0, time.perf_counter() - start, busy=False)
    finally:
        connection.close()


def costly(record: Path, chance: random.Random) -> Iterator[str]:
    """Yield addresses of pages that compare what passages mean, each another."""
    with Record.open(record, readonly=True) as opened:
        people = pages.addresses(opened, chance)["person"]
    for number in itertools.count():
        noun, adjective = chance.choice(scale.NOUNS), chance.choice(scale.ADJECTIVES)
        text = f"The {adjective} {noun} will be closed by {number + 2}"
        yield f"/claim?text={quote_plus(text)}"
        yield f"/claims?find={noun}&n={number}"
        yield f"{people[number % len(people)]}?show=claims&n={number}"


def storm(record: Path) -> None:
    """Ask for costly pages all at once, and print how long `/about` took meanwhile and what memory is left in use."""
    addresses = list(itertools.islice(costly(record, random.Random(3)), 2 * _STORM))  # noqa: S311 nothing here is secret
    with served(record) as (port, process), ThreadPoolExecutor(2 * _STORM) as threads:
        ask(port, "/about")
        foreign = [threads.submit(ask, port, each, Sec_Fetch_Site="cross-site") for each in addresses[:_STORM]]
        own = [threads.submit(ask, port, each, Sec_Fetch_Site="same-site") for each in addresses[_STORM:]]
        about = []
        while not all(each.done() for each in (*foreign, *own)):
            about.append(ask(port, "/about"))
            time.sleep(0.05)
        for name, several in (("of another site", foreign), ("of readers", own)):
            counts = Counter(each.result().status for each in several)
            most = max(each.result().seconds for each in several)
            print(f"{_STORM} costly requests {name}: {_counted(counts)}, the last after {most:.1f} s", flush=True)
        spent = [each.seconds for each in about]
        print(f"/about meanwhile: {len(spent)} times, {sum(each.status != 200 for each in about)} failed, ", end="")
        print(f"at most {1000 * max(spent):.0f} ms; memory after: {_memory(process):,.0f} MiB", flush=True)


def crowd(record: Path, minutes: float) -> None:
    """Let readers ask while programs add stories, and print what they met."""
    with Record.open(record, readonly=True) as opened:
        asked = pages.addresses(opened, random.Random(6))  # noqa: S311 as above
    end, answers = time.monotonic() + 60 * minutes, Answers()
    with served(record) as (port, process), tempfile.TemporaryDirectory() as folder:
        readers = [_reader(port, record, asked, answers, end, seed) for seed in range(_READERS)]
        writers = [_writer(record, Path(folder) / str(number), end) for number in range(_WRITERS)]
        with ThreadPoolExecutor(_READERS + _WRITERS) as threads:
            done = [threads.submit(each) for each in (*readers, *writers)]
            added = [each.result() for each in done][_READERS:]
        memory = _memory(process)
    for kind, several in answers.of.items():
        busy = sum(each.busy for each in several)
        print(f"{kind}: {len(several):,} requests, {busy} busy, p95 {1000 * answers.p95(kind):.0f} ms", flush=True)
    print(f"errors: {_counted(answers.failed())}; runs of the programs that add, with exit code: {added}; ", end="")
    print(f"memory after: {memory:,.0f} MiB")


def _reader(
    port: int, record: Path, asked: dict[str, list[str]], answers: Answers, end: float, seed: int
) -> Callable[[], None]:
    def read() -> None:
        chance = random.Random(seed)  # noqa: S311 as above
        dear = costly(record, chance)
        while time.monotonic() < end:
            if chance.random() < 1 / _COSTLY_ONE_IN:
                answers.add("compares meanings", ask(port, next(dear)))
            else:
                answers.add("other pages", ask(port, chance.choice(asked[chance.choice(list(asked))])))

    return read


def _writer(record: Path, folder: Path, end: float) -> Callable[[], dict[int, int]]:
    def write() -> dict[int, int]:
        made, codes = scale.readings(1_000_000), Counter[int]()
        for turn in itertools.count():
            if time.monotonic() > end:
                return dict(codes)
            place = folder / str(turn)
            place.mkdir(parents=True)
            for number, reading in enumerate(itertools.islice(made, _STORIES)):
                place.joinpath(f"{number}.txt").write_text(f"{folder.name}\n\n{reading.document.text}", "utf-8")
            command = [sys.executable, "-m", "onrecord", "add", "--record", str(record), str(place)]
            codes[subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode] += 1
        return dict(codes)

    return write


def _counted(counts: Counter[int]) -> str:
    return ", ".join(f"{count} times {status}" for status, count in sorted(counts.items())) or "none"


def _memory(process: int) -> float:
    """Return the memory of a process and those that it started, in MiB."""
    children = Path(f"/proc/{process}/task/{process}/children")
    if not children.exists():
        return float("nan")
    numbers = [process, *map(int, children.read_text().split())]
    page = os.sysconf("SC_PAGE_SIZE")
    return sum(int(Path(f"/proc/{each}/statm").read_text().split()[1]) * page for each in numbers) / 2**20


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--rows", type=int, default=4_000)
    parser.add_argument("--record", type=Path, help="a record of bench.scale that was kept; the crowd adds to it")
    parser.add_argument("--minutes", type=float, default=10.0, help="of the crowd; with 0 there is none")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = asked.record or Path(folder) / "load.db"
        if not asked.record:
            with Record.open(path) as record:
                scale.fill(record, scale.readings(asked.rows), asked.rows)
                relink(record, jobs=2)
        storm(path)
        if asked.minutes:
            crowd(path, asked.minutes)


if __name__ == "__main__":
    main()
