"""Quotation marks: paired whatever has become of them, and the form of a quotation; nothing here raises."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from onrecord.text.masks import FILLER, strip
from onrecord.text.sentences import sentences
from onrecord.types import Form, Span

_DOUBLE = '"“”„‟«»＂″「」『』'
_SINGLE = "'‘’‚‛‹›"
_OPENS_BY_SHAPE = "“„‟«「『‘‚‛‹"
_CLOSES_BY_SHAPE = "”»」』’›"
_MARK = re.compile(rf"[{_DOUBLE}{_SINGLE}]")
_CLIPPED = re.compile(r"\d\ds?\b|(?:em|til|cause)\b")  # '90s, 'em
_POSSESSIVE = re.compile(r"[^\W\d_](?:[sSxXzZ]|in)\Z")

Level = TypeVar("Level")


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
    possessive: bool  # it may be no mark


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
    """Return the marks of a paragraph with the way each faces; apostrophes are left out."""
    found: list[_Mark] = []
    depth = {True: 0, False: 0}  # of double and of single marks
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        at, double = match.start(), match.group() in _DOUBLE
        before, after = _neighbours(text, at, paragraph)
        if double or not _is_apostrophe(text, at, before, after):
            opens = _opens(match.group(), before, after, depth[double])
            depth[double] += 1 if opens else -1
            found.append(_Mark(at, double, opens, not double and _may_be_possessive(text, at, after)))
    return _without_stray_singles(found)


def _neighbours(text: str, at: int, paragraph: Span) -> tuple[str, str]:
    """Return the characters on either side of a mark, past those that show nothing: a space at the paragraph's ends."""
    left, right = at - 1, at + 1
    while left >= paragraph.start and text[left] == FILLER:
        left -= 1
    while right < paragraph.end and text[right] == FILLER:
        right += 1
    after = "…" if text.startswith("...", right) else text[right : min(right + 1, paragraph.end)]
    return text[left] if left >= paragraph.start else " ", after or " "


def _is_apostrophe(text: str, at: int, before: str, after: str) -> bool:
    if text[at] in "‘‚‛‹›":
        return False
    return (before.isalnum() and after.isalnum()) or _CLIPPED.match(text, at + 1) is not None


def _may_be_possessive(text: str, at: int, after: str) -> bool:
    """Tell whether a mark may belong to the word before it: "the pilots' fee", "goin' home"."""
    return text[at] in "'’" and after.isspace() and _POSSESSIVE.search(text, max(0, at - 3), at) is not None


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
    """Drop single marks without a partner: a plural's apostrophe, a foot mark, a lost half that would mislead.

    One that may be an apostrophe closes only if no other does.
    """
    paired: list[_Mark] = []
    opened: list[_Mark | None] = [None]  # by the double marks around
    for mark, later in zip(marks, _closed_later(marks), strict=True):
        if mark.double:
            paired.append(mark)
            _nest(opened, None, deeper=mark.opens)
        elif mark.opens:
            opened[-1] = mark
        elif (partner := opened[-1]) is not None and not (mark.possessive and later):
            paired += [partner, mark]
            opened[-1] = None
    return sorted(paired, key=lambda mark: mark.at)


def _closed_later(marks: Sequence[_Mark]) -> list[bool]:
    """Tell for each mark whether, before another single one opens, one surely closes inside the same double marks."""
    found: list[bool] = []
    later: list[bool] = [False]  # by the double marks around
    for mark in reversed(marks):
        found.append(later[-1])
        if mark.double:
            _nest(later, False, deeper=not mark.opens)
        elif mark.opens or not mark.possessive:
            later[-1] = not mark.opens
    return found[::-1]


def _nest(levels: list[Level], empty: Level, *, deeper: bool) -> None:
    """Go into double marks, where nothing is known yet, or out of them; those that were never opened count for none."""
    if deeper:
        levels.append(empty)
    elif len(levels) > 1:
        levels.pop()
    else:
        levels[0] = empty


