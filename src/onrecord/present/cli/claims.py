"""`onrecord claims`: propositions in your own words, and the statements to compare with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.present.cli.certainty import certainty
from onrecord.present.cli.common import (
    by_option,
    columns_of,
    counted,
    filter_options,
    format_option,
    model_option,
    now,
    one_line,
    opened,
    print_list,
    progress,
    query_of,
    record_option,
    the_claim,
)
from onrecord.present.cli.search import before
from onrecord.present.terms import STANCES, STANCES_NOTE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from onrecord.present.introduced import Introduced
    from onrecord.queries.claim_discovery import DiscoveredClaim
    from onrecord.queries.stances import StanceOnClaim
    from onrecord.store.sqlite.writes.claims import Claim


@click.group()
def claims() -> None:
    """See which statements speak of a claim, find claims that were made, and keep those that matter to you.

    Whether a statement affirms or denies a claim is a guess by acts and negation, and most often it does neither:
    compare the passage with the claim. Nothing is said of whether a claim is true.

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
    from onrecord.store.sqlite.writes.claims import claims as pinned

    with opened(record) as source:
        found = pinned(source)
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
    from onrecord.store.sqlite.writes.claims import pin

    if not any(char.isalnum() for char in text):
        raise click.UsageError("A claim needs words.")
    with opened(record, readonly=False) as target:
        one = pin(target, text, by=by, at=now())
        hold_claims(target)
    click.echo(f"Pinned as {one.id[:8]}. `onrecord claims show {one.id[:8]}` shows the statements that speak of it.")
    return 0


@claims.command()
@click.argument("claim")
@by_option
@record_option
def remove(claim: str, by: str, record: str) -> int:
    """Withdraw the claim with this id, or the start of it; that it was pinned stays on record."""
    from onrecord.store.sqlite.writes.claims import claim as pinned
    from onrecord.store.sqlite.writes.claims import unpin

    with opened(record, readonly=False) as target:
        one = pinned(target, claim)
        if one is None:
            click.echo(f"No claim {one_line(claim)} in {record}. `onrecord claims list` shows ids.", err=True)
            return 1
        unpin(target, one, by=by, at=now())
    click.echo(f"Withdrawn: {one_line(one.text)}")
    return 0


@claims.command()
@click.argument("claim", metavar="TEXT|ID")
@model_option
@format_option
@record_option
def show(claim: str, model: str | None, shape: str, record: str) -> None:
    """Show the statements that speak of a claim, the earliest first: one in your words, or one that was pinned."""
    from onrecord.columns.claims import STANCES as COLUMNS
    from onrecord.present.introduced import introduced
    from onrecord.queries.stances import stances

    with opened(record) as source:
        one = the_claim(source, claim)
        found = stances(source, one, model=model)
        introductions = introduced(source, [each.statement.bearer(each.stance.passage) for each in found])
    print_list(shape, COLUMNS, found, lambda: _table(one, found, introductions))


@claims.command()
@click.argument("words", nargs=-1, metavar='[WORDS | "A PHRASE"]...')
@filter_options
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 2000), help="How many claims to show.")
@click.option("--statements", "each", is_flag=True, help="Under each claim, who said what of it.")
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
    from onrecord.columns.claims import CLAIM_STANCES, DISCOVERED_CLAIMS, ClaimStance
    from onrecord.queries.claim_discovery import discover_claims

    with opened(record) as source, progress("finding claims") as advance:
        found = discover_claims(source, query_of(words, **filters), advance)[:limit]
    if each:
        stances = [ClaimStance(one.claim, stance) for one in found for stance in one.stances]
        print_list(shape, CLAIM_STANCES, stances, lambda: _discovered(found, each=True))
    else:
        print_list(shape, DISCOVERED_CLAIMS, found, lambda: _discovered(found, each=False))


def _discovered(found: tuple[DiscoveredClaim, ...], *, each: bool) -> None:
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
    console.print(
        '`onrecord claims show "…"` shows what else speaks of a claim; `claims add "…"` pins it.', style="dim"
    )


def _print_claims(console: Console, found: tuple[DiscoveredClaim, ...]) -> None:
    from rich.markup import escape

    table = columns_of(("claim", None), ("statements", None), ("days", None), whole=("days",))
    for one in found:
        table.add_row(escape(one_line(one.claim.text)), f"{len(one.stances):,}", "\n".join(_days(one)))
    console.print(table)


def _print_each(console: Console, found: tuple[DiscoveredClaim, ...]) -> None:
    from rich.markup import escape
    from rich.padding import Padding

    for one in found:
        console.print(one_line(one.claim.text), style="bold", markup=False)
        console.print(f"{counted(len(one.stances), 'statement')}; {' to '.join(_days(one))}", style="dim")
        for stance in one.stances:
            console.print(Padding(escape(_said(stance)), (0, 0, 0, 4), expand=False))
        console.print()


def _days(one: DiscoveredClaim) -> list[str]:
    days = [each.day for each in one.stances if each.day]
    return list(dict.fromkeys((days[0], days[-1]))) if days else ["day unknown"]


def _said(each: StanceOnClaim) -> str:
    speaker = one_line(each.statement.speaker or "")
    return f"{each.day or 'unknown'}  {speaker} ({STANCES[each.stance.kind]}): {one_line(each.stance.passage)}"


def _table(claim: Claim, found: tuple[StanceOnClaim, ...], introductions: Mapping[str, Introduced]) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False)
    if not found:
        console.print("Nothing in the record speaks of this. Try a plain sentence with the words that speakers use.")
        return
    columns = (("day", 10), ("speaker", None), ("look for", 15), ("passage", None), ("id", 8))
    table = columns_of(*columns, whole=("day", "look for", "id"), title=one_line(claim.text))
    for each in found:
        speaker = escape(one_line(each.statement.speaker or ""))
        introduction = before(introductions[each.statement.bearer(each.stance.passage)])
        passage = escape(introduction + one_line(each.stance.passage))
        table.add_row(each.day or "unknown", speaker, STANCES[each.stance.kind], passage, each.statement.id[:8])
    console.print(table)
    console.print(STANCES_NOTE, style="dim")
    console.print("`onrecord compare ID` shows who reported a statement, and in what words.", style="dim")
