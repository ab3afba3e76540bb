"""Clustering: quotations of one speaker sorted into statements, the likeliest pairs joined first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from onrecord.linking.disjoint_sets import DisjointSets
from onrecord.linking.statements.blocking import Copies, copies, worth_comparing
from onrecord.linking.statements.scores import (
    DAYS_APART,
    NO_WORDS,
    ROUNDED,
    TRANSLATED,
    WORDS,
    Embeddings,
    Parts,
    compare,
    day_parts,
    likely_pairs,
    likeness_to,
    may_have_same_words,
    needing_embeddings,
)
from onrecord.thresholds import AGAINST_STATEMENT, SAME_STATEMENT
from onrecord.types import ComparableQuotation, JudgedPairs, Part, StatementMember, total

Pair = tuple[str, str]
_COPY = Part("words", 1.0, "the same words on the same day")


def link_statements(
    quotations: Sequence[ComparableQuotation], judged: JudgedPairs, embeddings: Embeddings
) -> tuple[StatementMember, ...]:
    """Return for each of `quotations`, all of one speaker, the statement that it reports, whatever their order.

    The likeliest pairs are joined first, and never two groups of which any two members speak against each other. What
    people judged outranks every score. The lowest id stands for the statement. `embeddings` holds those of all that
    `to_embed` returns.
    """
    pieces = _pieces(quotations, judged)
    of = {member.id: one.first.id for one in pieces for member in one.members}
    certain = {_ordered(of[a], of[b]): -math.inf for a, b in judged.apart}
    certain |= {_ordered(of[a], of[b]): math.inf for a, b in judged.same}
    scores = _PairScores(pieces, embeddings, certain)
    groups = DisjointSets(one.first.id for one in pieces)
    joined: dict[str, dict[str, Parts]] = {one.first.id: {} for one in pieces}
    for left, right in scores.likely():
        if groups.home(left) == groups.home(right):
            continue
        if certain.get((left, right)) != math.inf and scores.are_against(groups.members(left), groups.members(right)):
            continue
        joined[left][right] = joined[right][left] = scores.because((left, right))
        groups.join(left, right)
    reasons = {name: why for group in groups.sets() for name, why in _reasons(group[0], joined)}
    return tuple(_members(pieces, groups, reasons))


def to_embed(quotations: Sequence[ComparableQuotation], judged: JudgedPairs) -> list[ComparableQuotation]:
    """Return those of `quotations` whose embeddings `link_statements` must know."""
    return needing_embeddings(combinations([one.first for one in _pieces(quotations, judged)], 2))


class _PairScores:
    """What speaks for and against pairs of pieces, found out where it is asked: of many pieces, few pairs matter."""

    def __init__(self, pieces: Iterable[Copies], embeddings: Embeddings, judged: Mapping[Pair, float]) -> None:
        self._pieces = {one.first.id: one for one in pieces}
        self._embeddings = embeddings
        self._judged = judged
        self._found: dict[Pair, Parts] = {}
        self._likeness: dict[str, Mapping[str, float]] = {}

    def likely(self) -> list[Pair]:
        """Return the pairs that may be joined, the likeliest first."""
        worth = worth_comparing([one.first for one in self._pieces.values()])
        pairs = {_ordered(*pair[:2]) for pair in likely_pairs(worth, self._embeddings)} | self._judged.keys()
        scored = {pair: self._score(pair) for pair in pairs}
        return sorted((p for p in pairs if scored[p] >= SAME_STATEMENT), key=lambda p: (-scored[p], p))

    def because(self, pair: Pair) -> Parts:
        """Return the parts that join a pair."""
        return (Part("judged by a person", SAME_STATEMENT),) if pair in self._judged else self._parts(pair)

    def are_against(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """Tell whether any of the left and any of the right speak against each other; what is close is found out."""
        close: list[Pair] = []
        for pair in (_ordered(a, b) for a in left for b in right):
            least, most = self._bounds(pair)
            if most < AGAINST_STATEMENT:
                return True
            if least < AGAINST_STATEMENT:
                close.append(pair)
        return any(self._score(pair) < AGAINST_STATEMENT for pair in close)

    def _bounds(self, pair: Pair) -> tuple[float, float]:
        """Return between which sums the parts of a pair must lie, from its likeness and nothing that takes time."""
        one, other = self._pieces[pair[0]], self._pieces[pair[1]]
        like = self._like(pair[0]).get(pair[1])
        known = pair in self._judged or pair in self._found
        if like is None or known or may_have_same_words(one.first, other.first):
            return self._score(pair), self._score(pair)
        apart = DAYS_APART if one.first.is_dated and other.first.is_dated else 0.0
        least = -math.inf if one.outlets & other.outlets else like + NO_WORDS + apart - 2 * ROUNDED
        return least, like + max(WORDS, TRANSLATED) + total(day_parts(one.first, other.first))

    def _like(self, name: str) -> Mapping[str, float]:
        """Return how like a piece is to the others, of all whose embeddings are known."""
        if name not in self._likeness:
            others = [other for other in self._pieces if other in self._embeddings and name in self._embeddings]
            found = likeness_to(self._embeddings[name], [self._embeddings[other] for other in others]) if others else []
            self._likeness[name] = dict(zip(others, found, strict=True))
        return self._likeness[name]

    def _score(self, pair: Pair) -> float:
        return self._judged[pair] if pair in self._judged else total(self._parts(pair))

    def _parts(self, pair: Pair) -> Parts:
        if pair not in self._found:
            self._found[pair] = compare(self._pieces[pair[0]], self._pieces[pair[1]], self._embeddings)
        return self._found[pair]


def _reasons(low: str, joined: Mapping[str, Mapping[str, Parts]]) -> Iterator[tuple[str, tuple[str, Parts]]]:
    """Yield each of a group but the lowest with the one before it on the way from there, and why they are one."""
    reached = [low]
    seen = {low}
    for here in reached:
        for other in sorted(joined[here].keys() - seen):
            yield other, (here, joined[here][other])
            reached.append(other)
            seen.add(other)


def _pieces(quotations: Sequence[ComparableQuotation], judged: JudgedPairs) -> list[Copies]:
    """Return copies, with those of which people judged each by itself."""
    named = frozenset(name for pairs in judged for pair in pairs for name in pair)
    found = copies(quotations)
    alone = [Copies((m,)) for one in found for m in one.members if m.id in named]
    rest = [Copies(tuple(m for m in one.members if m.id not in named)) for one in found]
    return sorted((one for one in (*alone, *rest) if one.members), key=lambda one: one.first.id)


def _ordered(left: str, right: str) -> Pair:
    return (left, right) if left < right else (right, left)


def _members(
    pieces: Iterable[Copies], groups: DisjointSets[str], reasons: Mapping[str, tuple[str, Parts]]
) -> Iterator[StatementMember]:
    for one in pieces:
        first, statement = one.first.id, groups.home(one.first.id)
        yield StatementMember(first, statement, *reasons.get(first, ("", ())))
        for member in one.members[1:]:
            yield StatementMember(member.id, statement, first, (_COPY,))
