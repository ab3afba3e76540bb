"""`onrecord export`: what a record holds, whole, as JSON Lines for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from onrecord.present.cli.common import as_json, progress, record_option

if TYPE_CHECKING:
    from onrecord.store.record import Record


@click.command()
@click.argument("what", type=click.Choice(["statements", "claims", "judgements"]))
@record_option
def export(what: str, record: str) -> None:
    """Print what a record holds as JSON Lines: statements with all their reports, claims, or judgements.

    Claims are those that were pinned, then those found among the newest 2,000 quotations, each with every quotation
    that bears on it. Judgements are those of the program
    (quotations taken for one utterance; statements that deny, repeat or shift from earlier ones; by its version) and of
    people.

    \b
    onrecord export statements > statements.jsonl
    onrecord export judgements --record coverage.db | jq .because
    """
    from onrecord.store.record import Record

    with Record.open(record, readonly=True) as opened:
        for line in {"statements": _statements, "claims": _claims, "judgements": _judgements}[what](opened):
            click.echo(as_json(line))


def _statements(record: Record) -> Iterator[dict[str, Any]]:
    from onrecord.comparing import all_compared, to_line

    return map(to_line, all_compared(record))


def _claims(record: Record) -> Iterator[dict[str, Any]]:
    from onrecord.bearing import bearing, claim_to_line
    from onrecord.finding import find_claims
    from onrecord.store.claims import claims

    kept = claims(record)
    for one in kept:
        yield claim_to_line(one, bearing(record, one))
    with progress("finding claims") as told:
        found = find_claims(record, told=told)
    for each in found:
        if each.claim.id not in {one.id for one in kept}:
            yield claim_to_line(each.claim, each.bearing)


def _judgements(record: Record) -> Iterator[dict[str, Any]]:
    from onrecord.comparing import Relater, relation_to_line
    from onrecord.pipeline import version
    from onrecord.store.judgements import judgements
    from onrecord.store.statements import statements
    from onrecord.types import total

    names = ("left", "right", "kind", "verdict", "score", "because", "by", "at")
    relater = Relater(record)
    for view in statements(record):
        yield from map(relation_to_line, relater.relations(view))
        for report in view.reports:
            if report.beside:
                score = round(total(report.because), 3)
                parts = [part._asdict() for part in report.because]
                model = (report.beside, report.quotation.id, "same", "yes", score, parts, version(), None)
                yield dict(zip(names, model, strict=True))
    for told in judgements(record):
        parts = [part._asdict() for part in told.because]
        row = (told.left, told.right, told.kind, told.verdict, told.score, parts, told.by, told.at)
        yield dict(zip(names, row, strict=True))
