"""A statement beside others: what each of its reports made of the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.lexicons.wording_words import tells_of_translation
from onrecord.linking.quote_alignment import wording_beside, wordings
from onrecord.store.sqlite.reads.statements import ReportView, StatementView, statement, statements
from onrecord.store.sqlite.record import Record
from onrecord.types import Report, Wording


class ComparedReport(NamedTuple):
    """A report of a statement, and what it made of the words."""

    report: ReportView
    wording: Wording


@dataclass(frozen=True, slots=True)
class ComparedStatement:
    """A statement, and for each of its reports, in the same order, what it made of the words."""

    statement: StatementView
    wordings: tuple[Wording, ...]

    @property
    def rows(self) -> tuple[ComparedReport, ...]:
        """Return each report with its wording."""
        return tuple(ComparedReport(*pair) for pair in zip(self.statement.reports, self.wordings, strict=True))

    def report(self, quotation: str) -> ReportView:
        """Return the report that this quotation is; raises KeyError if it is none."""
        for report in self.statement.reports:
            if report.quotation.id == quotation:
                return report
        raise KeyError(quotation)

    def versions(self) -> tuple[tuple[ReportView, ...], ...]:
        """Return the reports of each page of which there are several versions, version by version."""
        pages: dict[str, list[ReportView]] = {}
        for report in self.statement.reports:
            if report.url:
                pages.setdefault(report.url, []).append(report)
        return tuple(tuple(several) for several in pages.values() if len({report.sha256 for report in several}) > 1)


def compare(record: Record, identity: str) -> ComparedStatement | None:
    """Return the statement that the quotation with this id (or its only beginning) reports, with its wordings.

    Raises AmbiguousError, naming them, when several ids start so.
    """
    found = statement(record, identity)
    return compared(found) if found else None


def compared(view: StatementView) -> ComparedStatement:
    """Return a statement with its wordings."""
    return ComparedStatement(view, wordings([_report(report) for report in view.reports]))


def all_compared(record: Record) -> Iterator[ComparedStatement]:
    """Yield all statements of a record with their wordings, in the order of their ids."""
    return map(compared, statements(record))


def fullest_report(view: StatementView) -> ReportView:
    """Return the report with the longest of the quoted wordings of a statement, or of those there are.

    What another program found counts only where there is nothing else.
    """

    def fullness(report: ReportView) -> tuple[bool, bool, int]:
        return not report.guest, report.quotation.form == "direct", len(report.quotation.text)

    return max(view.reports, key=fullness)


def fullest(view: StatementView) -> str:
    """Return the longest of the quoted wordings of a statement, or of those there are."""
    return fullest_report(view).quotation.text


def held_beside(first: StatementView, other: StatementView) -> Wording:
    """Return in what the fullest words of a statement differ from those of another (`linking.quote_alignment`)."""
    return wording_beside(_report(fullest_report(first)), _report(fullest_report(other)))


def _report(view: ReportView) -> Report:
    quotation, story = view.quotation, view.story
    published = story.published.value if story.published else None
    language = story.language or ""
    translated = tells_of_translation(view.introduction, language)
    return Report(quotation.id, quotation.text, quotation.content, quotation.form, language, published, translated)
