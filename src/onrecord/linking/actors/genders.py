"""Genders: who cannot be one person, by forms of address, given names and roles."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from onrecord.lexicons.roles import gender_of_title, noun_of
from onrecord.linking.actors import person_names
from onrecord.linking.actors.blocking import full_names
from onrecord.types import Part, Profile

_CLASH = -6.0


def genders_of(members: Iterable[Profile]) -> frozenset[str]:
    """Return the genders that forms of address, given names and roles tell of profiles: none, one, or both."""
    found: set[str] = set()
    for member in members:
        found.update(map(gender_of_title, member.openings))
        found.update(person_names.gender_of(name.given[0]) for name in full_names(member) if name.given)
        found.update(map(_of_role, member.roles))
    return frozenset(found - {""})


def gender_parts(left: frozenset[str], right: frozenset[str]) -> tuple[Part, ...]:
    """Return what speaks against one person being both: that all that is told of one is a man, of the other a woman."""
    return (
        (Part("another gender", _CLASH, ", ".join((*left, *right))),)
        if len(left) == len(right) == 1 != len(left | right)
        else ()
    )


@lru_cache(maxsize=1 << 14)
def _of_role(role: str) -> str:
    noun = noun_of(role)
    return noun.gender if noun and noun.kind == "person" else ""
