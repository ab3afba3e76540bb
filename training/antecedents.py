"""Fits the weights of the antecedent model: `python -m training.antecedents`.

Each pronoun that is the source of a labelled quotation is a choice between the people named before it. The weights are
those of a conditional logistic regression with an L2 penalty, chosen by cross-validation over events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench import events
from bench.score import Row, matches
from onrecord.analysis.attribute import attribute
from onrecord.analysis.attribute.antecedents import Antecedents, Signs, Spoken
from onrecord.analysis.attribute.entities import Entities, Entity
from onrecord.analysis.attribute.entity_attributes import Occurrence
from onrecord.analysis.correct import correct, with_corrections
from onrecord.analysis.extract import extract
from onrecord.analysis.split import split
from onrecord.models import antecedents as model
from onrecord.types import Reading, Span, Speaker

TABLE = Path(model.__file__).parent / "weights.tsv"
PENALTIES, FOLDS, STEPS, RATE = (0.3, 1.0, 3.0, 10.0), 5, 400, 0.05
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """The signs of the people whom one pronoun may mean, a row each, and which of them are right."""

    event: str
    signs: Numbers
    right: list[int]


class Recorder(Antecedents):
    """Antecedents that keep whom each place could mean, by name."""

    seen: dict[int, list[tuple[str, Signs]]]

    def __init__(self, text: str, entities: Entities, contents: Sequence[Span]) -> None:
        super().__init__(text, entities, contents)
        self._named = entities
        type(self).seen = {}

    def of(
        self, at: int, spoken: Spoken, fits: Callable[[Entity], bool], own: Sequence[Span] = ()
    ) -> Occurrence | None:
        found = self.candidates(at, spoken, fits, own)
        type(self).seen[at] = [(self._named[occurrence.entity].name, signs) for occurrence, signs in found]
        return super().of(at, spoken, fits, own)


def choices(part: str) -> Iterator[Choice]:
    """Yield the choices that the labelled pronouns of a part are."""
    for text in events.texts(part):
        for reading in with_corrections(split(text.document), ()):
            found = attribute(correct(extract(reading)), Recorder)
            rows = [Row(quotation.content) for quotation in found.quotations]
            for g, p in matches(text.document.text, text.quotations, rows):
                yield from _choice(text.name.partition("_")[0], text.quotations[g], found, p)


def _choice(event: str, row: Row, found: Reading, number: int) -> Iterator[Choice]:
    source = found.quotations[number].source
    seen = Recorder.seen.get(source.start, []) if source else []
    if seen and not row.optional and row.label["kind"] == "person":
        named = [Speaker(name, name, "person") for name, _ in seen]
        right = [n for n, speaker in enumerate(named) if events.is_speaker_right(row.label, speaker)]
        signs = np.array([[float(signs[sign]) for sign in model.weights()] for _, signs in seen])
        yield Choice(event, signs, right)


def fit(of: Sequence[Choice], penalty: float) -> Numbers:
    """Return the weights that make the right choices likeliest."""
    weights = np.zeros(of[0].signs.shape[1])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        gradient = penalty * weights + sum((_gradient(one, weights) for one in of if one.right), np.zeros_like(weights))
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def _gradient(one: Choice, weights: Numbers) -> Numbers:
    scores = one.signs @ weights
    chance = np.exp(scores - scores.max())
    chance /= chance.sum()
    wanted = np.zeros_like(chance)
    wanted[one.right] = chance[one.right]
    return one.signs.T @ (chance - wanted / wanted.sum())


def share(of: Sequence[Choice], weights: Numbers) -> float:
    """Return the share of choices that the weights make right."""
    return sum(int(np.argmax(one.signs @ weights)) in one.right for one in of) / len(of)


def validated(of: Sequence[Choice], penalty: float) -> float:
    """Return the share of right choices in events that the weights were not fitted on."""
    names = sorted({one.event for one in of})
    right = 0.0
    for fold in range(FOLDS):
        kept = set(names[fold::FOLDS])
        apart = [one for one in of if one.event in kept]
        right += share(apart, fit([one for one in of if one.event not in kept], penalty)) * len(apart)
    return right / len(of)


def main() -> None:
    """Choose the penalty, fit on all events of `train`, write the table and print the shares."""
    of = list(choices("train"))
    scores = {penalty: validated(of, penalty) for penalty in PENALTIES}
    penalty = max(scores, key=lambda each: scores[each])
    weights = fit(of, penalty)
    rows = [f"{sign}\t{weight:.2f}" for sign, weight in zip(model.weights(), weights, strict=True)]
    TABLE.write_text("\n".join(["sign\tweight", *rows, ""]), encoding="utf-8")
    print(f"{len(of)} choices; apart, by penalty: {scores}; dev: {share(list(choices('dev')), weights):.3f}")


if __name__ == "__main__":
    main()
