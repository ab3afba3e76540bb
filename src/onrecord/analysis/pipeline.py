"""The order of the stages, and the one guard around them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from onrecord.analysis.accept import accept, restored
from onrecord.analysis.attribute import attribute
from onrecord.analysis.classify import classify
from onrecord.analysis.context import context
from onrecord.analysis.correct import correct, placed
from onrecord.analysis.extract import extract
from onrecord.analysis.split import split
from onrecord.text.masks import storable
from onrecord.types import READING_MEDIA_TYPE, Correction, Document, Problem, Reading, Span, Story, content_id

FAULTS = (ArithmeticError, LookupError, RecursionError, RuntimeError, ValueError)
"""What a text that nobody thought of may make a stage raise; anything else is an error of ours."""

STAGES: tuple[Callable[[Reading], Reading], ...] = (extract, correct, attribute, context, classify)
"""What happens to each story, in order, after `split` has made it."""


def readings(document: Document, corrections: Sequence[Correction] = ()) -> tuple[Reading, ...]:
    """Return a Reading for each story of `document`, every stage done; `corrections` are what people judged of it.

    A stage that fails on a story leaves a Problem in it and the rest of the work goes on.
    """
    if document.media_type == READING_MEDIA_TYPE:
        return (_taken_over(document, corrections),)
    try:
        stories = split(document)
    except FAULTS as error:
        stories = (_failed(_unread(document), "split", error),)
    return tuple(_through(reading) for reading in placed(stories, corrections))


def analyse(text: str, *, uri: str = "text") -> tuple[Reading, ...]:
    """Return what is on record in `text`: a Reading for each story, offsets counted in `text` itself."""
    raw = text.encode("utf-8", "surrogatepass")
    return readings(Document(uri=uri, raw=raw, text=storable(text), sha256=hashlib.sha256(raw).hexdigest()))


def _taken_over(document: Document, corrections: Sequence[Correction]) -> Reading:
    """Return the Reading that somebody else made of a document, with what it leaves open filled in."""
    try:
        given = correct(*placed([accept(document)], corrections))
    except FAULTS as error:
        return _failed(_unread(document), "accept", error)
    return restored(_through(given, STAGES[2:]), given)


def _unread(document: Document) -> Reading:
    whole = Span(0, len(document.text))
    return Reading(document, Story(content_id("story", document.sha256, *whole), whole), document.text)


def _through(reading: Reading, stages: Sequence[Callable[[Reading], Reading]] = STAGES) -> Reading:
    for stage in stages:
        try:
            reading = stage(reading)
        except FAULTS as error:
            return _failed(reading, stage.__name__, error)
    return reading


def _failed(reading: Reading, stage: str, error: Exception) -> Reading:
    problem = Problem(
        stage=stage,
        message=f"this story was not read to the end ({type(error).__name__})",
        span=reading.story.span,
        uri=reading.document.uri,
        remedy="please report it with the text that caused it",
    )
    return replace(reading, problems=(*reading.problems, problem))
