"""The place or occasion at which each quotation was uttered."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from onrecord import lexicons
from onrecord.analysis.context.clauses import WEEKDAY, Clause, with_clauses
from onrecord.types import Mention, Reading, Span

_WORD = r"[\w'’.-]+|[\"“«„][^\"”»“\n]{1,60}[\"”»“]"
_BY_WIRE = re.compile(
    r"\b(?:on (?:Twitter|Facebook|Instagram|Telegram|YouTube)|by (?:tele)?phone|over the phone|by e-?mail|via video)\b"
)
_DAY = re.compile(rf"\s+(?:on|last|this|late|early)?\s*(?:the\s)?{WEEKDAY}\b.*", re.DOTALL)


def placed(reading: Reading) -> Reading:
    """Give each quotation its occasion: what its own sentence tells, or what the same speaker goes on at."""
    text = reading.masked
    told = with_clauses(reading, lambda _, clause: _venue(text, clause), _goes_on)
    found = (replace(each.quotation, venue=each.mention, because=each.because("venue")) for each in told)
    return replace(reading, quotations=tuple(found))


def _venue(text: str, clause: Clause) -> Mention | None:
    for piece in clause.pieces:
        if match := _occasion().search(text, *piece):
            words = _DAY.sub("", match["venue"]).rstrip(" ,.-–—")
            return Mention(words, Span(match.start("venue"), match.start("venue") + len(words)))
        if wire := _BY_WIRE.search(text, *piece):
            return Mention(wire.group(), Span(*wire.span()))
    return None


def _goes_on(words: str) -> bool:
    """Tell whether an occasion is one on which a speaker says many things."""
    nouns = {noun for noun, sort in _nouns().items() if sort == "long"}
    return any(word in nouns for word in re.findall(r"[\w-]+", words.lower()))


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["sort"] for row in lexicons.rows("en", "occasions")}


@cache
def _occasion() -> re.Pattern[str]:
    """In, at or during something with a noun of an occasion, and what it is with, of, to or on."""
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
