"""Days as pages and posts write them beside the words, in the languages of the news."""

from __future__ import annotations

import re
from functools import cache

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
_PACKED = re.compile(r"(?P<year>\d{4})\s*[年/.-]\s*(?P<month>\d{1,2})\s*[月/.-]\s*(?P<day>\d{1,2})日?")


def day_in(text: str, language: str | None) -> tuple[str, str] | None:
    """Return the last day that a line writes, as its words and as an ISO date; None if it writes none.

    `language` is that of the page; its names of months are tried before those of other languages.
    """
    english = [(span.of(text), day.isoformat()) for span, day in dates_in(text, Span(0, len(text)))]
    if english:
        return english[-1]
    for pattern in (_WRITTEN, _PACKED):
        for match in reversed(list(pattern.finditer(text))):
            month = _month(match["month"], language)
            found = calendar_day(int(match["year"]), month, int(match["day"])) if month else None
            if found:
                return match.group(), found.isoformat()
    return None


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
