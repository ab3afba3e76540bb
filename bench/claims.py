"""Claims: with the text of each labelled claim given, which quotations are found to bear on it, and on which side."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from functools import cache

from bench import corpora, seeds
from bench.score import Score
from onrecord.bearing import bearing
from onrecord.ingest import relink

PATH = seeds.FOLDER / "claims_dev.json"


@dataclass(frozen=True, slots=True)
class Claims:
    """What was found to bear on claims; of that which is labelled, sides right, and how many have the commonest one."""

    bears: Score
    right: int
    commonest: int

    @property
    def sides(self) -> float:
        """Return the share of sides that are right."""
        return self.right / self.bears.right if self.bears.right else 0.0


def fingerprint() -> str:
    """Return a hash of the labels."""
    labels = (seeds.FOLDER / "gold_dev.jsonl", PATH)
    return hashlib.sha256(b"".join(path.read_bytes() for path in labels)).hexdigest()[:16]


@cache
def of_seeds() -> Claims | None:
    """Ask a record of the labelled half of the seeds, quotations as given; None where the corpora are not at hand.

    A question counts as neutral, as the labels have it.
    """
    readings = seeds.given()
    if not readings:
        return None
    labels = json.loads(PATH.read_text(encoding="utf-8"))
    spoken = {q.id for reading in readings for q in reading.quotations if q.speaker}
    wanted = {(row["id"], name): side for row in labels for name, side in row["stances"].items() if name in spoken}
    found: dict[tuple[str, str], str] = {}
    with corpora.recorded(readings) as record:
        relink(record)
        for row in labels:
            for each in bearing(record, row["claim"]):
                side = "neutral" if each.stance.kind == "questions" else each.stance.kind
                found |= {(row["id"], report.quotation.id): side for report in each.statement.reports}
    both = wanted.keys() & found.keys()
    sides = Counter(wanted[pair] for pair in both)
    right = sum(wanted[pair] == found[pair] for pair in both)
    return Claims(Score(len(both), len(found), len(wanted)), right, max(sides.values(), default=0))
