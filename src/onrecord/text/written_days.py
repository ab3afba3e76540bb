"""Days as archives, pages and mails write them beside the words: "3 mai 2031", "3.5.2031", "2031年5月3日"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.text.dates import calendar_day, dates_in, month_names
from onrecord.types import Span

_LANGUAGES = (
    "en", "de", "fr", "es", "it", "nl", "pt", "pl", "ru", "uk", "tr", "sv", "da", "nb", "fi", "cs", "ro", "el",
)  # fmt: skip
_SHORT = (3, 4)  # letters of a month that is cut
_FORMS = (
    re.compile(
        r"(?<!\d)(?P<day>\d{1,2})(?:\.|er|º|ª|st|nd|rd|th)?\s+(?:de\s+|di\s+)?(?P<month>[^\W\d_]{3,12})\.?,?\s+"
        r"(?:del?\s+)?(?P<year>\d{4})(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})\s*[年/.-]\s*(?P<month>\d{1,2})\s*[月/.-]\s*(?P<day>\d{1,2})(?!\d)日?"),
)


def written_days(text: str, language: str | None = None) -> Iterator[tuple[Span, str]]:
    """Yield where a short text writes a day, and the day in ISO 8601: those in English, or else those in other forms.

    `language` is that of the text; its names of months are tried before those of other languages.
    """
    english = [(span, day.isoformat()) for span, day in dates_in(text, Span(0, len(text)))]
    yield from english
    for form in () if english else _FORMS:
        for match in form.finditer(text):
            month = _month(match["month"], language)
            day = calendar_day(int(match["year"]), month, int(match["day"])) if month else None
            if day:
                yield Span(*match.span()), day.isoformat()


def _month(written: str, language: str | None) -> int | None:
    if written.isdigit():
        return int(written)
    own = _months((language,)) if language in _LANGUAGES else {}
    return own.get(written.casefold()) or _months(_LANGUAGES).get(written.casefold())


@cache
def _months(languages: tuple[str, ...]) -> dict[str, int]:
    """Return the months of languages by name, and by their first letters where these are one month's only."""
    names = {name: number for language in reversed(languages) for name, number in month_names(language).items()}
    meant: dict[str, set[int]] = {}
    for name, number in names.items():
        for length in _SHORT:
            meant.setdefault(name[:length], set()).add(number)
    return {short: min(numbers) for short, numbers in meant.items() if len(numbers) == 1} | names
