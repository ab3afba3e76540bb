"""`onrecord judge`: what people corrected in brat, into the record, and out of it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.present.cli.common import (
    counted,
    judging_options,
    list_problems,
    now,
    one_line,
    opened,
    record_option,
    report_unplaced,
)
from onrecord.types import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.annotations import Judged
    from onrecord.store.sqlite.anchoring.unplaced import LostThing, UnplacedJudgement
    from onrecord.store.sqlite.record import Record
    from onrecord.store.sqlite.writes.judgements import Judgement

_LONGEST_WORDS = 160
_OF = {"yes": "the same", "no": "two"}


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--undo", type=int, metavar="NUMBER", help="Withdraw the judgement with this number.")
@click.option("--unplaced", is_flag=True, help="List the judgements whose words are not found now.")
@click.option(
    "--place",
    type=(int, str, str),
    metavar="NUMBER LOST ID",
    help="Have a judgement be of the quotation or actor ID instead of LOST.",
)
@judging_options
@record_option
def judge(
    folder: Path | None,
    undo: int | None,
    unplaced: bool,
    place: tuple[int, str, str] | None,
    because: str,
    by: str,
    record: str,
) -> int:
    """Judge quotations as people have corrected them in brat, whatever the program thinks.

    FOLDER is one that `onrecord export quotations --format brat` has written. What differs from what was exported
    counts: the ends of content, cue and source, the form, beliefs, quotations that were deleted or added. Each is kept
    as a judgement, with your reason, and can be withdrawn. Judging a folder again changes nothing.

    \b
    onrecord export quotations --format brat -o to-annotate
    onrecord judge to-annotate --because "read side by side" --by "Ida Quill"
    onrecord judge --undo 4

    Judgements of all kinds are found again by their words when a document is analysed anew. Those whose words are not
    found are listed by --unplaced, each with what is near; they hold again when the words come back.

    \b
    onrecord judge --unplaced
    onrecord judge --place 4 19ae09cb 3f9a1c22
    """
    if sum((folder is not None, undo is not None, unplaced, place is not None)) != 1:
        raise click.UsageError("Give a folder, or one of --undo, --unplaced and --place.")
    with opened(record, readonly=unplaced) as target:
        if unplaced:
            return _list_unplaced(target)
        if place:
            return _place_again(target, place, by)
        return _undo(target, undo, because, by) if undo is not None else _judge(target, folder or Path(), because, by)


def _judge(record: Record, folder: Path, because: str, by: str) -> int:
    from onrecord import annotations
    from onrecord.record_linking import relink
    from onrecord.store.sqlite.anchoring.unplaced import count_unplaced

    before = count_unplaced(record)
    found = list(annotations.judge(record, folder, because=because, by=by, at=now()))
    relink(record)
    problems = [each for each in found if isinstance(each, Problem)]
    click.echo(f"{record.path}: {_summary([each for each in found if not isinstance(each, Problem)])}")
    list_problems(problems, len(problems))
    lost = report_unplaced(record, before)
    return 1 if problems or lost else 0


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


def _list_unplaced(record: Record) -> int:
    from onrecord.store.sqlite.anchoring.unplaced import unplaced

    found = unplaced(record)
    for each in found:
        _print_unplaced(each)
    if not found:
        click.echo("All judgements of people are in their place.")
    return 0


def _print_unplaced(each: UnplacedJudgement) -> None:
    one = each.judgement
    because = ", ".join(part.detail for part in one.because if part.detail)
    made = one_line(" · ".join(filter(None, (f"{one.by}, {one.at[:10]}", because))))
    click.echo(f"{one.number}  {_judged(one)}: {made}")
    for lost in each.lost:
        click.echo(f"    not found: {lost.id[:8]}  {_described(lost)}")
        for near in lost.near:
            click.echo(f"    near:      {near.id[:8]}  {_shortened(near.text)}")
        if one.kind != "quotation":
            click.echo(f"    onrecord judge --place {one.number} {lost.id[:8]} ID")
    if not each.lost:
        click.echo(f"    both are one now: {one.left[:8]}")
    click.echo(f"    {_command_that_withdraws(one)}")


def _judged(one: Judgement) -> str:
    if one.kind == "quotation":
        return "marks of a quotation"
    if one.kind == "speaker":
        return f"a quotation of the actor {one.right[:8]}"
    return f"{one.of or 'thing'}s {_OF[one.verdict]}" if one.verdict in _OF else one.verdict


def _described(lost: LostThing) -> str:
    words = _shortened(" ".join(mention.text for mention in lost.words)) if lost.of == "quotation" else ""
    return one_line(" · ".join(filter(None, (words, lost.name, lost.document))))


def _shortened(words: str) -> str:
    words = one_line(words)
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"


def _command_that_withdraws(one: Judgement) -> str:
    if one.kind == "quotation":
        return f"onrecord judge --undo {one.number}"
    is_of_actors = one.kind == "speaker" or one.of == "actor"
    return f"onrecord actors undo {one.number}" if is_of_actors else f"onrecord link --undo {one.number}"


def _place_again(record: Record, place: tuple[int, str, str], by: str) -> int:
    from onrecord.record_linking import relink
    from onrecord.store.sqlite.anchoring.anchors import Placing
    from onrecord.store.sqlite.writes import judgements, quotation_actors

    number, lost, given = place
    found = judgements.judgement(record, number)
    identity = _identity(record, given)
    whole = [each for each in (found.left, found.right) if each.startswith(lost)] if found and len(lost) > 5 else []
    if found is None or identity is None or found.kind == "quotation" or not whole:
        click.echo(f"No judgement {number} of {one_line(lost)}, or no {one_line(given)} in {record.path}.", err=True)
        click.echo("    `onrecord judge --unplaced` lists the judgements, `onrecord search` the quotations.", err=True)
        return 1
    try:
        if found.kind == "speaker":
            quotation_actors.place_again(record, number, identity, Placing(by, now()))
        else:
            judgements.place_again(record, number, whole[0], identity, Placing(by, now()))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    relink(record)
    click.echo(f"Noted: judgement {number} is of {identity[:8]} now.")
    return 0


def _identity(record: Record, given: str) -> str | None:
    """Return the id of the quotation or actor that is named by its id, the start of it, or the name of an actor."""
    from onrecord.store.sqlite.reads import views
    from onrecord.store.sqlite.reads.actors import actor_id

    view = views.quotation(record, given)
    return view.quotation.id if view else actor_id(record, given)
