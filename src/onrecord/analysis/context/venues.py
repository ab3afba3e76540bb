"""Venues: the place or occasion at which a quotation was uttered, by the grammar of its clause."""

from __future__ import annotations

import re
from functools import cache

from onrecord import lexicons
from onrecord.analysis.context.clauses import WEEKDAY, Clause
from onrecord.types import Mention, Span

_WORD = r"[\w'’.-]+|[\"“«„][^\"”»“\n]{1,60}[\"”»“]"
_BY_WIRE = re.compile(
    r"\b(?:on (?:Twitter|Facebook|Instagram|Telegram|YouTube)|by (?:tele)?phone|over the phone|by e-?mail|via video)\b"
)
_DAY = re.compile(rf"\s+(?:on|last|this|late|early)?\s*(?:the\s)?{WEEKDAY}\b.*", re.DOTALL)


def venue_in(text: str, clause: Clause) -> Mention | None:
    """Return the occasion that the clause of a quotation names."""
    for part in clause.unquoted:
        if match := _occasion().search(text, *part):
            words = _DAY.sub("", match["venue"]).rstrip(" ,.-–—")
            return Mention(words, Span(match.start("venue"), match.start("venue") + len(words)))
        if wire := _BY_WIRE.search(text, *part):
            return Mention(wire.group(), Span(*wire.span()))
    return None


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["sort"] for row in lexicons.rows("en", "occasions")}


@cache
def _occasion() -> re.Pattern[str]:
    """Return the pattern of "in", "at" or "during" before a noun of an occasion, with what it is of, with, to or on."""
    nouns = "|".join(sorted(_nouns(), key=len, reverse=True))
    determiner = r"(?:an?|the|his|her|their|its|this)"
    stop = r"(?:on|in|that|and|when|as|after|before|who|which|while)"
    complement = (
        rf"\s(?:with|of|to|on|in|at|for)\s(?!{WEEKDAY})(?:(?:the|an?|his|her)\s)?"
        rf"(?:{_WORD})(?:\s(?!{stop}\b)(?:{_WORD})){{0,5}}"
    )
    return re.compile(
        rf"\b(?:in|at|during|on|told|after|from)\s"
        rf"(?P<venue>{determiner}\s(?:(?:{_WORD})\s){{0,4}}?(?:{nouns})\b(?:{complement}){{0,2}})",
        re.IGNORECASE,
    )
