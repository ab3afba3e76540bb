"""What the commands share: their options, the way problems are listed, and text made safe for a terminal."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from onrecord import clock
from onrecord.present.escaping import as_json as as_json  # the commands have them from here
from onrecord.present.escaping import safe as safe
from onrecord.present.words import counted as counted
from onrecord.types import Problem

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from onrecord.columns import Table
    from onrecord.store.sqlite.reads.search import Query
    from onrecord.store.sqlite.reads.views import QuotationView
    from onrecord.store.sqlite.record import Record
    from onrecord.store.sqlite.writes.claims import Claim
    from onrecord.store.sqlite.writes.judgements import Judgement, Verdict
    from onrecord.types import Part

MOST_LISTED = 50

Command = TypeVar("Command", bound=Callable[..., Any])
T = TypeVar("T")


def record_option(
    command: Command, *, default: str = "onrecord.db", description: str = "The record to use."
) -> Command:
    """Give a command the option that names the record."""
    decorate = click.option(
        "--record", default=default, show_default=True, metavar="FILE", help=description, callback=_printable
    )
    return decorate(command)


def output_option(description: str) -> Callable[[Command], Command]:
    """Return what gives a command the option that names the file it writes, its argument `place`."""
    path = click.Path(path_type=Path)
    return click.option("-o", "--output", "place", default=None, type=path, metavar="FILE", help=description)


def _printable(_context: click.Context, _option: click.Parameter, name: str) -> str:
    """Return the name of a record, which messages print; refuse one that could take over a terminal, or is none."""
    if not name.strip():
        raise click.BadParameter("The name is empty. Name a file.")
    shown = os.fsencode(name).decode("utf-8", "replace")
    if safe(shown) != shown or "\t" in shown or len(shown.splitlines()) > 1:
        raise click.BadParameter("The name holds a line break or another control character. Rename the file.")
    return name


def batch_options(command: Command) -> Command:
    """Give a command the options of an analysis of many documents: what is taken over, by how many, how strictly."""
    jobs = click.option(
        "--jobs",
        default=cores,
        show_default="one a core",
        type=click.IntRange(1),
        metavar="N",
        help="Processes that analyse.",
    )
    strict = click.option(
        "--strict", is_flag=True, help="Stop with a traceback where a document makes the program fail."
    )
    readings = click.option(
        "--readings", is_flag=True, help="Take over Readings that another program made, from files of JSON."
    )
    return readings(jobs(strict(command)))


def cores() -> int:
    """Return how many processor cores this process may use."""
    if hasattr(os, "process_cpu_count"):  # Python 3.13
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def model_option(command: Command) -> Command:
    """Give a command the option that names a cross-encoder of the user's own."""
    where = click.Path(exists=True, file_okay=False)
    help_text = "A folder with a model of entailment (ONNX) of your own, to decide the stances."
    return click.option("--model", type=where, default=None, metavar="FOLDER", help=help_text)(command)


def cite_option(command: Command) -> Command:
    """Give a command the option that prints a citation instead."""
    styles = click.Choice(["plain", "markdown", "bibtex", "csl"])
    return click.option("--cite", "style", type=styles, default=None, help="Print a citation instead.")(command)


def print_citations(reports: Sequence[QuotationView], style: str) -> None:
    """Print the citations of quotations, safe for a terminal."""
    from onrecord.present.exports.citations import cite

    for line in cite(reports, style).split("\n"):
        click.echo(safe(line))


def filter_options(command: Command) -> Command:
    """Give a command the options that narrow what it looks at: speaker, outlet and days."""
    until = click.option("--until", default="", metavar="DATE", help="Up to and with this day, month or year.")
    since = click.option(
        "--since", default="", metavar="DATE", help="From this day, month or year on (2032, 2032-03, 2032-03-09)."
    )
    outlet = click.option("--outlet", default="", metavar="NAME", help="Part of an outlet's name.")
    speaker = click.option("--speaker", default="", metavar="NAME", help="Part of a speaker's name, or an actor's id.")
    return speaker(outlet(since(until(command))))


