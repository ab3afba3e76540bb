"""Quotations found, each beside the label that it matches: what the benches of later stages compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from bench.corpora import Text
from bench.score import Row, matches
from onrecord.analysis.pipeline import readings
from onrecord.types import Document, Quotation, Reading


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation found in a text, and the label it matches (content by Jaccard of at least a half)."""

    text: Text
    reading: Reading
    quotation: Quotation
    row: Row


def found(texts: Iterable[Text], *, optional: bool = False) -> Iterator[Found]:
    """Yield what was found of the labels of `texts`; those that are optional are left out unless asked for."""
    for text in texts:
        pairs = [(reading, q) for reading in _readings(text.document) for q in reading.quotations]
        rows = [Row(quotation.content) for _, quotation in pairs]
        for g, p in sorted(matches(text.document.text, text.quotations, rows)):
            if optional or not text.quotations[g].optional:
                yield Found(text, *pairs[p], text.quotations[g])


@dataclass(frozen=True, slots=True)
class Shown:
    """A quotation found, and the label it matches if any."""

    quotation: Quotation
    row: Row | None


def all_found(texts: Iterable[Text]) -> Iterator[Shown]:
    """Yield all quotations that were found in `texts`, labelled or not."""
    for text in texts:
        quotations = [quotation for reading in _readings(text.document) for quotation in reading.quotations]
        rows = [Row(quotation.content) for quotation in quotations]
        labels = {p: text.quotations[g] for g, p in matches(text.document.text, text.quotations, rows)}
        yield from (Shown(quotation, labels.get(n)) for n, quotation in enumerate(quotations))


@cache
def _readings(document: Document) -> tuple[Reading, ...]:
    return readings(document)
