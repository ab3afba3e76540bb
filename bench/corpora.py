"""The gold there is: the demo's, which comes with the project, and what the folder of corpora beside it holds."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.score import Row
from onrecord.analysis.pipeline import readings
from onrecord.readers.places import read
from onrecord.store.sqlite.record import Record
from onrecord.types import Document, Quotation, Reading, Span, Speaker, actor_key, content_id

HERE = Path(__file__).parent
DEMO = HERE.parent / "src" / "onrecord" / "demo"
CORPORA = Path(os.environ.get("ONRECORD_CORPORA", HERE.parent.parent / "shared" / "corpora"))


@dataclass(frozen=True, slots=True)
class Text:
    """A document with its labels; outside `labelled` nothing is known, and nothing is scored."""

    name: str
    document: Document
    labelled: Span
    quotations: tuple[Row, ...] = ()
    headlines: tuple[Span, ...] | None = None
    furniture: tuple[Span, ...] = ()
    dates: tuple[str | None, ...] = ()


@cache
def demo() -> tuple[Text, ...]:
    """Return the made-up texts of the demo with their gold."""
    return _labelled(DEMO, HERE / "gold" / "demo", ("gold.jsonl", "stories.json", "furniture.json"))


@cache
def seeds() -> tuple[Text, ...]:
    """Return the labelled half of the seeds; nothing where the corpora are not at hand."""
    folder = CORPORA / "seeds"
    return _labelled(folder, folder, ("gold_dev.jsonl", "stories_dev.json", "furniture_dev.json"))


def polnear(part: str) -> Iterator[Text]:
    """Yield the articles of a part of PolNeAR; nothing where the corpora are not at hand."""
    path = CORPORA / "polnear" / f"{part}.jsonl"
    if not path.exists():
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            raw = article["text"].encode()
            document = Document(uri=article["doc_id"], raw=raw, text=article["text"])
            rows = tuple(_row(quotation) for quotation in article["quotes"])
            yield Text(article["doc_id"], document, Span(0, len(document.text)), rows)


@cache
def events() -> tuple[tuple[str, str], ...]:
    """Return headline and body of the unlabelled full articles; nothing where the corpora are not at hand."""
    found = []
    for document in read([CORPORA / "events"]) if (CORPORA / "events").is_dir() else ():
        if isinstance(document, Document):
            headline, _, body = document.text[document.header.end :].partition("\n\n")
            found.append((headline.strip(), body.strip().removeprefix(headline.strip()).strip()))
    return tuple(found)


def given(record: dict[str, Any]) -> Reading:
    """Return the Reading that the program makes of one that is given as an object of the interchange contract.

    It is one as the program would have found it itself: under the ids of the object, and no guest.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "given.readings.jsonl"
        path.write_text(json.dumps(record), encoding="utf-8")
        (document,) = read([path])
    assert isinstance(document, Document), document  # noqa: S101
    (found,) = readings(document)
    given_ids = [row["id"] for row in record["quotations"] if row.get("id")]
    ids = {content_id("quotation", document.sha256, "given", one): one for one in given_ids}
    quotations = tuple(
        replace(one, id=ids.get(one.id, one.id), inside=ids.get(one.inside or ""), speaker=_as_found(one, found))
        for one in found.quotations
    )
    document = replace(document, uri=record["document"]["uri"], media_type="text/plain")
    return replace(found, document=document, quotations=quotations)


def _as_found(quotation: Quotation, reading: Reading) -> Speaker | None:
    """Return the speaker under the id that its name would have in a story that the program read itself."""
    speaker = quotation.speaker
    keys = (actor_key(speaker.name), actor_key(speaker.name, reading.story.id)) if speaker else ()
    own = {content_id("guest", reading.document.sha256, key): key for key in keys}
    return speaker and replace(speaker, id=own.get(speaker.id, speaker.id))


@contextmanager
def recorded(given: Iterable[Reading]) -> Iterator[Record]:
    """Give a record of Readings, in a folder that is taken away afterwards; nothing in it is linked yet."""
    with TemporaryDirectory() as folder, Record.open(Path(folder) / "bench.db") as record:
        for reading in given:
            record.add(reading.document, [reading], by="bench")
        yield record


def fingerprint(texts: tuple[Text, ...]) -> str:
    """Return a hash of texts and labels, to tell that a floor was set on the same ones."""
    joined = "\x1f".join(f"{text.document.sha256}{text.quotations}{text.headlines}{text.furniture}" for text in texts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def _labelled(folder: Path, gold: Path, names: tuple[str, str, str]) -> tuple[Text, ...]:
    if not gold.is_dir():
        return ()
    quotations = [json.loads(line) for line in (gold / names[0]).read_text(encoding="utf-8").splitlines()]
    stories, furniture = (json.loads((gold / name).read_text(encoding="utf-8")) for name in names[1:])
    documents = {_name(document.uri): document for document in read([folder]) if isinstance(document, Document)}
    labelled = dict.fromkeys(row["document"] for row in quotations)
    return tuple(
        _text(documents[name], name, quotations, [s for s in stories if _is_of(s, name)], furniture)
        for name in labelled
    )


def _text(
    document: Document, name: str, quotations: list[dict[str, Any]], stories: list[dict[str, Any]], furniture: list[Any]
) -> Text:
    end = max(story["end_offset"] for story in stories) if len(stories) > 1 else len(document.text)
    headlines = [_headline(story) for story in stories if story.get("headline_offset") is not None]
    return Text(
        name=name,
        document=document,
        labelled=Span(0, end),
        quotations=tuple(_row(q) for q in quotations if q["document"] == name and not q.get("furniture")),
        headlines=tuple(headlines) if stories else None,
        furniture=tuple(Span(*row["span"]) for row in furniture if _is_of(row, name)),
        dates=tuple(story["date"] for story in stories),
    )


def _headline(story: dict[str, Any]) -> Span:
    return Span(story["headline_offset"], story["headline_offset"] + len(story["headline"]))


def _is_of(row: dict[str, Any], name: str) -> bool:
    """The seeds name a document by its number, and their stories are all of the one digest."""
    if "document" in row:
        return bool(row["document"] == name)
    return name.startswith(f"{row.get('seed', 3):03d}")


def _name(uri: str) -> str:
    return uri.rsplit("/", 1)[-1]


def _row(label: dict[str, Any]) -> Row:
    head = label.get("source_head")
    return Row(
        content=_spans(label["content"]),
        source=_spans(label["source"]),
        head=tuple(head) if head and isinstance(head[0], int) else None,
        form=label["type"],
        optional=not label.get("flat", True),
        label=label,
    )


def _spans(value: Any) -> tuple[tuple[int, int], ...]:
    """One span or a list of them, or nothing."""
    if not value:
        return ()
    return (tuple(value),) if isinstance(value[0], int) else tuple(tuple(span) for span in value)
