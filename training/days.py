"""`python -m training.days`: from labelled stories to the weights that choose the day of a quotation.

`--folds 5` prints how often the day is right on events kept aside in turn, and writes nothing.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from bench import corpora, events
from bench.corpora import Text
from bench.matched import found
from onrecord.analysis.context.dates import decided_days, story_days
from onrecord.analysis.context.day_candidates import DayCandidate
from onrecord.models.days import TABLE, DayWeights
from onrecord.types import Quotation, Reading

OUT = Path(__file__).parent.parent / "src" / "onrecord" / "models" / "days" / TABLE
EVENT_NAME = 8  # characters of the name of an article that name its event
STORIES = 12  # stories in which a tie meets a trait, at least
KEPT = 30.0  # strength with which weights are drawn to zero
OWN_TIMES = 8  # how often a story of the demo or the seeds counts: they are few, and of other kinds of outlets
SMALLEST = 0.01  # a weight nearer to zero is left out
ROUNDS, RATE = 300, 0.05
WRONG = 0.2  # share of the days before that are made wrong, so that the weights do not trust them blindly
WORD_TIES = {"none", "beside", "dated"}  # what the words beside a quotation are weighed with

Floats = npt.NDArray[np.float64]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Story:
    """A story read by the program, with the labelled day of its quotations by their ids."""

    group: str
    reading: Reading
    labels: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Example:
    """A quotation: for each day that it may have, the pairs of tie and trait, and whether it is the labelled one."""

    group: str
    pairs: tuple[frozenset[Pair], ...]
    right: tuple[bool, ...]


def stories(texts: Iterable[Text]) -> list[Story]:
    """Return the stories of labelled texts."""
    by_reading: dict[int, Story] = {}
    for one in found(texts):
        story = by_reading.setdefault(id(one.reading), Story(one.text.name[:EVENT_NAME], _undated(one.reading), {}))
        story.labels[one.quotation.id] = one.row.label["when"]
    return list(by_reading.values())


def _undated(reading: Reading) -> Reading:
    """Return a reading as it is before its days are chosen."""
    return replace(reading, quotations=tuple(replace(quotation, said=None) for quotation in reading.quotations))


def examples(story: Story, chance: Random) -> list[Example]:
    """Return what the program has to choose in a story, where most choices before were right ones."""
    made: list[Example] = []

    def choose(quotation: Quotation, days: Sequence[DayCandidate], traits: frozenset[str]) -> DayCandidate:
        if quotation.id not in story.labels:
            return days[0]
        wanted = story.labels[quotation.id]
        right = [(day.dated.value if day.dated else None) == wanted for day in days]
        right = right if any(right) else [day.dated is None for day in days]
        made.append(Example(story.group, tuple(_pairs(day, traits) for day in days), tuple(right)))
        return days[right.index(True)] if chance.random() >= WRONG else chance.choice((days[0], chance.choice(days)))

    decided_days(story.reading, story_days(story.reading), choose)
    return made


def _pairs(day: DayCandidate, traits: frozenset[str]) -> frozenset[Pair]:
    return frozenset(
        (tie, trait) for tie in day.ties for trait in traits if tie in WORD_TIES or not trait.startswith("word: ")
    )


def fitted(taught: Sequence[Example]) -> dict[Pair, float]:
    """Return the weights under which the labelled days are likeliest, drawn to zero."""
    places = {pair: n for n, pair in enumerate(_frequent(taught))}
    rows = [[places[pair] for pair in day if pair in places] for one in taught for day in one.pairs]
    column = np.array([place for row in rows for place in row], dtype=np.int64)
    row_of = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    starts = np.cumsum([0, *(len(one.pairs) for one in taught)])[:-1]
    group_of = np.repeat(np.arange(len(taught)), [len(one.pairs) for one in taught])
    right = np.array([right for one in taught for right in one.right], dtype=np.float64)
    weights = np.zeros(len(places))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, ROUNDS + 1):
        scores = np.bincount(row_of, weights=weights[column], minlength=len(rows))
        likely = _shares(np.exp(scores - np.maximum.reduceat(scores, starts)[group_of]), starts, group_of)
        error = likely - _shares(likely * right, starts, group_of)
        slope = np.bincount(column, weights=error[row_of], minlength=len(weights)) + KEPT * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        step = (first / (1 - 0.9**turn)) / (np.sqrt(second / (1 - 0.999**turn)) + 1e-8)
        weights -= RATE * (1 - 0.8 * turn / ROUNDS) * step
    return {pair: float(weights[n]) for pair, n in places.items() if abs(weights[n]) >= SMALLEST}


def _shares(values: Floats, starts: npt.NDArray[np.int64], group_of: npt.NDArray[np.int64]) -> Floats:
    return values / np.maximum(np.add.reduceat(values, starts)[group_of], 1e-12)


def _frequent(taught: Sequence[Example]) -> list[Pair]:
    """Return the pairs that the examples of enough groups show, so that none stands for one event."""
    groups: dict[str, set[Pair]] = {}
    for one in taught:
        groups.setdefault(one.group, set()).update(pair for day in one.pairs for pair in day)
    counts = Counter(pair for pairs in groups.values() for pair in pairs)
    return sorted(pair for pair, count in counts.items() if count >= STORIES)


def right_share(weights: DayWeights, kept_aside: Iterable[Story]) -> tuple[int, int]:
    """Return how many days are right, and of how many."""

    def choose(_: Quotation, days: Sequence[DayCandidate], traits: frozenset[str]) -> DayCandidate:
        scores = weights.scores(traits, [day.ties for day in days])
        return days[scores.index(max(scores))]

    right = count = 0
    for story in kept_aside:
        days = decided_days(story.reading, story_days(story.reading), choose)
        count += len(story.labels)
        right += sum((said.value if said else None) == story.labels[name] for name, (said, _) in days.items()
                     if name in story.labels)  # fmt: skip
    return right, count


def table(weights: dict[Pair, float]) -> DayWeights:
    """Return weights as the program uses them."""
    return DayWeights((tie, trait, weight) for (tie, trait), weight in weights.items())


def main() -> None:
    """Fit the weights and write them, or tell how they do on events kept aside."""
    parser = argparse.ArgumentParser(prog="python -m training.days", description=__doc__)
    parser.add_argument("--folds", type=int, default=0, help="measure in so many parts, and write nothing")
    asked = parser.parse_args()
    own = stories((*corpora.seeds(), *corpora.demo())) * OWN_TIMES
    articles = stories(events.texts("train"))
    if asked.folds:
        print(_folded(articles, own, asked.folds))
        return
    weights = fitted(_examples((*articles, *own)))
    lines = [f"{tie}\t{trait}\t{weight:.3f}" for (tie, trait), weight in sorted(weights.items())]
    OUT.write_text("\n".join(["tie\ttrait\tweight", *lines, ""]), encoding="utf-8")


def _examples(told: Iterable[Story]) -> list[Example]:
    chance = Random(1)
    return [one for story in told for one in examples(story, chance)]


def _folded(articles: Sequence[Story], own: Sequence[Story], folds: int) -> str:
    fold = {group: n % folds for n, group in enumerate(sorted({story.group for story in articles}))}
    right = count = 0
    for n in range(folds):
        taught = [story for story in articles if fold[story.group] != n]
        weights = table(fitted(_examples((*taught, *own))))
        found_right, of = right_share(weights, [story for story in articles if fold[story.group] == n])
        right, count = right + found_right, count + of
    return f"day right {right / count:.3f} of {count}"


if __name__ == "__main__":
    main()
