"""Outlets, told by the words of their names."""

from __future__ import annotations

import re
from functools import cache

from onrecord import lexicons
from onrecord.text.words import lower_words, normalised

_BROADCASTER = re.compile(r"(?:Tele|Radio)[A-ZÀ-Þ]")


def outlet_kind(name: str) -> str | None:
    """Return what sort of outlet a name tells; None where it tells none."""
    kinds = [kind for word in name.casefold().split() if (kind := _press().get(word)) and kind != "press"]
    if kinds:
        return kinds[-1]
    return "broadcaster" if _BROADCASTER.match(name) else "unknown" if normalised(name) in _known() else None


def is_press(words: str) -> bool:
    """Tell whether words name an outlet, or people of the press."""
    return any(word in _press() for word in lower_words(words))


@cache
def _press() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in lexicons.rows("en", "press")}


@cache
def _known() -> frozenset[str]:
    return frozenset(normalised(row["name"]) for row in lexicons.rows("und", "outlets"))
