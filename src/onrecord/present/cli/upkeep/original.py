"""`onrecord show --original`: the file that a document came in, byte for byte."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.present.cli.common import is_terminal, one_line, opened
from onrecord.present.exports.errors import ExportError

if TYPE_CHECKING:
    from onrecord.store.sqlite.evidence.originals import ReceivedFile

_UNPACKED = "It was kept unpacked, by an older version of Onrecord: add it again to keep the file itself."


def write_original(record: str, identity: str, place: Path | None, *, own_part: bool) -> int:
    """Write a file to `place` or standard output, and where it came from to standard error; return the exit code.

    With `own_part`, or where the file was too large to be kept, only the bytes of the document are written.
    """
    from onrecord.store.sqlite.evidence.originals import received_file

    with opened(record) as source:
        found = received_file(source, identity)
    if found is None:
        click.echo(f"No quotation, story or document {one_line(identity)} in {record}.", err=True)
        return 1
    if place is None and is_terminal():
        raise click.UsageError("These bytes are not for a terminal: name a file with --output, or send them on.")
    raw = found.document_raw if own_part or found.raw is None else found.raw
    _write(raw, place)
    for line in _about(found, own_part=own_part):
        click.echo(one_line(line), err=True)
    return 0


def _write(raw: bytes, place: Path | None) -> None:
    from onrecord.present.atomic_files import atomic_file

    if place is None:
        sys.stdout.buffer.write(raw)
        return
    try:
        with atomic_file(place) as aside:
            aside.write_bytes(raw)
    except ExportError as error:
        raise click.UsageError(str(error)) from None


def _about(found: ReceivedFile, *, own_part: bool) -> list[str]:
    lines = [f"{found.uri}: file of {found.size:,} bytes, SHA-256 {found.sha256}"]
    if found.part is not None:
        name = f"{found.part.name}, " if found.part.name else ""
        where = f"{name}bytes {found.part.start:,} to {found.part.end:,} of what it holds"
        lines.append(f"the document: {where}, SHA-256 {found.document_sha256}")
        if found.raw is None and not own_part:
            lines.append("The file was too large to be kept whole: these are the bytes of the document.")
    elif found.uri.lower().endswith(".gz"):
        lines.append(_UNPACKED)
    return lines
