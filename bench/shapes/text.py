"""Shapes of text that are made to take long to read."""

from __future__ import annotations

from collections.abc import Iterator

from bench.shapes.slopes import Slope


def measured(largest: int, only: str) -> Iterator[Slope]:
    """Yield the slope of each shape whose name has `only` in it, up to `largest` characters."""
    yield from ()
