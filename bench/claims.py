"""Claims: with the text of each labelled one given, what bears on it and on which side; and those found without it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from bench import corpora, seeds
from bench.score import Score
from onrecord.queries.claim_discovery import discover_claims
from onrecord.queries.stances import stances
from onrecord.record_linking import relink

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
            for each in stances(record, row["claim"]):
                side = "neutral" if each.stance.kind == "questions" else each.stance.kind
                found |= {(row["id"], report.quotation.id): side for report in each.statement.reports}
    both = wanted.keys() & found.keys()
    sides = Counter(wanted[pair] for pair in both)
    right = sum(wanted[pair] == found[pair] for pair in both)
    return Claims(Score(len(both), len(found), len(wanted)), right, max(sides.values(), default=0))


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of labelled quotations under one claim; of those that deny one, how many stand beside another on it."""

    pairs: Score
    denials: tuple[int, int]


@cache
def found_in_seeds() -> Found | None:
    """Find the claims of the labelled half of the seeds, quotations as given; None where the corpora are not at hand.

    Only quotations that a label puts under a claim, and that have a speaker, are counted. A denial on whose claim no
    other quotation bears has nothing to be joined to.
    """
    readings = seeds.given()
    if not readings:
        return None
    labels = json.loads(PATH.read_text(encoding="utf-8"))
    spoken = {q.id for reading in readings for q in reading.quotations if q.speaker}
    wanted = [{name: side for name, side in row["stances"].items() if name in spoken} for row in labels]
    labelled = {name for sides in wanted for name in sides}
    with corpora.recorded(readings) as record:
        relink(record)
        groups = [
            {report.quotation.id for each in one.stances for report in each.statement.reports} & labelled
            for one in discover_claims(record)
        ]
    gold, told = _pairs(wanted), _pairs(groups)
    matter = {name: group for group in groups for name in group}
    denials = [(name, sides.keys() - {name}) for sides in wanted for name, side in sides.items() if side == "denies"]
    joined = [bool(others & matter.get(name, set())) for name, others in denials if others]
    return Found(Score(len(gold & told), len(told), len(gold)), (sum(joined), len(joined)))


def _pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}
