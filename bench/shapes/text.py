"""Shapes of text that are made to take long to read: each read as `add` would read it, short of storing it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from bench.shapes.made_up import MADE, NESTED, NUMBERED, REPEATED, RUNS, nested, numbered, repeated, run
from bench.shapes.slopes import Slope, slope
from onrecord import readers
from onrecord.analysis.pipeline import readings
from onrecord.readers import Input
from onrecord.types import Document

SIZES = (1_000, 10_000, 100_000, 300_000, 1_000_000)
"""Characters of the texts of one shape."""


def shapes() -> dict[str, Callable[[int], str]]:
    """Return what makes a text of so many characters, for each shape by its name, which ends as files of its kind."""
    return {
        **{f"{name}.txt": partial(run, unit) for name, unit in RUNS.items()},
        **{f"{name}.txt": partial(repeated, unit) for name, unit in REPEATED.items()},
        **{f"{name}.txt": partial(numbered, template) for name, template in NUMBERED.items()},
        **{f"{name}.txt": partial(nested, *marks) for name, marks in NESTED.items()},
        **MADE,
    }


def measured(largest: int, only: str) -> Iterator[Slope]:
    """Yield the slope of each shape whose name has `only` in it, up to `largest` characters; its sizes are in bytes."""
    read("warm.txt", b"Ana Ruel said on Monday that the harbour would open.")  # loads the models
    sizes = [size for size in SIZES if size <= largest]
    for name, make in shapes().items():
        if only in name:
            found = slope(name, sizes, partial(_prepared, name, make))
            yield replace(found, sizes=tuple(len(_raw(make(size))) for size in found.sizes))


def _prepared(name: str, make: Callable[[int], str], size: int) -> Callable[[], object]:
    return partial(read, name, _raw(make(size)))


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def read(name: str, raw: bytes) -> int:
    """Read a file of this name that holds `raw`, and analyse it; return how many quotations were found."""
    found = readers.documents(Input.open(name, io.BytesIO(raw), len(raw)))
    documents = (document for document in found if isinstance(document, Document))
    return sum(len(reading.quotations) for document in documents for reading in readings(document, strict=True))
