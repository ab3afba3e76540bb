"""Family names that stand alone: whom "the President, Ruel" of one story means among those the record knows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from onrecord.stages.attribute.roles import fit
from onrecord.stages.link import names
from onrecord.stages.link.groups import Apart, Group, Parts, Piece, Tie, are_apart, total
from onrecord.thresholds import CLEAR_OF_OTHERS, FOREMOST, SAME_ACTOR
from onrecord.types import Part, Profile

_MOST_ROLES = 30  # the most frequent of a profile, that are compared
_MOST_BEARERS = 200  # the most quoted of one family name, that are compared
_MOST_ALONE = 50  # of one spelling of which no bearer is known, that are compared
_WELL_KNOWN = 5  # quotations from which on it tells something that there is nobody else of a name
_DAYS = 14
_ROLE_OF_ALONE = 3.0  # with a family name alone, the role says more than beside two full names


def settle(alone: Sequence[Piece], full: Sequence[Group], apart: Apart) -> list[Group]:
    """Give each family name alone to the one bearer whom it means beyond doubt; return all groups."""
    known = [_Bearer(group) for group in sorted(full, key=lambda g: (-g.quotations, g.pieces[0].id))]
    bearers: dict[str, list[tuple[_Bearer, Part]]] = {}
    left = []
    for piece in alone:
        family = _family_of(piece)
        if family not in bearers:
            bearers[family] = _bearers(family, known)
        found = _bearer_of(piece, bearers[family], apart)
        if found:
            found[0].take(piece, found[1])
        else:
            left.append((family, piece))
    unborne = [(family, piece) for family, piece in left if not bearers[family]]
    borne = [Group((piece,)) for family, piece in left if bearers[family]]
    return [*(bearer.group for bearer in known), *borne, *_by_role(unborne, apart)]


class _Bearer:
    """One who bears a full name, with all that can be compared, counted once before anything is taken in."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.names = tuple(dict.fromkeys(name for member in group.members for name in full_names(member)))
        self.roles = roles_of(group.members)
        self.quotations = group.quotations
        self.outlets = {outlet for member in group.members for outlet in member.outlets}
        self.days = _span(group.members)
        self.listed = any(member.listed for member in group.members)

    def take(self, piece: Piece, parts: Parts) -> None:
        self.group = self.group.joined(Group((piece,)), Tie(self.group.pieces[0].id, piece.id, parts))


def full_names(profile: Profile) -> tuple[names.PersonName, ...]:
    """Return the names of a profile, taken apart."""
    return tuple(filter(None, map(names.parse, profile.names)))


def roles_of(members: Sequence[Profile]) -> tuple[str, ...]:
    """Return the roles of profiles, the most quoted profile's first."""
    ordered = sorted(members, key=lambda member: (-member.quotations, member.id))
    return tuple(dict.fromkeys(role for member in ordered for role in member.roles[:_MOST_ROLES]))[:_MOST_ROLES]


def role_parts(left: Sequence[str], right: Sequence[str]) -> Parts:
    """Return what the roles of two profiles say of their being one."""
    for one in left:
        for other in right:
            if _are_one_office(one, other):
                return (Part("role", 2.0, one if one == other else f"{one}, {other}"),)
    return (Part("another role", -3.0, f"{left[0]}, {right[0]}"),) if left and right else ()


@lru_cache(maxsize=1 << 16)
def _are_one_office(left: str, right: str) -> bool:
    return max(fit(left, right), fit(right, left)) > 0


def _family_of(piece: Piece) -> str:
    return full_names(piece.members[0])[0].family


def _bearers(family: str, known: Sequence[_Bearer]) -> list[tuple[_Bearer, Part]]:
    alone = names.PersonName((), family)
    found = []
    for bearer in known:
        parts = (names.compare(alone, name)[0] for name in bearer.names)
        part = max((p for p in parts if p.score > 0), key=lambda p: p.score, default=None)
        if part:
            found.append((bearer, part))
    return found[:_MOST_BEARERS]


def _bearer_of(piece: Piece, known: Sequence[tuple[_Bearer, Part]], apart: Apart) -> tuple[_Bearer, Parts] | None:
    fitting = [(b, part) for b, part in known if not are_apart(piece.members, b.group.members, apart)]
    everything = sum(bearer.quotations for bearer, part in fitting if _is_same(part)) or 1
    told = [(bearer, _parts(piece, bearer, part, everything, len(fitting))) for bearer, part in fitting]
    told.sort(key=lambda pair: -total(pair[1]))
    if not told or total(told[0][1]) < SAME_ACTOR:
        return None
    if len(told) > 1 and total(told[0][1]) - total(told[1][1]) < CLEAR_OF_OTHERS:
        return None
    return told[0]


def _is_same(part: Part) -> bool:
    return part.part == "family name"


def _parts(piece: Piece, bearer: _Bearer, family: Part, everything: int, bearers: int) -> Parts:
    role = role_parts(roles_of(piece.members), bearer.roles)
    if not _is_same(family) and total(role) <= 0:
        return (family, *role)  # another spelling is another name, unless the role tells otherwise
    share = bearer.quotations / everything if _is_same(family) else 1.0
    told = tuple(part._replace(score=_ROLE_OF_ALONE) if part.score > 0 else part for part in role)
    return (family, _standing(bearer, share, bearers), *told, *_nearness(piece, bearer))


def _standing(bearer: _Bearer, share: float, bearers: int) -> Part:
    told = f"{share:.0%} of its quotations"
    well_known = 2.0 if bearer.quotations >= _WELL_KNOWN or bearer.listed else 1.0
    if bearers == 1:
        return Part("nobody else of that name", well_known)
    if share >= FOREMOST:
        return Part("foremost of that name", well_known, told)
    return Part("others of that name", -1.0 if share >= 1 / 2 else -2.0, told)


def _nearness(piece: Piece, bearer: _Bearer) -> Parts:
    shared = sorted(bearer.outlets.intersection(*(member.outlets for member in piece.members)))
    outlet = (Part("outlet", 1.0, shared[0]),) if shared else ()
    first, last = _span(piece.members)
    near = first and bearer.days[0] and first - _DAYS <= bearer.days[1] and bearer.days[0] <= last + _DAYS
    return (*outlet, Part("days", 1.0)) if near else outlet


def _span(members: Sequence[Profile]) -> tuple[int, int]:
    """Return the first and the last day as numbers, 0 where none is known."""
    first = min((member.days[0] for member in members if member.days[0]), default=0)
    return first, max((member.days[1] for member in members), default=0)


def _by_role(alone: Sequence[tuple[str, Piece]], apart: Apart) -> list[Group]:
    """Join family names alone, of which no bearer is known, where the roles in print fit as well."""
    kept: dict[str, list[Group]] = {}
    for family, piece in alone:
        groups = kept.setdefault(names.plain(family), [])
        for number, group in enumerate(groups[:_MOST_ALONE]):
            first = group.pieces[0]
            role = role_parts(roles_of(piece.members), roles_of(first.members))
            parts = (Part("family name", 3.0, family), *role)
            if total(parts) >= SAME_ACTOR and not are_apart(piece.members, group.members, apart):
                groups[number] = group.joined(Group((piece,)), Tie(first.id, piece.id, parts))
                break
        else:
            groups.append(Group((piece,)))
    return [group for groups in kept.values() for group in groups]
