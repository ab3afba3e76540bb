"""Masks with unchanged offsets, paragraphs, sentences, and the pairing of quotation marks; nothing here raises.

Every function takes the whole text and gives spans of it, so that offsets never need to be moved.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from onrecord.types import Form, Span

# Letters of other scripts that look like Latin ones and slip into Latin words; repaired for matching only.
_LOOKALIKES = dict(zip("АВЕКМНОРСТХаеорсухіјѕ", "ABEKMHOPCTXaeopcyxijs", strict=True))
_CYRILLIC_IN_LATIN = re.compile(rf"(?<=[A-Za-z])[{''.join(_LOOKALIKES)}]|[{''.join(_LOOKALIKES)}](?=[A-Za-z])")
_ODD_SPACES = dict.fromkeys(range(0x2000, 0x200E), " ") | dict.fromkeys(
    map(ord, "\t\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"), " "
)
_LINE = re.compile(r"[^\r\n]+")


def mask(text: str, spans: Iterable[Span]) -> str:
    """Blank `spans` one character for one; line ends stay, so that lines keep their numbers."""
    pieces, at = [], 0
    for span in sorted(spans):
        start = max(span.start, at)
        if start >= span.end:
            continue
        pieces += [text[at:start], re.sub(r"[^\r\n]", " ", text[start : span.end])]
        at = span.end
    return "".join([*pieces, text[at:]])


def level(text: str) -> str:
    """Make odd spaces plain and repair look-alike letters inside Latin words, one character for one."""
    return _CYRILLIC_IN_LATIN.sub(lambda m: _LOOKALIKES[m.group()], text.translate(_ODD_SPACES))


def storable(text: str) -> str:
    """Replace what no database or encoding can hold (NUL, lone surrogates) by U+FFFD, one for one."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


def strip(text: str, span: Span) -> Span:
    """Shrink `span` past the white space at its ends; a blank one becomes empty."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - len(words) + len(words.rstrip())))


def lines(text: str, span: Span) -> Iterator[Span]:
    """Yield the lines of `span` that hold more than white space, stripped."""
    for match in _LINE.finditer(text, span.start, span.end):
        line = strip(text, Span(*match.span()))
        if line.start < line.end:
            yield line


def paragraphs(text: str, span: Span) -> list[Span]:
    """Return the paragraphs of `span`: its lines, but hard-wrapped lines of one block count as one paragraph."""
    found: list[Span] = []
    for block in _blocks(text, span):
        found += [Span(block[0].start, block[-1].end)] if _is_wrapped(text, block) else block
    return found


def _blocks(text: str, span: Span) -> Iterator[list[Span]]:
    block: list[Span] = []
    for line in lines(text, span):
        if block and len(re.findall(r"\r\n?|\n", text[block[-1].end : line.start])) > 1:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


_SHORTEST_WRAP = 50  # characters; narrower columns are told by lines that begin in the middle of a sentence


def _is_wrapped(text: str, block: Sequence[Span]) -> bool:
    """A block is hard-wrapped if its lines are short, of one length, and mostly end in the middle of a sentence."""
    if len(block) < 3:
        return False
    lengths = [line.end - line.start for line in block[:-1]]
    goes_on = sum(text[line.start].islower() for line in block[1:]) >= 0.5 * len(lengths)
    if not goes_on and max(lengths) < _SHORTEST_WRAP:
        return False  # a headline, a byline and a date
    broken = sum(text[line.end - 1] not in ".!?:\"'”’»" for line in block[:-1])
    return max(lengths) <= 100 and min(lengths) >= 0.6 * max(lengths) and broken >= 0.6 * len(lengths)


# --- sentences ---------------------------------------------------------------------------------------------------

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Gov|Sen|Rep|Rev|Hon|Pres|St|Jr|Sr|vs|etc|No|Nos|Inc|Ltd|Co|"
    r"Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mt|Ft|a\.m|p\.m|e\.g|i\.e|approx"
    r"|(?:dem|den|der|vom|zum|bis|seit|am) \d{1,2})|\b[A-Z])\.$"  # the last: German days of a month
)
_CLOSERS = "\"'”’»›)]“"
_STOP = re.compile(rf"(?<![.!?…])[.!?…]++[{re.escape(_CLOSERS)}]*(?=\s+|$|[\"“„«(]?[A-ZА-ЯЁ])|[。！？]+[」』]*")
_NEXT_STARTS = re.compile(r"\s*[\"'“‘„«(\[—–-]*\s*(?:[A-ZÀ-ÞА-ЯЁ0-9]|[^\w\s])")


def sentences(text: str, span: Span) -> list[Span]:
    """Return the sentences of `span`; a lost space after a full stop ("ended.On Friday") still ends one."""
    found, start = [], span.start
    for stop in _STOP.finditer(text, span.start, span.end):
        if stop.end() < span.end and _ends_sentence(text, stop, span):
            found.append(strip(text, Span(start, stop.end())))
            start = stop.end()
    found.append(strip(text, Span(start, span.end)))
    return [sentence for sentence in found if sentence.start < sentence.end]


def _ends_sentence(text: str, stop: re.Match[str], span: Span) -> bool:
    if stop.group()[0] == "." and _ABBREVIATION.search(text, max(span.start, stop.start() - 12), stop.start() + 1):
        return False
    glued = not text[stop.end()].isspace()
    if glued and stop.group() == "." and text[stop.start() - 1 : stop.start()].isupper():
        return False  # initials and abbreviations: U.S.A
    return bool(_NEXT_STARTS.match(text, stop.end(), span.end))


def seams(text: str, span: Span) -> list[int]:
    """Return the offsets where two words were glued by a lost line break ("in PortvaleForeign Minister").

    A capital inside a word counts only if one half stands elsewhere in `span` as a word of its own, so that names
    such as McAllister stay whole.
    """
    words = set(re.findall(r"\w+", span.of(text)))
    found = []
    for match in re.finditer(r"\b(\w*[^\W\d_A-Z]{2})([A-Z][^\W\d_A-Z]{2,})\b", span.of(text)):
        left, right = match.groups()
        if left[0].isupper() and len(left) > 3 and (left in words or right in words):
            found.append(span.start + match.start(2))
    return found


# --- quotation marks ---------------------------------------------------------------------------------------------

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
    neighbouring paragraph) is told by `opened` and `closed`.
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
    kept, opened = [], None
    for mark in marks:
        if mark.double:
            kept.append(mark)
        elif mark.opens:
            opened = mark
        elif opened is not None:
            kept += [opened, mark]
            opened = None
    return sorted(kept, key=lambda mark: mark.at)


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


def gaps(spans: Sequence[Span], within: Span) -> Iterator[Span]:
    """Yield what `spans` (in order) leave uncovered of `within`."""
    edges = [Span(within.start, within.start), *spans, Span(within.end, within.end)]
    for left, right in pairwise(edges):
        if left.end < right.start:
            yield Span(left.end, right.start)


_MARKS_AROUND, _MARKS_INSIDE = "\"“”„«»‘'", '"“”„«»'


def form_by_marks(text: str, content: Sequence[Span]) -> Form:
    """Tell the form of a quotation by its marks: around all of it, around a part, or none."""
    said = [span.of(text).strip() for span in content]
    around = [text[max(0, span.start - 1) : span.start] + words[:1] for span, words in zip(content, said, strict=True)]
    if all(any(mark in _MARKS_AROUND for mark in edge) for edge in around):
        return "direct"
    return "mixed" if any(mark in words for words in said for mark in _MARKS_INSIDE) else "indirect"
