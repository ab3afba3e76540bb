"""`onrecord judge`: what people corrected in brat, into the record, and out of it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.present.cli.common import counted, judging_options, list_problems, now, opened, record_option
from onrecord.types import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.annotations import Judged
    from onrecord.store.sqlite.record import Record


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--undo", type=int, metavar="NUMBER", help="Withdraw the judgement with this number.")
@judging_options
@record_option
def judge(folder: Path | None, undo: int | None, because: str, by: str, record: str) -> int:
    """Judge quotations as people have corrected them in brat, whatever the program thinks.

    FOLDER is one that `onrecord export quotations --format brat` has written. What differs from what was exported
    counts: the ends of content, cue and source, the form, beliefs, quotations that were deleted or added. Each is kept
    as a judgement, with your reason, and can be withdrawn. Judging a folder again changes nothing.

    \b
    onrecord export quotations --format brat -o to-annotate
    onrecord judge to-annotate --because "read side by side" --by "Ida Quill"
    onrecord judge --undo 4
    """
    if (folder is None) == (undo is None):
        raise click.UsageError("Give a folder, or --undo.")
    with opened(record, readonly=False) as target:
        return _undo(target, undo, because, by) if undo is not None else _judge(target, folder or Path(), because, by)


def _judge(record: Record, folder: Path, because: str, by: str) -> int:
    from onrecord import annotations
    from onrecord.record_linking import relink

    found = list(annotations.judge(record, folder, because=because, by=by, at=now()))
    relink(record)
    problems = [each for each in found if isinstance(each, Problem)]
    click.echo(f"{record.path}: {_summary([each for each in found if not isinstance(each, Problem)])}")
    list_problems(problems, len(problems))
    return 1 if problems else 0


def _summary(judged: Sequence[Judged]) -> str:
    """Return what became of a folder in one line."""
    numbers = [number for each in judged for number in each.numbers]
    if not numbers:
        return "nothing new to judge."
    corrected, removed, added = (
        sum(getattr(each, name) for each in judged) for name in ("corrected", "removed", "added")
    )
    documents = counted(sum(len(each.numbers) > 0 for each in judged), "document")
    kept = f"judgements {numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else f"judgement {numbers[0]}"
    return (
        f"{counted(corrected, 'quotation')} corrected, {removed:,} taken out, {added:,} added in {documents}: {kept}."
    )


def _undo(record: Record, number: int, because: str, by: str) -> int:
    from onrecord import annotations
    from onrecord.record_linking import relink

    found = annotations.judgement(record, number)
    if found is None:
        click.echo(f"No judgement {number} of the marks of a quotation in {record.path}.", err=True)
        click.echo("    `onrecord export judgements` prints all of them.", err=True)
        return 1
    annotations.withdraw(record, found, because=because, by=by, at=now())
    relink(record)
    click.echo(f"Noted: the quotation {found.left[:8]} is left to the program.")
    return 0
