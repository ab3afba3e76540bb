"""Blocking: which quotations of one speaker are copies of one another, and which pairs are worth comparing.

Whoever is parted here is so for good. What is asked of all pairs at once is asked of arrays: days, languages, and
words in common, which are counted along an inverted index. Each quotation is compared with those before it in time;
where they are many, with those that have most words in common with it, so that pairs grow no faster than quotations.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.linking.lexical_overlap import is_unspaced, stems_of, words_of
from onrecord.thresholds import CLOSE_DAYS, ENOUGH_STEMS, FEW_STEMS, NEAR_DAYS, SHARED_STEMS
from onrecord.types import ComparableQuotation, DayWindow

Two = tuple[ComparableQuotation, ComparableQuotation]
Numbers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

_YEAR = 366  # days before, since a day may be known to the year only
MOST_SHARING, MOST_OTHERS = 48, 16  # earlier quotations with which one is compared: with words in common, and without
MOST_COPIES = 20  # of which it counts where they are printed


@dataclass(frozen=True, slots=True)
class Copies:
    """Quotations with the same words on the same day, however many outlets and stories print them; lowest id first."""

    members: tuple[ComparableQuotation, ...]

    @property
    def first(self) -> ComparableQuotation:
        """Return the one that stands for all where words and days are compared."""
        return self.members[0]

    @property
    def outlets(self) -> frozenset[str]:
        """Return the outlets that print the first of them."""
        return frozenset(member.outlet for member in self.members[:MOST_COPIES])


def window(changed: Iterable[ComparableQuotation]) -> DayWindow:
    """Return the days near those of quotations that changed."""
    ever = (date.min.toordinal(), date.max.toordinal())
    days = [day for one in changed for day in one.days or ever]
    first, last = max(0, min(days) - NEAR_DAYS), min(ever[1], max(days) + NEAR_DAYS)
    return DayWindow(first, last, max(0, first - _YEAR))


def copies(quotations: Iterable[ComparableQuotation]) -> list[Copies]:
    """Return quotations sorted into copies, in the order of their lowest ids."""
    found: dict[Hashable, list[ComparableQuotation]] = {}
    for one in sorted(quotations, key=lambda quotation: quotation.id):
        retold = one.form == "indirect"
        key = (words_of(one.text), one.language, one.days, one.is_dated, retold, one.headline, one.inside)
        found.setdefault(key, []).append(one)
    return [Copies(tuple(members)) for members in found.values()]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of quotations of one speaker, the earlier of each first: copies, and those that are worth comparing.

    `renewed` are the ids of quotations all of whose pairs with earlier ones are here, in place of those they had;
    `displaced` those of quotations for which a new copy now stands.
    """

    alike: tuple[Two, ...] = ()
    worth: tuple[Two, ...] = ()
    renewed: frozenset[str] = frozenset()
    displaced: frozenset[str] = frozenset()


def candidates(changed: Sequence[ComparableQuotation], near: Sequence[ComparableQuotation]) -> Candidates:
    """Return what there is to compare after quotations changed, among them and those near.

    Of copies, each is paired with the first, and only the first with others.
    """
    fresh = frozenset(quotation.id for quotation in changed)
    sorted_out = copies((*changed, *near))
    alike = [(one.first, other) for one in sorted_out for other in one.members[1:] if {one.first.id, other.id} & fresh]
    ousted = {one.members[1].id for one in sorted_out if len(one.members) > 1 and one.first.id in fresh}
    firsts = sorted((one.first for one in sorted_out), key=_in_time)
    worth, renewed = _worth_since(fresh, firsts)
    return Candidates(tuple(alike), tuple(worth), renewed, frozenset(ousted) - fresh)


def _worth_since(fresh: frozenset[str], quotations: Sequence[ComparableQuotation]) -> tuple[list[Two], frozenset[str]]:
    """Return the pairs worth comparing since some are fresh, and those of which these are all with earlier ones."""
    table = _Table(quotations)
    is_fresh = np.array([one.id in fresh for one in quotations], dtype=np.bool_)
    pairs: list[Two] = []
    renewed: set[str] = set()
    for number in np.flatnonzero(table.reached_from(is_fresh)).tolist():
        found = table.before(number)
        if is_fresh[number] or (found.is_cut and is_fresh[found.numbers].any()):
            renewed.add(quotations[number].id)
        else:
            found = _Earlier(found.numbers[is_fresh[found.numbers]])
        pairs += [(quotations[place], quotations[number]) for place in found.numbers.tolist()]
    return pairs, frozenset(renewed)


def _in_time(one: ComparableQuotation) -> tuple[int, str]:
    return (one.place, one.id)


def worth_comparing(quotations: Sequence[ComparableQuotation]) -> list[Two]:
    """Return the pairs of these few quotations of one speaker that are worth comparing."""
    table = _Table(quotations)
    pairs = (
        (quotations[number], quotations[place])
        for number in range(len(quotations))
        for place in np.flatnonzero(table.worth(number)[:number]).tolist()
    )
    return list(pairs)


