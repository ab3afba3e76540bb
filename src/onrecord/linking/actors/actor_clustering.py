"""Groups of profiles that are one actor: joined likeliest first, never against what speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.linking.disjoint_sets import DisjointSets
from onrecord.thresholds import CLEAR_OF_OTHERS, SAME_ACTOR
from onrecord.types import Part, Profile, total

Parts = tuple[Part, ...]
Apart = frozenset[frozenset[str]]
_AGAINST = 0.0  # a sum below this is a contradiction
_UNCOMPARED = -1.0  # of what speaks against each other, too


@dataclass(frozen=True, slots=True)
class Piece:
    """Profiles that are one actor beyond doubt: under one name, in one list, or as people judged (`because`)."""

    members: tuple[Profile, ...]
    because: Part

    @property
    def id(self) -> str:
        """Return the lowest id of the members."""
        return min(member.id for member in self.members)

    @property
    def quotations(self) -> int:
        """Return how often the members were quoted."""
        return sum(member.quotations for member in self.members)


@dataclass(frozen=True, slots=True)
class Join:
    """Why two pieces of a group were joined."""

    left: str
    right: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces that are one actor, and the joins that hold them together."""

    pieces: tuple[Piece, ...]
    joins: tuple[Join, ...] = ()

    @property
    def members(self) -> tuple[Profile, ...]:
        """Return the profiles of all pieces."""
        return tuple(member for piece in self.pieces for member in piece.members)

    @property
    def quotations(self) -> int:
        """Return how often the members were quoted."""
        return sum(piece.quotations for piece in self.pieces)

    def joined(self, other: Group, join: Join) -> Group:
        """Return both groups as one."""
        return Group(self.pieces + other.pieces, (*self.joins, *other.joins, join))

    def reasons(self, canonical: str) -> Mapping[str, Parts]:
        """Return for each member but `canonical` the parts on its side of the way to it."""
        home = next(piece for piece in self.pieces if any(member.id == canonical for member in piece.members))
        joins: dict[str, list[tuple[str, Parts]]] = {}
        for join in self.joins:
            joins.setdefault(join.left, []).append((join.right, join.parts))
            joins.setdefault(join.right, []).append((join.left, join.parts))
        found: dict[str, Parts] = {home.id: (home.because,)}
        reached = [home.id]
        for here in reached:
            for far, parts in joins.get(here, ()):
                if far not in found:
                    found[far] = parts
                    reached.append(far)
        return {
            member.id: found[name]
            for piece in self.pieces
            for name in (piece.id,)
            for member in piece.members
            if member.id != canonical
        }


def are_apart(left: Iterable[Profile], right: Iterable[Profile], apart: Apart) -> bool:
    """Tell whether people judged any of `left` and any of `right` to be two."""
    return bool(apart) and any(frozenset((a.id, b.id)) in apart for a in left for b in right)


def merged(
    pieces: Sequence[Piece],
    parts_of: Callable[[Piece, Piece], Parts],
    apart: Apart,
    pairs: Iterable[tuple[int, int]] | None = None,
) -> list[Group]:
    """Join the likeliest pairs first, unless anything in one group speaks against anything in the other.

    Only `pairs` are compared, given as the lower and the higher number of two pieces, where they are given; what was
    not compared is never joined.
    """
    several = combinations(range(len(pieces)), 2) if pairs is None else pairs
    scores, reasons = _compared(pieces, parts_of, apart, several)
    likely: dict[int, set[int]] = {}
    for left, right in reasons:
        likely.setdefault(left, set()).add(right)
        likely.setdefault(right, set()).add(left)

    def between(one: int, other: int) -> float:
        return scores.get((min(one, other), max(one, other)), _UNCOMPARED)

    def is_torn(piece: int, other: int) -> bool:
        """Tell whether a third one fits `piece` about as well as `other` does, and cannot be the same as `other`."""
        least = between(piece, other) - CLEAR_OF_OTHERS
        return any(
            between(piece, third) > least and between(other, third) < _AGAINST for third in likely[piece] - {other}
        )

    groups = {number: Group((piece,)) for number, piece in enumerate(pieces)}
    sets = DisjointSets(groups)
    for left, right in sorted(reasons, key=lambda pair: (-scores[pair], pair)):
        low, high = sorted((sets.home(left), sets.home(right)))
        if low == high or any(between(a, b) < _AGAINST for a in sets.members(low) for b in sets.members(high)):
            continue
        if is_torn(left, right) or is_torn(right, left):
            continue
        join = Join(pieces[left].id, pieces[right].id, reasons[left, right])
        groups[low] = groups[low].joined(groups.pop(high), join)
        sets.join(low, high)
    return list(groups.values())


def _compared(
    pieces: Sequence[Piece],
    parts_of: Callable[[Piece, Piece], Parts],
    apart: Apart,
    pairs: Iterable[tuple[int, int]],
) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], Parts]]:
    """Return the scores of those of these pairs in which nothing is a contradiction, and the parts of the likely ones.

    Of very many pairs most speak against each other: nothing is kept of those.
    """
    scores: dict[tuple[int, int], float] = {}
    reasons: dict[tuple[int, int], Parts] = {}
    for left, right in pairs:
        if are_apart(pieces[left].members, pieces[right].members, apart):
            continue
        parts = parts_of(pieces[left], pieces[right])
        if (score := total(parts)) >= _AGAINST:
            scores[left, right] = score
            if score >= SAME_ACTOR:
                reasons[left, right] = parts
    return scores, reasons