def _closed_around(marks: Sequence[_Mark]) -> list[bool]:
    """Tell for each mark whether those after it would close both a passage that it opens and the one around it."""
    found = [False] * len(marks)
    for double in (True, False):
        places = [n for n, mark in enumerate(marks) if mark.double == double]
        depths = list(accumulate((1 if marks[n].opens else -1 for n in places), initial=0))
        lowest = list(accumulate(reversed(depths), min))[::-1]
        for k, n in enumerate(places):
            found[n] = lowest[k + 1] < depths[k]
    return found


class _Pairing:
    """The pairing of one paragraph's marks: a stack of open ones, and what came of them; linear in their number."""

    def __init__(self, text: str, paragraph: Span, marks: Sequence[_Mark], carried: bool) -> None:
        self.text, self.paragraph = text, paragraph
        self.passages: list[Quoted] = []
        self.alone: list[Span] = []
        self.stack: list[_Mark] = []
        self.places: dict[bool, list[int]] = {True: [], False: []}  # in the stack, of double and of single marks
        self.end = paragraph.start  # of the passage that ends last
        self.carried = carried and not (marks and marks[0].opens and marks[0].at <= paragraph.start + 1)
        for mark, both_close in zip(marks, _closed_around(marks), strict=True):
            self._open(mark, both_close) if mark.opens else self._close(mark)

    def _open(self, mark: _Mark, both_close: bool) -> None:
        same = self.places[mark.double]
        if same and not both_close:
            self._lose(same[-1], mark.at)
        same.append(len(self.stack))
        self.stack.append(mark)

    def _close(self, mark: _Mark) -> None:
        same = self.places[mark.double]
        if same:
            partner = self._cut(same[-1])
            self._keep(partner.at, mark.at + 1)
        elif self.carried:
            self.carried = False
            self._keep(self.paragraph.start, mark.at + 1, opened=False)
        elif mark.double:
            self._close_unopened(mark)

    def _cut(self, place: int) -> _Mark:
        """Take the mark at a place of the stack, and all above it, off the stack; return the mark."""
        mark = self.stack[place]
        del self.stack[place:]
        for places in self.places.values():
            while places and places[-1] >= place:
                places.pop()
        return mark

    def _close_unopened(self, mark: _Mark) -> None:
        """Let a passage whose opening mark is lost begin at its sentence or after the passage before it."""
        self.alone.append(Span(mark.at, mark.at + 1))
        if before := sentences(self.text, Span(self.end, mark.at)):
            self._keep(before[-1].start, mark.at + 1, opened=False)

    def _lose(self, place: int, limit: int) -> None:
        """Let a passage whose closing mark is lost end with its sentence."""
        mark = self._cut(place)
        self.alone.append(Span(mark.at, mark.at + 1))
        rest = strip(self.text, sentences(self.text, Span(mark.at, limit))[0])
        if mark.double:
            self._keep(mark.at, rest.end, closed=False)

    def _keep(self, start: int, end: int, *, opened: bool = True, closed: bool = True) -> None:
        double = (self.text[start] if opened else self.text[end - 1]) in _DOUBLE or not (opened and closed)
        self.passages.append(Quoted(Span(start, end), len(self.stack), double, opened, closed))
        self.end = max(self.end, end)

    def finish(self, *, goes_on: bool) -> bool:
        """End the paragraph; return whether a passage runs on into the next."""
        if self.carried and not self.stack:
            self._keep(self.paragraph.start, self.paragraph.end, opened=False, closed=False)
            return goes_on
        while self.stack:
            if self.stack[0].double and goes_on:
                self._keep(self._cut(0).at, self.paragraph.end, closed=False)
                return True
            self._lose(0, self.paragraph.end)
        return False


_MARKS_AROUND, _MARKS_INSIDE = "\"“”„«»‘'", '"“”„«»'


def form_by_marks(text: str, content: Sequence[Span]) -> Form:
    """Tell the form of a quotation by its marks: around all of it, around a part, or none."""
    said = [span.of(text).strip() for span in content]
    around = [text[max(0, span.start - 1) : span.start] + words[:1] for span, words in zip(content, said, strict=True)]
    if all(any(mark in _MARKS_AROUND for mark in edge) for edge in around):
        return "direct"
    return "mixed" if any(mark in words for words in said for mark in _MARKS_INSIDE) else "indirect"
