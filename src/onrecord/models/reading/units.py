"""From a page to units: its words and marks in order, with word pieces and what is known of each before reading.

A unit is a run of letters and digits or a single mark of punctuation. Marks of one sort look alike to the model,
whatever their typography; offsets are those of the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

import numpy as np
import numpy.typing as npt

from onrecord.models.reading.inputs import Page
from onrecord.models.reading.runs import collapsed
from onrecord.text.masks import FILLER
from onrecord.types import Span

Ints = npt.NDArray[np.int64]

PLAIN, IN_DOUBLE, IN_SINGLE, NESTED = range(4)
"""States of quotation marks around a unit."""

OTHER, LOWER, TITLE, UPPER, DIGITS, MIXED = range(6)
"""Shapes of a unit: the vocabulary knows no capitals."""

BYTES_PER_PIECE = 2
"""Bytes of a text, accents apart, that a word piece has at least in prose: about 4 in English, 2.2 in Russian."""

SPARE = 500
"""Word pieces that the paragraphs of a story may have beyond that, together; one that has more is no prose."""

_PLAIN_MARKS = str.maketrans(dict.fromkeys("“”„‟«»＂″「」『』", '"') | dict.fromkeys("‘’‚‛‹›`", "'"))
_LONGEST_HEADING = 25  # words
_NO_HEADING_END = ".!?…:;,"
_ENDS_SENTENCE = ".?!。！？؟"


class Vocabulary(Protocol):
    """Word pieces."""

    def words(self, text: str) -> tuple[list[tuple[int, int]], list[tuple[int, ...]]]:
        """Return where the words and marks of `text` stand, in order, and the numbers of the pieces of each."""


@dataclass(frozen=True, slots=True)
class Units:
    """The units of some paragraphs, in parallel arrays.

    `first[i]` is the index in `pieces` of the first word piece of unit i; `owner` maps pieces to units; `paragraph`
    numbers the paragraph of each unit; `ends_sentence` tells whether one may end with it; `unread` are the paragraphs
    that are no prose and have no units.
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
    unread: tuple[Span, ...] = ()

    def __len__(self) -> int:
        return len(self.start)

    def touched(self, span: Span) -> tuple[int, int]:
        """Return the range of units that a span of characters touches."""
        return int(np.searchsorted(self.end, span.start, "right")), int(np.searchsorted(self.start, span.end, "left"))


def units(page: Page, vocabulary: Vocabulary) -> Units:
    """Return the units of `page`; time and memory are linear in its length."""
    columns: dict[str, list[Ints]] = {name: [] for name in ("start", "end", "paragraph", "first", "pieces", "owner")}
    count = pieces = 0
    spare, unread = SPARE, list[Span]()
    for n, paragraph in enumerate(page.paragraphs):
        words = paragraph.of(page.text).translate(_PLAIN_MARKS)
        read = collapsed(words)
        places, split = vocabulary.words(read.text)
        lengths = np.array([len(word) for word in split], dtype=np.int64)
        size = int(lengths.sum())
        excess = _excess(words, size)
        if excess > spare:
            unread.append(paragraph)
            continue
        spare -= excess
        offsets = np.array(places, dtype=np.int64).reshape(-1, 2)
        columns["start"].append(read.start[offsets[:, 0]] + paragraph.start)
        columns["end"].append(read.end[offsets[:, 1] - 1] + paragraph.start)
        columns["paragraph"].append(np.full(len(lengths), n))
        columns["first"].append(lengths.cumsum() - lengths + pieces)
        columns["pieces"].append(np.fromiter(chain.from_iterable(split), dtype=np.int64))
        columns["owner"].append(np.repeat(np.arange(len(lengths)), lengths) + count)
        count, pieces = count + len(lengths), pieces + size
    arrays = {name: np.concatenate(column or [np.empty(0, np.int64)]) for name, column in columns.items()}
    return _units(page, arrays, tuple(unread))


def count_pieces(text: str, paragraphs: Iterable[Span], vocabulary: Vocabulary) -> Iterator[int]:
    """Yield how many word pieces each paragraph of `text` has, lazily."""
    for paragraph in paragraphs:
        yield sum(map(len, vocabulary.words(collapsed(paragraph.of(text)).text)[1]))


def _excess(text: str, pieces: int) -> int:
    """Return how many more word pieces a text has than prose in any script: one for `BYTES_PER_PIECE` bytes."""
    if pieces * BYTES_PER_PIECE <= len(text):
        return 0
    return max(0, pieces - len(unicodedata.normalize("NFD", text).encode("utf-8", "replace")) // BYTES_PER_PIECE)


def _units(page: Page, arrays: dict[str, Ints], unread: tuple[Span, ...]) -> Units:
    """Complete the arrays by what is known of each unit before reading."""
    text, spans = page.text, list(zip(arrays["start"].tolist(), arrays["end"].tolist(), strict=True))
    headings = np.array([is_heading(page, paragraph) for paragraph in page.paragraphs], dtype=np.int64)
    return Units(
        **arrays,
        shape=np.array([_shape(text[a:b]) for a, b in spans], dtype=np.int64),
        marks=_mark_states(page, arrays["start"]),
        heading=headings[arrays["paragraph"]] if len(headings) else arrays["paragraph"],
        ends_sentence=np.array([text[a] in _ENDS_SENTENCE for a, _ in spans], dtype=np.bool_),
        unread=unread,
    )


def is_heading(page: Page, paragraph: Span) -> bool:
    """Tell whether a paragraph is the headline, or stands like one: short, and without a full stop."""
    if page.headline is not None and page.headline.meets(paragraph):
        return True
    words = paragraph.of(page.text)
    return words.rstrip("\"'”’»" + FILLER)[-1:] not in _NO_HEADING_END and len(words.split()) <= _LONGEST_HEADING


def _mark_states(page: Page, start: Ints) -> Ints:
    """Return the state of each unit that begins at `start`: that of the innermost passage in marks around it."""
    state = np.zeros(len(start), dtype=np.int64)
    for passage in sorted(page.passages, key=lambda passage: passage.depth):
        kind = NESTED if passage.depth else IN_DOUBLE if passage.double else IN_SINGLE
        state[slice(*np.searchsorted(start, passage.span))] = kind
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
