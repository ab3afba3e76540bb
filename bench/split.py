"""Split: headlines found where they stand, furniture kept out of quotations, digest stories dated."""

from __future__ import annotations

import random
from collections.abc import Sequence

from bench.corpora import Text
from bench.score import Score
from onrecord.analysis.pipeline import readings
from onrecord.analysis.split import split
from onrecord.types import Document, Span


def headlines(texts: Sequence[Text]) -> Score:
    """Return how many story headlines are found at the right place, in the labelled part of each text."""
    total = Score()
    for text in texts:
        if text.headlines is None:
            continue
        found = {r.story.headline_span.start for r in split(text.document) if r.story.headline_span is not None}
        found = {start for start in found if start < text.labelled.end}
        gold = {headline.start for headline in text.headlines}
        total += Score(len(found & gold), len(found), len(gold))
    return total


def made_digests(stories: Sequence[tuple[str, str]], count: int = 60) -> Score:
    """Join real articles at random into digests, and return how many headlines are found where they were put.

    The styles of several outlets stand mixed in one digest, which is harder than what one editor writes.
    """
    chance, total = random.Random(5), Score()  # noqa: S311 a fixed draw, no secret
    for _ in range(count):
        chosen = chance.sample(stories, chance.randint(5, 30))
        between = chance.choice(["\n\n", "\n"])
        text, gold = "NOTES OF THE MONTH\n\n", set()
        for headline, body in chosen:
            gold.add(len(text))
            cut = body.find("\n", chance.choice([500, 1500, 4000]))
            text += f"{headline}{between}{body if cut < 0 else body[:cut]}\n\n"
        readings = split(Document(uri="made", raw=text.encode(), text=text))
        found = {r.story.headline_span.start for r in readings if r.story.headline_span is not None}
        total += Score(len(found & gold), len(found), len(gold))
    return total


def dates(texts: Sequence[Text]) -> Score:
    """Return how many stories of digests get the day in the gold; an interval that holds it counts as right."""
    total = Score()
    for text in texts:
        if not text.headlines or len(text.dates) < 2:
            continue
        found = {r.story.headline_span.start: r.story.published for r in split(text.document) if r.story.headline_span}
        for headline, day in zip(text.headlines, text.dates, strict=True):
            published = found.get(headline.start)
            first, _, last = (published.value if published else "").partition("/")
            right = day is not None and first <= day <= (last or first)
            total += Score(int(right), int(published is not None), int(day is not None))
    return total


def leaks(texts: Sequence[Text]) -> int:
    """Return how many quotations hold a piece of page furniture."""
    count = 0
    for text in texts:
        for reading in readings(text.document):
            spans = [span for quotation in reading.quotations for span in quotation.content]
            count += sum(any(span.meets(Span(*piece)) for piece in text.furniture) for span in spans)
    return count
