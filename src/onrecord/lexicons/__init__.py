"""Linguistic knowledge as rows, not code: one folder a language, one table a file.

The folder `und` (ISO 639: undetermined) holds what belongs to no language.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def languages() -> frozenset[str]:
    """Return the codes of the languages that have a folder."""
    return frozenset(folder.name for folder in resources.files(__name__).iterdir() if folder.is_dir())


def rows(language: str, table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `<language>/<table>.tsv` keyed by its header line; lines that begin with # are remarks.

    A language without the table has no rows, whatever a text says that its language is.
    """
    return _rows(language, table) if language in languages() else ()


@cache
def _rows(language: str, table: str) -> tuple[dict[str, str], ...]:
    file = resources.files(__name__).joinpath(language, f"{table}.tsv")
    if not file.is_file():
        return ()
    text = file.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
