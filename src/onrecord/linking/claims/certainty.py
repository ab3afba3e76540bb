"""Certainty: how surely a story states a claim, from words that hedge to its own voice.

The scale follows what the literature calls factuality and evidentiality (Saurí and Pustejovsky 2009, "FactBank"): the
speaker hedges, or the outlet keeps a distance, has it from others, names who said so, or simply says it. It is how a
claim is put, not whether it is so.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord import lexicons
from onrecord.lexicons.outlets import is_media, outlet_kind
from onrecord.thresholds import HEARSAY
from onrecord.types import Certainty, Quotation, Speaker

SCALE: tuple[Certainty, ...] = ("hedged", "alleged", "reported", "attributed", "bare")
_NAMELESS = ("group", "unknown")


def of_quotation(quotation: Quotation, cue: str, language: str | None) -> tuple[Certainty, str]:
    """Return how surely a report of somebody's words states them, and what shows it; `cue` holds its words."""
    if quotation.modality != "plain":
        return "hedged", f"the words are {quotation.modality}"
    if (found := _evidential(cue, language)) and found[0] == "alleged":
        return found
    speaker = quotation.speaker
    if speaker is None or _is_nameless(speaker):
        return "reported", "nobody who said it is named"
    if is_media(speaker.name) or outlet_kind(speaker.name):
        return "reported", f"the press says so: {speaker.name}"
    if quotation.hearsay >= HEARSAY:
        return "reported", f"{quotation.hearsay} tellers lie between"
    return "attributed", f"{speaker.name} said so"


def of_narration(sentence: str, language: str | None) -> tuple[Certainty, str]:
    """Return how surely a sentence that is nobody's words but the story's states it, and what shows it."""
    return _evidential(sentence, language) or ("bare", "the story says it in its own voice")


def _is_nameless(speaker: Speaker) -> bool:
    """Tell whether a speaker is only described: "sources", "an official who knows the talks"."""
    return speaker.kind in _NAMELESS or (speaker.kind == "person" and speaker.name.split()[-1].islower())


def _evidential(words: str, language: str | None) -> tuple[Certainty, str] | None:
    for certainty, pattern in _patterns(language or "en"):
        if match := pattern.search(words):
            return certainty, f"it says {match.group()!r}"
    return None


@cache
def _patterns(language: str) -> tuple[tuple[Certainty, re.Pattern[str]], ...]:
    rows = lexicons.rows(language, "evidentials")
    kinds: dict[str, Certainty] = {kind: kind for kind in SCALE}
    return tuple((kinds[row["certainty"]], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)
