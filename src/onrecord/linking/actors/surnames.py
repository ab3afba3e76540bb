"""Family names that stand alone: whom "the President, Ruel" of one story means among those the record knows."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from onrecord.lexicons.roles import fit, head, noun_of, nouns
from onrecord.linking.actors import person_names
from onrecord.linking.actors.actor_clustering import Apart, Group, Join, Parts, Piece, are_apart
from onrecord.linking.actors.blocking import full_names
from onrecord.linking.actors.genders import gender_parts, genders_of
from onrecord.thresholds import CLEAR_OF_OTHERS, FOREMOST, MOSTLY, SAME_ACTOR
from onrecord.types import Part, Profile, total

_ROUNDS = 2  # who was given names in one is better known in the next
_MOST_ROLES = 30  # the most frequent of a profile, that are compared
_MOST_FAMILIES = 200  # spellings of family names with which one is compared
_MOST_CANDIDATES = 50  # the most quoted of one family name, that are compared
_MOST_ALONE = 50  # of one spelling of which no candidate is known, that are compared
_WELL_KNOWN = 5  # quotations from which on it tells something that there is nobody else of a name
_OF_ANOTHER_SCRIPT = 2.0  # score of a family name that is much alike across scripts; less is a slip, or another name
_SAME_EVENT = 2  # days apart that two may be quoted on one event
_DAYS = 14
_ROLE_OF_ALONE = 3.0  # with a family name alone, the role says more than beside two full names


def settle(alone: Sequence[Piece], full: Sequence[Group], apart: Apart) -> list[Group]:
    """Give each family name alone to the one candidate whom it means beyond doubt; return all groups."""
    known = [_Candidate(group) for group in sorted(full, key=lambda g: (-g.quotations, g.pieces[0].id))]
    left = [(full_names(piece.members[0])[0], piece) for piece in alone]
    fitting: dict[person_names.PersonName, list[tuple[_Candidate, Part]]] = {}
    for _ in range(_ROUNDS):
        families = _Families(known)
        fitting = {name: families.candidates(name) for name in dict.fromkeys(name for name, _ in left)}
        left = [(name, piece) for name, piece in left if not _is_given_away(piece, fitting[name], apart)]
        known = [_Candidate(candidate.whole()) for candidate in known]
    unclear = [Group((piece,)) for name, piece in left if fitting[name]]
    return [
        *(candidate.group for candidate in known),
        *unclear,
        *_by_role([(name, piece) for name, piece in left if not fitting[name]], apart),
    ]


def holders(alone: Sequence[Piece], full: Sequence[Group], apart: Apart) -> list[tuple[Group, Parts] | None]:
    """Return for each family name alone the one group that it means beyond doubt, as if there were no other such."""
    known = [_Candidate(group) for group in sorted(full, key=lambda g: (-g.quotations, g.pieces[0].id))]
    names = [full_names(piece.members[0])[0] for piece in alone]
    families = _Families(known)
    fitting = {name: families.candidates(name) for name in dict.fromkeys(names)}
    found = [_holder_of(piece, fitting[name], apart) for name, piece in zip(names, alone, strict=True)]
    return [one and (one[0].group, one[1]) for one in found]


class _Candidate:
    """One who has a full name, with all that can be compared; what it is given counts in the next round only."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.names = tuple(dict.fromkeys(name for member in group.members for name in full_names(member)))
        self.roles = roles_of(group.members)
        self.quotations = group.quotations
        self.outlets = {outlet for member in group.members for outlet in member.outlets}
        self.days = _days(group.members)
        self.listed = any(member.listed for member in group.members)
        self.genders = genders_of(group.members)
        self.given: list[tuple[Piece, Parts]] = []

    def is_of_another_generation(self, alone: person_names.PersonName) -> bool:
        """Tell whether it is a father, and the family name alone is that of a son, or the reverse."""
        generations = {name.generation for name in self.names if name.generation}
        return bool(alone.generation and generations) and alone.generation not in generations

    def whole(self) -> Group:
        """Return the group with all that it was given."""
        joins = (Join(self.group.pieces[0].id, piece.id, parts) for piece, parts in self.given)
        return Group((*self.group.pieces, *(piece for piece, _ in self.given)), (*self.group.joins, *joins))


