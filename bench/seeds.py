"""The labelled half of the seeds as Readings: its quotations as given, each with its speaker, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from bench import corpora
from onrecord.types import Reading

FOLDER = corpora.CORPORA / "seeds"


@cache
def given() -> tuple[Reading, ...]:
    """Return a Reading for each labelled story; nothing where the corpora are not at hand."""
    path = FOLDER / "gold_dev.jsonl"
    if not path.exists():
        return ()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    stories = json.loads((FOLDER / "stories_dev.json").read_text(encoding="utf-8"))
    kept = [row for row in rows if not row["furniture"]]
    return tuple(
        corpora.given(record)
        for name in sorted({row["document"] for row in kept})
        for record in _records(name, kept, stories)
    )


def _records(name: str, rows: list[dict[str, Any]], stories: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    mine = [row for row in rows if row["document"] == name]
    digest = name.startswith("003")
    return records(name, text, mine, stories if digest else [{"start_offset": 0, "end_offset": len(text)}])


def records(
    name: str, text: str, rows: list[dict[str, Any]], stories: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield a Reading, as an object of the interchange contract, for each story with its labelled quotations."""
    for story in stories:
        headline = story.get("headline_offset")
        start = story["start_offset"] if headline is None else headline
        inside = [row for row in rows if start <= row["content"][0][0] < story["end_offset"]]
        told = {"span": [start, story["end_offset"]], "language": "en", "headline": story.get("headline")}
        yield {
            "document": {"uri": name, "text": text},
            "story": told | {"published": story.get("date")},
            "quotations": [_quotation(row) for row in inside],
        }


def _quotation(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "content": row["content"],
        "headline": row["headline"],
        "inside": row["nested_in"],
        "speaker": {"name": row["speaker"]} if row["speaker"] else None,
    }
