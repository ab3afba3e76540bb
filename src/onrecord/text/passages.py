"""Passages: the sentences of the words of a quotation, which are what is compared with others."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.text.sentences import sentences
from onrecord.types import Span, with_offsets

_MOST_PASSAGES = 16
_MOST_ALONE = 400  # characters of a text without a word


def passages(text: str, content: Sequence[Span]) -> tuple[str, ...]:
    """Return the sentences of the words of a quotation, which are those of its spans, joined by a space."""
    found: list[str] = []
    for span, start in with_offsets(content):
        part = Span(start, min(start + span.end - span.start, len(text)))
        found += [sentence.of(text) for sentence in sentences(text, part)]
    return tuple(filter(_says_anything, found))[:_MOST_PASSAGES] or (text[:_MOST_ALONE],)


def _says_anything(passage: str) -> bool:
    return any(char.isalnum() for char in passage)
