"""Words that a page holds only in its linked data: a story that a script would show, the entries of a live blog."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.readers.pages.facts import Facts, paragraphs_of
from onrecord.readers.pages.layout import Layout
from onrecord.readers.pages.runs import Paragraph

_SHOWN = 0.5  # of the words in linked data that a page must show to be read itself


def with_linked(paragraphs: Sequence[Paragraph], facts: Facts, layout: Layout) -> Sequence[Paragraph]:
    """Return the paragraphs of a page, or those of its linked data where these hold far more of the story."""
    shown = sum(len(paragraph.text.split()) for paragraph in paragraphs)
    updates = sum(len(update.body.split()) for update in facts.updates)
    if updates and shown < _SHOWN * updates:
        return [*paragraphs[:1], *_entries(facts, layout)]
    if facts.body and shown < _SHOWN * len(facts.body.split()):
        return [Paragraph(line) for line in paragraphs_of(facts.body)]
    return paragraphs


def _entries(facts: Facts, layout: Layout) -> Iterator[Paragraph]:
    for update in facts.updates:
        number = layout.add("entry", said=update.published)
        if update.headline:
            yield Paragraph(update.headline, frozenset({layout.part(number, "headline")}))
        for line in paragraphs_of(update.body):
            yield Paragraph(line, frozenset({layout.part(number, "text")}))
