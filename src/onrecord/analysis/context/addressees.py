"""Addressees: to whom each quotation was said, by the grammar of its clause."""

from __future__ import annotations

import re
from functools import cache

from onrecord import lexicons
from onrecord.analysis.context.clauses import WEEKDAY, Clause
from onrecord.types import Mention, Quotation, Span

_STOP = "that|on|in|at|to|by|from|about|of|when|if|how|why|what|whether|and|not|it|as|after|this|for|last|late|earlier"
_NOUN_PHRASE = (
    r"(?P<whom>(?:(?:the|an?|his|her|their|its|our|my|all|some)\s)?"
    rf"(?:(?!(?:{_STOP})\b)[\w'’-][\w'’.-]*\s?){{1,5}}"
    rf"(?:\s?(?:of|from|on)\s(?!{WEEKDAY})(?:the\s)?(?:[A-ZÀ-Þ][\w'’-]*\s?){{1,4}})?)"
)
_OBJECT = re.compile(r"\s+" + _NOUN_PHRASE)
_PARTNER = re.compile(r"\b(?:interview|conversation|call|talks|meeting|session)\s(?:with|to)\s" + _NOUN_PHRASE, re.I)
_ASKER = re.compile(r"\b(?:question|questions|request)\s(?:from|by|of)\s" + _NOUN_PHRASE, re.I)
_CALLED_ON = re.compile(r"\b(?:call(?:s|ed|ing)? (?:up)?on|appeal(?:s|ed|ing)? to|address(?:es|ed|ing))$", re.I)
_TO = re.compile(r"(?P<whom>[^,.;:!?\n]{2,80}?),?\s(?:to|not to)\s")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:^|[,;]\s)(?P<whom>(?:[\w'’-]+,?\s){1,12})$")
_NO_ADDRESSEE = ("him", "himself", "herself", "itself", "themselves", "the", "a", "so", "there")


def addressee_in(text: str, quotation: Quotation, clause: Clause) -> Mention | None:
    """Return to whom the clause of a quotation says that it was said."""
    if quotation.cue is None:
        return None
    found = _called_on(text, quotation, quotation.cue, clause) or _object_of_cue(text, quotation, quotation.cue, clause)
    return found or _partner(text, clause)


def _called_on(text: str, quotation: Quotation, cue: Span, clause: Clause) -> Mention | None:
    """Return who "was called on", or is "called on … to" do something."""
    content = quotation.content[0]
    if not _CALLED_ON.search(text, *cue) or content.start < cue.end:
        return None
    if _PASSIVE.search(text, *cue) and (subject := _SUBJECT.search(text, clause.span.start, cue.start)):
        return _mention(text, subject)
    match = _TO.match(text, *content)
    return _mention(text, match) if match else None


def _object_of_cue(text: str, quotation: Quotation, cue: Span, clause: Clause) -> Mention | None:
    """Return the object of a verb such as "told": right after it, or with "to" at the head of the content."""
    verb = _verb_end(text, cue)
    if verb is None:
        return None
    limit = next((c.start for c in quotation.content if c.start >= verb), clause.span.end)
    if (match := _OBJECT.match(text, verb, max(verb, limit))) and not _is_no_addressee(match["whom"]):
        return _mention(text, match)
    at_once = limit <= verb + len(", ")
    match = _TO.match(text, *quotation.content[-1]) if at_once else None
    return _mention(text, match) if match else None


def _partner(text: str, clause: Clause) -> Mention | None:
    """Return with whom the speaker talked, or who asked."""
    for part in clause.unquoted:
        if match := _PARTNER.search(text, *part) or _ASKER.search(text, *part):
            return _mention(text, match)
    return None


def _verb_end(text: str, cue: Span) -> int | None:
    """Return where the last verb of a cue that takes an addressee ends."""
    ends = [match.end() for match in re.finditer(r"\w+", cue.of(text)) if match.group().lower() in _verbs()]
    return cue.start + ends[-1] if ends else None


def _is_no_addressee(words: str) -> bool:
    return words.strip().lower() in _NO_ADDRESSEE


def _mention(text: str, match: re.Match[str]) -> Mention:
    start, end = match.span("whom")
    words = text[start:end].rstrip(" ,.")
    return Mention(words, Span(start, start + len(words)))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicons.rows("en", "addressee_verbs"))
