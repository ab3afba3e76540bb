"""Statements and what only looks like one: acts, attitudes and bare names that are attributed to somebody."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord import thresholds
from onrecord.lexicons.function_words import function_words
from onrecord.text.words import lower_words
from onrecord.types import READING_MEDIA_TYPE, Quotation, Reading, Reason

_WHY = "what is attributed tells of an act or an attitude rather than of words"
_WORD = re.compile(r"[^\W\d_]")
_TALK_ABOUT = re.compile(r"\b(?:speak|spoke|talk|chat)\w*\b(?:.*\W)?(?:about|of|on|over)", re.IGNORECASE)


def weighed(reading: Reading, quotation: Quotation, chance: float) -> Quotation:
    """Return a quotation whose confidence is below the line of what is shown, if it hardly reports a statement.

    `chance` is the probability that it does. What other programs or people gave keeps theirs, and so does what no words
    attribute.
    """
    if _is_topic(reading.masked, quotation):
        chance = 0.0
    is_given = reading.document.media_type == READING_MEDIA_TYPE or quotation.confidence == 1.0
    cue = quotation.cue
    if is_given or chance >= thresholds.STATEMENT or cue is None or not _WORD.search(reading.masked, *cue):
        return quotation
    lowered = round(min(quotation.confidence, thresholds.SHOWN * chance / thresholds.STATEMENT), 3)
    return replace(quotation, confidence=lowered, because=(*quotation.because, Reason("confidence", _WHY, cue)))


def _is_topic(text: str, quotation: Quotation) -> bool:
    """Tell whether a quotation is only what people talked about: "spoke about the budget"."""
    if quotation.form != "indirect" or quotation.cue is None or not _TALK_ABOUT.fullmatch(text, *quotation.cue):
        return False
    return function_words("finite").isdisjoint(lower_words(quotation.text))
