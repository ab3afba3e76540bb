"""The reading model: one encoder pass over a story finds its reported utterances, and whom and what it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.models.reading.inputs import Finding, Findings, Page
from onrecord.models.reading.understanding import Field, Named, Placed, Understood
from onrecord.types import Span

__all__ = [
    "Field",
    "Finding",
    "Findings",
    "Named",
    "Page",
    "Placed",
    "Understood",
    "count_pieces",
    "read",
    "understand",
]


def read(page: Page) -> Findings:
    """Return what the model finds on `page`; raises WeightsError (an OSError) where its weights are damaged.

    The weights are loaded when the first page is read.
    """
    from onrecord.models.reading.model import load

    return load().read(page)


def understand(page: Page, placed: Sequence[Placed]) -> list[Understood | None]:
    """Return what the model makes of quotations on `page`, best right after it was read.

    None stands for one whose content the model did not read; raises WeightsError as `read`.
    """
    from onrecord.models.reading.model import load

    return load().understand(page, placed)


def count_pieces(text: str, paragraphs: Iterable[Span]) -> Iterator[int]:
    """Yield how many word pieces the model would read of each paragraph, lazily; raises WeightsError as `read`."""
    from onrecord.models.reading.model import load

    return load().count_pieces(text, paragraphs)
