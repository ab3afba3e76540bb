"""Headlines: the one of an article, and those that part a digest into its stories.

A digest differs from an article with cross-heads in that each item's lead says again what its headline says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.text.masks import level, strip
from onrecord.text.words import long_words
from onrecord.types import Span

_LEAD = 700  # characters of an item in which its headline is looked for again
_RESTATED = 0.4  # share of a headline's content words that the lead must repeat
_MIN_ITEMS = 2
_WORD = re.compile(r"\w[\w'’.-]*")
_SMALL = frozenset(
    re.findall(r"\w+", "a an the and or but nor of to in on at by for from with as over into than via per is")
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*$")
_BYLINE = re.compile(r"(?:by|from)\s+[A-Z]|(?:\w+ )?\w+ \d{1,2}, \d{4}|\d{1,2} \w+ \d{4}", re.IGNORECASE)
_BULLET = re.compile(r"(?:\d{1,3}[.)]|[-*•●▪■#]+)\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that stands like a headline, with what speaks for it."""

    span: Span
    paragraph: int
    capitalised: bool
    restated: bool
    words: int


def article_headline(text: str, paragraphs: Sequence[Span], title: str | None) -> Span | None:
    """Return the headline of an article: its title where the text prints it, else a first line that is no sentence."""
    for paragraph in paragraphs[:5]:
        if title and _key(paragraph.of(text)) == _key(title):
            return paragraph
    if len(paragraphs) < 2:
        return None
    first = _without_bullet(text, paragraphs[0])
    words = level(first.of(text))
    if not _is_heading(words) and not (_is_capitalised(words) and len(words.split()) <= 25):
        return None
    return first


def digest_headlines(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """Return the headlines of the items if the text is a digest, else nothing."""
    headings = [h for n in range(len(paragraphs)) if (h := _heading(text, paragraphs, n)) is not None]
    keys = [_key(heading.span.of(text)) for heading in headings]
    headings = [h for h, key, before in zip(headings, keys, ["", *keys], strict=False) if key != before]
    strong = [heading for heading in headings if heading.restated and heading.words >= 4]
    if len(strong) < _MIN_ITEMS or not _is_digest(headings, strong):
        return []
    capitalised = sum(heading.capitalised for heading in strong) >= 0.6 * len(strong)
    return [h.span for h in _without_page_title(headings) if _parts_items(h, capitalised=capitalised)]


def _without_page_title(headings: list[Heading]) -> list[Heading]:
    """A first line that another headline follows at once is the title of the page, not of an item."""
    if len(headings) > 1 and headings[1].paragraph == headings[0].paragraph + 1:
        return headings[1:]
    return headings


def _is_digest(headings: Sequence[Heading], strong: Sequence[Heading]) -> bool:
    """Cross-heads are short and seldom restated; two headings alone must begin the text to be items."""
    if len(strong) < 0.5 * len([heading for heading in headings if heading.words >= 3]):
        return False
    if len(strong) == _MIN_ITEMS:
        return strong[0].paragraph == 0 and all(heading.capitalised and heading.words >= 6 for heading in strong)
    return sum(heading.words for heading in strong) / len(strong) >= 5


def _parts_items(heading: Heading, *, capitalised: bool) -> bool:
    return heading.words >= 4 and (heading.restated or (capitalised and heading.capitalised))


def _heading(text: str, paragraphs: Sequence[Span], n: int) -> Heading | None:
    span = _without_bullet(text, paragraphs[n])
    words = level(span.of(text))
    if not _is_heading(words) or _BYLINE.match(words) or not _stands_apart(text, paragraphs, n):
        return None
    following = [p for p in paragraphs[n + 1 : n + 6] if _key(p.of(text)) != _key(words)]
    body = text[following[0].start : following[0].start + _LEAD] if following else ""
    return Heading(span, n, _is_capitalised(words), _is_restated(words, body), len(words.split()))


def _is_heading(words: str) -> bool:
    ending = words.rstrip("\"'”’»")[-1:]
    if ending in ("?", "!") and not _is_capitalised(words):
        return False
    return 2 <= len(words.split()) <= 30 and len(words) <= 220 and ending not in ".;,:…"


def _stands_apart(text: str, paragraphs: Sequence[Span], n: int) -> bool:
    """A blank line before it, or the end of a sentence; prose after it."""
    if n > 0:
        between = text[paragraphs[n - 1].end : paragraphs[n].start]
        blank = len(re.findall(r"\r\n?|\n", between)) > 1
        if not blank and not _SENTENCE_END.search(paragraphs[n - 1].of(text)):
            return False
    following = paragraphs[n + 1 : n + 3]
    return any(len(paragraph.of(text).split()) >= 8 for paragraph in following) or not following


def _is_capitalised(words: str) -> bool:
    """Tell whether the words are written in title case: nearly all but the small ones begin with a capital."""
    found = [word for word in _WORD.findall(words) if word[0].isalpha() and word.lower() not in _SMALL]
    return len(found) >= 2 and sum(word[0].isupper() for word in found) >= 0.8 * len(found)


def _is_restated(words: str, body: str) -> bool:
    wanted = {word[:5] for word in long_words(words)}
    there = {word[:5] for word in long_words(level(body))}
    return len(wanted) >= 2 and len(wanted & there) >= _RESTATED * len(wanted)


def _without_bullet(text: str, span: Span) -> Span:
    bullet = _BULLET.match(text, span.start, span.end)
    return strip(text, Span(bullet.end(), span.end)) if bullet else span


def _key(words: str) -> str:
    return " ".join(_WORD.findall(level(words).casefold()))
