"""Words in the labels of transcripts: what each of them is, and the name that a label has without its titles."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from onrecord import lexicons
from onrecord.lexicons.roles import kind_of, nouns
from onrecord.types import Span

WordKind = Literal[
    "question", "answer", "title", "article", "particle", "suffix", "clause", "role", "unknown", "aside", "other"
]

UPPER = "".join(character for character in map(chr, range(0x530)) if character.isupper())
"""The capitals of Latin, Greek and Cyrillic, for classes of patterns."""

_TOKEN = re.compile(r"\S+")
_EDGES = ".,:;*'’\"“”«»„()[]"
_BEFORE_NAME: tuple[WordKind, ...] = ("title", "article", "role", "unknown")
_OF_OFFICES = frozenset(("of", "for", "pro", "and", "für", "für", "voor", "pour", "para", "per"))
_OWN_CASE = re.compile(rf"(?:Mc|Mac|O['’]|D['’]|De|Di|Du|La|Le|Van|Von|Fitz)(?=[{UPPER}]{{2}})")


@cache
def _kinds() -> dict[str, frozenset[WordKind]]:
    found: dict[str, set[WordKind]] = {}
    for row in lexicons.rows("und", "transcript_labels"):
        for word in row["words"].split():
            found.setdefault(word, set()).add(row["kind"])  # type: ignore[arg-type]
    return {word: frozenset(kinds) for word, kinds in found.items()}


def is_a(word: str, kind: WordKind) -> bool:
    """Tell whether a word is of a kind (`lexicons/und/transcript_labels.tsv`), in whatever case it is printed."""
    if kind == "article" and word.endswith("."):
        return False  # an initial
    return kind in _kinds().get(word.strip(_EDGES).casefold(), ())


def is_before_name(word: str) -> bool:
    """Tell whether a word is a title or an article: "Mr", "The"."""
    return is_a(word, "title") or is_a(word, "article")


@cache
def _given_names() -> frozenset[str]:
    return frozenset(form for row in lexicons.rows("und", "given_names") for form in row["forms"].split())


def is_given_name(word: str) -> bool:
    """Tell whether a word is a common given name."""
    return word.casefold() in _given_names()


def is_particle(word: str) -> bool:
    """Tell whether a word is a small part of a name or of an office: "von", "of"."""
    return is_a(word, "particle")


def is_capitals(words: str) -> bool:
    """Tell whether the name in some words is set in capitals: "Mr. McKAY", "ILSE VAN MARN", "The SPEAKER"."""
    tokens = [_OWN_CASE.sub("", token) for token in words.split() if not is_particle(token)]
    rest = [
        token for token in tokens if token.strip(_EDGES).isupper() or not (is_before_name(token) or is_a(token, "role"))
    ]
    letters = "".join(character for token in rest for character in token if character.isalpha())
    return len(letters) >= 2 and letters.isupper()


def is_name_like(words: str) -> bool:
    """Tell whether each word has a capital, or is a small part of a name, and at least one is longer than a letter."""
    tokens = words.split()
    large = [token for token in tokens if not is_particle(token)]
    return (
        0 < len(tokens) <= 7
        and bool(large)
        and tokens[0].strip(_EDGES)[:1].isupper()
        and all(_may_be_of_label(token.strip(_EDGES)) for token in large)
        and any(len(token.strip(_EDGES)) > 1 for token in large)
    )


def _may_be_of_label(token: str) -> bool:
    return token[:1].isupper() or token.isdigit() or is_before_name(token) or is_a(token, "role")


def is_uncased(words: str) -> bool:
    """Tell whether some words are letters of a script that has no capitals."""
    letters = [character for character in words if character.isalpha()]
    return bool(letters) and not any(letter.isupper() or letter.islower() for letter in letters)


def bare_name(text: str, span: Span) -> Span | None:
    """Return the name in a label without titles and offices, or None where these are all that it has."""
    tokens = _name_tokens(list(_TOKEN.finditer(text, *span)))
    plain = [token.group() for token in tokens if not is_particle(token.group())]
    is_office = any(word.isdigit() or is_a(word, "role") or is_a(word, "unknown") for word in plain)
    if is_office and not (len(plain) > 1 and is_given_name(plain[0]) and not any(map(str.isdigit, plain))):
        return None
    if not any(character.isalpha() for word in plain for character in word):
        return None
    last = tokens[-1].group()
    return Span(tokens[0].start(), tokens[-1].end() - (len(last) - len(last.rstrip(',:;*"”»)]'))))


def _name_tokens(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the words of a name: behind titles and offices ("Minister for Ports Dr. Ana Ruel"), before "of Orme"."""
    words = [token.group() for token in tokens]
    offices = [n for n, word in enumerate(words[:-1]) if _is_of_office(word)]
    start = offices[-1] + 1 if offices else 0
    while start < len(words) and any(is_a(words[start], kind) for kind in _BEFORE_NAME):
        start += 1
    places = [n for n in range(start, len(words)) if words[n].casefold() in _OF_OFFICES]
    if places and places[0] == start:  # "Secretary of State Ana Ruel", but not "Secretary of State for Ports"
        behind = len(words) - places[-1] - 1
        return tokens[-2:] if behind > 2 and kind_of(words[-1]) == "unknown" else []
    end = places[0] if places else len(words)
    if offices and start > offices[-1] + 1 and end - start > 2:
        start = end - 2  # "Präsidentin der Kommission Ana Ruel"
    while end > start and is_a(words[end - 1], "suffix"):
        end -= 1
    return tokens[start:end]


def _is_of_office(word: str) -> bool:
    noun = nouns().get(word.strip(_EDGES).casefold())
    return is_a(word, "role") or is_a(word, "title") or (noun is not None and noun.kind in ("title", "person"))
