"""Actors across stories: for whom each profile of a block is taken; people and organisations by scores of their own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from onrecord.linking.actors import organisation_names, person_names
from onrecord.linking.actors.actor_clustering import Apart, Group, Parts, Piece, merged
from onrecord.linking.actors.blocking import full_names, is_body_name, is_person_name, next_to
from onrecord.linking.actors.guests import BODIES, PEOPLE, hosting, is_full, is_guest
from onrecord.linking.actors.scores import body_parts, names_of, person_parts
from onrecord.linking.actors.surnames import settle
from onrecord.linking.disjoint_sets import DisjointSets
from onrecord.thresholds import SAME_ACTOR
from onrecord.types import ActorLink, JudgedPairs, Part, Profile, total

_MOST_PIECES = 200  # names in one block that are compared each with each; of more, those near one another
_NO_PAIRS = JudgedPairs()


def link_actors(profiles: Iterable[Profile], judged: JudgedPairs = _NO_PAIRS) -> tuple[ActorLink, ...]:
    """Return for each of `profiles`, those of one block, the actor for whom it is taken, whatever their order.

    What people judged outranks every score. Profiles that lack a name of their own (descriptions, groups, documents)
    stay by themselves unless so judged, and so do entries of lists. The others are linked as if there were no guests;
    each guest is taken for one of them at most.
    """
    apart = frozenset(frozenset(pair) for pair in judged.apart)
    pieces = _judged_same(sorted(profiles, key=lambda profile: profile.id), judged.same)
    guests = _sorted_out([piece for piece in pieces if is_guest(piece)])
    own = _sorted_out([piece for piece in pieces if not is_guest(piece)])
    people = hosting(_people(own.people, apart), _whole_people(guests.people, apart), PEOPLE, apart)
    bodies = hosting(
        _joined(own.bodies, body_parts, _body_key, apart), _of_one_name(guests.bodies, _body_key, apart), BODIES, apart
    )
    groups = [
        *people.groups,
        *bodies.groups,
        *_people(people.unhosted, apart),
        *_joined(bodies.unhosted, body_parts, _body_key, apart),
        *(Group((piece,)) for piece in (*own.others, *guests.others)),
    ]
    return tuple(sorted((one for group in groups for one in _links(group)), key=lambda one: one.actor))


class _SortedOut(NamedTuple):
    """Pieces by the sort of name that they have."""

    people: list[Piece]
    bodies: list[Piece]
    others: list[Piece]


def _sorted_out(pieces: Iterable[Piece]) -> _SortedOut:
    found = _SortedOut([], [], [])
    for piece in pieces:
        if any(map(is_person_name, piece.members)):
            found.people.append(piece)
        elif any(map(is_body_name, piece.members)):
            found.bodies.append(piece)
        else:
            found.others.append(piece)
    return found


def _whole_people(pieces: Sequence[Piece], apart: Apart) -> list[Piece]:
    """Return people, those of one full name as one; a family name alone may be anybody's."""
    full = [piece for piece in pieces if is_full(piece)]
    return [*_of_one_name(full, _person_key, apart), *(piece for piece in pieces if not is_full(piece))]


def _judged_same(profiles: Sequence[Profile], same: Iterable[tuple[str, str]]) -> list[Piece]:
    """Return the profiles in pieces, joined where people judged so."""
    known = {profile.id: profile for profile in profiles}
    sets = DisjointSets(known)
    for left, right in same:
        if left in known and right in known:
            sets.join(left, right)
    because = Part("judged by a person", SAME_ACTOR)
    return [Piece(tuple(known[name] for name in names), because) for names in sets.sets()]


def _people(pieces: Sequence[Piece], apart: Apart) -> list[Group]:
    alone: list[Piece] = []
    full: list[Piece] = []
    for piece in pieces:
        (full if is_full(piece) else alone).append(piece)
    joined = [group for kin in _kin(full) for group in _joined(kin, person_parts, _person_key, apart)]
    return settle(alone, joined, apart)


