"""`onrecord claims certainty`: how surely outlets told a claim over time, from hedged words to their own voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord import columns
from onrecord.present.cli.common import (
    format_option,
    one_line,
    print_rows,
    record_option,
    shape_of,
    the_claim,
)
from onrecord.present.terms import CERTAINTIES

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.queries.certainty import Account
    from onrecord.store.sqlite.writes.claims import Claim


@click.command()
@click.argument("claim", metavar="TEXT|ID")
@format_option
@record_option
def certainty(claim: str, shape: str, record: str) -> None:
    """Show how surely stories told a claim, the earliest first, and when an outlet first said it in its own voice.

    Each is hedged (may, if), alleged (the outlet keeps a distance), reported (nobody is named), attributed (somebody
    is), or bare: in the outlet's own voice. Stories that deny the claim are left out; `claims show` has them.

    \b
    onrecord claims certainty "The gates of the barrage will stay open"
    """
    from onrecord.queries.certainty import certainty as find
    from onrecord.store.sqlite.record import Record

    with Record.open(record, readonly=True) as opened:
        one = the_claim(opened, claim)
        found = find(opened, one)
    shape = shape_of(shape)
    if shape == "table":
        _table(one, found)
    else:
        print_rows(shape, columns.COLUMNS["Account"], columns.rows(found))


def _table(claim: Claim, found: tuple[Account, ...]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    if not found:
        console.print("No story in the record tells this. Try a plain sentence with the words that stories use.")
        return
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim", title=escape(one_line(claim.text)))
    for name, width in (("published", 10), ("outlet", None), ("certainty", 10), ("passage", None)):
        table.add_column(name, min_width=width, no_wrap=width is not None, overflow="fold")
    for each in found:
        who = f"{one_line(each.speaker)}: " if each.speaker else ""
        passage = escape(f"{who}{one_line(each.passage)}")
        table.add_row(each.day or "unknown", escape(one_line(each.story.outlet or "")), each.certainty, passage)
    console.print(table)
    _firsts(console, found)


def _firsts(console: Console, found: tuple[Account, ...]) -> None:
    """Tell of each degree of certainty where the claim was first told with it."""
    for degree, told in CERTAINTIES.items():
        first = next((each for each in found if each.certainty == degree and each.day), None)
        if first:
            where = one_line(first.story.outlet or "an outlet that is not named")
            console.print(f"First {told}: {first.day}, {where}.", markup=False)
