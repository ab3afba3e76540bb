"""Two to four speakers, outlets or statements on one matter, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from starlette.requests import Request

from onrecord.present.differences import Bit, bits
from onrecord.present.introduced import Introduced, introduced
from onrecord.present.terms import NOT_NAMED, WORDINGS
from onrecord.present.web.components.cards import Card, cards
from onrecord.present.web.components.links import compare_at, outlet_at, quotation_at, statement_at
from onrecord.present.web.components.search_form import named_speaker
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.web.http.search_params import SearchParams
from onrecord.present.words import (
    LONGEST_ID,
    LONGEST_NAME,
    Time,
    counted,
    dated,
    language_tag,
    shortened,
    times,
)
from onrecord.queries.compare import ComparedReport, ComparedStatement, compare, fullest_report, held_beside
from onrecord.queries.lines import statement_line
from onrecord.store.errors import AmbiguousError, NotUnderstoodError
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.views import Hit, Results
from onrecord.store.sqlite.record import Record
from onrecord.types import Wording
from onrecord.types.json import to_plain

MOST_SIDES = 4
LONGEST_SIDE = LONGEST_ID + 20  # the longest id, and what stands before it
_MOST = 20  # quotations or reports a side
_MOST_WORDS = 2_000  # characters of a statement that are shown
_MOST_OF_REPORT = 600
_PARAMETERS = ("side", "left", "right")  # left and right were all that there was once
STATEMENT = "statement:"
_TITLE = "Side by side"
_NOTES = {
    "same": "The same words as in the first statement.",
    "truncated": "The same words as in the first statement, of which some are left out.",
    "paraphrase": "One of the two is retold in a reporter’s words: no differences are marked.",
    "unlike": "Too few words are those of the first statement for differences to be marked.",
    "translation": "The first statement is in another language: no differences are marked.",
    "marked": "Held against the first statement: boxed words are others or added, a caret marks a gap.",
}


@dataclass(frozen=True, slots=True)
class CardToChoose:
    """A quotation that fits, and the address of the page with its statement in the place of its side."""

    card: Card
    chosen: str


@dataclass(frozen=True, slots=True)
class QuotationsSide:
    """A side that is a name or a filter: the quotations that fit, the earliest first."""

    heading: str
    count: str
    address: str
    choices: tuple[CardToChoose, ...]


@dataclass(frozen=True, slots=True)
class ReportInBrief:
    """A report of a statement."""

    outlet: str
    outlet_address: str
    out: tuple[Time, ...]
    wording: str
    introduced: Introduced
    words: str
    language: str
    address: str


@dataclass(frozen=True, slots=True)
class StatementSide:
    """A side that is a statement: its words, cut where they differ from those of the first one, and its reports."""

    heading: str
    count: str
    address: str
    bits: tuple[Bit, ...]
    language: str
    note: str
    reports: tuple[ReportInBrief, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """All that the page shows: the fields of the form as they were filled in, the last one empty, and the sides."""

    q: str
    fields: tuple[str, ...]
    sides: tuple[QuotationsSide | StatementSide, ...] = ()
    message: str = ""
    longest: int = LONGEST_SIDE


@dataclass(frozen=True, slots=True)
class _SideResults:
    """What the search of a side found."""

    params: SearchParams
    results: Results

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Return the newest hits, the earliest of them first, unknown days last."""
        earliest_first = self.results.hits[::-1]
        return tuple(sorted(earliest_first, key=lambda hit: not hit.day))


_Read = Sequence[ComparedStatement | _SideResults]


def page(connection: RecordConnection, request: Request) -> Page:
    """Return what each `side` of the address said on the words `q`: a name, a filter, or one statement by an id."""
    q, sides = request.query_params.get("q", "").strip()[:LONGEST_SIDE], _sides(request)
    blank = ComparePage(q, (*sides, *[""] * max(1, 2 - len(sides)))[:MOST_SIDES])
    if not sides:
        return Page("compare.html", _TITLE, lambda: blank, lambda: {"q": q, "sides": []})
    record = connection.record()
    try:
        read = [_read(record, q, side) for side in sides]
    except NotUnderstoodError as error:
        wrong, data = replace(blank, message=str(error)), {"q": q, "sides": [], "detail": str(error)}
        return Page("compare.html", _TITLE, lambda: wrong, lambda: data, 400)
    headings = (_heading(record, side, each) for side, each in zip(sides, read, strict=True))
    return Page(
        "compare.html",
        shortened(f"{_TITLE}: {', '.join(headings)}", 200),
        lambda: replace(blank, sides=_columns(record, q, sides, read)),
        lambda: _data(q, sides, read),
    )


def _columns(record: Record, q: str, sides: Sequence[str], read: _Read) -> tuple[QuotationsSide | StatementSide, ...]:
    wordings = _wordings(read)
    return tuple(
        _statement_side(record, sides[number], each, wordings.get(number))
        if isinstance(each, ComparedStatement)
        else _quotations_side(record, each, q, sides, number)
        for number, each in enumerate(read)
    )


