"""Promises: what later statements, whoever made them, say became of one.

That a promise was broken is not said: only that somebody says so, with the passages of both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from onrecord import lexicons
from onrecord.linking.relations.candidates import is_later
from onrecord.linking.relations.closeness import Closest
from onrecord.thresholds import OFTEN, ONE_PROMISE
from onrecord.types import ComparableStatement, Part, Relation, RelationKind

_OUTCOMES: Mapping[str, RelationKind] = {"kept": "keeps_promise", "broken": "breaks_promise"}


def outcome(one: ComparableStatement, other: ComparableStatement, near: Closest) -> Relation | None:
    """Return that `one` says of the promise `other` that it was kept or broken; `near` are their closest passages."""
    if not may_tell_outcome(one, other) or near.cosine < ONE_PROMISE:
        return None
    promised = other.passages[near.right]
    for phrase, kind in _OUTCOMES.items():
        if found := says(one, phrase):
            because = (near.part(), Part("fate", 0.0, f"it says {found[1]!r}"))
            return Relation(kind, one.id, other.id, one.passages[found[0]], promised, because)
    because = (near.part(), Part("fate", 0.0, "it grants something, in a story with the promise"))
    return Relation("keeps_promise", one.id, other.id, one.passages[near.left], promised, because)


def may_tell_outcome(one: ComparableStatement, other: ComparableStatement) -> bool:
    """Tell whether `one`, if it is on the topic of `other`, says that a promise was kept or broken."""
    if "promise" not in other.acts or not is_later(one, other):
        return False
    return any(says(one, phrase) for phrase in _OUTCOMES) or _grants_beside(one, other)


def _grants_beside(one: ComparableStatement, other: ComparableStatement) -> bool:
    """Tell whether `one` grants something, in a story that reports a promise of somebody else."""
    return one.actor != other.actor and bool(one.stories & other.stories) and one.share("confirm") >= OFTEN


def says(one: ComparableStatement, phrase: str) -> tuple[int, str] | None:
    """Return which passage, by number, is the first with a phrase of this kind (fates.tsv), and the words of that."""
    return _first(one.passages, one.language, phrase)


@lru_cache(maxsize=4096)
def _first(passages: tuple[str, ...], language: str, phrase: str) -> tuple[int, str] | None:
    for number, passage in enumerate(passages):
        for pattern in _patterns(language, phrase):
            if match := pattern.search(passage):
                return number, match.group()
    return None


@cache
def _patterns(language: str, phrase: str) -> tuple[re.Pattern[str], ...]:
    rows = lexicons.rows(language, "fates")
    return tuple(re.compile(row["pattern"], re.IGNORECASE) for row in rows if row["fate"] == phrase)
