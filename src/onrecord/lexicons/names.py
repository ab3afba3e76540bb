"""Words of people's names: given names with their gender, particles, generations, family names that come first."""

from __future__ import annotations

from functools import cache

from onrecord import lexicons


@cache
def name_words(kind: str) -> frozenset[str]:
    """Return the words of names of one kind (`lexicons/und/name_words.tsv`)."""
    return frozenset(row["word"] for row in lexicons.rows("und", "name_words") if row["kind"] == kind)


def gender_of_name(given: str) -> str:
    """Return the gender of a given name: "m", "f", or "" for one that both have or that is not known."""
    return _given_names().get(given.casefold(), "")


def is_given_name(word: str) -> bool:
    """Tell whether a word is known as a given name."""
    return word.casefold() in _given_names()


@cache
def _given_names() -> dict[str, str]:
    genders: dict[str, set[str]] = {}
    for row in lexicons.rows("und", "given_names"):
        for form in row["forms"].split():
            genders.setdefault(form, set()).add(row["gender"] or "")
    return {form: found.pop() if len(found) == 1 else "" for form, found in genders.items()}
