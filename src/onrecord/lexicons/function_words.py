"""Words of grammar, by kind: pronouns, articles, common words."""

from __future__ import annotations

from functools import cache

from onrecord import lexicons


@cache
def function_words(kind: str) -> frozenset[str]:
    """Return the words of grammar of one kind (`lexicons/en/function_words.tsv`)."""
    return frozenset(row["word"] for row in lexicons.rows("en", "function_words") if row["kind"] == kind)
