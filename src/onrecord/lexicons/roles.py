"""Nouns of roles: what a description says about a person, and which descriptions and roles fit each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord import lexicons, thresholds
from onrecord.types import SpeakerKind

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_COMPLEMENT = re.compile(
    r"\s(?:of|in|at|for|from|on|to|with|under|by|near|inside|outside|who|whose|that|which|and|vying|running|familiar|"
    r"including|working|living|speaking|seen|obtained|reviewed|published|released|issued|filed|signed|written|sent|posted|"
    r"known|called|accused|hired|appointed)\s|,|\s[–—(]"
)
DETERMINER = re.compile(r"^(?:the|an?|his|her|its|their|our|my|this|that|one|another)\s+", re.IGNORECASE)
_SMALL = frozenset({"the", "a", "an", "of", "for", "to", "in", "at", "and", "his", "her", "its", "their", "s", "on"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for a sort of speaker; words of one `sense` can stand for each other."""

    kind: str
    sense: str
    gender: str


@cache
def nouns() -> dict[str, Noun]:
    """Return the nouns of roles by their word."""
    return {row["word"]: Noun(row["kind"], row["sense"], row["gender"] or "") for row in lexicons.rows("en", "roles")}


@cache
def _states() -> dict[str, str]:
    """Return the code of a state by each single word for it: its name, its people, the seat of its government."""
    found: dict[str, str] = {}
    for row in lexicons.rows("en", "states"):
        name = [row["name"].lower()] if " " not in row["name"] else []
        found |= dict.fromkeys([*name, *(row["words"] or "").split(), *(row["seats"] or "").split()], row["code"])
    return found


@cache
def _offices() -> dict[str, tuple[str, ...]]:
    return {row["description"]: tuple(row["offices"].split("|")) for row in lexicons.rows("en", "descriptions")}


@lru_cache(maxsize=4096)
def role_words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase in lower case, without the ending of a possessive."""
    plain = phrase.lower().replace("’", "'").replace("prime minister", "prime-minister")
    words = _WORD.findall(plain.replace("vice president", "vice-president"))
    return tuple(re.sub(r"[’']s?$", "", word) for word in words)


def head(phrase: str) -> str:
    """Return the head noun of a noun phrase: the last word before any complement."""
    bare = DETERMINER.sub("", phrase, count=1)
    first = role_words(_COMPLEMENT.split(bare, maxsplit=1)[0])
    return first[-1] if first else ""


def noun_of(phrase: str) -> Noun | None:
    """Return what is known of the head noun of a phrase; of "secretary-general" at least that it is a secretary."""
    word = head(phrase)
    known = nouns()
    return known.get(word) or known.get(word.rsplit("-", 1)[-1]) or known.get(word.split("-", 1)[0])


def kind_of(phrase: str) -> SpeakerKind:
    """Return the sort of speaker that the head noun of a phrase names, or "unknown"."""
    noun = noun_of(phrase)
    kinds: dict[str, SpeakerKind] = {
        "person": "person",
        "sort": "person",
        "group": "group",
        "organisation": "organisation",
        "office": "office",
        "document": "document",
    }
    return kinds.get(noun.kind, "unknown") if noun else "unknown"


def is_writing(word: str) -> bool:
    """Tell whether a noun is for what somebody writes or makes to say something with: "letter", "tweet"."""
    noun = nouns().get(word)
    return noun is not None and noun.sense == "writing"


def is_honorific(word: str) -> bool:
    """Tell whether a word is a mere form of address: "Mr"."""
    noun = nouns().get(word.rstrip("."))
    return noun is not None and noun.sense in ("mr", "ms")


def gender_of_title(word: str) -> str:
    """Return whom a form of address fits: "m" or "f"; "" where the word is none."""
    return nouns()[word.lower().rstrip(".")].gender if is_honorific(word.lower()) else ""


def is_strong(role: str) -> bool:
    """Tell whether words name an office, and the one who holds it: not "a lawyer", "a resident"."""
    noun = noun_of(role)
    return noun is not None and noun.kind == "person" and not re.match(r"an?\s", role, re.IGNORECASE)


@lru_cache(maxsize=4096)
def fit(description: str, role: str) -> float:
    """Return how well a description fits a role, from 0 to 1: by the sense of its head noun, and its other words."""
    plain = description.partition(",")[0]
    return max(_fit_plain(left, right) for left in _readings(plain) for right in _readings(role))


def _readings(description: str) -> list[str]:
    """Return a description and the offices that it may stand for: "the top diplomat", "the foreign minister"."""
    plain = " ".join(role_words(description))
    return [plain, *(plain.replace(known, office) for known, offices in _offices().items() if known in plain
                     for office in offices)]  # fmt: skip


def _fit_plain(description: str, role: str) -> float:
    wanted, noun = set(role_words(description)) - _SMALL, noun_of(description)
    there = set(role_words(role)) - _SMALL
    if noun is None or not any((known := nouns().get(word)) and known.sense == noun.sense for word in there):
        return 0.0
    wanted.discard(head(description))
    there = {word for word in there if not ((known := nouns().get(word)) and known.sense == noun.sense)}
    missing = [word for word in wanted if not any(is_akin(word, other) for other in there)]
    extra = [word for word in there if not any(is_akin(word, other) for other in wanted)]
    if missing and extra:
        return 0.0
    return max(0.0, 1.0 - thresholds.ROLE_WORD_MISSING * len(missing) - thresholds.ROLE_WORD_EXTRA * len(extra))


def is_akin(left: str, right: str) -> bool:
    """Tell whether two words share a stem, as a country and its people do."""
    left, right = left.replace(".", ""), right.replace(".", "")
    if left in (same := _states()) and same[left] == same.get(right):
        return True
    common = min(len(left), len(right), max(4, min(len(left), len(right)) - 2))
    return left == right or (common >= 4 and left[:common] == right[:common])


def state_codes(words: str) -> frozenset[str]:
    """Return the codes of the states that some words name by their name, people or seat of government."""
    known = _states()
    return frozenset(known[word] for word in role_words(words) if word in known)


def is_generic(wording: str) -> bool:
    """Tell whether the lower-case name of an organisation says only its sort, as "foreign ministry" does."""
    return all(word in _organisation_words() for word in wording.split())


@cache
def _organisation_words() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicons.rows("en", "organisation_words"))
