"""From places into a record: each document read, analysed and stored before the next is touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from onrecord.pipeline import readings, version
from onrecord.stages.read import read
from onrecord.store.record import Record
from onrecord.types import Document, Problem


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document; `new` is false for bytes that the record held already, analysed by this program."""

    uri: str
    size: int
    new: bool
    stories: int = 0
    quotations: int = 0
    problems: tuple[Problem, ...] = ()


def add(record: Record, places: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Added | Problem]:
    """Add everything at `places` to `record`, lazily: iterate to make it happen.

    Yields an Added for each document and a Problem for each input that is none. What has been yielded is safe on
    disk, so that a run that was stopped can simply be started again. Raises RecordError if the record cannot be
    written.
    """
    for found in read(places, stdin=stdin):
        if isinstance(found, Problem):
            record.note(found)
            yield found
        elif record.knows(found.sha256, version()):
            record.receive(found)
            yield Added(found.uri, len(found.raw), new=False)
        else:
            yield _add(record, found)


def _add(record: Record, document: Document) -> Added:
    stories = readings(document)
    record.add(document, stories, by=version())
    found = {problem: None for reading in stories for problem in reading.problems}
    problems = tuple(replace(problem, uri=problem.uri or document.uri) for problem in found)
    quotations = sum(len(reading.quotations) for reading in stories)
    return Added(document.uri, len(document.raw), True, len(stories), quotations, problems)