def _data(q: str, sides: Sequence[str], read: _Read) -> dict[str, Any]:
    wordings = _wordings(read)
    lines = [
        _line(side, each, wordings.get(number)) for number, (side, each) in enumerate(zip(sides, read, strict=True))
    ]
    return {"q": q, "sides": lines}


def _heading(record: Record, side: str, read: ComparedStatement | _SideResults) -> str:
    if isinstance(read, _SideResults):
        return side.replace(read.params.speaker, named_speaker(record, read.params))
    view = read.statement
    speaker, said = shortened(view.speaker or NOT_NAMED, LONGEST_NAME), view.said.value if view.said else None
    return ", ".join(filter(None, (speaker, dated(times(said)))))


def _sides(request: Request) -> list[str]:
    given = (value.strip()[:LONGEST_SIDE] for name, value in request.query_params.multi_items() if name in _PARAMETERS)
    return list(filter(None, given))[:MOST_SIDES]


def _read(record: Record, words: str, side: str) -> ComparedStatement | _SideResults:
    """Return the statement that a side names, or what its search finds.

    Raises NotUnderstoodError where there is no such statement, and for a date, form or act that is none.
    """
    if side.lower().startswith(STATEMENT):
        return _statement(record, side[len(STATEMENT) :].strip())
    params = _side_params(words, side)
    return _SideResults(
        params, views.search(record, replace(params.query(), polarity="said", order="newest", limit=_MOST))
    )


def _statement(record: Record, identity: str) -> ComparedStatement:
    try:
        found = compare(record, identity)
    except AmbiguousError as error:
        raise NotUnderstoodError("statement", str(error)) from None
    if found is None:
        raise NotUnderstoodError("statement", f"the record holds none with the id {identity[:40]!r}")
    return found


def _side_params(words: str, side: str) -> SearchParams:
    """Return the search of a side; a bare name is that of a speaker."""
    found, on = SearchParams.of({"q": side}), SearchParams.of({"q": words})
    if not found.filters:
        return replace(on, speaker=side)
    return replace(on, **found.filters, q=" ".join(filter(None, (found.q, on.q))))


def _wordings(read: _Read) -> Mapping[int, Wording]:
    """Return what each statement but the first makes of the words of the first, by its place among the sides."""
    statements = [(number, each.statement) for number, each in enumerate(read) if isinstance(each, ComparedStatement)]
    return {number: held_beside(statements[0][1], view) for number, view in statements[1:]}


def _line(side: str, read: ComparedStatement | _SideResults, wording: Wording | None) -> dict[str, Any]:
    if isinstance(read, ComparedStatement):
        return {"side": side, "statement": statement_line(read), "wording": to_plain(wording)}
    found = {"query": asdict(read.params), "total": read.results.total, "hits": list(map(plain, read.hits))}
    return {"side": side, **found}


def _quotations_side(record: Record, found: _SideResults, q: str, sides: Sequence[str], number: int) -> QuotationsSide:
    total = found.results.total
    more = f", the newest {_MOST} here" if total > _MOST else ""
    chosen = (compare_at((*sides[:number], STATEMENT + hit.id, *sides[number + 1 :]), q) for hit in found.hits)
    return QuotationsSide(
        heading=_heading(record, sides[number], found),
        count=counted(total, "quotation") + more,
        address=found.params.with_(order="newest"),
        choices=tuple(map(CardToChoose, cards(record, found.hits), chosen)),
    )


def _statement_side(record: Record, side: str, found: ComparedStatement, wording: Wording | None) -> StatementSide:
    view, best = found.statement, fullest_report(found.statement)
    known = introduced(record, [each.report.quotation.id for each in found.rows[:_MOST]])
    more = f", the first {_MOST} here" if len(view.reports) > _MOST else ""
    return StatementSide(
        heading=_heading(record, side, found),
        count=counted(len(view.reports), "report") + more,
        address=statement_at(view.id),
        bits=tuple(bits(best, wording.differences if wording else (), _MOST_WORDS)),
        language=language_tag(best.story.language),
        note=_NOTES["marked" if wording.differences else wording.kind] if wording else "",
        reports=tuple(_report(each, known[each.report.quotation.id]) for each in found.rows[:_MOST]),
    )


def _report(reported: ComparedReport, known: Introduced) -> ReportInBrief:
    quotation, story = reported.report.quotation, reported.report.story
    return ReportInBrief(
        outlet=shortened(story.outlet or "outlet not known", LONGEST_NAME),
        outlet_address=outlet_at(story.outlet) if story.outlet else "",
        out=times(story.published.value if story.published else None),
        wording=WORDINGS[reported.wording.kind],
        introduced=known,
        words=shortened(quotation.text, _MOST_OF_REPORT),
        language=language_tag(story.language),
        address=quotation_at(quotation.id),
    )
