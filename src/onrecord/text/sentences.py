"""Lines, paragraphs and sentences as spans of the whole text, so that offsets never move; nothing here raises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.text.masks import strip
from onrecord.types import Span

_LINE = re.compile(r"[^\r\n]+")


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
