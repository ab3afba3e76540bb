"""Shifts: how a speaker's later words on a matter stand to the earlier ones, and what became of a promise.

Both passages are shown; that a speaker changed their mind, or broke a promise, is not said: only that the words differ,
or that somebody says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from onrecord import lexicons
from onrecord.linking.lexical_overlap import are_comparable
from onrecord.linking.relations.opposition import turn
from onrecord.models.embeddings import Vectors
from onrecord.thresholds import OFTEN, ONE_PROMISE, REPEATS, SAME_AGAIN, SHIFTS, TAKES_BACK
from onrecord.types import ComparableStatement, Manner, Part, Relation, RelationKind

_FATES: Mapping[str, RelationKind] = {"kept": "keeps_promise", "broken": "breaks_promise"}
_OWN_WORDS: Mapping[str, Manner] = {"taken back": "takes back", "explained": "explains"}


@dataclass(frozen=True, slots=True)
class Closest:
    """The two passages of two statements that are closest in meaning, by number, and how close."""

    left: int
    right: int
    cosine: float


def closest(left: Vectors, right: Vectors) -> Closest:
    """Return the closest of all pairs of passages, whose vectors are given."""
    return next(_by_closeness(left @ right.T, -1.0))


def _by_closeness(cosines: Vectors, least: float) -> Iterator[Closest]:
    """Yield the pairs of passages of a cosine of at least so much, the closest first."""
    for place in np.argsort(-cosines, axis=None, kind="stable").tolist():
        row, column = divmod(place, cosines.shape[1])
        if cosines[row, column] < least:
            return
        yield Closest(row, column, float(cosines[row, column]))


def later_words(
    one: ComparableStatement, other: ComparableStatement, left: Vectors, right: Vectors
) -> Iterator[Relation]:
    """Yield how `one` stands to an earlier statement of its speaker: it departs from it in some way, or repeats it.

    `left` and `right` are the vectors of their passages. Words of one day are related only where the later ones say
    that they take back, or explain.
    """
    pairs = list(_by_closeness(left @ right.T, min(TAKES_BACK, SHIFTS)))
    if not pairs:
        return
    first = pairs[0]
    for fate, how in _OWN_WORDS.items() if TAKES_BACK <= first.cosine < SAME_AGAIN else ():
        told = _fate(one, fate)
        if told and not _fate(other, fate):
            passages = (one.passages[told[0]], other.passages[first.right])
            because = (_meaning(first), Part(how, 0.0, f"it says {told[1]!r}"))
            yield Relation("shifts", one.id, other.id, *passages, because, how)
            return
    if not _is_later(one, other):
        return
    agreeing: set[int] = set()  # passages that another report of the earlier words, a closer one, has no other side on
    for near in pairs[:1] if first.cosine >= SAME_AGAIN else pairs:
        how, why = _departure(one, other, near)
        if not how and are_comparable(one.passages[near.left], other.passages[near.right]):
            agreeing.add(near.left)
        if how and near.left not in agreeing:
            passages = (one.passages[near.left], other.passages[near.right])
            yield Relation("shifts", one.id, other.id, *passages, (_meaning(near), Part("side", 0.0, why)), how)
            return
    if first.cosine >= REPEATS:
        passages = (one.passages[first.left], other.passages[first.right])
        yield Relation("repeats", one.id, other.id, *passages, (_meaning(first),))


def fates(one: ComparableStatement, other: ComparableStatement, near: Closest) -> Iterator[Relation]:
    """Yield that `one`, whoever made it, says of the promise `other` that it was kept or broken."""
    if "promise" not in other.acts or near.cosine < ONE_PROMISE or not _is_later(one, other):
        return
    for fate, kind in _FATES.items():
        if told := _fate(one, fate):
            passages = (one.passages[told[0]], other.passages[near.right])
            because = (_meaning(near), Part("fate", 0.0, f"it says {told[1]!r}"))
            yield Relation(kind, one.id, other.id, *passages, because)
            return
    if one.actor != other.actor and one.stories & other.stories and one.share("confirm") >= OFTEN:
        passages = (one.passages[near.left], other.passages[near.right])
        because = (_meaning(near), Part("fate", 0.0, "it grants something, told beside the promise"))
        yield Relation("keeps_promise", one.id, other.id, *passages, because)


def _departure(one: ComparableStatement, other: ComparableStatement, near: Closest) -> tuple[Manner, str]:
    """Return in what later words depart from earlier ones, and what tells it."""
    left, right = near.left, near.right
    if near.cosine < SHIFTS:
        return "", ""
    if {_main(one), _main(other)} == {"deny", "confirm"}:
        return "reverses", "one denies, the other admits"
    if one.language == other.language and not are_comparable(one.passages[left], other.passages[right]):
        return "", ""  # likeness without words in common is too little to tell a turn from another matter
    negated = (one.negated[left], other.negated[right])
    asks = [each.share("demand") >= OFTEN for each in (one, other)]
    if asks[0] == asks[1] and (turned := turn(one.passages[left], other.passages[right], negated, one.language)):
        return "reverses", turned
    if near.cosine < REPEATS or one.language != other.language:
        return "", ""
    if one.conditional[left] != other.conditional[right]:
        return ("adds a condition" if one.conditional[left] else "drops a condition"), "only one sets a condition"
    if one.firmness[left] != other.firmness[right]:
        firmer = one.firmness[left] > other.firmness[right]
        return ("hardens" if firmer else "softens"), "one insists more or hedges less than the other"
    return "", ""


def _is_later(one: ComparableStatement, other: ComparableStatement) -> bool:
    return one.days is not None and other.days is not None and other.days[1] < one.days[0]


def _meaning(near: Closest) -> Part:
    return Part("meaning", round(near.cosine, 3), "closest passages")


def _main(one: ComparableStatement) -> str:
    return max(sorted(set(one.acts)), key=one.acts.count, default="")


def _fate(one: ComparableStatement, fate: str) -> tuple[int, str] | None:
    """Return the number of the first passage that tells this fate of earlier words, and the words that do."""
    for number, passage in enumerate(one.passages):
        for pattern in _patterns(one.language, fate):
            if match := pattern.search(passage):
                return number, match.group()
    return None


@cache
def _patterns(language: str, fate: str) -> tuple[re.Pattern[str], ...]:
    rows = lexicons.rows(language, "fates")
    return tuple(re.compile(row["pattern"], re.IGNORECASE) for row in rows if row["fate"] == fate)
