"""Components: quotations that hang together by pairs, in parts that are small enough to be clustered at once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator

import numpy as np

from onrecord.linking.disjoint_sets import DisjointSets
from onrecord.types import ComparableQuotation, QuotationPair

COPIES, JUDGED = 1000.0, 500.0  # scores of pairs, above all that words and days can come to
MOST_IN_CLUSTER = 120  # quotations, copies not counted, that are clustered at once: each is held against each
_AT_ONCE = 2_000  # quotations whose pairs are asked for at once
_READ = 100_000  # pairs that are unpacked at once
Pair = tuple[str, str]


def pair_of_copies(left: ComparableQuotation, right: ComparableQuotation) -> QuotationPair:
    """Return two quotations that have the same words on the same day as a pair."""
    return QuotationPair(left.id, right.id, COPIES)


class PairGraph:
    """Quotations and the pairs that connect them, in arrays: of many quotations there are many pairs."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._left, self._right, self._scores = array("l"), array("l"), array("d")

    @property
    def names(self) -> Collection[str]:
        """Return the ids of all quotations."""
        return self._numbers.keys()

    def add(self, quotation: str) -> None:
        """Add a quotation that may be in no pair."""
        self._numbers.setdefault(quotation, len(self._numbers))

    def connect(self, pair: QuotationPair) -> None:
        """Add a pair of quotations."""
        for name, ends in zip(pair[:2], (self._left, self._right), strict=True):
            ends.append(self._numbers.setdefault(name, len(self._numbers)))
        self._scores.append(pair.score)

    def parts(self) -> list[list[str]]:
        """Return what hangs together; of very many, those that are best connected, the ids of each part in order."""
        names = sorted(self._numbers)
        parts = DisjointSets(range(len(names)))
        sizes = [1] * len(names)  # by the lowest of each part; copies not counted
        for left, right, score in self._likeliest_first(names):
            one, other = parts.home(left), parts.home(right)
            larger = min((one, other), key=lambda home: (-len(parts.members(home)), home))
            size = sizes[larger] if score == COPIES else sizes[one] + sizes[other]
            if one != other and size <= MOST_IN_CLUSTER:
                parts.join(one, other)
                sizes[parts.home(one)] = size
        return [[names[number] for number in sorted(part)] for part in parts.sets()]

    def _likeliest_first(self, names: list[str]) -> Iterator[tuple[int, int, float]]:
        """Yield the pairs, the ends of each as places among `names`."""
        ranks = np.empty(len(names), dtype=np.int64)
        ranks[[self._numbers[name] for name in names]] = np.arange(len(names))
        left, right = (ranks[np.array(ends, dtype=np.int64)] for ends in (self._left, self._right))
        scores = np.array(self._scores)
        order = np.lexsort((right, left, -scores))
        for start in range(0, len(order), _READ):
            some = order[start : start + _READ]
            yield from zip(left[some].tolist(), right[some].tolist(), scores[some].tolist(), strict=True)


def connected(
    quotations: Iterable[str], pairs_of: Callable[[Collection[str]], Iterable[QuotationPair]], same: Iterable[Pair] = ()
) -> PairGraph:
    """Return all that pairs, or judgements of people (`same`), connect with quotations, by their ids.

    `pairs_of` gives the pairs that have one of some quotations in them, each once.
    """
    graph = PairGraph()
    judged: dict[str, list[str]] = {}
    for left, right in same:
        judged.setdefault(left, []).append(right)
        judged.setdefault(right, []).append(left)
    waiting = list(dict.fromkeys(quotations))
    reached = set(waiting)
    while waiting:
        some, waiting = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
        near = [name for here in some for name in judged.get(here, ())]
        near += _connect(graph, some, pairs_of)
        new = dict.fromkeys(name for name in near if name not in reached)
        reached.update(new)
        waiting += new
    for left, right in same:
        if left in reached:
            graph.connect(QuotationPair(left, right, JUDGED))
    return graph


def _connect(
    graph: PairGraph, some: Collection[str], pairs_of: Callable[[Collection[str]], Iterable[QuotationPair]]
) -> Iterator[str]:
    """Put quotations and their pairs with earlier ones into a graph; yield all that they are paired with."""
    here = frozenset(some)
    for name in some:
        graph.add(name)
    for pair in pairs_of(some):
        if pair.right in here:
            graph.connect(pair)
        yield from pair[:2]
