"""Which formats there are, what each can hold, and the texts that they are written to."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO

from onrecord.present.atomic_files import atomic_file

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
    with atomic_file(place) as aside, aside.open("w", encoding="utf-8", newline="") as out:
        yield out