def _is_given_away(piece: Piece, fitting: Sequence[tuple[_Candidate, Part]], apart: Apart) -> bool:
    found = _holder_of(piece, fitting, apart)
    if found:
        found[0].given.append((piece, found[1]))
    return found is not None


def roles_of(members: Sequence[Profile]) -> tuple[str, ...]:
    """Return the roles of profiles, the most quoted profile's first."""
    ordered = sorted(members, key=lambda member: (-member.quotations, member.id))
    return tuple(dict.fromkeys(role for member in ordered for role in member.roles[:_MOST_ROLES]))[:_MOST_ROLES]


def role_parts(left: Sequence[str], right: Sequence[str]) -> Parts:
    """Return what the roles of two profiles say of their being one: of offices that fit, of one body, of one trade."""
    pairs = [(one, other) for one in left for other in right]
    for one, other in pairs:
        if _are_one_office(one, other):
            return (Part("role", 2.0, one if one == other else f"{one}, {other}"),)
    for one, other in pairs:
        if shared := _bodies_in(one) & _bodies_in(other):
            return (Part("body in the roles", 1.0, min(shared)),)
    if not pairs or any(head(one) == head(other) for one, other in pairs):
        return ()
    return (Part("another role", -3.0, f"{left[0]}, {right[0]}"),)


@lru_cache(maxsize=1 << 16)
def _are_one_office(left: str, right: str) -> bool:
    """Tell whether two roles fit, and each is one: "President Ruel" is none, but a name with its title."""
    return bool(noun_of(left) and noun_of(right)) and max(fit(left, right), fit(right, left)) > 0


@lru_cache(maxsize=1 << 16)
def _bodies_in(role: str) -> frozenset[str]:
    """Return the words of a role that name something: neither of a trade or rank, nor those that begin it."""
    words = [word.strip(".,;:’'()") for word in role.split()[1:]]
    return frozenset(word for word in words if word[:1].isupper() and word.lower() not in nouns())


