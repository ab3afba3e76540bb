"""Quotation marks: paired whatever has become of them, and the form of a quotation; nothing here raises."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.text.masks import strip
from onrecord.text.sentences import sentences
from onrecord.types import Form, Span

_DOUBLE = '"“”„‟«»＂″「」『』'
_SINGLE = "'‘’‚‛‹›"
_OPENS_BY_SHAPE = "“„‟«「『‘‚‛‹"
_CLOSES_BY_SHAPE = "”»」』’›"
_MARK = re.compile(rf"[{_DOUBLE}{_SINGLE}]")
MAX_MARKS = 400  # in one paragraph; pairing takes time in the square of their number


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage between quotation marks, marks included, inside one paragraph.

    `depth` is 0 for the outermost marks; a side that is not marked (lost, or it runs on from or into the
    neighbouring paragraph) has `opened` or `closed` false.
    """

    span: Span
    depth: int
    double: bool
    opened: bool = True
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    double: bool
    opens: bool


def pair_marks(text: str, paragraph_spans: Sequence[Span]) -> tuple[list[Quoted], list[Span]]:
    """Pair the quotation marks of each paragraph, and return the passages in order and the marks left alone.

    A passage opened in one paragraph may end in the next, with or without a mark that opens it again; it then gives
    one passage a paragraph. Mixed, reversed, nested and missing marks are decided by their neighbours.
    """
    passages: list[Quoted] = []
    alone: list[Span] = []
    marks_of = [_marks(text, paragraph) for paragraph in paragraph_spans]
    carried = False
    for n, (paragraph, marks) in enumerate(zip(paragraph_spans, marks_of, strict=True)):
        pairing = _Pairing(text, paragraph, marks, carried)
        following = marks_of[n + 1] if n + 1 < len(marks_of) else []
        starts_marked = bool(following) and following[0].at <= paragraph_spans[n + 1].start + 1
        carried = pairing.finish(goes_on=bool(following) and (starts_marked or not following[0].opens))
        passages += pairing.passages
        alone += pairing.alone
    return sorted(passages, key=lambda passage: (passage.span.start, passage.depth)), alone


def _marks(text: str, paragraph: Span) -> list[_Mark]:
    """Return the marks of a paragraph with the way each faces; apostrophes are left out, and so are too many."""
    found: list[_Mark] = []
    depth = {True: 0, False: 0}  # of double and of single marks
    for match in islice(_MARK.finditer(text, paragraph.start, paragraph.end), MAX_MARKS):
        at, double = match.start(), match.group() in _DOUBLE
        before = text[at - 1] if at > paragraph.start else " "
        after = text[at + 1] if at + 1 < paragraph.end else " "
        after = "…" if text.startswith("...", at + 1) else after
        if double or not _is_apostrophe(text, at, before, after):
            opens = _opens(match.group(), before, after, depth[double])
            depth[double] += 1 if opens else -1
            found.append(_Mark(at, double, opens))
    return _without_stray_singles(found)


def _is_apostrophe(text: str, at: int, before: str, after: str) -> bool:
    if text[at] in "‘‚‛‹›":
        return False
    clipped = re.match(r"\d\ds?\b|(?:em|til|cause)\b", text[at + 1 : at + 7])  # '90s, 'em
    return (before.isalnum() and after.isalnum()) or clipped is not None


def _opens(mark: str, before: str, after: str, depth: int) -> bool:
    """Decide which way a mark faces: by its neighbours if they tell, else by its shape, else in turn."""
    may_open = _is_edge(before, opening=True) and not (after.isspace() or after in ".,;:!?)-–—")
    may_close = _is_edge(after, opening=False) and not before.isspace()
    if may_open != may_close:
        return may_open
    if mark in _OPENS_BY_SHAPE or mark in _CLOSES_BY_SHAPE:
        return mark in _OPENS_BY_SHAPE
    return depth <= 0


def _is_edge(char: str, *, opening: bool) -> bool:
    if char.isspace() or char in _DOUBLE + _SINGLE:
        return True
    category = unicodedata.category(char)
    if opening:
        return category in ("Ps", "Pd", "Pi") or char in ":;/"
    return category in ("Pe", "Pd", "Pf", "Po")


