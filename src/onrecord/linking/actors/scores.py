"""Scores: how much speaks for two profiles being one person or organisation, as a sum of named parts."""

from __future__ import annotations

from onrecord.linking.actors import organisation_names, person_names
from onrecord.linking.actors.actor_clustering import Parts, Piece
from onrecord.linking.actors.blocking import full_names
from onrecord.linking.actors.genders import gender_parts, genders_of
from onrecord.linking.actors.surnames import role_parts, roles_of
from onrecord.thresholds import CLEAR_OF_OTHERS, SAME_ACTOR
from onrecord.types import Part, total

_OF_A_ROLE = 2.0  # score of a role that fits
_TWO_ENTRIES = (Part("two entries of lists", -6.0),)


def person_parts(left: Piece, right: Piece) -> Parts:
    """Return what speaks for and against two people with full names being one."""
    if _are_two_entries(left, right):
        return _TWO_ENTRIES
    pairs = (person_names.compare(one, other) for one in names_of(left) for other in names_of(right))
    best = max(pairs, key=total, default=())
    if total(best) < SAME_ACTOR and _are_in_one_story(left, right):
        return (*best, Part("both in one story", -6.0))
    if not SAME_ACTOR - _OF_A_ROLE <= total(best) < SAME_ACTOR + CLEAR_OF_OTHERS:
        return best  # the roles decide nothing
    if clash := gender_parts(genders_of(left.members), genders_of(right.members)):
        return (*best, *clash)
    role = role_parts(roles_of(left.members), roles_of(right.members))
    # Whose names are the same in full may have gone from office to office; a short form needs the role not to differ.
    is_short = not any(part.part in ("given name", "part of the family name") for part in best)
    near = _days_parts(left, right) if any(part.part == person_names.BOTH_ORDERS for part in best) else ()
    return (*best, *role, *near) if total(role) > 0 or is_short else best


def _days_parts(left: Piece, right: Piece) -> Parts:
    """Return what it says that both are quoted on one day, as on one event."""
    days = (frozenset(day for member in piece.members for day in member.days) for piece in (left, right))
    return (Part("same days", 1.0),) if frozenset.intersection(*days) else ()


def body_parts(left: Piece, right: Piece) -> Parts:
    """Return what speaks for and against two bodies being one."""
    if _are_two_entries(left, right):
        return _TWO_ENTRIES
    names = [
        dict.fromkeys(organisation_names.parse(name) for member in piece.members for name in member.names)
        for piece in (left, right)
    ]
    return max(
        (organisation_names.compare(one, other) for one in names[0] for other in names[1]), key=total, default=()
    )


def names_of(piece: Piece) -> list[person_names.PersonName]:
    """Return the names of all members, taken apart, each once."""
    return list(dict.fromkeys(name for member in piece.members for name in full_names(member)))


def _are_in_one_story(left: Piece, right: Piece) -> bool:
    """Tell whether one story quotes both: then it names two for a reason."""
    stories, others = (frozenset[str]().union(*(m.stories for m in piece.members)) for piece in (left, right))
    return not stories.isdisjoint(others)


def _are_two_entries(left: Piece, right: Piece) -> bool:
    return any(member.listed for member in left.members) and any(member.listed for member in right.members)
