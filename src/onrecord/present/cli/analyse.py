"""`onrecord analyse`: one JSON object a story to standard output, without a record."""

from __future__ import annotations

import click

from onrecord.present.cli.common import as_json, list_problems
from onrecord.types import Problem, to_json


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="PATH...")
@click.option("--text", "with_text", is_flag=True, help="Add document.text, which all offsets count.")
def analyse(places: tuple[str, ...], with_text: bool) -> int:
    """Print what each story reports, one JSON object a line.

    \b
    onrecord analyse story.txt
    onrecord analyse coverage/ --text | jq -r '.quotations[] | [.speaker.name, .text] | @tsv'
    """
    from onrecord.pipeline import readings
    from onrecord.stages.read import read

    problems: list[Problem] = []
    for found in read(places):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        for reading in readings(found):
            click.echo(as_json(to_json(reading, with_text=with_text)))
            problems += reading.problems
    list_problems(problems, len(problems))
    return 1 if problems else 0
