"""Promises, demands and threats with condition, deadline and day; what stands around a statement; the order of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.queries.commitments import commitments
from onrecord.queries.stances import AFTER, BEFORE, StanceOnClaim, context_of, in_order
from onrecord.store.sqlite.reads.search import Query
from onrecord.store.sqlite.reads.statements import statement
from onrecord.store.sqlite.record import Record
from onrecord.types import Document, Mention, Quotation, Reading, Span, Speaker, Stance, Story
from tests.support.records import ADA, detailed, put, reading

BOR = Speaker("bor", "Bor Tanic", "person")
SNOW, MAY = Mention("if it snows", Span(0, 11)), Mention("by May", Span(12, 18))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "a.db") as record:
        yield record


def test_promises_demands_and_threats_come_in_the_order_of_days(record: Record) -> None:
    late = detailed(
        reading("late", "“We pay,”", "“You pay,”", day="2032-01-01"),
        {"act": "promise", "condition": SNOW, "deadline": MAY},
        {"act": "demand", "deadline": MAY},
    )
    early = detailed(reading("early", "“Pay or go,”", day="2030-01-01"), {"act": "threaten"})
    other = detailed(reading("other", "“It is paid,”"), {"act": "assert", "acts_also": ("promise",)})
    undated = detailed(reading("undated", "“We go,”", day=None, speaker=BOR), {"act": "promise", "condition": SNOW})
    put(record, late, early, other, undated)
    done: list[tuple[int, int]] = []
    found = commitments(record, Query(), progress=lambda *counts: done.append(counts))
    assert [(one.day, one.act, one.words, one.condition, one.deadline) for one in found] == [
        ("2030-01-01", "threaten", "“Pay or go,”", None, None),
        ("2031-04-09", "promise", "“It is paid,”", None, None),
        *sorted(
            [
                ("2032-01-01", "promise", "“We pay,”", SNOW, MAY),
                ("2032-01-01", "demand", "“You pay,”", None, MAY),
            ],
            key=lambda row: next(q.id for q in late.quotations if q.text == row[2]),
        ),
        ("", "promise", "“We go,”", SNOW, None),
    ]
    assert {one.fates for one in found} == {()}
    assert [one.answers for one in found] == [()] * 5
    assert done == [(n, 5) for n in range(1, 6)]
    assert [one.words for one in commitments(record, Query(), ("threaten",))] == ["“Pay or go,”"]
    assert [one.words for one in commitments(record, Query(speaker="tanic"))] == ["“We go,”"]
    assert len(commitments(record, Query(limit=1, order="newest"))) == 3, "one of each act"


def test_what_stands_around_a_statement_is_that_of_its_first_reports(record: Record) -> None:
    text = "a" * 300 + "word" + "b" * 300
    document = Document("a.txt", text.encode(), text)
    story = Story("story00001", Span(0, len(text)))
    quotation = Quotation("quotation1", "direct", (Span(300, 304),), "word", speaker=ADA)
    put(record, Reading(document, story, text, (quotation,)))
    view = statement(record, "quotation1")
    assert view is not None
    context = context_of(record, view)
    assert (context.id, context.words) == ("quotation1", ("word",))
    assert context.surroundings == ("a" * BEFORE + "word" + "b" * AFTER,)
    many = replace(view, reports=view.reports * 5)
    assert context_of(record, many).words == ("word",) * 3
    assert (BEFORE, AFTER) == (200, 100)


def test_stances_come_by_day_then_by_id_and_unknown_days_last(record: Record) -> None:
    put(record, reading("a", "“One,”", "“Two,”"))
    first, second = (statement(record, q.id) for q in reading("a", "“One,”", "“Two,”").quotations)
    assert first is not None
    assert second is not None
    side = Stance("x", "affirms", "“One,”")
    early, low, high, unknown = (
        StanceOnClaim(day, view, side)
        for day, view in (
            ("2030-01-01", first),
            ("2031-01-01", min(first, second, key=lambda view: view.id)),
            ("2031-01-01", max(first, second, key=lambda view: view.id)),
            ("", first),
        )
    )
    assert in_order([unknown, high, early, low]) == (early, low, high, unknown)
