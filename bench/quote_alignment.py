"""Wordings: what the reports of each labelled statement made of its words, against the labels; statements as given."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from bench import outlets
from bench.score import Score
from onrecord.linking.quote_alignment import wordings
from onrecord.types import Report

KINDS = ("same", "truncated", "spliced", "paraphrase", "translation", "altered")


@cache
def run() -> dict[str, Score]:
    """Return the kinds right, by kind; nothing where the corpora are not at hand."""
    scores: dict[str, Score] = {}
    for wanted, found in pairs():
        for kind in KINDS:
            one = Score(found == wanted == kind, found == kind, wanted == kind)
            scores[kind] = scores.get(kind, Score()) + one
    return scores


def macro(scores: dict[str, Score]) -> float:
    """Return the mean F1 of all kinds."""
    return sum(scores[kind].f1 for kind in KINDS) / len(KINDS)


def pairs() -> Iterator[tuple[str, str]]:
    """Yield for each labelled report the kind of its label and the one found."""
    for group in outlets.groups():
        for statement in group.label["statements"]:
            reports = [
                Report(
                    q.id,
                    q.text,
                    q.content,
                    q.form,
                    reading.story.language or "",
                    reading.story.published.value if reading.story.published else None,
                )
                for reading in group.readings
                for q in reading.quotations
                if group.statements[q.id] == statement["id"]
            ]
            for made in wordings(reports):
                yield group.rows[made.report]["wording"], made.kind
