"""Boxes beside a story: what asks to subscribe or sign up, what leads to other stories, what praises the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, islice
from typing import Any

from onrecord import lexicons
from onrecord.readers.inputs import STAGE
from onrecord.readers.pages.layout import Layout
from onrecord.readers.pages.runs import Run, runs
from onrecord.types import Problem

_BOXES = ("div", "section", "aside", "form", "ul", "ol", "figure", "details", "p", "table", "amp-sidebar")
_MOST_WORDS = 160  # of a box; what is longer holds the story, whatever it is called
_NAMED_WORDS = 15  # of a box that its name alone makes one
_LINE_WORDS, _LINE_LENGTH = 14, 400  # words of a line that asks, standing alone; characters of any
_OF_PAGE = 0.5  # of the words of a page that a box may have
_COMPARE = (
    "Compare with the page in a browser. If you may read the rest, save the page while it shows it, and add that."
)


def take_out_boxes(tree: Any, layout: Layout, uri: str) -> None:
    """Take out the boxes of a page; where one asks for a subscription, the story may go on, which is a Problem."""
    total = sum(len(run.text.split()) for run in runs(tree))
    asks = False
    for element in list(tree.iter(*_BOXES)):
        if not _is_of(element, tree):
            continue  # it went with a box around it
        if kind := _is_box(element, total):
            asks = asks or kind == "subscription"
            element.drop_tree()
    if _take_out_lines(tree) or asks:
        message = "the page asks for a subscription: the story may go on behind it"
        layout.problems.append(Problem(STAGE, message, uri=uri, remedy=_COMPARE))


def _take_out_lines(tree: Any) -> bool:
    """Blank lines that ask for a subscription, with praise of the paper beside them; tell whether there were any."""
    found = list(runs(tree))
    kinds = [_by_words(run.text) if len(run.text) <= _LINE_LENGTH else None for run in found]
    if "subscription" not in kinds:
        return False
    kinds = [kind or _praise(run.text) for kind, run in zip(kinds, found, strict=True)]
    asks = False
    for kind, group in groupby(range(len(found)), key=lambda n: bool(kinds[n])):
        at = list(group)
        length = sum(len(found[n].text.split()) for n in at)
        if kind and any(kinds[n] == "subscription" for n in at) and (len(at) > 1 or length <= _LINE_WORDS):
            asks = True
            for n in at:
                found[n].blank()
    return asks


def _praise(text: str) -> str | None:
    """Return that a line praises the paper, as readers do beside what asks to subscribe; None for any other."""
    patterns = (pattern for kind, pattern in _patterns("words") if kind == "testimonial")
    praises = len(text) <= _LINE_LENGTH and any(pattern.fullmatch(text) for pattern in patterns)
    return "testimonial" if praises else None


def _is_of(element: Any, tree: Any) -> bool:
    return element is not tree and any(each is tree for each in element.iterancestors())


def _is_box(element: Any, total: int) -> str | None:
    """Return of what kind a box an element is, None if it is none: by its name and by the words that it begins with.

    What both say may be most of what a page shows; what one of them says is a smaller part of it.
    """
    names = (element.get("class", ""), element.get("id", ""), element.get("data-component", ""))
    named = _by_name(" ".join(names))
    if named is None and (element.tag == "p" or not _begins_so(element)):
        return None
    found = list(_first_runs(element))
    count = sum(len(run.text.split()) for run in found)
    if count > _MOST_WORDS or element.find(".//h1") is not None:
        return None
    worded = next((kind for run in (found if named else found[:2]) if (kind := _by_words(run.text))), None)
    if named and worded:
        return "subscription" if "subscription" in (named, worded) else named
    if count > _OF_PAGE * total:
        return None
    return worded if named == "subscription" and count > _NAMED_WORDS else named or worded


def _begins_so(element: Any) -> bool:
    """Tell whether one of the first two lines of an element is how a box begins."""
    return any(_by_words(run.text) for run in islice(runs(element), 2))


def _first_runs(element: Any) -> Iterator[Run]:
    """Yield the runs of an element as far as a box may go."""
    count = 0
    for run in runs(element):
        yield run
        count += len(run.text.split())
        if count > _MOST_WORDS:
            return


def _by_name(names: str) -> str | None:
    return next((kind for kind, pattern in _patterns("name") if names.strip() and pattern.search(names)), None)


def _by_words(text: str) -> str | None:
    found = ((kind, pattern) for kind, pattern in _patterns("words") if kind != "testimonial")
    return next((kind for kind, pattern in found if pattern.match(text)), None)


@cache
def _patterns(by: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (row for row in lexicons.rows("und", "page_boxes") if row["by"] == by)
    return tuple((row["kind"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)
