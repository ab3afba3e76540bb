"""Days as pages and posts write them beside the words, in the languages of the news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from onrecord import lexicons
from onrecord.readers.pages.runs import runs
from onrecord.text.written_days import written_days

_LINES = 80  # of a page in which it says when it came out
_LONGEST = 240  # characters of such a line


def lines_on_days(tree: Any, language: str | None) -> tuple[str | None, frozenset[str]]:
    """Return the day on which a page came out as one of its short lines writes it, and the days of its changes."""
    published: list[str] = []
    updated: set[str] = set()
    for run in islice(runs(tree), _LINES):
        line = run.text
        if len(line) > _LONGEST or not any(map(str.isdigit, line)):
            continue
        for label, day in _labelled(line, language):
            if label == "published":
                published.append(day)
            elif label == "updated":
                updated.add(day)
    return next(iter(published), None), frozenset(updated) - frozenset(published)


def _labelled(line: str, language: str | None) -> Iterator[tuple[str, str]]:
    """Yield the days of a line, each with the kind of the last word before it that tells what happened on it."""
    labels = [(match.start(), match.lastgroup or "") for match in _label().finditer(line)]
    for place, day in sorted(written_days(line, language)):
        before = [kind for start, kind in labels if start < place.start]
        if before:
            yield before[-1], day


@cache
def _label() -> re.Pattern[str]:
    rows = lexicons.rows("und", "page_words")
    groups = {kind: "|".join(row["word"] for row in rows if row["kind"] == kind) for kind in ("published", "updated")}
    return re.compile("|".join(rf"(?P<{kind}>\b(?:{words}))" for kind, words in groups.items()), re.IGNORECASE)


def day_in(text: str, language: str | None) -> tuple[str, str] | None:
    """Return the last day that a line writes, as its words and as an ISO date; None if it writes none."""
    place, day = max(written_days(text, language), default=(None, ""))
    return (place.of(text), day) if place else None
