"""Negation, insistence, hedging and conditions, by the words of a language."""

from __future__ import annotations

import re
from functools import cache

from onrecord import lexicons

_DEFAULT = "en"
MOST_CHARACTERS = 2_000


def negates(words: str, language: str | None) -> bool:
    """Tell whether words deny or negate, by the lexicons of their language."""
    return any(pattern.search(words[:MOST_CHARACTERS]) for pattern in _negations(language or _DEFAULT))


def denies(words: str, language: str) -> bool:
    """Tell whether words that deny by themselves stand in some words, by the lexicon of their language."""
    return any(pattern.search(words[:MOST_CHARACTERS]) for pattern in _negations(language, ("denial",)))


def firmness(words: str, language: str | None) -> int:
    """Return 1 for words that insist, -1 for words that hedge or only suppose, 0 for others, by the lexicons."""
    found = {kind for kind, pattern in modalities(language or _DEFAULT) if pattern.search(words[:MOST_CHARACTERS])}
    if found & {"hedged", "hypothetical"}:
        return -1
    return int("emphatic" in found)


def conditions(words: str, language: str | None) -> bool:
    """Tell whether words set a condition, by the lexicons of their language."""
    return any(
        kind == "conditional" and p.search(words[:MOST_CHARACTERS]) for kind, p in modalities(language or _DEFAULT)
    )


def partly(words: str, language: str | None) -> bool:
    """Tell whether words hold for a part only of what they are about, by the lexicons of their language."""
    return any(kind == "partial" and p.search(words[:MOST_CHARACTERS]) for kind, p in modalities(language or _DEFAULT))


@cache
def modalities(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = lexicons.rows(language, "modality")
    return tuple((row["modality"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


@cache
def _negations(language: str, kinds: tuple[str, ...] = ("denial", "negation")) -> tuple[re.Pattern[str], ...]:
    rows = (row for row in lexicons.rows(language, "negations") if row["kind"] in kinds)
    return tuple(re.compile(row["pattern"], re.IGNORECASE) for row in rows)
