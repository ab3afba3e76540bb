"""`onrecord add`: places into the record, with progress for people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from onrecord import clock
from onrecord.present.cli.common import (
    MOST_LISTED,
    batch_options,
    counted,
    list_problems,
    one_line,
    record_option,
    report_unplaced,
    warn_of_clock,
)
from onrecord.types import Problem

if TYPE_CHECKING:
    from onrecord.ingest import Added

    Advance = Callable[[Added | Problem], None]


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="PATH...")
@batch_options
@record_option
def add(places: tuple[str, ...], readings: bool, jobs: int, strict: bool, record: str) -> int:
    """Read files, folders, patterns or - (standard input) into the record.

    Text, web pages and JSON Lines are recognised by their content. Readings that another program made are taken over
    with --readings only, or from files called *.readings.jsonl. Adding the same again changes nothing, and a run that
    was stopped goes on where it was.

    \b
    onrecord add coverage/
    onrecord add 'archive/2032-*/*.html' --jobs 4 --record ferries.db
    curl -s https://outlet.example/story | onrecord add -
    """
    from onrecord.store.sqlite.anchoring.unplaced import count_unplaced
    from onrecord.store.sqlite.record import Record

    tally = Tally()
    with Record.open(record) as opened:
        before = count_unplaced(opened)
        with _progress(places) as (advance, linking):
            from onrecord.ingest import add as add_all

            for found in add_all(opened, places, jobs=jobs, strict=strict, readings=readings, linking=linking):
                tally.count(found)
                advance(found)
        lost = report_unplaced(opened, before)
    click.echo(tally.summary(record))
    if tally.documents and clock.now() is None:
        warn_of_clock("these documents were received")
    list_problems(tally.problems, tally.troubles)
    if tally.troubles > MOST_LISTED:
        click.echo("    `onrecord serve` lists them all on the page of problems.", err=True)
    return 1 if tally.troubles or lost else 0


@dataclass(slots=True)
class Tally:
    """What a run has done so far; of the problems only the first few are kept."""

    documents: int = 0
    known: int = 0
    stories: int = 0
    quotations: int = 0
    troubles: int = 0
    problems: list[Problem] = field(default_factory=list)

    def count(self, found: Added | Problem) -> None:
        """Take in what became of one input."""
        if isinstance(found, Problem):
            self._keep([found])
            return
        self.documents += found.new
        self.known += not found.new
        self.stories += found.stories
        self.quotations += found.quotations
        self._keep(found.problems)

    def _keep(self, problems: list[Problem] | tuple[Problem, ...]) -> None:
        self.troubles += len(problems)
        self.problems += problems[: max(0, MOST_LISTED - len(self.problems))]

    def summary(self, record: str) -> str:
        """Return the run in one line."""
        parts = [counted(self.documents, "document") + " added"]
        if self.known:
            parts.append(f"{self.known:,} already there")
        parts += [counted(self.stories, "story", "stories"), counted(self.quotations, "quotation")]
        if self.troubles:
            parts.append(counted(self.troubles, "problem"))
        return f"{record}: {', '.join(parts)}."


@contextmanager
def _progress(places: tuple[str, ...]) -> Iterator[tuple[Advance, Callable[[int, int], None] | None]]:
    """Give functions that move a bar of reading and one of linking; where nobody looks, the first does nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None, None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.table import Column

    from onrecord.readers.places import size

    name = TextColumn("{task.fields[at]}", table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis"))
    columns = (TextColumn("{task.description}"), BarColumn(20), TaskProgressColumn(), TimeRemainingColumn(), name)
    with Progress(*columns, console=Console(stderr=True), transient=True, expand=True) as bar:
        reading = bar.add_task("reading", total=size(places), at="")
        comparing = bar.add_task("linking", total=None, at="", visible=False)

        def advance(found: Added | Problem) -> None:
            at = one_line(found.uri or "").rpartition("/")[2]
            bar.update(reading, advance=0 if isinstance(found, Problem) else found.size, at=at)

        def linking(done: int, total: int) -> None:
            at = f"{done:,} of {counted(total, 'quotation')} compared"
            bar.update(comparing, completed=done, total=total, at=at, visible=True)

        yield advance, linking
