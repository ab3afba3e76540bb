"""The entities of a story in another language than English: its people in all forms of their names, and bodies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.analysis.attribute.entities import Entities, Entity
from onrecord.analysis.attribute.entity_attributes import Occurrence, Role
from onrecord.lexicons.foreign_words import (
    bare_form,
    gender_by_ending,
    grammar,
    head_noun,
    is_final,
    name_behind_title,
    noun_of,
    stem,
    words_of,
)
from onrecord.lexicons.names import gender_of_name, is_given_name
from onrecord.types import NamedEntity, Reading, Span, SpeakerKind

_KINDS: dict[str, SpeakerKind] = {"organisation": "organisation", "place": "state", "nationality": "group"}
_BODIES: dict[str, SpeakerKind] = {"organisation": "organisation", "office": "office", "document": "document"}
_ROLE_WITHIN = 90  # characters before a name, or after it, in which a role stands
_SMALL = ("place", "nationality")  # kinds of names that some languages begin with a small letter
_SPOKE = 3  # how many other places a place as a subject outweighs
_SHORT_NAME = 2  # characters of a name that may be a part of one
_SHORT_NOUN = 3  # characters of a noun that may begin a surname
_TITLE_WITHIN = 12  # characters before a name in which its title stands
_BREAK = re.compile(r"[.!?;:,\n«»“”\"—–()。，；：！？、]")
_AFTER = re.compile(r"(?:,\s|，)([^,.;:\n«“\"。，]{3,90})")
_TOKEN = re.compile(r"\S+")
_VERB_ENDS = (("ла", "f"), ("ла́", "f"), ("ла,", "f"), ("ła", "f"), ("лась", "f"), ("л", "m"), ("лся", "m"), ("ł", "m"))


def foreign_entities(reading: Reading, language: str) -> Entities:
    """Return the entities of a story in a language, from the names that the reading model found in it."""
    text = reading.masked
    names = [_trimmed(text, named, language) for named in _named(reading, language) if named.kind != "date"]
    names = [named for named in names if named.kind in _SMALL or not named.span.of(text).islower()]
    names = sorted(names, key=lambda named: named.span)
    people = [named for named in names if named.kind == "person"]
    homes = _homes(reading, people, language)
    order = {home: n for n, home in enumerate(dict.fromkeys(homes))}
    spoke = _spoke(reading, language)
    persons = [
        _person(reading, [p for p, h in zip(people, homes, strict=True) if h == home], language, spoke)
        for home in order
    ]
    occurrences = [Occurrence(named.span, order[home]) for named, home in zip(people, homes, strict=True)]
    bodies: dict[str, int] = {}
    entities = list(persons)
    for named in names:
        if named.kind == "person":
            continue
        words = " ".join(named.span.of(text).split())
        if words.casefold() not in bodies:
            bodies[words.casefold()] = len(entities)
            noun = head_noun(words, language)
            kind = _BODIES.get(noun.kind if noun else "", _KINDS[named.kind])
            entities.append(Entity(words, kind))
        occurrences.append(Occurrence(named.span, bodies[words.casefold()]))
    return Entities(entities, sorted(occurrences, key=lambda o: o.span), reading.story.id)


def _named(reading: Reading, language: str) -> Sequence[NamedEntity]:
    """Return the names that the model found; where no spaces part words, also those behind a title in a source."""
    if "none" not in grammar(language, "space"):
        return reading.named
    text = reading.masked
    sources = [q.source for q in reading.quotations if q.source]
    titled = {name for source in sources if (name := name_behind_title(source.of(text), language))}
    titled |= {words for n in reading.named if n.kind == "person" and len(words := n.span.of(text)) > _SHORT_NAME}
    places = [Span(*m.span()) for name in sorted(titled, key=len) for m in re.finditer(re.escape(name), text)]
    places = [place for place in places if not any(other != place and other.covers(place) for other in places)]
    found = [NamedEntity(place, "person") for place in dict.fromkeys(places)]
    rest = [n for n in reading.named if not any(n.span.meets(place) for place in places) and len(n.span.of(text)) > 1]
    return sorted([*found, *rest], key=lambda named: named.span)


def _trimmed(text: str, named: NamedEntity, language: str) -> NamedEntity:
    """Cut titles before the name of a person, and what its language sets before or behind a name."""
    if named.kind != "person":
        return named
    start, end = named.span
    tokens = list(_TOKEN.finditer(text, start, end))
    while len(tokens) > 1 and (noun := noun_of(tokens[0].group().lower().strip(".,"), language)):
        if noun.kind not in ("person", "title"):
            break
        tokens.pop(0)
    while len(tokens) > 1 and tokens[0].group().lower() in grammar(language, "beside"):
        tokens.pop(0)
    while len(tokens) > 1 and tokens[-1].group()[:1].islower():
        tokens.pop()
    if not tokens:
        return named
    if _is_body([token.group() for token in tokens], language):
        return replace(named, kind="organisation")
    last = tokens[-1].group()
    return replace(named, span=Span(tokens[0].start(), tokens[-1].start() + len(last.rstrip(",.;:")) or end))


def _is_body(words: Sequence[str], language: str) -> bool:
    """Tell whether a name that the model took for a person's has a noun for a body: "Council of Ministers"."""
    nouns = [noun_of(word.lower(), language) for word in words if len(word) > _SHORT_NOUN]
    return not is_given_name(words[0]) and any(noun and noun.kind in ("organisation", "office") for noun in nouns)


