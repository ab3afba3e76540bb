"""Quotations by layout alone: a passage with nothing but a name behind a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord import thresholds
from onrecord.analysis.extract.spans import Draft, trimmed
from onrecord.models.reading import Page
from onrecord.types import Span

_BEHIND_DASH = re.compile(r"\s*(?P<cue>--?|[–—―])\s*(?P<source>(?:[A-ZÀ-Þ][\w.'’-]*\s+){1,6})(?:\s|$)")


def by_layout(page: Page) -> list[Draft]:
    """Return a draft for each passage with nothing but a name behind it."""
    return list(_signed(page))


def _signed(page: Page) -> Iterator[Draft]:
    starts = {paragraph.start: paragraph for paragraph in page.paragraphs}
    for passage in page.passages:
        paragraph = starts.get(passage.span.start)
        if paragraph is None or passage.depth:
            continue
        rest = page.text[passage.span.end : paragraph.end] + " "
        if (signature := _BEHIND_DASH.fullmatch(rest)) and passage.double:
            cue, source = (_moved(signature.span(name), passage.span.end) for name in ("cue", "source"))
            source = Span(source.start, min(source.end, paragraph.end))  # without the space added
            yield Draft((passage.span,), cue, trimmed(page.text, source), confidence=thresholds.BY_LAYOUT)


def _moved(span: tuple[int, int], offset: int) -> Span:
    return Span(span[0] + offset, span[1] + offset)
