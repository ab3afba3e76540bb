"""The order of names: where the family name comes first, by its syllables, a patronymic, capitals or a comma."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord import lexicons

_ONSET = "(?:zh|ch|sh|hs|ts|ng|kh|ph|th|tr|gh|kk|pp|tt|kw|gw|[bcdfghjklmnpqrstvwxyz])?"
_RHYME = "(?:[aeiouy]{1,3}(?:ng|nh|ck|[nklmpthw])?|ng)"
_SYLLABLE = re.compile(_ONSET + _RHYME)
_SYLLABLES = re.compile(r"(?:(?:zh|ch|sh|[bcdfghjklmnpqrstwxyz])?[aeiou]{1,3}(?:ng|n)?){1,2}")
_LONGEST_SYLLABLE = 6
_PATRONYMIC = re.compile(r"(.{2,}?)(?:[iy]?[yj]?[oe]v[iy]ch|(?<=[lmk])y?ich(?:na)?|[iy]?[yj]?[oei]vna)")
_ENDINGS = ("", "y", "i", "iy", "ii", "o", "a")  # that a given name has and the patronymic made of it has not
_SURNAME_FIRST = re.compile(r"\s*([^\s,]+),\s+([^\s,]+(?:\s+[^\s,]+){0,2})\s*")
_CAPITALS = 3  # letters from which on a word in capitals is marked as the family name, and no initials


@cache
def word_kinds() -> dict[str, frozenset[str]]:
    """Return the words of names that are neither given name nor family name, and what is known of order, by kind."""
    kinds: dict[str, set[str]] = {}
    for row in lexicons.rows("und", "name_words"):
        kinds.setdefault(row["kind"], set()).add(row["word"])
    return {kind: frozenset(words) for kind, words in kinds.items()}


def given_first(name: str) -> str:
    """Return a name with the family name put last where print marks it: "Ruel, Ana", "RUEL Ana"."""
    if (match := _SURNAME_FIRST.fullmatch(name)) and _is_given(match.group(2).split()[0]):
        return f"{match.group(2)} {match.group(1)}"
    words = name.split()
    if len(words) > 1 and _is_in_capitals(words[0]) and not any(map(_is_in_capitals, words[1:])):
        return " ".join((*words[1:], words[0]))
    return name


def _is_given(word: str) -> bool:
    return word.casefold() in _given_names() or len(word.rstrip(".")) == 1


def _is_in_capitals(word: str) -> bool:
    bare = word.strip(".,")
    return len(bare) >= _CAPITALS and bare.isupper() and "." not in bare


@cache
def _given_names() -> frozenset[str]:
    return frozenset(form for row in lexicons.rows("und", "given_names") for form in row["forms"].split())


def follow_a_family_name(words: Sequence[str]) -> bool:
    """Tell whether all words but the first can be a Chinese, Korean or Vietnamese given name: syllables, mostly two.

    The first is known to be a family name there, or all three are such syllables, and none a given name elsewhere.
    """
    if len(words) < 2:
        return False
    if words[0] in word_kinds()["first"]:
        others = words[1:]
        return bool(_SYLLABLES.fullmatch(others[0])) if len(others) == 1 else all(map(_SYLLABLE.fullmatch, others))
    return len(words) == 3 and all(map(_is_syllable, words)) and _given_names().isdisjoint(words)


def _is_syllable(word: str) -> bool:
    return len(word) <= _LONGEST_SYLLABLE and _SYLLABLE.fullmatch(word) is not None


def begins_with_the_family_name(words: Sequence[str]) -> bool:
    """Tell whether the first word is the family name: before a patronymic, before initials, in Hungarian order."""
    if len(words) < 2 or words[0] in _given_names() or len(words[0]) == 1:
        return False
    if len(words[-1]) == 1:
        return all(len(word) == 1 for word in words[1:])
    if len(words) == 3:
        return father_of(words[2]) != () and father_of(words[1]) == ()
    return len(words) == 2 and words[1] in word_kinds()["last"]


def father_of(word: str) -> tuple[str, ...]:
    """Return the given names of which a word may be the patronymic; none where it is no patronymic."""
    match = _PATRONYMIC.fullmatch(word)
    return tuple(match.group(1) + ending for ending in _ENDINGS) if match else ()
