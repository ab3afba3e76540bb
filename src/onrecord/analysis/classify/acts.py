"""Acts: what a quotation does, by the weights of its cue and words, and what a denial or confirmation is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord import lexicons, thresholds
from onrecord.analysis.classify.modality import MOST_CHARACTERS
from onrecord.lexicons.modality import act_patterns
from onrecord.types import Quotation, Reason, Span

_DEFAULT = "en"
_TO_DO = re.compile(r"^[^,.;:]{2,60}?\sto\s")


@dataclass(frozen=True, slots=True)
class Acts:
    """The main act of a quotation, what else it does, what it denies or confirms, and why."""

    main: str
    also: tuple[str, ...]
    about: tuple[Span, ...]
    because: Reason

    def include(self, *acts: str) -> bool:
        """Tell whether one of `acts` is done."""
        return not {self.main, *self.also}.isdisjoint(acts)


@dataclass(frozen=True, slots=True)
class _Vote:
    """Evidence for an act: its weight, the reason, and where it stands."""

    act: str
    weight: float
    why: str
    span: Span


def acts_of(text: str, language: str, quotation: Quotation) -> Acts:
    """Return what the words of a quotation do, if they were said."""
    votes = list(_votes(text, language, quotation))
    weights: dict[str, float] = {"assert": thresholds.ASSERTED}
    for vote in votes:
        weights[vote.act] = weights.get(vote.act, 0.0) + vote.weight
    ranked = sorted(weights, key=lambda act: -weights[act])
    act = ranked[0]
    also = tuple(other for other in ranked[1:3] if other != "assert" and weights[other] >= thresholds.ALSO_DOES)
    best = max((vote for vote in votes if vote.act == act), key=lambda vote: vote.weight, default=None)
    why = Reason("act", best.why if best else "neither the cue nor the words say more", best.span if best else None)
    return Acts(act, also, _about(text, quotation) if act in ("deny", "confirm") else (), why)


def unsaid(declined: bool) -> Acts:
    """Return the act of words that were not said: their refusal, or none that binds, denies or confirms."""
    why = "the story reports a refusal to say it" if declined else "the story reports it as not said"
    return Acts("decline" if declined else "assert", (), (), Reason("act", why))


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
        end = min(span.end, span.start + MOST_CHARACTERS)
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
    before = text[max(0, first - MOST_CHARACTERS) : first].rstrip(' \n\t"“')
    start = max(before.rfind(mark, 0, -1) for mark in '.!?\n"”') + 1
    start += len(before[start:]) - len(before[start:].lstrip())
    offset = first - len(text[max(0, first - MOST_CHARACTERS) : first])
    return (Span(offset + start, offset + len(before)),) if start < len(before) else quotation.content


@cache
def _forms() -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for row in lexicons.rows("en", "acts"):
        for form in row["forms"].split():
            found.setdefault(form, []).append((row["act"], float(row["weight"])))
    return found
