"""`onrecord export`: what a record holds, whole, for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.present.cli.common import is_terminal, opened, output_option, progress, record_option
from onrecord.present.exports.errors import ExportError, MissingPackageError
from onrecord.present.exports.formats import FORMATS, WHAT, text_out


@click.command()
@click.argument("what", type=click.Choice([*WHAT, "codebook"]))
@click.option(
    "--format",
    "shape",
    default=None,
    type=click.Choice([*FORMATS, "markdown"]),
    help="Default jsonl: JSON Lines. For the codebook markdown, or csv.",
)
@output_option("Where to write it, instead of standard output; a folder for brat.")
@record_option
def export(what: str, shape: str | None, place: Path | None, record: str) -> None:
    """Write what a record holds, all of it: quotations, statements, claims, actors, judgements or problems.

    Claims are those that were pinned, then those found among the newest 2,000 quotations, each with every quotation
    that speaks of it. Judgements are those of the program (quotations taken for one utterance; statements to compare
    with earlier ones; by its version) and of people.

    Any of them goes into JSON Lines (jsonl), csv or parquet, flat tables whose columns the codebook explains.
    Quotations and claims go into jsonld (schema.org), quotations into webannotation (W3C, without the articles) and
    brat (a folder for annotators), pinned claims into claimreview, actors and statements into ftm (FollowTheMoney).

    \b
    onrecord export statements > statements.jsonl
    onrecord export quotations --format parquet -o quotations.parquet
    onrecord export judgements --record coverage.db | jq .because
    onrecord export codebook
    """
    try:
        if what == "codebook":
            _codebook(shape or "markdown", place)
        else:
            _export(what, shape or "jsonl", place, record)
    except MissingPackageError as error:
        raise click.ClickException(str(error)) from None
    except ExportError as error:
        raise click.UsageError(str(error)) from None


def _export(what: str, shape: str, place: Path | None, record: str) -> None:
    from onrecord.present.exports import export as exports

    if shape not in FORMATS:
        raise ExportError(f"{shape} holds the codebook only.")
    with opened(record) as source, progress(f"exporting {what}") as advance:
        # On one terminal, a bar and what is printed would get into each other.
        exports.export(source, what, shape, place, None if place is None and is_terminal() else advance)


def _codebook(shape: str, place: Path | None) -> None:
    from onrecord.present.exports import codebook

    writers = {"markdown": codebook.write_markdown, "csv": codebook.write_csv}
    if shape not in writers:
        raise ExportError("The codebook is written as markdown or csv.")
    with text_out(place) as out:
        writers[shape](out)
