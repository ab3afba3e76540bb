"""The reading model: one encoder pass over a story finds its reported utterances, and whom and what it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.models.reading.inputs import Finding, Findings, Page
from onrecord.types import Span

__all__ = ["Finding", "Findings", "Page", "count_pieces", "read"]


def read(page: Page) -> Findings:
    """Return what the model finds on `page`; raises WeightsError (an OSError) where its weights are damaged.

    The weights are loaded when the first page is read.
    """
    from onrecord.models.reading.model import load

    return load().read(page)


def count_pieces(text: str, paragraphs: Iterable[Span]) -> Iterator[int]:
    """Yield how many word pieces the model would read of each paragraph, lazily; raises WeightsError as `read`."""
    from onrecord.models.reading.model import load

    return load().count_pieces(text, paragraphs)
