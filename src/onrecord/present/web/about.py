"""The page that says what this is and what it is not."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from onrecord.pipeline import version
from onrecord.present.terms import BELIEF, CONFIDENCE, IMPLICIT
from onrecord.present.web.respond import Page
from onrecord.present.web.shelf import Shelf
from onrecord.present.words import FORMS

NOTICE = "Onrecord shows evidence: who is reported to have said what, and where it stands. It does not rule on truth."


@dataclass(frozen=True, slots=True)
class About:
    """The words that need explaining."""

    notice: str
    forms: tuple[str, ...]
    belief: str
    implicit: str
    confidence: str


def page(_shelf: Shelf, _request: Request) -> Page:
    """Return the page; it is there without a record, too."""
    about = About(NOTICE, tuple(FORMS.values()), BELIEF, IMPLICIT, CONFIDENCE)
    return Page("about.html", "About", about, {"about": NOTICE, "version": version()})
