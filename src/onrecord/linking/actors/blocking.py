"""Blocking: which actors are compared with one another, by the sort of name that they have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.lexicons.roles import is_generic, kind_of
from onrecord.linking.actors import organisation_names, person_names
from onrecord.types import Profile, actor_key

_NEXT = 20  # names behind one in an order that stand next to it


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


def full_names(profile: Profile) -> tuple[person_names.PersonName, ...]:
    """Return the names of a profile, taken apart."""
    return tuple(filter(None, map(person_names.parse, profile.names)))


def blocks_of(profile: Profile) -> tuple[str, ...]:
    """Return the blocks in which a profile is compared: one for each sort of name it has; else one of its own."""
    found: list[str] = []
    if is_person_name(profile):
        found = [f"person {person_names.skeleton(name.family)}" for name in full_names(profile)]
    elif is_body_name(profile):
        found = [f"body {key}" for key in map(organisation_names.block, profile.names) if key]
    return tuple(dict.fromkeys(found)) or (f"alone {profile.id}",)


def turned(profile: Profile) -> str | None:
    """Return the id of the actor whose name is that of a profile in the other order; None where it has no two words."""
    words = profile.names[0].split() if is_person_name(profile) else []
    return actor_key(f"{words[1]} {words[0]}") if len(words) == 2 else None


def next_to(orders: Iterable[tuple[str, int]]) -> list[tuple[int, int]]:
    """Return pairs of things, by their numbers, that stand next to each other in an order, each pair once.

    `orders` gives the words by which each thing is put in order, several where it has several names.
    """
    ranked = sorted(set(orders))
    pairs = {
        (min(number, other), max(number, other))
        for place, (_, number) in enumerate(ranked)
        for _, other in ranked[place + 1 : place + 1 + _NEXT]
        if number != other
    }
    return sorted(pairs)


def linked_together(
    blocks: Iterable[str], same: Iterable[tuple[str, str]], blocks_of_actor: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, ...]]:
    """Yield the blocks that must be linked together: each by itself, unless people judged two actors the same across.

    `blocks_of_actor` holds the blocks of the actors that were judged. Blocks that are reached may be others than those
    asked for.
    """
    neighbours: dict[str, set[str]] = {}
    for pair in same:
        reached = {block for actor in pair for block in blocks_of_actor.get(actor, ())}
        for block in reached:
            neighbours.setdefault(block, set()).update(reached)
    seen: set[str] = set()
    for block in blocks:
        if block in seen:
            continue
        group = [block]
        seen.add(block)
        for here in group:
            new = neighbours.get(here, set()) - seen
            seen |= new
            group += sorted(new)
        yield tuple(group)
