"""The people of a story: which of the names in it are names of one person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.analysis.attribute.entity_attributes import form_of_address
from onrecord.analysis.attribute.roles import role_after, title_before
from onrecord.lexicons.names import gender_of_name, is_given_name, name_words
from onrecord.lexicons.roles import head, nouns
from onrecord.text.masks import FILLER
from onrecord.types import NamedEntity

_PATRONYMIC = re.compile(r"\w{2,}(?:[eo]v[iy]ch|[eoiy]vna|[ео]вич|[еоиії]вна)$")
_KIN = (
    r"(?:wife|husband|widow|widower|son|daughter|brother|sister|father|mother|uncle|aunt|niece|nephew|cousin|"
    r"grandson|granddaughter|grandfather|grandmother|first lady)s?"
)
_KIN_BEFORE = re.compile(rf"\b{_KIN},?\s(?:\w+\sand\s)?$", re.IGNORECASE)
_KIN_AFTER = re.compile(rf",\s(?:\S+\s){{1,4}}?{_KIN}\b", re.IGNORECASE)
_KIN_WITHIN = 40  # characters beside a name in which it is said whose relative the person is
_QUOTED = "“”\"‘’'()"
_ROLE_WITHIN = 90  # characters after a name in which its role ends
_GENDERS = ("m", "f")


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name in small letters; `given` is empty for a name of one word, `generation` for most."""

    family: str
    given: str = ""
    generation: str = ""
    nickname: str = ""

    @property
    def is_full(self) -> bool:
        """Tell whether the name has more than one part."""
        return bool(self.given)


def parsed_name(words: str) -> PersonName:
    """Return the parts of a name as it is printed; a family name may stand first."""
    parts: list[str] = []
    nickname = generation = ""
    for word in words.casefold().split():
        bare = word.strip(f".,’'{FILLER}")
        if word[0] in _QUOTED and word[-1] in _QUOTED and len(word) > 2:
            nickname = word.strip(_QUOTED + ".,")
        elif parts and bare in name_words("generation"):
            generation = bare
        elif bare:
            parts.append(bare)
    return _ordered(parts, generation, nickname)


def _ordered(parts: Sequence[str], generation: str, nickname: str) -> PersonName:
    while len(parts) > 1 and parts[0] in name_words("particle") and not _is_given_first(parts):
        parts = parts[1:]
    if len(parts) < 2:
        return PersonName(parts[0] if parts else "", "", generation, nickname)
    family, given = (parts[0], parts[1]) if _is_family_first(parts) else (parts[-1], parts[0])
    return PersonName(family, given, generation, nickname)


def _is_given_first(parts: Sequence[str]) -> bool:
    """Tell whether a name begins with a given name that is a particle in others: "Ben", "Van" or "Al"."""
    return is_given_name(parts[0]) and parts[1] not in name_words("particle")


def _is_family_first(parts: Sequence[str]) -> bool:
    """Tell whether three words begin with a family name: of East Asia, or before a name and a patronymic."""
    if len(parts) != 3 or is_given_name(parts[0]):
        return False
    is_known = parts[0] in name_words("first") and parts[-1] not in name_words("first")
    return is_known or bool(_PATRONYMIC.match(parts[-1]))


@dataclass(slots=True)
class _Person:
    """What is known of somebody with a full name: titles, gender, and the number of the first full name.

    `is_relative` if the text calls them somebody's wife, son or the like, or by their given name alone.
    """

    name: PersonName
    first: int
    titles: set[str] = field(default_factory=set)
    genders: Counter[str] = field(default_factory=Counter)
    is_relative: bool = False

    @property
    def gender(self) -> str:
        known = [gender for gender in _GENDERS if self.genders[gender]]
        return known[0] if len(known) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Bare:
    """A surname, given name or nickname alone: its place among the names, and what the title before it says."""

    number: int
    word: str
    title: str
    gender: str


def people_of(text: str, names: Sequence[NamedEntity]) -> list[int]:
    """Return for each name, in the order of the text, the number of the first name of the same person.

    Full names are one person if given name and surname agree, in either order. A surname, given name or nickname alone
    goes to the only person who has it, else to the only one of them named before; if there were two, it stays by
    itself. So does one whose title or form of address nobody of that name has: "Mr. Ruel" is not "Linnet Ruel".
    """
    parsed = [parsed_name(named.span.of(text)) for named in names]
    parsed = _with_families(text, names, parsed)
    homes = _full_homes(parsed)
    people = _people(text, names, parsed, homes)
    bare = [_bare(text, named, n, name) for n, (named, name) in enumerate(zip(names, parsed, strict=True))
            if not name.is_full]  # fmt: skip
    return _with_bare(homes, people, bare)


