"""Outlets and the media, by the words of their names."""

from __future__ import annotations

import re
from functools import cache

from onrecord import lexicons
from onrecord.text.words import lower_words, normalised

_BROADCASTER = re.compile(r"(?:Tele|Radio)[A-ZÀ-Þ]")


def outlet_kind(name: str) -> str | None:
    """Return the sort of outlet that a name is of: "unknown" for a known outlet of no sort, None for no outlet."""
    kinds = [kind for word in name.casefold().split() if (kind := _media_words().get(word)) and kind != "people"]
    if kinds:
        return kinds[-1]
    return "broadcaster" if _BROADCASTER.match(name) else "unknown" if normalised(name) in _known() else None


def is_media(words: str) -> bool:
    """Tell whether words name an outlet, or journalists."""
    return any(word in _media_words() for word in lower_words(words))


@cache
def _media_words() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in lexicons.rows("en", "media_words")}


@cache
def _known() -> frozenset[str]:
    return frozenset(normalised(row["name"]) for row in lexicons.rows("und", "outlets"))
