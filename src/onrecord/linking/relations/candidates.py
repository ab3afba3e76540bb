"""Candidates: which earlier or later statements one is worth holding against, from words, days and stories alone."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from onrecord.linking.lexical_overlap import are_comparable, is_unspaced, stems_of, words_of
from onrecord.thresholds import SOON, TRANSLATED_SOON
from onrecord.types import ComparableStatement

_MOST = 40  # statements with which one is compared
_SHORTEST_NAME = 4  # letters of a name that is looked for in words


def candidates(one: ComparableStatement, others: Iterable[ComparableStatement]) -> list[ComparableStatement]:
    """Return the statements worth holding against `one`, the likeliest first.

    They were reported in a story with it, name its speaker within days, or are of its actor on a like topic.
    """
    found = ((-_kinship(one, other), other.id, other) for other in others if other.id != one.id)
    ranked = sorted(each for each in found if each[0])
    worth = (other for _, _, other in ranked if _is_on_topic(one, other))
    return list(islice(worth, _MOST))


class StatementIndex:
    """Statements by what `candidates` looks at first, so that most of those that are none are passed over unseen."""

    def __init__(self) -> None:
        self._of_actor: dict[tuple[str, str], set[str]] = {}
        self._in_story: dict[str, set[str]] = {}
        self._with_stem: dict[str, set[str]] = {}
        self._unspaced: set[str] = set()

    def add(self, one: ComparableStatement) -> None:
        """Take in a statement."""
        stems = _stems(one.passages)
        self._of_actor.setdefault((one.actor, one.language), set()).add(one.id)
        for story in one.stories:
            self._in_story.setdefault(story, set()).add(one.id)
        for stem in stems.of_passages:
            self._with_stem.setdefault(stem, set()).add(one.id)
        if stems.is_unspaced:
            self._unspaced.add(one.id)

    def may_be_candidates(self, one: ComparableStatement, names: Iterable[str]) -> set[str]:
        """Return the ids, of these, of what may be worth holding against one: all others have no word in common."""
        stems, wanted = _stems(one.passages), set(names)
        if stems.is_unspaced:
            return wanted
        found = (wanted - self._of_actor.get((one.actor, one.language), set())) | (wanted & self._unspaced)
        for story in one.stories:
            found |= wanted & self._in_story.get(story, set())
        for stem in stems.of_passages:
            found |= wanted & self._with_stem.get(stem, set())
        return found


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


class _Stems(NamedTuple):
    """The beginnings of the words of a statement that carry meaning: of each passage, and of all as one text."""

    of_passages: frozenset[str]
    of_text: frozenset[str]
    is_unspaced: bool


@lru_cache(maxsize=8192)
def _stems(passages: tuple[str, ...]) -> _Stems:
    together = " ".join(passages)
    each = frozenset[str]().union(*map(stems_of, passages))
    return _Stems(each, stems_of(together), not together.isascii() and is_unspaced(together))


def _kinship(one: ComparableStatement, other: ComparableStatement) -> float:
    """Return how near two statements are, found out at little cost: above 0 where `_is_on_topic` may say yes."""
    if not one.stories.isdisjoint(other.stories):
        return 10.0 + len(one.stories & other.stories)
    if one.actor != other.actor:
        return 5.0 if is_named(other, one) and days_between(one, other) <= SOON else 0.0
    if one.language != other.language:
        return 1.0 if days_between(one, other) <= TRANSLATED_SOON else 0.0
    mine, theirs = _stems(one.passages), _stems(other.passages)
    if mine.of_passages.isdisjoint(theirs.of_passages) and not (mine.is_unspaced or theirs.is_unspaced):
        return 0.0
    return 1.0 + len(mine.of_text & theirs.of_text) / 100


def _is_on_topic(one: ComparableStatement, other: ComparableStatement) -> bool:
    """Tell whether two statements that are near have words in common, where that is needed."""
    if one.actor != other.actor or one.language != other.language or not one.stories.isdisjoint(other.stories):
        return True
    return any(are_comparable(a, b) for a in one.passages for b in other.passages)
