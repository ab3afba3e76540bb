"""The page that lets people choose when the start of an id means several things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.present.web.http.responses import Page
from onrecord.present.words import LONGEST_ID
from onrecord.store.errors import AmbiguousError
from onrecord.store.sqlite.record import Record

Thing = TypeVar("Thing")
Find = Callable[[Record, str], Thing | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the things that may be meant."""

    address: str
    words: str
    beside: str


@dataclass(frozen=True, slots=True)
class DisambiguationPage:
    """The start of an id, and what has such an id; with `more`, there are others."""

    kind: str
    identity: str
    found: tuple[Candidate, ...]
    more: bool


class AmbiguousIdError(Exception):
    """The start of an id in an address means several things; `page` lets people choose."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.title)
        self.page = page


def find_by_id(
    record: Record, request: Request, names: tuple[str, str], find: Find[Thing], candidate: Find[Candidate]
) -> Thing:
    """Return the one thing that an address names by its id or the start of it.

    `names` are those of one and of several such things, `find` looks one up by such an id, `candidate` describes
    what has a whole id. Raises HTTPException (404) where there is none, AmbiguousIdError where there are several.
    """
    identity = str(request.path_params["identity"])
    try:
        found = find(record, identity) if len(identity) <= LONGEST_ID else None
    except AmbiguousError as error:
        raise AmbiguousIdError(_page(record, names[1], identity, error, candidate)) from None
    if found is None:
        raise HTTPException(404, f"The record holds no {names[0]} with the id {identity[:40]}.")
    return found


def _page(record: Record, kind: str, identity: str, error: AmbiguousError, candidate: Find[Candidate]) -> Page:
    found = tuple(each for each in (candidate(record, one) for one in error.ids) if each)
    view = DisambiguationPage(kind, identity, found, error.more)
    data = {"detail": str(error), "candidates": list(error.ids)}
    return Page("disambiguation.html", f"Several {kind} start with {identity}", lambda: view, lambda: data, 300)
