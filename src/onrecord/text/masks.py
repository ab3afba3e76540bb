"""Masks that keep every offset, and what makes text plain or storable one character for one; nothing here raises."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import pairwise

from onrecord.types import Span

# Letters of other scripts that look like Latin ones and slip into Latin words; repaired for matching only.
_LOOKALIKES = dict(zip("АВЕКМНОРСТХаеорсухіјѕ", "ABEKMHOPCTXaeopcyxijs", strict=True))
_CYRILLIC_IN_LATIN = re.compile(rf"(?<=[A-Za-z])[{''.join(_LOOKALIKES)}]|[{''.join(_LOOKALIKES)}](?=[A-Za-z])")
FILLER = "\u2060"
"""What keeps the place of characters that show nothing, in a levelled text: it stands behind their word or mark."""

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,10}[0-9]{0,2}|#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_COMBINED = re.compile(r"[^\W\d_][\u0300-\u036f\u0653-\u0655]+")
_JOINED = re.compile(r"(?<=\w)[\xad\u200b-\u200f\u2060-\u2064\ufeff]+(?=\w)")
_SHOWS_NOTHING = re.compile(r"[\xad\u200e\u200f\u202a-\u202e\u2061-\u2069]")
_ODD = re.compile(r"[&\xad\u0300-\u036f\u0653-\u0655\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FILLED_WORD = re.compile(rf"\w[\w'’{FILLER}]*")
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
    """Return a text with its oddities levelled one character for one.

    Odd spaces become plain and look-alike letters inside Latin words Latin; literal entities ("&quot;") and letters
    with an accent of its own become the character they show, and what shows nothing (soft hyphens, zero-width
    characters) goes. `FILLER` takes the place of what goes, behind its word or mark.
    """
    text = shown(text)
    if FILLER in text:
        text = _FILLED_WORD.sub(lambda m: _filled(m.group().replace(FILLER, ""), m.group()), text)
    return _CYRILLIC_IN_LATIN.sub(lambda m: _LOOKALIKES[m.group()], text.translate(_ODD_SPACES))


def shown(text: str) -> str:
    """Return a text with only what it shows, and `FILLER` right behind each character in whose place something went."""
    if not _ODD.search(text):
        return text
    text = _ENTITY.sub(lambda m: _filled(unescape(m.group()), m.group(), 1), text)
    text = _COMBINED.sub(lambda m: _filled(unicodedata.normalize("NFC", m.group()), m.group()), text)
    return _SHOWS_NOTHING.sub(FILLER, _JOINED.sub(lambda m: FILLER * len(m.group()), text))


def _filled(shown: str, written: str, most: int = sys.maxsize) -> str:
    """Return what is shown, as long as what is written; that itself where more than `most` characters are shown."""
    if len(shown) > most:
        return written
    return " " * len(written) if shown.isspace() else shown.ljust(len(written), FILLER)


def with_filler(text: str, span: Span) -> Span:
    """Return a span of a levelled text that ends behind the filler which belongs to its last word or mark."""
    end = span.end
    while text.startswith(FILLER, end):
        end += 1
    return Span(span.start, end)


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
