"""`onrecord claims`: propositions in your own words, and the statements to compare with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord import columns
from onrecord.present.cli.certainty import certainty
from onrecord.present.cli.common import (
    by_option,
    counted,
    filter_options,
    format_option,
    model_option,
    now,
    one_line,
    pinned_claim,
    print_rows,
    progress,
    record_option,
    shape_of,
    the_claim,
)
from onrecord.present.terms import STANCES, STANCES_NOTE

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.queries.claim_discovery import DiscoveredClaim
    from onrecord.queries.stances import StanceOnClaim
    from onrecord.store.sqlite.writes.claims import Claim


@click.group()
def claims() -> None:
    """See what bears on a claim, find those that were made, and keep the claims that matter to you.

    Which side a statement may take is a guess by acts and negation, and most often none: compare the passage with the
    claim. Nothing is said of whether a claim is true.

    \b
    onrecord claims show "Growers will be paid in bonds"
    onrecord claims add "Growers will be paid in bonds"
    onrecord claims list
    onrecord claims find barrage
    onrecord claims certainty "Growers will be paid in bonds"
    """


claims.add_command(certainty)


@claims.command("list")
@record_option
def list_(record: str) -> None:
    """List the claims that were pinned, with their ids."""
    from onrecord.store.sqlite.record import Record
    from onrecord.store.sqlite.writes.claims import claims as pinned

    with Record.open(record, readonly=True) as opened:
        found = pinned(opened)
    if not found:
        click.echo("No claim is pinned. `onrecord claims add TEXT` pins one.", err=True)
    for one in found:
        click.echo(f"{one.id[:8]}  {one_line(one.text)}")


@claims.command()
@click.argument("text")
@by_option
@record_option
def add(text: str, by: str, record: str) -> int:
    """Pin a claim, so that exports have it; TEXT is a plain sentence that somebody could affirm or deny."""
    from onrecord.record_relations import hold_claims
    from onrecord.store.sqlite.record import Record
    from onrecord.store.sqlite.writes.claims import pin

    if not any(char.isalnum() for char in text):
        raise click.UsageError("A claim needs words.")
    with Record.open(record) as opened:
        one = pin(opened, text, by=by, at=now())
        hold_claims(opened)
    click.echo(f"Pinned as {one.id[:8]}. `onrecord claims show {one.id[:8]}` shows what bears on it.")
    return 0


@claims.command()
@click.argument("claim")
@by_option
@record_option
def remove(claim: str, by: str, record: str) -> int:
    """Withdraw the claim with this id, or the start of it; that it was pinned stays on record."""
    from onrecord.store.sqlite.record import Record
    from onrecord.store.sqlite.writes.claims import unpin

    with Record.open(record) as opened:
        one = pinned_claim(opened, claim)
        if one is None:
            click.echo(f"No claim {one_line(claim)} in {record}. `onrecord claims list` shows ids.", err=True)
            return 1
        unpin(opened, one, by=by, at=now())
    click.echo(f"Withdrawn: {one_line(one.text)}")
    return 0


@claims.command()
@click.argument("claim", metavar="TEXT|ID")
@model_option
@format_option
@record_option
def show(claim: str, model: str | None, shape: str, record: str) -> None:
    """Show the statements that bear on a claim, the earliest first: one in your words, or one that was pinned."""
    from onrecord.queries.stances import stances
    from onrecord.store.sqlite.record import Record

    with Record.open(record, readonly=True) as opened:
        one = the_claim(opened, claim)
        found = stances(opened, one, model=model)
    shape = shape_of(shape)
    if shape == "table":
        _table(one, found)
    else:
        print_rows(shape, columns.COLUMNS["StanceOnClaim"], columns.rows(found))


@claims.command()
@click.argument("words", nargs=-1, metavar='[WORDS | "A PHRASE"]...')
@filter_options
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 2000), help="How many claims to show.")
@click.option("--statements", "each", is_flag=True, help="Under each claim, who said what on it.")
@format_option
@record_option
def find(words: tuple[str, ...], limit: int, each: bool, shape: str, record: str, **filters: Any) -> None:
    """Find what statements are about, claim by claim: the claims with most statements first.

    Statements are sorted by what they are about; each claim is put in the words of one of them. Up to 2,000 quotations
    are looked at, so name words, a speaker or days in a large record.

    \b
    onrecord claims find
    onrecord claims find ferry fares --statements
    onrecord claims find --speaker Marrick --since 2032 --format csv > claims.csv
    """
    from onrecord.present.cli.search import as_typed
    from onrecord.queries.claim_discovery import discover_claims
    from onrecord.store.sqlite.reads.search import Query
    from onrecord.store.sqlite.record import Record

    query = Query(words=" ".join(map(as_typed, words)), **filters)
    with Record.open(record, readonly=True) as opened, progress("finding claims") as told:
        try:
            found = discover_claims(opened, query, told)[:limit]
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    shape = shape_of(shape)
    if shape == "table":
        _found_table(found, each=each)
    elif each:
        rows = ({"claim": one.claim.text} | row for one in found for row in columns.rows(one.stances))
        print_rows(shape, ("claim", *columns.COLUMNS["StanceOnClaim"]), rows)
    else:
        print_rows(shape, columns.COLUMNS["DiscoveredClaim"], columns.rows(found))


def _found_table(found: tuple[DiscoveredClaim, ...], *, each: bool) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    if not found:
        console.print("No claims found. Try fewer or other words, or leave out a filter.")
        return
    if each:
        _print_each(console, found)
        console.print(STANCES_NOTE, style="dim")
    else:
        _print_claims(console, found)
    console.print('`onrecord claims show "…"` shows what else bears on a claim; `claims add "…"` pins it.', style="dim")


def _print_claims(console: Console, found: tuple[DiscoveredClaim, ...]) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim")
    for name in ("claim", "statements", "days"):
        table.add_column(name, no_wrap=name == "days", overflow="fold")
    for one in found:
        table.add_row(escape(one_line(one.claim.text)), f"{len(one.stances):,}", "\n".join(_days(one)))
    console.print(table)


def _print_each(console: Console, found: tuple[DiscoveredClaim, ...]) -> None:
    from rich.markup import escape
    from rich.padding import Padding

    for one in found:
        console.print(one_line(one.claim.text), style="bold", markup=False)
        console.print(f"{counted(len(one.stances), 'statement')}; {' to '.join(_days(one))}", style="dim")
        for stances in one.stances:
            console.print(Padding(escape(_said(stances)), (0, 0, 0, 4), expand=False))
        console.print()


def _days(one: DiscoveredClaim) -> list[str]:
    (row,) = columns.rows([one])
    return list(dict.fromkeys(filter(None, (row["first_day"], row["last_day"])))) or ["day unknown"]


def _said(each: StanceOnClaim) -> str:
    speaker = one_line(each.statement.speaker or "")
    return f"{each.day or 'unknown'}  {speaker} ({STANCES[each.stance.kind]}): {one_line(each.stance.passage)}"


def _table(claim: Claim, found: tuple[StanceOnClaim, ...]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    if not found:
        console.print("Nothing in the record bears on this. Try a plain sentence with the words that speakers use.")
        return
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim", title=escape(one_line(claim.text)))
    for name, width in (("day", 10), ("speaker", None), ("look for", 15), ("passage", None), ("id", 8)):
        table.add_column(name, min_width=width, no_wrap=width is not None, overflow="fold")
    for each in found:
        speaker = escape(one_line(each.statement.speaker or ""))
        passage = escape(one_line(each.stance.passage))
        table.add_row(each.day or "unknown", speaker, STANCES[each.stance.kind], passage, each.statement.id[:8])
    console.print(table)
    console.print(STANCES_NOTE, style="dim")
    console.print("`onrecord compare ID` shows who reported a statement, and in what words.", style="dim")
