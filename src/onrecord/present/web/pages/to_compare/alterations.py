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
from onrecord.present.terms import NOT_NAMED, TO_COMPARE, TWO_PASSAGES
from onrecord.present.web.components.breadcrumbs import OUTLETS, Crumb
from onrecord.present.web.components.links import outlet_at, statement_at
from onrecord.present.web.http.responses import Page
from onrecord.present.words import LONGEST_NAME, Time, language_tag, shortened, times
from onrecord.queries.compare import ComparedStatement, compared
from onrecord.store.sqlite.reads.outlets import Shared, shared
from onrecord.store.sqlite.reads.statements import ReportView, StatementView, reported_by
from onrecord.store.sqlite.record import Record
from onrecord.types import Difference, Wording
from onrecord.types.json import to_plain

MOST_SHARED = 300  # newest statements that the outlet and another reported
MOST_PAIRS = 10_000  # pairs of reports of one statement: the work of comparing grows with them
MOST_SHOWN = 60  # of each list
MOST_DIFFERENCES, _LONGEST_DIFFERENCE = (
    8,
    400,
)  # differences of two reports that are put in words, and characters of each
_MOST_WORDS = 1_200  # characters of a report that are shown
_KINDS = ("same", "altered", "truncated", "spliced")


@dataclass(frozen=True, slots=True)
class ReportPair:
    """Two reports of a statement, of which one is the outlet's: what `report` made of the words of `against`.

    With `own`, `report` is the outlet's, else `against`.
    """

    statement: ComparedStatement
    report: ReportView
    against: ReportView
    wording: Wording
    own: bool


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of a report cut where they differ, with its outlet and the day on which it came out."""

    outlet: str
    address: str
    day: tuple[Time, ...]
    bits: tuple[Bit, ...]
    language: str


@dataclass(frozen=True, slots=True)
class AlterationRow:
    """One pair: the words of both, and how they differ."""

    speaker: str
    address: str
    first: ReportWords
    second: ReportWords
    differences: tuple[str, ...]
    more_differences: int


@dataclass(frozen=True, slots=True)
class AlterationList:
    """Pairs that differ, the newest statements first, and how many more there are."""

    rows: tuple[AlterationRow, ...]
    unshown: int


@dataclass(frozen=True, slots=True)
class AlterationsPage:
    """All that the page shows."""

    name: str
    back: str
    most: int
    shared: int
    left_out: int
    compared_own: int
    compared_others: int
    own: AlterationList
    others: AlterationList
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
    shown = shortened(found.names[0], LONGEST_NAME)
    return Page(
        "alterations.html",
        f"{shown}: words to compare with those of other outlets",
        lambda: _view(found, len(within), pairs),
        lambda: _data(found, len(within), pairs),
        breadcrumbs=(OUTLETS, Crumb(shown, outlet_at(found.names[0])), Crumb("To compare")),
    )


def _within_reach(views: Iterable[StatementView]) -> Iterator[StatementView]:
    """Yield the statements that can be compared while somebody waits, passing over those with too many reports."""
    done = 0
    for view in views:
        pairs = len(view.reports) * (len(view.reports) - 1) // 2
        if done + pairs <= MOST_PAIRS:
            done += pairs
            yield view


def _pairs(found: ComparedStatement, names: Collection[str]) -> Iterator[ReportPair]:
    """Yield each two reports that were compared word by word, of which just one is of the outlet with these names."""
    for report, wording in found.rows:
        if wording.against and wording.kind in _KINDS:
            against = found.report(wording.against)
            outlets = (report.story.outlet, against.story.outlet)
            if all(outlets) and (outlets[0] in names) != (outlets[1] in names):
                yield ReportPair(found, report, against, wording, own=outlets[0] in names)


def _view(found: Shared, within: int, pairs: Sequence[ReportPair]) -> AlterationsPage:
    return AlterationsPage(
        name=shortened(found.names[0], LONGEST_NAME),
        back=outlet_at(found.names[0]),
        most=MOST_SHARED,
        shared=len(found.statements),
        left_out=len(found.statements) - within,
        compared_own=sum(pair.own for pair in pairs),
        compared_others=sum(not pair.own for pair in pairs),
        own=_list(pair for pair in pairs if pair.own),
        others=_list(pair for pair in pairs if not pair.own),
    )


def _counted(pairs: Iterable[ReportPair], *, own: bool) -> Counter[str]:
    return Counter(pair.wording.kind for pair in pairs if pair.own is own)


def _list(pairs: Iterable[ReportPair]) -> AlterationList:
    differing = [pair for pair in pairs if pair.wording.kind != "same"]
    return AlterationList(tuple(map(_row, differing[:MOST_SHOWN])), max(0, len(differing) - MOST_SHOWN))


def _row(pair: ReportPair) -> AlterationRow:
    view, differences = pair.statement.statement, pair.wording.differences
    return AlterationRow(
        speaker=shortened(view.speaker or NOT_NAMED, LONGEST_NAME),
        address=statement_at(view.id),
        first=_words(pair.report, differences),
        second=_words(pair.against, mirrored(differences)),
        differences=tuple(
            shortened(each, _LONGEST_DIFFERENCE)
            for each in islice(between(pair.report, pair.against, differences), MOST_DIFFERENCES)
        ),
        more_differences=max(0, len(differences) - MOST_DIFFERENCES),
    )


def _words(report: ReportView, differences: Sequence[Difference]) -> ReportWords:
    story = report.story
    return ReportWords(
        outlet=shortened(story.outlet or "", LONGEST_NAME),
        address=outlet_at(story.outlet or ""),
        day=times(story.published.value if story.published else None),
        bits=tuple(bits(report, differences, _MOST_WORDS)),
        language=language_tag(story.language),
    )


def _data(found: Shared, within: int, pairs: Sequence[ReportPair]) -> dict[str, Any]:
    return {
        "outlet": found.names[0],
        "shared": len(found.statements),
        "compared": within,
        "own": {kind: _counted(pairs, own=True)[kind] for kind in _KINDS},
        "others": {kind: _counted(pairs, own=False)[kind] for kind in _KINDS},
        "alterations": [_pair_to_line(pair) for pair in pairs if pair.wording.kind != "same"],
    }


def _pair_to_line(pair: ReportPair) -> dict[str, Any]:
    return {
        "statement": pair.statement.statement.id,
        "speaker": pair.statement.statement.speaker,
        "wording": pair.wording.kind,
        "own": pair.own,
        "report": _report_to_line(pair.report),
        "against": _report_to_line(pair.against),
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


def _report_to_line(report: ReportView) -> dict[str, Any]:
    story = report.story
    return {
        "quotation": report.quotation.id,
        "document": report.document,
        "outlet": story.outlet,
        "published": story.published.value if story.published else None,
        "text": report.quotation.text,
    }
