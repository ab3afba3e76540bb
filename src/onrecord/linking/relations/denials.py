"""Denials: whether a statement denies an earlier one of somebody else, from named parts of a score.

Likeness of meaning finds the topic, never the side taken on it: that is shown by the acts of the words and by
negation. Whether a denial is true is not said.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.lexicons.modality import partly
from onrecord.lexicons.outlets import is_media, outlet_kind
from onrecord.linking.relations.candidates import days_between, is_named
from onrecord.linking.relations.closeness import Closest
from onrecord.thresholds import DENIES, NEAR_IN_MEANING, OFTEN, SOON
from onrecord.types import ComparableStatement, Manner, Part, Relation, total

_OFTEN_DENIES, _SOMETIMES_DENIES, _NEVER_DENIES = 1.5, 0.8, -9.0
_TOGETHER, _MOST_TOGETHER = 0.8, 1.5  # for each story with both, and at most
_MEANING, _LEAST_MEANING, _MOST_MEANING = 10, -1.5, 1.0  # times the cosine above that of two passages on one matter
_NAMED, _PRESS = 1.0, 0.5
_BOTH_NEGATED = _OTHER_ASKS = _OTHER_DENIES = _ADMITS = -1.5
_LATE = -1.0


def denial(one: ComparableStatement, other: ComparableStatement, near: Closest) -> Relation | None:
    """Return that `one` denies the earlier statement `other` of somebody else; `near` are their closest passages."""
    because = tuple(part for part in _parts(one, other, near) if part.score)
    if total(because) < DENIES:
        return None
    passages = (one.passages[near.left], other.passages[near.right])
    return Relation("denies", one.id, other.id, *passages, because, _manner(one, near.left))


def may_deny(one: ComparableStatement, other: ComparableStatement) -> bool:
    """Tell whether `one` would deny `other` if the likeliest of their passages said the same."""
    if not one.share("deny"):
        return False
    pairs = (Closest(left, right, 1.0) for left in range(len(one.passages)) for right in range(len(other.passages)))
    return any(denial(one, other, near) for near in pairs)


def _parts(one: ComparableStatement, other: ComparableStatement, near: Closest) -> Iterator[Part]:
    yield _act(one)
    together = len(one.stories & other.stories)
    stories = f"in {together} {'story' if together == 1 else 'stories'}"
    yield Part("told together", min(_MOST_TOGETHER, _TOGETHER * together), stories)
    above = _MEANING * (near.cosine - NEAR_IN_MEANING)
    score = round(min(_MOST_MEANING, max(_LEAST_MEANING, above)), 3)
    yield Part("meaning", score, f"closest passages {near.cosine:.2f}")
    if is_named(other, one):
        yield Part("named", _NAMED, f"it names {other.speaker}")
    if one.negated[near.left] and other.negated[near.right]:
        yield Part("negation", _BOTH_NEGATED, "both of the closest passages are negated")
    if is_media(one.passages[near.left]) and outlet_kind(other.speaker):
        yield Part("answers the press", _PRESS, "it speaks of a report, the other is an outlet")
    if other.share("question") >= OFTEN:
        yield Part("act of the other", _OTHER_ASKS, "that is a question")
    if other.share("deny") >= OFTEN:
        yield Part("act of the other", _OTHER_DENIES, "that is a denial itself")
    if one.share("confirm") >= OFTEN:
        yield Part("act", _ADMITS, "a third of its reports or more have it as an admission")
    if days_between(one, other) > SOON:
        yield Part("days", _LATE, f"more than {SOON} days later")


def _act(one: ComparableStatement) -> Part:
    share = one.share("deny")
    if share >= OFTEN:
        return Part("act", _OFTEN_DENIES, "a third of its reports or more have it as a denial")
    if share:
        return Part("act", _SOMETIMES_DENIES, "some of its reports have it as a denial")
    return Part("act", _NEVER_DENIES, "nothing in it denies")


def _manner(one: ComparableStatement, place: int) -> Manner:
    """Return whether a denial sets a condition ("even if it is genuine"), or is one of a part of what it denies."""
    if any(one.conditional):
        return "conditionally"
    return "in part" if partly(one.passages[place], one.language) else ""
