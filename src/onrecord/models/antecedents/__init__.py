"""The antecedent model: how much each sign of a name counts for its being the one that a pronoun means."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def weights() -> dict[str, float]:
    """Return the weight of each sign by its name (`weights.tsv`; what it was fitted on: `CARD.md`)."""
    text = resources.files(__name__).joinpath("weights.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {row["sign"]: float(row["weight"]) for row in csv.DictReader(lines, delimiter="\t")}
