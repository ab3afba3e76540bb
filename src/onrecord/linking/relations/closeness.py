"""Closeness: which passages of two statements are closest, by the cosines of their embeddings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from onrecord.models.embeddings import Vectors
from onrecord.types import Part


@dataclass(frozen=True, slots=True)
class Closest:
    """The two passages of two statements that are closest in meaning, by number, and their cosine."""

    left: int
    right: int
    cosine: float

    def part(self) -> Part:
        """Return how close they are, as part of the reasons of a relation."""
        return Part("meaning", round(self.cosine, 3), "closest passages")


def closest(left: Vectors, right: Vectors) -> Closest:
    """Return the closest of all pairs of passages, whose embeddings are given; of equally close ones the first."""
    return next(by_closeness(left, right, -1.0))


def by_closeness(left: Vectors, right: Vectors, least: float) -> Iterator[Closest]:
    """Yield the pairs of passages whose cosine is at least `least`, the closest first."""
    cosines = left @ right.T
    for place in np.argsort(-cosines, axis=None, kind="stable").tolist():
        row, column = divmod(place, cosines.shape[1])
        if cosines[row, column] < least:
            return
        yield Closest(row, column, float(cosines[row, column]))
