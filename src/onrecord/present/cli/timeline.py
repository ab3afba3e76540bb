"""`onrecord timeline`: what a speaker said on a topic over the years, with earlier words to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.present.cli.common import (
    columns_of,
    counted,
    format_option,
    model_option,
    one_line,
    opened,
    print_list,
    query_of,
    record_option,
    the_claim,
)
from onrecord.present.cli.search import before
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
@click.option("--claim", default="", metavar="TEXT|ID", help="Only what speaks of this claim, to compare with it.")
@model_option
@format_option
@record_option
def timeline(
    words: tuple[str, ...], limit: int, claim: str, model: str | None, shape: str, record: str, **filters: Any
) -> None:
    """Lay out what a speaker said, the earliest first: one line an utterance, whichever outlets report it.

    Below a statement stand passages of earlier ones, to compare with it. With --claim, a line says what to look for
    in a statement, and how firm its words are: firm, plain, hedged or conditional.

    \b
    onrecord timeline --speaker Marrick treaty
    onrecord timeline --speaker Marrick --claim "Corvane will sign a treaty on the barrage"
    onrecord timeline --speaker Khodrei barrage --since 2032 --format csv > khodrei.csv
    """
    from onrecord.columns.statements import TIMELINE_ENTRIES
    from onrecord.present.introduced import introduced
    from onrecord.queries.stances import positions
    from onrecord.queries.timeline import timeline as find

    if words and claim:
        raise click.UsageError("Give either words or --claim: a claim is looked for by its own words.")
    query = query_of(words, order="newest", limit=limit, **filters)
    with opened(record) as found:
        entries = positions(found, the_claim(found, claim), query, model) if claim else find(found, query)
        introductions = introduced(found, [entry.statement.bearer(entry.words) for entry in entries])
    print_list(shape, TIMELINE_ENTRIES, entries, lambda: _table(entries, introductions))


def _act(entry: TimelineEntry) -> str:
    """Return the act of a statement; on a claim, what to look for and, if not plain, how firm the words are."""
    if entry.stance is None:
        return entry.statement.reports[0].quotation.act or ""
    return STANCES[entry.stance.kind] + ("" if entry.strength == "plain" else f", {entry.strength}")


def _relation(relation: Relation) -> str:
    return f"{RELATIONS[relation.kind]}, with {relation.other_passage} ({relation.right[:8]})"


def _table(entries: tuple[TimelineEntry, ...], introductions: Mapping[str, Introduced]) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False)
    if not entries:
        console.print("Nothing found. Try fewer or other words, or leave out a filter.")
        return
    table = columns_of(("day", 10), ("act", 9), ("words", 30), ("reports", 12), ("id", 8))
    for entry in entries:
        view = entry.statement
        reports = f"{counted(len(view.reports), 'report')}, {counted(len(view.outlets), 'outlet')}"
        lines = [before(introductions[view.bearer(entry.words)]) + one_line(entry.words)]
        lines += [one_line(_relation(relation)) for relation in entry.relations]
        table.add_row(entry.day or "unknown", _act(entry), escape("\n".join(lines)), reports, view.id[:8])
    console.print(table)
    if any(entry.relations or entry.stance for entry in entries):
        console.print(TO_COMPARE, style="dim")
    console.print("`onrecord compare ID` shows the outlets side by side, and why.", style="dim")
