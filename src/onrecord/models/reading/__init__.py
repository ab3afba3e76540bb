"""The reading model: one encoder pass over a story finds its reported utterances, and whom and what it names."""

from __future__ import annotations

from onrecord.models.reading.inputs import Finding, Findings, Page

__all__ = ["Finding", "Findings", "Page", "read"]


def read(page: Page) -> Findings:
    """Return what the model finds on `page`; raises WeightsError (an OSError) where its weights are damaged.

    The weights are loaded when the first page is read.
    """
    from onrecord.models.reading.model import load

    return load().read(page)
