"""The patterns in the words of an attribution that tell of polarity (`lexicons/*/polarity.tsv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from onrecord import lexicons
from onrecord.types import Polarity


@dataclass(frozen=True, slots=True)
class PolarityPattern:
    """A pattern, the part of an attribution in which it is looked for, and what it tells: `declined` of a refusal."""

    polarity: Polarity
    part: str
    pattern: re.Pattern[str]
    declined: bool


@cache
def polarity_patterns(language: str) -> tuple[PolarityPattern, ...]:
    """Return the patterns of a language in their order; the first that fits decides."""
    return tuple(
        PolarityPattern(
            cast(Polarity, row["polarity"].removesuffix(" (declined)")),
            row["part"],
            re.compile(row["pattern"], re.IGNORECASE),
            row["polarity"].endswith("(declined)"),
        )
        for row in lexicons.rows(language, "polarity")
    )


@cache
def polarity_hints(language: str) -> dict[str, re.Pattern[str]]:
    """Return for each part of an attribution what fits if any of its patterns does: one search instead of a dozen."""
    parts: dict[str, list[str]] = {}
    for row in polarity_patterns(language):
        parts.setdefault(row.part, []).append(f"(?:{row.pattern.pattern})")
    return {part: re.compile("|".join(patterns), re.IGNORECASE) for part, patterns in parts.items()}
