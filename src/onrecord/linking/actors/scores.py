"""Actors across stories: which profiles are one person or one body, block by block, from named parts of a score."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from onrecord.lexicons.roles import is_generic, kind_of
from onrecord.linking.actors import organisation_names, person_names
from onrecord.linking.actors.actor_clustering import Apart, Group, Parts, Piece, merged
from onrecord.linking.actors.surnames import full_names, role_parts, roles_of, settle
from onrecord.thresholds import CLEAR_OF_OTHERS, SAME_ACTOR
from onrecord.types import ActorLink, Part, Profile, total

Pairs = Iterable[tuple[str, str]]
_OF_A_ROLE = 2.0  # score of a role that fits
_MOST_PIECES = 600  # names in one block that are compared each with each; of more, those of one initial


def is_person_name(profile: Profile) -> bool:
    """Tell whether a profile is of a person with a name, not of a description ("FBI spokesman")."""
    if profile.listed and profile.kind == "person":
        return True
    words = profile.names[0].split() if profile.names else []
    if profile.kind != "person" or not words or words[0][:1].islower() or words[-1][:1].islower():
        return False
    if person_names.parse(profile.names[0]) is None:
        return False
    return kind_of(profile.names[0]) == "unknown" or person_names.is_given_name(words[0])  # Edmar King is no king


def is_body_name(profile: Profile) -> bool:
    """Tell whether a profile is of a body with a name of its own."""
    if profile.kind not in ("organisation", "office", "state") or not profile.names:
        return False
    name = profile.names[0]
    return name[:1].isupper() and (profile.listed or not is_generic(name.casefold()))


def blocks_of(profile: Profile) -> tuple[str, ...]:
    """Return the blocks in which a profile is compared: one for each sort of name it bears; else one of its own."""
    found: list[str] = []
    if is_person_name(profile):
        found = [f"person {person_names.skeleton(name.family)}" for name in full_names(profile)]
    elif is_body_name(profile):
        found = [f"body {key}" for key in map(organisation_names.block, profile.names) if key]
    return tuple(dict.fromkeys(found)) or (f"alone {profile.id}",)


def link(profiles: Iterable[Profile], same: Pairs = (), apart: Pairs = ()) -> tuple[ActorLink, ...]:
    """Return for each of `profiles`, those of one block, whom it is taken for, whatever their order.

    `same` and `apart` are pairs of ids that people judged; they outrank every score. Profiles that lack a name of
    their own (descriptions, groups, documents) stay by themselves unless so judged, and so do entries of lists.
    """
    kept = frozenset(frozenset(pair) for pair in apart)
    people: list[Piece] = []
    named: list[Piece] = []
    others: list[Piece] = []
    for piece in _judged(sorted(profiles, key=lambda profile: profile.id), same):
        sort = people if any(map(is_person_name, piece.members)) else others
        (named if sort is others and any(map(is_body_name, piece.members)) else sort).append(piece)
    groups = [*_people(people, kept), *_joined(named, _body_parts, _body_key, kept), *(Group((p,)) for p in others)]
    return tuple(sorted((one for group in groups for one in _identities(group)), key=lambda one: one.actor))


def _judged(profiles: Sequence[Profile], same: Pairs) -> list[Piece]:
    """Return the profiles in pieces, joined where people judged so."""
    home = {profile.id: profile.id for profile in profiles}
    groups = {profile.id: [profile] for profile in profiles}
    for left, right in same:
        low, high = sorted((home.get(left, ""), home.get(right, "")))
        if low and low != high:
            home.update((profile.id, low) for profile in groups[high])
            groups[low] += groups.pop(high)
    return [Piece(tuple(group), Part("judged by a person", SAME_ACTOR)) for group in groups.values()]


def _people(pieces: Sequence[Piece], apart: Apart) -> list[Group]:
    alone: list[Piece] = []
    full: list[Piece] = []
    for piece in pieces:
        (full if any(name.given for name in _names(piece)) else alone).append(piece)
    joined = [group for kin in _kin(full) for group in _joined(kin, _person_parts, _person_key, apart)]
    return settle(alone, joined, apart)


def _names(piece: Piece) -> list[person_names.PersonName]:
    return [name for member in piece.members for name in full_names(member)]


def _kin(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Part pieces so that those whose family names are alike stay together, if only through others."""
    families = [frozenset(replace(name, given=(), generation="") for name in _names(piece)) for piece in pieces]
    home = {name: number for number, name in enumerate(sorted({name for own in families for name in own}))}
    for left, right in combinations(list(home), 2):
        if home[left] != home[right] and total(person_names.compare(left, right)) > 0:
            _unite(home, left, right)
    for own in families:
        for name in own:
            _unite(home, min(own), name)
    shelves: dict[int, list[Piece]] = {}
    for piece, own in zip(pieces, families, strict=True):
        shelves.setdefault(home[min(own)], []).append(piece)
    return list(shelves.values())


