"""`onrecord search`: find statements; a table for people, JSON Lines or CSV for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import click

from onrecord import columns
from onrecord.present.cli.common import filter_options, format_option, one_line, print_rows, record_option, shape_of
from onrecord.types import Act

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.present.introduced import Introduced
    from onrecord.store.sqlite.reads.views import Results

COLUMNS = columns.COLUMNS["Hit"]


@click.command()
@click.argument("words", nargs=-1, metavar='[WORDS | "A PHRASE"]...')
@filter_options
@click.option(
    "--form",
    default="",
    type=click.Choice(["", "direct", "mixed", "indirect"]),
    metavar="FORM",
    help="direct, mixed or indirect.",
)
@click.option(
    "--act", default="", type=click.Choice(["", *get_args(Act)]), metavar="ACT", help="promise, deny, demand and so on."
)
@click.option("--newest", is_flag=True, help="Newest first instead of best first.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 200), help="How many to show.")
@format_option
@record_option
def search(words: tuple[str, ...], newest: bool, limit: int, shape: str, record: str, **filters: Any) -> None:
    """Find quotations by words, "phrases", speaker, outlet and days.

    \b
    onrecord search ferry fares
    onrecord search '"border railway"' --speaker Harrowell --since 2032-03 --newest
    onrecord search --act promise --since 2031
    onrecord search --outlet Courier --form direct --format csv > courier.csv
    """
    from onrecord.present.introduced import introduced
    from onrecord.store.sqlite.reads.views import Query
    from onrecord.store.sqlite.reads.views import search as find
    from onrecord.store.sqlite.record import Record

    query = Query(words=" ".join(map(as_typed, words)), order="newest" if newest else "best", limit=limit, **filters)
    with Record.open(record, readonly=True) as opened:
        try:
            results = find(opened, query)
            told = introduced(opened, [hit.id for hit in results.hits])
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    shape = shape_of(shape)
    if shape == "table":
        _table(results, told)
    else:
        print_rows(shape, COLUMNS, columns.rows(results.hits))


def as_typed(word: str) -> str:
    """An argument with a space was a phrase to the shell, unless it has marks of its own."""
    return f'"{word}"' if " " in word and '"' not in word else word


def _table(results: Results, told: Mapping[str, Introduced]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not results.hits:
        console.print("Nothing found. Try fewer or other words, or leave out a filter.")
        return
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim")
    for name, width in (("day", 10), ("speaker", 10), ("words", 20), ("outlet", 8), ("id", 10)):
        table.add_column(name, min_width=width, no_wrap=name == "id", overflow="fold")
    for hit in results.hits:
        snippet = Text.assemble(
            *((before(told[hit.id]), ""),),
            *((one_line_kept(piece), "bold underline" if is_hit else "") for piece, is_hit in hit.snippet),
            *((" (belief)",) if hit.kind == "belief" else ()),
        )
        who = Text(one_line(hit.speaker or "unknown"))
        table.add_row(one_line(hit.dated or "unknown"), who, snippet, Text(one_line(hit.outlet or "")), hit.id[:8])
    console.print(table)
    more = f"{results.total:,}{' and more' if results.capped else ''}"
    console.print(f"{len(results.hits)} of {more}. `onrecord show ID` opens one in its paragraph.", style="dim")


def before(told: Introduced) -> str:
    """Return source and verb of saying, to stand before the words: nothing where the story has neither."""
    return f"{one_line(told.words)}: " if told.parts else ""


def one_line_kept(piece: str) -> str:
    """Make a piece of a line safe for a terminal and keep the spaces at its ends."""
    body = one_line(piece)
    if not body:
        return " " if piece else ""
    return f"{' ' * piece[:1].isspace()}{body}{' ' * piece[-1:].isspace()}"