def _kin(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Part pieces so that those whose family names are alike stay together, if only through others."""
    families = [frozenset(replace(name, given=(), generation="") for name in names_of(piece)) for piece in pieces]
    names = sorted({name for own in families for name in own})
    number = {name: place for place, name in enumerate(names)}
    alike = DisjointSets(range(len(names)))
    near = [(person_names.plain(name.family), place) for place, name in enumerate(names)]
    for left, right in combinations(range(len(names)), 2) if len(names) <= _MOST_PIECES else next_to(near):
        if alike.home(left) != alike.home(right) and total(person_names.compare(names[left], names[right])) > 0:
            alike.join(left, right)
    for own in families:
        for name in own:
            alike.join(number[min(own)], number[name])
    for one, other in _in_both_orders(pieces):
        alike.join(number[min(families[one])], number[min(families[other])])
    found: dict[int, list[Piece]] = {}
    for piece, own in zip(pieces, families, strict=True):
        found.setdefault(alike.home(number[min(own)]), []).append(piece)
    return list(found.values())


def _in_both_orders(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Yield the places of two pieces of which one has the name of the other in the other order."""
    found: dict[tuple[str, str], int] = {}
    for place, piece in enumerate(pieces):
        for name in names_of(piece):
            if len(name.given) == 1:
                order = (person_names.plain(name.given[0]), person_names.plain(name.family))
                if order[::-1] in found:
                    yield found[order[::-1]], place
                found[order] = place


def _joined(
    pieces: Sequence[Piece],
    parts_of: Callable[[Piece, Piece], Parts],
    key: Callable[[Profile], Hashable],
    apart: Apart,
) -> list[Group]:
    """Merge pieces, those of one name at once; of a very large block, only those of like names are compared."""
    whole = _of_one_name(pieces, key, apart)
    if len(whole) <= _MOST_PIECES:
        return merged(whole, parts_of, apart)
    orders = ((order, place) for place, piece in enumerate(whole) for order in _orders(piece))
    return merged(whole, parts_of, apart, next_to(orders))


def _orders(piece: Piece) -> Iterator[str]:
    """Yield the names of a piece as they are put in order: from each of their words on, and by forms of the first."""
    for name in dict.fromkeys(name for member in piece.members for name in member.names):
        words = person_names.name_words(name)
        for place in range(len(words)):
            yield " ".join(map(person_names.plain, (*words[place:], *words[:place])))
        for row in sorted(person_names.rows_of(words[0])) if words else ():
            yield f"{row} {' '.join(words[1:])}"


def _of_one_name(pieces: Sequence[Piece], key: Callable[[Profile], Hashable], apart: Apart) -> list[Piece]:
    """Join single profiles that have one and the same name, but for those that people or lists parted."""
    parted = {actor for pair in apart for actor in pair}
    found: dict[Hashable, list[Piece]] = {}
    for piece in pieces:
        first = piece.members[0]
        alone = len(piece.members) > 1 or len(first.names) > 1 or first.listed or first.id in parted
        found.setdefault(piece.id if alone else key(first), []).append(piece)
    return [
        same[0] if len(same) == 1 else Piece(tuple(m for p in same for m in p.members), Part("name", SAME_ACTOR))
        for same in found.values()
    ]


def _person_key(profile: Profile) -> Hashable:
    return person_names.parse(profile.names[0])


def _body_key(profile: Profile) -> Hashable:
    return organisation_names.parse(profile.names[0])


def _links(group: Group) -> Iterator[ActorLink]:
    canonical = min(group.members, key=_standing).id
    reasons = group.reasons(canonical)
    for member in group.members:
        yield ActorLink(member.id, canonical, reasons.get(member.id, ()))


def _standing(profile: Profile) -> tuple[bool, bool, bool, int, int, str]:
    """Entries of lists first, guests last, full names before lone ones, then the most quoted, then the longest."""
    alone = is_person_name(profile) and not any(name.given for name in full_names(profile))
    longest = max(map(len, profile.names), default=0)
    return (not profile.listed, profile.guest, alone, -profile.quotations, -longest, profile.id)
