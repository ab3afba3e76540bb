"""Masks that keep every offset, and what makes text plain or storable one character for one; nothing here raises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from onrecord.types import Span

# Letters of other scripts that look like Latin ones and slip into Latin words; repaired for matching only.
_LOOKALIKES = dict(zip("АВЕКМНОРСТХаеорсухіјѕ", "ABEKMHOPCTXaeopcyxijs", strict=True))
_CYRILLIC_IN_LATIN = re.compile(rf"(?<=[A-Za-z])[{''.join(_LOOKALIKES)}]|[{''.join(_LOOKALIKES)}](?=[A-Za-z])")
_ODD_SPACES = dict.fromkeys(range(0x2000, 0x200E), " ") | dict.fromkeys(
    map(ord, "\t\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"), " "
)


def mask(text: str, spans: Iterable[Span]) -> str:
    """Blank `spans` one character for one; line ends stay, so that lines keep their numbers."""
    parts, at = [], 0
    for span in sorted(spans):
        start = max(span.start, at)
        if start >= span.end:
            continue
        parts += [text[at:start], re.sub(r"[^\r\n]", " ", text[start : span.end])]
        at = span.end
    return "".join([*parts, text[at:]])


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


def gaps(spans: Sequence[Span], within: Span) -> Iterator[Span]:
    """Yield what `spans` (in order) leave uncovered of `within`."""
    edges = [Span(within.start, within.start), *spans, Span(within.end, within.end)]
    for left, right in pairwise(edges):
        if left.end < right.start:
            yield Span(left.end, right.start)
