"""`onrecord claims certainty`: how surely outlets state a claim over time, from hedged words to their own voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.present.cli.common import (
    columns_of,
    format_option,
    one_line,
    opened,
    print_list,
    record_option,
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
    """Show how surely stories state a claim, the earliest first, and when an outlet first said it in its own voice.

    Each is hedged (may, if), alleged (the outlet keeps a distance), reported (nobody is named), attributed (somebody
    is), or bare: in the outlet's own voice. Stories that deny the claim are left out; `claims show` has them.

    \b
    onrecord claims certainty "The gates of the barrage will stay open"
    """
    from onrecord.columns.claims import ACCOUNTS
    from onrecord.queries.certainty import certainty as find

    with opened(record) as source:
        one = the_claim(source, claim)
        found = find(source, one)
    print_list(shape, ACCOUNTS, found, lambda: _table(one, found))


def _table(claim: Claim, found: tuple[Account, ...]) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False)
    if not found:
        console.print("No story in the record states this. Try a plain sentence with the words that stories use.")
        return
    columns = (("published", 10), ("outlet", None), ("certainty", 10), ("passage", None))
    table = columns_of(*columns, whole=("published", "certainty"), title=one_line(claim.text))
    for each in found:
        who = f"{one_line(each.speaker)}: " if each.speaker else ""
        passage = escape(f"{who}{one_line(each.passage)}")
        table.add_row(each.day or "unknown", escape(one_line(each.story.outlet or "")), each.certainty, passage)
    console.print(table)
    _firsts(console, found)


def _firsts(console: Console, found: tuple[Account, ...]) -> None:
    """Print for each degree of certainty where the claim was first stated with it."""
    for degree, words in CERTAINTIES.items():
        first = next((each for each in found if each.certainty == degree and each.day), None)
        if first:
            where = one_line(first.story.outlet or "an outlet that is not named")
            console.print(f"First {words}: {first.day}, {where}.", markup=False)
