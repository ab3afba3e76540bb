"""`onrecord analyse`: one JSON object a story to standard output, without a record."""

from __future__ import annotations

from contextlib import closing

import click

from onrecord.present.cli.common import MOST_LISTED, as_json, batch_options, list_problems
from onrecord.types import Problem
from onrecord.types.json import to_json


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="PATH...")
@click.option("--text", "with_text", is_flag=True, help="Add document.text, which all offsets count.")
@batch_options
def analyse(places: tuple[str, ...], with_text: bool, readings: bool, jobs: int, strict: bool) -> int:
    """Print what each story reports, one JSON object a line.

    \b
    onrecord analyse story.txt
    onrecord analyse coverage/ --text | jq -r '.quotations[] | [.speaker.name, .text] | @tsv'
    """
    from onrecord.analysis.batch import analysed
    from onrecord.readers.places import read

    problems, count = list[Problem](), 0
    with closing(analysed(read(places, strict=strict, readings=readings), jobs, strict=strict)) as found:
        for each in found:
            stories = () if isinstance(each, Problem) else each.readings
            for story in stories:
                click.echo(as_json(to_json(story, with_text=with_text)))
            new = [each] if isinstance(each, Problem) else [problem for story in stories for problem in story.problems]
            count += len(new)
            problems += new[: max(0, MOST_LISTED - len(problems))]
    list_problems(problems, count)
    return 1 if count else 0
