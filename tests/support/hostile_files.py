"""Files that try to stop a run: each kind made anew, small on disk, by a function of nothing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from typing import Any

WORDS = "“We keep the gates open,” Ana Ruel said on Monday."


def _page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def _reading(text: str, *quotations: dict[str, Any], uri: str = "a.txt", story: str = "s") -> dict[str, Any]:
    return {"document": {"uri": uri, "text": text}, "story": {"id": story}, "quotations": list(quotations)}


def _quoted(start: int, end: int, **fields: Any) -> dict[str, Any]:
    return {"content": [[start, end]], "speaker": {"id": "ana", "name": "Ana Ruel"}} | fields


def _lines(*records: Any) -> bytes:
    return "\n".join(json.dumps(record) for record in records).encode()


def _near_duplicates(count: int) -> bytes:
    """Return bulletins of one speaker in which two words change."""
    said = "“We will not open the ferry in the year {0} for the people of the {0} quays,” Ana Ruel said."
    return _lines(*({"text": said.format(n), "published": f"2031-01-{n % 28 + 1:02}"} for n in range(count)))


def _spans_beyond_memory() -> bytes:
    """Return a Reading of one quotation with a span for each character of a long text, over and over."""
    text = "word " * 20_000
    return _lines(_reading(text, {"content": [[0, len(text)]] * 20_000}))


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "charset idna.html": lambda: b'<meta charset="idna"><p>\xff\xfe ' + WORDS.encode(),
    "charset punycode.html": lambda: b"<?xml version='1.0' encoding='punycode'?><html><p>\xff " + WORDS.encode(),
    "entities.html": lambda: _page("<p>" + "&#xD800;&#0;&#x110000;&bogus;" * 2000 + WORDS),
    "deep.html": lambda: _page("<div>" * 100_000 + WORDS),
    "wide.html": lambda: _page("<p>x" * 60_000),
    "attributes.html": lambda: _page("<p " + "a=1 " * 50_000 + ">" + WORDS),
    "unclosed.html": lambda: _page("<p " * 100_000 + "<!--" * 1000),
    "date.html": lambda: _page(f"<p>{WORDS}</p>", '<meta property="article:published_time" content="9999-99-99">'),
    "dots.txt.gz": lambda: gzip.compress(b"." * (32 << 20)),
    "more dots.txt.gz": lambda: gzip.compress(b"." * (4 << 20)),
    "cut short.txt.gz": lambda: gzip.compress(WORDS.encode() * 1000)[:-20],
    "twice.txt.gz": lambda: gzip.compress(gzip.compress(WORDS.encode())),
    "empty members.txt.gz": lambda: gzip.compress(b"") * 20_000 + gzip.compress(WORDS.encode()),
    "nested.json": lambda: b'{"text": ' + b"[" * 200_000,
    "values.json": lambda: b'{"text": "a", "x": [' + b"[]," * 1_000_000 + b"0]}",
    "numbers.json": lambda: b'{"text": "a", "date": ' + b"9" * 100_000 + b"}",
    "array of nothing.json": lambda: b"[" + b"0," * 300_000 + b"0]",
    "broken lines.jsonl": lambda: b'{"text"\n' * 30_000,
    "no records.jsonl": lambda: b"0\n" * 30_000,
    "one key often.jsonl": lambda: _lines({"text": WORDS} | {" " * n + "date": n for n in range(2000)}),
    "halves of characters.jsonl": lambda: b'{"text": "\\"We stay \\ud800\\udfff\\u0000,\\" Ana Ruel said.\\u2028"}',
    "near duplicates.jsonl": lambda: _near_duplicates(50),
    "merge.readings.jsonl": lambda: _lines(
        _reading(WORDS, _quoted(1, 10), _quoted(12, 20, speaker={"id": "ana", "name": "Osk"}))
    ),
    "rename.readings.jsonl": lambda: _lines(_reading(WORDS, _quoted(1, 10, speaker={"id": "ana", "name": "=1+1"}))),
    "story.txt": lambda: _lines(_reading(WORDS, _quoted(1, 10), uri="hostile/a.txt")),
    "inside itself.readings.jsonl": lambda: _lines(_reading(WORDS, _quoted(1, 10, id="a", inside="a"))),
    "outside.readings.jsonl": lambda: _lines(_reading(WORDS, _quoted(-5, 10**12), _quoted(9, 3), {"content": None})),
    "spans.readings.jsonl.gz": lambda: gzip.compress(_spans_beyond_memory()),
    "no text.bin": lambda: bytes(range(256)) * 100,
    "odd bytes.txt": lambda: b"\xff\xfe" + WORDS.encode("utf-16-le") + b"\x00",
    "spaces.txt": lambda: ("“We\x85stay,\u2028” Ana\u00a0Ruel\u200b said.\f" * 50).encode(),
    "blank lines.txt": lambda: b"\n" * 1_000_000 + WORDS.encode(),
    "marks.txt": lambda: ("“«„‘" * 1_000 + "”»“’" * 1_000).encode(),
    "one long word.txt": lambda: b"a" * 1_000_000,
    "headers.txt": lambda: b"title: a\n" * 10_000 + WORDS.encode(),
}
"""The bytes of each, by the name of its file."""