class _Families:
    """Those who have a full name, by their family names, the most quoted first."""

    def __init__(self, known: Sequence[_Candidate]) -> None:
        self._known = known
        self._places: dict[person_names.PersonName, list[int]] = {}
        for place, candidate in enumerate(known):
            for name in dict.fromkeys(replace(name, given=(), generation="") for name in candidate.names):
                self._places.setdefault(name, []).append(place)
        self._order = sorted((person_names.plain(name.family), name) for name in self._places)

    def candidates(self, alone: person_names.PersonName) -> list[tuple[_Candidate, Part]]:
        """Return those whom a family name alone may mean: of many the most quoted."""
        found: dict[int, Part] = {}
        for name in self._near(alone):
            part = person_names.compare(alone, name)[0]
            for place in self._places[name][:_MOST_CANDIDATES] if part.score > 0 else ():
                if not self._known[place].is_of_another_generation(alone):
                    found[place] = max(found.get(place, part), part, key=lambda each: each.score)
        return [(self._known[place], found[place]) for place in sorted(found)[:_MOST_CANDIDATES]]

    def _near(self, alone: person_names.PersonName) -> list[person_names.PersonName]:
        """Return the family names there are; of very many, those that are spelled most like one."""
        if len(self._order) <= _MOST_FAMILIES:
            return list(self._places)
        at = bisect_left(self._order, (person_names.plain(alone.family), alone))
        return [name for _, name in self._order[max(0, at - _MOST_FAMILIES // 2) : at + _MOST_FAMILIES // 2]]


def _holder_of(piece: Piece, known: Sequence[tuple[_Candidate, Part]], apart: Apart) -> tuple[_Candidate, Parts] | None:
    genders = genders_of(piece.members)
    fitting = [
        (candidate, part)
        for candidate, part in known
        if not (apart and are_apart(piece.members, candidate.whole().members, apart))
        and not gender_parts(genders, candidate.genders)
    ]
    everything = sum(candidate.quotations for candidate, part in fitting if part.score >= _OF_ANOTHER_SCRIPT) or 1
    ranked = [(candidate, _parts(piece, candidate, part, everything, len(fitting))) for candidate, part in fitting]
    ranked.sort(key=lambda pair: -total(pair[1]))
    if not ranked or total(ranked[0][1]) < SAME_ACTOR:
        return None
    if len(ranked) > 1 and total(ranked[0][1]) - total(ranked[1][1]) < CLEAR_OF_OTHERS:
        return None
    return ranked[0]


def _parts(piece: Piece, candidate: _Candidate, family: Part, everything: int, candidates: int) -> Parts:
    role = role_parts(roles_of(piece.members), candidate.roles)
    if family.score < _OF_ANOTHER_SCRIPT and total(role) <= 0:
        return (family, *role)  # another spelling is another name, unless the role tells otherwise
    share = min(1.0, candidate.quotations / everything)
    role = tuple(part._replace(score=_ROLE_OF_ALONE) if part.score > 0 else part for part in role)
    return (family, _standing(candidate, share, candidates), *role, *_nearness(piece, candidate))


def _standing(candidate: _Candidate, share: float, candidates: int) -> Part:
    detail = f"{share:.0%} of its quotations"
    well_known = 2.0 if candidate.quotations >= _WELL_KNOWN or candidate.listed else 1.0
    if candidates == 1:
        return Part("nobody else of that name", well_known)
    if share >= FOREMOST:
        return Part("foremost of that name", well_known, detail)
    if share >= 1 / 2:
        return Part("others of that name", -1.0, detail) if share < MOSTLY else Part("mostly of that name", 0.0, detail)
    return Part("others of that name", -2.0, detail)


def _nearness(piece: Piece, candidate: _Candidate) -> Parts:
    outlets = {outlet for member in piece.members for outlet in member.outlets}
    return (*_shared(outlets, candidate.outlets), *_apart_by(_days(piece.members), candidate.days))


def _shared(left: set[str], right: set[str]) -> Parts:
    shared = sorted(left & right)
    return (Part("outlet", 1.0, shared[0]),) if shared else ()


def _apart_by(left: Sequence[int], right: Sequence[int]) -> Parts:
    """Return what the distance in days says: who is quoted on one event by one outlet is by others too."""
    distance = min((_nearest(day, right) for day in left), default=_DAYS + 1)
    if distance <= _SAME_EVENT:
        return (Part("same days", 3.0, f"{distance} apart"),)
    return (Part("days", 1.0, f"{distance} apart"),) if distance <= _DAYS else ()


def _nearest(day: int, days: Sequence[int]) -> int:
    at = bisect_left(days, day)
    return min((abs(day - other) for other in days[max(0, at - 1) : at + 1]), default=_DAYS + 1)


def _days(members: Sequence[Profile]) -> list[int]:
    return sorted({day for member in members for day in member.days})


def _by_role(alone: Sequence[tuple[person_names.PersonName, Piece]], apart: Apart) -> list[Group]:
    """Join family names alone, of which no candidate is known, where roles in print or days fit as well."""
    kept: dict[str, list[_Gathered]] = {}
    for name, piece in alone:
        gathered = kept.setdefault(person_names.plain(name.family), [])
        for one in gathered[:_MOST_ALONE]:
            parts = (Part("family name", 3.0, name.family), *one.parts(piece))
            if total(parts) >= SAME_ACTOR and not are_apart(piece.members, one.members, apart):
                one.add(piece, parts)
                break
        else:
            gathered.append(_Gathered(piece))
    return [one.group() for several in kept.values() for one in several]


class _Gathered:
    """Family names alone that are gathered into one, with what is compared: roles, and days in order."""

    def __init__(self, first: Piece) -> None:
        self._pieces = [first]
        self._joins: list[Join] = []
        self._days = _days(first.members)
        self._roles = roles_of(first.members)
        self.members = list(first.members)

    def parts(self, piece: Piece) -> Parts:
        """Return what roles and days say of one more being the same."""
        role = role_parts(roles_of(piece.members), self._roles)
        gender = gender_parts(genders_of(piece.members), genders_of(self.members))
        return (*role, *_apart_by(_days(piece.members), self._days), *gender)

    def add(self, piece: Piece, parts: Parts) -> None:
        """Take in one more; of very many, their roles are known by then."""
        self._joins.append(Join(self._pieces[0].id, piece.id, parts))
        self._pieces.append(piece)
        self.members += piece.members
        for day in _days(piece.members):
            if _nearest(day, self._days):
                insort(self._days, day)
        if len(self.members) <= _MOST_ALONE:
            self._roles = roles_of(self.members)

    def group(self) -> Group:
        """Return them as a group."""
        return Group(tuple(self._pieces), tuple(self._joins))
