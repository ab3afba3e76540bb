"""To whom each quotation was addressed."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from onrecord import lexicons
from onrecord.analysis.context.clauses import WEEKDAY, Clause, with_clauses
from onrecord.lexicons.outlets import is_press
from onrecord.types import Mention, Quotation, Reading, Span

_STOP = "that|on|in|at|to|by|from|about|of|when|if|how|why|what|whether|and|not|it|as|after|this|for|last|late|earlier"
_NOUN_PHRASE = (
    r"(?P<whom>(?:(?:the|an?|his|her|their|its|our|my|all|some)\s)?"
    rf"(?:(?!(?:{_STOP})\b)[\w'’-][\w'’.-]*\s?){{1,5}}"
    rf"(?:\s?(?:of|from|on)\s(?!{WEEKDAY})(?:the\s)?(?:[A-ZÀ-Þ][\w'’-]*\s?){{1,4}})?)"
)
_AT_ONCE = re.compile(r"\s+" + _NOUN_PHRASE)
_WITH = re.compile(r"\b(?:interview|conversation|call|talks|meeting|session)\s(?:with|to)\s" + _NOUN_PHRASE, re.I)
_REPLY = re.compile(r"\b(?:question|questions|request)\s(?:from|by|of)\s" + _NOUN_PHRASE, re.I)
_CALLED_ON = re.compile(r"\b(?:call(?:s|ed|ing)? (?:up)?on|appeal(?:s|ed|ing)? to|address(?:es|ed|ing))$", re.I)
_TO = re.compile(r"(?P<whom>[^,.;:!?\n]{2,80}?),?\s(?:to|not to)\s")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:^|[,;]\s)(?P<whom>(?:[\w'’-]+,?\s){1,12})$")


def addressed(reading: Reading) -> Reading:
    """Give each quotation its hearer: what its sentence tells, or the press that its speaker told before."""
    text = reading.masked
    told = with_clauses(reading, lambda quotation, clause: _addressee(text, quotation, clause), is_press)
    found = (replace(each.quotation, addressee=each.mention, because=each.because("addressee")) for each in told)
    return replace(reading, quotations=tuple(found))


def _addressee(text: str, quotation: Quotation, clause: Clause) -> Mention | None:
    cue = quotation.cue
    if cue is None:
        return None
    if _CALLED_ON.search(text, *cue) and quotation.content[0].start >= cue.end:
        if _PASSIVE.search(text, *cue) and (subject := _SUBJECT.search(text, clause.span.start, cue.start)):
            return _mention(text, subject)
        if match := _TO.match(text, quotation.content[0].start, quotation.content[0].end):
            return _mention(text, match)
    if verb := _verb(text, cue):
        limit = next((c.start for c in quotation.content if c.start >= verb), clause.span.end)
        if (match := _AT_ONCE.match(text, verb, max(verb, limit))) and not _is_self(match["whom"]):
            return _mention(text, match)
        if limit <= verb + 2 and (match := _TO.match(text, quotation.content[-1].start, quotation.content[-1].end)):
            return _mention(text, match)
    for piece in clause.pieces:
        if match := _WITH.search(text, *piece) or _REPLY.search(text, *piece):
            return _mention(text, match)
    return None


def _verb(text: str, cue: Span) -> int | None:
    """Return where the last verb with a hearer in a cue ends."""
    words = [match for match in re.finditer(r"\w+", text[cue.start : cue.end]) if match.group().lower() in _hearing()]
    return cue.start + words[-1].end() if words else None


def _is_self(words: str) -> bool:
    return words.strip().lower() in ("him", "himself", "herself", "itself", "themselves", "the", "a", "so", "there")


def _mention(text: str, match: re.Match[str]) -> Mention:
    start, end = match.span("whom")
    words = text[start:end].rstrip(" ,.")
    return Mention(words, Span(start, start + len(words)))


@cache
def _hearing() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicons.rows("en", "hearers"))
