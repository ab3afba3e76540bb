"""Which of the days that a quotation may have is its day: a table of weights, learned from labelled stories.

A weight belongs to a tie of a day and a trait of the quotation; the score of a day is the sum over its ties and the
traits. CARD.md says what it was learned from and how well it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
TABLE = "weights.tsv"
TABLE_MULTILINGUAL = "multilingual.tsv"
MEASURED = "measured.tsv"
CHOSEN, CHOSEN_NONE = "weights: a day", "weights: no day"
"""What chose a day, or none, in the table of what was measured; a rule stands there by the reason that it gives."""


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

    def shares(self, traits: Iterable[str], days: Iterable[Sequence[str]]) -> list[float]:
        """Return the share of each day in the likelihood of all, in their order: together 1."""
        scores = np.array(self.scores(traits, days))
        likely = np.exp(scores - scores.max())
        return [float(share) for share in likely / likely.sum()]


class Measured:
    """How often days were right on stories kept aside, by what chose them and the share that it gave them."""

    def __init__(self, rows: Iterable[tuple[str, float, float]]) -> None:
        self._points: dict[str, tuple[tuple[float, float], ...]] = {}
        for by, share, right in sorted(rows):
            self._points[by] = (*self._points.get(by, ()), (share, right))

    def right(self, by: str, share: float = 0.0) -> float | None:
        """Return the share of right days, between the measured points in a straight line; None: not measured."""
        points = self._points.get(by)
        if not points:
            return None
        return float(np.interp(share, [at for at, _ in points], [right for _, right in points]))


@cache
def load() -> DayWeights:
    """Return the weights that come with the program, for English."""
    return DayWeights(_rows(TABLE))


@cache
def load_multilingual() -> DayWeights:
    """Return the weights that come with the program, for languages other than English."""
    return DayWeights(_rows(TABLE_MULTILINGUAL))


@cache
def measured() -> Measured:
    """Return what was measured of the weights and of the rules beside them."""
    return Measured((by, float(share), right) for by, share, right in _rows(MEASURED))


def _rows(table: str) -> Iterator[tuple[str, str, float]]:
    """Yield the rows of a table, without its head."""
    text = resources.files(__name__).joinpath(table).read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        first, second, number = line.split("\t")
        yield first, second, float(number)
