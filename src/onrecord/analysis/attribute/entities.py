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
    party_beside,
    roles_elsewhere,
)
from onrecord.analysis.attribute.entity_spans import names_in, wording_of
from onrecord.analysis.attribute.people import parsed_name, people_of
from onrecord.lexicons.roles import is_generic, is_strong, kind_of
from onrecord.text.masks import FILLER
from onrecord.types import NamedEntity, Reading, Span, Speaker, SpeakerKind, actor_key

_MOST_WORDS = 20  # of a wording that ends a longer one
_KINDS: dict[str, SpeakerKind] = {"organisation": "organisation", "place": "state", "nationality": "group"}


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that a story names; `story` is None where the name alone identifies it in any story.

    `elsewhere` are roles that the headline or other stories of the document state, and the party in a tag.
    """

    name: str
    kind: SpeakerKind
    story: str | None = None
    gender: str = ""
    roles: tuple[Role, ...] = ()
    elsewhere: tuple[str, ...] = ()

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
    _names: dict[str, int] = field(init=False)
    _roles: dict[int, RolesByPlace] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [occurrence.span.start for occurrence in self.occurrences]
        self._first = {occurrence.entity: occurrence.span for occurrence in reversed(self.occurrences)}
        self._names = {entity.name.casefold(): number for number, entity in enumerate(self._entities)}
        families = Counter(parsed_name(e.name).family for e in self._entities if e.kind == "person")
        for number, entity in enumerate(self._entities):
            family = parsed_name(entity.name).family
            if entity.kind == "person" and families[family] == 1:
                self._names.setdefault(family, number)

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
        """Return the number of the entity with this name, or of the only person with this surname."""
        return self._names.get(name.casefold().strip(".,’' "))

    def resolved(self, number: int) -> int:
        """Return the number of an entity, or of the one that it turned out to be."""
        return self._same.get(number, number)

    def speaker(self, number: int, at: int) -> tuple[Speaker, Role | None]:
        """Return an entity as the speaker of words at `at`, in the role stated last before them, or else first."""
        entity = self._entities[number]
        if number not in self._roles:
            self._roles[number] = RolesByPlace(entity.roles)
        role = self._roles[number].at(at)
        name = entity.name.replace(FILLER, "")
        key = actor_key(name, entity.story)
        return Speaker(key, name, entity.kind, role.text.replace(FILLER, "") if role else None), role

    def add(self, entity: Entity, span: Span) -> int:
        """Add an entity that is named at `span`, and return its number."""
        number = len(self._entities)
        self._entities.append(entity)
        self.add_occurrence(number, span)
        self._first.setdefault(number, span)
        self._names.setdefault(entity.name.casefold(), number)
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
    parties = {o.entity: party for o in of_people if (party := party_beside(text, o.span.end))}
    persons = [_with_other_roles(reading, person, parties.get(number)) for number, person in enumerate(persons)]
    return Entities([*persons, *organisations], occurrences, reading.story.id)


def _with_attributes(person: Entity, known: Attributes | None) -> Entity:
    return replace(person, roles=known.roles, gender=known.gender) if known else person


def _with_other_roles(reading: Reading, person: Entity, party: str | None) -> Entity:
    """Add the party of a tag, and the roles that other stories of a digest state of who has none in this one."""
    known = (party,) if party else ()
    if " " in person.name and not any(is_strong(role.text) for role in person.roles):
        known = (*known, *roles_elsewhere(reading, person.name))
    return replace(person, elsewhere=known) if known else person


def _people(text: str, names: Sequence[NamedEntity], story: str) -> tuple[list[Entity], list[int]]:
    """Return one entity a person, and for each of `names` the number of the person it names."""
    homes = people_of(text, names)
    printed: dict[int, Counter[str]] = {home: Counter() for home in homes}
    for named, home in zip(names, homes, strict=True):
        printed[home][" ".join(named.span.of(text).split())] += 1
    order = {home: n for n, home in enumerate(printed)}
    return [_person(words, story) for words in printed.values()], [order[home] for home in homes]


def _person(printed: Counter[str], story: str) -> Entity:
    """Return a person by the full name printed most often; one who has none is known in this story only."""
    full = {words: count for words, count in printed.items() if parsed_name(words).is_full}
    name = max(full or printed, key=lambda words: (printed[words], -len(words.split())))
    return Entity(name.title() if name.isupper() else name, "person", None if full else story)


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