def _with_families(text: str, names: Sequence[NamedEntity], parsed: Sequence[PersonName]) -> list[PersonName]:
    """Turn names whose first word the story uses as a family name: "Goh Wei Lun" where it says "Mr Goh"."""
    titled = {
        name.family
        for named, name in zip(names, parsed, strict=True)
        if not name.is_full and (form_of_address(text, named.span.start) or title_before(text, named.span.start))
    }
    families = {name.family for name in parsed if name.is_full}
    turned = {word for word in titled - families if not is_given_name(word)}
    return [
        PersonName(name.given, name.family, name.generation, name.nickname) if name.given in turned else name
        for name in parsed
    ]


def _full_homes(parsed: Sequence[PersonName]) -> dict[int, int]:
    """Return for each full name the first of the same person; "Jr." counts only where another generation is named."""
    generations: dict[frozenset[str], set[str]] = {}
    for name in parsed:
        if name.is_full:
            generations.setdefault(frozenset((name.given, name.family)), set()).add(name.generation)
    homes: dict[int, int] = {}
    first: dict[tuple[frozenset[str], str], int] = {}
    for number, name in enumerate(parsed):
        if name.is_full:
            pair = frozenset((name.given, name.family))
            generation = name.generation if len(generations[pair]) > 1 else ""
            homes[number] = first.setdefault((pair, generation), number)
    return homes


def _people(
    text: str, names: Sequence[NamedEntity], parsed: Sequence[PersonName], homes: dict[int, int]
) -> dict[int, _Person]:
    people: dict[int, _Person] = {}
    alone = {name.family for name in parsed if not name.is_full}
    for number, home in homes.items():
        person = people.setdefault(home, _Person(parsed[home], home))
        start, end = names[number].span
        person.titles |= {title_before(text, start), *_senses_after(text, end)} - {""}
        person.genders[gender_of_name(parsed[number].given)] += 1
        person.genders[_gender_before(text, start)] += 1
        person.is_relative |= person.name.given in alone or _is_kin(text, start, end)
    return people


def _is_kin(text: str, start: int, end: int) -> bool:
    before = _KIN_BEFORE.search(text, max(0, start - _KIN_WITHIN), start)
    return bool(before or _KIN_AFTER.match(text, end, end + _KIN_WITHIN))


def _senses_after(text: str, end: int) -> set[str]:
    role = role_after(text, end, end + _ROLE_WITHIN)
    noun = nouns().get(head(role.of(text))) if role else None
    return {noun.sense} if noun else set()


def _bare(text: str, named: NamedEntity, number: int, name: PersonName) -> _Bare:
    start = named.span.start
    return _Bare(number, name.family, title_before(text, start), _gender_before(text, start))


def _gender_before(text: str, start: int) -> str:
    """Return the gender of the form of address or title right before a name, or ""."""
    before = text[max(0, start - 20) : start].split()
    noun = nouns().get(before[-1].lower().rstrip(".")) if before and before[-1][:1].isupper() else None
    return noun.gender if noun and noun.kind in ("title", "person") else ""


def _with_bare(homes: dict[int, int], people: dict[int, _Person], bare: Sequence[_Bare]) -> list[int]:
    """Give each name of one word the person whom it means, or the number of the first such name that means nobody."""
    of_word: dict[str, list[_Person]] = {}
    for person in people.values():
        for word in {person.name.family, person.name.given, person.name.nickname} - {""}:
            of_word.setdefault(word, []).append(person)
    others = {each.word for each in bare if _is_other(each, _namesakes(of_word, each.word))}
    alone: dict[str, int] = {}
    found = dict(homes)
    for each in bare:
        namesakes = _namesakes(of_word, each.word)
        meant = _meant(each, namesakes, is_shared=each.word in others)
        found[each.number] = meant.first if meant else alone.setdefault(each.word, each.number)
    return [found[number] for number in sorted(found)]


def _namesakes(of_word: dict[str, list[_Person]], word: str) -> list[_Person]:
    """Return the people with this surname, else those with this given name or nickname."""
    people = of_word.get(word, [])
    return [person for person in people if person.name.family == word] or people


def _is_other(name: _Bare, namesakes: Iterable[_Person]) -> bool:
    """Tell whether a name of one word is somebody else's: it has a title and they are relatives, or another gender."""
    for person in namesakes:
        if name.gender and person.gender and name.gender != person.gender:
            continue
        if not (name.title and person.is_relative) or name.title in person.titles:
            return False
    return bool(namesakes)


def _meant(name: _Bare, namesakes: Sequence[_Person], *, is_shared: bool) -> _Person | None:
    """Return whom a name of one word means; `is_shared` if it is also the name of somebody never named in full."""
    fitting = [each for each in namesakes if not (name.gender and each.gender and each.gender != name.gender)]
    told = [each for each in fitting if name.gender and each.gender == name.gender]
    titled = [each for each in told or fitting if name.title and name.title in each.titles]
    if is_shared and not (told or titled):
        return None
    for some in (titled, told, fitting):
        if len(some) == 1:
            return some[0]
    before = [each for each in titled or told or fitting if each.first < name.number]
    return before[0] if len(before) == 1 else None
