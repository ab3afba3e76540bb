"""The public gold of linking: made-up stories of several outlets, the statements that they report, and what ties these.

Its shape is told in `bench/gold/linking/README.md`. Spans count characters of a story's `text`, end exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.types import Span

FOLDER = Path(__file__).parent / "gold" / "linking"


@dataclass(frozen=True, slots=True)
class Story:
    """One news story; `published` is None where it bears no date."""

    uri: str
    outlet: str
    published: str | None
    language: str
    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """One passage in which a story reports a statement; `said` is the day as far as this story tells it."""

    id: str
    uri: str
    content: tuple[Span, ...]
    text: str
    cue: Span | None
    source: Span | None
    form: str
    wording: str
    said: str | None
    relay: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance with all passages that report it; no speaker where the stories name none."""

    id: str
    speaker: str | None
    aliases: tuple[str, ...]
    role: str | None
    said: str | None
    act: str
    polarity: str
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements and what there is between them: a kind of relation, or "lookalike" for two to be kept apart."""

    left: str
    right: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """One event as told by several outlets; `unrelated` are pairs that only seem to be related."""

    name: str
    stories: tuple[Story, ...]
    statements: tuple[Statement, ...]
    lookalikes: tuple[Pair, ...]
    relations: tuple[Pair, ...]
    unrelated: tuple[Pair, ...]


@cache
def groups(name: str) -> tuple[Group, ...]:
    """Return the groups of a file of the gold: "utterances" or "relations"."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_group(json.loads(line)) for line in lines)


def _group(row: dict[str, Any]) -> Group:
    return Group(
        name=row["group"],
        stories=tuple(Story(**story) for story in row["stories"]),
        statements=tuple(_statement(statement) for statement in row["statements"]),
        lookalikes=tuple(Pair(left, right, "lookalike", why) for left, right, why in row["lookalikes"]),
        relations=tuple(
            Pair(pair["left"], pair["right"], pair["kind"], pair["how"]) for pair in row.get("relations", ())
        ),
        unrelated=tuple(Pair(*pair) for pair in row.get("unrelated", ())),
    )


def _statement(row: dict[str, Any]) -> Statement:
    quotations = tuple(_quotations(row))
    return Statement(**{**row, "aliases": tuple(row["aliases"]), "quotations": quotations})


def _quotations(statement: dict[str, Any]) -> Iterator[Quotation]:
    for number, row in enumerate(statement["quotations"], start=1):
        yield Quotation(
            id=f"{statement['id']}#{number}",
            uri=row["uri"],
            content=tuple(Span(*span) for span in row["content"]),
            text=row["text"],
            cue=Span(*row["cue"]) if row["cue"] else None,
            source=Span(*row["source"]) if row["source"] else None,
            form=row["form"],
            wording=row["wording"],
            said=row.get("said", statement["said"]),
            relay=tuple(row["relay"]),
        )
