"""Statements: quotations as given, folded by the program, against the labelled statements: B cubed.

B³ (Bagga and Baldwin 1998): for each quotation, the share of its group that is right, and of its statement that is
found; the means of both. A quotation of which no label tells is a statement of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench import corpora, outlets, seeds
from bench.score import Row, matches
from onrecord.analysis import pipeline
from onrecord.readers.places import read as read_files
from onrecord.record_linking import relink
from onrecord.types import Document, Reading


@dataclass(frozen=True, slots=True)
class Cubed:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision else 0.0


@dataclass(frozen=True, slots=True)
class Outlets:
    """How the groups of several outlets were folded; look-alikes kept apart of all, statements that mix two groups."""

    all: Cubed
    english: Cubed
    apart: tuple[int, int]
    mixed: int


def cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Cubed:
    """Score `found` groups against `gold` ones, both given as the group of each item of `gold`."""
    together: dict[tuple[Hashable, Hashable], int] = {}
    sizes: tuple[dict[Hashable, int], dict[Hashable, int]] = ({}, {})
    for item, group in gold.items():
        pair = (group, found[item])
        together[pair] = together.get(pair, 0) + 1
        for counts, key in zip(sizes, pair, strict=True):
            counts[key] = counts.get(key, 0) + 1
    pairs = [(gold[item], found[item]) for item in gold]
    precision = sum(together[pair] / sizes[1][pair[1]] for pair in pairs) / len(pairs)
    return Cubed(precision, sum(together[pair] / sizes[0][pair[0]] for pair in pairs) / len(pairs))


@cache
def of_outlets() -> Outlets | None:
    """Fold all groups in one record and score them; None where the corpora are not at hand."""
    groups = outlets.groups()
    if not groups:
        return None
    found = folded(reading for group in groups for reading in group.readings)
    gold = {name: (group.name, statement) for group in groups for name, statement in group.statements.items()}
    languages = {q.id: r.story.language for group in groups for r in group.readings for q in r.quotations}
    english = {name: statement for name, statement in gold.items() if languages[name] == "en"}
    held: dict[str, set[str]] = {}
    for name, (group, _) in gold.items():
        held.setdefault(found[name], set()).add(group)
    return Outlets(
        cubed(gold, found),
        cubed(english, found),
        _kept_apart(groups, found),
        sum(len(several) > 1 for several in held.values()),
    )


@dataclass(frozen=True, slots=True)
class Raw:
    """How the English stories of several outlets were folded from their text on, and the share of quotations found."""

    cubed: Cubed
    found: float


@cache
def from_raw() -> Raw | None:
    """Read, link and score the English stories of all groups; None where the corpora are not at hand.

    A labelled quotation stands where the one found that shares most words with it does; one that was not found is left
    out of the score.
    """
    groups = outlets.groups()
    if not groups:
        return None
    names = [reading.document.uri for group in groups for reading in group.readings if reading.story.language == "en"]
    read = {name: _read(outlets.FOLDER / f"{name}.txt") for name in names}
    statement = folded(reading for several in read.values() for reading in several)
    gold: dict[str, Hashable] = {}
    into: dict[str, Hashable] = {}
    labelled = 0
    for group in groups:
        for reading in group.readings:
            places = _places(reading, read.get(reading.document.uri, []))
            gold |= {name: (group.name, group.statements[name]) for name in places}
            into |= {name: statement[place] for name, place in places.items()}
            labelled += len(reading.quotations) if reading.document.uri in read else 0
    return Raw(cubed(gold, into), len(gold) / labelled)


def _read(path: Path) -> list[Reading]:
    (document,) = read_files([path])
    return list(pipeline.readings(document)) if isinstance(document, Document) else []


def _places(given: Reading, found: Iterable[Reading]) -> dict[str, str]:
    """Return for quotations as given the id of the one that was found in their place."""
    told = [quotation for reading in found for quotation in reading.quotations]
    rows = [Row(quotation.content) for quotation in given.quotations], [Row(quotation.content) for quotation in told]
    pairs = matches(given.document.text, *rows, 0.3)
    return {given.quotations[one].id: told[other].id for one, other in pairs}


@cache
def of_seeds() -> Cubed | None:
    """Fold the labelled half of the seeds and score it; None where the corpora are not at hand."""
    readings = seeds.given()
    if not readings:
        return None
    alike = json.loads((seeds.FOLDER / "utterances_dev.json").read_text(encoding="utf-8"))
    utterances = {name: number for number, one in enumerate(alike) for name in one["ids"]}
    gold = {q.id: utterances.get(q.id, q.id) for reading in readings for q in reading.quotations}
    return cubed(gold, folded(readings))


def fingerprint() -> str:
    """Return a hash of the labels."""
    paths = (outlets.FOLDER / "gold.jsonl", seeds.FOLDER / "gold_dev.jsonl", seeds.FOLDER / "utterances_dev.json")
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def folded(readings: Iterable[Reading]) -> dict[str, str]:
    """Return the statement of each quotation in a record of these readings; of one without a speaker, itself."""
    held = list(readings)
    with corpora.recorded(held) as record:
        relink(record)
        with record.reading() as db:
            into = {
                row["quotation"]: row["statement"]
                for row in db.execute("SELECT quotation, statement FROM statement_members")
            }
    return {q.id: into.get(q.id, q.id) for reading in held for q in reading.quotations}


def _kept_apart(groups: Iterable[outlets.Group], found: Mapping[str, str]) -> tuple[int, int]:
    kept = count = 0
    for group in groups:
        members: dict[str, set[str]] = {}
        for name, statement in group.statements.items():
            members.setdefault(statement, set()).add(found[name])
        for pair in group.label["lookalikes"]:
            count += 1
            kept += members.get(pair["a"], set()).isdisjoint(members.get(pair["b"], set()))
    return kept, count
