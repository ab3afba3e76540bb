"""`onrecord link`: why quotations are taken for one utterance, and how people correct it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.present.cli.common import (
    columns_of,
    judging_options,
    note_judgement,
    one_line,
    opened,
    record_option,
    report_unplaced,
    withdraw_judgement,
)

if TYPE_CHECKING:
    from onrecord.store.sqlite.record import Record
    from onrecord.store.sqlite.writes.judgements import Verdict

Pair = tuple[str, str]


@click.command()
@click.option("--explain", nargs=2, metavar="ID ID", help="Show what speaks for and against one utterance.")
@click.option("--same", nargs=2, metavar="ID ID", help="Judge two quotations to report one utterance.")
@click.option("--apart", nargs=2, metavar="ID ID", help="Judge them to report two.")
@click.option("--undo", type=int, metavar="NUMBER", help="Withdraw the judgement with this number.")
@judging_options
@record_option
def link(
    explain: Pair | None, same: Pair | None, apart: Pair | None, undo: int | None, because: str, by: str, record: str
) -> int:
    """Link actors and statements anew where something changed; with an option, see or correct one link.

    `add` does this by itself, so the bare command only makes up for a run that was stopped. Judgements of people
    outrank the program; each is kept, and can be withdrawn.

    \b
    onrecord link --explain 19ae09cb 3f9a1c22
    onrecord link --apart 19ae09cb 3f9a1c22 --because "two speeches of one day"
    onrecord link --undo 4
    """
    from onrecord.record_linking import relink
    from onrecord.store.sqlite.anchoring.unplaced import count_unplaced

    if sum(option is not None for option in (explain, same, apart, undo)) > 1:
        raise click.UsageError("Give one of --explain, --same, --apart and --undo.")
    with opened(record, readonly=explain is not None) as target:
        if explain:
            return _explain(target, explain)
        if undo is not None:
            return _undo(target, undo, because, by)
        if pair := same or apart:
            return _judge(target, pair, "yes" if same else "no", because, by)
        before = count_unplaced(target)
        relink(target)
        return report_unplaced(target, before)


def _explain(record: Record, pair: Pair) -> int:
    from rich.console import Console

    from onrecord.record_linking import explain
    from onrecord.store.sqlite.reads.statements import statement
    from onrecord.thresholds import AGAINST_STATEMENT, SAME_STATEMENT
    from onrecord.types import total

    ids = _ids(record, pair)
    if ids is None:
        return 1
    console = Console(highlight=False)
    left, right = (statement(record, identity) for identity in ids)
    table = columns_of(("part", None), ("score", None), ("because", None), right=("score",), below=0)
    parts = explain(record, *ids)
    for part in parts:
        table.add_row(part.part, f"{part.score:+.2f}", one_line(part.detail))
    table.add_row("sum", f"{total(parts):+.2f}", "", style="bold")
    console.print(table)
    together = left is not None and right is not None and left.id == right.id
    console.print(
        f"{'One statement' if together else 'Two statements'}. From {SAME_STATEMENT:g} on two may be one; "
        f"below {AGAINST_STATEMENT:g} they never are, whoever else is like both."
    )
    return 0


def _judge(record: Record, pair: Pair, verdict: Verdict, because: str, by: str) -> int:
    ids = _ids(record, pair)
    if ids is None:
        return 1
    if ids[0] == ids[1]:
        raise click.UsageError("Both ids are of one and the same quotation.")
    _note(record, ids, verdict, because, by)
    return 0


def _undo(record: Record, number: int, because: str, by: str) -> int:
    from onrecord.store.sqlite.writes.judgements import judgement

    found = judgement(record, number)
    if found is None:
        click.echo(f"No judgement {number} in {record.path}. `onrecord export judgements` prints them.", err=True)
        return 1
    if found.kind == "quotation":
        click.echo(
            f"Judgement {number} is of the marks of one quotation. `onrecord judge --undo {number}` withdraws it.",
            err=True,
        )
        return 1
    if found.kind != "same" or found.of == "actor":
        click.echo(f"Judgement {number} is not of quotations. `onrecord actors undo {number}` withdraws it.", err=True)
        return 1
    withdraw_judgement(record, found, because, by)
    _report(record, (found.left, found.right))
    return 0


def _note(record: Record, pair: Pair, verdict: Verdict, because: str, by: str) -> None:
    note_judgement(record, pair, verdict, because, by)
    _report(record, pair)


def _report(record: Record, pair: Pair) -> None:
    """Print the last judgement on a pair, and what follows from it."""
    from onrecord.store.sqlite.reads.statements import statement
    from onrecord.store.sqlite.writes.judgements import judgements

    number = judgements(record, pair)[-1].number
    ids = {view.id for view in (statement(record, identity) for identity in pair) if view}
    if len(ids) == 0:
        click.echo(f"Noted as judgement {number}. The words are not found now.")
    else:
        click.echo(f"Noted as judgement {number}. Now {'one statement' if len(ids) == 1 else 'two statements'}.")


def _ids(record: Record, pair: Pair) -> Pair | None:
    """Return the ids of two quotations whose beginnings are given; None, with a message, if there is no such one."""
    from onrecord.store.sqlite.reads import views

    found = [views.quotation(record, identity) for identity in pair]
    for identity, view in zip(pair, found, strict=True):
        if view is None:
            click.echo(f"No quotation {one_line(identity)} in {record.path}. `onrecord search` lists ids.", err=True)
            return None
    left, right = (view.quotation.id for view in found if view)
    return left, right
