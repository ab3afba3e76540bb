"""The classes of the words of a cue: telling, judging, asking, doing and others (`lexicons/*/cue_classes.tsv`)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from onrecord import lexicons


def cue_classes(language: str, words: Iterable[str]) -> frozenset[str]:
    """Return the classes that the words of a cue have, in small letters; none in a language without the table."""
    known = _classes(language)
    return frozenset(name for word in words for name in known.get(word, ()))


@cache
def _classes(language: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in lexicons.rows(language, "cue_classes"):
        for form in row["forms"].split():
            found[form] = (*found.get(form, ()), row["class"])
    return found