def _without_stray_singles(marks: list[_Mark]) -> list[_Mark]:
    """Drop single marks without a partner: a plural's apostrophe, a foot mark, a lost half that would mislead."""
    paired, opened = [], None
    for mark in marks:
        if mark.double:
            paired.append(mark)
        elif mark.opens:
            opened = mark
        elif opened is not None:
            paired += [opened, mark]
            opened = None
    return sorted(paired, key=lambda mark: mark.at)


class _Pairing:
    """The pairing of one paragraph's marks: a stack of open ones, and what came of them."""

    def __init__(self, text: str, paragraph: Span, marks: Sequence[_Mark], carried: bool) -> None:
        self.text, self.paragraph, self.marks = text, paragraph, marks
        self.passages: list[Quoted] = []
        self.alone: list[Span] = []
        self.stack: list[_Mark] = []
        self.carried = carried and not (marks and marks[0].opens and marks[0].at <= paragraph.start + 1)
        for n, mark in enumerate(marks):
            self._open(n, mark) if mark.opens else self._close(mark)

    def _open(self, n: int, mark: _Mark) -> None:
        same = [m for m in self.stack if m.double == mark.double]
        if same and not self._two_closings_follow(n):
            self._lose(same[-1], mark.at)
        self.stack.append(mark)

    def _two_closings_follow(self, n: int) -> bool:
        """Tell whether the marks after the n-th would close both a nested passage and the one around it."""
        depth = 0
        for mark in self.marks[n:]:
            if mark.double == self.marks[n].double:
                depth += 1 if mark.opens else -1
            if depth < 0:
                return True
        return False

    def _close(self, mark: _Mark) -> None:
        partner = next((m for m in reversed(self.stack) if m.double == mark.double), None)
        if partner is not None:
            del self.stack[self.stack.index(partner) :]
            self._keep(partner.at, mark.at + 1)
        elif self.carried:
            self.carried = False
            self._keep(self.paragraph.start, mark.at + 1, opened=False)
        elif mark.double:
            self._close_unopened(mark)

    def _close_unopened(self, mark: _Mark) -> None:
        """Let a passage whose opening mark is lost begin at its sentence or after the passage before it."""
        self.alone.append(Span(mark.at, mark.at + 1))
        after = max((p.span.end for p in self.passages), default=self.paragraph.start)
        if before := sentences(self.text, Span(after, mark.at)):
            self._keep(before[-1].start, mark.at + 1, opened=False)

    def _lose(self, mark: _Mark, limit: int) -> None:
        """Let a passage whose closing mark is lost end with its sentence."""
        self.alone.append(Span(mark.at, mark.at + 1))
        rest = strip(self.text, sentences(self.text, Span(mark.at, limit))[0])
        del self.stack[self.stack.index(mark) :]
        if mark.double:
            self._keep(mark.at, rest.end, closed=False)

    def _keep(self, start: int, end: int, *, opened: bool = True, closed: bool = True) -> None:
        double = (self.text[start] if opened else self.text[end - 1]) in _DOUBLE or not (opened and closed)
        self.passages.append(Quoted(Span(start, end), len(self.stack), double, opened, closed))

    def finish(self, *, goes_on: bool) -> bool:
        """End the paragraph; return whether a passage runs on into the next."""
        if self.carried and not self.stack:
            self._keep(self.paragraph.start, self.paragraph.end, opened=False, closed=False)
            return goes_on
        while self.stack:
            outer = self.stack[0]
            if outer.double and goes_on:
                self.stack = []
                self._keep(outer.at, self.paragraph.end, closed=False)
                return True
            self._lose(outer, self.paragraph.end)
        return False


_MARKS_AROUND, _MARKS_INSIDE = "\"“”„«»‘'", '"“”„«»'


def form_by_marks(text: str, content: Sequence[Span]) -> Form:
    """Tell the form of a quotation by its marks: around all of it, around a part, or none."""
    said = [span.of(text).strip() for span in content]
    around = [text[max(0, span.start - 1) : span.start] + words[:1] for span, words in zip(content, said, strict=True)]
    if all(any(mark in _MARKS_AROUND for mark in edge) for edge in around):
        return "direct"
    return "mixed" if any(mark in words for words in said for mark in _MARKS_INSIDE) else "indirect"
