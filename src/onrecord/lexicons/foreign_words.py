"""Words of other languages than English that tell who spoke: pronouns, nouns for speakers, forms of names."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from onrecord import lexicons
from onrecord.lexicons.roles import Noun

PRONOUNS = ("masculine", "feminine", "person", "organisation", "plural", "own", "demonstrative")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_ELIDED = re.compile(r"\b(?:[dlscnmt]|qu|dell|nell|all|dall|un|quest)[’'](?=\w)", re.IGNORECASE)
_SHORTEST_NAME, _LONGEST_NAME = 2, 3  # characters of a Chinese name
_SHORTEST_STEM = 3  # characters


@cache
def is_foreign(language: str | None) -> bool:
    """Tell whether a language is another than English and has words of grammar."""
    return language not in (None, "", "en") and bool(lexicons.rows(language or "", "function_words"))


@cache
def grammar(language: str, kind: str) -> frozenset[str]:
    """Return the words of grammar of one kind of a language (`lexicons/*/function_words.tsv`)."""
    return frozenset(row["word"] for row in lexicons.rows(language, "function_words") if row["kind"] == kind)


@lru_cache(maxsize=4096)
def words_of(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase in small letters, elided articles apart: "l'avocat" is "l", "avocat"."""
    parted = _ELIDED.sub(lambda match: f"{match.group()[:-1]} ", phrase)
    return tuple(_WORD.findall(parted.lower().replace("’", "'")))


def pronoun_of(phrase: str, language: str) -> str:
    """Return what sort of pronoun a phrase is, or "": "celui-ci", "a-t-il"."""
    words = words_of(phrase)
    if not words:
        return ""
    beside = grammar(language, "beside") | grammar(language, "article")
    last = words[-1].rsplit("-", 1)[-1]
    for sort in ("masculine", "feminine"):
        free = grammar(language, sort) - grammar(language, "possessive") - grammar(language, "article")
        if words[0] in free and phrase[:1].islower():
            return sort
        if "none" in grammar(language, "space") and phrase[:1] in free and phrase[1:2] not in grammar(language, "of"):
            return sort
    for sort in PRONOUNS:
        known = grammar(language, sort)
        if any(word in known and set(words) - {word} <= beside for word in words):
            return sort
        if "-" in words[-1] and len(words) == 1 and last in known:
            return sort
    return "person" if len(words) == 1 and words[0] in grammar(language, "possessive") else ""


def is_final(language: str) -> bool:
    """Tell whether the noun of a phrase stands last in a language."""
    return "final" in grammar(language, "head")


def head_noun(phrase: str, language: str) -> Noun | None:
    """Return what is known of the first noun for speakers in a phrase, or of the last where nouns stand last."""
    words = words_of(phrase.split(",")[0].split("(")[0])
    found = (noun_of(word, language) for word in (reversed(words) if is_final(language) else words))
    return next((noun for noun in found if noun), None)


def name_behind_title(phrase: str, language: str) -> str:
    """Return the name behind the last title of a phrase in a language that parts no words by spaces, or ""."""
    titles = [noun for noun, known in _nouns(language)[2].items() if known.kind == "person" and noun in phrase]
    end = max((phrase.rfind(title) + len(title) for title in titles), default=0)
    rest = re.match(r"\w+(?:·\w+)*", phrase[end:]) if end else None
    if rest is None or len(rest[0]) < _SHORTEST_NAME:
        return ""
    return rest[0] if "·" in rest[0] else rest[0][:_LONGEST_NAME]


@lru_cache(maxsize=8192)
def noun_of(word: str, language: str) -> Noun | None:
    """Return what is known of a word as a noun for speakers, by the longest row that fits it."""
    whole, beginnings, ends = _nouns(language)
    if word in whole:
        return whole[word]
    for n in range(len(word), 0, -1):
        if found := beginnings.get(word[:n]) or ends.get(word[-n:]):
            return found
    tail = word.rsplit("-", 1)[-1]
    return noun_of(tail, language) if tail != word else None


def is_akin(left: Noun, right: Noun) -> bool:
    """Tell whether two nouns can stand for each other."""
    return bool(set(left.sense.split("|")) & set(right.sense.split("|")))


@cache
def _nouns(language: str) -> tuple[dict[str, Noun], dict[str, Noun], dict[str, Noun]]:
    whole: dict[str, Noun] = {}
    beginnings: dict[str, Noun] = {}
    ends: dict[str, Noun] = {}
    for row in lexicons.rows(language, "roles"):
        word, noun = row["word"], Noun(row["kind"], row["sense"], row["gender"] or "")
        table = ends if word.startswith("*") else beginnings if word.endswith("*") else whole
        table[word.strip("*")] = noun
    return whole, beginnings, ends


def gender_by_ending(given: str, language: str) -> str:
    """Return the gender that the ending of a given name tells in a language: "m", "f" or ""."""
    word = given.casefold()
    if any(word.endswith(ending) for ending in grammar(language, "given_f")):
        return "f"
    return "m" if any(word.endswith(ending) for ending in grammar(language, "given_m")) else ""


@lru_cache(maxsize=8192)
def bare_form(word: str, language: str) -> str:
    """Return a word of a name without what its language sets behind an apostrophe."""
    if grammar(language, "suffix"):
        word = re.split(r"[’']", word)[0]
    return word


@lru_cache(maxsize=8192)
def stem(word: str, language: str) -> str:
    """Return a word of a name without the ending of its case."""
    word = bare_form(word.strip(".,«»“”\"'’"), language).casefold()
    endings = (word[-n:] for n in (3, 2, 1) if len(word) - n >= _SHORTEST_STEM)
    ending = next((ending for ending in endings if ending in grammar(language, "ending")), "")
    return word[: len(word) - len(ending)]
