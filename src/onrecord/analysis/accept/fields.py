"""The fields of a Reading made elsewhere: JSON values taken over as they are, or refused whole, before any is used."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import pairwise
from math import isfinite
from typing import Any, Final, get_args

from onrecord.text.dates import iso_date
from onrecord.text.masks import storable
from onrecord.types import Basis, Dated, Mention, Probabilities, Relay, Span
from onrecord.types.validity import is_date

LONGEST: Final = 1000
"""Characters of a name, a role, an id, a cue, a source or another mention: seven times the longest seen in news."""

MOST_PARTS: Final = 100
"""Spans of one quotation, and entries of each of its lists: thirty times the most seen in news."""

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_KINDS: Final = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}


class UnsoundError(ValueError):
    """A value that cannot be taken over; the message says which, and why."""


def mapping(value: Any, name: str) -> Mapping[str, Any]:
    """Return an object, an empty one for null."""
    return {} if value is None else _of(value, dict, name)


def any_list(value: Any, name: str) -> list[Any]:
    """Return a list of any length, an empty one for null."""
    return [] if value is None else list(_of(value, list, name))


def entries(value: Any, name: str) -> list[Any]:
    """Return a short list, an empty one for null."""
    found = any_list(value, name)
    if len(found) > MOST_PARTS:
        raise UnsoundError(f"{name} has {len(found):,} entries, and the limit is {MOST_PARTS}")
    return found


def words(value: Any, name: str) -> str | None:
    """Return a short string without the white space around it, None for null or a blank one."""
    if value is None:
        return None
    found: str = _of(value, str, name)
    if len(found) > LONGEST:
        raise UnsoundError(f"{name} has {len(found):,} characters, and the limit is {LONGEST:,}")
    return storable(found).strip() or None


def line(value: Any, name: str) -> str | None:
    """Return a short string on one line, None for null or a blank one."""
    found = words(value, name)
    return None if found is None else " ".join(found.split())


def language(value: Any) -> str | None:
    """Return the code of a language."""
    found = words(value, "language")
    if found and not _LANGUAGE.fullmatch(found):
        raise UnsoundError(f"language is {found[:40]!r}, which is no code of a language")
    return found


def choice(value: Any, name: str, known: Collection[str]) -> Any:
    """Return a string that is one of those known, None for null."""
    found = words(value, name)
    if found is not None and found not in known:
        raise UnsoundError(f"{name} is {found[:40]!r}, which is none")
    return found


def truth(value: Any, name: str) -> bool:
    """Return true or false, false for null."""
    return value is not None and bool(_of(value, bool, name))


def probability(value: Any, name: str) -> float | None:
    """Return a number from 0 to 1, None for null."""
    if value is None:
        return None
    if type(value) not in (int, float) or not isfinite(value) or not 0 <= value <= 1:
        raise UnsoundError(f"{name} is not a number from 0 to 1")
    return float(value)


def probabilities(value: Any) -> Probabilities:
    """Return how sure each field of a quotation is, None for those of which nothing is said."""
    given, names = mapping(value, "probabilities"), Probabilities.__dataclass_fields__
    return Probabilities(**{name: probability(given.get(name), f"probabilities.{name}") for name in names})


def span(value: Any, name: str, within: Span) -> Span:
    """Return a span that is not empty and lies inside another one."""
    if not isinstance(value, list) or len(value) != 2 or not all(type(edge) is int for edge in value):
        raise UnsoundError(f"{name} is no span: [start, end], two whole numbers")
    start, end = value
    if not within.start <= start < end <= within.end:
        raise UnsoundError(f"{name} is empty or outside [{within.start}, {within.end})")
    return Span(start, end)


def short_span(value: Any, name: str, within: Span) -> Span | None:
    """Return the span of a mention, None for null."""
    if value is None:
        return None
    found = span(value, name, within)
    if found.end - found.start > LONGEST:
        raise UnsoundError(f"{name} covers {found.end - found.start:,} characters, and the limit is {LONGEST:,}")
    return found


def spans(value: Any, name: str, within: Span) -> tuple[Span, ...]:
    """Return spans that share no character, in the order of the text."""
    found = sorted(span(pair, f"{name}[{number}]", within) for number, pair in enumerate(entries(value, name)))
    for left, right in pairwise(found):
        if left.end > right.start:
            raise UnsoundError(f"two spans of {name} share characters: {list(left)} and {list(right)}")
    return tuple(found)


def mention(value: Any, name: str, text: str) -> Mention | None:
    """Return words of a text by their span, None for null; where the words are given too, they must be the same."""
    if value is None:
        return None
    given = mapping(value, name)
    place = _place(given, name, text)
    return Mention(_same(words(given.get("text"), f"{name}.text"), name, text, place), place)


def relay(value: Any, text: str) -> tuple[Relay, ...]:
    """Return the links of a chain, each called as the text has it at its span."""
    found = []
    for number, each in enumerate(entries(value, "relay")):
        name = f"relay[{number}]"
        given = mapping(each, name)
        place = _place(given, name, text)
        kind = words(given.get("kind"), f"{name}.kind") or "unknown"
        found.append(Relay(_same(words(given.get("name"), f"{name}.name"), name, text, place), kind, place))
    return tuple(found)


def dated(value: Any, name: str, text: str) -> Dated | None:
    """Return a date, None for null; each end of it may be written in any way that can mean one day only."""
    given = mapping(value, name)
    written = words(given.get("value"), f"{name}.value")
    if written is None:
        return None
    days = [iso_date(part) for part in written.split("/")]
    joined = "/".join(day or "?" for day in days)
    if not is_date(joined):
        raise UnsoundError(f"{name} is {written[:40]!r}, which is no date")
    basis: Basis = choice(given.get("basis"), f"{name}.basis", get_args(Basis)) or "stated"
    return Dated(joined, basis, short_span(given.get("span"), f"{name}.span", Span(0, len(text))))


def _place(given: Mapping[str, Any], name: str, text: str) -> Span:
    place = short_span(given.get("span"), f"{name}.span", Span(0, len(text)))
    if place is None:
        raise UnsoundError(f"{name} has no span")
    return place


def _same(stated: str | None, name: str, text: str, place: Span) -> str:
    """Return the words of a text at a place, which are those stated if any are."""
    found = place.of(text)
    if stated is not None and stated != found.strip():
        raise UnsoundError(f"{name} is not the words at its span")
    return found


def _of(value: Any, kind: type, name: str) -> Any:
    if type(value) is not kind:
        raise UnsoundError(f"{name} is {_KINDS.get(type(value), 'a number')}, not {_KINDS[kind]}")
    return value
