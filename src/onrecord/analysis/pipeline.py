"""The pipeline: the stages in order, from a document to its readings, and the one guard around them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from onrecord.analysis.accept import accept, with_given, with_guests
from onrecord.analysis.attribute import attribute
from onrecord.analysis.classify import classify
from onrecord.analysis.context import context
from onrecord.analysis.correct import correct, with_corrections
from onrecord.analysis.extract import extract
from onrecord.analysis.split import split
from onrecord.analysis.understand import understand
from onrecord.process_limits import OverTimeError
from onrecord.text.masks import storable
from onrecord.types import READING_MEDIA_TYPE, Correction, Document, Problem, Reading, Span, Story, content_id

Made = TypeVar("Made")

STAGES: tuple[Callable[[Reading], Reading], ...] = (extract, correct, understand, attribute, context, classify)
"""What happens to each story, in order, after `split` has made it."""


def readings(
    document: Document, corrections: Sequence[Correction] = (), *, strict: bool = False
) -> tuple[Reading, ...]:
    """Return a Reading for each story of `document`, every stage done; `corrections` are what people judged of it.

    Whatever a stage raises at a story is left as a Problem in it, and the rest of the work goes on; `strict` raises it.
    MemoryError and OverTimeError are raised in any case: they are of the document as a whole, or of the machine.
    """
    if document.media_type == READING_MEDIA_TYPE:
        return (_given(document, corrections, strict),)
    whole = _unread(document)
    stories = _guarded("split", whole, lambda: with_corrections(split(document), corrections), strict)
    if isinstance(stories, Problem):
        return (_with(whole, stories),)
    return tuple(_through(reading, STAGES, strict) for reading in stories)


def analyse(text: str, *, uri: str = "text", strict: bool = False) -> tuple[Reading, ...]:
    """Return a Reading for each story of `text`; offsets count characters of `text` itself.

    `strict` is as in `readings`.
    """
    raw = text.encode("utf-8", "surrogatepass")
    document = Document(uri=uri, raw=raw, text=storable(text), sha256=hashlib.sha256(raw).hexdigest())
    return readings(document, strict=strict)


def failed(document: Document, problem: Problem) -> Reading:
    """Return the Reading of a document that was given up: its whole text as one story, and why."""
    return _with(_unread(document), replace(problem, span=Span(0, len(document.text)), uri=document.uri))


def _unread(document: Document) -> Reading:
    whole = Span(0, len(document.text))
    return Reading(document, Story(content_id("story", document.sha256, *whole), whole), document.text)


def _given(document: Document, corrections: Sequence[Correction], strict: bool) -> Reading:
    """Return the Reading that somebody else made of a document, with what it leaves open filled in."""
    whole = _unread(document)
    given = _guarded("accept", whole, lambda: correct(*with_corrections([accept(document)], corrections)), strict)
    if isinstance(given, Problem):
        return _with(whole, given)
    return with_guests(_through(given, (*STAGES[2:], partial(with_given, given=given)), strict))


def _through(reading: Reading, stages: Sequence[Callable[[Reading], Reading]], strict: bool) -> Reading:
    for stage in stages:
        name = stage.func.__name__ if isinstance(stage, partial) else stage.__name__
        after = _guarded(name, reading, partial(stage, reading), strict)
        if isinstance(after, Problem):
            return _with(reading, after)
        reading = after
    return reading


def _guarded(stage: str, before: Reading, run: Callable[[], Made], strict: bool) -> Made | Problem:
    """Return what a stage makes, or the Problem that it raised something: the one guard around the stages."""
    try:
        return run()
    except (MemoryError, OverTimeError):
        raise
    except Exception as error:
        if strict:
            raise
        return Problem(
            stage=stage,
            message=f"this story was not read to the end ({type(error).__name__})",
            span=before.story.span,
            uri=before.document.uri,
            remedy="please report it with the text that caused it",
        )


def _with(reading: Reading, problem: Problem) -> Reading:
    return replace(reading, problems=(*reading.problems, problem))
