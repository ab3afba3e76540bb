"""`onrecord timeline`: what a speaker said on a topic over the years, with earlier words to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord import columns
from onrecord.present.cli.common import (
    counted,
    format_option,
    model_option,
    one_line,
    print_rows,
    record_option,
    shape_of,
    the_claim,
)
from onrecord.present.cli.search import as_typed, before
from onrecord.present.terms import RELATIONS, STANCES, TO_COMPARE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.present.introduced import Introduced
    from onrecord.queries.timeline import TimelineEntry
    from onrecord.types import Relation


@click.command()
@click.argument("words", nargs=-1, metavar='[WORDS | "A PHRASE"]...')
@click.option("--speaker", required=True, metavar="NAME", help="Part of a speaker's name, or an actor's id.")
@click.option("--since", default="", metavar="DATE", help="From this day, month or year on.")
@click.option("--until", default="", metavar="DATE", help="Up to and with this day, month or year.")
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(1, 200), help="How many quotations to take."
)
@click.option("--claim", default="", metavar="TEXT|ID", help="Only what bears on this claim, to compare with it.")
@model_option
@format_option
@record_option
def timeline(
    words: tuple[str, ...], limit: int, claim: str, model: str | None, shape: str, record: str, **filters: Any
) -> None:
    """Lay out what a speaker said, the earliest first: one line an utterance, whichever outlets report it.

    Below a statement stand passages of earlier ones, to compare with it. With --claim, a line tells what to look for
    in a statement, and how firm its words are: firm, plain, hedged or conditional.

    \b
    onrecord timeline --speaker Marrick treaty
    onrecord timeline --speaker Marrick --claim "Corvane will sign a treaty on the barrage"
    onrecord timeline --speaker Khodrei barrage --since 2032 --format csv > khodrei.csv
    """
    from onrecord.present.introduced import introduced
    from onrecord.queries.stances import positions
    from onrecord.queries.timeline import timeline as find
    from onrecord.store.sqlite.reads.search import Query
    from onrecord.store.sqlite.record import Record

    if words and claim:
        raise click.UsageError("Give either words or --claim: a claim is looked for by its own words.")
    query = Query(words=" ".join(map(as_typed, words)), order="newest", limit=limit, **filters)
    with Record.open(record, readonly=True) as opened:
        try:
            asked = the_claim(opened, claim) if claim else None
            moments = positions(opened, asked, query, model) if asked else find(opened, query)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        told = introduced(opened, [moment.statement.bearer(moment.words) for moment in moments])
    shape = shape_of(shape)
    if shape == "table":
        _table(moments, told)
    else:
        print_rows(shape, columns.COLUMNS["TimelineEntry"], columns.rows(moments))


def _does(moment: TimelineEntry) -> str:
    """Return the act of a statement; on a claim, what to look for and, if not plain, how firm the words are."""
    if moment.stance is None:
        return moment.statement.reports[0].quotation.act or ""
    return STANCES[moment.stance.kind] + ("" if moment.strength == "plain" else f", {moment.strength}")


def _told(relation: Relation) -> str:
    return f"{RELATIONS[relation.kind]}, with {relation.other_passage} ({relation.right[:8]})"


def _table(moments: tuple[TimelineEntry, ...], told: Mapping[str, Introduced]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    if not moments:
        console.print("Nothing found. Try fewer or other words, or leave out a filter.")
        return
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim")
    for name, width in (("day", 10), ("act", 9), ("words", 30), ("reports", 12), ("id", 8)):
        table.add_column(name, min_width=width, no_wrap=name in ("day", "id"), overflow="fold")
    for moment in moments:
        view = moment.statement
        reports = f"{counted(len(view.reports), 'report')}, {counted(len(view.outlets), 'outlet')}"
        said = [before(told[view.bearer(moment.words)]) + one_line(moment.words)]
        said += [one_line(_told(relation)) for relation in moment.relations]
        table.add_row(moment.day or "unknown", _does(moment), escape("\n".join(said)), reports, view.id[:8])
    console.print(table)
    if any(moment.relations or moment.stance for moment in moments):
        console.print(TO_COMPARE, style="dim")
    console.print("`onrecord compare ID` shows the outlets side by side, and why.", style="dim")
