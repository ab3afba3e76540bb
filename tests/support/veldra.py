"""The record of a harbour, a hostile and a long story that the tests of pages look at, with its addresses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from onrecord.store.sqlite.record import Record
from onrecord.types import (
    Dated,
    Document,
    Metadata,
    Probabilities,
    Problem,
    Quotation,
    Reading,
    Reason,
    Relay,
    Span,
    Speaker,
    Story,
    covered,
)

TAMSIN = Speaker("tamsin", "Orla Tamsin", "person", "harbour minister")

BREKK = Speaker("brekk", "Ivo Brekk", "person")

EVIL = Speaker("evil", 'Ada "<i>Quill</i>" \u202elive', "person", "<u>minister</u>")

HARBOUR = """Harbour of Veldra stays open

By Nils Orrin

“The harbour stays open,” said Orla Tamsin, “whatever the weather brings.”

She added that ‘no ship will wait’, as Ivo Brekk told her on Monday.

“A stray mark stands here, said nobody.
"""

HOSTILE = """<script>alert(1)</script> \u202egnorw \x1b[31m \x9b

"><img src=x onerror=alert(1)> “Quay fees <b>rise</b>,” said Ada.

قال الوزير إن الميناء مفتوح.
"""

LONG_LINE = (
    "“We shall meet again,” said Ivo Brekk in note {}. Rain went over the quay, and nobody minded the long delay.\n\n"
)

LONG = "A long story\n\n" + "".join(LONG_LINE.format(number) for number in range(2600))


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def said(text: str, identity: str, *content: str, **more: Any) -> Quotation:
    spans = tuple(at(text, words) for words in content)
    return Quotation(identity, more.pop("form", "direct"), spans, covered(text, spans), **more)


def document(uri: str, text: str, **more: Any) -> Document:
    return Document(uri=uri, raw=text.encode(), text=text, **more)


def harbour() -> tuple[Document, Reading]:
    stray = Problem("extract", "quotation mark without a partner", at(HARBOUR, "“A"), None, "Read the passage.")
    received = document(
        "veldra/harbour.txt",
        HARBOUR,
        metadata=Metadata(url="https://gull.example/harbour"),
        retrieved="2032-03-10T08:00:00Z",
    )
    headline = at(HARBOUR, "Harbour of Veldra stays open")
    published = Dated("2032-03-09", "stated")
    story = Story("5afe0001", Span(0, len(HARBOUR)), headline.of(HARBOUR), headline, "The Gull", None, published, "en")
    quotations = (
        said(
            HARBOUR,
            "aaaaaa01",
            "“The harbour stays open,”",
            "“whatever the weather brings.”",
            cue=at(HARBOUR, "said"),
            source=at(HARBOUR, "Orla Tamsin"),
            speaker=TAMSIN,
            said=Dated("2032-03-08", "inferred"),
            relay=(Relay("Veldra Wire", "agency", Span(0, 1)),),
            confidence=0.93,
            probabilities=Probabilities(speaker=0.984, said=0.999, polarity=1.0),
            because=(Reason("speaker", "named beside the words", at(HARBOUR, "Orla Tamsin")),),
        ),
        said(
            HARBOUR,
            "aaaaaa02",
            "that ‘no ship will wait’, as Ivo Brekk told her on Monday",
            cue=at(HARBOUR, "added"),
            source=at(HARBOUR, "She"),
            speaker=TAMSIN,
            form="mixed",
            kind="belief",
            confidence=0.8,
        ),
        said(
            HARBOUR,
            "bbbbbb03",
            "‘no ship will wait’",
            cue=at(HARBOUR, "told"),
            source=at(HARBOUR, "Ivo Brekk"),
            speaker=BREKK,
            inside="aaaaaa02",
            confidence=0.6,
        ),
        said(HARBOUR, "cccccc04", "Harbour of Veldra stays open", form="indirect", headline=True, implicit=True),
    )
    return received, Reading(received, story, HARBOUR, quotations, problems=(stray,))


def hostile() -> tuple[Document, Reading]:
    received = document("javascript:alert(2)", HOSTILE, metadata=Metadata(url="javascript:alert(3)"))
    headline = at(HOSTILE, "<script>alert(1)</script> \u202egnorw")
    published = Dated("2030-11-02", "published")
    story = Story(
        "5afe0002", Span(0, len(HOSTILE)), headline.of(HOSTILE), headline, 'Evil & "Sons" <hr>', "<b>me</b>", published
    )
    quotations = (
        said(HOSTILE, "dddddd05", "“Quay fees <b>rise</b>,”", speaker=EVIL, cue=at(HOSTILE, "said")),
        said(HOSTILE, "dddddd06", "إن الميناء مفتوح", source=at(HOSTILE, "الوزير"), form="indirect"),
        said(HOSTILE, "odd/ id?.json#", "rise", speaker=EVIL),
    )
    return received, Reading(received, story, HOSTILE, quotations)


def long() -> tuple[Document, Reading]:
    received = document("long.txt", LONG)
    story = Story("10a90003", Span(0, len(LONG)), "A long story", Span(0, 12), "The Gull", None, None, "en")
    quotations = []
    for number, match in enumerate(re.finditer("“We shall meet again,”", LONG)):
        span = Span(*match.span())
        quotations.append(Quotation(f"ee{number:06}", "direct", (span,), span.of(LONG), speaker=BREKK, confidence=0.9))
    return received, Reading(received, story, LONG, tuple(quotations))


def veldra_record(folder: Path) -> Path:
    """Make the record of these three stories, and of sixty files that held nothing."""
    path = folder / "veldra.db"
    with Record.open(path) as filled:
        for received, reading in (harbour(), hostile(), long()):
            filled.add(received, [reading], by="test")
        for number in range(60):
            filled.note(Problem("read", f"nothing in file {number} is text", None, f"<b>{number}</b>.bin"))
    return path


ADDRESSES = {
    "front": "/",
    "results": "/?q=harbour",
    "facet": "/?speaker=tamsin&form=direct&since=2032&until=2032-03-09&order=newest",
    "newest": "/?order=newest&after=WzIwXQ",
    "none": "/?q=%22unheard+of%22&speaker=tamsin",
    "wrong": "/?since=yesterday",
    "quotation": "/quotation/aaaaaa01",
    "nested": "/quotation/aaaaaa02",
    "hostile quotation": "/quotation/dddddd05",
    "odd id": "/quotation/" + quote("odd/ id?.json#", safe=""),
    "candidates": "/quotation/aaaaaa",
    "story": "/story/5afe0001?quotation=aaaaaa01",
    "hostile story": "/story/5afe0002",
    "long story": "/story/10a90003?from=200000",
    "person": "/person/tamsin",
    "claims of a person": "/person/tamsin?show=claims",
    "claims of a hostile person": "/person/evil?show=claims",
    "hostile person": "/person/evil",
    "much quoted": "/person/brekk",
    "outlet": "/outlet/the%20gull",
    "alterations": "/outlet/the%20gull?show=alterations",
    "hostile outlet": "/outlet/" + quote('Evil & "Sons" <hr>', safe=""),
    "people": "/people?name=a",
    "outlets": "/outlets",
    "nobody": "/people?name=%3Cb%3E",
    "comparison": "/compare?q=harbour&side=Tamsin&side=outlet:gull&side=statement:aaaaaa01",
    "hostile comparison": "/compare?side=statement:dddddd05&side=quill&side=%3Cb%3E&side=statement:aaaaaa01",
    "no such statement": "/compare?side=Tamsin&side=statement:%3Cscript%3E",
    "hostile digest": "/digest?since=2030",
    "digest of a claim": "/digest?claim=Quay+fees+%3Cb%3Erise%3C/b%3E",
    "no claim": "/digest?claim=%E2%80%AE%3C%3F",
    "problems": "/problems?after=WzUwXQ",
    "about": "/about",
    "missing": "/quotation/ffffffff",
}

STATUS = {"wrong": 400, "no such statement": 400, "no claim": 400, "candidates": 300, "missing": 404}
