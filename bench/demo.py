"""The demo as Readings: its labelled quotations as given, each with its speaker and its cue, and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from bench import corpora, seeds
from onrecord.types import Reading

FOLDER = corpora.HERE / "gold" / "demo"


@cache
def given() -> tuple[Reading, ...]:
    """Return a Reading for each labelled story."""
    rows = [json.loads(line) for line in (FOLDER / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    stories = labels("stories")
    cues = {row["id"]: row["cue"][0] if row["cue"] else None for row in rows}
    found = []
    for text in corpora.demo():
        mine = [row for row in rows if row["document"] == text.name]
        of_text = [story for story in stories if story["document"] == text.name]
        for record in seeds.records(text.name, text.document.text, mine, of_text):
            for quotation in record["quotations"]:
                quotation["cue"] = cues[quotation["id"]]
            found.append(corpora.given(record))
    return tuple(found)


def statements() -> Mapping[str, str]:
    """Return the labelled statement of each quotation: the first of those that report one utterance, or itself."""
    first = {name: one["ids"][0] for one in labels("utterances") for name in one["ids"]}
    return {q.id: first.get(q.id, q.id) for reading in given() for q in reading.quotations}


def labels(name: str) -> list[dict[str, Any]]:
    """Return the labels in one of the files of the gold."""
    found: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def fingerprint() -> str:
    """Return a hash of the labels of quotations, utterances and relations."""
    files = ("gold.jsonl", "utterances.json", "relations.json")
    return hashlib.sha256(b"".join((FOLDER / name).read_bytes() for name in files)).hexdigest()[:16]
