"""Words for comparison: texts reduced to what counts when two of them are compared."""

from __future__ import annotations

import re
import unicodedata

from onrecord.text.masks import FILLER

_WORD = re.compile(r"\w+")
_LONG_WORD = re.compile(r"\w{4,}")
_PLAIN_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def normalised(text: str) -> str:
    """Return a name or phrase without regard to case and spacing."""
    return " ".join(text.replace(FILLER, "").casefold().split())


def lower_words(text: str) -> list[str]:
    """Return the words of a text in small letters, accents kept, as the lexicons write them."""
    return _WORD.findall(text.casefold())


def long_words(text: str) -> frozenset[str]:
    """Return the words of four letters or more in small letters: most words that carry meaning, few of grammar."""
    return frozenset(_LONG_WORD.findall(text.casefold()))


def plain(text: str) -> str:
    """Return a text in small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def plain_words(text: str) -> list[str]:
    """Return the words of a text in small letters, without accents and apostrophes: "don’t" is one, "dont"."""
    return [re.sub("['’]", "", word) for word in _PLAIN_WORD.findall(plain(text))]
