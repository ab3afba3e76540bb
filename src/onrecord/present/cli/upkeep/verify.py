"""`onrecord verify`: whether all that a record holds still fits together."""

from __future__ import annotations

import os
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.present.cli.common import MOST_LISTED, counted, one_line, opened, progress, record_option

if TYPE_CHECKING:
    pass

_REMEDY = (
    "Nothing was changed. Keep a copy of the file; then add the sources to a new record, or take an earlier backup."
)


@click.command()
@record_option
def verify(record: str) -> int:
    """Verify a record: bytes against hashes, spans against text, quotations against spans, indexes against rows.

    Faults are listed, never mended; exit code 1 if there is any. A copy is made beside the record for this and taken
    away again, so that others may read and write meanwhile.

    \b
    onrecord verify
    onrecord verify --record ferries.db
    """
    from onrecord.present.atomic_files import scratch_file

    with opened(record) as source, scratch_file(_near(Path(record))) as copy:
        with progress("copying") as advance:
            source.copy_to(copy, advance)
        count = list_faults(copy)
    if count:
        click.echo(f"{record}: {counted(count, 'fault')}.")
        click.echo(_REMEDY, err=True)
        return 1
    click.echo(f"{record}: no fault found.")
    return 0


def list_faults(copy: Path) -> int:
    """Print the first faults of a record that nothing else uses to standard error; return how many there are."""
    from onrecord.store.sqlite.evidence.verify import faults

    with progress("verifying") as advance:
        found = faults(copy, advance)
        shown = list(islice(found, MOST_LISTED))
        more = sum(1 for _ in found)
    for fault in shown:
        click.echo(one_line(f"{fault.kind}: {fault.where}: {fault.what}"), err=True)
    if more:
        click.echo(f"… and {more:,} more.", err=True)
    return len(shown) + more


def _near(record: Path) -> Path:
    """Return a place for the copy: beside the record, or where the system keeps such files."""
    record = record.resolve()
    return record if os.access(record.parent, os.W_OK) else Path(tempfile.gettempdir()) / record.name
