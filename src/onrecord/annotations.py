"""Compares what people changed in brat with what was exported, and keeps each difference as a judgement.

Only what differs from the export counts, so that a folder that is older than the record takes nothing back; and only
what the record does not show already, so that judging a folder twice is judging it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord.analysis.correct import FIELDS
from onrecord.ingest import analyse_again
from onrecord.readers.brat import Annotated, Marked, annotated
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.exports import stories_of
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes import corrections as stored
from onrecord.store.sqlite.writes.judgements import Judgement, judgements
from onrecord.types import Correction, Marks, Mention, Problem, Quotation, Span, content_id

_HASH = re.compile(r"(?:.*-)?([0-9a-f]{16})")
_STAGE = "judge"


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one document: how many quotations were corrected, taken out and added, and the judgements."""

    corrected: int = 0
    removed: int = 0
    added: int = 0
    numbers: range = range(0)


@dataclass(frozen=True, slots=True)
class _Change:
    """How one quotation is marked now (None: no more), and how it was when it was exported (None: not at all)."""

    quotation: str
    was: Marks | None
    now: Marks | None


@dataclass(frozen=True, slots=True)
class _RecordedDocument:
    """What the record holds of a document: the spans of its stories, its quotations, and what people judged of them."""

    sha256: str
    stories: tuple[Span, ...]
    quotations: Mapping[str, Quotation]
    standing: Mapping[str, Correction]


def judge(record: Record, folder: Path, *, because: str, by: str, at: str) -> Iterator[Judged | Problem]:
    """Judge as the folder has it: yield what became of each document, and a Problem for each that cannot be used.

    Iterate to make it happen; what has been yielded is safe on disk. Link the record afterwards. Raises OSError where
    the folder cannot be read, RecordError if the record cannot be written.
    """
    for found in annotated(folder):
        yield found if isinstance(found, Problem) else _judge(record, found, because, by, at)


def withdraw(record: Record, judgement: Judgement, *, because: str, by: str, at: str) -> None:
    """Withdraw what was judged of a quotation: the program reads it again. Link the record afterwards."""
    stored.withdraw(record, judgement.left, judgement.right, because=because, by=by, at=at)
    analyse_again(record, judgement.right)


def judgement(record: Record, number: int) -> Judgement | None:
    """Return the judgement with this number, if it is one of the marks of a quotation, and withdraws none."""
    found = (each for each in judgements(record) if each.number == number and each.kind == stored.KIND)
    return next((each for each in found if each.verdict != "withdrawn"), None)


def _judge(record: Record, found: Annotated, because: str, by: str, at: str) -> Judged | Problem:
    recorded = _recorded(record, found)
    if isinstance(recorded, Problem):
        return recorded
    changes = list(_changes(recorded, found.exported, found.marked))
    if astray := next((each.now for each in changes if each.now and not _in_a_story(recorded, each.now)), None):
        message = f"“{astray.content[0].text[:60]}” and its cue and source do not stand in one story of the document"
        return _problem(found, message, "Mark a quotation inside one story, and judge the folder again.")
    wanted = {each: _correction(recorded, each, because, by) for each in changes if not _is_shown(recorded, each)}
    news = {each: one for each, one in wanted.items() if not _stands(recorded, one)}
    numbers = stored.note(record, recorded.sha256, list(news.values()), at=at) if news else range(0)
    if wanted:  # of those that stood already, a run that was stopped may have left the quotations as they were
        problem = analyse_again(record, recorded.sha256)
        if problem:
            return problem
    removed, added = (sum(getattr(each, name) is None for each in news) for name in ("now", "was"))
    return Judged(len(news) - removed - added, removed, added, numbers)


def _recorded(record: Record, found: Annotated) -> _RecordedDocument | Problem:
    """Return what the record holds of a document, whose hash stands in the name of the file."""
    name = _HASH.fullmatch(found.path.stem)
    sha256 = views.sha256_starting(record, name[1]) if name else None
    if sha256 is None:
        return _problem(
            found, "names no document of the record", "Keep the names of the files, and judge the same record."
        )
    if views.document_text(record, sha256) != found.text:
        again = "Copy the .txt back from the folder as it was exported, or export anew."
        return _problem(found, "the text beside it is not that of the document in the record", again)
    stories = stories_of(record, sha256)
    quotations = {each.quotation.id: each.quotation for story in stories for each in story.quotations}
    standing = {one.quotation: one for one in stored.corrections(record, sha256)}
    return _RecordedDocument(sha256, tuple(story.story.span for story in stories), quotations, standing)


