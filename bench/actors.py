"""Actors: of labelled pairs of mentions in different documents, which the record takes for one.

The labels (`gold/actors/pairs.jsonl`) name documents and spans, no text. A mention is the source of a quotation, or, in
languages whose quotations are not found yet (`given`), the name at the span. The pairs were drawn at random within
strata: the same name in two documents, names of one family that may be one person, names that look alike, family names
alone, other languages.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import corpora
from bench.score import Score
from onrecord.analysis.batch import Analysed, analysed
from onrecord.readers.places import read
from onrecord.record_linking import relink_actors
from onrecord.store.sqlite.record import Record
from onrecord.types import Document, Metadata, Quotation, Reading, Span, Speaker, SpeakerKind, content_id

GOLD = Path(__file__).parent / "gold" / "actors" / "pairs.jsonl"
FOLDERS = ("seeds", "multi_outlet", "events")
JOBS = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an actor is named; `given` is its kind where the name at the span is taken as it stands."""

    document: str
    span: Span
    given: SpeakerKind | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions, and whether they mean one actor."""

    stratum: str
    left: Mention
    right: Mention
    same: bool


@dataclass(frozen=True, slots=True)
class Result:
    """Pairs taken for one against those that are, in all and by stratum; how many mentions were found, of how many."""

    all: Score
    strata: dict[str, Score]
    found: int
    mentions: int


def pairs() -> tuple[Pair, ...]:
    """Return the labelled pairs."""
    rows = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    return tuple(Pair(row["stratum"], _mention(row["left"]), _mention(row["right"]), row["same"]) for row in rows)


def fingerprint() -> str:
    """Return a hash of the labels."""
    return hashlib.sha256(GOLD.read_bytes()).hexdigest()[:16]


@cache
def run() -> Result | None:
    """Link all corpora and score the pairs whose mentions were found; None where the corpora are not at hand."""
    documents = dict(_documents())
    if not documents:
        return None
    gold = pairs()
    mentions = {mention for pair in gold for mention in (pair.left, pair.right)}
    actors = _linked(documents, mentions)
    strata: dict[str, Score] = {}
    for pair in gold:
        left, right = actors.get(pair.left), actors.get(pair.right)
        if left and right:
            joined = left == right
            strata[pair.stratum] = strata.get(pair.stratum, Score()) + Score(joined and pair.same, joined, pair.same)
    return Result(sum(strata.values(), Score()), strata, len(actors), len(mentions))


def _mention(row: dict[str, object]) -> Mention:
    return Mention(str(row["document"]), Span(*row["span"]), row.get("given"))  # type: ignore[misc, arg-type]


def _documents() -> Iterator[tuple[str, Document]]:
    for part in ("train", "dev"):
        for text in corpora.polnear(part):
            outlet, day, *_ = text.name.split("_")  # a name such as "post_2031-04-09_bridge-opens"
            yield f"polnear/{text.name}", replace(text.document, metadata=Metadata(outlet=outlet, published=day))
    for folder in FOLDERS:
        for found in read([corpora.CORPORA / folder]) if (corpora.CORPORA / folder).is_dir() else ():
            if isinstance(found, Document):
                yield f"{folder}/{found.uri.rsplit('/', 1)[-1]}", found


def _linked(documents: dict[str, Document], mentions: Iterable[Mention]) -> dict[Mention, str]:
    """Return the actor for whom each mention is taken in a record of all documents."""
    by_document: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_document.setdefault(mention.document, []).append(mention)
    raw: dict[Mention, str] = {}
    with TemporaryDirectory() as folder, Record.open(Path(folder) / "bench.db") as record:
        for name, found in zip(documents, analysed(documents.values(), JOBS), strict=True):
            if not isinstance(found, Analysed):
                continue
            asked = by_document.get(name, [])
            given = {mention: _given(found.document, mention) for mention in asked if mention.given}
            stories = found.readings if not given else _with(found.readings, tuple(given.values()))
            record.add(found.document, stories, by="bench")
            raw.update(_speakers(found.readings, [mention for mention in asked if not mention.given]))
            raw.update((mention, quotation.speaker.id) for mention, quotation in given.items() if quotation.speaker)
        relink_actors(record)
        with record.reading() as db:
            taken = {row["actor"]: row["canonical"] for row in db.execute("SELECT actor, canonical FROM actor_links")}
    return {mention: taken.get(actor, actor) for mention, actor in raw.items()}


def _given(document: Document, mention: Mention) -> Quotation:
    """Return a quotation by the name at a mention, as the stages before would make it."""
    name = mention.span.of(document.text)
    alone = mention.given == "person" and " " not in name
    key = (document.sha256, name.casefold()) if alone else (name.casefold(),)
    speaker = Speaker(content_id("actor", *key), name, mention.given or "unknown")
    identity = content_id(document.sha256, *mention.span)
    return Quotation(identity, "indirect", (mention.span,), name, source=mention.span, speaker=speaker)


def _with(readings: tuple[Reading, ...], given: tuple[Quotation, ...]) -> tuple[Reading, ...]:
    document = readings[0].document
    story = replace(readings[0].story, id=content_id(document.sha256, "given"))
    return (*readings, Reading(document, story, document.text, given))


def _speakers(readings: Iterable[Reading], asked: Iterable[Mention]) -> Iterator[tuple[Mention, str]]:
    """Yield for each mention the actor that speaks where it stands; of several, the one said most often."""
    quotations = [q for reading in readings for q in reading.quotations if q.source and q.speaker]
    for mention in asked:
        at = Counter(q.speaker.id for q in quotations if q.speaker and q.source and q.source.meets(mention.span))
        if at:
            yield mention, min(at, key=lambda actor: (-at[actor], actor))
