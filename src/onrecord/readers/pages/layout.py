"""What the layout of a page sets apart, gathered while its tree is read, and found again in the words taken from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from onrecord.readers.pages.runs import Paragraph, Run
from onrecord.types import Block, BlockKind, Dated, Entry, Problem, Span

BETWEEN = "\n\n"
"""What stands between two paragraphs of the text of a page."""

Role = Literal["words", "label", "headline", "time", "text"]


@dataclass(frozen=True, slots=True)
class _Set:
    """A block or an entry: its kind, who the page says speaks in it, the day it gives and the words that give it."""

    kind: BlockKind | Literal["entry"]
    speaker: str | None = None
    said: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A run that was marked: which block or entry it is of, and as what."""

    of: int
    role: Role


@dataclass(slots=True)
class Layout:
    """The blocks and entries of a page; numbers are those that `mark` writes into the tree."""

    problems: list[Problem] = field(default_factory=list)
    _sets: list[_Set] = field(default_factory=list)
    _parts: list[_Part] = field(default_factory=list)

    def add(
        self,
        kind: BlockKind | Literal["entry"],
        *,
        speaker: str | None = None,
        said: str | None = None,
        day: str | None = None,
    ) -> int:
        """Add a block or an entry, and return its number."""
        self._sets.append(_Set(kind, speaker, said, day))
        return len(self._sets) - 1

    def mark(self, number: int, run: Run, role: Role, behind: re.Pattern[str] | None = None) -> None:
        """Write into the tree that a run is of a block or an entry, from what `behind` matches at its head on."""
        run.mark(self.part(number, role), behind)

    def part(self, number: int, role: Role) -> int:
        """Add a part of a block or an entry, and return the number that stands for it in a paragraph."""
        self._parts.append(_Part(number, role))
        return len(self._parts) - 1

    def mark_words(self, number: int, said: Iterable[Run], behind: re.Pattern[str] | None = None) -> None:
        """Write into the tree that runs are the words of a block, each from what `behind` matches at its head on."""
        for run in said:
            self.mark(number, run, "words", behind)

    def mark_label(self, number: int, label: Run) -> None:
        """Write into the tree that a run names who speaks in a block."""
        self.mark(number, label, "label")

    def found(self, paragraphs: Sequence[Paragraph]) -> tuple[tuple[Block, ...], tuple[Entry, ...]]:
        """Return the blocks and entries where their words have come to stand, with a blank line between paragraphs."""
        places: dict[int, list[tuple[Role, Span, str]]] = {}
        end = -len(BETWEEN)
        for paragraph in paragraphs:
            span = Span(end + len(BETWEEN), end + len(BETWEEN) + len(paragraph.text))
            end = span.end
            for part in (self._parts[number] for number in sorted(paragraph.numbers) if number < len(self._parts)):
                places.setdefault(part.of, []).append((part.role, span, paragraph.text))
        blocks = [block for number, at in places.items() if (block := self._block(self._sets[number], at))]
        entries = [entry for number, at in places.items() if (entry := self._entry(self._sets[number], at))]
        return tuple(sorted(blocks, key=lambda one: one.span)), tuple(sorted(entries, key=lambda one: one.span))

    def _block(self, one: _Set, at: Sequence[tuple[Role, Span, str]]) -> Block | None:
        words = [span for role, span, _ in at if role == "words"]
        if one.kind == "entry" or not words:
            return None
        said = Dated(one.said, "stated", _place(at, one.day)) if one.said else None
        return Block(Span(words[0].start, words[-1].end), one.kind, _place(at, one.speaker), said)

    def _entry(self, one: _Set, at: Sequence[tuple[Role, Span, str]]) -> Entry | None:
        if one.kind != "entry":
            return None
        headline = next((span for role, span, _ in at if role == "headline"), None)
        time = next((span for role, span, _ in at if role == "time"), None)
        published = Dated(one.said, "stated", time) if one.said else None
        return Entry(Span(at[0][1].start, at[-1][1].end), headline, published)


def _place(at: Sequence[tuple[Role, Span, str]], wanted: str | None) -> Span | None:
    """Return where words stand in the label of a block."""
    for role, span, text in at:
        if role == "label" and wanted and (start := text.find(wanted)) >= 0:
            return Span(span.start + start, span.start + start + len(wanted))
    return None
