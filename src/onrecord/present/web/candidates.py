"""The page that lets people choose when the start of an id means several things."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from onrecord.present.web.respond import Page


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


def page(kind: str, identity: str, message: str, candidate: Callable[[str], Candidate | None]) -> Page:
    """Return the page; `message` is the store's, which names the ids, and `candidate` looks one of them up."""
    ids = list(_named(message))
    found = tuple(each for each in map(candidate, ids) if each)
    view = Candidates(kind, identity, found, message.partition(";")[0].endswith("…"))
    data = {"error": {"status": 300, "message": message}, "candidates": ids}
    return Page("candidates.html", f"Several {kind} start with {identity}", view, data, 300)


def _named(message: str) -> Iterable[str]:
    listed = message.partition(": ")[2].partition(";")[0]
    return filter(None, (part.strip(" …") for part in listed.split(",")))
