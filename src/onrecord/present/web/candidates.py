"""The page that lets people choose when the start of an id means several things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.present.web.respond import Page
from onrecord.store.errors import AmbiguousError


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the things that may be meant."""

    address: str
    words: str
    beside: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """The start of an id, and what has such an id; with `more`, there are others."""

    kind: str
    identity: str
    found: tuple[Candidate, ...]
    more: bool


def page(kind: str, identity: str, error: AmbiguousError, candidate: Callable[[str], Candidate | None]) -> Page:
    """Return the page for what the store could not decide; `candidate` looks one id up."""
    found = tuple(each for each in map(candidate, error.ids) if each)
    view = Candidates(kind, identity, found, error.more)
    data = {"detail": str(error), "candidates": list(error.ids)}
    return Page("candidates.html", f"Several {kind} start with {identity}", view, data, 300)
