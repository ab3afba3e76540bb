"""Writes what a record holds in one of the formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

from onrecord.present.atomic_files import atomic_file
from onrecord.present.exports import (
    brat,
    claimreview,
    ftm,
    jsonlines,
    linkeddata,
    parquet,
    spreadsheet,
    webannotation,
)
from onrecord.present.exports.errors import ExportError
from onrecord.present.exports.formats import FORMATS, text_out
from onrecord.store.sqlite.record import Record
from onrecord.types import Progress

_TEXTS: Mapping[str, Callable[[Record, str, TextIO, Progress | None], None]] = {
    "jsonl": jsonlines.write,
    "csv": spreadsheet.write,
    "jsonld": linkeddata.write,
    "webannotation": webannotation.write,
    "ftm": ftm.write,
    "claimreview": claimreview.write,
}
_FILES: Mapping[str, Callable[[Record, str, Path, Progress | None], None]] = {"parquet": parquet.write}
_FOLDERS: Mapping[str, Callable[[Record, str, Path, Progress | None], None]] = {"brat": brat.write}


def export(record: Record, what: str, shape: str, place: Path | None = None, progress: Progress | None = None) -> None:
    """Write all of one sort in a format to a file or folder, or a text to standard output.

    A file appears whole or not at all. Raises ExportError where the format does not hold that, needs a place and has
    none, or a package that is not installed.
    """
    form = FORMATS[shape]
    if what not in form.holds:
        raise ExportError(f"{shape} holds {' and '.join(form.holds)}, not {what}.")
    if shape in _TEXTS:
        with text_out(place) as out:
            _TEXTS[shape](record, what, out, progress)
    elif place is None:
        raise ExportError(f"{shape} is written to a {form.goes_to}: name one with -o.")
    elif shape in _FOLDERS:
        _FOLDERS[shape](record, what, place, progress)
    else:
        with atomic_file(place) as aside:
            _FILES[shape](record, what, aside, progress)
