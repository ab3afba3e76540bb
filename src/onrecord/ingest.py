"""From places into a record: each document is read, analysed and stored, in order; then what changed is linked."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from onrecord.analysis.batch import Analysed, analysed, analysed_again
from onrecord.readers.places import read
from onrecord.record_linking import relink
from onrecord.store.base import DocumentStore
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.corrections import corrections
from onrecord.types import Correction, Document, Problem, Progress
from onrecord.versions import analysis_version

_MOST_AT_ONCE = 100  # problems noted in one transaction


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
        yield from _kept(record, found, strict)
    relink(record, linking, jobs)


def analyse_again(record: Record, sha256: str) -> Problem | None:
    """Analyse the document with this hash anew, as people have corrected it; to be linked afterwards.

    Returns the Problem that kept it from being analysed, where the machine was at fault: it stands as before. Raises
    KeyError where the record holds no such document, RecordError if it cannot be written.
    """
    document = views.document(record, sha256)
    if document is None:
        raise KeyError(sha256)
    standing = corrections(record, sha256)
    found = analysed_again(document, standing)
    kept = _put(record, found, standing) if isinstance(found, Analysed) else found
    return kept if isinstance(kept, Problem) else None


def _kept(
    record: Record, found: Iterable[Analysed | Added | Problem], strict: bool
) -> Generator[Added | Problem, None, None]:
    """Yield what became of each thing once it is on disk; problems that follow each other are noted together."""
    waiting: list[Problem] = []
    for each in found:
        kept = _add(record, each, strict) if isinstance(each, Analysed) else each
        if isinstance(kept, Problem):
            waiting.append(kept)
        if not isinstance(kept, Problem) or len(waiting) == _MOST_AT_ONCE:
            record.note(*waiting)
            yield from waiting
            waiting.clear()
        if not isinstance(kept, Problem):
            yield kept
    record.note(*waiting)
    yield from waiting


def _unknown(record: DocumentStore, found: Iterable[Document | Problem]) -> Iterator[Document | Problem | Added]:
    """Pass on what has to be analysed; of what the record holds already, only note that it was received again."""
    for each in found:
        yield _again(record, each) or each if isinstance(each, Document) else each


def _again(record: DocumentStore, document: Document) -> Added | None:
    if not record.knows(document.sha256, analysis_version()):
        return None
    record.receive(document)
    return Added(document.uri, len(document.raw), new=False)


def _add(record: Record, found: Analysed, strict: bool) -> Added | Problem:
    document = found.document
    again = _again(record, document)  # the same bytes may have come twice while the first were in hand
    if again:
        return again
    kept = _put(record, found, strict=strict)
    if isinstance(kept, Problem):
        return kept
    stories = kept.readings
    found_problems = {problem: None for reading in stories for problem in reading.problems}
    problems = tuple(replace(problem, uri=problem.uri or document.uri) for problem in found_problems)
    quotations = sum(len(reading.quotations) for reading in stories)
    return Added(document.uri, len(document.raw), True, len(stories), quotations, problems)


def _put(
    record: Record, found: Analysed, applied: tuple[Correction, ...] = (), *, strict: bool = False
) -> Analysed | Problem:
    """Store a document as people have corrected it, which they may do meanwhile; return what is stored.

    `found` is what was found in it, with the corrections `applied`. A Problem says why nothing is stored.
    """
    document = found.document
    while True:
        standing = corrections(record, document.sha256)
        if standing != applied:
            again = analysed_again(document, standing, strict=strict)
            if isinstance(again, Problem):
                return again
            found, applied = again, standing
        record.add(document, found.readings, by=analysis_version())
        if corrections(record, document.sha256) == applied:
            return found
