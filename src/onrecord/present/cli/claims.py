"""`onrecord claims`: propositions in your own words, and who affirms, denies or questions them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from onrecord.present.cli.common import (
    by_option,
    counted,
    format_option,
    now,
    one_line,
    print_rows,
    record_option,
    shape_of,
)

if TYPE_CHECKING:
    from onrecord.bearing import Bearing
    from onrecord.store.claims import Claim
    from onrecord.store.record import Record

COLUMNS = ("day", "speaker", "stance", "passage", "outlets", "score", "statement")


@click.group()
def claims() -> None:
    """See what bears on a claim, and keep the claims that matter to you.

    The side a statement takes is told by acts and negation, and is often wrong: read the passage. Nothing is said of
    whether a claim is true.

    \b
    onrecord claims show "Growers will be paid in bonds"
    onrecord claims add "Growers will be paid in bonds"
    onrecord claims list
    """


@claims.command("list")
@record_option
def list_(record: str) -> None:
    """List the claims that were pinned, with their ids."""
    from onrecord.store.claims import claims as pinned
    from onrecord.store.record import Record

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
    from onrecord.store.claims import pin
    from onrecord.store.record import Record

    if not any(char.isalnum() for char in text):
        raise click.UsageError("A claim needs words.")
    with Record.open(record) as opened:
        one = pin(opened, text, by=by, at=now())
    click.echo(f"Pinned as {one.id[:8]}. `onrecord claims show {one.id[:8]}` shows what bears on it.")
    return 0


@claims.command()
@click.argument("claim")
@by_option
@record_option
def remove(claim: str, by: str, record: str) -> int:
    """Withdraw the claim with this id, or the start of it; that it was pinned stays on record."""
    from onrecord.store.claims import unpin
    from onrecord.store.record import Record

    with Record.open(record) as opened:
        one = _pinned(opened, claim)
        if one is None:
            click.echo(f"No claim {one_line(claim)} in {record}. `onrecord claims list` shows ids.", err=True)
            return 1
        unpin(opened, one, by=by, at=now())
    click.echo(f"Withdrawn: {one_line(one.text)}")
    return 0


@claims.command()
@click.argument("claim", metavar="TEXT|ID")
@format_option
@record_option
def show(claim: str, shape: str, record: str) -> None:
    """Show the statements that bear on a claim, the earliest first: one in your words, or one that was pinned."""
    from onrecord.bearing import bearing
    from onrecord.store.claims import asked
    from onrecord.store.record import Record

    with Record.open(record, readonly=True) as opened:
        one = _pinned(opened, claim) or asked(claim)
        found = bearing(opened, one)
    shape = shape_of(shape)
    if shape == "table":
        _table(one, found)
    else:
        print_rows(shape, COLUMNS, map(_row, found))


def _pinned(record: Record, identity: str) -> Claim | None:
    from onrecord.store.claims import claim
    from onrecord.store.errors import AmbiguousError

    try:
        return claim(record, identity)
    except AmbiguousError as error:
        raise click.UsageError(str(error)) from None


def _row(each: Bearing) -> dict[str, Any]:
    return {
        "day": each.day or None,
        "speaker": each.statement.speaker,
        "stance": each.stance.kind,
        "passage": each.stance.passage,
        "outlets": ", ".join(each.statement.outlets),
        "score": round(each.stance.score, 3),
        "statement": each.statement.id,
    }


def _table(claim: Claim, found: tuple[Bearing, ...]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    if not found:
        console.print("Nothing in the record bears on this. Try a plain sentence with the words that speakers use.")
        return
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim", title=escape(one_line(claim.text)))
    for name, width in (("day", 10), ("speaker", None), ("stance", 9), ("passage", None), ("id", 8)):
        table.add_column(name, min_width=width, no_wrap=width is not None, overflow="fold")
    for each in found:
        speaker = escape(one_line(each.statement.speaker or ""))
        passage = escape(one_line(each.stance.passage))
        table.add_row(each.day or "unknown", speaker, each.stance.kind, passage, each.statement.id[:8])
    console.print(table)
    kinds = Counter(each.stance.kind for each in found)
    console.print(", ".join(f"{kind}: {counted(number, 'statement')}" for kind, number in kinds.most_common()))
    console.print("`onrecord compare ID` shows who reported a statement, and in what words.", style="dim")
