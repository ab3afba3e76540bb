"""The page of what could not be read: what, where, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from onrecord.present.web.components import paging
from onrecord.present.web.components.links import story_at
from onrecord.present.web.http.connection import Shelf
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.words import LONGEST_MESSAGE, characters, counted, shortened
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.views import ProblemView

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One problem."""

    message: str
    stage: str
    document: str
    place: str
    story: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of problems."""

    heading: str
    total: int
    rows: tuple[Row, ...]
    range: str
    first: str
    next: str


def page(shelf: Shelf, request: Request) -> Page:
    """Return the page of problems that the address asks for."""
    after = paging.asked(request)
    found = views.problems(shelf.record(), PAGE_SIZE, after)
    view = Listed(
        heading=counted(found.total, "problem") if found.total else "No problems",
        total=found.total,
        rows=tuple(map(_row, found.rows)),
        range=paging.reach(after, len(found.rows)),
        first=paging.first("/problems", after),
        next=paging.turned("/problems", found.next),
    )
    data = {"total": found.total, "problems": list(map(plain, found.rows)), "next": paging.as_data(view.next)}
    return Page("problems.html", "Problems", view, data)


def _row(view: ProblemView) -> Row:
    problem = view.problem
    place = f"characters {characters(problem.span)}" if problem.span else "as a whole"
    otherwise = (
        "Nothing: the rest of the document was read." if view.document else "See that it can be read; add it again."
    )
    return Row(
        message=shortened(problem.message, LONGEST_MESSAGE),
        stage=problem.stage,
        document=shortened(view.document or problem.uri or "", LONGEST_MESSAGE),
        place=place,
        story=story_at(view.story, start=problem.span.start if problem.span else None) if view.story else "",
        remedy=shortened(problem.remedy or otherwise, LONGEST_MESSAGE),
    )
