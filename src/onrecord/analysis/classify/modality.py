"""How sure the speaker of a quotation is, and the condition and deadline of what binds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast, get_args

from onrecord.lexicons.modality import modalities
from onrecord.text.dates import MONTH_NAMES, WEEKDAY_NAMES
from onrecord.types import Mention, Modality, Quotation, Reading, Reason, Span

MOST_CHARACTERS = 2_000
"""Characters of a quotation that are read."""

_CONDITION = re.compile(r"\b(?:if|unless|provided(?: that)?|(?:as|so) long as|until)\s[^.;:!?\"”\n]{4,120}", re.I)
_DEADLINE = re.compile(
    r"\b(?:by|before|within|no later than|until)\s(?:the\s)?(?:end of\s)?(?:next\s|this\s)?"
    rf"(?:\w+ (?:days?|weeks?|months?|years?|hours?)|{'|'.join(WEEKDAY_NAMES)}|{'|'.join(MONTH_NAMES)}"
    r"|spring|summer|autumn|winter|year|month|week|\d{4})"
    r"(?:\s\d{1,2})?(?:,?\s\d{4})?\b",
    re.I,
)


def with_modality(text: str, language: str, quotation: Quotation) -> Quotation:
    """Return a quotation with how sure its speaker is, by the words alone, and why."""
    told = modality_by_words(text, language, quotation)
    if told is None:
        return quotation
    modality, found = told
    reason = Reason("modality", f"the words have {found.text!r}", found.span)
    return replace(quotation, modality=modality, because=(*quotation.because, reason))


def modality_by_words(text: str, language: str, quotation: Quotation) -> tuple[Modality, Mention] | None:
    """Return how sure a speaker is by the first words that tell it, and those words."""
    for modality, pattern in modalities(language):
        if modality in get_args(Modality) and (found := _first(text, quotation.content, pattern)):
            return cast(Modality, modality), found
    return None


def binding_terms(reading: Reading, quotation: Quotation) -> tuple[Mention | None, Mention | None]:
    """Return the condition and the deadline that words state."""
    deadline = _first(reading.masked, quotation.content, _DEADLINE)
    condition = _first(reading.masked, quotation.content, _CONDITION)
    if condition and deadline and condition.span.start == deadline.span.start:
        condition = None  # "until the end of the year" is a time
    return condition and reading.mention(condition.span), deadline and reading.mention(deadline.span)


def _first(text: str, content: Sequence[Span], pattern: re.Pattern[str]) -> Mention | None:
    for span in content:
        if match := pattern.search(text, span.start, min(span.end, span.start + MOST_CHARACTERS)):
            return Mention(match.group(), Span(*match.span()))
    return None
