"""What doing next to nothing scores: every marked passage is a quotation, the first line is the only headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bench.corpora import Text
from bench.score import Row, Score, compare

_MARKED = re.compile(r"[\"“«][^\"“”«»\n]{20,}[\"”»]")
_NAME = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)*")


def quotations(texts: Iterable[Text]) -> dict[str, Score]:
    """Score all that stands in double marks, said by the next name after it."""
    totals: dict[str, Score] = {}
    for text in texts:
        rows = [_row(text.document.text, match) for match in _MARKED.finditer(text.document.text, 0, text.labelled.end)]
        for name, score in compare(text.document.text, text.quotations, rows).items():
            totals[name] = totals.get(name, Score()) + score
    return totals


def _row(words: str, match: re.Match[str]) -> Row:
    name = _NAME.search(words, match.end())
    return Row((match.span(),), (name.span(),) if name else (), form="direct")


def headlines(texts: Sequence[Text]) -> Score:
    """Score the first line of each document as its only headline."""
    total = Score()
    for text in texts:
        if text.headlines is not None:
            first = re.compile(r"\S").search(text.document.text, text.document.header.end)
            right = first is not None and first.start() in {headline.start for headline in text.headlines}
            total += Score(int(right), 1, len(text.headlines))
    return total
