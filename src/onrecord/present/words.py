"""Dates, counts and long texts as people write them; terms of the record are in `terms`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.text.dates import MONTH_NAMES, parts_of
from onrecord.types import Span

LONGEST_ID = 200
LONGEST_NAME = 200  # characters; what is longer is no name, but somebody may have fed it to us
LONGEST_HEADLINE = 300
LONGEST_MESSAGE = 600
_SIZES = ((120, "short"), (320, "medium"), (900, "long"))
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::[0-9.]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Time:
    """A date for people and, where it is one, for machines."""

    words: str
    iso: str | None = None


def times(value: str | None) -> tuple[Time, ...]:
    """Return the date that `value` (an ISO prefix) writes, or the two of an interval; nothing for nothing."""
    return tuple(_time(part) for part in value.split("/")[:2]) if value else ()


def moment(value: str | None) -> tuple[Time, ...]:
    """Return the point in time that `value` writes as an ISO 8601 date and time."""
    match = _MOMENT.fullmatch(value or "")
    if not match:
        return times(value)
    day, clock, zone = match.groups()
    written = " ".join(filter(None, (f"{_time(day).words}, {clock}", "UTC" if zone == "Z" else zone)))
    return (Time(written, value),)


def dated(found: tuple[Time, ...]) -> str:
    """Return times in plain words, as a citation has them."""
    return " to ".join(time.words for time in found)


def _time(value: str) -> Time:
    parts = parts_of(value)
    if parts is None:
        return Time(value or "…")
    written = [str(parts.day)] if parts.day else []
    written += [MONTH_NAMES[parts.month - 1]] if parts.month else []
    return Time(" ".join([*written, str(parts.year)]), value)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: '1 story', '1,204 stories'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def kind_label(kind: str) -> str:
    """Return what a speaker is beside its name in a list: nothing for a person, or where it is not known."""
    return "" if kind in ("person", "unknown") else kind


def characters(span: Span) -> str:
    """Return a span as people write a range."""
    return f"{span.start:,}–{span.end:,}"


def undirected(text: str) -> str:
    """Return `text` without the controls that turn the direction of what follows, for text that leaves its page."""
    return _DIRECTIONS.sub("", text)


def signed(by: str, at: str) -> str:
    """Return who decided something, and on which day where that is known."""
    return ", ".join(filter(None, (by, at[:10])))


def shortened(text: str, most: int) -> str:
    """Return `text` on one line, cut between words where it is longer than `most` characters."""
    line = " ".join(text[: most * 4].split())
    if len(line) <= most:
        return line
    return (line[:most].rpartition(" ")[0] or line[:most]).rstrip(",;:") + " …"


def language_tag(language: str | None) -> str:
    """Return a language as HTML names it, or nothing for what is none."""
    return language if language and _LANGUAGE.fullmatch(language) else ""


def size_of(words: str) -> str:
    """Return the name under which the style sheet sets words of this length: the fewer, the larger."""
    return next((name for most, name in _SIZES if len(words) <= most), "longest")
