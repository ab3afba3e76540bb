"""`onrecord search`: find statements; a table for people, JSON Lines or CSV for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import click

from onrecord.present.cli.common import (
    columns_of,
    filter_options,
    format_option,
    one_line,
    opened,
    print_list,
    query_of,
    record_option,
)
from onrecord.present.terms import NOT_SAID
from onrecord.types import Act, Polarity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from onrecord.present.introduced import Introduced
    from onrecord.store.sqlite.reads.search import Results


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
@click.option(
    "--polarity",
    default="",
    type=click.Choice(["", *get_args(Polarity)]),
    metavar="POLARITY",
    help="said, not_said (reported as not said) or hypothetical (expected or supposed).",
)
@click.option("--uncertain", is_flag=True, help="Also what is likely no quotation at all.")
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
    onrecord search --speaker Harrowell --polarity not_said
    onrecord search --outlet Courier --form direct --format csv > courier.csv
    """
    from onrecord.columns.quotations import HITS
    from onrecord.present.introduced import introduced
    from onrecord.store.sqlite.reads.search import left_out_of
    from onrecord.store.sqlite.reads.search import search as find

    query = query_of(words, order="newest" if newest else "best", limit=limit, **filters)
    with opened(record) as found:
        results = find(found, query)
        introductions = introduced(found, [hit.id for hit in results.hits])
        left_out = left_out_of(found, query, results)
    print_list(shape, HITS, results.hits, lambda: _table(results, introductions, left_out))


def _table(results: Results, introductions: Mapping[str, Introduced], left_out: int) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console()
    if not results.hits:
        console.print("Nothing found. Try fewer or other words, or leave out a filter.")
        _tell_left_out(console, left_out)
        return
    table = columns_of(("day", 10), ("speaker", 10), ("words", 20), ("outlet", 8), ("id", 10), whole=("id",))
    for hit in results.hits:
        snippet = Text.assemble(
            *((before(introductions[hit.id]), ""),),
            *((one_line_kept(piece), "bold underline" if is_hit else "") for piece, is_hit in hit.snippet),
            *((" (belief)",) if hit.kind == "belief" else ()),
            *((f" ({NOT_SAID[hit.polarity]})",) if hit.polarity in NOT_SAID else ()),
        )
        who = Text(one_line(hit.speaker or "unknown"))
        table.add_row(one_line(hit.dated or "unknown"), who, snippet, Text(one_line(hit.outlet or "")), hit.id[:8])
    console.print(table)
    more = f"{results.total:,}{' and more' if results.capped else ''}"
    console.print(f"{len(results.hits)} of {more}. `onrecord show ID` opens one in its paragraph.", style="dim")
    _tell_left_out(console, left_out)


def _tell_left_out(console: Console, left_out: int) -> None:
    if left_out:
        console.print(f"{left_out:,} uncertain left out: --uncertain shows what is likely no quotation.", style="dim")


def before(introduction: Introduced) -> str:
    """Return source and verb of saying, to stand before the words: nothing where the story has neither."""
    return f"{one_line(introduction.words)}: " if introduction.parts else ""


def one_line_kept(piece: str) -> str:
    """Make a piece of a line safe for a terminal and keep the spaces at its ends."""
    body = one_line(piece)
    if not body:
        return " " if piece else ""
    return f"{' ' * piece[:1].isspace()}{body}{' ' * piece[-1:].isspace()}"
