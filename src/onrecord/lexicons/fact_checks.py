"""The patterns of sentences that tell of words which nobody said (`lexicons/*/fact_checks.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from onrecord import lexicons


@cache
def fact_check_patterns(language: str) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """Return the patterns of a language by their kind."""
    found: dict[str, tuple[re.Pattern[str], ...]] = {}
    for row in lexicons.rows(language, "fact_checks"):
        pattern = re.compile(row["pattern"], re.IGNORECASE | re.MULTILINE)
        found[row["kind"]] = (*found.get(row["kind"], ()), pattern)
    return found
