"""Words that count or do not count when two wordings are compared: negations, modals, numbers, fillers, short forms."""

from __future__ import annotations

from functools import cache
from typing import Literal

from onrecord import lexicons
from onrecord.text.words import plain

_DEFAULT = "en"
Kind = Literal["negation", "modal", "number", "filler", "contrast", "translation", "short"]


def wording_words(kind: Kind, language: str) -> dict[str, str]:
    """Return the words of one kind of a language, or of English, each with what it stands for or ""."""
    return _table(language or _DEFAULT).get(kind, {})


def tells_of_translation(words: str, language: str) -> bool:
    """Tell whether words name a translator, or a language that was spoken."""
    padded = f" {' '.join(plain(words).split())} "
    return any(f" {sign} " in padded for sign in wording_words("translation", language))


@cache
def _table(language: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in lexicons.rows(language, "wording_words"):
        found.setdefault(row["kind"], {})[row["word"]] = row["for"] or ""
    return found
