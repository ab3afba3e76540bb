"""Words that somebody pointed to: where they stand in a text that may have moved, and how far passages agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from heapq import nsmallest

from onrecord import thresholds
from onrecord.types import Mention, Span

_MOST_TRIED = 20  # places at which the same words stand


def standing_now(text: str, words: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the words with their places in `text` now, in the order given; none where they do not all stand there.

    Of several places, that in which the words stand to each other most as they did, then the nearest. Places are
    characters of `text`; white space does not count where the words stand nowhere else.
    """
    if all(each.text and each.span.of(text) == each.text for each in words):
        return tuple(words)
    if not all(each.text.strip() for each in words):
        return ()
    start = words[0].span.start
    places = _places(text, words[0].text, start, _MOST_TRIED)
    tries = (moved(text, words, place.start - start) for place in places)
    sound = [found for found in tries if len(found) == len(words)]
    return min(sound, key=lambda found: _displacement(words, found), default=())


def moved(text: str, words: Sequence[Mention], by: int) -> tuple[Mention, ...]:
    """Return those of the words that stand in the text, where they do nearest to a place so many characters on."""
    found = (_places(text, each.text, each.span.start + by, 1) for each in words)
    return tuple(Mention(span.of(text), span) for places in found for span in places)


def are_same(left: Sequence[Span], right: Sequence[Span]) -> bool:
    """Tell whether two contents are readings of one passage."""
    return overlap(left, right) >= thresholds.SAME_WORDS


def lies_in(part: Sequence[Span], content: Sequence[Span]) -> bool:
    """Tell whether at least half of the characters of a part lie in a content."""
    return 0 < size(part) * thresholds.SAME_WORDS <= shared(part, content)


def shared(left: Sequence[Span], right: Sequence[Span]) -> int:
    """Return how many characters two contents have in common."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)


def size(content: Sequence[Span]) -> int:
    """Return how many characters a content has."""
    return sum(part.end - part.start for part in content)


def overlap(left: Sequence[Span], right: Sequence[Span]) -> float:
    """Return the share of characters that two contents have in common: 0 to 1."""
    both = shared(left, right)
    return both / max(size(left) + size(right) - both, 1)


def _places(text: str, words: str, near: int, most: int) -> list[Span]:
    """Return where `words` stand, the nearest first; where they are nowhere, with other white space."""
    pattern = re.escape(words)
    if words not in text:
        pattern = r"\s+".join(map(re.escape, words.split())) or pattern
    found = (Span(*match.span()) for match in re.finditer(pattern, text))
    return nsmallest(most, found, key=lambda span: abs(span.start - near))


def _displacement(before: Sequence[Mention], now: Sequence[Mention]) -> int:
    """Return by how many characters the words have moved relative to the first of them."""
    by = now[0].span.start - before[0].span.start
    return sum(abs(new.span.start - old.span.start - by) for old, new in zip(before, now, strict=True))
