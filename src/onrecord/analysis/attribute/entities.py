"""The cast of a story: the people, bodies and places it names, with the roles printed beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.analysis.attribute.entity_attributes import (
    Occurrence,
    Portrait,
    Role,
    form_of_address,
    gender_of_name,
    portraits,
)
from onrecord.analysis.attribute.entity_spans import names_of, surface
from onrecord.analysis.attribute.roles import title_before
from onrecord.lexicons.roles import is_generic, is_strong, kind_of
from onrecord.types import NamedEntity, Reading, Span, Speaker, SpeakerKind, content_id

_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
_BODIES: dict[str, SpeakerKind] = {"organisation": "organisation", "place": "state", "nationality": "group"}


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that a story names; `story` is None where the name alone tells who it is everywhere."""

    name: str
    kind: SpeakerKind
    story: str | None = None
    gender: str = ""
    roles: tuple[Role, ...] = ()

    def may_be(self, gender: str) -> bool:
        """Tell whether nothing in the text speaks against this gender; "" is any."""
        return not gender or self.gender in ("", gender)

    def speaker(self, at: int) -> tuple[Speaker, Role | None]:
        """Return this entity as the speaker at `at`, in the role last stated before, or else stated next."""
        roles = [role for role in self.roles if is_strong(role.text)] or self.roles
        role = max((r for r in roles if r.span.start <= at), key=lambda r: r.span, default=roles[0] if roles else None)
        key = (self.story, self.name.casefold()) if self.story else (self.name.casefold(),)
        return Speaker(content_id("actor", *key), self.name, self.kind, role.text if role else None), role


@dataclass(slots=True)
class Cast:
    """All entities of a story and where they are named, in the order of the text; it grows by those only described.

    `same` tells of entities that turned out to be another one.
    """

    entities: list[Entity]
    occurrences: list[Occurrence]
    story: str
    same: dict[int, int] = field(default_factory=dict)
    _starts: list[int] = field(init=False)
    _first: dict[int, Span] = field(init=False)
    _names: dict[tuple[str, ...], int] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [occurrence.span.start for occurrence in self.occurrences]
        self._first = {occurrence.entity: occurrence.span for occurrence in reversed(self.occurrences)}
        surnames = {_key(e.name)[-1:]: n for n, e in enumerate(self.entities) if e.kind == "person"}
        self._names = surnames | {_key(entity.name): number for number, entity in enumerate(self.entities)}

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

    def add(self, entity: Entity, span: Span) -> int:
        """Take in one more entity, named at `span`; return its number."""
        number = len(self.entities)
        self.entities.append(entity)
        self.name_again(number, span)
        self._first.setdefault(number, span)
        self._names.setdefault(_key(entity.name), number)
        return number

    def name_again(self, number: int, span: Span) -> None:
        """Note that an entity is meant at `span`."""
        at = bisect_right(self._starts, span.start)
        self._starts.insert(at, span.start)
        self.occurrences.insert(at, Occurrence(span, number))

    def tell_role(self, number: int, role: Role) -> None:
        """Note a description that turned out to mean an entity, as one of its roles."""
        entity = self.entities[number]
        self.entities[number] = replace(entity, roles=(*entity.roles, role))

    def called(self, name: str) -> int | None:
        """Return the number of the entity with this name, or of a person whose surname it is."""
        return self._names.get(_key(name))


def cast_of(reading: Reading) -> Cast:
    """Return the cast of a story, from what the model named in it."""
    text = reading.masked
    names = names_of(reading)
    people = [named for named in names if named.kind == "person"]
    persons, who = _people(text, people, reading.story.id)
    bodies, what = _bodies(text, [named for named in names if named.kind != "person"], len(persons), reading.story.id)
    occurrences = sorted(
        [Occurrence(n.span, k) for n, k in [*zip(people, who, strict=True), *what]], key=lambda o: o.span
    )
    numbers = set(range(len(persons)))
    known = portraits(reading, [occurrence for occurrence in occurrences if occurrence.entity in numbers])
    told = [_portrayed(person, known.get(number)) for number, person in enumerate(persons)]
    return Cast([*told, *bodies], occurrences, reading.story.id)


def _portrayed(person: Entity, known: Portrait | None) -> Entity:
    return replace(person, roles=known.roles, gender=known.gender) if known else person


def _key(name: str) -> tuple[str, ...]:
    parts = tuple(part.strip(".,’'") for part in name.casefold().split())
    return parts[:-1] if len(parts) > 1 and parts[-1] in _SUFFIXES else parts


