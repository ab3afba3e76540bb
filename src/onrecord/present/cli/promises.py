"""`onrecord promises`: promises, demands and threats, each beside later words to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import click

from onrecord import columns
from onrecord.present.cli.common import (
    counted,
    filter_options,
    format_option,
    one_line,
    print_rows,
    progress,
    record_option,
    shape_of,
)
from onrecord.present.cli.search import as_typed
from onrecord.present.terms import RELATIONS, TO_COMPARE
from onrecord.types import Binding

if TYPE_CHECKING:
    from onrecord.queries.commitments import Commitment


@click.command()
@click.argument("words", nargs=-1, metavar='[WORDS | "A PHRASE"]...')
@filter_options
@click.option(
    "--act",
    "acts",
    multiple=True,
    type=click.Choice(get_args(Binding)),
    metavar="ACT",
    help="Only promise, demand or threaten; may be given twice. Without it, all three.",
)
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(1, 500), help="How many quotations of each to take."
)
@format_option
@record_option
def promises(words: tuple[str, ...], acts: tuple[Any, ...], shape: str, record: str, **filters: Any) -> None:
    """Lay out promises, demands and threats, the earliest first, beside later words to compare.

    Below each stand later passages that may tell what became of it, or may be about something else: compare them. One
    with nothing below has none that was found.

    \b
    onrecord promises --speaker Marrick
    onrecord promises --act promise ferry fares --format csv > promises.csv
    """
    from onrecord.queries.commitments import BINDING, commitments
    from onrecord.store.sqlite.reads.search import Query
    from onrecord.store.sqlite.record import Record

    query = Query(words=" ".join(map(as_typed, words)), **filters)
    with Record.open(record, readonly=True) as opened, progress("looking for later words") as told:
        try:
            found = commitments(opened, query, acts or BINDING, told)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    shape = shape_of(shape)
    if shape == "table":
        _table(found)
    else:
        print_rows(shape, columns.COLUMNS["Commitment"], columns.rows(found))


def _table(found: tuple[Commitment, ...]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    if not found:
        console.print("Nothing found. Try fewer or other words, or leave out a filter.")
        return
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim")
    for name, width in (("day", 10), ("speaker", None), ("act", 8), ("words", 30), ("id", 8)):
        table.add_column(name, min_width=width, no_wrap=name in ("day", "act", "id"), overflow="fold")
    for each in found:
        lines = [one_line(each.words), *_terms(each), *_later(each)]
        speaker = escape(one_line(each.statement.speaker or ""))
        table.add_row(each.day or "unknown", speaker, each.act, escape("\n".join(lines)), each.statement.id[:8])
    console.print(table)
    console.print(f"{counted(len(found), 'statement')}.", markup=False)
    if any(each.answers for each in found):
        console.print(TO_COMPARE, style="dim")
    console.print("`onrecord compare ID` shows the outlets side by side, and why.", style="dim")


def _terms(each: Commitment) -> list[str]:
    """Return the deadline and the condition, a line each."""
    told = (("until when", each.deadline), ("on condition", each.condition))
    return [f"{name}: {one_line(mention.text)}" for name, mention in told if mention]


def _later(each: Commitment) -> list[str]:
    """Return later passages to compare with it, and what to look for in them, a line each."""
    lines = []
    for answer, later in zip(each.answers, each.statements, strict=True):
        said = f"{later.said.value}, " if later.said else ""
        lines.append(
            one_line(f"{RELATIONS[answer.kind]}, with {said}{later.speaker}: {answer.passage} ({later.id[:8]})")
        )
    return lines
