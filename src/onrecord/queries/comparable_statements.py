"""Statements of a record as they are compared with others: their passages, what each of them does, and their days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from onrecord.lexicons.modality import conditions, firmness, negates
from onrecord.store.sqlite.keys import days_of
from onrecord.store.sqlite.reads.statements import ReportView, StatementView
from onrecord.text.passages import passages
from onrecord.types import ComparableStatement, Place, Span, with_offsets

_FEWEST_WORDS = 3  # of a passage whose topic can be known
_MOST_PASSAGES = 16
_UNDATED = ("published", "unknown")


def comparable_statement(view: StatementView) -> ComparableStatement:
    """Return a statement as it is compared with others; its quoted passages come first."""
    found: dict[str, str | None] = {}  # passages, each with its language
    for report, passage in _passages(view):
        if len(passage.split()) >= _FEWEST_WORDS:
            found.setdefault(passage, report.story.language)
    kept = list(found.items())[:_MOST_PASSAGES]
    languages = [report.story.language or "" for report in view.reports]
    return ComparableStatement(
        id=view.id,
        actor=view.actor or "",
        speaker=view.speaker or "",
        acts=tuple(report.quotation.act or "" for report in view.reports),
        passages=tuple(passage for passage, _ in kept),
        negated=tuple(negates(*each) for each in kept),
        firmness=tuple(firmness(*each) for each in kept),
        conditional=tuple(conditions(*each) for each in kept),
        stories=frozenset(report.story.id for report in view.reports),
        days=days_of_statement(view),
        language=max(sorted(set(languages)), key=languages.count, default=""),
    )


def _passages(view: StatementView) -> Iterator[tuple[ReportView, str]]:
    for report in sorted(view.reports, key=lambda report: report.quotation.form == "indirect"):
        for passage in passages(report.quotation.text, report.quotation.content):
            yield report, passage


def place_of(view: StatementView, passage: str) -> Place | None:
    """Return where a passage of a statement stands, in the first report that has it; None where none has."""
    for report, own in _passages(view):
        if own == passage:
            return _place(report, report.quotation.text.index(passage), len(passage))
    return None


def _place(report: ReportView, start: int, length: int) -> Place:
    """Return the place of so many characters of the words of a report, which are those of its spans."""
    for part, offset in with_offsets(report.quotation.content):
        if offset <= start < offset + part.end - part.start:
            begin = part.start + start - offset
            return Place(report.quotation.id, Span(begin, begin + length))
    return Place(report.quotation.id, report.quotation.content[0])


def days_of_statement(view: StatementView) -> tuple[int, int] | None:
    """Return the first and last day on which a statement may have been made, counted from 0001-01-01.

    They are the days that a report states, the most precise; else those of the first report that came out.
    """
    found = []
    for report in view.reports:
        said = report.quotation.said
        stated = said is not None and said.basis not in _UNDATED
        if days := days_of(said if stated else report.story.published):
            found.append((not stated, days[1] - days[0], days))
    return min(found)[2] if found else None


def first_day(view: StatementView) -> str:
    """Return the first day on which a statement may have been made (ISO), "" where no report has one."""
    days = days_of_statement(view)
    return date.fromordinal(days[0]).isoformat() if days else ""
