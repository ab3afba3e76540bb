"""Disjoint sets (union-find): things that are joined two by two; the lowest of a set stands for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

Thing = TypeVar("Thing", str, int)


class DisjointSets(Generic[Thing]):
    """Sets of things, at first each by itself."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self._home: dict[Thing, Thing] = {thing: thing for thing in things}
        self._members: dict[Thing, list[Thing]] = {thing: [thing] for thing in self._home}

    def home(self, thing: Thing) -> Thing:
        """Return the lowest of the set that a thing is in."""
        return self._home[thing]

    def members(self, thing: Thing) -> list[Thing]:
        """Return all that are in one set with a thing, those of its lowest first."""
        return self._members[self._home[thing]]

    def join(self, left: Thing, right: Thing) -> None:
        """Make one set of the two that these are in."""
        low, high = sorted((self._home[left], self._home[right]))
        if low != high:
            self._home.update(dict.fromkeys(self._members[high], low))
            self._members[low] += self._members.pop(high)

    def sets(self) -> list[list[Thing]]:
        """Return all sets, in the order in which their lowest were given."""
        return list(self._members.values())
