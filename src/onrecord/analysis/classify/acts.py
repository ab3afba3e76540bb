"""Acts: what grammar is sure of."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from onrecord import lexicons, thresholds
from onrecord.analysis.classify.modality import MOST_CHARACTERS
from onrecord.types import Quotation, Reason, Span

_AROUND = "\"“”'‘’ .,!"
_LONGEST_ANSWER = 60  # characters


def with_short_answer(quotation: Quotation) -> Quotation:
    """Return a quotation in English with its act, if it is an answer of a few words that leaves no doubt of it."""
    words = quotation.text.strip(_AROUND)
    if len(words) > _LONGEST_ANSWER:
        return quotation
    act = next((act for act, pattern in _short_answers() if pattern.fullmatch(words)), None)
    if act is None:
        return quotation
    kept = tuple(reason for reason in quotation.because if reason.part != "act")
    why = Reason("act", "a whole answer of this act", quotation.content[0])
    sure = replace(quotation.probabilities, act=None)
    return replace(quotation, act=act, acts_also=(), probabilities=sure, because=(*kept, why))


def unsaid(quotation: Quotation, declined: bool) -> Quotation:
    """Return words that were not said, with their act: their refusal, or none that binds, denies or confirms."""
    why = "the story reports a refusal to say it" if declined else "the story reports it as not said"
    kept = tuple(reason for reason in quotation.because if reason.part != "act")
    act = "decline" if declined else "assert"
    sure = replace(quotation.probabilities, act=None)  # grammar says so
    return replace(quotation, act=act, acts_also=(), probabilities=sure, because=(*kept, Reason("act", why)))


def about(text: str, quotation: Quotation) -> tuple[Span, ...]:
    """Return what is denied or confirmed: the content, or for a bare "No" the sentence before it."""
    words = quotation.text.strip(_AROUND)
    if len(words.split()) > thresholds.ELLIPTICAL_WORDS:
        return quotation.content
    first = quotation.content[0].start
    before = text[max(0, first - MOST_CHARACTERS) : first].rstrip(' \n\t"“')
    start = max(before.rfind(mark, 0, -1) for mark in '.!?\n"”') + 1
    start += len(before[start:]) - len(before[start:].lstrip())
    offset = first - len(text[max(0, first - MOST_CHARACTERS) : first])
    return (Span(offset + start, offset + len(before)),) if start < len(before) else quotation.content


@cache
def _short_answers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = lexicons.rows("en", "short_answers")
    return tuple((row["act"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)
