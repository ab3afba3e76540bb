"""Readings as a newer version of the program would make them of the same document: other limits, other names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.types import Quotation, Reading, Span, Speaker, content_id


def with_limits(one: Reading, *limits: Sequence[str], speaker: Speaker | None = None) -> Reading:
    """Return a reading whose quotations have these words, each a list of passages that stand in the text.

    All else is that of the first quotation of the reading, but for the speaker where one is given.
    """
    text, first = one.document.text, one.quotations[0]
    found = []
    for passages in limits:
        content = tuple(Span(text.index(words), text.index(words) + len(words)) for words in passages)
        identity = content_id("quotation", one.document.sha256, *(edge for span in content for edge in span))
        words = " ".join(span.of(text) for span in content)
        found.append(replace(first, id=identity, content=content, text=words, speaker=speaker or first.speaker))
    return replace(one, quotations=tuple(found))


def by_words(one: Reading, words: str) -> Quotation:
    """Return the only quotation of a reading that has these words."""
    (found,) = (each for each in one.quotations if words in each.text)
    return found
