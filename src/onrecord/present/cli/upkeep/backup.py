"""`onrecord backup`: a verified copy of a record, made while others use it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from onrecord.present.cli.common import counted, opened, progress, record_option
from onrecord.present.cli.upkeep.verify import list_faults
from onrecord.present.exports.errors import ExportError


@click.command()
@click.argument("place", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@record_option
def backup(place: Path, force: bool, record: str) -> int:
    """Write a copy of the record to FILE, and verify it.

    Others may read and write meanwhile: the copy holds what the record held when it began. FILE appears whole and
    verified, or not at all.

    \b
    onrecord backup "onrecord $(date +%F).db"
    onrecord backup /mnt/disk/ferries.db --record ferries.db --force
    """
    from onrecord.present.atomic_files import atomic_file

    _check(place, Path(record), force=force)
    try:
        with opened(record) as source, atomic_file(place) as aside:
            with progress("copying") as advance:
                source.copy_to(aside, advance)
            _verify(record, aside)
            for log in _logs(place.resolve()):
                log.unlink(missing_ok=True)  # SQLite would take it for that of the new file
    except ExportError as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"{place}: copied and verified.")
    return 0


def _verify(record: str, copy: Path) -> None:
    count = list_faults(copy)
    if count:
        advice = "`onrecord verify` lists them; to keep the record as it is, copy the file when nothing uses it."
        raise click.ClickException(f"{record} has {counted(count, 'fault')}, so no backup was made. {advice}")


def _check(place: Path, record: Path, *, force: bool) -> None:
    """Refuse a place that must not be written to."""
    if place.exists() and record.exists() and place.samefile(record):
        raise click.UsageError(f"{place} is the record itself. Name another file.")
    if place.exists() and not place.is_file():
        raise click.UsageError(f"{place} is no file. Name a file.")
    there = [path for path in (place, *_logs(place.resolve())) if os.path.lexists(path)]
    if there and not force:
        raise click.UsageError(f"{there[0]} is there already. Name another file, or replace it with --force.")


def _logs(place: Path) -> list[Path]:
    """Return the paths of what SQLite keeps beside a file that is open."""
    return [place.with_name(place.name + ending) for ending in ("-wal", "-shm", "-journal")]