def _homes(reading: Reading, people: Sequence[NamedEntity], language: str) -> list[int]:
    """Return for each name the number of the first full name whose words have the same stems, or of its like."""
    text = reading.masked
    stems = [_stems(named.span.of(text), language) for named in people]
    full = [n for n, words in enumerate(stems) if len(words) > 1]
    homes: list[int] = []
    titles = [_gender_beside(reading, named.span, language) for named in people]
    first = [named.span.of(text).split()[0] for named in people]
    given = [gender_of_name(word) or gender_by_ending(word, language) for word in first]
    for n, words in enumerate(stems):
        full_here = [m for m in full if not (titles[n] and given[m]) or titles[n] == given[m]]
        known = full_here if len(words) == 1 else [*full, *range(n)]
        before = [m for m in reversed(known) if m < n and _is_same(words, stems[m])]
        after = [m for m in full_here if m > n and len(stems[m]) > len(words) and _is_same(words, stems[m])]
        alone = [m for m in range(n) if stems[m] == words]
        found = (before or after or alone or [n])[0]
        homes.append(homes[found] if found < n else found)
    return homes


def _gender_beside(reading: Reading, name: Span, language: str) -> str:
    """Return the gender that a title before a name tells, or the verb of saying whose source it is."""
    text = reading.masked
    cues = (q.cue.of(text) for q in reading.quotations if q.source and q.cue and q.source.end == name.end)
    verb = next((gender for cue in cues if (gender := _gender_of_verb(cue, language))), "")
    return _gender_of_title(text, name.start, language) or verb


def _gender_of_title(text: str, start: int, language: str) -> str:
    before = words_of(text[max(0, start - _TITLE_WITHIN) : start])
    noun = noun_of(before[-1], language) if before else None
    return noun.gender if noun and noun.kind == "title" else ""


def _stems(words: str, language: str) -> tuple[str, ...]:
    return tuple(stem(word, language) for word in words.split())


