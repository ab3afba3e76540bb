"""`python -m bench.fuzz [--count N] [--seed S]`: mutated inputs of every kind, none of which may break anything.

Each is read, strictly and within some seconds; texts, Readings and a third of the others are analysed: what is found
has to hold (`types/validity.py`). Every 50th goes into a record, too, which is linked and exported. Exits with 1 where
anything failed, and prints how to make it again.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bench import fuzz_files, fuzz_inputs
from bench.fuzz_inputs import paragraphs
from onrecord import readers
from onrecord.analysis.pipeline import readings
from onrecord.ingest import add
from onrecord.present.exports.export import export
from onrecord.present.exports.formats import FORMATS
from onrecord.process_limits import run_within
from onrecord.readers.brat import annotated
from onrecord.readers.inputs import Input
from onrecord.readers.lists import entries
from onrecord.store.sqlite.record import Record
from onrecord.types import Document, Problem, Span
from onrecord.types.validity import faults

KINDS = fuzz_inputs.KINDS | fuzz_files.KINDS

SECONDS = 20.0
"""Processor time for one input; a short one takes a hundredth of a second."""

MEMORY = 400 * 1024 * 1024
EVERY = 50
"""One input of so many goes into a record."""

ALWAYS, ONE_IN = frozenset({"text", "reading", "transcript"}), 3
"""Kinds that are analysed always; of the others, whose readers are to be tried, one in so many."""

SHARE = 500
"""Inputs of one kind that go through one process at a time, and into one record."""


@dataclass(slots=True)
class Tally:
    """What became of inputs of one kind."""

    kind: str
    inputs: int = 0
    stories: int = 0
    quotations: int = 0
    problems: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take in what became of more of them."""
        self.inputs += other.inputs
        self.stories += other.stories
        self.quotations += other.quotations
        self.problems += other.problems
        self.seconds += other.seconds
        self.faults += other.faults


