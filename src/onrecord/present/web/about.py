"""The page that says what this is and what it is not."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from onrecord.pipeline import version
from onrecord.present.measured import MEASURED, MEASURED_ON, Measured
from onrecord.present.terms import BELIEF, CONFIDENCE, IMPLICIT
from onrecord.present.web.respond import Page, plain
from onrecord.present.web.shelf import Shelf
from onrecord.present.words import FORMS, Time, times
from onrecord.store import views
from onrecord.store.errors import RecordError
from onrecord.store.views import Summary

NOTICE = "Onrecord shows evidence: who is reported to have said what, and where it stands. It does not rule on truth."


@dataclass(frozen=True, slots=True)
class About:
    """The words that need explaining."""

    notice: str
    forms: tuple[str, ...]
    belief: str
    implicit: str
    confidence: str
    summary: Summary | None
    measured: tuple[Measured, ...]
    measured_on: tuple[Time, ...]


def page(shelf: Shelf, _request: Request) -> Page:
    """Return the page; it is there without a record, too."""
    summary = _summary(shelf)
    forms = tuple(FORMS.values())
    about = About(NOTICE, forms, BELIEF, IMPLICIT, CONFIDENCE, summary, MEASURED, times(MEASURED_ON))
    data = {
        "about": NOTICE,
        "version": version(),
        "summary": plain(summary) if summary else None,
        "measured": {"on": MEASURED_ON, "figures": list(map(plain, MEASURED))},
    }
    return Page("about.html", "About", about, data)


def _summary(shelf: Shelf) -> Summary | None:
    try:
        return views.summary(shelf.record())
    except RecordError:
        return None
