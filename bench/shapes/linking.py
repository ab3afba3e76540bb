"""Shapes of quotations that are made to take long to link."""

from __future__ import annotations

from collections.abc import Iterator

from bench.shapes.slopes import Slope


def measured(largest: int, only: str) -> Iterator[Slope]:
    """Yield the slope of each shape whose name has `only` in it, up to `largest` quotations."""
    yield from ()
