"""Blocking: which quotations of one speaker are copies of one another, and which pairs are worth comparing.

Whoever is told apart here is so for good. What is asked of all pairs at once is asked of arrays: days, languages, and
words in common, which are counted along an inverted index.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.linking.lexical_overlap import ENOUGH, FEW, is_unspaced, stems_of, words_of
from onrecord.types import ComparableQuotation

Two = tuple[ComparableQuotation, ComparableQuotation]
Numbers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

NEAR_DAYS = 120  # days between two sayings up to which they are compared
_CLOSE_DAYS = 1  # days up to which one word in common is enough
_SHARED = 0.3  # share of the words of the shorter that must stand in both, of sayings that lie further apart


@dataclass(frozen=True, slots=True)
class Copies:
    """Sayings with the same words on the same day, however many outlets and stories print them; lowest id first."""

    members: tuple[ComparableQuotation, ...]

    @property
    def first(self) -> ComparableQuotation:
        """Return the one that stands for all where words and days are compared."""
        return self.members[0]

    @property
    def outlets(self) -> frozenset[str]:
        """Return the outlets that print them."""
        return frozenset(member.outlet for member in self.members)


def copies(sayings: Iterable[ComparableQuotation]) -> list[Copies]:
    """Return sayings sorted into copies, in the order of their lowest ids."""
    found: dict[Hashable, list[ComparableQuotation]] = {}
    for one in sorted(sayings, key=lambda saying: saying.id):
        key = (words_of(one.text), one.language, one.days, one.told, one.form == "indirect", one.headline, one.inside)
        found.setdefault(key, []).append(one)
    return [Copies(tuple(members)) for members in found.values()]


def candidates(new: Sequence[ComparableQuotation], old: Sequence[ComparableQuotation]) -> tuple[list[Two], list[Two]]:
    """Return pairs that have a new one in them: those that are copies, and those that are worth comparing.

    Of copies, each is paired with the first, and only the first with others.
    """
    fresh = {saying.id for saying in new}
    sorted_out = copies((*new, *old))
    alike = [(one.first, other) for one in sorted_out for other in one.members[1:] if {one.first.id, other.id} & fresh]
    touched = [any(member.id in fresh for member in one.members) for one in sorted_out]
    firsts = [one.first for one in sorted_out]
    return alike, _worth(firsts, [number for number, is_touched in enumerate(touched) if is_touched])


def worth_comparing(sayings: Sequence[ComparableQuotation]) -> list[Two]:
    """Return the pairs of these sayings of one speaker that are worth comparing."""
    return _worth(sayings, range(len(sayings)))


def _worth(sayings: Sequence[ComparableQuotation], numbers: Iterable[int]) -> list[Two]:
    """Return the pairs that are worth comparing of which one has one of these numbers."""
    table = _Table(sayings)
    pairs = {(max(number, place), min(number, place)) for number in numbers for place in table.worth(number)}
    return [(sayings[number], sayings[place]) for number, place in sorted(pairs)]


def may_be_one(left: ComparableQuotation, right: ComparableQuotation) -> bool:
    """Tell whether two sayings of one speaker are worth comparing.

    Within a language they need words in common: any, names too, if they lie close in time; else some that carry
    meaning, and the more the longer they are.
    """
    gap = days_between(left, right)
    if gap is not None and gap > NEAR_DAYS:
        return False
    if left.language != right.language or is_unspaced(left.text) or is_unspaced(right.text):
        return True
    if gap is not None and gap <= _CLOSE_DAYS and (left.story != right.story or left.headline or right.headline):
        return not _all_stems(left).isdisjoint(_all_stems(right))
    one, other = stems_of(left.text), stems_of(right.text)
    return bool(_enough(len(one & other), min(len(one), len(other))))


def _all_stems(one: ComparableQuotation) -> frozenset[str]:
    """Return the beginnings of the words of a saying that carry meaning, names too."""
    return stems_of(one.text.casefold())


def _enough(shared: Any, few: Any) -> Any:
    """Tell whether so many shared words are enough where the shorter text has `few`: numbers, or arrays of them."""
    return (shared >= np.where(few > FEW, ENOUGH, 1)) & (shared >= _SHARED * few)


def days_between(left: ComparableQuotation, right: ComparableQuotation) -> int | None:
    """Return the days between two sayings, at the least; None where nothing tells."""
    if left.days is None or right.days is None:
        return 0 if left.story == right.story and left.days == right.days else None
    return max(0, max(left.days[0], right.days[0]) - min(left.days[1], right.days[1]))


class _Table:
    """Sayings as arrays, so that `may_be_one` is asked of one and all others at once."""

    def __init__(self, sayings: Sequence[ComparableQuotation]) -> None:
        self._words = _Index([stems_of(one.text) for one in sayings])
        self._names = _Index([_all_stems(one) for one in sayings])
        self._unspaced = np.array([is_unspaced(one.text) for one in sayings], dtype=np.bool_)
        self._dated = np.array([one.days is not None for one in sayings], dtype=np.bool_)
        self._low = np.array([one.days[0] if one.days else 0 for one in sayings], dtype=np.int64)
        self._high = np.array([one.days[1] if one.days else 0 for one in sayings], dtype=np.int64)
        self._headline = np.array([one.headline for one in sayings], dtype=np.bool_)
        self._language = _numbered(one.language for one in sayings)
        self._story = _numbered(one.story for one in sayings)

    def worth(self, number: int) -> Iterator[int]:
        """Yield the numbers of the sayings that are worth comparing with this one."""
        one_story = self._story == self._story[number]
        both_dated = self._dated & self._dated[number]
        known = both_dated | (one_story & ~self._dated & ~self._dated[number])
        apart = np.maximum(self._low, self._low[number]) - np.minimum(self._high, self._high[number])
        gap = np.where(both_dated, np.maximum(apart, 0), 0)
        close = known & (gap <= _CLOSE_DAYS) & (~one_story | self._headline | self._headline[number])
        few = np.minimum(self._words.counts, self._words.counts[number])
        alike = np.where(close, self._names.shared(number) > 0, _enough(self._words.shared(number), few))
        found = alike | (self._language != self._language[number]) | self._unspaced | self._unspaced[number]
        found &= ~known | (gap <= NEAR_DAYS)
        found[number] = False
        yield from np.flatnonzero(found).tolist()


class _Index:
    """Which texts have which stems, inverted."""

    def __init__(self, stems: Sequence[frozenset[str]]) -> None:
        self._stems = stems
        self._places = _inverted(stems)
        self.counts = np.array([len(own) for own in stems], dtype=np.int64)

    def shared(self, number: int) -> Numbers:
        """Return how many stems each text shares with this one."""
        places = [self._places[stem] for stem in self._stems[number]]
        size = len(self._stems)
        return np.bincount(np.concatenate(places), minlength=size) if places else np.zeros(size, dtype=np.int64)


def _inverted(stems: Sequence[frozenset[str]]) -> dict[str, Numbers]:
    found: dict[str, list[int]] = {}
    for number, own in enumerate(stems):
        for stem in own:
            found.setdefault(stem, []).append(number)
    return {stem: np.array(numbers, dtype=np.int64) for stem, numbers in found.items()}


def _numbered(values: Iterable[str]) -> Numbers:
    """Return a number for each value, the same for the same."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)
