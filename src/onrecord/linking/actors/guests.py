"""Guests: actors that only Readings made elsewhere quote; each joins one actor of ordinary coverage at most.

The groups that they join are those which there are without them, so that no guest can join two, or part any.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.linking.actors import organisation_names, person_names
from onrecord.linking.actors.actor_clustering import Apart, Group, Join, Parts, Piece, are_apart
from onrecord.linking.actors.scores import body_parts, names_of, person_parts
from onrecord.linking.actors.surnames import holders
from onrecord.thresholds import CLEAR_OF_OTHERS, SAME_ACTOR
from onrecord.types import Part, total

_MOST_COMPARED = 200_000  # pairs of a guest and a group in one block; with more, only names that are the same count
_SAME_NAME = (Part("name", SAME_ACTOR),)


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of actors: how a name is taken apart, and two actors are weighed."""

    parse: Callable[[str], Hashable]
    parts_of: Callable[[Piece, Piece], Parts]


PEOPLE = Sort(person_names.parse, person_parts)
BODIES = Sort(organisation_names.parse, body_parts)


class Hosting(NamedTuple):
    """The groups of ordinary coverage with the guests that they were given, and the guests that found none."""

    groups: list[Group]
    unhosted: list[Piece]


def is_guest(piece: Piece) -> bool:
    """Tell whether a piece is of guests only."""
    return all(member.guest for member in piece.members)


def is_full(piece: Piece) -> bool:
    """Tell whether a piece has a full name of a person."""
    return any(name.given for name in names_of(piece))


def hosting(groups: Sequence[Group], guests: Sequence[Piece], sort: Sort, apart: Apart) -> Hosting:
    """Give each guest to the one group that its name means beyond doubt."""
    if not guests:
        return Hosting(list(groups), [])
    given: dict[int, list[tuple[Piece, Parts]]] = {}
    unhosted = []
    for guest, found in zip(guests, _hosts(groups, guests, sort, apart), strict=True):
        if found is None:
            unhosted.append(guest)
        else:
            given.setdefault(found[0], []).append((guest, found[1]))
    return Hosting([_with(group, given.get(number, [])) for number, group in enumerate(groups)], unhosted)


def _hosts(
    groups: Sequence[Group], guests: Sequence[Piece], sort: Sort, apart: Apart
) -> Iterable[tuple[int, Parts] | None]:
    numbers = {id(group): number for number, group in enumerate(groups)}
    alone = [guest for guest in guests if sort is PEOPLE and not is_full(guest)]
    full = [group for group in groups if any(map(is_full, group.pieces))] if alone else []
    held = {guest.id: found for guest, found in zip(alone, holders(alone, full, apart), strict=True)}
    by_name = _by_name(groups, sort)
    is_few = len(groups) * len(guests) <= _MOST_COMPARED
    for guest in guests:
        if guest.id in held:
            found = held[guest.id]
            yield found and (numbers[id(found[0])], found[1])
            continue
        fitting = [number for number in _named_alike(guest, by_name, sort) if not _apart(guest, groups[number], apart)]
        if fitting:
            yield (fitting[0], _SAME_NAME) if len(fitting) == 1 else None
        else:
            yield _likeliest(guest, groups, sort, apart) if is_few else None


def _by_name(groups: Sequence[Group], sort: Sort) -> Mapping[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for number, group in enumerate(groups):
        for key in dict.fromkeys(sort.parse(name) for member in group.members for name in member.names):
            found.setdefault(key, []).append(number)
    return found


def _named_alike(guest: Piece, by_name: Mapping[Hashable, list[int]], sort: Sort) -> list[int]:
    keys = dict.fromkeys(sort.parse(name) for member in guest.members for name in member.names)
    return list(dict.fromkeys(number for key in keys if key is not None for number in by_name.get(key, ())))


def _likeliest(guest: Piece, groups: Sequence[Group], sort: Sort, apart: Apart) -> tuple[int, Parts] | None:
    """Return the one group that fits far better than any other."""
    weighed = ((number, _weighed(guest, group, sort)) for number, group in enumerate(groups))
    fitting = [(number, parts) for number, parts in weighed if parts and not _apart(guest, groups[number], apart)]
    fitting.sort(key=lambda each: (-total(each[1]), each[0]))
    if not fitting or (len(fitting) > 1 and total(fitting[0][1]) - total(fitting[1][1]) < CLEAR_OF_OTHERS):
        return None
    return fitting[0]


def _weighed(guest: Piece, group: Group, sort: Sort) -> Parts:
    """Return the parts that join a guest to a group; nothing where they are too few, or any piece speaks against it."""
    found = [sort.parts_of(guest, piece) for piece in group.pieces]
    best = max(found, key=total)
    return best if total(best) >= SAME_ACTOR and min(map(total, found)) >= 0 else ()


def _apart(guest: Piece, group: Group, apart: Apart) -> bool:
    return are_apart(guest.members, group.members, apart)


def _with(group: Group, given: Sequence[tuple[Piece, Parts]]) -> Group:
    joins = (Join(group.pieces[0].id, guest.id, parts) for guest, parts in given)
    return Group((*group.pieces, *(guest for guest, _ in given)), (*group.joins, *joins))
