"""The entities of a story: the people, organisations and places it names, each with where it is named."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.analysis.attribute.entity_attributes import (
    Attributes,
    Occurrence,
    Role,
    RolesByPlace,
    attributes_of,
    form_of_address,
    gender_of_name,
)
from onrecord.analysis.attribute.entity_spans import names_in, wording_of
from onrecord.analysis.attribute.roles import title_before
from onrecord.lexicons.roles import is_generic, kind_of
from onrecord.types import NamedEntity, Reading, Span, Speaker, SpeakerKind, actor_key

_MOST_WORDS = 20  # of a wording that ends a longer one
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
_GENDERS = ("m", "f")
_KINDS: dict[str, SpeakerKind] = {"organisation": "organisation", "place": "state", "nationality": "group"}

NameKey = tuple[str, ...]
"""The parts of a name in small letters."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that a story names; `story` is None where the name alone identifies it in any story."""

    name: str
    kind: SpeakerKind
    story: str | None = None
    gender: str = ""
    roles: tuple[Role, ...] = ()

    def may_be(self, gender: str) -> bool:
        """Tell whether nothing in the text speaks against this gender; "" is any."""
        return not gender or self.gender in ("", gender)


@dataclass(slots=True)
class Entities:
    """All entities of a story by number, and where each is named, in the order of the text.

    It grows while speakers are decided: by people who are only described, and by the places at which one is meant.
    """

    _entities: list[Entity]
    occurrences: list[Occurrence]
    story: str
    _same: dict[int, int] = field(default_factory=dict)
    _starts: list[int] = field(init=False)
    _first: dict[int, Span] = field(init=False)
    _names: dict[NameKey, int] = field(init=False)
    _roles: dict[int, RolesByPlace] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [occurrence.span.start for occurrence in self.occurrences]
        self._first = {occurrence.entity: occurrence.span for occurrence in reversed(self.occurrences)}
        surnames = {_key(e.name)[-1:]: n for n, e in enumerate(self._entities) if e.kind == "person"}
        self._names = surnames | {_key(entity.name): number for number, entity in enumerate(self._entities)}

    def __getitem__(self, number: int) -> Entity:
        return self._entities[number]

    def within(self, span: Span) -> Sequence[Occurrence]:
        """Return the occurrences that begin inside `span`."""
        return self.occurrences[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def before(self, at: int, most: int = 40) -> Sequence[Occurrence]:
        """Return the last occurrences that begin before `at`, in order."""
        end = bisect_left(self._starts, at)
        return self.occurrences[max(0, end - most) : end]

    def after(self, at: int, most: int) -> Sequence[Occurrence]:
        """Return the first occurrences that begin after `at`, in order."""
        start = bisect_right(self._starts, at)
        return self.occurrences[start : start + most]

    def first(self, number: int) -> Span | None:
        """Return where an entity is named first."""
        return self._first.get(number)

    def number_of(self, name: str) -> int | None:
        """Return the number of the entity with this name, or of a person with this surname."""
        return self._names.get(_key(name))

    def resolved(self, number: int) -> int:
        """Return the number of an entity, or of the one that it turned out to be."""
        return self._same.get(number, number)

    def speaker(self, number: int, at: int) -> tuple[Speaker, Role | None]:
        """Return an entity as the speaker of words at `at`, in the role stated last before them, or else first."""
        entity = self._entities[number]
        if number not in self._roles:
            self._roles[number] = RolesByPlace(entity.roles)
        role = self._roles[number].at(at)
        key = actor_key(entity.name, entity.story)
        return Speaker(key, entity.name, entity.kind, role.text if role else None), role

    def add(self, entity: Entity, span: Span) -> int:
        """Add an entity that is named at `span`, and return its number."""
        number = len(self._entities)
        self._entities.append(entity)
        self.add_occurrence(number, span)
        self._first.setdefault(number, span)
        self._names.setdefault(_key(entity.name), number)
        return number

    def add_occurrence(self, number: int, span: Span) -> None:
        """Note that an entity is meant at `span`."""
        at = bisect_right(self._starts, span.start)
        self._starts.insert(at, span.start)
        self.occurrences.insert(at, Occurrence(span, number))

    def add_role(self, number: int, role: Role) -> None:
        """Note a description that turned out to mean an entity, as one of its roles."""
        entity = self._entities[number]
        self._entities[number] = replace(entity, roles=(*entity.roles, role))
        if number in self._roles:
            self._roles[number].add(role)

    def identify(self, described: int, named: int) -> None:
        """Note that an entity which was only described is one that is named."""
        self._entities[described] = self._entities[named]
        self._same[described] = named
        self._roles.pop(described, None)


def entities_of(reading: Reading) -> Entities:
    """Return the entities of a story, from the names that the reading model found in it."""
    text = reading.masked
    names = names_in(reading)
    people = [named for named in names if named.kind == "person"]
    persons, numbers = _people(text, people, reading.story.id)
    others = [named for named in names if named.kind != "person"]
    organisations, numbered = _organisations(text, others, len(persons), reading.story.id)
    named = [*zip(people, numbers, strict=True), *numbered]
    occurrences = sorted((Occurrence(name.span, number) for name, number in named), key=lambda o: o.span)
    of_people = [occurrence for occurrence in occurrences if occurrence.entity < len(persons)]
    known = attributes_of(reading, of_people)
    persons = [_with_attributes(person, known.get(number)) for number, person in enumerate(persons)]
    return Entities([*persons, *organisations], occurrences, reading.story.id)


def _with_attributes(person: Entity, known: Attributes | None) -> Entity:
    return replace(person, roles=known.roles, gender=known.gender) if known else person


def _key(name: str) -> NameKey:
    parts = tuple(part.strip(".,’'") for part in name.casefold().split())
    return parts[:-1] if len(parts) > 1 and parts[-1] in _SUFFIXES else parts


def _keys(names: Sequence[str]) -> list[NameKey]:
    """Return the key of each name; "Jr." counts only if the story also gives the same name without it."""
    keys = [(_key(name), len(_key(name)) < len(name.split())) for name in names]
    plain = {key for key, is_junior in keys if not is_junior}
    return [(*key[:-1], f"{key[-1]} junior") if is_junior and key in plain else key for key, is_junior in keys]


def _people(text: str, names: Sequence[NamedEntity], story: str) -> tuple[list[Entity], list[int]]:
    """Return one entity a person, and for each of `names` the number of the person it names.

    Full names are one person if given name and surname agree. A surname or given name alone goes to the only person who
    has it, else to the only one of them named before; if there were two, it stays by itself. So does one with a title
    before any full name, if no full name has that title: "President Ruel" is not "Linnet Ruel" of a later line.
    """
    keys = _keys([named.span.of(text) for named in names])
    printed: dict[NameKey, Counter[str]] = {}
    for named, key in zip(names, keys, strict=True):
        printed.setdefault(key, Counter())[" ".join(named.span.of(text).split())] += 1
    homes = _homes(text, names, keys, _fullest(printed))
    order = {key: n for n, key in enumerate(dict.fromkeys(homes))}
    entities = [_person(key, printed[key].most_common(1)[0][0], story) for key in order]
    return entities, [order[home] for home in homes]


def _homes(
    text: str, names: Sequence[NamedEntity], keys: Sequence[NameKey], full: dict[tuple[str, str], NameKey]
) -> list[NameKey]:
    """Return for each name, in the order of the text, the key of the name that stands for its person."""
    known, before = _FullNames(), _FullNames()
    for key in full.values():
        known.add(key)
    titles: dict[NameKey, set[str]] = {}
    for named, key in zip(names, keys, strict=True):
        home = full[key[0], key[-1]] if len(key) > 1 else key
        titles.setdefault(home, set()).add(title_before(text, named.span.start))
    seen: set[NameKey] = set()
    alone: set[NameKey] = set()
    homes = []
    for named, key in zip(names, keys, strict=True):
        if len(key) > 1:
            home = full[key[0], key[-1]]
        else:
            gender = form_of_address(text, named.span.start)
            home = key if key in alone else _full_name(key[0], known, before, gender) or key
        title = title_before(text, named.span.start)
        if home not in seen and home != key and title and title not in titles[home]:
            alone.add(home := key)
        if home not in seen and len(home) > 1:
            before.add(home)
        seen.add(home)
        homes.append(home)
    return homes


def _person(key: NameKey, name: str, story: str) -> Entity:
    return Entity(name.title() if name.isupper() else name, "person", None if len(key) > 1 else story)


def _fullest(printed: dict[NameKey, Counter[str]]) -> dict[tuple[str, str], NameKey]:
    """Return for each given name and surname the wording printed most often."""
    full: dict[tuple[str, str], list[NameKey]] = {}
    for key in printed:
        if len(key) > 1:
            full.setdefault((key[0], key[-1]), []).append(key)
    return {pair: max(keys, key=lambda k: (printed[k].total(), -len(k), k)) for pair, keys in full.items()}


class _FullNames:
    """Full names by their surname and by their given name, and by the gender that their given name may have."""

    def __init__(self) -> None:
        self._by_part: dict[tuple[str, str], list[NameKey]] = {}
        self._parts: set[str] = set()

    def add(self, key: NameKey) -> None:
        """Take in a full name."""
        gender = gender_of_name(key[0])
        self._parts.add(key[-1])
        for part in (key[-1], f"{key[0]} "):
            for fitting in ("", gender) if gender else ("", *_GENDERS):
                self._by_part.setdefault((part, fitting), []).append(key)

    def has_surname(self, part: str) -> bool:
        """Tell whether somebody has this surname."""
        return part in self._parts

    def only(self, part: str, gender: str) -> NameKey | None:
        """Return the only full name that has this part and may be of this gender ("" is any), if there is just one."""
        found = self._by_part.get((part, gender), [])
        return found[0] if len(found) == 1 else None


def _full_name(name: str, known: _FullNames, before: _FullNames, gender: str) -> NameKey | None:
    """Return the full name that a surname or given name stands for, or None where that is not clear.

    "Mrs. Ruel" is not the Robert Ruel of the line before.
    """
    part = name if known.has_surname(name) else f"{name} "
    return known.only(part, gender) or before.only(part, gender)


def _organisations(
    text: str, names: Sequence[NamedEntity], first: int, story: str
) -> tuple[list[Entity], list[tuple[NamedEntity, int]]]:
    """Return one entity a wording, numbered from `first`, and each of `names` with the number of what it names.

    "The Foreign Ministry" is the only longer name that ends so; without one it is known in this story only.
    """
    printed: dict[str, NamedEntity] = {}
    for named in names:
        printed.setdefault(wording_of(text, named), named)
    longer = _longer(printed)
    home = {wording: longer.get(wording, wording) for wording in printed}
    numbers = {wording: first + n for n, wording in enumerate(dict.fromkeys(home.values()))}
    entities = [_organisation(text, printed[wording], wording, story) for wording in numbers]
    return entities, [(named, numbers[home[wording_of(text, named)]]) for named in names]


def _longer(printed: Iterable[str]) -> dict[str, str]:
    """Return for each generic wording that one longer wording ends with, and no other, that longer one."""
    endings = {wording: list[str]() for wording in printed if is_generic(wording)}
    for wording in printed:
        words = wording.split()
        for n in range(1, min(len(words), _MOST_WORDS)):
            endings.get(" ".join(words[-n:]), []).append(wording)
    return {wording: longer[0] for wording, longer in endings.items() if len(longer) == 1}


def _organisation(text: str, named: NamedEntity, wording: str, story: str) -> Entity:
    by_noun = kind_of(wording)
    kind = by_noun if by_noun in ("organisation", "office") else _KINDS[named.kind]
    return Entity(" ".join(named.span.of(text).split()), kind, story if is_generic(wording) else None)
