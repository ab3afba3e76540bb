"""Lines, paragraphs and sentences as spans of the whole text, so that offsets never move; nothing here raises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord import thresholds
from onrecord.text.masks import FILLER, strip
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


def _is_wrapped(text: str, block: Sequence[Span]) -> bool:
    """Tell whether lines are hard-wrapped: short, of about one length, and mostly ending in mid-sentence."""
    if len(block) < thresholds.WRAPPED_LINES:
        return False
    lengths = [line.end - line.start for line in block[:-1]]
    goes_on = sum(text[line.start].islower() for line in block[1:]) >= thresholds.WRAPPED_GOES_ON * len(lengths)
    if not goes_on and max(lengths) < thresholds.WRAPPED_LINE:
        return False  # a headline, a byline and a date
    broken = sum(text[line.end - 1] not in ".!?:\"'”’»" for line in block[:-1])
    is_even = min(lengths) >= thresholds.WRAPPED_EVEN * max(lengths)
    return max(lengths) <= thresholds.WRAPPED_LONGEST and is_even and broken >= thresholds.WRAPPED_BROKEN * len(lengths)


_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Gov|Sen|Rep|Rev|Hon|Pres|St|Jr|Sr|vs|etc|No|Nos|Inc|Ltd|Co|"
    r"Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mt|Ft|a\.m|p\.m|e\.g|i\.e|approx"
    r"|(?:dem|den|der|vom|zum|bis|seit|am) \d{1,2})|\b[A-Z])\.$"  # the last: German days of a month
)
_CLOSERS = "\"'”’»›)]“" + FILLER
_STOP = re.compile(rf"(?<![.!?…])[.!?…]++[{re.escape(_CLOSERS)}]*(?=\s+|$|[\"“„«(]?[A-ZА-ЯЁ])|[。！？]+[」』]*")
_NEXT_STARTS = re.compile(r"\s*+(?:[A-ZÀ-ÞА-ЯЁ0-9]|[^\w\s])")


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
    """Return the offsets where a lost line break joined two words ("in PortvaleForeign Minister").

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