def _problem(found: Annotated, message: str, remedy: str) -> Problem:
    return Problem(_STAGE, message, uri=str(found.path), remedy=remedy)


def _changes(recorded: _RecordedDocument, exported: Sequence[Marked], marked: Sequence[Marked]) -> Iterator[_Change]:
    """Yield what is marked otherwise than it was exported; a mark that lost its note is known by its content.

    One that was added, judged, and changed since is known by the words that it kept.
    """
    before = {each.quotation: each.marks for each in exported if each.quotation is not None}
    now = {each.quotation: each.marks for each in marked if each.quotation in before}
    missing = {marks.content: name for name, marks in before.items() if name not in now}
    for each in marked:
        if each.quotation not in before:
            content = each.marks.content
            name = (
                missing.pop(content, "")
                or _added_before(recorded, marked, content)
                or _new_id(recorded.sha256, content)
            )
            now[name] = each.marks
    for name in dict.fromkeys((*before, *now)):
        if before.get(name) != now.get(name):
            yield _Change(name, before.get(name), now.get(name))


def _added_before(recorded: _RecordedDocument, marked: Sequence[Marked], content: Sequence[Mention]) -> str:
    """Return the id of a quotation that was added with other limits, which are marked no more; "" without any."""
    there = {each.marks.content for each in marked}
    added = (one for one in recorded.standing.values() if one.marks and not one.was and one.marks.content not in there)
    meets = (one.quotation for one in added if one.marks and _meet(one.marks.content, content))
    return next(meets, "")


def _meet(left: Sequence[Mention], right: Sequence[Mention]) -> bool:
    return any(one.span.meets(other.span) for one in left for other in right)


def _new_id(sha256: str, content: Sequence[Mention]) -> str:
    return content_id("added quotation", sha256, *(edge for mention in content for edge in mention.span))


def _in_a_story(recorded: _RecordedDocument, marks: Marks) -> bool:
    spans = [mention.span for mention in (*marks.content, marks.cue, marks.source) if mention]
    return any(all(story.covers(span) for span in spans) for story in recorded.stories)


def _fields(change: _Change) -> tuple[str, ...]:
    """Return the fields that a person set right; all of a quotation that was missed."""
    was, now = change.was, change.now
    return tuple(name for name in FIELDS if now and (was is None or getattr(was, name) != getattr(now, name)))


def _is_shown(recorded: _RecordedDocument, change: _Change) -> bool:
    """Tell whether the record shows a quotation as it is marked, whoever had it so."""
    there, before = recorded.quotations.get(change.quotation), recorded.standing.get(change.quotation)
    if change.now is None:
        return there is None and before is not None and before.marks is None
    if change.was is None:
        return any(all(_same(one, change.now, name) for name in FIELDS) for one in recorded.quotations.values())
    return there is not None and all(_same(there, change.now, name) for name in _fields(change))


def _same(quotation: Quotation, marks: Marks, name: str) -> bool:
    return bool(getattr(quotation, name) == _spans(getattr(marks, name)))


def _spans(value: Any) -> Any:
    """Return where mentions stand, and anything else as it is."""
    if isinstance(value, tuple):
        return tuple(mention.span for mention in value)
    return value.span if isinstance(value, Mention) else value


def _correction(recorded: _RecordedDocument, change: _Change, because: str, by: str) -> Correction:
    """Return what a person judged, with what was judged of the same quotation before and stands."""
    before = recorded.standing.get(change.quotation)
    marks, judged, was = change.now, _fields(change), change.was.content if change.was else ()
    if marks and before and before.marks:
        was = before.was
        marks = replace(before.marks, **{name: getattr(marks, name) for name in judged})
        judged = tuple(name for name in FIELDS if name in judged or name in before.judged)
    content = marks.content if marks else was
    beside = (one.id for one in recorded.quotations.values() if one.id != change.quotation and _is_beside(one, content))
    return Correction(change.quotation, marks, judged, was, tuple(beside), by, because)


def _is_beside(one: Quotation, content: Sequence[Mention]) -> bool:
    """Tell whether a quotation shares words with a content, and is not the same."""
    spans = _spans(tuple(content))
    return one.content != spans and any(span.meets(other) for span in spans for other in one.content)


def _stands(recorded: _RecordedDocument, one: Correction) -> bool:
    before = recorded.standing.get(one.quotation)
    return before is not None and (before.marks, before.judged) == (one.marks, one.judged)
