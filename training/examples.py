"""From labelled articles to what the network learns from: windows with tags, and cues with their arguments.

The texts go through the same `split`, marks and windows as at run time.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.analysis.split import split
from onrecord.models.reading import decode
from onrecord.models.reading.encoders import English
from onrecord.models.reading.inputs import Page
from onrecord.models.reading.model import introductions
from onrecord.models.reading.units import Ints, Units, units
from onrecord.models.reading.windows import Window, windows
from onrecord.models.reading.word_pieces import WordPieces
from onrecord.text.marks import pair_marks
from onrecord.text.sentences import paragraphs
from onrecord.types import Document, NamedKind

OUTRIGHT, OTHERWISE = 1, 2


@dataclass(frozen=True, slots=True)
class Article:
    """A labelled article: its text, its quotations, and the mentions that a tagger saw in it."""

    text: str
    quotes: list[dict[str, Any]]
    mentions: list[tuple[int, int, NamedKind]]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a window, where its arguments may lie (ranges of the window's units), their labels, and its kind."""

    at: decode.Range
    within: decode.Range
    labels: Ints
    kind: int


@dataclass(frozen=True, slots=True)
class Example:
    """A window with the labels of its units."""

    window: Window
    tags: Ints
    mentions: Ints
    cues: tuple[Cue, ...]
    introduces: list[bool]


def articles(corpus: Path) -> list[Article]:
    """Read a file of PolNeAR, one article a line; without mentions."""
    rows = map(json.loads, corpus.read_text(encoding="utf-8").splitlines())
    return [Article(row["text"], row["quotes"], []) for row in rows]


def examples(article: Article, vocabulary: WordPieces, chance: random.Random | None = None) -> Iterator[Example]:
    """Yield the windows of an article; with `chance`, of a damaged copy of it."""
    text = damaged(article, chance) if chance else article.text
    for reading in split(Document(uri="", raw=text.encode(), text=text)):
        spans = paragraphs(reading.masked, reading.story.span)
        passages, _ = pair_marks(reading.masked, spans)
        table = units(Page(reading.masked, spans, passages, reading.story.headline_span), vocabulary)
        for window in windows(table, English.ends):
            yield example(article, text, table, window)


def damaged(article: Article, chance: random.Random) -> str:
    """Return the text with damage as scrapes have it, one character for one.

    The headline is lost, or its full stop: the corpus ends headlines with one, the world does not. Marks are lost,
    some or all, or become single; line breaks are lost.
    """
    text = article.text
    end, draw = text.find("\n"), chance.random()
    if end > 0 and draw < 0.25:
        text = " " * end + text[end:]
    elif end > 0 and draw < 0.9 and text[end - 1] == ".":
        text = f"{text[: end - 1]} {text[end:]}"
    if chance.random() < 0.12:
        text = text.translate(str.maketrans("“”", "‘’"))
    draw = chance.random()
    if draw < 0.3:
        share = 1.0 if draw < 0.05 else 0.06
        text = "".join(" " if char in '“”"' and chance.random() < share else char for char in text)
    if chance.random() < 0.15:
        text = "".join(" " if char == "\n" and chance.random() < 0.1 else char for char in text)
    return text


def example(article: Article, text: str, table: Units, window: Window) -> Example:
    """Return a window of an article with the labels of its units; `text` is its text, damaged or not."""
    start, end = table.start[window.units], table.end[window.units]
    tags, mentions = np.zeros(len(start), np.int64), np.zeros(len(start), np.int64)
    for mention in article.mentions:
        for a, b in _covered(start, end, [mention[:2]]):
            tag = 2 * decode.MENTIONS.index(mention[2]) + 1
            mentions[a:b], mentions[a] = tag + 1, tag
    introduces = introductions(text, window, end)
    cues = []
    for quote in article.quotes:
        content, source = (_covered(start, end, quote[name] or []) for name in ("content", "source"))
        for cue in _covered(start, end, quote["cue"] or [])[:1]:
            tags[slice(*cue)], tags[cue[0]] = decode.INSIDE_CUE, decode.BEGIN_CUE
            within = decode.reach(cue, window.segment, introduces)
            labels = _labels(content, source, within)
            if labels.any() and not decode.FORBIDDEN[labels[:-1], labels[1:]].any():
                cues.append(Cue(cue, within, labels, OUTRIGHT if quote["speech"] else OTHERWISE))
    return Example(window, tags, mentions, tuple(cues), introduces)


def _covered(start: Ints, end: Ints, spans: Iterable[Sequence[int]]) -> list[decode.Range]:
    """Return the ranges of units that spans of characters touch."""
    found = ((int(np.searchsorted(end, a, "right")), int(np.searchsorted(start, b, "left"))) for a, b in spans)
    return [(a, b) for a, b in found if a < b]


def _labels(content: Sequence[decode.Range], source: Sequence[decode.Range], within: decode.Range) -> Ints:
    labels = np.full(within[1] - within[0], decode.OUTSIDE)
    for a, b in _clipped(source, within):
        labels[a:b] = decode.INSIDE_SOURCE
        labels[a] = decode.BEGIN_SOURCE
    for a, b in _clipped(content, within):
        labels[a:b] = decode.INSIDE
        labels[a], labels[b - 1] = decode.BEGIN, decode.END
        if b - a == 1:
            labels[a] = decode.SINGLE
    return labels


def _clipped(ranges: Sequence[decode.Range], within: decode.Range) -> Iterator[decode.Range]:
    for a, b in ranges:
        first, last = max(a, within[0]), min(b, within[1])
        if first < last:
            yield first - within[0], last - within[0]
