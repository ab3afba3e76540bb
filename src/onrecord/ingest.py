"""From places into a record: each document is read, analysed and stored, in order; then what changed is linked."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from onrecord.analysis import pipeline
from onrecord.analysis.batch import Analysed, analysed
from onrecord.readers.places import read
from onrecord.record_linking import relink
from onrecord.store.base import DocumentStore
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.corrections import corrections
from onrecord.types import Correction, Document, Problem, Progress, Reading
from onrecord.versions import analysis_version


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document; `new` is false for bytes that the record held already, analysed by this program."""

    uri: str
    size: int
    new: bool
    stories: int = 0
    quotations: int = 0
    problems: tuple[Problem, ...] = ()


def add(
    record: Record,
    places: Iterable[str | Path],
    *,
    stdin: BinaryIO | None = None,
    jobs: int = 1,
    strict: bool = False,
    readings: bool = False,
    linking: Progress | None = None,
) -> Iterator[Added | Problem]:
    """Add everything at `places` to `record`, lazily: iterate to make it happen. Last of all, the record is linked.

    Yields an Added for each document and a Problem for each input that is none, in the order of the places. What has
    been yielded is safe on disk, so that a run that was stopped can simply be started again. With more `jobs` than
    one, that many processes analyse, and as many threads of this one, which reads and stores, link. What a reader or a
    stage raises is a Problem, or with `strict` raised. Readings that another program made are taken over with
    `readings`, or from files whose names end in `.readings.jsonl`. `linking` hears how many quotations have been
    compared with others, of how many. Raises RecordError if the record cannot be written, and ChildProcessError if no
    process can be started.
    """
    unknown = _unknown(record, read(places, stdin=stdin, strict=strict, readings=readings))
    found: Generator[Analysed | Added | Problem, None, None] = analysed(unknown, jobs, strict=strict)
    with closing(found):
        for each in found:
            if isinstance(each, Analysed):
                yield _add(record, each)
                continue
            if isinstance(each, Problem):
                record.note(each)
            yield each
    relink(record, linking, jobs)


def analyse_again(record: Record, sha256: str) -> None:
    """Analyse the document with this hash anew, as people have corrected it; to be linked afterwards.

    Raises KeyError where the record holds no such document, RecordError if it cannot be written.
    """
    document = views.document(record, sha256)
    if document is None:
        raise KeyError(sha256)
    standing = corrections(record, sha256)
    _put(record, document, pipeline.readings(document, standing), standing)


def _unknown(record: DocumentStore, found: Iterable[Document | Problem]) -> Iterator[Document | Problem | Added]:
    """Pass on what has to be analysed; of what the record holds already, only note that it was received again."""
    for each in found:
        yield _again(record, each) or each if isinstance(each, Document) else each


def _again(record: DocumentStore, document: Document) -> Added | None:
    if not record.knows(document.sha256, analysis_version()):
        return None
    record.receive(document)
    return Added(document.uri, len(document.raw), new=False)


def _add(record: Record, found: Analysed) -> Added:
    document = found.document
    again = _again(record, document)  # the same bytes may have come twice while the first were in hand
    if again:
        return again
    stories = _put(record, document, found.readings)
    found_problems = {problem: None for reading in stories for problem in reading.problems}
    problems = tuple(replace(problem, uri=problem.uri or document.uri) for problem in found_problems)
    quotations = sum(len(reading.quotations) for reading in stories)
    return Added(document.uri, len(document.raw), True, len(stories), quotations, problems)


def _put(
    record: Record, document: Document, stories: tuple[Reading, ...], applied: tuple[Correction, ...] = ()
) -> tuple[Reading, ...]:
    """Store a document as people have corrected it, which they may do meanwhile; return what is stored.

    `stories` are what was found in it, with the corrections `applied`.
    """
    while True:
        standing = corrections(record, document.sha256)
        if standing != applied:
            stories, applied = pipeline.readings(document, standing), standing
        record.add(document, stories, by=analysis_version())
        if corrections(record, document.sha256) == applied:
            return stories
