"""The reading model: one encoder pass over a story finds its reported utterances, and whom and what it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.models.reading.inputs import Finding, Findings, Page
from onrecord.models.reading.understanding import Field, Named, Placed, Understood
from onrecord.types import Span

if TYPE_CHECKING:
    from onrecord.models.reading.model import Model

ENGLISH = (None, "en")

__all__ = [
    "ENGLISH",
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


def read(page: Page, language: str | None = None) -> Findings:
    """Return what the model of a language finds on `page`; None is read as English.

    The weights are loaded when the first page is read; raises WeightsError (an OSError) where they are damaged.
    """
    return _model(language).read(page)


def understand(page: Page, placed: Sequence[Placed], language: str | None = None) -> list[Understood | None]:
    """Return what the model of a language makes of quotations on `page`, best right after it was read.

    None stands for one whose content the model did not read; raises WeightsError as `read`.
    """
    return _model(language).understand(page, placed)


def _model(language: str | None) -> Model:
    from onrecord.models.reading.model import load, load_multilingual

    return load() if language in ENGLISH else load_multilingual()


def count_pieces(text: str, paragraphs: Iterable[Span]) -> Iterator[int]:
    """Yield how many word pieces the model would read of each paragraph, lazily; raises WeightsError as `read`."""
    from onrecord.models.reading.model import load

    return load().count_pieces(text, paragraphs)
