"""`onrecord promises`: promises, demands and threats, each beside later words to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import click

from onrecord.present.cli.common import (
    columns_of,
    counted,
    filter_options,
    format_option,
    one_line,
    opened,
    print_list,
    progress,
    query_of,
    record_option,
)
from onrecord.present.cli.search import before
from onrecord.present.terms import RELATIONS, TO_COMPARE
from onrecord.types import Binding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.present.introduced import Introduced
    from onrecord.queries.commitments import Commitment


@click.command()
@click.argument("words", nargs=-1, metavar='[WORDS | "A PHRASE"]...')
@filter_options
@click.option(
    "--act",
    "acts",
    multiple=True,
    type=click.Choice(get_args(Binding)),
    metavar="ACT",
    help="Only promise, demand or threaten; may be given twice. Without it, all three.",
)
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(1, 500), help="How many quotations of each to take."
)
@format_option
@record_option
def promises(words: tuple[str, ...], acts: tuple[Any, ...], shape: str, record: str, **filters: Any) -> None:
    """Lay out promises, demands and threats, the earliest first, beside later words to compare.

    Below each stand later passages that may say what became of it, or may be about something else: compare them. One
    with nothing below has none that was found.

    \b
    onrecord promises --speaker Marrick
    onrecord promises --act promise ferry fares --format csv > promises.csv
    """
    from onrecord.columns.claims import COMMITMENTS
    from onrecord.present.introduced import introduced
    from onrecord.queries.commitments import BINDING, commitments

    with opened(record) as source, progress("looking for later words") as advance:
        found = commitments(source, query_of(words, **filters), acts or BINDING, advance)
        introductions = introduced(source, [each.statement.bearer(each.words) for each in found])
    print_list(shape, COMMITMENTS, found, lambda: _table(found, introductions))


def _table(found: tuple[Commitment, ...], introductions: Mapping[str, Introduced]) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False)
    if not found:
        console.print("Nothing found. Try fewer or other words, or leave out a filter.")
        return
    columns = (("day", 10), ("speaker", None), ("act", 8), ("words", 30), ("id", 8))
    table = columns_of(*columns, whole=("day", "act", "id"))
    for each in found:
        words = before(introductions[each.statement.bearer(each.words)]) + one_line(each.words)
        lines = [words, *_terms(each), *_later(each)]
        speaker = escape(one_line(each.statement.speaker or ""))
        table.add_row(each.day or "unknown", speaker, each.act, escape("\n".join(lines)), each.statement.id[:8])
    console.print(table)
    console.print(f"{counted(len(found), 'statement')}.", markup=False)
    if any(each.answers for each in found):
        console.print(TO_COMPARE, style="dim")
    console.print("`onrecord compare ID` shows the outlets side by side, and why.", style="dim")


def _terms(each: Commitment) -> list[str]:
    """Return the deadline and the condition, a line each."""
    terms = (("until when", each.deadline), ("on condition", each.condition))
    return [f"{name}: {one_line(mention.text)}" for name, mention in terms if mention]


def _later(each: Commitment) -> list[str]:
    """Return later passages to compare with it, and what to look for in them, a line each."""
    lines = []
    for answer, later in zip(each.answers, each.statements, strict=True):
        said = f"{later.said.value}, " if later.said else ""
        lines.append(
            one_line(f"{RELATIONS[answer.kind]}, with {said}{later.speaker}: {answer.passage} ({later.id[:8]})")
        )
    return lines
