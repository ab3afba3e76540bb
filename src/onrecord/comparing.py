"""A statement with its reports side by side: which words each outlet carried, and how they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.stages.link.wordings import wordings
from onrecord.store.record import Record
from onrecord.store.statements import ReportView, StatementView, statement, statements
from onrecord.types import Report, Wording, to_plain


@dataclass(frozen=True, slots=True)
class Compared:
    """A statement, and for each of its reports, in the same order, what it made of the words."""

    statement: StatementView
    wordings: tuple[Wording, ...]

    @property
    def rows(self) -> tuple[tuple[ReportView, Wording], ...]:
        """Return each report with its wording."""
        return tuple(zip(self.statement.reports, self.wordings, strict=True))

    def report(self, quotation: str) -> ReportView:
        """Return the report that this quotation is; raises KeyError if it is none."""
        for report in self.statement.reports:
            if report.quotation.id == quotation:
                return report
        raise KeyError(quotation)


def compare(record: Record, identity: str) -> Compared | None:
    """Return the statement that the quotation with this id (or its only beginning) reports, with its wordings.

    Raises AmbiguousError, naming them, when several ids start so.
    """
    found = statement(record, identity)
    return compared(found) if found else None


def compared(view: StatementView) -> Compared:
    """Return a statement with its wordings."""
    return Compared(view, wordings([_report(report) for report in view.reports]))


def all_compared(record: Record) -> Iterator[Compared]:
    """Yield all statements of a record with their wordings, in the order of their ids."""
    return map(compared, statements(record))


def to_line(one: Compared) -> dict[str, Any]:
    """Return a statement as an object of the interchange contract (docs/reference/contract.md)."""
    view = one.statement
    first = view.reports[0].quotation
    said = next((report.quotation.said for report in view.reports if report.quotation.said), None)
    best = max(view.reports, key=lambda report: (report.quotation.form == "direct", len(report.quotation.text)))
    speaker = next((report.quotation.speaker for report in view.reports if report.quotation.speaker), None)
    return {
        "id": view.id,
        "speaker": to_plain(speaker) | {"id": view.actor, "name": view.speaker} if speaker else None,
        "said": to_plain(said),
        "text": best.quotation.text,
        "act": first.act,
        "quotations": [_quotation(one, report, wording) for report, wording in one.rows],
    }


def _quotation(one: Compared, report: ReportView, wording: Wording) -> dict[str, Any]:
    quotation, story = report.quotation, report.story
    return {
        "id": quotation.id,
        "document": report.document,
        "story": story.id,
        "outlet": story.outlet,
        "published": story.published.value if story.published else None,
        "language": story.language,
        "content": to_plain(quotation.content),
        "form": quotation.form,
        "text": quotation.text,
        "relay": [link.name for link in quotation.relay],
        "wording": wording.kind,
        "against": wording.against,
        "differences": [
            {
                "kind": difference.kind,
                "span": to_plain(difference.span),
                "other": one.report(wording.against).document if wording.against else None,
                "other_span": to_plain(difference.other),
            }
            for difference in wording.differences
        ],
        "beside": report.beside,
        "because": [part._asdict() for part in report.because],
    }


def _report(view: ReportView) -> Report:
    quotation, story = view.quotation, view.story
    published = story.published.value if story.published else None
    return Report(quotation.id, quotation.text, quotation.content, quotation.form, story.language or "", published)
