"""Topics: which statements, whoever made them, are about one thing that somebody could affirm or deny.

A statement's own words often name their topic by "it" or not at all, so what stands around them in the story counts as
much. Likeness is a sum of what passages mean and of their rare words; the likest groups are joined first, by the mean
of all pairs between them (average linkage: Sokal and Michener 1958), found along chains of nearest neighbours
(Murtagh 1983). Which side a statement takes on the topic is asked elsewhere.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.linking.lexical_overlap import stems_of
from onrecord.models.embeddings import Vectors
from onrecord.thresholds import ONE_TOPIC, ONE_TOPIC_OF_FEW

Likeness = npt.NDArray[np.float64]
_MEANING, _MEANING_AROUND = 1.0, 1.0  # weights of the four parts, chosen on the demo
_WORDS, _WORDS_AROUND = 1.0, 1.5
_BACKGROUND = 20  # statements that the background counts for in the mean


@dataclass(frozen=True, slots=True)
class StatementContext:
    """What shows the topic of a statement: its words, and those with what stands around them in its reports."""

    id: str
    words: tuple[str, ...]
    surroundings: tuple[str, ...]


def topics_of(
    contexts: Sequence[StatementContext], words: Vectors, surroundings: Vectors, background: Vectors
) -> list[tuple[str, ...]]:
    """Return the ids of the statements on each topic, the largest groups first; one may be alone on its topic.

    `words` and `surroundings` are arrays of shape (contexts, width): for each context, the mean embedding of its
    texts. `background`, of shape (width,), is what those of all passages share.
    """
    if not contexts:
        return []
    order = sorted(range(len(contexts)), key=lambda number: contexts[number].id)
    ranked = [contexts[number] for number in order]
    likeness = _likeness(ranked, words[order], surroundings[order], background)
    trusted = _BACKGROUND / (len(ranked) + _BACKGROUND)  # the fewer statements, the less their mean is that of all news
    least = ONE_TOPIC * (1 - trusted) + ONE_TOPIC_OF_FEW * trusted
    groups = (tuple(sorted(ranked[place].id for place in group)) for group in groups_of(likeness, least))
    return sorted(groups, key=lambda group: (-len(group), group))


def _likeness(
    contexts: Sequence[StatementContext], words: Vectors, surroundings: Vectors, background: Vectors
) -> Likeness:
    return (
        _MEANING * _cosines(words, background)
        + _MEANING_AROUND * _cosines(surroundings, background)
        + _WORDS * _common_words([one.words for one in contexts])
        + _WORDS_AROUND * _common_words([one.surroundings for one in contexts])
    )


def _cosines(embeddings: Vectors, background: Vectors) -> Likeness:
    """Return the cosines of what each has beyond the mean: all passages of news lie close together."""
    mean = (embeddings.sum(axis=0) + _BACKGROUND * background) / (len(embeddings) + _BACKGROUND)
    return _products(embeddings - mean)


def _common_words(texts: Sequence[tuple[str, ...]]) -> Likeness:
    """Return the cosines of bags of words, the rare ones weighted most (Spärck Jones 1972)."""
    bags = [frozenset[str]().union(*(stems_of(text.casefold()) for text in several)) for several in texts]
    counts = Counter(word for bag in bags for word in bag)
    number = {word: place for place, word in enumerate(sorted(counts))}
    weights = np.zeros((len(bags), len(number)), dtype=np.float32)
    for row, bag in enumerate(bags):
        for word in bag:
            weights[row, number[word]] = math.log(1 + len(bags) / counts[word])
    return _products(weights)


def _products(rows: npt.NDArray[np.float32]) -> Likeness:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    even = rows / np.maximum(lengths, 1e-9)
    return np.asarray(even @ even.T, dtype=np.float64)


def groups_of(likeness: Likeness, least: float) -> Iterator[list[int]]:
    """Yield groups of rows: two are joined as long as the mean of the likeness of their pairs is at least `least`."""
    members = {row: [row] for row in range(len(likeness))}
    near = likeness.copy()
    np.fill_diagonal(near, -np.inf)
    chain: list[int] = []
    done: set[int] = set()
    while len(done) < len(members):
        if not chain:
            chain = [next(row for row in members if row not in done)]
        last = chain[-1]
        best = int(near[last].argmax())
        if near[last, best] < least:
            done.add(last)
            chain.pop()
            near[last] = near[:, last] = -np.inf
        elif len(chain) > 1 and near[last, chain[-2]] >= near[last, best]:
            _join(near, members, *sorted((last, chain[-2])))
            del chain[-2:]
        else:
            chain.append(best)
    yield from members.values()


def _join(near: Likeness, members: dict[int, list[int]], low: int, high: int) -> None:
    one, other = len(members[low]), len(members[high])
    near[low] = near[:, low] = (one * near[low] + other * near[high]) / (one + other)
    near[low, low] = -np.inf
    near[high] = near[:, high] = -np.inf
    members[low] += members.pop(high)
