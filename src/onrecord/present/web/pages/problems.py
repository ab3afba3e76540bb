"""The page of what could not be read, and of judgements whose words are not found: what, where, what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request

from onrecord.present.web.components import paging
from onrecord.present.web.components.links import story_at
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.words import LONGEST_MESSAGE, characters, counted, shortened
from onrecord.store.sqlite.anchoring.unplaced import UnplacedJudgement, unplaced
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.cursor import START, Cursor, Part
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
class UnplacedRow:
    """A judgement of a person that holds for nothing now: who judged, on which words, and the command to place it."""

    made: str
    words: tuple[str, ...]
    remedy: str


@dataclass(frozen=True, slots=True)
class ProblemsPage:
    """A page of problems; the first has the judgements that hold for nothing now, too."""

    heading: str
    total: int
    rows: tuple[ProblemRow, ...]
    range: str
    first: str
    next: str
    unplaced: tuple[UnplacedRow, ...]


def page(connection: RecordConnection, request: Request) -> Page:
    """Return the page of problems that the address asks for."""
    after = paging.requested(request)
    record = connection.record()
    found = views.problems(record, PAGE_SIZE, after)
    lost = unplaced(record, PAGE_SIZE) if after == START else ()
    following = paging.next_page("/problems", found.next)
    return Page(
        "problems.html",
        "Problems",
        lambda: _view(found, after, following, lost),
        lambda: _data(found, following, lost),
    )


def _view(found: Part[ProblemView], after: Cursor, following: str, lost: Iterable[UnplacedJudgement]) -> ProblemsPage:
    return ProblemsPage(
        heading=counted(found.total, "problem") if found.total else "No problems",
        total=found.total,
        rows=tuple(map(_row, found.rows)),
        range=paging.row_range(after, len(found.rows)),
        first=paging.first_page("/problems", after),
        next=following,
        unplaced=tuple(map(_unplaced_row, lost)),
    )


def _data(found: Part[ProblemView], following: str, lost: Iterable[UnplacedJudgement]) -> dict[str, object]:
    rows = list(map(plain, found.rows))
    unplaced_rows = list(map(plain, lost))
    return {"total": found.total, "problems": rows, "next": paging.data_address(following), "unplaced": unplaced_rows}


def _unplaced_row(each: UnplacedJudgement) -> UnplacedRow:
    one = each.judgement
    words = (" ".join(mention.text for mention in lost.words) or lost.name or lost.id for lost in each.lost)
    return UnplacedRow(
        made=shortened(f"Judgement {one.number} by {one.by}, {one.at[:10]}", LONGEST_MESSAGE),
        words=tuple(shortened(each, LONGEST_MESSAGE) for each in words),
        remedy="`onrecord judge --unplaced` prints how to place it again, or to withdraw it.",
    )


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
