"""Fit what tells statements from acts and attitudes: `python -m training.statements` writes the table of weights.

It needs the labelled events and the labels of PolNeAR articles in the folder of corpora; `--check` prints the scores of
five folds instead, no event and no article in both parts of a fold.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from bench import events, polarity
from bench.corpora import Text
from bench.score import Row, matches
from onrecord import thresholds
from onrecord.analysis.attribute import attribute
from onrecord.analysis.classify import with_acts
from onrecord.analysis.classify.statements import features, has_cue
from onrecord.analysis.context import context
from onrecord.analysis.extract import extract
from onrecord.analysis.split import split
from onrecord.models.statements import WEIGHTS
from onrecord.types import Quotation

FOLDS = 5
KEPT = 4.0  # strength with which weights are drawn to zero
FEWEST = 3  # articles in which a feature must stand
ROUNDS = 60
_STAGES = (extract, attribute, context, with_acts)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A quotation found and matched by a label: where it comes from, its features, and whether it is a statement.

    It has no features where it has no cue in words: such a quotation is shown in any case.
    """

    corpus: str
    group: str
    features: dict[str, float]
    said: bool
    right: bool


def examples() -> Iterator[Example]:
    """Yield the quotations found in the labelled events of the train part and in the labelled articles of PolNeAR."""
    for corpus, texts in (("events", events.texts("train")), ("polnear", polarity.texts())):
        for text in texts:
            group = text.name.split("_")[0] if corpus == "events" else text.name
            for masked, quotation, label in _found(text):
                known = dict(features(masked, quotation)) if has_cue(masked, quotation) else {}
                right = label["statement"] if corpus == "polnear" else label["ok"] != events.NO_STATEMENT
                yield Example(corpus, group, known, quotation.polarity == "said", right)


def _found(text: Text) -> Iterator[tuple[str, Quotation, Mapping[str, Any]]]:
    """Yield text, quotation and label of those that a label matches, with their confidence as it was found."""
    readings = [reduce(lambda made, stage: stage(made), _STAGES, story) for story in split(text.document)]
    pairs = [(reading.masked, quotation) for reading in readings for quotation in reading.quotations]
    rows = [Row(quotation.content) for _, quotation in pairs]
    for g, p in matches(text.document.text, text.quotations, rows):
        yield *pairs[p], text.quotations[g].label


def names_of(chosen: Sequence[Example]) -> list[str]:
    """Return the features that stand in enough articles, in order."""
    counts = Counter(name for name, _ in {(name, e.group) for e in chosen for name in e.features})
    return sorted(name for name, count in counts.items() if count >= FEWEST)


def fitted(chosen: Sequence[Example], names: Sequence[str]) -> Floats:
    """Return the weights of a logistic regression, by Newton's method."""
    table = _table(chosen, names)
    right = np.array([float(e.right) for e in chosen])
    kept = np.array([1e-3 if name == "constant" else KEPT for name in names])
    weights = np.zeros(len(names))
    for _ in range(ROUNDS):
        chance = _chances(table, weights)
        curve = (table * (chance * (1 - chance) + 1e-6)[:, None]).T @ table + np.diag(kept)
        weights = weights + np.linalg.solve(curve, table.T @ (right - chance) - kept * weights)
    return weights


def _table(chosen: Sequence[Example], names: Sequence[str]) -> Floats:
    return np.array([[e.features.get(name, 0.0) for name in names] for e in chosen])


def _chances(table: Floats, weights: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-table @ weights)))


def check(chosen: Sequence[Example]) -> None:
    """Print, for quotations of the events that were said, what is shown at some thresholds, by five folds."""
    groups = sorted({e.group for e in chosen if e.corpus == "events"})
    fold = {group: n % FOLDS for n, group in enumerate(np.random.RandomState(0).permutation(groups))}
    chances: list[tuple[float, bool]] = []
    for n in range(FOLDS):
        taught = [e for e in chosen if fold.get(e.group) != n and e.features]
        held = [e for e in chosen if fold.get(e.group) == n and e.said]
        names = names_of(taught)
        found_chances = _chances(_table(held, names), fitted(taught, names))
        chances += [(one if e.features else 1.0, e.right) for one, e in zip(found_chances, held, strict=True)]
    for line in (0.0, 0.5, thresholds.STATEMENT, 0.65, 0.7):
        shown = [right for chance, right in chances if chance >= line]
        kept = sum(shown) / sum(right for _, right in chances)
        print(f"from {line:.2f} on: no statements {1 - sum(shown) / len(shown):.3f}, statements shown {kept:.3f}")


def main() -> None:
    """Write the table, or print how well one does on events that it has not seen."""
    parser = argparse.ArgumentParser(prog="python -m training.statements", description=__doc__)
    parser.add_argument("--check", action="store_true", help="print scores by five folds")
    chosen = list(examples())
    if parser.parse_args().check:
        check(chosen)
        return
    chosen = [e for e in chosen if e.features]
    names = names_of(chosen)
    rows = zip(names, fitted(chosen, names), strict=True)
    text = "feature\tweight\n" + "".join(f"{name}\t{weight:.3f}\n" for name, weight in rows)
    WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
