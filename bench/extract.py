"""Extract: quotations against gold, by form, and words read per CPU-second."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from bench.corpora import Text
from bench.score import Row, Score, compare
from onrecord.pipeline import readings


@dataclass(frozen=True, slots=True)
class Result:
    """Scores by name, and the speed of all stages together on these texts."""

    scores: dict[str, Score]
    words_per_second: float
    texts: int


def run(texts: Iterable[Text]) -> Result:
    """Score the quotations found in the labelled part of `texts`."""
    totals: dict[str, Score] = {}
    words, seconds, count = 0, 0.0, 0
    for text in texts:
        started = time.process_time()
        found = [quotation for reading in readings(text.document) for quotation in reading.quotations]
        seconds += time.process_time() - started
        words, count = words + len(text.document.text.split()), count + 1
        rows = [Row(q.content, (q.source,) if q.source else (), form=q.form) for q in found]
        inside = [row for row in rows if row.content[0][0] < text.labelled.end]
        for name, score in compare(text.document.text, text.quotations, inside).items():
            totals[name] = totals.get(name, Score()) + score
    return Result(totals, words / seconds if seconds else 0.0, count)
