"""Boilerplate: what a page puts between the words of a story, known by its form and never by its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord import lexicons
from onrecord.analysis.split.press_releases import for_the_press
from onrecord.text.masks import level
from onrecord.text.sentences import lines
from onrecord.thresholds import LINK_LIST_LINES, LINK_WORDS
from onrecord.types import Span

LONGEST_LINE = 320  # characters; a longer line is prose, whatever it begins with
_BESIDE = 3  # lines each side of a promotion in which it is repeated
_ENDS_SENTENCE = re.compile(r"[.!?…:;,\"'”’»)。！？；：，、」』）؟]$")
_OPENING = re.compile(r"[‘'“\"«]")
_CLOSING = "’'”\"»"
_WORD = re.compile(r"\w")


def boilerplate(text: str, span: Span) -> list[Span]:
    """Return the lines and parts of lines of `span` that are boilerplate, in order."""
    rows = [line for line in lines(text, span) if line.end - line.start <= LONGEST_LINE]
    found = {line for line in rows if _is_boilerplate(level(line.of(text)))}
    found |= _repeated_captions(text, rows, found)
    found |= set(for_the_press(text, list(lines(text, span))))
    found |= _link_lists(text, [line for line in lines(text, span) if line not in found])
    parts = [part for line in lines(text, span) if line not in found for part in _parts(text, line)]
    return sorted([*found, *parts])


@cache
def _patterns(where: str) -> tuple[re.Pattern[str], ...]:
    rows = (*lexicons.rows("und", "boilerplate"), *lexicons.rows("en", "boilerplate"))
    return tuple(re.compile(row["pattern"], re.IGNORECASE) for row in rows if row["where"] == where)


def _is_boilerplate(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in _patterns("line"))


def _parts(text: str, line: Span) -> Iterator[Span]:
    head = text[line.start : min(line.end, line.start + LONGEST_LINE)]
    for pattern in _patterns("start"):
        if match := pattern.match(head):
            yield Span(line.start, line.start + match.end())
    tail_start = max(line.start, line.end - LONGEST_LINE)
    tail = level(text[tail_start : line.end])
    for pattern in _patterns("part"):
        for match in pattern.finditer(tail):
            yield Span(tail_start + match.start(), tail_start + match.end())


def _repeated_captions(text: str, rows: Sequence[Span], known: set[Span]) -> set[Span]:
    """Return lines that repeat what a promotion or a player beside them announces; `known` are those lines."""
    found = set()
    for n, line in enumerate(rows):
        near = [other for other in rows[max(0, n - _BESIDE) : n + _BESIDE + 1] if other in known]
        if line not in known and any(_bare(line.of(text)) == _payload(other.of(text)) for other in near):
            found.add(line)
    return found


def _payload(line: str) -> str:
    opening = _OPENING.search(line)
    closing = max(map(line.rfind, _CLOSING))
    if opening and closing > opening.end() and not _WORD.search(line, closing):
        return _bare(line[opening.end() : closing])
    return _bare(line.partition(":")[2])


def _bare(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().casefold()


def _link_lists(text: str, rows: Sequence[Span]) -> set[Span]:
    """Return runs of short lines that are no sentences, but for the first line of a text: it may be a headline."""
    found: set[Span] = set()
    run: list[Span] = []
    for line in [*rows[1:], None]:
        if line is not None and _is_item(line.of(text)):
            run.append(line)
            continue
        if len(run) > LINK_LIST_LINES or (len(run) == LINK_LIST_LINES and line is None):
            # The last short line before prose may be the headline of what follows.
            found |= set(run if line is None else run[:-1])
        run = []
    return found


def _is_item(line: str) -> bool:
    return len(line.split()) <= LINK_WORDS and not _ENDS_SENTENCE.search(line.rstrip())
