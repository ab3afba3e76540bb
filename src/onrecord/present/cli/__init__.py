"""The command line: one command a file, errors without tracebacks, exit codes 0 (fine), 1 (problems), 2 (usage)."""

from __future__ import annotations

import io
import os
import sys
from typing import Any, NoReturn

import click

from onrecord.present.cli.actors import actors
from onrecord.present.cli.add import add
from onrecord.present.cli.analyse import analyse
from onrecord.present.cli.claims import claims
from onrecord.present.cli.compare import compare
from onrecord.present.cli.demo import demo
from onrecord.present.cli.export import export
from onrecord.present.cli.judge import judge
from onrecord.present.cli.link import link
from onrecord.present.cli.promises import promises
from onrecord.present.cli.search import search
from onrecord.present.cli.serve import serve
from onrecord.present.cli.show import show
from onrecord.present.cli.timeline import timeline
from onrecord.present.cli.upkeep.backup import backup
from onrecord.present.cli.upkeep.verify import verify
from onrecord.store.errors import RecordError


class Commands(click.Group):
    """Commands whose reader may leave early: `onrecord analyse … | head` is no error."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it could not write to a closed pipe is dropped."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the flush at exit would complain
            return 0
        return code


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
def onrecord() -> None:
    """Turn news coverage into a record of public statements.

    Who said what, when and through whom, with every word traceable to the characters it stands on. The record is one
    file (onrecord.db unless --record says otherwise). Nothing leaves this machine.

    \b
    onrecord add coverage/            read a folder into the record
    onrecord search "border railway"  find statements
    onrecord compare 19ae09cb         see one of them outlet beside outlet
    onrecord serve                    read the record in a browser
    """


for command in (
    add,
    analyse,
    search,
    show,
    compare,
    timeline,
    claims,
    promises,
    link,
    judge,
    actors,
    export,
    verify,
    backup,
    serve,
    demo,
):
    onrecord.add_command(command)


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    _write_utf8()
    try:
        code = onrecord(standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was added so far is safe; the same command goes on from there.", err=True)
        sys.exit(130)
    except RecordError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"Error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", err=True)
        sys.exit(1)
    sys.exit(code or 0)


def _write_utf8() -> None:
    """Give programs UTF-8 whatever the locale; on a terminal of another encoding show what it can.

    Names of files that are no UTF-8 are written with escapes.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace" if stream.isatty() else "backslashreplace")
