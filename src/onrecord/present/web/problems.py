"""The page of what could not be read: what, where, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from onrecord.present.web.links import story_at
from onrecord.present.web.paging import asked_page, turned
from onrecord.present.web.respond import Page, plain
from onrecord.present.web.shelf import Shelf
from onrecord.present.words import LONGEST_MESSAGE, characters, counted, shortened
from onrecord.store import views
from onrecord.store.views import ProblemView

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
    previous: str
    next: str


def page(shelf: Shelf, request: Request) -> Page:
    """Return the page of problems that the address asks for."""
    number = asked_page(request.query_params.get("page", ""), "the problems")
    record = shelf.record()
    found = views.problems(record, PAGE_SIZE + 1, (number - 1) * PAGE_SIZE)
    total = views.summary(record).problems
    shown = found[:PAGE_SIZE]
    view = Listed(
        heading=counted(total, "problem") if total else "No problems",
        total=total,
        rows=tuple(map(_row, shown)),
        previous=turned("/problems", number - 1, there=number > 1),
        next=turned("/problems", number + 1, there=len(found) > PAGE_SIZE),
    )
    return Page("problems.html", "Problems", view, {"total": total, "problems": list(map(plain, shown))})


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
