"""The classify stage: what each quotation does, how sure its speaker is, on what condition and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import cast, get_args

from onrecord import lexicons, thresholds
from onrecord.lexicons.modality import act_patterns, modalities
from onrecord.text.dates import MONTH_NAMES, WEEKDAY_NAMES
from onrecord.types import Mention, Modality, Quotation, Reading, Reason, Span

_DEFAULT = "en"
_MOST = 2_000  # characters of a quotation that are read
_CONDITION = re.compile(r"\b(?:if|unless|provided(?: that)?|(?:as|so) long as|until)\s[^.;:!?\"”\n]{4,120}", re.I)
_DEADLINE = re.compile(
    r"\b(?:by|before|within|no later than|until)\s(?:the\s)?(?:end of\s)?(?:next\s|this\s)?"
    rf"(?:\w+ (?:days?|weeks?|months?|years?|hours?)|{'|'.join(WEEKDAY_NAMES)}|{'|'.join(MONTH_NAMES)}"
    r"|spring|summer|autumn|winter|year|month|week|\d{4})"
    r"(?:\s\d{1,2})?(?:,?\s\d{4})?\b",
    re.I,
)
_TO_DO = re.compile(r"^[^,.;:]{2,60}?\sto\s")
_BINDING = ("promise", "threaten", "demand", "propose")


@dataclass(frozen=True, slots=True)
class _Vote:
    """Evidence for an act: its weight, the reason, and where it stands."""

    act: str
    weight: float
    why: str
    span: Span


def classify(reading: Reading) -> Reading:
    """Give each quotation its acts, modality, condition and deadline, and say what a denial is about."""
    language = reading.story.language or _DEFAULT
    return replace(reading, quotations=tuple(_classified(reading, language, q) for q in reading.quotations))


def _classified(reading: Reading, language: str, quotation: Quotation) -> Quotation:
    text = reading.masked
    votes = list(_votes(text, language, quotation))
    weights: dict[str, float] = {"assert": thresholds.ASSERTED}
    for vote in votes:
        weights[vote.act] = weights.get(vote.act, 0.0) + vote.weight
    ranked = sorted(weights, key=lambda act: -weights[act])
    act = ranked[0]
    also = tuple(other for other in ranked[1:3] if other != "assert" and weights[other] >= thresholds.ALSO_DOES)
    best = max((vote for vote in votes if vote.act == act), key=lambda vote: vote.weight, default=None)
    why = Reason("act", best.why if best else "neither the cue nor the words say more", best.span if best else None)
    modality, reasons = _modality(text, language, quotation)
    binding = act in _BINDING or bool(set(also) & set(_BINDING))
    deadline = _first(text, quotation.content, _DEADLINE) if binding else None
    condition = _first(text, quotation.content, _CONDITION) if binding else None
    if condition and deadline and condition.span.start == deadline.span.start:
        condition = None  # "until the end of the year" is a time
    return replace(
        quotation,
        act=act,
        acts_also=also,
        about=_about(text, quotation) if act in ("deny", "confirm") else (),
        modality=modality,
        condition=condition and reading.mention(condition.span),
        deadline=deadline and reading.mention(deadline.span),
        because=(*quotation.because, why, *reasons),
    )


def _votes(text: str, language: str, quotation: Quotation) -> Iterator[_Vote]:
    if quotation.cue:
        cue = quotation.cue.of(text).lower()
        words = re.findall(r"[\w'’]+", cue)
        forms = {*words, *(f"{first}_{second}" for first, second in pairwise(words))}
        if quotation.form != "direct" and _TO_DO.search(quotation.text) and "asked" in forms:
            forms = {"ask_to"}
        for form in sorted(forms & _forms().keys()):
            for act, weight in _forms()[form]:
                yield _Vote(act, weight, f"the cue has {form.replace('_', ' ')!r}", quotation.cue)
    for span in quotation.content:
        end = min(span.end, span.start + _MOST)
        said = text[span.start : end]
        for act, weight, pattern in act_patterns(language) or act_patterns(_DEFAULT):
            if match := pattern.search(said):
                at = Span(span.start + match.start(), span.start + match.end())
                yield _Vote(act, weight, "the wording is that of this act", at)


def _about(text: str, quotation: Quotation) -> tuple[Span, ...]:
    """Return what is denied or confirmed: the content, or for a bare "No" the sentence before it."""
    words = quotation.text.strip("\"“”'‘’ .,!")
    if len(words.split()) > thresholds.ELLIPTICAL_WORDS:
        return quotation.content
    first = quotation.content[0].start
    before = text[max(0, first - _MOST) : first].rstrip(' \n\t"“')
    start = max(before.rfind(mark, 0, -1) for mark in '.!?\n"”') + 1
    start += len(before[start:]) - len(before[start:].lstrip())
    offset = first - len(text[max(0, first - _MOST) : first])
    return (Span(offset + start, offset + len(before)),) if start < len(before) else quotation.content


def _modality(text: str, language: str, quotation: Quotation) -> tuple[Modality, tuple[Reason, ...]]:
    for modality, pattern in modalities(language):
        if modality in get_args(Modality) and (found := _first(text, quotation.content, pattern)):
            return cast(Modality, modality), (Reason("modality", f"the words have {found.text!r}", found.span),)
    return "plain", ()


def _first(text: str, content: Sequence[Span], pattern: re.Pattern[str]) -> Mention | None:
    for span in content:
        if match := pattern.search(text, span.start, min(span.end, span.start + _MOST)):
            return Mention(match.group(), Span(*match.span()))
    return None


@cache
def _forms() -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for row in lexicons.rows("en", "acts"):
        for form in row["forms"].split():
            found.setdefault(form, []).append((row["act"], float(row["weight"])))
    return found
