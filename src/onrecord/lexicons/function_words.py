"""Words of grammar, by kind: pronouns, articles, common words."""

from __future__ import annotations

from functools import cache

from onrecord import lexicons


@cache
def function_words(kind: str) -> frozenset[str]:
    """Return the words of grammar of one kind (`lexicons/en/function_words.tsv`)."""
    return frozenset(row["word"] for row in lexicons.rows("en", "function_words") if row["kind"] == kind)


@cache
def foreign_pronouns() -> dict[str, str]:
    """Return the pronouns for one person in other languages than English, with their gender (their `cues.tsv`)."""
    kinds = ("masculine", "feminine")
    rows = (row for language in sorted(lexicons.languages()) for row in lexicons.rows(language, "cues"))
    return {form: row["kind"] for row in rows if row["kind"] in kinds for form in row["forms"].split(" ")}
