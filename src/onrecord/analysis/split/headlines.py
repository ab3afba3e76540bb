"""Headlines: the one of an article, and those at which a digest is split into its stories.

In a digest, unlike an article with cross-heads, the lead of each item repeats words of its headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord import thresholds
from onrecord.text.masks import level, strip
from onrecord.text.words import long_words
from onrecord.types import Span

_LEAD = 700  # characters of an item in which words of its headline are looked for
_STEM = 5  # letters by which a word of the headline is known again in the lead
_WORD = re.compile(r"\w[\w'’.-]*")
_SMALL = frozenset(
    re.findall(r"\w+", "a an the and or but nor of to in on at by for from with as over into than via per is")
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*$")
_BYLINE = re.compile(r"(?:by|from)\s+[A-Z]|(?:\w+ )?\w+ \d{1,2}, \d{4}|\d{1,2} \w+ \d{4}", re.IGNORECASE)
_TITLE_WITHIN = 5  # paragraphs at the top of a text
_LONGEST = 220  # characters of a headline
_BULLET = re.compile(r"(?:\d{1,3}[.)]|[-*•●▪■#]+)\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may be a headline, with what speaks for it: title case, and words repeated in the lead."""

    span: Span
    paragraph: int
    capitalised: bool
    repeated: bool
    words: int


def article_headline(text: str, paragraphs: Sequence[Span], title: str | None) -> Span | None:
    """Return the headline of an article: its title where the text has it, else a first line that is no sentence."""
    for paragraph in paragraphs[:_TITLE_WITHIN]:
        if is_title(paragraph.of(text), title):
            return paragraph
    if len(paragraphs) < 2:
        return None
    first = _without_bullet(text, paragraphs[0])
    words = level(first.of(text))
    if not _is_heading(words) and not (
        _is_capitalised(words) and len(words.split()) <= thresholds.CAPITALISED_HEADLINE_WORDS
    ):
        return None
    return first


def is_title(words: str, title: str | None) -> bool:
    """Tell whether words are the title of their document, whatever marks and spaces stand in it."""
    return title is not None and _key(words) == _key(title) != ""


def digest_headlines(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """Return the headlines of the items if the text is a digest, else nothing."""
    headings = [h for n in range(len(paragraphs)) if (h := _heading(text, paragraphs, n)) is not None]
    keys = [_key(heading.span.of(text)) for heading in headings]
    headings = [h for h, key, before in zip(headings, keys, ["", *keys], strict=False) if key != before]
    strong = [heading for heading in headings if heading.repeated and heading.words >= thresholds.ITEM_HEADLINE_WORDS]
    if len(strong) < thresholds.DIGEST_ITEMS or not _is_digest(headings, strong):
        return []
    capitalised = sum(heading.capitalised for heading in strong) >= thresholds.DIGEST_CAPITALISED * len(strong)
    return [h.span for h in _without_page_title(headings) if _begins_item(h, capitalised=capitalised)]


def _without_page_title(headings: list[Heading]) -> list[Heading]:
    """Leave out a first line that another headline follows at once: it is the title of the page."""
    if len(headings) > 1 and headings[1].paragraph == headings[0].paragraph + 1:
        return headings[1:]
    return headings


def _is_digest(headings: Sequence[Heading], strong: Sequence[Heading]) -> bool:
    """Tell items from cross-heads, which are short and seldom repeated; two items must begin the text."""
    if len(strong) < thresholds.DIGEST_REPEATED * len([heading for heading in headings if heading.words >= 3]):
        return False
    if len(strong) == thresholds.DIGEST_ITEMS:
        return strong[0].paragraph == 0 and all(
            heading.capitalised and heading.words >= thresholds.TWO_ITEMS_WORDS for heading in strong
        )
    return sum(heading.words for heading in strong) / len(strong) >= thresholds.DIGEST_MEAN_WORDS


def _begins_item(heading: Heading, *, capitalised: bool) -> bool:
    return heading.words >= thresholds.ITEM_HEADLINE_WORDS and (
        heading.repeated or (capitalised and heading.capitalised)
    )


def _heading(text: str, paragraphs: Sequence[Span], n: int) -> Heading | None:
    span = _without_bullet(text, paragraphs[n])
    words = level(span.of(text))
    if not _is_heading(words) or _BYLINE.match(words) or not _stands_apart(text, paragraphs, n):
        return None
    following = [p for p in paragraphs[n + 1 : n + 6] if _key(p.of(text)) != _key(words)]
    body = text[following[0].start : following[0].start + _LEAD] if following else ""
    return Heading(span, n, _is_capitalised(words), _is_repeated(words, body), len(words.split()))


def _is_heading(words: str) -> bool:
    ending = words.rstrip("\"'”’»")[-1:]
    if ending in ("?", "!") and not _is_capitalised(words):
        return False
    return 2 <= len(words.split()) <= thresholds.HEADLINE_WORDS and len(words) <= _LONGEST and ending not in ".;,:…"


def _stands_apart(text: str, paragraphs: Sequence[Span], n: int) -> bool:
    """Tell whether a blank line or the end of a sentence stands before a paragraph, and prose after it."""
    if n > 0:
        between = text[paragraphs[n - 1].end : paragraphs[n].start]
        blank = len(re.findall(r"\r\n?|\n", between)) > 1
        if not blank and not _SENTENCE_END.search(paragraphs[n - 1].of(text)):
            return False
    following = paragraphs[n + 1 : n + 3]
    return any(len(paragraph.of(text).split()) >= thresholds.PROSE_WORDS for paragraph in following) or not following


def _is_capitalised(words: str) -> bool:
    """Tell whether words are in title case: nearly all but the small ones begin with a capital."""
    found = [word for word in _WORD.findall(words) if word[0].isalpha() and word.lower() not in _SMALL]
    return len(found) >= 2 and sum(word[0].isupper() for word in found) >= thresholds.TITLE_CASE * len(found)


def _is_repeated(words: str, body: str) -> bool:
    wanted = {word[:_STEM] for word in long_words(words)}
    there = {word[:_STEM] for word in long_words(level(body))}
    return len(wanted) >= 2 and len(wanted & there) >= thresholds.HEADLINE_IN_LEAD * len(wanted)


def _without_bullet(text: str, span: Span) -> Span:
    bullet = _BULLET.match(text, span.start, span.end)
    return strip(text, Span(bullet.end(), span.end)) if bullet else span


def _key(words: str) -> str:
    return " ".join(_WORD.findall(level(words).casefold()))
