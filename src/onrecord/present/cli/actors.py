"""`onrecord actors`: which names are taken for one actor, and why; lists to link them to; corrections by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.present.cli.common import (
    as_json,
    columns_of,
    counted,
    format_option,
    judging_options,
    list_problems,
    note_judgement,
    now,
    one_line,
    opened,
    print_list,
    record_option,
    state_of_body,
    withdraw_judgement,
)
from onrecord.types import Problem

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.store.sqlite.reads.actors import ActorRow, ActorView
    from onrecord.store.sqlite.record import Record
    from onrecord.store.sqlite.writes.judgements import Verdict
    from onrecord.types import ListEntry, Part

_AT_ONCE = 1000  # entries of a list in one transaction
_VERDICTS = {"yes": "the same", "no": "two", "withdrawn": "left to the program"}


@click.group()
def actors() -> None:
    """See which names are taken for one actor and why, and correct it.

    An actor is named by its id, the start of it, or its whole name. Whatever you decide is kept with your reason, and
    can be undone.

    \b
    onrecord actors list ruel
    onrecord actors show "Ana Ruel"
    onrecord actors import office-holders.csv
    onrecord actors merge "Ana Ruel" "A. M. Ruel" --because "her full name"
    onrecord actors undo 1
    """


@actors.command("list")
@click.argument("name", default="")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 500), help="How many to show.")
@format_option
@record_option
def list_(name: str, limit: int, shape: str, record: str) -> None:
    """List the actors under a name that has these parts, or all, the most quoted first."""
    from onrecord.columns.actors import ACTOR_ROWS
    from onrecord.store.sqlite.reads import actors as stored

    with opened(record) as source:
        found = stored.actors(source, name, limit)
    print_list(shape, ACTOR_ROWS, found, lambda: _table(found))


@actors.command()
@click.argument("identity", metavar="ACTOR")
@click.option("--json", "data", is_flag=True, help="Print it as JSON.")
@record_option
def show(identity: str, data: bool, record: str) -> int:
    """Show an actor: names in print and why they are taken for one, roles with their days, judgements."""
    from onrecord.store.sqlite.reads import actors as stored

    with opened(record) as source:
        view = stored.actor(source, identity)
    if view is None:
        click.echo(f"No actor {one_line(identity)} in {record}. `onrecord actors list` lists them.", err=True)
        return 1
    if data:
        click.echo(as_json(asdict(view)))
    else:
        _print(view)
    return 0


@actors.command("import")
@click.argument("lists", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False))
@record_option
def import_(lists: tuple[str, ...], record: str) -> int:
    """Import lists of actors, and link the record to them.

    A list is CSV (id, name; aliases parted by ";", kind, role, since, until), FollowTheMoney JSON Lines, or JSON of
    Wikidata. An entry takes the place of the one that had its id.
    """
    from onrecord.readers.lists import entries
    from onrecord.record_linking import relink

    problems: list[Problem] = []
    with opened(record, readonly=False) as target:
        for path in map(Path, lists):
            count = _import(target, path.name, entries(path), problems)
            click.echo(f"{record}: {counted(count, 'actor')} from {one_line(path.name)}.")
        relink(target)
    list_problems(problems, len(problems))
    return 1 if problems else 0


def _import(record: Record, source: str, found: Iterator[ListEntry | Problem], problems: list[Problem]) -> int:
    from onrecord.store.sqlite.writes import imported_lists

    count = 0
    while several := list(islice(found, _AT_ONCE)):
        entries = [each for each in several if not isinstance(each, Problem)]
        problems += [each for each in several if isinstance(each, Problem)]
        imported_lists.put(record, entries, source)
        count += len(entries)
    return count


@actors.command()
@click.argument("source", metavar="FILE")
@record_option
def forget(source: str, record: str) -> int:
    """Take a list out of the record again; FILE is the name under which it was imported."""
    from onrecord.record_linking import relink
    from onrecord.store.sqlite.writes import imported_lists

    with opened(record, readonly=False) as target:
        count = imported_lists.remove(target, Path(source).name)
        relink(target)
    if not count:
        click.echo(f"No list {one_line(Path(source).name)} was imported into {record}.", err=True)
        return 1
    click.echo(f"{record}: {counted(count, 'entry', 'entries')} of {one_line(Path(source).name)} taken out.")
    return 0


def _verdict(name: str, verdict: Verdict, help_text: str) -> click.Command:
    @actors.command(name, help=help_text)
    @click.argument("left", metavar="ACTOR")
    @click.argument("right", metavar="OTHER")
    @judging_options
    @record_option
    def command(left: str, right: str, because: str, by: str, record: str) -> int:
        return _judge((left, right), verdict, because, by, record)

    return command


_verdict("merge", "yes", "Judge two actors to be the same, whatever the program thinks.")
_verdict("split", "no", "Judge two actors to be two, whatever the program thinks: name one that `show` lists.")


@actors.command("part-quotations")
@click.argument("identity", metavar="ACTOR")
@click.argument("quotations", nargs=-1, required=True, metavar="ID...")
@judging_options
@record_option
def part_quotations(identity: str, quotations: tuple[str, ...], because: str, by: str, record: str) -> int:
    """Give quotations of an ACTOR, by their ids, to another person of the same name.

    What the program finds later is compared with both; `actors undo` with the number of one of these judgements, which
    `actors show` lists, puts that quotation back.
    """
    from onrecord.record_linking import relink
    from onrecord.store.sqlite.reads.actors import actor
    from onrecord.store.sqlite.reads.views import quotation
    from onrecord.store.sqlite.writes import quotation_actors

    with opened(record, readonly=False) as target:
        view = actor(target, identity)
        if view is None:
            click.echo(f"No actor {one_line(identity)} in {record}. `onrecord actors list` lists them.", err=True)
            return 1
        found = [quotation(target, start) for start in quotations]
        for start, each in zip(quotations, found, strict=True):
            speaker = each.quotation.speaker if each else None
            if speaker is None or speaker.id not in {name.actor for name in view.names}:
                click.echo(f"No quotation {one_line(start)} of {one_line(view.actor.name)} in {record}.", err=True)
                return 1
        ids = {each.quotation.id for each in found if each}
        made = quotation_actors.part_quotations(target, ids, quotation_actors.Decision(because, by, now()))
        relink(target)
    click.echo(f"Noted: {counted(len(ids), 'quotation')} of another {one_line(view.actor.name)} ({made[:8]}).")
    return 0


@actors.command()
@click.argument("number", type=int)
@judging_options
@record_option
def undo(number: int, because: str, by: str, record: str) -> int:
    """Withdraw the judgement with this NUMBER, which `show` lists; the program decides again."""
    from onrecord.store.sqlite.anchoring.document import KIND_OF_SPEAKERS
    from onrecord.store.sqlite.writes.judgements import judgement

    with opened(record, readonly=False) as target:
        found = judgement(target, number)
        if found is None:
            click.echo(f"No judgement {number} in {record}. `onrecord actors show ACTOR` lists them.", err=True)
            return 1
        if found.kind == KIND_OF_SPEAKERS:
            return _put_back(target, number, because, by)
        if found.kind != "same" or found.of == "quotation":
            command = "judge" if found.kind == "quotation" else "link"
            message = f"Judgement {number} is not of actors. `onrecord {command} --undo {number}` withdraws it."
            click.echo(message, err=True)
            return 1
        withdraw_judgement(target, found, because, by)
        _report(target, (found.left, found.right), "withdrawn")
    return 0


def _put_back(record: Record, number: int, because: str, by: str) -> int:
    from onrecord.record_linking import relink
    from onrecord.store.sqlite.writes import quotation_actors

    count = quotation_actors.withdraw(record, number, quotation_actors.Decision(because, by, now()))
    relink(record)
    click.echo(f"Noted: {counted(count, 'quotation')} put back to the speaker that its story names.")
    return 0


def _judge(pair: tuple[str, str], verdict: Verdict, because: str, by: str, record: str) -> int:
    from onrecord.store.sqlite.reads.actors import actor_id

    with opened(record, readonly=False) as target:
        ids = [actor_id(target, name) for name in pair]
        for name, found in zip(pair, ids, strict=True):
            if found is None:
                click.echo(f"No actor {one_line(name)} in {record}. `onrecord actors list` lists them.", err=True)
                return 1
        left, right = map(str, ids)
        if left == right:
            raise click.UsageError(f"{one_line(pair[0])} and {one_line(pair[1])} are one and the same name; write ids.")
        _note(target, (left, right), verdict, because, by)
    return 0


def _note(record: Record, pair: tuple[str, str], verdict: Verdict, because: str, by: str) -> None:
    note_judgement(record, pair, verdict, because, by)
    _report(record, pair, verdict)


def _report(record: Record, pair: tuple[str, str], verdict: Verdict) -> None:
    from onrecord.store.sqlite.reads.actors import actor

    views = [actor(record, identity) for identity in pair]
    names = dict.fromkeys(f"{view.actor.name} ({view.actor.id[:8]})" for view in views if view)
    now_called = f" Now {one_line(' and '.join(names))}." if names else ""
    click.echo(f"Noted: {_VERDICTS[verdict]}.{now_called}")


def _table(rows: tuple[ActorRow, ...]) -> None:
    from rich.console import Console

    table = _columns("quotations", "actor", "kind", "outlets", "from", "to", "id")
    for row in rows:
        days = (row.first_day or "", row.last_day or "")
        table.add_row(f"{row.quotations:,}", one_line(row.name), row.kind, str(row.outlets), *days, row.id[:8])
    Console().print(table if rows else "No such actor. Try fewer parts of the name.")


def _columns(*names: str) -> Table:
    return columns_of(*((name, None) for name in names), whole=("id", "kind"), right=("quotations", "outlets"), below=0)


def _print(view: ActorView) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    actor = view.actor
    console.print(one_line(actor.name), style="bold", markup=False)
    facts = (
        actor.kind,
        counted(actor.quotations, "quotation"),
        counted(actor.outlets, "outlet"),
        _days(actor),
        actor.id,
        f"of {state}" if (state := state_of_body(actor.kind, actor.name)) else "",
        f"from {view.source}" if view.source else "",
    )
    console.print(one_line(" · ".join(filter(None, facts))), style="dim", markup=False)
    for table in (_names(view), _roles(view), _judgements(view)):
        if table.row_count:
            console.print()
            console.print(table)


def _names(view: ActorView) -> Table:
    from rich.markup import escape

    table = _columns("quotations", "name in print", "id", "taken for this actor because")
    for name in view.names:
        table.add_row(f"{name.quotations:,}", escape(one_line(name.name)), name.actor[:8], escape(_why(name.because)))
    return table


def _roles(view: ActorView) -> Table:
    from rich.markup import escape

    table = _columns("from", "to", "role in print", "quotations")
    for role in view.roles:
        table.add_row(role.first_day or "", role.last_day or "", escape(one_line(role.role)), f"{role.quotations:,}")
    for office in view.offices:
        table.add_row(office.since, office.until, escape(f"{one_line(office.role)} (from a list)"), "")
    return table


def _judgements(view: ActorView) -> Table:
    from rich.markup import escape

    table = _columns("number", "at", "by", "judged", "pair", "because")
    for each in view.judgements:
        pair = f"{each.left[:8]}, {each.right[:8]}"
        because = escape(one_line(", ".join(part.detail for part in each.because)))
        table.add_row(str(each.number), each.at, escape(one_line(each.by)), _VERDICTS[each.verdict], pair, because)
    return table


def _days(actor: ActorRow) -> str:
    return f"{actor.first_day} to {actor.last_day}" if actor.first_day else ""


def _why(because: tuple[Part, ...]) -> str:
    return one_line(
        ", ".join(f"{part.part} {part.score:+g}{f' ({part.detail})' if part.detail else ''}" for part in because)
    )
