"""From a page to units: its words and marks in order, with word pieces and what is known of each before reading.

A unit is a run of letters and digits or a single mark of punctuation. Marks of one sort look alike to the model,
whatever their typography; offsets are those of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from onrecord.models.reading.inputs import Page
from onrecord.models.reading.word_pieces import WordPieces
from onrecord.types import Span

Ints = npt.NDArray[np.int64]

PLAIN, IN_DOUBLE, IN_SINGLE, NESTED = range(4)
"""States of quotation marks around a unit."""

OTHER, LOWER, TITLE, UPPER, DIGITS, MIXED = range(6)
"""Shapes of a unit: the vocabulary knows no capitals."""

_PLAIN_MARKS = str.maketrans(dict.fromkeys("“”„‟«»＂″「」『』", '"') | dict.fromkeys("‘’‚‛‹›`", "'"))
_LONGEST_HEADING = 25  # words
_NO_HEADING_END = ".!?…:;,"


@dataclass(frozen=True, slots=True)
class Units:
    """The units of some paragraphs, in parallel arrays.

    `first[i]` is the index in `pieces` of the first word piece of unit i; `owner` maps pieces to units; `paragraph`
    numbers the paragraph of each unit; `ends_sentence` tells whether one may end with it.
    """

    start: Ints
    end: Ints
    paragraph: Ints
    first: Ints
    pieces: Ints
    owner: Ints
    shape: Ints
    marks: Ints
    heading: Ints
    ends_sentence: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.start)


def units(page: Page, vocabulary: WordPieces) -> Units:
    """Return the units of `page`; time and memory are linear in its length."""
    state = _mark_states(page)
    plain = page.text.translate(_PLAIN_MARKS)
    columns: dict[str, list[Ints]] = {name: [] for name in ("start", "end", "paragraph", "first", "pieces", "owner")}
    count = pieces = 0
    for n, paragraph in enumerate(page.paragraphs):
        places, split = vocabulary.words(paragraph.of(plain))
        offsets = np.array(places, dtype=np.int64).reshape(-1, 2) + paragraph.start
        lengths = np.array([len(word) for word in split], dtype=np.int64)
        columns["start"].append(offsets[:, 0])
        columns["end"].append(offsets[:, 1])
        columns["paragraph"].append(np.full(len(lengths), n))
        columns["first"].append(lengths.cumsum() - lengths + pieces)
        columns["pieces"].append(np.fromiter(chain.from_iterable(split), dtype=np.int64))
        columns["owner"].append(np.repeat(np.arange(len(lengths)), lengths) + count)
        count, pieces = count + len(lengths), pieces + int(lengths.sum())
    arrays = {name: np.concatenate(column or [np.empty(0, np.int64)]) for name, column in columns.items()}
    start, end = arrays["start"], arrays["end"]
    headings = np.array([is_heading(page, paragraph) for paragraph in page.paragraphs], dtype=np.int64)
    return Units(
        **arrays,
        shape=np.array([_shape(plain[a:b]) for a, b in zip(start, end, strict=True)], dtype=np.int64),
        marks=state[start].astype(np.int64),
        heading=headings[arrays["paragraph"]] if len(headings) else arrays["paragraph"],
        ends_sentence=np.array([plain[a] in ".?!" for a in start], dtype=np.bool_),
    )


def is_heading(page: Page, paragraph: Span) -> bool:
    """Tell whether a paragraph is the headline, or stands like one: short, and without a full stop."""
    if page.headline is not None and page.headline.meets(paragraph):
        return True
    words = paragraph.of(page.text)
    return words.rstrip("\"'”’»")[-1:] not in _NO_HEADING_END and len(words.split()) <= _LONGEST_HEADING


def _mark_states(page: Page) -> npt.NDArray[np.uint8]:
    state = np.zeros(len(page.text) + 1, dtype=np.uint8)
    for passage in sorted(page.passages, key=lambda passage: passage.depth):
        kind = NESTED if passage.depth else IN_DOUBLE if passage.double else IN_SINGLE
        state[passage.span.start : passage.span.end] = kind
    return state


def _shape(word: str) -> int:
    if word.isalpha():
        if word.islower():
            return LOWER
        if word.isupper():
            return UPPER if len(word) > 1 else TITLE
        return TITLE if word[0].isupper() and word[1:].islower() else MIXED
    if word.isdigit():
        return DIGITS
    return MIXED if any(char.isalnum() for char in word) else OTHER
