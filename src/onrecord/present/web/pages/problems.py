"""The page of what could not be read: what, where, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from onrecord.present.web.components import paging
from onrecord.present.web.components.links import story_at
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.words import LONGEST_MESSAGE, characters, counted, shortened
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.cursor import Cursor, Part
from onrecord.store.sqlite.reads.views import ProblemView

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem."""

    message: str
    stage: str
    document: str
    place: str
    story: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ProblemsPage:
    """A page of problems."""

    heading: str
    total: int
    rows: tuple[ProblemRow, ...]
    range: str
    first: str
    next: str


def page(connection: RecordConnection, request: Request) -> Page:
    """Return the page of problems that the address asks for."""
    after = paging.requested(request)
    found = views.problems(connection.record(), PAGE_SIZE, after)
    following = paging.next_page("/problems", found.next)
    return Page("problems.html", "Problems", lambda: _view(found, after, following), lambda: _data(found, following))


def _view(found: Part[ProblemView], after: Cursor, following: str) -> ProblemsPage:
    return ProblemsPage(
        heading=counted(found.total, "problem") if found.total else "No problems",
        total=found.total,
        rows=tuple(map(_row, found.rows)),
        range=paging.row_range(after, len(found.rows)),
        first=paging.first_page("/problems", after),
        next=following,
    )


def _data(found: Part[ProblemView], following: str) -> dict[str, object]:
    rows = list(map(plain, found.rows))
    return {"total": found.total, "problems": rows, "next": paging.data_address(following)}


def _row(view: ProblemView) -> ProblemRow:
    problem = view.problem
    place = f"characters {characters(problem.span)}" if problem.span else "as a whole"
    otherwise = (
        "Nothing: the rest of the document was read." if view.document else "See that it can be read; add it again."
    )
    return ProblemRow(
        message=shortened(problem.message, LONGEST_MESSAGE),
        stage=problem.stage,
        document=shortened(view.document or problem.uri or "", LONGEST_MESSAGE),
        place=place,
        story=story_at(view.story, start=problem.span.start if problem.span else None) if view.story else "",
        remedy=shortened(problem.remedy or otherwise, LONGEST_MESSAGE),
    )
