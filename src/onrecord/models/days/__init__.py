"""Which of the days that a quotation may have is its day: a table of weights, learned from labelled stories.

A weight belongs to a tie of a day and a trait of the quotation; the score of a day is the sum over its ties and the
traits. CARD.md says what it was learned from and how well it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
TABLE = "weights.tsv"


class DayWeights:
    """The weights, a row for each tie and a column for each trait."""

    def __init__(self, weights: Iterable[tuple[str, str, float]]) -> None:
        kept = tuple(weights)
        self._ties = {tie: n for n, tie in enumerate(sorted({tie for tie, _, _ in kept}))}
        self._traits = {trait: n for n, trait in enumerate(sorted({trait for _, trait, _ in kept}))}
        self._weights: Floats = np.zeros((len(self._ties), len(self._traits)))
        for tie, trait, weight in kept:
            self._weights[self._ties[tie], self._traits[trait]] = weight

    def scores(self, traits: Iterable[str], days: Iterable[Sequence[str]]) -> list[float]:
        """Return the score of each day, given as its ties, for a quotation with these traits; unknown ones count 0."""
        columns = [self._traits[trait] for trait in set(traits) if trait in self._traits]
        by_tie = self._weights[:, columns].sum(axis=1)
        return [float(sum(by_tie[self._ties[tie]] for tie in set(ties) if tie in self._ties)) for ties in days]


@cache
def load() -> DayWeights:
    """Return the weights that come with the program."""
    text = resources.files(__name__).joinpath(TABLE).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return DayWeights((tie, trait, float(weight)) for tie, trait, weight in rows)
