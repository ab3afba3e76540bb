"""Names of people: taken apart, brought to one spelling, and compared part by part."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Indel

from onrecord import lexicons
from onrecord.linking.actors.name_order import (
    begins_with_the_family_name,
    father_of,
    follow_a_family_name,
    given_first,
    word_kinds,
)
from onrecord.thresholds import NEAR_NAME, NEAR_NAME_OF_ONE_SOUND
from onrecord.types import Part

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_LOOKS_LATIN = str.maketrans("аеорсухіјѕАВЕКМНОРСТХІЈЅ", "aeopcyxijsABEKMHOPCTXIJS")
_LOOKS_CYRILLIC = str.maketrans("aeopcyxijABEKMHOPCTXIJ", "аеорсухіјАВЕКМНОРСТХІЈ")
_WITHOUT_VOWELS = re.compile("[\u0590-\u06ff]")
_LONG_VOWELS = str.maketrans("wy", "ui")
_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ`][^\W\d_]+)*")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

# Spellings of one sound. Order matters: what stands first is replaced first.
_SOUNDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"tsch", "ch"),
        (r"dzh|dj", "j"),
        (r"sch|sh", "s"),
        (r"t[sz]", "z"),
        (r"zh", "z"),
        (r"kh", "h"),
        (r"(?<=[aou])ch", "h"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"ck|q", "k"),
        (r"c(?![hei])", "k"),
        (r"x", "ks"),
        (r"(?<=g)u(?=[ei])", ""),
        (r"[yij]+(?=[aeou])|(?<=[aeou])[yij]+", ""),
        (r"[yij]+", "i"),
        (r"(?<=[aou])e", ""),  # ä, ö, ü written out
        (r"(?<=[bdfgkptz])h|h(?=[bcdfgklmnpqrstvz])", ""),
        (r"(.)\1+", r"\1"),
    )
)
_SOFT = re.compile(
    r"(?:dzh|dj|zh|j)(?=[aeiouy])"
)  # at the beginning: one letter of other scripts, as English or French has it
_CONSONANTS = str.maketrans({"w": "f", "v": "f", "q": "k", "g": "k", "c": "s", "z": "s", "d": "t", "b": "p"})
_SOUNDLESS = re.compile(r"[aeiouhyj]")
_SHORTEST_NEAR = 4
BOTH_ORDERS = "both orders of one name"


@dataclass(frozen=True, slots=True, order=True)
class PersonName:
    """The parts of a name, in plain Latin letters: given names in order, family name, generation ("jr").

    `transcribed` tells that it was printed in another script.
    """

    given: tuple[str, ...]
    family: str
    generation: str = ""
    transcribed: bool = False


@cache
def _forms() -> dict[str, frozenset[int]]:
    """Return for each form of a given name the rows of the lexicon that hold it, in its own spelling and plain."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(lexicons.rows("und", "given_names")):
        for form in row["forms"].split():
            for spelling in (form, _telling(form)):
                found.setdefault(spelling, set()).add(number)
    return {form: frozenset(numbers) for form, numbers in found.items()}


@cache
def _genders() -> dict[str, frozenset[str]]:
    """Return for each form of a given name who has it: "m", "f", both, or "" where the lexicon does not say."""
    found: dict[str, set[str]] = {}
    for row in lexicons.rows("und", "given_names"):
        for form in row["forms"].split():
            found.setdefault(form, set()).add(row["gender"])
    return {form: frozenset(genders) for form, genders in found.items()}


def gender_of(given: str) -> str:
    """Return who has a given name, by the lexicon: only men ("m"), only women ("f"), or "" for both and unknown."""
    genders = _genders().get(given, frozenset())
    return next(iter(genders)) if len(genders) == 1 else ""


def is_given_name(word: str) -> bool:
    """Tell whether a word is a given name that the lexicon knows."""
    return word.casefold() in _forms()


def repaired(word: str) -> str:
    """Return `word` with letters of another script that only look like its own put right, for matching only."""
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not cyrillic or not latin:
        return word
    return word.translate(_LOOKS_LATIN if latin >= cyrillic else _LOOKS_CYRILLIC)


def name_words(name: str) -> list[str]:
    """Return the words of `name` in lower-case ASCII, whatever its script; a hyphen parts words."""
    found = []
    if "Ã" in (composed := unicodedata.normalize("NFC", name)):
        with suppress(UnicodeError):  # UTF-8 that was read as Latin-1
            name = composed.encode("latin-1").decode("utf-8")
    for match in _WORD.finditer(unicodedata.normalize("NFKC", name)):
        for word in [match.group()] if match.group().isascii() else _CAMEL.split(_in_latin(match.group())):
            bare = re.sub("[^a-z]", "", word.casefold())
            if bare:
                found.append(bare)
    return found