def _keys(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the parts of each name; "Jr." is left out, unless a story names somebody so without it as well."""
    keys = [(_key(name), len(_key(name)) < len(name.split())) for name in names]
    plain = {key for key, is_junior in keys if not is_junior}
    return [(*key[:-1], f"{key[-1]} junior") if is_junior and key in plain else key for key, is_junior in keys]


def _people(text: str, names: Sequence[NamedEntity], story: str) -> tuple[list[Entity], list[int]]:
    """Return one entity a person, and for each of `names` the number of the one it names.

    Full names are one if given name and surname agree. A surname or given name alone goes to the only person who has
    it, else to the only one of them named before; if two were, it stays by itself. So does one that comes with a title
    before any full name does, if that lacks it: "President Ruel" is not the "Linnet Ruel" of a later line.
    """
    keys = _keys([named.span.of(text) for named in names])
    printed: dict[tuple[str, ...], Counter[str]] = {}
    for named, key in zip(names, keys, strict=True):
        printed.setdefault(key, Counter())[" ".join(named.span.of(text).split())] += 1
    best = _fullest(printed)
    bearers: dict[str, list[tuple[str, ...]]] = {}
    for (given, surname), key in best.items():
        bearers.setdefault(surname, []).append(key)
        bearers.setdefault(f"{given} ", []).append(key)
    titles: dict[tuple[str, ...], set[str]] = {}
    for named, key in zip(names, keys, strict=True):
        home = best[key[0], key[-1]] if len(key) > 1 else key
        titles.setdefault(home, set()).add(title_before(text, named.span.start))
    seen: set[tuple[str, ...]] = set()
    alone: set[tuple[str, ...]] = set()
    homes = []
    for named, key in zip(names, keys, strict=True):
        if len(key) > 1:
            home = best[key[0], key[-1]]
        else:
            home = key if key in alone else _bearer(key, bearers, seen, form_of_address(text, named.span.start))
        title = title_before(text, named.span.start)
        if home not in seen and home != key and title and title not in titles[home]:
            alone.add(home := key)
        seen.add(home)
        homes.append(home)
    order = {key: n for n, key in enumerate(dict.fromkeys(homes))}
    entities = [_person(key, printed[key].most_common(1)[0][0], story) for key in order]
    return entities, [order[home] for home in homes]


def _person(key: tuple[str, ...], name: str, story: str) -> Entity:
    return Entity(name.title() if name.isupper() else name, "person", None if len(key) > 1 else story)


def _fullest(printed: dict[tuple[str, ...], Counter[str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return for each given name and surname the wording printed most often."""
    full: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for key in printed:
        if len(key) > 1:
            full.setdefault((key[0], key[-1]), []).append(key)
    return {pair: max(keys, key=lambda k: (printed[k].total(), -len(k), k)) for pair, keys in full.items()}


def _bearer(
    key: tuple[str, ...], bearers: dict[str, list[tuple[str, ...]]], seen: set[tuple[str, ...]], gender: str
) -> tuple[str, ...]:
    known = bearers.get(key[0]) or bearers.get(f"{key[0]} ") or []
    if gender:  # "Mrs. Ruel" is not the Robert Ruel of the line before
        known = [bearer for bearer in known if gender_of_name(bearer[0]) in ("", gender)]
    before = [bearer for bearer in known if bearer in seen]
    return known[0] if len(known) == 1 else before[0] if len(before) == 1 else key


def _bodies(
    text: str, names: Sequence[NamedEntity], first: int, story: str
) -> tuple[list[Entity], list[tuple[NamedEntity, int]]]:
    """Return one entity a wording, and for each of `names` the number of the one it names.

    "The Foreign Ministry" is the only longer name that ends so; without one it is nobody's outside this story.
    """
    printed: dict[str, NamedEntity] = {}
    for named in names:
        printed.setdefault(surface(text, named), named)
    home = {wording: _longer(wording, printed) or wording for wording in printed}
    numbers = {wording: first + n for n, wording in enumerate(dict.fromkeys(home.values()))}
    entities = [_body(text, printed[wording], wording, story) for wording in numbers]
    return entities, [(named, numbers[home[surface(text, named)]]) for named in names]


def _longer(wording: str, printed: Iterable[str]) -> str | None:
    found = [other for other in printed if other.endswith(f" {wording}")] if is_generic(wording) else []
    return found[0] if len(found) == 1 else None


def _body(text: str, named: NamedEntity, wording: str, story: str) -> Entity:
    told = kind_of(wording)
    kind = told if told in ("organisation", "office") else _BODIES[named.kind]
    return Entity(" ".join(named.span.of(text).split()), kind, story if is_generic(wording) else None)
