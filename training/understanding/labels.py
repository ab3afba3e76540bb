"""The labels that the network learns from: what quotations of news do, and who heard them where and through whom.

They stand apart from their texts, as offsets: `training/labels` holds ours, the folder of corpora those of the events
and of further articles. The project's own labelled stories hold theirs in the text (`labelled_stories`).
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.models.reading import Field
from onrecord.models.reading.understanding import FIELDS
from onrecord.types import Span

LABELS = Path(__file__).parent.parent / "labels"
POLARITIES = {"not said": "not_said", "would say": "hypothetical", "not": "not_said", "would": "hypothetical"}
NO_STATEMENT = "n"


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled quotation; what was not looked at is None, `named` lacks it.

    `act` is None for what is no statement. `named` has the places of what names each field.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    is_statement: bool
    act: str | None
    also: tuple[str, ...]
    polarity: str | None
    modality: str | None
    named: Mapping[Field, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with the labels of its quotations."""

    name: str
    text: str
    labels: tuple[Label, ...]


def polnear(corpora: Path) -> list[LabelledText]:
    """Return the articles of PolNeAR train with our labels, and those with the labels of the folder of corpora."""
    lines = (corpora / "polnear" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    articles = {row["doc_id"]: row["text"] for row in map(json.loads, lines)}
    given: dict[str, list[Label]] = {}
    for line in (corpora / "polnear_labels" / "acts.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        given.setdefault(row["doc_id"], []).append(_given(row, "", {}))
    others = (LabelledText(name, articles[name], tuple(labels)) for name, labels in given.items())
    return [*apart(articles, LABELS / "polnear.tsv"), *others]


def events(corpora: Path, part: str) -> list[LabelledText]:
    """Return the articles of a part of the labelled events."""
    labels: dict[str, list[dict[str, Any]]] = {}
    for line in (corpora / "events_labels" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        for row in json.loads(line)["quotations"]:
            labels.setdefault(row["doc"], []).append(row)
    return [_event(corpora, name, rows) for name, rows in labels.items()]


def _event(corpora: Path, name: str, rows: Iterable[Mapping[str, Any]]) -> LabelledText:
    text = (corpora / "events" / f"{name}.txt").read_text(encoding="utf-8")
    return LabelledText(name, text, tuple(_given(row, text, row) for row in rows))


def apart(texts: Mapping[str, str], labels: Path) -> list[LabelledText]:
    """Return the texts of which the file `labels` tells, each known by the hash of its words."""
    by_hash = {hashlib.sha256(text.encode()).hexdigest()[:12]: name for name, text in texts.items()}
    found: dict[str, list[Label]] = {}
    with labels.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if name := by_hash.get(row["text"]):
                found.setdefault(name, []).append(_apart(row))
    return [LabelledText(name, texts[name], tuple(rows)) for name, rows in found.items()]


def _apart(row: Mapping[str, str]) -> Label:
    is_statement = row["statement"] != NO_STATEMENT
    return Label(
        content=tuple(_spans(row["content"])),
        cue=next(_spans(row["cue"]), None),
        source=next(_spans(row["source"]), None),
        is_statement=is_statement,
        act=row["act"] or None,
        also=tuple(filter(None, row["also"].split(","))),
        polarity=(row["polarity"] or None) if is_statement else None,
        modality=row["modality"] or None,
        named={field: tuple(_spans(row[field])) for field in FIELDS},
    )


def _spans(words: str) -> Iterator[Span]:
    for place in filter(None, words.split(";")):
        start, end = place.split("-")
        yield Span(int(start), int(end))


def _given(row: Mapping[str, Any], text: str, named: Mapping[str, Any]) -> Label:
    """Return a label of the folder of corpora; those of the events name hearer, venue and relay in words."""
    content = tuple(Span(*span) for span in row["content"])
    cue, source = (_first(row[name]) for name in ("cue", "source"))
    is_statement = row.get("statement", row.get("ok") != NO_STATEMENT)
    said = row["said"] if "statement" in row else None
    at = (cue or content[0]).start
    return Label(
        content, cue, source, is_statement, row["act"] if is_statement else None, tuple(row["also"] or ()),
        polarity=POLARITIES.get(said, said), modality=row.get("modality"),
        named={field: tuple(nearest(text, named[field], at)) for field in FIELDS if field in named},
    )  # fmt: skip


def _first(value: Sequence[Any] | None) -> Span | None:
    if not value:
        return None
    return Span(*value[0]) if isinstance(value[0], list) else Span(*value)


def nearest(text: str, words: str | Sequence[str] | None, at: int) -> Iterator[Span]:
    """Yield where each of some words stands nearest to a place."""
    for each in [words] if isinstance(words, str) else words or ():
        places = [match.start() for match in re.finditer(re.escape(each), text)]
        if places:
            start = min(places, key=lambda place: abs(place - at))
            yield Span(start, start + len(each))
