"""`onrecord compare`: one statement, outlet beside outlet, with what each changed or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.present.cli.common import (
    as_json,
    cite_option,
    columns_of,
    counted,
    one_line,
    opened,
    print_citations,
    record_option,
)
from onrecord.present.cli.search import before
from onrecord.present.differences import bits, described
from onrecord.present.terms import POLARITIES, RELATIONS, TO_COMPARE, TWO_PASSAGES, WORDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.present.introduced import Introduced
    from onrecord.queries.compare import ComparedStatement
    from onrecord.queries.relations import RelationFinder
    from onrecord.store.sqlite.reads.statements import ReportView
    from onrecord.store.sqlite.reads.views import QuotationView
    from onrecord.types import Difference, Relation


@click.command()
@click.argument("identity", metavar="ID")
@click.option("--json", "data", is_flag=True, help="Print the statement as the interchange contract has it.")
@cite_option
@record_option
def compare(identity: str, data: bool, style: str | None, record: str) -> int:
    """Compare the reports of one utterance: outlets side by side, differences marked, first out first.

    Below stand passages of earlier and later statements, to compare with its own.

    ID is that of any quotation that reports it, or its first six or more characters. Words that an outlet has in place
    of others stand in ⟦ ⟧, a place where words are missing is marked ‸.

    \b
    onrecord compare 19ae09cb
    onrecord compare 19ae09cb --json
    onrecord compare 19ae09cb --cite markdown
    """
    if data and style:
        raise click.UsageError("Give --json or --cite, not both.")
    from onrecord.present.introduced import introduced
    from onrecord.queries.compare import compare as find
    from onrecord.queries.lines import relation_line, statement_line
    from onrecord.queries.relations import RelationFinder
    from onrecord.store.sqlite.reads import views

    with opened(record) as source:
        found = find(source, identity)
        if found is None:
            click.echo(_no_statement(views.quotation(source, identity), identity, record), err=True)
            return 1
        if style:
            reports = (views.quotation(source, report.quotation.id) for report in found.statement.reports)
            print_citations([report for report in reports if report], style)
            return 0
        finder = RelationFinder(source)
        relations, answers = finder.relations(found.statement), finder.answers(found.statement)
        if data:
            lines = [relation_line(relation) for relation in (*relations, *answers)]
            click.echo(as_json({**statement_line(found), "relations": lines}))
            return 0
        _print(found, introduced(source, [report.quotation.id for report in found.statement.reports]))
        earlier, later = ((each, each.right) for each in relations), ((each, each.left) for each in answers)
        _print_relations(finder, [*earlier, *later])
    return 0


def _no_statement(found: QuotationView | None, identity: str, record: str) -> str:
    """Say why there is nothing to compare: the words were not said, or there is no such quotation."""
    if found and found.quotation.polarity in POLARITIES:
        words = POLARITIES[found.quotation.polarity]
        return f"The words of {one_line(identity)} are {words}: there is no statement to compare. See `onrecord show`."
    return f"No quotation {one_line(identity)} in {record}. `onrecord search` lists ids."


def _print_relations(finder: RelationFinder, found: Sequence[tuple[Relation, str]]) -> None:
    """Print passages of other statements beside those of this one, and why they stand side by side."""
    from rich.console import Console

    console = Console(highlight=False)
    for relation, identity in found:
        other = finder.statement(identity)
        if other is None:
            continue
        passages = (relation.passage, relation.other_passage)
        theirs, own = passages if identity == relation.left else passages[::-1]
        who = ", ".join(filter(None, (other.speaker, other.said.value if other.said else "")))
        console.print()
        console.print(one_line(f"{TWO_PASSAGES} ({RELATIONS[relation.kind]})"), markup=False)
        console.print(one_line(f"  {who}: {theirs} ({identity[:8]})"), markup=False)
        console.print(one_line(f"  this statement: {own}"), markup=False)
        why = ", ".join(f"{part.part} {part.score:+g} ({part.detail})" for part in relation.because)
        console.print(one_line(f"  because: {why}"), style="dim", markup=False)
    if found:
        console.print()
        console.print(TO_COMPARE, style="dim")


def _print(found: ComparedStatement, introductions: Mapping[str, Introduced]) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False)
    view = found.statement
    console.print(one_line(view.speaker or "unknown speaker"), style="bold", markup=False)
    facts = [
        f"said {view.said.value}" if view.said else "day unknown",
        counted(len(view.reports), "report"),
        counted(len(view.outlets), "outlet"),
        f"first out: {view.outlets[0]}" if view.outlets else "",
    ]
    console.print(one_line(" · ".join(filter(None, facts))), style="dim", markup=False)
    console.print()
    columns = ((name, None) for name in ("outlet", "out", "wording", "words", "id"))
    table = columns_of(*columns, whole=("out", "id"))
    for report, wording in found.rows:
        relay = ", ".join(link.name for link in report.quotation.relay)
        carrier = f"{report.story.outlet or 'unknown'}{f' through {relay}' if relay else ''}"
        out = report.story.published.value if report.story.published else ""
        table.add_row(
            escape(one_line(carrier)),
            out,
            WORDINGS[wording.kind],
            escape(before(introductions[report.quotation.id]) + one_line(marked(report, wording.differences))),
            report.quotation.id[:8],
        )
    console.print(table)
    for line in described(found):
        console.print(one_line(line), markup=False)


_MARKS = {"other": "⟦{}⟧", "gap": "‸"}


def marked(report: ReportView, differences: tuple[Difference, ...]) -> str:
    """Return the words of a report with the places marked where it differs."""
    cut = bits(report, differences, len(report.quotation.text))
    return "".join(_MARKS.get(bit.kind, "{}").format(bit.text) for bit in cut)
