"""An open record: each question is asked as its verb asks it, each answer shows itself and becomes a data frame."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from bench.corpora import DEMO
from onrecord import OpenRecord, Query, Record, RecordError, ResultList, add, open_record, timeline
from onrecord.columns import ANSWERS
from onrecord.columns.claims import PINNED_CLAIMS
from onrecord.columns.quotations import HITS
from onrecord.store.sqlite.writes.claims import Claim, pin
from onrecord.types import Speaker
from tests.support.records import put, reading
from tests.support.stories import acted

TREATY = "Corvane will sign a treaty on the barrage"
HOSTILE = '<img src=x onerror="alert(1)"> \x1b[31m \u202egnorw $\\href{javascript:alert(1)}{x}$ \ud800'

QUESTIONS: dict[str, Callable[[OpenRecord], ResultList[Any]]] = {
    "Hit": lambda record: record.search("treaty", speaker="Marrick", since="2031", order="newest"),
    "StatementView": lambda record: record.statements("treaty", speaker="Marrick"),
    "ComparedReport": lambda record: record.compare(record.search("treaty")[0].id),
    "TimelineEntry": lambda record: record.timeline("Marrick", claim=TREATY),
    "StanceOnClaim": lambda record: record.claim(TREATY, speaker="Marrick"),
    "Claim": lambda record: record.claims(),
    "DiscoveredClaim": lambda record: record.discover_claims("treaty"),
    "Account": lambda record: record.certainty(TREATY),
    "Commitment": lambda record: record.promises(),
    "ActorRow": lambda record: record.actors("Marrick"),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("opened") / "demo.db"
    with Record.open(path) as record:
        for _ in add(record, sorted(DEMO.glob("*treaty*.txt")) + sorted(DEMO.glob("*never*.txt"))):
            pass
        pin(record, TREATY, by="tester", at="2033-01-01T00:00:00+00:00")
    return path


@pytest.fixture(scope="module")
def record(path: Path) -> Iterator[OpenRecord]:
    with open_record(path) as opened:
        yield opened


class Cells(HTMLParser):
    """The elements of a table, and the texts of its cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.cells: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, _attributes: Sequence[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_question_is_answered_by_a_sequence_and_a_data_frame(record: OpenRecord, kind: str) -> None:
    answers = QUESTIONS[kind](record)
    assert answers.table is ANSWERS[kind]
    assert len(answers) == len(list(answers)) > 0
    assert answers[:1].table is ANSWERS[kind]
    assert answers[:1][0] == answers[0]
    frame = answers.to_pandas()
    assert tuple(frame.columns) == ANSWERS[kind].names
    assert len(frame) == len(answers.rows()) == len(answers)
    assert repr(answers).startswith(f"<ResultList: {len(answers)} ")
    assert len(Cells(answers._repr_html_()).cells) == len(answers) * len(ANSWERS[kind].columns)


def test_an_answer_is_what_the_verb_returns(record: OpenRecord) -> None:
    asked = timeline(record.record, Query(speaker="Marrick", words="treaty", order="newest", limit=200))
    assert record.timeline("Marrick", "treaty").things == asked
    statements = record.statements("treaty", speaker="Marrick", limit=200)
    assert {one.id for one in statements} == {moment.statement.id for moment in asked}
    days = [row["day"] for row in statements.rows()]
    assert days == sorted(days)
    assert record.summary().quotations == len(record.search(limit=1000, uncertain=True)) > 20


def test_a_pinned_claim_is_asked_for_by_its_id(record: OpenRecord) -> None:
    (pinned,) = record.claims()
    assert record.claim(pinned.id[:8]) == record.claim(TREATY)


def test_only_the_promises_asked_for_come_back(record: OpenRecord) -> None:
    assert {one.act for one in record.promises(act="promise")} == {"promise"}


def test_more_hits_than_one_search_gives_are_brought_together(
    record: OpenRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = record.search(order="newest", limit=1000)
    monkeypatch.setattr("onrecord.client.MOST_HITS", 4)
    assert record.search(order="newest", limit=1000) == everything
    assert record.search(order="newest", limit=10).things == everything.things[:10]


def test_how_many_there_are_in_all_is_told(record: OpenRecord) -> None:
    total = record.summary().quotations
    assert repr(record.search(limit=3, uncertain=True)) == f"<ResultList: 3 of {total} hits>"
    assert repr(record.search(limit=3, uncertain=True)[:1]) == f"<ResultList: 1 of {total} hits>"
    assert repr(ResultList((), HITS, 1000, capped=True)) == "<ResultList: 0 of 1,000 or more hits>"
    assert repr(record.search('"unheard of"')) == "<ResultList: 0 hits>"
    assert repr(record.claims()) == "<ResultList: 1 claim>"


def test_nothing_found_is_a_data_frame_with_its_columns(record: OpenRecord) -> None:
    for answers in (record.search('"unheard of"'), record.compare("ffffffff"), record.timeline("Nobody At All")):
        assert len(answers) == 0
        assert tuple(answers.to_pandas().columns) == answers.table.names


def test_what_was_not_understood_is_told(record: OpenRecord, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="since: 'yesterday' is no date"):
        record.search(since="yesterday")
    with pytest.raises(ValueError, match="one or the other"):
        record.timeline("Marrick", "treaty", claim=TREATY)
    with pytest.raises(RecordError, match="no record"):
        open_record(tmp_path / "none.db")


def test_an_open_record_is_only_read(path: Path) -> None:
    with open_record(path) as opened, pytest.raises(RecordError):
        pin(opened.record, "Growers will be paid in bonds", by="tester", at="2033-01-01T00:00:00+00:00")


def test_no_text_is_markup_in_a_notebook() -> None:
    html = ResultList((Claim("id", HOSTILE, "<b>me</b>"),), PINNED_CLAIMS)._repr_html_()
    cells = Cells(html)
    assert cells.tags == {"div", "table", "thead", "tbody", "tr", "th", "td", "p"}
    assert cells.cells[0] == HOSTILE.translate(dict.fromkeys(map(ord, "\x1b\u202e\ud800"), "\ufffd"))
    assert cells.cells[1] == "<b>me</b>"
    assert html.startswith('<div class="tex2jax_ignore mathjax_ignore">')  # or the last piece would become a link
    html.encode()


def test_a_table_in_a_notebook_has_an_end() -> None:
    many = ResultList(tuple(Claim(f"{number}", "word " * 10_000) for number in range(1000)), PINNED_CLAIMS)
    html = many._repr_html_()
    assert len(html) < 30_000
    assert "1,000 claims, the first 50 of them here" in html


def test_a_data_frame_without_pandas_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        ResultList((), PINNED_CLAIMS).to_pandas()


def test_days_of_a_frame_are_read_as_days(record: OpenRecord) -> None:
    days = pd.to_datetime(record.timeline("Marrick", "treaty").to_pandas()["day"])
    assert days.is_monotonic_increasing


def test_the_import_alone_loads_neither_models_nor_pandas() -> None:
    code = (
        "import sys, onrecord; print({'onnxruntime', 'tokenizers', 'pandas', 'lxml', 'starlette'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "set()"


# --- each filter reaches the query, on a record made by hand -----------------------------------------------------


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRecord]:
    """A record of a promise and a denial that differ in everything that can be asked for."""
    bor = Speaker("bor", "Bor Tanic", "person")
    promise = acted(reading("one", "“The bridge holds,”", day="2031-04-09", outlet="The Lowen Post"), "promise")
    demand = acted(
        reading("two", "that the ferry leaves", speaker=bor, day="2032-05-01", outlet="The Gull", form="indirect"),
        "demand",
    )
    path = tmp_path_factory.mktemp("filters") / "two.db"
    with Record.open(path) as record:
        put(record, promise, demand)
    with open_record(path) as opened:
        yield opened


FILTERS: list[dict[str, Any]] = [
    {"speaker": "Vell"},
    {"outlet": "Post"},
    {"until": "2031"},
    {"form": "direct"},
    {"act": "promise"},
]


@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_each_filter_of_a_question_chooses(two: OpenRecord, asked: dict[str, Any]) -> None:
    assert [hit.text for hit in two.search(**asked)] == ["“The bridge holds,”"]
    assert [row["words"] for row in two.statements(**asked).rows()] == ["“The bridge holds,”"]
    assert [row["words"] for row in two.promises(**asked).rows()] == ["“The bridge holds,”"]
    speaker = {"speaker": "Vell"} | asked
    assert [row["words"] for row in two.timeline(**speaker).rows()] == ["“The bridge holds,”"]
    other = {"speaker": "Tanic"} | {name: value for name, value in asked.items() if name != "speaker"}
    assert len(two.timeline(**other)) == (asked == {"speaker": "Vell"})


def test_words_days_and_order_choose_too(two: OpenRecord) -> None:
    for found in (two.search("ferry"), two.search(since="2032"), two.search(order="newest", limit=1)):
        assert [hit.text for hit in found] == ["that the ferry leaves"]
    for answers in (two.statements("ferry"), two.statements(since="2032"), two.statements(order="newest", limit=1)):
        assert [row["words"] for row in answers.rows()] == ["that the ferry leaves"]
    assert [row["words"] for row in two.promises("ferry").rows()] == ["that the ferry leaves"]
    assert [row["act"] for row in two.promises(since="2032").rows()] == ["demand"]
    assert [row["act"] for row in two.promises().rows()] == ["promise", "demand"]
    assert len(two.timeline("Tanic", "ferry")) == 1
    assert len(two.timeline("Tanic", "bridge")) == len(two.timeline("Tanic", until="2031")) == 0
    assert [actor.name for actor in two.actors("tanic")] == ["Bor Tanic"]
    assert len(two.actors(limit=1)) == 1
