"""The budget of a document: how much of it is read, in lines and in word pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from onrecord.models.reading import count_pieces
from onrecord.types import Document, Problem, Span

MOST_LINES = 200_000  # of a document, blank ones left out
MOST_PIECES = 1_500_000  # word pieces of a document: some five million characters of English
_PIECES_OF_CHARACTER = 3  # at most: a Korean syllable is written with three letters
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")


def within_lines(text: str, body: Span) -> Span:
    """Return `body` up to its last line that is read."""
    if text.count("\n") + text.count("\r") < MOST_LINES:
        return body
    for number, line in enumerate(_LINE.finditer(text, *body), 1):
        if number == MOST_LINES:
            return Span(body.start, line.end())
    return body


def within_pieces(text: str, paragraphs: Sequence[Span], most: int = MOST_PIECES) -> Sequence[Span]:
    """Return the first of `paragraphs`, which together have `most` word pieces or fewer."""
    if _PIECES_OF_CHARACTER * len(text) <= most:
        return paragraphs
    sums = accumulate(count_pieces(text, paragraphs))
    over = next((n for n, pieces in enumerate(sums) if pieces > most), len(paragraphs))
    return paragraphs[:over]


def over_budget(document: Document, start: int, limit: str) -> Problem:
    """Return the problem that a document was read up to `start` only."""
    rest = document.text[start:]
    return Problem(
        stage="split",
        message=f"the last {len(rest.strip()):,} characters were not read: the document has more than {limit}",
        span=Span(start, len(document.text)),
        uri=document.uri,
        remedy="split it into smaller files, one story or one month each, and add those",
    )