def may_be_one(left: ComparableQuotation, right: ComparableQuotation) -> bool:
    """Tell whether two quotations of one speaker are worth comparing.

    Within a language they need words in common: any, names too, if they lie close in time; else some that carry
    meaning, and the more the longer they are.
    """
    gap = days_between(left, right)
    if gap is not None and gap > NEAR_DAYS:
        return False
    if left.language != right.language or is_unspaced(left.text) or is_unspaced(right.text):
        return True
    if gap is not None and gap <= CLOSE_DAYS and (left.story != right.story or left.headline or right.headline):
        return not _all_stems(left).isdisjoint(_all_stems(right))
    one, other = stems_of(left.text), stems_of(right.text)
    return bool(_enough(len(one & other), min(len(one), len(other))))


def _all_stems(one: ComparableQuotation) -> frozenset[str]:
    """Return the beginnings of the words of a quotation that carry meaning, names too."""
    return stems_of(one.text.casefold())


def _enough(shared: Any, few: Any) -> Any:
    """Tell whether so many shared words are enough where the shorter text has `few`: numbers, or arrays of them."""
    return (shared >= np.where(few > FEW_STEMS, ENOUGH_STEMS, 1)) & (shared >= SHARED_STEMS * few)


def days_between(left: ComparableQuotation, right: ComparableQuotation) -> int | None:
    """Return the days between two quotations, at the least; None where nothing tells."""
    if left.days is None or right.days is None:
        return 0 if left.story == right.story and left.days == right.days else None
    return max(0, max(left.days[0], right.days[0]) - min(left.days[1], right.days[1]))


class _Table:
    """Quotations as arrays, so that `may_be_one` is asked of one and all others at once."""

    def __init__(self, quotations: Sequence[ComparableQuotation]) -> None:
        self._words = _Index([stems_of(one.text) for one in quotations])
        self._names = _Index([_all_stems(one) for one in quotations])
        self._unspaced = np.array([is_unspaced(one.text) for one in quotations], dtype=np.bool_)
        self._dated = np.array([one.days is not None for one in quotations], dtype=np.bool_)
        self._low = np.array([one.days[0] if one.days else 0 for one in quotations], dtype=np.int64)
        self._high = np.array([one.days[1] if one.days else 0 for one in quotations], dtype=np.int64)
        self._headline = np.array([one.headline for one in quotations], dtype=np.bool_)
        self._language = _numbered(one.language for one in quotations)
        self._story = _numbered(one.story for one in quotations)

    def worth(self, number: int) -> Truths:
        """Tell of each quotation whether it is worth comparing with this one."""
        one_story = self._story == self._story[number]
        both_dated = self._dated & self._dated[number]
        known = both_dated | (one_story & ~self._dated & ~self._dated[number])
        gap = self._gap(number)
        close = known & (gap <= CLOSE_DAYS) & (~one_story | self._headline | self._headline[number])
        few = np.minimum(self._words.counts, self._words.counts[number])
        alike = np.where(close, self._names.shared(number) > 0, _enough(self._words.shared(number), few))
        found = alike | (self._language != self._language[number]) | self._unspaced | self._unspaced[number]
        found &= ~known | (gap <= NEAR_DAYS)
        found[number] = False
        return np.asarray(found, dtype=np.bool_)

    def _gap(self, number: int) -> Numbers:
        """Return the days between each quotation and this one, 0 where those of either are not known."""
        apart = np.maximum(self._low, self._low[number]) - np.minimum(self._high, self._high[number])
        return np.where(self._dated & self._dated[number], np.maximum(apart, 0), 0)

    def reached_from(self, fresh: Truths) -> Truths:
        """Tell of each quotation whether it is fresh, or comes after a fresh one that is worth comparing with it."""
        found = fresh.copy()
        for number in np.flatnonzero(fresh).tolist():
            if not fresh[number + 1 :].all():
                found[number + 1 :] |= self.worth(number)[number + 1 :]
        return found

    def before(self, number: int) -> _Earlier:
        """Return the earlier quotations with which this one is compared: all that are worth it; of many, the likest."""
        earlier = np.flatnonzero(self.worth(number)[:number])
        if len(earlier) <= MOST_SHARING + MOST_OTHERS:
            return _Earlier(earlier)
        shared, gap = self._names.shared(number)[earlier], self._gap(number)[earlier]
        ranked = earlier[np.lexsort((-earlier, gap, -shared))]
        sharing = int(np.count_nonzero(shared))
        others = ranked[sharing:][: max(MOST_OTHERS, MOST_SHARING + MOST_OTHERS - sharing)]
        most = MOST_SHARING + MOST_OTHERS - len(others)
        return _Earlier(np.sort(np.concatenate((ranked[:sharing][:most], others))), is_cut=True)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The numbers of the earlier quotations with which one is compared, and whether there were more of them."""

    numbers: Numbers
    is_cut: bool = False


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
