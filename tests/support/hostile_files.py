"""Files that try to stop a run: each kind made anew, small on disk, by a function of nothing."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from bench.office_files import pdf, workbook

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


def _package(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


def _far_row() -> bytes:
    """Return a workbook in which a cell stands in the last row that a sheet may have."""
    with zipfile.ZipFile(io.BytesIO(workbook({"A": [["text"], [WORDS]]}))) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    sheet = (
        parts["xl/worksheets/sheet1.xml"].replace(b'<row r="2"', b'<row r="1048576"').replace(b'"A2"', b'"A1048576"')
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (parts | {"xl/worksheets/sheet1.xml": sheet}).items():
            made.writestr(name, content)
    return file.getvalue()


def _pages_that_swell() -> bytes:
    """Return a PDF whose one page becomes a hundred million characters."""
    stream = zlib.compress(b"(" + b"x" * 100_000_000 + b") Tj")
    form = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
    swelling = form % (len(stream), stream)
    return re.sub(rb"<< /Length \d+ >>\nstream.*?endstream", lambda _: swelling, pdf([["x"]]), flags=re.DOTALL)


def _deep_mail() -> bytes:
    inner = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000))
    return b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n" + inner


def _mail_of_parts(count: int) -> bytes:
    head = b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=e\n\n"
    return head + b"--e\nContent-Type: text/plain\n\n" * count + b"--e--\n"


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
    "swelling.docx": lambda: _package(word__document=b" " * 60_000_000),
    "swelling.xlsx": lambda: _package(xl__workbook=b" " * 60_000_000),
    "entities.docx": lambda: _package(word__document=b"<!DOCTYPE a [<!ENTITY a 'a'>]><a>&a;</a>"),
    "far row.xlsx": _far_row,
    "swelling.pdf": _pages_that_swell,
    "pages in a circle.pdf": lambda: pdf([["x"]]).replace(b"/Kids [4 0 R]", b"/Kids [5 0 R]"),
    "objects.pdf": lambda: b"%PDF-1.4\n" + b"1 0 obj << /Kids [1 0 R] >> endobj\n" * 50_000,
    "deep.eml": _deep_mail,
    "parts.eml": lambda: _mail_of_parts(30_000),
    "encoded words.eml": lambda: b"From: a@b.example\nTo: x\nDate: y\nSubject: " + b"=?a?q?" * 500_000 + b"\n\nwords\n",
    "parameters.eml": lambda: b'From: a@b\nTo: x\nMIME-Version: 1\nContent-Type: a/b; c="' + b";" * 3000 + b"\n\nx\n",
    "empty mails.mbox": lambda: b"From a@b.example Tue Mar  9 10:15:00 2032\nFrom: a\nTo: b\nDate: c\n\n" * 5000,
    "open mark.csv": lambda: b'title,text\na,"' + b"We stay.,\n" * 1000,
    "articles.txt": lambda: b"1 of 9 DOCUMENTS\n\nLENGTH: 1 words\n\n" * 3000,
    "articles without end.txt": lambda: b"61 words\n9 March 2032\nA\nAB\n(c) 2032 A\n\n" * 300,
    "headers.txt": lambda: b"title: a\n" * 10_000 + WORDS.encode(),
}
"""The bytes of each, by the name of its file."""
