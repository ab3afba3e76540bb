"""How likely an attribution is to report a statement, and no mere act or attitude: a logistic regression (CARD.md)."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights.tsv"


def probability(features: Mapping[str, float]) -> float:
    """Return the probability of a statement from 0 to 1; features that the table lacks count for nothing."""
    known = _weights()
    return 1 / (1 + math.exp(-sum(known.get(name, 0.0) * value for name, value in features.items())))


@cache
def _weights() -> dict[str, float]:
    with WEIGHTS.open(encoding="utf-8") as lines:
        return {row["feature"]: float(row["weight"]) for row in csv.DictReader(lines, delimiter="\t")}
