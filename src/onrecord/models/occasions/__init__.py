"""How likely what is named somewhere in a story is the hearer, the venue or the relay of a quotation (CARD.md)."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights.tsv"


def probability(field: str, signs: Iterable[str]) -> float:
    """Return the probability from 0 to 1 by a logistic regression; signs that the table lacks count for nothing."""
    known = weights().get(field, {})
    return 1 / (1 + math.exp(-sum(known.get(sign, 0.0) for sign in set(signs))))


def calibrated(chance: float, constant: float, weight: float) -> float:
    """Return a probability as it was measured, by a logistic function of its log-odds (Platt 1999)."""
    sure = min(max(chance, 1e-4), 1 - 1e-4)
    return 1 / (1 + math.exp(-constant - weight * math.log(sure / (1 - sure))))


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return the weight of each sign, by field."""
    found: dict[str, dict[str, float]] = {}
    with WEIGHTS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            found.setdefault(row["field"], {})[row["sign"]] = float(row["weight"])
    return found