def _unite(
    home: dict[person_names.PersonName, int], left: person_names.PersonName, right: person_names.PersonName
) -> None:
    low, high = sorted((home[left], home[right]))
    if low != high:
        home.update((name, low) for name, at in home.items() if at == high)


def _joined(
    pieces: Sequence[Piece],
    parts_of: Callable[[Piece, Piece], Parts],
    key: Callable[[Profile], Hashable],
    apart: Apart,
) -> list[Group]:
    """Merge pieces, those of one name at once; of a very large block, only those of one initial are compared."""
    whole = _of_one_name(pieces, key, apart)
    if len(whole) <= _MOST_PIECES:
        return merged(whole, parts_of, apart)
    shelves: dict[str, list[Piece]] = {}
    for piece in whole:
        shelves.setdefault(person_names.name_words(piece.members[0].names[0])[0][:1], []).append(piece)
    return [
        group
        for shelf in shelves.values()
        for group in (merged(shelf, parts_of, apart) if len(shelf) <= _MOST_PIECES else [Group((p,)) for p in shelf])
    ]


def _of_one_name(pieces: Sequence[Piece], key: Callable[[Profile], Hashable], apart: Apart) -> list[Piece]:
    """Join single profiles that bear one and the same name, but for those that people or lists told apart."""
    told_apart = {actor for pair in apart for actor in pair}
    found: dict[Hashable, list[Piece]] = {}
    for piece in pieces:
        first = piece.members[0]
        alone = len(piece.members) > 1 or len(first.names) > 1 or first.listed or first.id in told_apart
        found.setdefault(piece.id if alone else key(first), []).append(piece)
    return [
        same[0] if len(same) == 1 else Piece(tuple(m for p in same for m in p.members), Part("name", SAME_ACTOR))
        for same in found.values()
    ]


def _person_key(profile: Profile) -> Hashable:
    return person_names.parse(profile.names[0])


def _body_key(profile: Profile) -> Hashable:
    return organisation_names.parse(profile.names[0])


def _person_parts(left: Piece, right: Piece) -> Parts:
    if _are_two_entries(left, right):
        return (Part("two entries of lists", -6.0),)
    pairs = (person_names.compare(one, other) for one in _names(left) for other in _names(right))
    best = max(pairs, key=total, default=())
    if total(best) < SAME_ACTOR and _are_in_one_story(left, right):
        return (*best, Part("both in one story", -6.0))
    if not SAME_ACTOR - _OF_A_ROLE <= total(best) < SAME_ACTOR + CLEAR_OF_OTHERS:
        return best  # the roles decide nothing
    role = role_parts(roles_of(left.members), roles_of(right.members))
    # Whose names are the same in full may have gone from office to office; a short form needs the role not to differ.
    is_short = not any(part.part in ("given name", "part of the family name") for part in best)
    return (*best, *role) if total(role) > 0 or is_short else best


def _are_in_one_story(left: Piece, right: Piece) -> bool:
    """Tell whether one story quotes both: then it told them apart for a reason."""
    return any(not a.stories.isdisjoint(b.stories) for a in left.members for b in right.members)


def _body_parts(left: Piece, right: Piece) -> Parts:
    if _are_two_entries(left, right):
        return (Part("two entries of lists", -6.0),)
    told = [
        [organisation_names.parse(name) for member in piece.members for name in member.names] for piece in (left, right)
    ]
    return max((organisation_names.compare(one, other) for one in told[0] for other in told[1]), key=total, default=())


def _are_two_entries(left: Piece, right: Piece) -> bool:
    return any(member.listed for member in left.members) and any(member.listed for member in right.members)


def _identities(group: Group) -> Iterable[ActorLink]:
    canonical = min(group.members, key=_standing).id
    reasons = group.reasons(canonical)
    for member in group.members:
        yield ActorLink(member.id, canonical, reasons.get(member.id, ()))


def _standing(profile: Profile) -> tuple[bool, bool, int, int, str]:
    """Entries of lists first, full names before lone ones, then the most quoted, then the longest."""
    alone = is_person_name(profile) and not any(name.given for name in full_names(profile))
    longest = max(map(len, profile.names), default=0)
    return (not profile.listed, alone, -profile.quotations, -longest, profile.id)
