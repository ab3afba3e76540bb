"""classify: what each quotation does, how sure its speaker is, and on what condition and by when."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import cast, get_args

from onrecord import lexicons
from onrecord.types import Mention, Modality, Quotation, Reading, Reason, Span

_DEFAULT = "en"
_ASSERTED = 1.0
_ALSO = 1.5  # weight from which on a second act is told
_MOST = 2_000  # characters of a quotation that are looked at
_CONDITION = re.compile(r"\b(?:if|unless|provided(?: that)?|(?:as|so) long as|until)\s[^.;:!?\"”\n]{4,120}", re.I)
_DAYS = "|".join(calendar.day_name)
_MONTHS = "|".join(name for name in calendar.month_name if name)
_DEADLINE = re.compile(
    r"\b(?:by|before|within|no later than|until)\s(?:the\s)?(?:end of\s)?(?:next\s|this\s)?"
    rf"(?:\w+ (?:days?|weeks?|months?|years?|hours?)|{_DAYS}|{_MONTHS}"
    r"|spring|summer|autumn|winter|year|month|week|\d{4})"
    r"(?:\s\d{1,2})?(?:,?\s\d{4})?\b",
    re.I,
)
_TO_DO = re.compile(r"^[^,.;:]{2,60}?\sto\s")
_BARE = 4  # words of an elliptical answer
_BOUND = ("promise", "threaten", "demand", "propose")


@dataclass(frozen=True, slots=True)
class _Vote:
    """What speaks for an act, how much, and where it stands."""

    act: str
    weight: float
    why: str
    span: Span


def classify(reading: Reading) -> Reading:
    """Give each quotation its acts, modality, condition and deadline, and say what a denial is about."""
    language = reading.story.language or _DEFAULT
    return replace(reading, quotations=tuple(_classified(reading.masked, language, q) for q in reading.quotations))


@cache
def codes(act: str) -> dict[str, str]:
    """Return the event type of PLOVER and the root code of CAMEO for an act; of an act unknown to them, nothing.

    PLOVER: Halterman et al. 2023, "PLOVER and POLECAT"; CAMEO: Gerner, Schrodt et al. 2002.
    """
    row = next((row for row in lexicons.rows("und", "plover") if row["act"] == act), {})
    return {scheme: row[scheme] for scheme in ("plover", "cameo") if row.get(scheme, "-") != "-"}


def negates(words: str, language: str | None) -> bool:
    """Tell whether words deny or negate, by the lexicons of their language."""
    return any(pattern.search(words[:_MOST]) for pattern in _negations(language or _DEFAULT))


def firmness(words: str, language: str | None) -> int:
    """Return 1 for words that insist, -1 for words that hedge or only suppose, 0 for others, by the lexicons."""
    found = {kind for kind, pattern in _modalities(language or _DEFAULT) if pattern.search(words[:_MOST])}
    if found & {"hedged", "hypothetical"}:
        return -1
    return int("emphatic" in found)


def conditions(words: str, language: str | None) -> bool:
    """Tell whether words set a condition, by the lexicons of their language."""
    return any(kind == "conditional" and p.search(words[:_MOST]) for kind, p in _modalities(language or _DEFAULT))


def partly(words: str, language: str | None) -> bool:
    """Tell whether words hold for a part only of what they are about, by the lexicons of their language."""
    return any(kind == "partial" and p.search(words[:_MOST]) for kind, p in _modalities(language or _DEFAULT))


@cache
def _modalities(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = lexicons.rows(language, "modality")
    return tuple((row["modality"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


@cache
def _negations(language: str) -> tuple[re.Pattern[str], ...]:
    if rows := lexicons.rows(language, "negations"):
        return tuple(re.compile(row["pattern"], re.IGNORECASE) for row in rows)
    return tuple(pattern for act, _, pattern in _patterns(language) if act == "deny")


def _classified(text: str, language: str, quotation: Quotation) -> Quotation:
    votes = list(_votes(text, language, quotation))
    weights: dict[str, float] = {"assert": _ASSERTED}
    for vote in votes:
        weights[vote.act] = weights.get(vote.act, 0.0) + vote.weight
    ranked = sorted(weights, key=lambda act: -weights[act])
    act = ranked[0]
    also = tuple(other for other in ranked[1:3] if other != "assert" and weights[other] >= _ALSO)
    best = max((vote for vote in votes if vote.act == act), key=lambda vote: vote.weight, default=None)
    why = Reason("act", best.why if best else "nothing in the words or the cue tells more", best.span if best else None)
    modality, reasons = _modality(text, language, quotation)
    bound = act in _BOUND or bool(set(also) & set(_BOUND))
    deadline = _first(text, quotation.content, _DEADLINE) if bound else None
    condition = _first(text, quotation.content, _CONDITION) if bound else None
    if condition and deadline and condition.span.start == deadline.span.start:
        condition = None  # "until the end of the year" is a time
    return replace(
        quotation,
        act=act,
        acts_also=also,
        about=_about(text, quotation) if act in ("deny", "confirm") else (),
        modality=modality,
        condition=condition,
        deadline=deadline,
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
                yield _Vote(act, weight, f"the cue says {form.replace('_', ' ')!r}", quotation.cue)
    for span in quotation.content:
        end = min(span.end, span.start + _MOST)
        said = text[span.start : end]
        for act, weight, pattern in _patterns(language) or _patterns(_DEFAULT):
            if match := pattern.search(said):
                at = Span(span.start + match.start(), span.start + match.end())
                yield _Vote(act, weight, "the words say so", at)


def _about(text: str, quotation: Quotation) -> tuple[Span, ...]:
    """Return what is denied or confirmed: the content, or for a bare "No" the sentence before it."""
    words = quotation.text.strip("\"“”'‘’ .,!")
    if len(words.split()) > _BARE:
        return quotation.content
    first = quotation.content[0].start
    before = text[max(0, first - _MOST) : first].rstrip(' \n\t"“')
    start = max(before.rfind(mark, 0, -1) for mark in '.!?\n"”') + 1
    start += len(before[start:]) - len(before[start:].lstrip())
    offset = first - len(text[max(0, first - _MOST) : first])
    return (Span(offset + start, offset + len(before)),) if start < len(before) else quotation.content


def _modality(text: str, language: str, quotation: Quotation) -> tuple[Modality, tuple[Reason, ...]]:
    for modality, pattern in _modalities(language):
        if modality in get_args(Modality) and (found := _first(text, quotation.content, pattern)):
            return cast(Modality, modality), (Reason("modality", f"the words say {found.text!r}", found.span),)
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


@cache
def _patterns(language: str) -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    rows = lexicons.rows(language, "act_patterns")
    return tuple((row["act"], float(row["weight"]), re.compile(row["pattern"], re.IGNORECASE)) for row in rows)
