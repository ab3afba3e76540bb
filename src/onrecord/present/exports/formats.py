"""Which formats there are, what each can hold, and how each is written; each loads only when it is used."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from onrecord.present.exports.errors import ExportError

if TYPE_CHECKING:
    from onrecord.store.sqlite.record import Record

Progress = Callable[[int, int], None]
"""Hears how much is done, of how much."""
WHAT = ("quotations", "statements", "claims", "actors", "judgements", "problems")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its module, what it can hold, and whether it is a text, a file of its own kind, or a folder."""

    module: str
    holds: tuple[str, ...]
    goes_to: Literal["text", "file", "folder"] = "text"


FORMATS: Mapping[str, Format] = {
    "jsonl": Format("jsonlines", WHAT),
    "csv": Format("spreadsheet", WHAT),
    "parquet": Format("parquet", WHAT, "file"),
    "jsonld": Format("linkeddata", ("quotations", "claims")),
    "webannotation": Format("webannotation", ("quotations",)),
    "ftm": Format("ftm", ("actors", "statements")),
    "claimreview": Format("claimreview", ("claims",)),
    "brat": Format("brat", ("quotations",), "folder"),
}


def export(record: Record, what: str, shape: str, place: Path | None = None, progress: Progress | None = None) -> None:
    """Write all of one sort in a format to a file or folder, or a text to standard output.

    A file appears whole or not at all. Raises ExportError where the format does not hold that, needs a place and has
    none, or a package that is not installed.
    """
    form = FORMATS[shape]
    if what not in form.holds:
        raise ExportError(f"{shape} holds {' and '.join(form.holds)}, not {what}.")
    if place is None and form.goes_to != "text":
        raise ExportError(f"{shape} is written to a {form.goes_to}: name one with -o.")
    write: Callable[..., Any] = import_module(f"onrecord.present.exports.{form.module}").write
    if form.goes_to == "folder":
        write(record, what, place, progress)
    elif form.goes_to == "file" and place:
        with whole_file(place) as aside:
            write(record, what, aside, progress)
    else:
        with text_out(place) as out:
            write(record, what, out, progress)


@contextmanager
def text_out(place: Path | None) -> Iterator[TextIO]:
    """Give standard output, or a file in UTF-8 that appears whole or not at all."""
    if place is None:
        yield sys.stdout
        return
    with whole_file(place) as aside, aside.open("w", encoding="utf-8", newline="") as out:
        yield out


@contextmanager
def whole_file(place: Path) -> Iterator[Path]:
    """Give a path beside `place` to write to; what is there goes to `place` at the end, or away if anything raises.

    Raises ExportError where no file can stand there.
    """
    if place.is_dir():
        raise ExportError(f"{place} is a folder. Name a file in it.")
    if not place.parent.is_dir():
        raise ExportError(f"The folder {place.parent} does not exist. Make it, or write elsewhere.")
    aside = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        yield aside
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)
