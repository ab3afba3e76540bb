"""The gold of several outlets on one statement: its quotations as given, each with the statement it reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from bench.corpora import CORPORA, given
from onrecord.types import Reading, Span

FOLDER = CORPORA / "multi_outlet"


@dataclass(frozen=True, slots=True)
class Group:
    """One matter told by several outlets: its statements, relations and look-alikes as labelled."""

    name: str
    label: dict[str, Any]
    readings: tuple[Reading, ...]
    statements: dict[str, str]
    """The labelled statement of each quotation, by the quotation's id."""
    rows: dict[str, dict[str, Any]]
    """The label of each quotation, by its id."""


@cache
def groups() -> tuple[Group, ...]:
    """Return the labelled groups; nothing where the corpora are not at hand."""
    path = FOLDER / "gold.jsonl"
    if not path.exists():
        return ()
    return tuple(_group(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())


def _group(label: dict[str, Any]) -> Group:
    rows = {f"{label['group']} {n}": row for n, row in enumerate(_rows(label))}
    stories = sorted({row["doc"] for row in rows.values()})
    found = tuple(
        _reading(story, {name: row for name, row in rows.items() if row["doc"] == story}) for story in stories
    )
    statements = {name: row["statement"] for name, row in rows.items()}
    return Group(label["group"], label, found, statements, rows)


def _rows(label: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for statement in label["statements"]:
        for row in statement["quotations"]:
            yield {**row, "statement": statement["id"], "speaker": statement["speaker"]}


def _reading(story: str, rows: dict[str, dict[str, Any]]) -> Reading:
    """Return the Reading that the program makes of quotations of which words, form and speaker are given."""
    text = (FOLDER / f"{story}.txt").read_text(encoding="utf-8")
    quotations = [
        {
            "id": name,
            "content": [list(_place(text, part)) for part in row["content"]],
            "form": row["form"] if row["form"] in ("indirect", "mixed") else "direct",
            "speaker": {"name": row["speaker"]},
        }
        for name, row in rows.items()
    ]
    return given({"document": {"uri": story, "text": text}, "quotations": quotations})


def _place(text: str, words: str) -> Span:
    at = text.index(words, text.index("\n\n"))
    return Span(at, at + len(words))
