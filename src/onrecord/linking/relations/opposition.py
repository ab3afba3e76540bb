"""Opposition: whether one of two passages on one topic turns the sense of the other, by negation or by an antonym."""

from __future__ import annotations

from functools import cache

from onrecord import lexicons
from onrecord.linking.lexical_overlap import words_of

Forms = frozenset[str]


def turn(left: str, right: str, negated: tuple[bool, bool], language: str) -> str:
    """Return what turns the sense of one passage against the other, "" where nothing does, or two things at once do.

    `negated` says of each whether it is. Whether the two are about one thing has to be known already.
    """
    opposites = _opposites(frozenset(words_of(left)), frozenset(words_of(right)), language)
    if (negated[0] != negated[1]) == bool(opposites):
        return ""
    return f"they say opposite things: {opposites}" if opposites else "one is negated, the other is not"


def _opposites(left: Forms, right: Forms, language: str) -> str:
    """Return two words of which one stands in `left` and the other in `right`, and neither in both."""
    for one, other in _antonyms(language):
        for here, there in ((one, other), (other, one)):
            if left & here and right & there and not left & there and not right & here:
                return f"{min(left & here)}, {min(right & there)}"
    return ""


@cache
def _antonyms(language: str) -> tuple[tuple[Forms, Forms], ...]:
    rows = lexicons.rows(language, "antonyms")
    return tuple((frozenset(row["one"].split()), frozenset(row["other"].split())) for row in rows)
