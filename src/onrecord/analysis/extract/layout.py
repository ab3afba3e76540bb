"""Quotations by layout alone: a passage with nothing but a name behind it, or before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord import thresholds
from onrecord.analysis.extract.spans import Draft, trimmed
from onrecord.lexicons.outlets import outlet_kind
from onrecord.models.reading import Page
from onrecord.types import Span

_NAME = (
    r"[A-ZÀ-ÞА-ЯЁЄІЇҐ][\w.'’-]*"
    r"(?:[ \xa0](?:[A-ZÀ-ÞА-ЯЁЄІЇҐ][\w.'’-]*|van|von|de[rn]?|del|della|d[aiou]s?|al|el|bin|ibn|la|le|ter|ten)){0,5}"
)
_ROLE = r"(?:,[ \xa0][^.!?:;()\n\"“”„«»]{1,80})?"
_BEHIND = re.compile(
    rf"\s*(?:(?P<mark>--?|[–—―:])\s*(?P<name>{_NAME}{_ROLE})\.?|(?P<opens>\()(?P<inside>{_NAME}{_ROLE})\)\.?)\s*"
)
_BEFORE = re.compile(
    rf"(?:(?P<name>{_NAME}{_ROLE})\s*(?P<mark>--?|[–—―])|(?P<opens>\()(?P<inside>{_NAME}{_ROLE})\):?)\s*"
)


def by_layout(page: Page) -> list[Draft]:
    """Return a draft for each passage with nothing but a name behind it."""
    return list(_signed(page))


def _signed(page: Page) -> Iterator[Draft]:
    """Yield a draft for each passage that is a paragraph with its speaker's name behind it, below it or before it."""
    following = dict(pairwise(page.paragraphs))
    starts = {paragraph.start: paragraph for paragraph in page.paragraphs}
    ends = {paragraph.end: paragraph for paragraph in page.paragraphs}
    for passage in page.passages:
        if passage.depth or not passage.double:
            continue
        start, end = passage.span
        below, found = None, None
        if paragraph := starts.get(start):
            below = following.get(paragraph) if end == paragraph.end else None
            found = _BEHIND.fullmatch(page.text, end, (below or paragraph).end)
        elif paragraph := ends.get(end):
            found = _BEFORE.fullmatch(page.text, paragraph.start, start)
        if found and (signature := _signature(found, below)):
            yield Draft((passage.span,), *signature, confidence=thresholds.BY_LAYOUT)


def _signature(found: re.Match[str], below: Span | None) -> tuple[Span, Span] | None:
    """Return the mark and the name of a signature; a word alone in parentheses or below, or an outlet, is none."""
    cue, name = ("opens", "inside") if found["opens"] else ("mark", "name")
    words = found[name]
    in_full = " " in words.split(",")[0] and outlet_kind(words) is None
    if (found["opens"] or below) and (not in_full or found["mark"] == ":"):
        return None
    return Span(*found.span(cue)), trimmed(found.string, Span(*found.span(name)))
