"""Days as pages and posts write them beside the words, in the languages of the news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from onrecord import lexicons
from onrecord.readers.pages.runs import runs
from onrecord.text.dates import calendar_day, dates_in, month_names
from onrecord.types import Span

_LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "ru",
    "uk",
    "tr",
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "ro",
    "el",
)
_WRITTEN = re.compile(
    r"(?P<day>\d{1,2})(?:\.|er|º|ª|st|nd|rd|th)?\s+(?:de\s+|di\s+)?(?P<month>[^\W\d_]{3,12})\.?,?\s+(?:de\s+|del\s+)?(?P<year>\d{4})"
)
_NUMBERS = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})")
_LINES = 80  # of a page in which it says when it came out
_LONGEST = 240  # characters of such a line
_PACKED = re.compile(r"(?P<year>\d{4})\s*[年/.-]\s*(?P<month>\d{1,2})\s*[月/.-]\s*(?P<day>\d{1,2})日?")


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
    for place, day in _days_in(line, language):
        before = [kind for start, kind in labels if start < place]
        if before:
            yield before[-1], day


@cache
def _label() -> re.Pattern[str]:
    rows = lexicons.rows("und", "page_words")
    groups = {kind: "|".join(row["word"] for row in rows if row["kind"] == kind) for kind in ("published", "updated")}
    return re.compile("|".join(rf"(?P<{kind}>\b(?:{words}))" for kind, words in groups.items()), re.IGNORECASE)


def day_in(text: str, language: str | None) -> tuple[str, str] | None:
    """Return the last day that a line writes, as its words and as an ISO date; None if it writes none.

    `language` is that of the page; its names of months are tried before those of other languages.
    """
    found = [(place, words, day) for place, words, day in _written_days(text, language)]
    return (max(found)[1], max(found)[2]) if found else None


def _days_in(text: str, language: str | None) -> list[tuple[int, str]]:
    return sorted((place, day) for place, _, day in _written_days(text, language))


def _written_days(text: str, language: str | None) -> Iterator[tuple[int, str, str]]:
    """Yield where a text writes a day, the words that do, and the day."""
    english = [(span.start, span.of(text), day.isoformat()) for span, day in dates_in(text, Span(0, len(text)))]
    yield from english
    for pattern in (_WRITTEN, _NUMBERS, _PACKED) if not english else ():
        for match in pattern.finditer(text):
            month = _month(match["month"], language)
            found = calendar_day(int(match["year"]), month, int(match["day"])) if month else None
            if found:
                yield match.start(), match.group(), found.isoformat()


def _month(written: str, language: str | None) -> int | None:
    if written.isdigit():
        return int(written)
    word = written.casefold()
    own = _months(language) if language in _LANGUAGES else {}
    return own.get(word) or next((found for each in _LANGUAGES if (found := _months(each).get(word))), None)


@cache
def _months(language: str) -> dict[str, int]:
    """Return the months by their names, and by the first three letters of those that are longer."""
    names = month_names(language)
    return {name[:3]: number for name, number in names.items() if len(name) > 4} | names
