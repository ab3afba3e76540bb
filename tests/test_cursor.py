"""Lists that are read in parts give each row once, whatever comes to the record meanwhile; no cursor breaks a page."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.present.web.components.paging import LONGEST_CURSOR, decode_cursor, encode_cursor
from onrecord.store.errors import NotUnderstoodError
from onrecord.store.sqlite.reads import directory, outlets, views
from onrecord.store.sqlite.reads import search as search_module
from onrecord.store.sqlite.reads.cursor import START, Cursor, Part, read_part
from onrecord.store.sqlite.reads.search import Hit, Query, search, search_on
from onrecord.store.sqlite.record import Record
from onrecord.types import Problem, Reading, Span, Speaker
from tests.support.records import put, reading
from tests.support.site import Site
from tests.support.variety import made_up

POST = "The Lowen Post"
QUERIES = (Query("bridge"), Query("salt tax*"), Query(speaker="vell"), Query(), Query("ferry", since="2031"))
DAYS = (None, "2029", "2031-04-09", "2031-04-10", "2032-02-29", "2040-01-01")


def troubled(name: str, count: int) -> Reading:
    one = reading(name, "“So,”")
    found = tuple(Problem("extract", f"lost {n}", Span(n % 3, 9) if n % 4 else None) for n in range(count))
    return replace(one, problems=found)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cursor") / "a.db"
    with Record.open(path) as record:
        put(record, *made_up(), *(troubled(f"odd {n}", n) for n in range(6)))
        put(record, *(reading(f"of {n}", "salt", speaker=Speaker(f"s{n}", f"Name {n % 4}")) for n in range(20)))
        put(record, *(reading(f"in {n}", "salt", outlet=f"Outlet {n:02}", day=DAYS[n % 6]) for n in range(20)))
        for n in range(5):
            record.note(Problem("read", "no such file", uri=f"gone {n}.txt"))
    return path


@pytest.fixture(scope="module")
def record(path: Path) -> Iterator[Record]:
    with Record.open(path, readonly=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def site(path: Path) -> Iterator[Site]:
    with Site(path) as served:
        yield served


# --- search ------------------------------------------------------------------------------------------------------


def in_pages(record: Record, query: Query, between: Callable[[], None] = lambda: None) -> list[Hit]:
    """Read a search page by page, each cursor as addresses hold it."""
    hits: list[Hit] = []
    while True:
        results = search(record, query)
        hits += results.hits
        if results.next is None:
            return hits
        assert len(results.hits) == query.limit
        assert results.next.place == len(hits)
        query = replace(query, after=decode_cursor(encode_cursor(results.next)))
        between()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(QUERIES), st.sampled_from(["best", "newest"]), st.integers(1, 90))
def test_pages_of_a_search_give_each_hit_once_in_order(record: Record, query: Query, order: Any, limit: int) -> None:
    query = replace(query, order=order, limit=limit)
    whole = search_on(record, query, 1000)
    assert whole.next is None
    hits = in_pages(record, query)
    assert tuple(hits) == whole.hits
    assert len({hit.id for hit in hits}) == len(hits) == whole.total > 10


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(QUERIES), st.integers(5, 60), st.lists(st.sampled_from(DAYS), min_size=1, max_size=8))
def test_what_is_added_between_pages_neither_repeats_nor_hides_the_rest(
    path: Path, query: Query, limit: int, days: list[str | None]
) -> None:
    query = replace(query, order="newest", limit=limit)
    coming = [reading(f"new {n}", "bridge salt tax ferry", "salt", day=day) for n, day in enumerate(days)]
    with tempfile.TemporaryDirectory() as folder, Record.open(shutil.copy(path, folder)) as record:
        before = [hit.id for hit in search_on(record, query, 1000).hits]
        seen = [hit.id for hit in in_pages(record, query, lambda: put(record, *[coming.pop()] if coming else []))]
    assert len(set(seen)) == len(seen)
    old = set(before)
    assert [identity for identity in seen if identity in old] == before


def test_the_newest_have_no_end_where_the_best_are_bounded(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = [hit.id for hit in in_pages(record, Query("salt", order="newest", limit=50))]
    monkeypatch.setattr(search_module, "MOST_RANKED", 40)
    monkeypatch.setattr(search_module, "MOST_COUNTED", 30)
    assert [hit.id for hit in in_pages(record, Query("salt", order="newest", limit=20))] == everything
    assert len(in_pages(record, Query("salt", limit=20))) == 40
    pages = search(record, Query("salt", order="newest", limit=20)), search(record, Query("salt", limit=20))
    assert {(page.total, page.capped) for page in pages} == {(30, True)}


@pytest.mark.parametrize("order", ["best", "newest"])
def test_a_search_goes_on_where_the_hit_of_its_cursor_is_gone(path: Path, tmp_path: Path, order: Any) -> None:
    with Record.open(shutil.copy(path, tmp_path)) as record:
        whole = search(record, Query("salt bridge", order=order, limit=200)).hits
        first = search(record, Query("salt bridge", order=order, limit=5))
        with record.writing() as db:
            db.execute("DELETE FROM documents WHERE uri = ?", (first.hits[-1].document,))
        gone = {hit.id for hit in whole if hit.document == first.hits[-1].document}
        assert first.next
        found = search(record, Query("salt bridge", order=order, limit=200, after=first.next)).hits
    assert [hit.id for hit in found] == [hit.id for hit in whole[5:] if hit.id not in gone]


# --- other lists -------------------------------------------------------------------------------------------------

LISTS: dict[str, Callable[[Record, int, Cursor], Part[Any]]] = {
    "people": lambda record, limit, after: directory.people(record, "", limit, after),
    "people of a name": lambda record, limit, after: directory.people(record, "name", limit, after),
    "outlets": lambda record, limit, after: directory.outlets(record, "", limit, after),
    "outlets of a name": lambda record, limit, after: directory.outlets(record, "outlet", limit, after),
    "stories": lambda record, limit, after: outlets.stories(record, POST, limit, after),
    "problems": views.problems,
}


def in_parts(record: Record, name: str, limit: int, between: Callable[[], None] = lambda: None) -> list[Any]:
    rows, after = list[Any](), START
    while True:
        part = LISTS[name](record, limit, after)
        rows += part.rows
        if part.next is None:
            return rows
        assert (len(part.rows), part.next.place) == (limit, len(rows))
        assert part.total >= len(rows)
        after = decode_cursor(encode_cursor(part.next))
        between()


@pytest.mark.parametrize("limit", [1, 3, 8])
@pytest.mark.parametrize("name", LISTS)
def test_parts_of_a_list_give_each_row_once_in_order(record: Record, name: str, limit: int) -> None:
    whole = LISTS[name](record, 500, START)
    assert whole.next is None
    assert tuple(in_parts(record, name, limit)) == whole.rows
    assert len(whole.rows) == whole.total > 8


@pytest.mark.parametrize("name", LISTS)
def test_what_comes_to_a_list_neither_repeats_nor_hides_the_rest(path: Path, tmp_path: Path, name: str) -> None:
    busy = Speaker("s3", "Name 3")
    coming = [reading(f"busy {n}", "“Well,”", speaker=busy, outlet=POST, day=DAYS[n % 6]) for n in range(5)]
    coming += [reading(f"else {n}", "“Well,”", speaker=Speaker(f"new {n}", "Name"), outlet="Outlet") for n in range(3)]
    coming += [troubled(f"bad {n}", 4) for n in range(3)]
    with Record.open(shutil.copy(path, tmp_path)) as record:
        before = in_parts(record, name, 500)
        seen = in_parts(record, name, 4, lambda: put(record, *[coming.pop()] if coming else []))
    same = [row for row in before if row in seen]
    moved = {"people": 2, "people of a name": 1, "outlets": 1}  # those who were quoted, or published, anew
    assert len(same) >= len(before) - moved.get(name, 0)
    assert [row for row in seen if row in before] == same


def test_a_row_with_an_endless_name_is_passed_by_its_place(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, *(reading(f"{n}", "“So,”", outlet=f"{n} " + "x" * 900) for n in range(5)))
        assert [row.name[0] for row in in_parts(record, "outlets", 2)] == [*"01234"]


# --- cursors -----------------------------------------------------------------------------------------------------

SCALARS = st.integers(-(2**61), 2**61) | st.text(max_size=20).filter(str.isprintable)


@given(st.integers(0, 2**61), st.lists(SCALARS, max_size=4))
def test_a_cursor_comes_back_from_an_address(place: int, key: list[int | str]) -> None:
    cursor = Cursor(place, tuple(key))
    text = encode_cursor(cursor)
    assert len(text) <= LONGEST_CURSOR
    assert quote(text, safe="") == text
    assert decode_cursor(text) == cursor


def packed(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


ODD = st.text() | st.text("AWZ_-09=", max_size=500)
NESTED = st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), st.lists, max_leaves=6)
ADDRESSES = ("/", "/people", "/outlets", "/problems", f"/outlet/{quote(POST)}", "/feed.atom", "/results.csv", "/digest")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(ADDRESSES), st.sampled_from(["", ".json"]), ODD | NESTED.map(packed))
def test_no_cursor_breaks_a_page(site: Site, address: str, twin: str, after: str) -> None:
    twin = "" if "." in address else twin
    status = site.get(f"{address}{twin}?order=newest&after={quote(after, errors='replace')}").status
    assert status in (200, 303, 400, 414)


@pytest.mark.parametrize(
    "key", [[], [20, 2.0], [-1], [True], ["20"], [20, None], [2**63], [20, "\ud800"], 20, {"a": 1}]
)
def test_what_was_never_written_is_no_cursor(key: object) -> None:
    with pytest.raises(NotUnderstoodError, match="go back to the first page"):
        decode_cursor(packed(key))
    for text in ("W", "[20]", "WzIwXQ==", urlsafe_b64encode(b"[" * 300).decode(), "é", " "):
        with pytest.raises(NotUnderstoodError, match="go back to the first page"):
            decode_cursor(text)


def test_a_cursor_of_another_list_is_told(site: Site) -> None:
    after = site.get("/people.json").data["next"] or encode_cursor(Cursor(50, (-3, "Ada", "ada")))
    for address in ("/outlets", "/problems", "/", f"/outlet/{quote(POST)}"):
        answer = site.get(f"{address}?after={after.partition('after=')[2] or after}")
        assert answer.status == 400
        assert "go back to the first page" in answer.text


# --- one step ----------------------------------------------------------------------------------------------------


def test_a_cursor_goes_on_behind_its_key_or_else_behind_its_place() -> None:
    assert Cursor(0, ()) == START
    assert START.behind((-1, "")) == ((-1, ""), 0)
    assert Cursor(7).behind((-1, "")) == ((-1, ""), 7)
    assert Cursor(7, (3, "x")).behind((-1, "")) == ((3, "x"), 0)
    assert Cursor(7, (3, "x")).beyond((4, "y"), 5) == Cursor(12, (4, "y"))
    for key in ((3,), ("x", 3), (3, "x", 1)):
        with pytest.raises(NotUnderstoodError, match="after: it is a place in another list") as raised:
            Cursor(7, key).behind((-1, ""))
        assert raised.value.field == "after"


def test_a_part_of_a_list_is_of_bounded_size_and_says_where_it_goes_on() -> None:
    sql = "SELECT number, number || '!' FROM numbers WHERE number > ? ORDER BY number LIMIT ? OFFSET ?"
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE numbers (number INTEGER)")
        db.executemany("INSERT INTO numbers VALUES (?)", [(number,) for number in range(600)])
        rows, following = read_part(db, sql, (), (-1,), START, 3)
        assert [row[0] for row in rows] == [0, 1, 2]
        assert following == Cursor(3, (2,))
        rows, following = read_part(db, sql, (), (-1,), following, 3)
        assert ([row[0] for row in rows], following) == ([3, 4, 5], Cursor(6, (5,)))
        rows, following = read_part(db, sql, (), (-1,), Cursor(597), 3)
        assert ([row[0] for row in rows], following) == ([597, 598, 599], None)
        assert read_part(db, sql, (), (-1,), Cursor(600), 3) == ([], None)
        assert read_part(db, sql, (), (-1,), START, 0) == ([], None)
        assert read_part(db, sql, (), (-1,), START, -9) == ([], None)
        rows, following = read_part(db, sql, (), (-1,), START, 10**6)
        assert (len(rows), following) == (500, Cursor(500, (499,)))
