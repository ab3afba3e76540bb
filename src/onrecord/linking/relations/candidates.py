"""Candidates: which earlier or later statements one is worth holding against, from words, days and stories alone."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.linking.lexical_overlap import are_comparable, is_unspaced, stems_of, words_of
from onrecord.thresholds import SOON, TRANSLATED_SOON
from onrecord.types import ComparableStatement

_MOST = 40  # statements with which one is compared
_SHORTEST_NAME = 4  # letters of a name that is looked for in words


def candidates(one: ComparableStatement, others: Iterable[ComparableStatement]) -> list[ComparableStatement]:
    """Return the statements worth holding against `one`, the likeliest first.

    They were reported in a story with it, name its speaker within days, or are of its actor on a like topic.
    """
    found = ((_kinship(one, other), other) for other in others if other.id != one.id)
    ranked = sorted((pair for pair in found if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].id))
    return [other for _, other in ranked[:_MOST]]


def may_precede(earlier: ComparableStatement, later: ComparableStatement) -> bool:
    """Tell whether a statement may have been made before another, whose days may be known in part."""
    if earlier.days is None or later.days is None:
        return earlier.actor != later.actor and bool(earlier.stories & later.stories)
    return earlier.days[0] <= later.days[1] + (earlier.actor != later.actor)


def is_later(one: ComparableStatement, other: ComparableStatement) -> bool:
    """Tell whether a statement was made on a later day than another, beyond doubt."""
    return one.days is not None and other.days is not None and other.days[1] < one.days[0]


def days_between(one: ComparableStatement, other: ComparableStatement) -> int:
    """Return how many days lie between two statements at least; 0 where the days of one are not known."""
    if one.days is None or other.days is None:
        return 0
    return max(0, max(one.days[0], other.days[0]) - min(one.days[1], other.days[1]))


def is_named(who: ComparableStatement, one: ComparableStatement) -> bool:
    """Tell whether the words of `one` hold the last word of the name of the other's speaker."""
    name = words_of(who.speaker)
    if not name or len(name[-1]) < _SHORTEST_NAME:
        return False
    return any(name[-1] in words_of(passage) for passage in one.passages)


def _kinship(one: ComparableStatement, other: ComparableStatement) -> float:
    together = len(one.stories & other.stories)
    if together:
        return 10.0 + together
    if one.actor != other.actor:
        return 5.0 if is_named(other, one) and days_between(one, other) <= SOON else 0.0
    if one.language != other.language:
        return 1.0 if days_between(one, other) <= TRANSLATED_SOON else 0.0
    if not _may_be_comparable(one, other):
        return 0.0
    if not any(are_comparable(a, b) for a in one.passages for b in other.passages):
        return 0.0
    return 1.0 + len(stems_of(" ".join(one.passages)) & stems_of(" ".join(other.passages))) / 100


def _may_be_comparable(one: ComparableStatement, other: ComparableStatement) -> bool:
    """Tell, at little cost, whether a word that carries meaning stands in both, or words cannot be counted."""
    theirs = [stems_of(passage) for passage in other.passages]
    if any(not mine.isdisjoint(those) for mine in map(stems_of, one.passages) for those in theirs):
        return True
    return any(not passage.isascii() and is_unspaced(passage) for passage in (*one.passages, *other.passages))
