"""`onrecord demo`: a small record of made-up coverage, in the browser."""

from __future__ import annotations

from contextlib import chdir
from functools import partial
from importlib import resources

import click

from onrecord.present.cli.add import Tally
from onrecord.present.cli.common import record_option
from onrecord.present.cli.serve import start


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--port", type=click.IntRange(0, 65535), help="0 takes any free one.  [default: 8765, or any free one if taken]"
)
@partial(record_option, default="onrecord-demo.db", description="Where to keep it.")
@click.option("--no-serve", is_flag=True, help="Only make the record.")
def demo(host: str, port: int | None, record: str, no_serve: bool) -> None:
    """Make a record of thirty made-up stories by five made-up outlets and serve it.

    \b
    onrecord demo
    onrecord search --record onrecord-demo.db barrage
    """
    from onrecord.ingest import add
    from onrecord.store.sqlite.record import Record

    tally = Tally()
    with resources.as_file(resources.files("onrecord").joinpath("demo")) as folder, Record.open(record) as opened:
        names = sorted(f"demo/{path.name}" for path in folder.iterdir() if path.suffix != ".md")
        with chdir(folder.parent):  # the record shall name the stories, not the place where the program is installed
            for found in add(opened, names):
                tally.count(found)
    click.echo(tally.summary(record))
    if not no_serve:
        start(record, host, port)
