"""Relate: how a statement stands to earlier ones, of its own speaker and of others.

Relations are observations: two passages with what speaks for holding them against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.linking.relations.candidates import candidates, may_precede
from onrecord.linking.relations.closeness import closest
from onrecord.linking.relations.denials import denial, may_deny
from onrecord.linking.relations.position_changes import later_words, may_stand_to
from onrecord.linking.relations.promises import may_tell_outcome, outcome
from onrecord.models.embeddings import Vectors
from onrecord.types import ComparableStatement, Relation

Embeddings = Mapping[str, Vectors]


def worth_relating(one: ComparableStatement, others: Iterable[ComparableStatement]) -> list[ComparableStatement]:
    """Return those of `others` to which `one` may stand in some relation, as far as is known without embeddings.

    Of two statements of one speaker of which one has no day nobody knows which came first.
    """
    ordered = (other for other in others if other.actor != one.actor or (one.days and other.days))
    return [other for other in candidates(one, ordered) if _may_be_related(one, other)]


def relate(
    one: ComparableStatement, others: Sequence[ComparableStatement], embeddings: Embeddings
) -> tuple[Relation, ...]:
    """Return how `one` stands to earlier statements, likeliest first; at most one that it denies, one it takes back.

    `others` are those worth relating; `embeddings` holds for each id a vector for each of its passages.
    """
    found = [relation for other in others for relation in _relations(one, other, embeddings)]
    found.sort(key=lambda relation: (-relation.score, relation.right))
    denied = [relation for relation in found if relation.kind == "denies"]
    own = [relation for relation in found if relation.kind != "denies"]
    taken_back = [relation for relation in own if relation.how in ("takes back", "explains")]
    return (*denied[:1], *(relation for relation in own if relation not in taken_back[1:]))


def _may_be_related(one: ComparableStatement, other: ComparableStatement) -> bool:
    if not one.passages or not other.passages or not may_precede(other, one):
        return False
    if may_tell_outcome(one, other):
        return True
    return may_stand_to(one, other) if one.actor == other.actor else may_deny(one, other)


def _relations(one: ComparableStatement, other: ComparableStatement, embeddings: Embeddings) -> Iterator[Relation]:
    if not _may_be_related(one, other):
        return
    left, right = embeddings[one.id], embeddings[other.id]
    near = closest(left, right)
    became = outcome(one, other, near)
    if became:
        yield became
    if one.actor != other.actor:
        denied = denial(one, other, near)
    else:
        denied = None if became else later_words(one, other, left, right)
    if denied:
        yield denied