def _in_latin(word: str) -> str:
    latin = anyascii(repaired(word.capitalize() if word.isupper() else word))
    # Scripts without short vowels write the long ones with the letters for w and y.
    return latin.translate(_LONG_VOWELS) if _WITHOUT_VOWELS.search(word) else latin


@lru_cache(maxsize=65536)
def parse(name: str) -> PersonName | None:
    """Return the parts of a person's name, or None where nothing is left of it."""
    kinds = word_kinds()
    words, transcribed = name_words(given_first(name)), not _LATIN.search(name)
    while len(words) > 1 and words[0] in kinds["honorific"]:
        words = words[1:]
    generation = ""
    while len(words) > 1 and words[-1] in kinds["generation"]:
        generation = words.pop()
    if follow_a_family_name(words):
        return PersonName(("".join(words[1:]),), words[0], generation, transcribed)
    first, rest = words[:1], [word for word in words[1:-1] if word not in kinds["particle"]]
    if len(words) > 1 and first[0] in kinds["particle"] and first[0] not in _forms():
        first = []
    words = [*first, *rest, *words[-1:]] if len(words) > 1 else words
    if not words:
        return None
    if begins_with_the_family_name(words):
        return PersonName(tuple(words[1:]), words[0], generation, transcribed)
    return PersonName(tuple(words[:-1]), words[-1], generation, transcribed)


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """Return the one spelling that stands for the usual spellings of a name in Latin letters."""
    for pattern, to in _SOUNDS:
        word = pattern.sub(to, word)
    return word


@lru_cache(maxsize=65536)
def skeleton(family: str) -> str:
    """Return what all spellings of a family name that could be compared share: its classes of consonants."""
    sounds = plain(family)
    kept = _SOUNDLESS.sub("", sounds).translate(_CONSONANTS)
    return re.sub(r"(.)\1+", r"\1", kept.replace("ts", "s")) or sounds


@lru_cache(maxsize=1 << 18)
def is_near(left: str, right: str) -> bool:
    """Tell whether two plain spellings differ by no more than a slip or a way of transliterating."""
    if min(len(left), len(right)) < _SHORTEST_NEAR:
        return False
    least = NEAR_NAME_OF_ONE_SOUND if skeleton(left) == skeleton(right) else NEAR_NAME
    if Indel.normalized_similarity(left, right, score_cutoff=least) < least:
        return False  # letters in one order come to no less than those in runs
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= least


def compare(left: PersonName, right: PersonName) -> tuple[Part, ...]:
    """Return what speaks for and against one person having both names, part by part."""
    if left.family != right.family and is_turned(left, right):
        return (Part(BOTH_ORDERS, 4.0, f"{left.given[0]} {left.family}"),)
    parts = [_family(left, right)]
    if left == right and left.given:
        parts.append(Part("every letter", 4.0, " ".join((*left.given, left.family))))
    if left.given and right.given:
        parts.append(_given(left, right))
        parts += _middle(left.given[1:], right.given[1:])
    if left.generation != right.generation and left.given and right.given:
        one_says = not (left.generation and right.generation)
        detail = f"{left.generation or '–'}, {right.generation or '–'}"
        parts.append(Part("generation", -2.0 if one_says else -4.0, detail))
    return tuple(parts)


def is_turned(left: PersonName, right: PersonName) -> bool:
    """Tell whether the given name of each is the family name of the other, as they sound."""
    if not len(left.given) == len(right.given) == 1:
        return False
    return plain(left.given[0]) == plain(right.family) and plain(left.family) == plain(right.given[0])


def _family(left: PersonName, right: PersonName) -> Part:
    detail = left.family if left.family == right.family else f"{left.family}, {right.family}"
    across = left.transcribed != right.transcribed
    if plain(left.family) == plain(right.family):
        by_sound_only = not across and left.family[0] != right.family[0]  # spellings of one name begin alike
        return Part("family name by its sound", 2.5, detail) if by_sound_only else Part("family name", 3.0, detail)
    if is_near(plain(left.family), plain(right.family)) or (
        across and _have_same_consonants(left.family, right.family)
    ):
        return Part("family name, nearly", 2.0 if across else 1.5, detail)
    return Part("another family name", -6.0, detail)


def _have_same_consonants(left: str, right: str) -> bool:
    """Tell whether a script that writes no vowels may have either."""
    consonants = skeleton(left)
    return len(consonants) >= _SHORTEST_NEAR - 1 and consonants == skeleton(right)


