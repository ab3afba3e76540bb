"""The page that says what this is and what it is not."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from onrecord.present.accuracy import MEASURED, MEASURED_ON, Measured
from onrecord.present.terms import BELIEF, CONFIDENCE, FORMS, IMPLICIT
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.words import Time, times
from onrecord.store.errors import RecordError
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.views import Summary
from onrecord.versions import analysis_version

NOTICE = "Onrecord shows evidence: who is reported to have said what, and where it stands. It does not rule on truth."


@dataclass(frozen=True, slots=True)
class AboutPage:
    """The words that need explaining."""

    notice: str
    forms: tuple[str, ...]
    belief: str
    implicit: str
    confidence: str
    summary: Summary | None
    measured: tuple[Measured, ...]
    measured_on: tuple[Time, ...]


def page(connection: RecordConnection, _request: Request) -> Page:
    """Return the page; it is there without a record, too."""
    summary = _summary(connection)
    return Page("about.html", "About", lambda: _view(summary), lambda: _data(summary))


def _view(summary: Summary | None) -> AboutPage:
    forms = tuple(FORMS.values())
    return AboutPage(NOTICE, forms, BELIEF, IMPLICIT, CONFIDENCE, summary, MEASURED, times(MEASURED_ON))


def _data(summary: Summary | None) -> dict[str, object]:
    return {
        "about": NOTICE,
        "version": analysis_version(),
        "summary": plain(summary) if summary else None,
        "measured": {"on": MEASURED_ON, "figures": list(map(plain, MEASURED))},
    }


def _summary(connection: RecordConnection) -> Summary | None:
    try:
        return views.summary(connection.record())
    except RecordError:
        return None
