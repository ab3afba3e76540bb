"""The place or occasion at which each quotation was uttered."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from onrecord import lexicons
from onrecord.stages.resolve.clause import Clause, clause_of, contents_of
from onrecord.types import Mention, Quotation, Reading, Reason, Span

_WORD = r"[\w'’.-]+|[\"“«„][^\"”»“\n]{1,60}[\"”»“]"
_BY_WIRE = re.compile(
    r"\b(?:on (?:Twitter|Facebook|Instagram|Telegram|YouTube)|by (?:tele)?phone|over the phone|by e-?mail|via video)\b"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = re.compile(rf"\s+(?:on|last|this|late|early)?\s*(?:the\s)?{_WEEKDAY}\b.*", re.DOTALL)


def placed(reading: Reading) -> Reading:
    """Give each quotation its occasion: what its own sentence tells, or what the same speaker goes on at."""
    contents = contents_of(reading.quotations)
    carried: dict[str, Mention] = {}
    found = []
    for quotation in reading.quotations:
        clause = clause_of(reading.masked, reading.story.span, quotation, contents)
        venue = _venue(reading.masked, clause) if clause else None
        if venue and quotation.speaker and quotation.inside is None and _goes_on(venue.text):
            carried[quotation.speaker.id] = venue
        found.append(_with(quotation, venue, carried))
    return replace(reading, quotations=tuple(found))


def _with(quotation: Quotation, own: Mention | None, carried: dict[str, Mention]) -> Quotation:
    speaker = quotation.speaker.id if quotation.speaker and quotation.inside is None else ""
    venue = own or carried.get(speaker)
    if venue is None:
        return quotation
    why = "told beside the words" if own else "told with other words of the same speaker in this story"
    return replace(quotation, venue=venue, because=(*quotation.because, Reason("venue", why, venue.span)))


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
        rf"\s(?:with|of|to|on|in|at|for)\s(?!{_WEEKDAY})(?:(?:the|an?|his|her)\s)?"
        rf"(?:{_WORD})(?:\s(?!{stop}\b)(?:{_WORD})){{0,5}}"
    )
    return re.compile(
        rf"\b(?:in|at|during|on|told|after|from)\s"
        rf"(?P<venue>{determiner}\s(?:(?:{_WORD})\s){{0,4}}?(?:{nouns})\b(?:{complement}){{0,2}})",
        re.IGNORECASE,
    )
