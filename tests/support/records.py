"""Small readings made by hand, and a record of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onrecord.store.sqlite.record import Record
from onrecord.types import (
    Block,
    Dated,
    Document,
    Entry,
    Mention,
    Metadata,
    Probabilities,
    Problem,
    Quotation,
    Reading,
    Relay,
    Span,
    Speaker,
    Story,
    content_id,
)

ADA = Speaker("ada", "Ada Vell", "person", "harbour minister")


def reading(
    name: str,
    *said: str,
    speaker: Speaker | None = ADA,
    day: str | None = "2031-04-09",
    outlet: str | None = "The Lowen Post",
    form: str = "direct",
) -> Reading:
    """Return a small story in which each of `said` is a quotation in a paragraph of its own."""
    text, spans = f"News of {name}\n\n", []
    for words in said:
        spans.append(Span(len(text), len(text) + len(words)))
        text += f"{words} said the speaker.\n\n"
    document = Document(f"{name}.txt", text.encode("utf-8", "replace"), text)
    published = Dated(day, "stated") if day else None
    story = Story(content_id(document.sha256, 0), Span(0, len(text)), f"News of {name}", None, outlet, None, published)
    quotations = tuple(
        Quotation(content_id(document.sha256, *span), form, (span,), span.of(text), speaker=speaker)  # type: ignore[arg-type]
        for span in spans
    )
    return Reading(document, story, text, quotations)


def full_reading() -> Reading:
    """Return a reading in which every field of every noun is filled."""
    text = "HEADER\nHarbour stays open\n\n"
    text += "“It stays,” Ada Vell told the harbour board in Lowen, the Tarn agency said, “open.”\n"
    problems = (Problem("read", "odd mark", Span(3, 4), "b.eml", "look"), Problem("read", "a second"))
    document = Document(
        "b.eml", b"\x00raw\xff", text, "", "message/rfc822", "utf-8",
        Metadata("https://lowen.example/1", "Harbour", "T. Orr", "2031-04-09", "The Lowen Post", "en"),
        Span(0, 7), Span(2, 5), "2031-04-10T08:00:00Z", problems,
        (Block(Span(27, 38), "post", Span(39, 47), Dated("2031-04-08", "stated", Span(7, 9))),
         Block(Span(30, 40), "turn")),
        (Entry(Span(7, 25), Span(7, 14), Dated("2031-04-09", "stated")), Entry(Span(27, 110))),
    )  # fmt: skip
    story = Story(
        "story0001", Span(7, len(text)), "Harbour stays open", Span(7, 25), "The Lowen Post", "T. Orr",
        Dated("2031-04-09", "dateline", Span(7, 9)), "en",
    )  # fmt: skip
    quotation = Quotation(
        "quotation0001", "mixed", (Span(27, 38), Span(103, 110)), "“It stays,” “open.”", Span(47, 51), Span(39, 47),
        Speaker("ada", "Ada Vell", "person", "harbour minister"), Dated("2031-04/2031-05", "relative", Span(1, 2)),
        Mention("the harbour board", Span(52, 69)), Mention("Lowen", Span(73, 78)),
        (Relay("Tarn", "agency", Span(84, 88)), Relay("Bryn", "outlet", Span(0, 1))), "promise",
        (Span(27, 38),), "quotation0002", True, True, "belief", 0.75,
        probabilities=Probabilities(0.98, 0.91, 0.62, 0.97, 0.55, 0.5, 0.45),
    )  # fmt: skip
    bare = Quotation("quotation0002", "indirect", (Span(30, 40),), "x", polarity="hypothetical")
    return Reading(document, story, text, (quotation, bare), problems=(Problem("extract", "lost", Span(9, 10)),))


def put(record: Record, *readings: Reading, by: str = "v1") -> None:
    for one in readings:
        record.add(one.document, [one], by=by)


def check(record: Record) -> None:
    """Have SQLite and both indexes look for damage and for rows that they and the tables do not share."""
    with record.writing() as db:
        for index in ("quotation_words", "story_words"):
            db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def detailed(one: Reading, *fields: dict[str, Any]) -> Reading:
    """Return a story with these fields of its quotations, one mapping a quotation."""
    pairs = zip(one.quotations, fields, strict=True)
    return replace(one, quotations=tuple(replace(quotation, **given) for quotation, given in pairs))
