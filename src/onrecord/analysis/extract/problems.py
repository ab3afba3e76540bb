"""Problems of a story: marks without a partner, and what was not read of it, counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.models.reading import Findings
from onrecord.types import Problem, Quotation, Reading, Span

MOST_UNPAIRED = 100  # marks of a story that are named one by one


def unpaired_marks(reading: Reading, marks: Sequence[Span]) -> Iterator[Problem]:
    """Yield a problem for every mark without a partner; of very many, one that counts the rest."""
    for mark in marks[:MOST_UNPAIRED]:
        message = f"quotation mark {mark.of(reading.document.text)} has no partner"
        yield _problem(reading, message, [mark], "read the passage in its story: its limits are a guess")
    if rest := marks[MOST_UNPAIRED:]:
        message = f"{len(rest):,} more quotation marks have no partner"
        yield _problem(reading, message, rest, "read the story: the limits of its quotations are guesses")


def left_out(reading: Reading, findings: Findings, quotations: Sequence[Quotation]) -> Iterator[Problem]:
    """Yield a problem for each kind of what was not read, with how much that is; `quotations` are those too many."""
    if findings.unread:
        size = sum(span.end - span.start for span in findings.unread)
        message = f"{len(findings.unread):,} paragraphs of {size:,} characters were not read: they are no prose"
        yield _problem(reading, message, findings.unread, "take out what is not prose, and add the text again")
    if findings.crowded:
        message = f"{len(findings.crowded):,} words that may report a statement were not looked at: too many in a row"
        yield _problem(reading, message, findings.crowded, "read the passage in its story")
    if quotations:
        message = f"{len(quotations):,} quotations were left out: the story has too many"
        spans = [span for quotation in quotations for span in quotation.content]
        yield _problem(reading, message, spans, "split the story into parts, and add those")


def _problem(reading: Reading, message: str, spans: Sequence[Span], remedy: str) -> Problem:
    span = Span(min(span.start for span in spans), max(span.end for span in spans))
    return Problem("extract", message, span, reading.document.uri, remedy)
