"""Lines of printed pages as paragraphs: a form feed parts pages, words that a line end parts are whole again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.text.page_breaks import PAGE_BREAK

_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_HYPHEN = re.compile(r"([^\W\d_])[-\u2010\xad]$")
_HYPHENED = re.compile(r"[^\W_]+-[^\W_]+")
_MARKS = ".,;:!?\"'”’»)"
_BULLET = re.compile(r"[•‣▪■●*–-]\s")
_NUMBER = re.compile(r"\d+")
_GAP = 1.3  # times the distance of lines from which on a gap parts paragraphs
_INDENT = 5.0  # points by which the first line of a paragraph stands in
_SHORT, _VERY_SHORT = 0.8, 0.7  # of the length of a full line
_REPEATED = 3  # pages on which a line at the edge is printed again
_EDGE = 2  # lines at the top and at the foot of a page that may be such


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its words, and where it begins, in points from the left and from the foot of its page."""

    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class _Measures:
    """How far apart the lines of a paragraph are, and how many characters a full one has."""

    leading: float
    full: int


def text_of(pages: Sequence[Sequence[Line]]) -> tuple[list[str], str]:
    """Return the lines that run at the edge of pages, and the text of the pages without them.

    A form feed stands between each two pages, whether a paragraph goes on there or not.
    """
    running, rest = _parted(pages)
    lines = [(line, number) for number, page in enumerate(rest) for line in page]
    if not lines:
        return running, ""
    measures = _measured(rest)
    hyphened = {word.casefold() for line, _ in lines for word in _HYPHENED.findall(line.words)}
    parts = [PAGE_BREAK * lines[0][1], lines[0][0].words]
    for (before, page), (line, next_page) in pairwise(lines):
        turn = PAGE_BREAK * (next_page - page)
        goes_on = _goes_on_overleaf(before, line) if turn else _goes_on(before, line, measures)
        _append(parts, line.words, turn, goes_on=goes_on, hyphened=hyphened)
    return running, "".join(parts)


def _append(parts: list[str], words: str, turn: str, *, goes_on: bool, hyphened: set[str]) -> None:
    """Add a line to the text; a word that is parted at the end of the line before stands there whole."""
    if not goes_on:
        parts.append(f"\n\n{turn}{words}")
        return
    if not (_HYPHEN.search(parts[-1]) and words[:1].islower()):
        parts.append(f"{turn or ' '}{words}")
        return
    first, _, rest = words.partition(" ")
    start = re.split(r"\s", parts[-1])[-1]
    is_one_word = f"{start}{first}".casefold().rstrip(_MARKS) not in hyphened
    parts[-1] = parts[-1][:-1] if is_one_word else parts[-1]
    parts.append(f"{first}{turn or ' '}{rest}" if rest or turn else first)


def _goes_on(before: Line, line: Line, measures: _Measures) -> bool:
    """Tell whether a line goes on with the paragraph of the one before."""
    gap = before.y - line.y
    ends = _ENDS.search(before.words) is not None
    if _BULLET.match(line.words):
        return False
    if gap < -measures.leading:  # the next column
        return not ends and line.words[:1].islower()
    if gap > _GAP * measures.leading:
        return False
    if line.x - before.x > _INDENT and ends and not _BULLET.match(before.words):
        return False
    length = len(before.words)
    return not (length < _SHORT * measures.full and ends) and not (
        length < _VERY_SHORT * measures.full and not line.words[:1].islower()
    )


def _goes_on_overleaf(before: Line, line: Line) -> bool:
    return not _ENDS.search(before.words) and line.words[:1].islower()


def _measured(pages: Sequence[Sequence[Line]]) -> _Measures:
    gaps = sorted(before.y - line.y for page in pages for before, line in pairwise(page) if before.y - line.y > 1)
    lengths = sorted(len(line.words) for page in pages for line in page)
    return _Measures(gaps[len(gaps) // 5] if gaps else 0.0, lengths[len(lengths) * 4 // 5])


def _parted(pages: Sequence[Sequence[Line]]) -> tuple[list[str], list[list[Line]]]:
    """Take numbers of pages, and lines that are printed at the same edge of several, out of the pages."""
    edges = Counter(key for page in pages for key in {_key(line) for line in _edge(page)})
    most = min(_REPEATED, max(2, len(pages)))
    running: dict[str, str] = {}
    rest: list[list[Line]] = []
    for page in pages:
        taken = [line for line in _edge(page) if edges[_key(line)] >= most or not _key(line)[0].strip("#–—- /|.")]
        running |= {_key(line)[0]: running.get(_key(line)[0], line.words) for line in taken}
        rest.append([line for line in page if line not in taken])
    return [words for key, words in running.items() if key.strip("#–—- /|.")], rest


def _edge(page: Sequence[Line]) -> list[Line]:
    return [*page[:_EDGE], *page[max(_EDGE, len(page) - _EDGE) :]]


def _key(line: Line) -> tuple[str, int]:
    """Return by what a line is known again on other pages: its words without numbers, and how high it stands."""
    return _NUMBER.sub("#", line.words), round(line.y)
