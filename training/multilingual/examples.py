"""From labelled texts in any language to what the network learns from: windows with states, features and labels."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench import labelled_stories
from onrecord.analysis.split import split
from onrecord.models.reading.encoders import LowerHalf
from onrecord.models.reading.inputs import Page
from onrecord.models.reading.units import Ints, units
from onrecord.models.reading.windows import windows
from onrecord.text.marks import pair_marks
from onrecord.text.sentences import paragraphs
from onrecord.types import Document, Span
from training.examples import Article, Example, damaged, example
from training.stories import quote

UNKNOWN = -100  # the tag of a unit of which no label tells
CARRIED, LINKED = 0.7, 0.25  # of a silver label, from which on it is believed (README of the silver labels)
SILVER = ("de", "es", "fr", "it", "pl", "ru", "tr", "uk")
_BETWEEN = re.compile(r"^=+\n", re.MULTILINE)
_HEAD = re.compile(r"(?:# \w+: .*\n)+\n")

Half = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article, the passages of which nothing is known, and whether its mentions are known."""

    article: Article
    unsure: tuple[Span, ...] = ()
    has_mentions: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A window with its middle states, one row a word piece, and its labels; those of a unit may be UNKNOWN."""

    middle: Half
    example: Example


def stories(folder: Path) -> list[Labelled]:
    """Return the labelled stories in the files of a folder, this project's own."""
    return [Labelled(article) for path in sorted(folder.glob("*.txt")) for article in _stories(path)]


def _stories(path: Path) -> Iterator[Article]:
    for n, marked in enumerate(_BETWEEN.split(path.read_text(encoding="utf-8")), 1):
        head = _HEAD.match(marked)
        body = marked[head.end() if head else 0 :].partition("\n#Q\n")[0]
        if body.strip():
            text, parts = labelled_stories.parts(body, f"{path}, story {n}")
            yield Article(text, [quote(own) for own in parts.values() if "c" in own], [])


def silver(folder: Path) -> list[Labelled]:
    """Return the stories whose labels were carried over from English; what is unsure of them counts as unknown."""
    made = []
    for language in SILVER:
        with gzip.open(folder / f"{language}.jsonl.gz", "rt", encoding="utf-8") as lines:
            made += [_carried(json.loads(line)) for line in lines]
    return made


def _carried(row: dict[str, Any]) -> Labelled:
    kept, unsure = [], [Span(*span) for span in row["mask"]]
    for each in row["quotes"]:
        spans = {name: _spans(each[name]) for name in ("content", "cue", "source")}
        if each["carried"] >= CARRIED and each["cue_link"] >= LINKED and each["kind"] != "belief":
            kept.append(spans | {"speech": True})
        else:
            unsure += [span for found in spans.values() for span in found]
    return Labelled(Article(row["text"], kept, []), tuple(unsure))


def _spans(value: Sequence[Any] | None) -> list[Span]:
    if not value:
        return []
    return [Span(*span) for span in (value if isinstance(value[0], list) else [value])]


def seen(texts: Iterable[Labelled], encoder: LowerHalf, chance: random.Random | None = None) -> Iterator[Seen]:
    """Yield the windows of some texts; with `chance`, of damaged copies of them."""
    for labelled in texts:
        text = damaged(labelled.article, chance) if chance else labelled.article.text
        for reading in split(Document(uri="", raw=text.encode(), text=text)):
            spans = paragraphs(reading.masked, reading.story.span)
            passages, _ = pair_marks(reading.masked, spans)
            table = units(Page(reading.masked, spans, passages, reading.story.headline_span), encoder.vocabulary)
            for window in windows(table, encoder.ends):
                own = example(labelled.article, text, table, window)
                start, end = table.start[window.units], table.end[window.units]
                yield _seen(labelled, own, encoder.middle(window).astype(np.float16), start, end)


def _seen(labelled: Labelled, own: Example, middle: Half, start: Ints, end: Ints) -> Seen:
    tags = own.tags.copy()
    for span in labelled.unsure:
        tags[(end > span.start) & (start < span.end)] = UNKNOWN
    cues = tuple(cue for cue in own.cues if not (tags[slice(*cue.within)] == UNKNOWN).any())
    mentions = own.mentions if labelled.has_mentions else np.full_like(own.mentions, UNKNOWN)
    return Seen(middle, replace(own, tags=tags, mentions=mentions, cues=cues))
