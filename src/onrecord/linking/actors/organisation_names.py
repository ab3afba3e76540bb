"""Names of organisations: ministries, firms, papers; brought to one form, compared with one another and acronyms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord import lexicons
from onrecord.linking.actors.person_names import name_words
from onrecord.types import Part

_ACRONYM = re.compile(r"(?:[A-Z]\.?&?){2,6}")
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s?\b")
_SHORTEST_ACRONYM = 3  # that words are looked for: two letters stand for too much


@dataclass(frozen=True, slots=True)
class BodyName:
    """A name of a body: its telling words in alphabetical order, the code of the state among them, and its initials.

    An acronym has initials only; a name that says nothing but a state ("the U.S.") has its code only.
    """

    words: tuple[str, ...]
    state: str
    initials: str


@cache
def _words(kind: str) -> dict[str, str]:
    return {row["word"]: row["stands_for"] for row in lexicons.rows("en", "organisation_words") if row["kind"] == kind}


@cache
def _states(*columns: str) -> dict[tuple[str, ...], str]:
    """Return the code of a state by each of its words in these columns of the lexicon."""
    found: dict[tuple[str, ...], str] = {}
    for row in lexicons.rows("en", "states"):
        for name in (row["name"], *(word for column in columns for word in (row[column] or "").split())):
            found.setdefault(tuple(name_words(name)), row["code"])
    return found


@lru_cache(maxsize=65536)
def parse(name: str) -> BodyName:
    """Return the parts of a body's name. A seat of government stays a word: "Oslo" is not the name of a state."""
    letters = _ARTICLE.sub("", _POSSESSIVE.sub("", name)).replace(".", "")
    words, state = _without_state(_telling(letters), _states("words"))
    if not words and state:
        return BodyName((), state, "")
    if _ACRONYM.fullmatch(letters):
        return BodyName((), "", letters.lower())
    plain = [_words("alias").get(word, word) for word in words]
    in_capitals = all(word[:1].isupper() for word in letters.split() if word not in _words("empty"))
    return BodyName(tuple(sorted(plain)), state, "".join(word[0] for word in plain) if in_capitals else "")


def state_of(name: str) -> str:
    """Return the name of the state for which a body or place stands or to which it belongs, "" where none is known.

    So the seat of a government has one, and a ministry that is called by its country.
    """
    code = _without_state(_telling(name.replace(".", "")), _states("words", "seats"))[1]
    return next((row["name"] for row in lexicons.rows("en", "states") if row["code"] == code), "")


def _telling(name: str) -> list[str]:
    return [word for word in name_words(name) if word not in _words("empty")]


def _without_state(words: list[str], states: dict[tuple[str, ...], str]) -> tuple[list[str], str]:
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            code = states.get(tuple(words[at : at + size]))
            if code:
                return words[:at] + words[at + size :], code
    return words, ""


def block(name: str) -> str:
    """Return what all names that could be compared with this one share."""
    parts = parse(name)
    return "".join(sorted(word[0] for word in parts.words) or sorted(parts.initials)) or parts.state


def compare(left: BodyName, right: BodyName) -> tuple[Part, ...]:
    """Return what speaks for and against one body having both names, part by part."""
    if (left.words, left.state) == (right.words, right.state) and (left.words or left.initials == right.initials):
        return (Part("name", 5.0, " ".join(left.words) or left.initials or left.state),)
    if left.words and left.words == right.words:
        detail = f"{left.state or '–'}, {right.state or '–'}"
        state = Part("another state", -9.0, detail) if left.state and right.state else Part("state", 1.0, detail)
        return (Part("name", 3.0, " ".join(left.words)), state)
    one_is_acronym = bool(left.words) != bool(right.words) and left.initials == right.initials
    if one_is_acronym and len(left.initials) >= _SHORTEST_ACRONYM:
        return (Part("acronym of the words", 5.0, left.initials),)
    detail = ", ".join(" ".join(name.words) or name.initials or name.state for name in (left, right))
    return (Part("another name", -6.0, detail),)
