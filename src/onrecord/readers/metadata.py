"""Metadata: the table of the keys under which inputs give it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from onrecord.text.dates import iso_date
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

NOTHING_KNOWN = Metadata()
_ONE_LINE = ("outlet", "author", "language")
"""Fields that are names: what stands on several lines, or far apart, is put on one."""


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
        stated = iso_date(value) if name == "published" else _stated(name, value)
        if name and stated:
            found.setdefault(name, stated)
    return Metadata(**found)


def _stated(name: str | None, value: str) -> str:
    return " ".join(value.split()) if name in _ONE_LINE else value.strip()


def filled(known: Metadata, more: Metadata) -> Metadata:
    """Return `known` with what it lacks taken from `more`."""
    gaps = {f.name: getattr(more, f.name) for f in fields(Metadata) if getattr(known, f.name) is None}
    return replace(known, **gaps)