def _given(one: PersonName, other: PersonName) -> Part:
    left, right = one.given, other.given
    if len(left) == len(right) == 1 and _initials(left[0]).isdisjoint(_initials(right[0])):
        return Part("another given name", -6.0, f"{left[0]}, {right[0]}")  # the quick way for nearly all pairs
    detail = left[0] if left[0] == right[0] else f"{' '.join(left)}, {' '.join(right)}"
    if not (one.transcribed or other.transcribed) and {gender_of(left[0]), gender_of(right[0])} == {"m", "f"}:
        return Part("another given name", -6.0, detail)
    if plain(left[0]) == plain(right[0]) or "".join(left) == "".join(right):
        return Part("given name", 3.0, detail)
    if _are_forms(left[0], right[0]):
        return Part("form of the given name", 2.0, detail)
    if 1 in (len(left[0]), len(right[0])) and not _initials(left[0]).isdisjoint(_initials(right[0])):
        return Part("initial", 2.0, detail)
    shared = [word for word in right[1:] if _is_same(word, left[0])]
    shared += [word for word in left[1:] if _is_same(word, right[0])]
    if shared:  # "Patrick Ruel" need not be "Michael Patrick Ruel"; what is no given name is part of the family name
        if shared[0] in _forms():
            return Part("one of the given names", 1.0, detail)
        return Part("part of the family name", 2.0, detail)
    if is_near(plain(left[0]), plain(right[0])) or _begin_softly(one, other):
        return Part("given name, nearly", 1.5, detail)
    return Part("another given name", -6.0, detail)


def _begin_softly(left: PersonName, right: PersonName) -> bool:
    """Tell whether two given names differ only in the first sound, which is written Zh, J or Dzh.

    In Chinese, J and Zh are two sounds, and what is left of a short name tells too little.
    """
    if {left.family, right.family} & word_kinds()["first"]:
        return False
    one, other = _SOFT.match(left.given[0]), _SOFT.match(right.given[0])
    if one is None or other is None:
        return False
    rest = plain(left.given[0][one.end() :])
    return len(rest) >= _SHORTEST_NEAR - 1 and rest == plain(right.given[0][other.end() :])


def _is_same(left: str, right: str) -> bool:
    return len(left) > 1 and (plain(left) == plain(right) or _are_forms(left, right))


def _are_forms(left: str, right: str) -> bool:
    return not rows_of(left).isdisjoint(rows_of(right))


@lru_cache(maxsize=65536)
def rows_of(word: str) -> frozenset[int]:
    """Return the rows of the lexicon of given names that hold a name, or what sounds like it."""
    known = _forms()
    return known.get(word, frozenset()) | known.get(_telling(word), frozenset())


@lru_cache(maxsize=65536)
def _initials(word: str) -> frozenset[str]:
    """Return the letters for which a given name can stand: Bob also for R."""
    rows = lexicons.rows("und", "given_names")
    forms = (form for number in rows_of(word) for form in rows[number]["forms"].split())
    soft = "j" if _SOFT.match(word) else word[0]
    return frozenset({word[0], soft, plain(word)[:1], *(form[0] for form in forms)})


def _telling(word: str) -> str:
    """Return the plain spelling of a word that is long enough to be known by it: "ian" and "ann" are not."""
    return plain(word) if len(word) >= _SHORTEST_NEAR and len(plain(word)) >= _SHORTEST_NEAR - 1 else word


def _middle(left: tuple[str, ...], right: tuple[str, ...]) -> list[Part]:
    """Middle names that cannot be one another speak against; where one has none, nothing is said."""
    if not left or not right:
        return []
    detail = f"{' '.join(left)}, {' '.join(right)}"
    if 1 in map(len, (*left, *right)):
        same = not _initials(left[0]).isdisjoint(_initials(right[0]))
    else:
        same = any(_is_same(one, other) or _are_of_one_father(one, other) for one in left for other in right)
    return [Part("middle name", 1.0, detail) if same else Part("another middle name", -5.0, detail)]


def _are_of_one_father(left: str, right: str) -> bool:
    """Tell whether two patronymics may be made of one name, as two languages have it: Ihorovych and Igorevich."""
    one, other = father_of(left), father_of(right)
    if not one or not other:
        return False
    fathers = [frozenset(number for form in forms for number in rows_of(form)) for forms in (one, other)]
    return skeleton(one[0]) == skeleton(other[0]) or not fathers[0].isdisjoint(fathers[1])
