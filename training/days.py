"""`python -m training.days`: from labelled stories to the weights that choose the day of a quotation.

How often rules and weights are right is measured on events kept aside in turn, and written beside the weights;
`--check` only prints it, with the best threshold, and writes nothing. `--multilingual` makes the weights
of languages other than English from our own labelled stories in them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from bench import corpora, events, labelled_stories
from bench.corpora import Text
from bench.matched import found
from onrecord.analysis.context.dates import by_weight, decided_days, story_days
from onrecord.analysis.context.day_candidates import DayCandidate
from onrecord.models.days import CHOSEN, CHOSEN_NONE, MEASURED, TABLE, TABLE_MULTILINGUAL, DayWeights
from onrecord.thresholds import DAY_TOLD, LEARNED_LANGUAGES
from onrecord.types import Quotation, Reading

OUT = Path(__file__).parent.parent / "src" / "onrecord" / "models" / "days"
FOLDS = 5  # parts of the events, each kept aside once to measure
BINS = 6  # points of the line from the share of a day in the likelihood to how often it is right
ENOUGH = 20  # labelled quotations that a rule must have decided for its precision to be told
THRESHOLDS = tuple(n / 20 for n in range(12))  # of the share of a day, to choose from
EVENT_NAME = 8  # characters of the name of an article that name its event
STORIES = 12  # stories in which a tie meets a trait, at least
KEPT = 30.0  # strength with which weights are drawn to zero
STORIES_MULTILINGUAL, KEPT_MULTILINGUAL = 6, 7.0  # the same for fewer and shorter stories
LABELLED = Path(__file__).parent / "labelled_stories"
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

    def choose(quotation: Quotation, days: Sequence[DayCandidate], shown: frozenset[str]) -> tuple[DayCandidate, float]:
        if quotation.id not in story.labels:
            return days[0], 1.0
        wanted = story.labels[quotation.id]
        right = [(day.dated.value if day.dated else None) == wanted for day in days]
        right = right if any(right) else [day.dated is None for day in days]
        made.append(Example(story.group, tuple(_pairs(day, shown) for day in days), tuple(right)))
        if chance.random() < WRONG:
            return chance.choice((days[0], chance.choice(days))), 1.0
        return days[right.index(True)], 1.0

    decided_days(story.reading, story_days(story.reading), choose)
    return made


def _pairs(day: DayCandidate, traits: frozenset[str]) -> frozenset[Pair]:
    return frozenset(
        (tie, trait) for tie in day.ties for trait in traits if tie in WORD_TIES or not trait.startswith("word: ")
    )


def fitted(taught: Sequence[Example], least: int = STORIES, kept: float = KEPT) -> dict[Pair, float]:
    """Return the weights under which the labelled days are likeliest, drawn to zero."""
    places = {pair: n for n, pair in enumerate(_frequent(taught, least))}
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
        slope = np.bincount(column, weights=error[row_of], minlength=len(weights)) + kept * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        step = (first / (1 - 0.9**turn)) / (np.sqrt(second / (1 - 0.999**turn)) + 1e-8)
        weights -= RATE * (1 - 0.8 * turn / ROUNDS) * step
    return {pair: float(weights[n]) for pair, n in places.items() if abs(weights[n]) >= SMALLEST}


def _shares(values: Floats, starts: npt.NDArray[np.int64], group_of: npt.NDArray[np.int64]) -> Floats:
    return values / np.maximum(np.add.reduceat(values, starts)[group_of], 1e-12)


def _frequent(taught: Sequence[Example], least: int) -> list[Pair]:
    """Return the pairs that the examples of enough groups show, so that none stands for one event."""
    groups: dict[str, set[Pair]] = {}
    for one in taught:
        groups.setdefault(one.group, set()).update(pair for day in one.pairs for pair in day)
    counts = Counter(pair for pairs in groups.values() for pair in pairs)
    return sorted(pair for pair, count in counts.items() if count >= least)


@dataclass(frozen=True, slots=True)
class Answer:
    """What chose the day of a quotation, the share that weights gave it, and whether the label has the same."""

    by: str
    share: float
    right: bool


def answers(weights: DayWeights, kept_aside: Iterable[Story], least: float = DAY_TOLD) -> Iterator[Answer]:
    """Yield what the program answers where there is a label; a day whose share is below `least` is none."""
    for story in kept_aside:
        for name, day in decided_days(story.reading, story_days(story.reading), by_weight(weights, least)).items():
            if name in story.labels:
                right = (day.said.value if day.said else None) == story.labels[name]
                learned = CHOSEN if day.said else CHOSEN_NONE
                yield Answer(day.why if day.share is None else learned, day.share or 0.0, right)


def measured(answered: Iterable[Answer]) -> list[tuple[str, float, float]]:
    """Return how often a day was right, by what chose it: points along its share, or one for a rule."""
    by: dict[str, list[Answer]] = {}
    for answer in answered:
        by.setdefault(answer.by, []).append(answer)
    rows = []
    for name, told in sorted(by.items()):
        told.sort(key=lambda answer: answer.share)
        parts = np.array_split(np.array([(answer.share, answer.right) for answer in told]), _points(name))
        rows += [(name, *part.mean(axis=0)) for part in parts if len(told) >= ENOUGH]
    return rows


def _points(name: str) -> int:
    return BINS if name in (CHOSEN, CHOSEN_NONE) else 1


def table(weights: dict[Pair, float]) -> DayWeights:
    """Return weights as the program uses them."""
    return DayWeights((tie, trait, weight) for (tie, trait), weight in weights.items())


def main() -> None:
    """Fit the weights, measure them on events kept aside, and write both."""
    parser = argparse.ArgumentParser(prog="python -m training.days", description=__doc__)
    parser.add_argument("--check", action="store_true", help="measure only, and write nothing")
    parser.add_argument("--multilingual", action="store_true", help="make the weights of languages other than English")
    asked = parser.parse_args()
    if asked.multilingual:
        write(multilingual(), TABLE_MULTILINGUAL)
        return
    own = stories((*corpora.seeds(), *corpora.demo())) * OWN_TIMES
    articles = stories(events.texts("train"))
    parts = _parts(articles, own)
    for least in THRESHOLDS if asked.check else (DAY_TOLD,):
        answered = [answer for weights, aside in parts for answer in answers(weights, aside, least)]
        print(f"{least:.2f}  day right {sum(one.right for one in answered) / len(answered):.3f} of {len(answered)}")
    if not asked.check:
        write(fitted(_examples((*articles, *own))), TABLE)
        write_measured(measured(answered))


def multilingual() -> dict[Pair, float]:
    """Return the weights learned from our labelled stories in languages other than English."""
    files = (path for path in sorted(LABELLED.glob("*/*.txt")) if path.parent.name not in LEARNED_LANGUAGES)
    told = stories(text for path in files for text in labelled_stories.texts(path))
    each = [replace(story, group=str(n)) for n, story in enumerate(told)]
    return fitted(_examples(each), STORIES_MULTILINGUAL, KEPT_MULTILINGUAL)


def write(weights: dict[Pair, float], name: str) -> None:
    """Write a table of weights that comes with the program."""
    lines = [f"{tie}\t{trait}\t{weight:.3f}" for (tie, trait), weight in sorted(weights.items())]
    (OUT / name).write_text("\n".join(["tie\ttrait\tweight", *lines, ""]), encoding="utf-8")


def write_measured(rows: Iterable[tuple[str, float, float]]) -> None:
    """Write how often days were right, which comes with the program."""
    lines = [f"{by}\t{share:.3f}\t{right:.3f}" for by, share, right in rows]
    (OUT / MEASURED).write_text("\n".join(["by\tshare\tright", *lines, ""]), encoding="utf-8")


def _examples(told: Iterable[Story]) -> list[Example]:
    chance = Random(1)
    return [one for story in told for one in examples(story, chance)]


def _parts(articles: Sequence[Story], own: Sequence[Story]) -> list[tuple[DayWeights, list[Story]]]:
    """Return the stories in parts, each with weights learned from the other parts."""
    fold = {group: n % FOLDS for n, group in enumerate(sorted({story.group for story in articles}))}
    made = []
    for n in range(FOLDS):
        taught = [story for story in articles if fold[story.group] != n]
        weights = table(fitted(_examples((*taught, *own))))
        made.append((weights, [story for story in articles if fold[story.group] == n]))
    return made


if __name__ == "__main__":
    main()