def made(kind: str, seed: int, number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of an input: the same for the same kind, seed and number."""
    return KINDS[kind](Random(f"{kind} {seed} {number}"))  # noqa: S311  (nothing secret)


def fuzz(kind: str, seed: int, numbers: Iterable[int]) -> Tally:
    """Read and analyse the inputs of a kind with these numbers, and put some of them into a record."""
    tally = Tally(kind)
    begun = time.process_time()
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        for number in numbers:
            path, raw = made(kind, seed, number)
            if kind in FOLDERS:
                run = partial(FOLDERS[kind], tally, path, raw, folder)
            else:
                run = partial(_one, tally, path, raw, kind in ALWAYS or number % ONE_IN == 0)
            _try(tally, f"--kind {kind} --seed {seed} --only {number}", run)
            tally.inputs += 1
            if number % EVERY == 0 and kind not in FOLDERS:
                (folder / "in" / f"{number} {path}").write_bytes(raw)
        if any((folder / "in").iterdir()):
            _try(tally, f"--kind {kind} --seed {seed}, all up to {number} in one record", partial(_recorded, folder))
    tally.seconds = time.process_time() - begun
    return tally


def _try(tally: Tally, name: str, run: partial[Iterator[str]]) -> None:
    """Note each fault that `run` yields, and whatever it raises."""
    try:
        tally.faults += [f"{name}: {fault}" for fault in run_within(lambda: list(run()), lambda: SECONDS, MEMORY)]
    except Exception:
        tally.faults.append(f"{name}: {traceback.format_exc(limit=-4)}")


def _one(tally: Tally, path: str, raw: bytes, is_analysed: bool) -> Iterator[str]:
    for found in readers.documents(Input.open(path, io.BytesIO(raw), len(raw), strict=True)):
        if isinstance(found, Problem):
            tally.problems += 1
            continue
        yield from _of_document(found)
        for reading in readings(found, strict=True) if is_analysed else ():
            tally.stories += 1
            tally.quotations += len(reading.quotations)
            tally.problems += len(reading.problems)
            yield from faults(reading)


def _of_document(document: Document) -> Iterator[str]:
    whole = Span(0, len(document.text))
    if any("\ud800" <= character <= "\udfff" or character == "\0" for character in document.text):
        yield "the text of the document holds what no text may hold"
    spans = [problem.span for problem in document.problems if problem.span]
    blocks = [span for block in document.blocks for span in (block.span, block.speaker)]
    entries = [entry.span for entry in document.entries]
    for span in (document.header, document.published_span, *spans, *blocks, *entries):
        if span and not whole.covers(span):
            yield f"{span} lies outside the document"


def _annotated(tally: Tally, path: str, raw: bytes, folder: Path) -> Iterator[str]:
    words = paragraphs()[0]
    for ending, content in ((".txt", words.encode()), (".ann", raw), (".orig", b"")):
        (folder / path).with_suffix(ending).write_bytes(content)
    for found in annotated(folder):
        if isinstance(found, Problem):
            tally.problems += 1
        else:
            marks = [mention for marked in found.marked for mention in marked.marks.content]
            yield from (f"{one} is not at its place" for one in marks if one.span.of(words) != one.text)


def _listed(tally: Tally, path: str, raw: bytes, folder: Path) -> Iterator[str]:
    (folder / path).write_bytes(raw)
    for found in entries(folder / path):
        if isinstance(found, Problem):
            tally.problems += 1
        elif not (found.id and all(found.names)):
            yield "an actor without an id or a name"


FOLDERS = {"brat": _annotated, "list": _listed}
"""Kinds that are no coverage, and what reads them from a folder."""


def _recorded(folder: Path) -> Iterator[str]:
    """Add all inputs to a record, which is linked, twice, and export it in each shape."""
    with Record.open(folder / "fuzz.db") as record:
        list(add(record, [folder / "in"], strict=True))
        if any(not isinstance(each, Problem) and each.new for each in add(record, [folder / "in"], strict=True)):
            yield "the same again was new"
        for shape, form in FORMATS.items():
            for what in form.holds:
                export(record, what, shape, folder / f"{what}.{shape}")


def measured(count: int, seed: int, kinds: Iterable[str] = KINDS, jobs: int = 1) -> list[Tally]:
    """Return what became of so many inputs, of all kinds alike."""
    kinds = list(kinds)
    each = -(-count // len(kinds))
    tallies = {kind: Tally(kind) for kind in kinds}
    starts = [(kind, start) for start in range(0, each, SHARE) for kind in kinds]
    with ProcessPoolExecutor(jobs) as pool:
        shares = [pool.submit(fuzz, kind, seed, range(start, min(start + SHARE, each))) for kind, start in starts]
        for share in shares:
            done = share.result()
            tallies[done.kind].add(done)
    return list(tallies.values())


def shown(tallies: Iterable[Tally]) -> Table:
    """Return the table of what became of all inputs."""
    table = Table("kind", title="Mutated inputs", title_justify="left")
    for column in ("inputs", "stories", "quotations", "problems", "CPU s", "faults"):
        table.add_column(column, justify="right")
    for one in tallies:
        counts = (one.inputs, one.stories, one.quotations, one.problems, round(one.seconds), len(one.faults))
        table.add_row(one.kind, *(f"{count:,}" for count in counts))
    return table


def main() -> int:
    """Measure, and print what failed."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="inputs, of all kinds together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=KINDS, action="append", help="only this kind")
    parser.add_argument("--only", type=int, help="only the input with this number, of one kind")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    given = parser.parse_args()
    kinds = given.kind or list(KINDS)
    if given.only is not None:
        print(made(kinds[0], given.seed, given.only))
        tallies = [fuzz(kinds[0], given.seed, [given.only])]
    else:
        tallies = measured(given.count, given.seed, kinds, given.jobs)
    Console().print(shown(tallies))
    failed = [fault for one in tallies for fault in one.faults]
    for fault in failed:
        print(fault)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
