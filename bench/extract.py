"""Extract: quotations against gold, by form, and words read per CPU-second."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.corpora import Text
from bench.score import Row, Score, compare, words
from onrecord.analysis.pipeline import readings


@dataclass(frozen=True, slots=True)
class Result:
    """Scores by name, and the speed of all stages together on these texts."""

    scores: dict[str, Score]
    words_per_second: float
    texts: int


def run(texts: Iterable[Text]) -> Result:
    """Score the quotations found in the labelled part of `texts`."""
    totals: dict[str, Score] = {}
    size, seconds, count = 0, 0.0, 0
    for text in texts:
        started = time.process_time()
        found = [quotation for reading in readings(text.document) for quotation in reading.quotations]
        seconds += time.process_time() - started
        size, count = size + len(text.document.text.split()), count + 1
        rows = [Row(q.content, (q.source,) if q.source else (), form=q.form) for q in found]
        inside = [row for row in rows if row.content[0][0] < text.labelled.end]
        for name, score in compare(text.document.text, text.quotations, inside).items():
            totals[name] = totals.get(name, Score()) + score
        totals["token"] = totals.get("token", Score()) + _tokens(text, inside)
    return Result(totals, size / seconds if seconds else 0.0, count)


def _tokens(text: Text, found: Sequence[Row]) -> Score:
    """Score the words that lie in any content, whatever quotation they belong to."""
    there, wanted = (
        words(text.document.text, [span for row in rows for span in row.content]) for rows in (found, text.quotations)
    )
    return Score(len(there & wanted), len(there), len(wanted))
