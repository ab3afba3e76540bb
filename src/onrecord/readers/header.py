"""Leading lines that scrapers and editors put before a text: metadata to be read, not body to be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.readers import limits
from onrecord.readers.metadata import NOTHING_KNOWN, field_of, gather
from onrecord.text.dates import iso_date
from onrecord.types import NOWHERE, Metadata, Span

# " date 2032-12-21 https://outlet.example/path", the address optional, the body possibly on the same line
_STAMP = re.compile(
    r"\s*date[ \t]+(?P<date>\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d\S*)?(?:[ \t]+(?P<url>https?://\S+))?(?=\s|$)"
)
_HASHED = re.compile(r"#[ \t]*(?P<key>[A-Za-z][\w -]{0,30}?)[ \t]*:(?P<value>.*)")
_PLAIN = re.compile(r"(?P<key>[A-Za-z][\w-]{0,30}):(?P<value>.*)")
_FENCE = re.compile(r"\s*---[ \t]*(?:\n|$)")


UNSURE = "?~"
"""What EDTF and editors write behind a date that they are not sure of."""


@dataclass(frozen=True, slots=True)
class Header:
    """The metadata lines at the start of a text: `span` runs up to the first letter of the body."""

    span: Span = NOWHERE
    published_span: Span | None = None
    metadata: Metadata = NOTHING_KNOWN


@dataclass(frozen=True, slots=True)
class _Line:
    """One `key: value` line; `start` and `end` enclose its value, `after` is where the next line begins."""

    key: str
    value: str
    start: int
    end: int
    after: int


def find(text: str) -> Header:
    """Return the header of `text`, empty if it has none; nothing but the very start is looked at."""
    return _stamp(text) or _fenced(text) or _block(text, _HASHED, 1) or _block(text, _PLAIN, 2) or Header()


def _stamp(text: str) -> Header | None:
    match = _STAMP.match(text)
    published = iso_date(match["date"]) if match else None
    if match is None or published is None:
        return None
    span = Span(0, _body_start(text, match.end()))
    return Header(span, Span(*match.span("date")), Metadata(url=match["url"], published=published))


def _fenced(text: str) -> Header | None:
    """Read front matter between two lines of `---`; lines in it that are no `key: value` are let be."""
    fence = _FENCE.match(text)
    if fence is None:
        return None
    lines: list[_Line] = []
    position = fence.end()
    for _ in range(limits.HEADER_LINES):
        end = _line_end(text, position)
        if text[position:end].rstrip() in ("---", "..."):
            return _header(text, lines, 1, end)
        lines += [line] if (line := _line(text, position, _PLAIN)) else []
        position = min(end + 1, len(text))
    return None


def _block(text: str, pattern: re.Pattern[str], known: int) -> Header | None:
    """Read consecutive lines of one form, if at least `known` of their keys are ours."""
    lines = list(_lines(text, _body_start(text, 0), pattern))
    return _header(text, lines, known, lines[-1].after) if lines else None


def _lines(text: str, position: int, pattern: re.Pattern[str]) -> Iterator[_Line]:
    for _ in range(limits.HEADER_LINES):
        line = _line(text, position, pattern)
        # An RFC822-like block has only keys we know, or "Minister: we will not" would be metadata.
        if line is None or (pattern is _PLAIN and not field_of(line.key)):
            return
        yield line
        position = line.after


def _line(text: str, position: int, pattern: re.Pattern[str]) -> _Line | None:
    end = _line_end(text, position)
    match = pattern.fullmatch(text, position, end)
    if match is None:
        return None
    value = match["value"].strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    start = text.index(value, match.start("value"))
    return _Line(match["key"], value, start, start + len(value), min(end + 1, len(text)))


def _header(text: str, lines: list[_Line], known: int, end: int) -> Header | None:
    """Make the header of its lines, or None if too few of them have keys that we know."""
    keys = {line.key.lower() for line in lines if field_of(line.key)}
    is_date = len(lines) == 1 and _states_date(lines[0]) and not text[end : _line_end(text, end)].strip()
    if len(keys) < known and not is_date:
        return None
    dates = (Span(line.start, line.end) for line in lines if _states_date(line))
    metadata = gather((line.key, line.value.rstrip(UNSURE) if _states_date(line) else line.value) for line in lines)
    return Header(Span(0, _body_start(text, end)), next(dates, None), metadata)


def _states_date(line: _Line) -> bool:
    return field_of(line.key) == "published" and iso_date(line.value.rstrip(UNSURE)) is not None


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _body_start(text: str, position: int) -> int:
    """Return where the first character that is no white space stands, from `position` on."""
    while position < len(text) and text[position].isspace():
        position += 1
    return position
