"""Fits what tells which hearer, venue and relay hold for which quotation: `python -m training.occasions`.

Each quotation of a labelled story is weighed against each mention that may hold for it; a mention is right where its
words are those of the label. A logistic regression for each field; penalty and threshold are chosen by five parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench import events
from bench.context import alike
from bench.corpora import Text, demo, seeds
from bench.score import Row, matches
from onrecord.analysis.attribute import attribute
from onrecord.analysis.context.dates import with_days
from onrecord.analysis.context.named import with_named
from onrecord.analysis.context.occasions import Chosen, StoryOccasions, nearest
from onrecord.analysis.correct import with_corrections
from onrecord.analysis.extract import extract
from onrecord.analysis.split import split
from onrecord.analysis.understand import understand
from onrecord.models.occasions import WEIGHTS
from onrecord.models.reading import Field
from onrecord.types import Reading
from training import logistic

FIELDS: tuple[Field, ...] = ("addressee", "venue", "relay")
PENALTIES, FOLDS = (1.0, 3.0, 10.0, 30.0), 5
FREQUENT = 3  # groups of stories that show a sign, at least
OWN_TIMES = 2  # how often a story of the demo or the seeds counts: they are few, and of other kinds of outlets
EVENT_NAME = 8  # characters of the name of an article that name its event


@dataclass(frozen=True, slots=True)
class Choice:
    """What may hold for a quotation: the signs of each mention, which are right, and whether the label has any."""

    group: str
    signs: tuple[frozenset[str], ...]
    right: tuple[bool, ...]
    wanted: bool


def choices(texts: Iterable[Text]) -> Mapping[Field, list[Choice]]:
    """Return the choices that the labelled quotations of some texts are, by field."""
    made: dict[Field, list[Choice]] = {field: [] for field in FIELDS}
    for text in texts:
        for reading in with_corrections(split(text.document), ()):
            _choices_of(text, with_days(attribute(understand(extract(reading)))), made)
    return made


def _choices_of(text: Text, reading: Reading, made: dict[Field, list[Choice]]) -> None:
    rows = [Row(quotation.content) for quotation in reading.quotations]
    labels = {p: text.quotations[g] for g, p in matches(text.document.text, text.quotations, rows)}

    def choose(field: Field, story: StoryOccasions, n: int) -> Chosen:
        if n not in labels or labels[n].optional:
            return None
        wanted, near = _names(labels[n].label[field]), story.near(n)
        right = tuple(any(alike(name, nearest(each, n).mention.text) for name in wanted) for each in near)
        signs = tuple(frozenset(story.signs(n, each)) for each in near)
        made[field].append(Choice(text.name[:EVENT_NAME], signs, right, bool(wanted)))
        return (near[right.index(True)], 1.0) if any(right) else None

    with_named(reading, choose)


def _names(label: str | Sequence[str] | None) -> Sequence[str]:
    return [label] if isinstance(label, str) else label or []


def fitted(of: Sequence[Choice], penalty: float) -> dict[str, float]:
    """Return the weights under which the labels are likeliest, drawn to zero."""
    names = _frequent(of)
    places = {name: n for n, name in enumerate(names)}
    rows = [signs for one in of for signs in one.signs]
    right = np.array([right for one in of for right in one.right], dtype=np.float64)
    table = np.zeros((len(rows), len(names)))
    for n, signs in enumerate(rows):
        table[n, [places[sign] for sign in signs if sign in places]] = 1
    weights = logistic.fitted(table, right, penalty)
    return dict(zip(names, weights.tolist(), strict=True))


def _frequent(of: Sequence[Choice]) -> list[str]:
    groups: dict[str, set[str]] = {}
    for one in of:
        groups.setdefault(one.group, set()).update(*one.signs)
    counts = Counter(sign for signs in groups.values() for sign in signs)
    return sorted(sign for sign, count in counts.items() if count >= FREQUENT)


def weighed(of: Iterable[Choice], weights: Mapping[str, float]) -> Iterator[tuple[float, bool, bool]]:
    """Yield the probability of the likeliest mention of each choice, whether it is right, and whether any is wanted."""
    for one in of:
        scores = [sum(weights.get(sign, 0.0) for sign in signs) for signs in one.signs]
        best = int(np.argmax(scores)) if scores else -1
        yield (1 / (1 + np.exp(-scores[best])), one.right[best], one.wanted) if scores else (0.0, False, one.wanted)


def f1(of: Sequence[tuple[float, bool, bool]], line: float) -> float:
    """Return the F1 of giving the likeliest mention where its probability reaches a line."""
    given = [right for chance, right, _ in of if chance >= line]
    return 2 * sum(given) / max(1, len(given) + sum(wanted for _, _, wanted in of))


def _apart(of: Sequence[Choice], own: Sequence[Choice], penalty: float) -> list[tuple[float, bool, bool]]:
    """Weigh the choices of each part by weights fitted on the others."""
    names = sorted({one.group for one in of})
    found: list[tuple[float, bool, bool]] = []
    for n in range(FOLDS):
        part = set(names[n::FOLDS])
        weights = fitted([*(one for one in of if one.group not in part), *own], penalty)
        found += weighed([one for one in of if one.group in part], weights)
    return found


def main() -> None:
    """Choose penalties and thresholds, print them with their F1 in parts kept aside, and write the weights."""
    news, own = choices(events.texts("train")), choices((*demo(), *seeds()))
    lines = ["field\tsign\tweight"]
    for field in FIELDS:
        others = own[field] * OWN_TIMES
        by_penalty = {penalty: _apart(news[field], others, penalty) for penalty in PENALTIES}
        best, penalty, line = max(
            (f1(w, line / 20), p, line / 20) for p, w in by_penalty.items() for line in range(4, 16)
        )
        print(f"{field}: F1 {best:.3f} at {line} with a penalty of {penalty}, of {sum(c.wanted for c in news[field])}")
        weights = fitted([*news[field], *others], penalty)
        lines += [f"{field}\t{sign}\t{weight:.3f}" for sign, weight in weights.items() if abs(weight) >= 0.01]
    WEIGHTS.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