def query_of(words: Sequence[str], **filters: Any) -> Query:
    """Return the query of the words and options of a command; an argument with a space was a phrase to the shell."""
    from onrecord.store.sqlite.reads.search import Query

    return Query(" ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words), **filters)


@contextmanager
def opened(record: str, *, readonly: bool = True) -> Iterator[Record]:
    """Open the record; an id that fits several things, or an option that means nothing, is a mistake of usage."""
    from onrecord.store.errors import AmbiguousError, NotUnderstoodError
    from onrecord.store.sqlite.record import Record

    try:
        with Record.open(record, readonly=readonly) as found:
            yield found
    except (AmbiguousError, NotUnderstoodError) as error:
        raise click.UsageError(str(error)) from None


def by_option(command: Command) -> Command:
    """Give a command the option that names who decides."""
    decorate = click.option("--by", default=_user, show_default="your user name", metavar="NAME", help="Who decides.")
    return decorate(command)


def judging_options(command: Command) -> Command:
    """Give a command the options of a judgement: why, and who decides."""
    because = click.option("--because", default="", metavar="REASON", help="Why; kept with the judgement.")
    return because(by_option(command))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user whom the system has no name for
        return "unknown"


def now() -> str:
    """Return the moment at which something is decided: ISO 8601, in UTC, to the second; "" where it cannot be known."""
    found = clock.now()
    if found is None:
        warn_of_clock("this was decided")
    return found.isoformat(timespec="seconds") if found else ""


def warn_of_clock(what: str) -> None:
    """Say on standard error that the clock is not believed, and that the time at which `what` happened is not noted."""
    shown = datetime.now(UTC).date().isoformat()
    click.echo(
        f"The clock of this machine shows {shown}, and this version of Onrecord did not exist before {clock.MADE}: "
        f"when {what} was not noted. Set the clock before you go on.",
        err=True,
    )


def note_judgement(record: Record, pair: tuple[str, str], verdict: Verdict, because: str, by: str) -> None:
    """Append what a person judges of two actors or quotations, and link the record anew."""
    from onrecord.record_linking import relink
    from onrecord.store.sqlite.writes.judgements import judge

    judge(record, *pair, verdict, because=_reason(because), by=by, at=now())
    relink(record)


def withdraw_judgement(record: Record, judgement: Judgement, because: str, by: str) -> None:
    """Withdraw what a person judged of two actors or quotations, and link the record anew."""
    from onrecord.record_linking import relink
    from onrecord.store.sqlite.writes.judgements import withdraw

    withdraw(record, judgement, because=_reason(because), by=by, at=now())
    relink(record)


def _reason(because: str) -> list[Part]:
    from onrecord.types import Part

    return [Part("reason", 0.0, because)] if because else []


def report_unplaced(record: Record, before: int = 0) -> int:
    """Print to standard error how many judgements hold for nothing now; return 1 if these are more than before."""
    from onrecord.store.sqlite.anchoring.unplaced import count_unplaced

    count = count_unplaced(record)
    if count:
        hold = "holds" if count == 1 else "hold"
        click.echo(
            f"{counted(count, 'judgement')} of people {hold} for nothing now: the words are not found.", err=True
        )
        click.echo("    `onrecord judge --unplaced` lists what to place again, or to withdraw.", err=True)
    return int(count > before)


def the_claim(record: Record, words: str) -> Claim:
    """Return the pinned claim with this id, or the start of it, or else one in these words."""
    from onrecord.store.sqlite.writes.claims import claim, unpinned_claim

    return claim(record, words) or unpinned_claim(words)


def format_option(command: Command) -> Command:
    """Give a command the option that chooses the shape of what it lists, for `print_list`."""
    decorate = click.option(
        "--format",
        "shape",
        default="auto",
        type=click.Choice(["auto", "table", "jsonl", "csv"]),
        help="auto: a table on a terminal, JSON Lines elsewhere.",
    )
    return decorate(command)


def print_list(shape: str, table: Table[T], things: Sequence[T], for_people: Callable[[], None]) -> None:
    """Print things in a shape of `format_option`: by `for_people` as a table, else for programs under their columns."""
    from onrecord.present.exports import jsonlines, spreadsheet

    if shape == "table" or (shape == "auto" and is_terminal()):
        for_people()
    elif shape == "csv":
        spreadsheet.write_table(table, things, sys.stdout)
    else:
        jsonlines.write_table(table, things, sys.stdout)


def columns_of(
    *columns: tuple[str, int | None],
    whole: Collection[str] = ("day", "id"),
    right: Collection[str] = (),
    title: str = "",
    below: int = 1,
) -> RichTable:
    """Return an empty table for people, with the least width of each column.

    Those of `whole` are never broken, those of `right` set to the right; `below` is how many lines part the rows.
    """
    from rich.markup import escape
    from rich.table import Table as RichTable

    table = RichTable(box=None, padding=(0, 2, below, 0), header_style="dim", title=escape(title) or None)
    for name, width in columns:
        justify: Literal["left", "right"] = "right" if name in right else "left"
        table.add_column(name, justify=justify, min_width=width, no_wrap=name in whole, overflow="fold")
    return table


def one_line(text: str) -> str:
    """Return `text` on one line, safe for a terminal."""
    return safe(" ".join(text.split()))


def state_of_body(kind: str, name: str) -> str:
    """Return the state for which a speaker of this kind stands or to which it belongs, "" where none is known."""
    from onrecord.linking.actors.organisation_names import state_of

    return state_of(name) if kind in ("state", "organisation", "office") else ""


def list_problems(problems: Sequence[Problem], total: int) -> None:
    """Print to standard error what could not be read, where, and what to do next; the same advice once in a row."""
    shown = problems[:MOST_LISTED]
    for problem, following in zip_longest(shown, shown[1:]):
        click.echo(f"{_place(problem)}{one_line(problem.message)}", err=True)
        if problem.remedy and (following is None or following.remedy != problem.remedy):
            click.echo(f"    {one_line(problem.remedy)}", err=True)
    if total > MOST_LISTED:
        click.echo(f"… and {total - MOST_LISTED:,} more.", err=True)


def _place(problem: Problem) -> str:
    """Return where it is, unless the message says so itself."""
    uri = problem.uri or "input"
    if problem.message.startswith(uri):
        return ""
    return one_line(f"{uri} [{problem.span.start}, {problem.span.end})" if problem.span else uri) + ": "


@contextmanager
def progress(doing: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that moves a bar by how much is done, of how much; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


def is_terminal() -> bool:
    """Return whether standard output goes to a person."""
    return sys.stdout.isatty()
