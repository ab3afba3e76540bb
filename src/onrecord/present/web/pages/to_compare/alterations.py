"""The words of an outlet beside those of another in one statement, where they are not the same: to compare.

Behind an address of its own, since reports are compared word by word, which takes seconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from starlette.exceptions import HTTPException

from onrecord.present.differences import Bit, between, bits, mirrored
from onrecord.present.terms import TO_COMPARE, TWO_PASSAGES
from onrecord.present.web.components.breadcrumbs import OUTLETS, Crumb
from onrecord.present.web.components.links import outlet_at, statement_at
from onrecord.present.web.http.responses import Page
from onrecord.present.words import LONGEST_NAME, NOT_NAMED, Time, language_tag, shortened, times
from onrecord.queries.compare import ComparedStatement, compared
from onrecord.store.sqlite.reads.outlets import Shared, shared
from onrecord.store.sqlite.reads.statements import ReportView, StatementView, reported_by
from onrecord.store.sqlite.record import Record
from onrecord.types import Difference, Wording
from onrecord.types.json import to_plain

MOST_SHARED = 300  # newest statements that the outlet and another reported
MOST_PAIRS = 10_000  # pairs of reports of one statement: the work of comparing grows with them
_MOST_SHOWN = 60  # of each list
_MOST_TOLD, _LONGEST_TOLD = 8, 400  # differences of two reports that are told in words, and characters of each
_MOST_WORDS = 1_200  # characters of a report that are shown
_KINDS = ("same", "altered", "truncated", "spliced")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports of a statement, of which one is the outlet's: what `report` made of the words of `against`.

    With `own`, `report` is the outlet's, else `against`.
    """

    statement: ComparedStatement
    report: ReportView
    against: ReportView
    wording: Wording
    own: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a report cut where they differ, with its outlet and the day on which it came out."""

    outlet: str
    address: str
    day: tuple[Time, ...]
    bits: tuple[Bit, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Row:
    """One pair: the words of both, and how they differ."""

    speaker: str
    address: str
    first: Words
    second: Words
    differences: tuple[str, ...]
    untold: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Pairs that differ, the newest statements first, and how many more there are."""

    rows: tuple[Row, ...]
    unshown: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows."""

    name: str
    back: str
    most: int
    shared: int
    left_out: int
    compared_own: int
    compared_others: int
    own: Listed
    others: Listed
    two_passages: str = TWO_PASSAGES
    note: str = TO_COMPARE


def page(record: Record, name: str) -> Page:
    """Return how the words of an outlet and those of others differ in the newest statements that both reported."""
    found = shared(record, name, MOST_SHARED)
    if found is None:
        raise HTTPException(404, f"The record holds no outlet called {name[:80]}.")
    views = {view.id: view for view in reported_by(record, found.statements)}
    within = list(_within_reach(views[identity] for identity in found.statements if identity in views))
    pairs = [pair for view in within for pair in _pairs(compared(view), found.names)]
    sheet = _sheet(found, len(within), pairs)
    trail = (OUTLETS, Crumb(sheet.name, sheet.back), Crumb("To compare"))
    title = f"{sheet.name}: words to compare with those of other outlets"
    return Page("alterations.html", title, sheet, _data(found, len(within), pairs), trail=trail)


def _within_reach(views: Iterable[StatementView]) -> Iterator[StatementView]:
    """Yield the statements that can be compared while somebody waits, passing over those with too many reports."""
    done = 0
    for view in views:
        pairs = len(view.reports) * (len(view.reports) - 1) // 2
        if done + pairs <= MOST_PAIRS:
            done += pairs
            yield view


def _pairs(found: ComparedStatement, names: Collection[str]) -> Iterator[Pair]:
    """Yield each two reports that were compared word by word, of which just one is of the outlet with these names."""
    for report, wording in found.rows:
        if wording.against and wording.kind in _KINDS:
            against = found.report(wording.against)
            outlets = (report.story.outlet, against.story.outlet)
            if all(outlets) and (outlets[0] in names) != (outlets[1] in names):
                yield Pair(found, report, against, wording, own=outlets[0] in names)


def _sheet(found: Shared, within: int, pairs: Sequence[Pair]) -> Sheet:
    return Sheet(
        name=shortened(found.names[0], LONGEST_NAME),
        back=outlet_at(found.names[0]),
        most=MOST_SHARED,
        shared=len(found.statements),
        left_out=len(found.statements) - within,
        compared_own=sum(pair.own for pair in pairs),
        compared_others=sum(not pair.own for pair in pairs),
        own=_listed(pair for pair in pairs if pair.own),
        others=_listed(pair for pair in pairs if not pair.own),
    )


def _counted(pairs: Iterable[Pair], *, own: bool) -> Counter[str]:
    return Counter(pair.wording.kind for pair in pairs if pair.own is own)


def _listed(pairs: Iterable[Pair]) -> Listed:
    differing = [pair for pair in pairs if pair.wording.kind != "same"]
    return Listed(tuple(map(_row, differing[:_MOST_SHOWN])), max(0, len(differing) - _MOST_SHOWN))


def _row(pair: Pair) -> Row:
    view, differences = pair.statement.statement, pair.wording.differences
    return Row(
        speaker=shortened(view.speaker or NOT_NAMED, LONGEST_NAME),
        address=statement_at(view.id),
        first=_words(pair.report, differences),
        second=_words(pair.against, mirrored(differences)),
        differences=tuple(
            shortened(each, _LONGEST_TOLD)
            for each in islice(between(pair.report, pair.against, differences), _MOST_TOLD)
        ),
        untold=max(0, len(differences) - _MOST_TOLD),
    )


def _words(report: ReportView, differences: Sequence[Difference]) -> Words:
    story = report.story
    return Words(
        outlet=shortened(story.outlet or "", LONGEST_NAME),
        address=outlet_at(story.outlet or ""),
        day=times(story.published.value if story.published else None),
        bits=tuple(bits(report, differences, _MOST_WORDS)),
        language=language_tag(story.language),
    )


def _data(found: Shared, within: int, pairs: Sequence[Pair]) -> dict[str, Any]:
    return {
        "outlet": found.names[0],
        "shared": len(found.statements),
        "compared": within,
        "own": {kind: _counted(pairs, own=True)[kind] for kind in _KINDS},
        "others": {kind: _counted(pairs, own=False)[kind] for kind in _KINDS},
        "alterations": [_line(pair) for pair in pairs if pair.wording.kind != "same"],
    }


def _line(pair: Pair) -> dict[str, Any]:
    return {
        "statement": pair.statement.statement.id,
        "speaker": pair.statement.statement.speaker,
        "wording": pair.wording.kind,
        "own": pair.own,
        "report": _carried(pair.report),
        "against": _carried(pair.against),
        "differences": [
            {
                "kind": each.kind,
                "span": to_plain(each.span),
                "words": pair.report.words(each.span),
                "other_span": to_plain(each.other),
                "other_words": pair.against.words(each.other),
            }
            for each in pair.wording.differences
        ],
    }


def _carried(report: ReportView) -> dict[str, Any]:
    story = report.story
    return {
        "quotation": report.quotation.id,
        "document": report.document,
        "outlet": story.outlet,
        "published": story.published.value if story.published else None,
        "text": report.quotation.text,
    }
