"""What inputs call the things we know of them: one table of keys, and dates as far as they are honest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date

from onrecord.types import Metadata

KEYS: dict[str, str] = {
    "url": "url", "link": "url", "canonical": "url",
    "title": "title", "headline": "title",
    "author": "author", "authors": "author", "byline": "author",
    "published": "published", "date": "published", "date_published": "published", "published_at": "published",
    "outlet": "outlet", "site": "outlet", "publisher": "outlet", "sitename": "outlet",
    "lang": "language", "language": "language",
    "source": "source",
}  # fmt: skip
"""Keys of headers and records, lower case with `_`; `source` is an address or an outlet, as its value shows."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
NOTHING_KNOWN = Metadata()

_MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + r"|sept)\.?"
_REST = r"(?:[T\s,]+(?:at\s+)?\d{1,2}[:.]\d{2}.*|T\d{2}.*)?"
_FLAGS = re.IGNORECASE | re.DOTALL
_ISO = re.compile(rf"(?P<year>\d{{4}})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d){_REST})?)?", _FLAGS)
_PACKED = re.compile(rf"(?P<year>\d{{4}})[/.]?(?P<month>\d\d)[/.]?(?P<day>\d\d){_REST}", _FLAGS)
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}}){_REST}", re.I | re.S | re.ASCII
)
_MONTH_FIRST = re.compile(
    rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_REST}", re.I | re.S | re.ASCII
)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.I)


def iso_date(value: str) -> str | None:
    """Return the ISO prefix ("2016-12-21", "2022-01", "2022") that `value` states, or None if it is no whole date.

    The day is the one written down: times and zones are left out, and numbers that could be day or month are None.
    """
    bare = _WEEKDAY.sub("", value.strip(), count=1)
    for pattern in (_ISO, _PACKED, _DAY_FIRST, _MONTH_FIRST):
        if match := pattern.fullmatch(bare):
            return _prefix(match["year"], match["month"], match["day"])
    return None


def _prefix(year: str, month: str | None, day: str | None) -> str | None:
    """Join the parts if they name a day of the calendar."""
    parts = [int(year), _month_number(month) if month else 1, int(day) if day else 1]
    try:
        whole = date(*parts).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]


def _month_number(month: str) -> int:
    """Return the number of a month, 0 for what is none: "ſeptember" matches without case, and yet is no month."""
    if month.isdigit():
        return int(month)
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(month[:3].lower())), 0)


def field_of(key: str) -> str | None:
    """Return the field of `Metadata` (or "source") that a key of a header or record means, None if unknown."""
    return KEYS.get(key.strip().lower().replace("-", "_").replace(" ", "_"))


def gather(pairs: Iterable[tuple[str, str]]) -> Metadata:
    """Make `Metadata` of keys and values; unknown keys are left out, the first of two values stands."""
    found: dict[str, str] = {}
    for key, value in pairs:
        name = field_of(key)
        if name == "source":
            name = "url" if value.strip().lower().startswith(("http://", "https://", "www.")) else "outlet"
        stated = iso_date(value) if name == "published" else value.strip()
        if name and stated:
            found.setdefault(name, stated)
    return Metadata(**found)


def filled(known: Metadata, more: Metadata) -> Metadata:
    """Return `known` with what it lacks taken from `more`."""
    gaps = {f.name: getattr(more, f.name) for f in fields(Metadata) if getattr(known, f.name) is None}
    return replace(known, **gaps)
