"""Which formats there are, what each can hold, and the files that they are written to."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO

from onrecord.present.exports.errors import ExportError

WHAT = ("quotations", "statements", "claims", "actors", "judgements", "problems")
"""What a record holds, as exports call it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it can hold, and whether it is a text, a file of its own kind, or a folder."""

    holds: tuple[str, ...]
    goes_to: Literal["text", "file", "folder"] = "text"


FORMATS: Mapping[str, Format] = {
    "jsonl": Format(WHAT),
    "csv": Format(WHAT),
    "parquet": Format(WHAT, "file"),
    "jsonld": Format(("quotations", "claims")),
    "webannotation": Format(("quotations",)),
    "ftm": Format(("actors", "statements")),
    "claimreview": Format(("claims",)),
    "brat": Format(("quotations",), "folder"),
}


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
