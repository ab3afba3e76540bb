"""Runs: the words of a page by block, each with its pieces in the tree, and the marks that carry them through others.

A run is what a reader sees as one paragraph: the words between two tags that begin a new line. Its layout is written
into its first and last piece as characters that pages do not have; whatever takes the words out of the page takes
them along, and `unmarked` reads them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.readers.markup import BLOCKS, RAW

_OPEN, _CLOSE, _STOP = "\U0001d2f0", "\U0001d2f1", "\U0001d2f2"
_DIGITS = "".join(chr(0x1D2E0 + n) for n in range(10))  # Mayan numerals: printable, and of no use on a page
_TOKEN = re.compile(f"{_OPEN}([{_DIGITS}]{{1,9}}){_STOP}|{_CLOSE}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STRONG = frozenset({"b", "strong", "em", "i"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"})


def make_writable(tree: Any) -> None:
    """Replace what a tree yields in its words but takes back in none: control characters."""
    for element in tree.iter():
        if element.text and _CONTROL.search(element.text):
            element.text = _CONTROL.sub("\ufffd", element.text)
        if element.tail and _CONTROL.search(element.tail):
            element.tail = _CONTROL.sub("\ufffd", element.tail)


@dataclass(slots=True)
class Piece:
    """A string of the tree: the text at the head of an element, or the one behind it."""

    node: Any
    is_tail: bool
    strong: bool

    @property
    def text(self) -> str:
        """The words as they stand in the tree now."""
        return (self.node.tail if self.is_tail else self.node.text) or ""

    @text.setter
    def text(self, words: str) -> None:
        if self.is_tail:
            self.node.tail = words
        else:
            self.node.text = words

    @property
    def holder(self) -> Any:
        """The element that the words stand in."""
        return self.node.getparent() if self.is_tail else self.node


@dataclass(slots=True)
class Run:
    """The words between two tags that begin a line; `block` is the nearest element of that kind around them."""

    block: Any
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, on one line."""
        return " ".join("".join(piece.text for piece in self.pieces).split())

    @property
    def is_strong(self) -> bool:
        """Whether all its words are set off: in bold or italics, or a heading."""
        return self.block.tag in _HEADINGS or all(piece.strong or not piece.text.strip() for piece in self.pieces)

    @property
    def is_marked(self) -> bool:
        """Whether words of it have been marked already."""
        return any(_OPEN in piece.text for piece in self.pieces)

    def mark(self, number: int, behind: re.Pattern[str] | None = None) -> None:
        """Write a number around the words, without what `behind` matches at their head."""
        worded = [piece for piece in self.pieces if piece.text.strip()]
        first = worded[0].text
        head = behind.match(first) if behind else None
        at = head.end() if head else 0
        worded[0].text = first[:at] + _opened(number) + first[at:]
        worded[-1].text += _CLOSE

    def blank(self) -> None:
        """Take the words out of the page."""
        for piece in self.pieces:
            piece.text = " "


def runs(element: Any) -> Iterator[Run]:
    """Yield the runs of an element that have words, in order."""
    run = Run(element)
    for at, piece in _pieces(element, element, False):
        if piece is None:
            if run.text:
                yield run
            run = Run(at)
        else:
            run.pieces.append(piece)
    if run.text:
        yield run


def _pieces(element: Any, block: Any, strong: bool) -> Iterator[tuple[Any, Piece | None]]:
    """Yield the strings of an element, and `(block, None)` wherever a new line begins in `block`."""
    if element.text:
        yield block, Piece(element, False, strong)
    for child in element:
        breaks = child.tag in BLOCKS
        inner = child if breaks and child.tag != "br" else block
        if breaks:
            yield inner, None
        if isinstance(child.tag, str) and child.tag not in RAW:
            yield from _pieces(child, inner, strong or child.tag in _STRONG)
        if breaks:
            yield block, None
        if child.tail:
            yield block, Piece(child, True, strong)


def words(element: Any) -> int:
    """Return how many words an element shows."""
    return sum(len(run.text.split()) for run in runs(element))


def holds_marks(element: Any) -> bool:
    """Tell whether words in an element have been marked already."""
    return _OPEN in element.text_content()


def settle(element: Any) -> None:
    """Let an element hold its runs as plain paragraphs, without names and links: so the extraction passes over none."""
    from lxml.etree import SubElement

    texts = ["".join(piece.text for piece in run.pieces) for run in runs(element)]
    tail = element.tail
    element.clear()
    element.tag, element.tail = "div", tail
    for text in texts:
        SubElement(element, "p").text = text


def _opened(number: int) -> str:
    return _OPEN + "".join(_DIGITS[int(digit)] for digit in str(number)) + _STOP


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words as they come out of the extraction, and the numbers that were written around them."""

    text: str
    numbers: frozenset[int] = frozenset()


def unmarked(paragraph: str) -> Iterator[Paragraph]:
    """Yield the parts of a paragraph by what was marked in it, without the marks."""
    at, open_now = 0, list[int]()
    for token in _TOKEN.finditer(paragraph):
        yield from _part(paragraph[at : token.start()], open_now)
        at = token.end()
        if token[1]:
            open_now.append(int("".join(str(_DIGITS.index(digit)) for digit in token[1])))
        elif open_now:
            open_now.pop()
    yield from _part(paragraph[at:], open_now)


def _part(words_: str, numbers: list[int]) -> Iterator[Paragraph]:
    if bare := " ".join(words_.split()):
        yield Paragraph(bare, frozenset(numbers))