def _is_same(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether one of two names is the other, or its end or its beginning."""
    short, long = sorted((left, right), key=len)
    if not short or not short[0]:
        return False
    if len(short) == len(long) == 1 and short[0] != long[0]:
        return min(len(short[0]), len(long[0])) == 1 and short[0][0] == long[0][0] and ord(short[0][0]) > 0x3000
    ends = tuple(long[-len(short) :]) == tuple(short)
    return (
        ends
        or (len(short) > 1 and short[-1] == long[-1] and short[0] == long[0])
        or short == long[: len(short)]
        or (len(short) == 1 and short[0] in long)
    )


def _spoke(reading: Reading, language: str) -> tuple[Span, ...]:
    """Return the sources whose names stand in the form that a dictionary has."""
    oblique, found = grammar(language, "oblique"), []
    for quotation in reading.quotations:
        cue = words_of(quotation.cue.of(reading.masked)) if quotation.cue else ()
        if quotation.source and oblique.isdisjoint(cue):
            found.append(quotation.source)
    return tuple(found)


def _person(reading: Reading, places: Sequence[NamedEntity], language: str, spoke: Sequence[Span]) -> Entity:
    text = reading.masked
    printed: Counter[str] = Counter()
    for named in places:
        words = " ".join(bare_form(word, language) for word in named.span.of(text).split())
        at_end = any(source.end == named.span.end and source.covers(named.span) for source in spoke)
        printed[words] += 1 + _SPOKE * at_end
    name = max(printed, key=lambda words: (len(words.split()), printed[words], -len(words)))
    alone = max((words for words in printed if " " not in words), key=lambda words: printed[words], default="")
    is_oblique = alone and alone != name.split()[-1] and grammar(language, "oblique")
    if is_oblique and printed[alone] > _SPOKE and not _has_spoken(text, places, spoke, name, language):
        name = alone  # the full name stands only in another case than that of a subject
    roles = [Role(span.of(text), span) for named in places if (span := _role(reading, named.span, language))]
    return Entity(
        name,
        "person",
        None if " " in name else reading.story.id,
        _gender(reading, places, roles, language),
        tuple(roles),
    )


def _has_spoken(text: str, places: Sequence[NamedEntity], spoke: Sequence[Span], name: str, language: str) -> bool:
    """Tell whether a form of a name stands as a subject anywhere."""
    for named in places:
        words = " ".join(bare_form(word, language) for word in named.span.of(text).split())
        if words == name and any(source.end == named.span.end and source.covers(named.span) for source in spoke):
            return True
    return False


def _role(reading: Reading, name: Span, language: str) -> Span | None:
    """Return the words before a name, or after a comma behind it, that say what the person is."""
    text, noun = reading.masked, None
    source = next((q.source for q in reading.quotations if q.source and q.source.covers(name)), None)
    if source and source.start < name.start:
        before = Span(source.start, name.start)
        noun = head_noun(before.of(text), language)
        if noun and noun.kind == "person":
            return _stripped(text, before, language)
    floor = max(reading.story.span.start, name.start - _ROLE_WITHIN)
    breaks = [match.end() for match in _BREAK.finditer(text, floor, name.start)]
    start = breaks[-1] if breaks else floor
    if is_final(language) and start < name.start and (noun := head_noun(text[start : name.start], language)):
        return _stripped(text, Span(start, name.start), language) if noun.kind == "person" else None
    for token in list(_TOKEN.finditer(text, start, name.start))[-6:]:
        noun = noun_of(token.group().lower().strip(".,"), language)
        if noun and noun.kind == "person":
            return _stripped(text, Span(token.start(), name.start), language)
    after = _AFTER.match(text, name.end)
    noun = head_noun(after[1], language) if after else None
    return Span(*after.span(1)) if after and noun and noun.kind == "person" else None


def _stripped(text: str, span: Span, language: str) -> Span | None:
    tokens = list(_TOKEN.finditer(text, *span))
    while tokens and tokens[0].group().lower() in grammar(language, "article"):
        tokens.pop(0)
    if not tokens:
        return None
    return Span(tokens[0].start(), tokens[-1].start() + len(tokens[-1].group().rstrip(",")))


def _gender(reading: Reading, places: Sequence[NamedEntity], roles: Sequence[Role], language: str) -> str:
    """Return the gender for which given names, roles and the verbs of saying beside a name vote."""
    votes = Counter(_genders(reading, places, roles, language))
    votes.pop("", None)
    if votes:
        return votes.most_common(1)[0][0]
    given = next((words[0] for named in places if len(words := named.span.of(reading.masked).split()) > 1), "")
    return gender_by_ending(given, language)


def _genders(reading: Reading, places: Sequence[NamedEntity], roles: Sequence[Role], language: str) -> Iterator[str]:
    text = reading.masked
    for named in places:
        words = named.span.of(text).split()
        yield gender_of_name(words[0]) if len(words) > 1 else ""
        yield _gender_of_title(text, named.span.start, language)
        for quotation in reading.quotations:
            is_source = quotation.source is not None and quotation.source.covers(named.span)
            if is_source and quotation.source and quotation.cue and quotation.source.end == named.span.end:
                yield _gender_of_verb(quotation.cue.of(text), language)
    for role in roles:
        noun = head_noun(role.text, language)
        yield noun.gender if noun else ""


def _gender_of_verb(cue: str, language: str) -> str:
    """Return the gender that the past form of a verb of saying tells in Slavic languages and Arabic."""
    word = (words_of(cue) or ("",))[0]
    if language == "ar":
        return "f" if word.endswith("ت") and len(word) > _SHORT_VERB else ""
    if language not in ("ru", "uk", "pl"):
        return ""
    return next((gender for ending, gender in _VERB_ENDS if word.endswith(ending)), "")


_SHORT_VERB = 2
