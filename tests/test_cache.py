"""Responses that took long to make are kept, so many of them, until the record is another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from onrecord.present.web import create_app
from onrecord.present.web.http.app import PAGES
from onrecord.present.web.http.cache import RecordState, RenderedResponse, ResponseCache
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Renderer
from onrecord.store.sqlite.record import Record
from tests.support.linked import EARLY, linked_by_hand
from tests.support.records import put, reading
from tests.support.stories import RUEL


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "growing.db"
    with Record.open(path) as record:
        put(record, reading("one", "the first"))
    return path


@pytest.fixture
def connection(path: Path) -> Iterator[RecordConnection]:
    opened = RecordConnection(path)
    yield opened
    opened.close()


def response(body: str, status: int = 200) -> RenderedResponse:
    return RenderedResponse(status, ((b"etag", b"1"),), body.encode())


def state(connection: RecordConnection) -> RecordState:
    found = RecordState.of(connection)
    assert found
    return found


def test_a_response_is_kept_as_it_was(connection: RecordConnection) -> None:
    cache, now = ResponseCache(), state(connection)
    cache.put("/a", now, response("the first"))
    held = cache.get("/a", state(connection))
    assert held
    again = held.response()
    assert (again.status_code, dict(again.headers), again.body) == (200, {"etag": "1"}, b"the first")
    assert cache.get("/b", now) is None


def test_a_response_that_tells_of_a_failure_is_not_kept(connection: RecordConnection) -> None:
    cache, now = ResponseCache(), state(connection)
    cache.put("/a", now, response("busy", 503))
    assert cache.get("/a", now) is None


def test_the_response_asked_for_longest_ago_goes_first(connection: RecordConnection) -> None:
    cache, now = ResponseCache(most=2), state(connection)
    for address in ("/1", "/2"):
        cache.put(address, now, response(address))
    cache.get("/1", now)
    cache.put("/3", now, response("/3"))
    assert [cache.get(address, now) is not None for address in ("/1", "/2", "/3")] == [True, False, True]


def test_responses_are_kept_up_to_a_size(connection: RecordConnection) -> None:
    cache, now = ResponseCache(most_bytes=10), state(connection)
    for address in ("/1", "/2", "/2", "/3"):
        cache.put(address, now, response("12345"))
    assert [cache.get(address, now) is not None for address in ("/1", "/2", "/3")] == [False, True, True]
    cache.put("/4", now, response("12345678901"))
    assert [cache.get(address, now) is not None for address in ("/2", "/3", "/4")] == [True, True, False]


def test_a_response_is_old_once_somebody_has_written_to_the_record(path: Path, connection: RecordConnection) -> None:
    cache, before = ResponseCache(), state(connection)
    cache.put("/a", before, response("the first"))
    with Record.open(path) as record:
        put(record, reading("two", "the second"))
    assert cache.get("/a", state(connection)) is None


def test_a_response_is_old_where_the_file_is_another(path: Path, connection: RecordConnection) -> None:
    cache, before = ResponseCache(), state(connection)
    cache.put("/a", before, response("the first"))
    other = path.with_name("other.db")
    with Record.open(other) as record:
        put(record, reading("three", "the third"))
    other.replace(path)
    assert cache.get("/a", state(connection)) is None


def test_nothing_is_kept_of_a_record_that_cannot_be_read(tmp_path: Path) -> None:
    cache, none = ResponseCache(), RecordState.of(RecordConnection(tmp_path / "none.db"))
    assert none is None
    cache.put("/a", none, response("none"))
    assert cache.get("/a", none) is None


def test_pages_that_compare_show_what_was_added_since(tmp_path: Path) -> None:
    path = tmp_path / "linked.db"
    claim = linked_by_hand(path)
    (late,) = (reading("late", EARLY, speaker=RUEL, day="2031-03-09", outlet="The Tarn"),)
    identity = late.quotations[0].id
    with TestClient(create_app(path), base_url="http://127.0.0.1") as client:
        addresses = ("/digest?since=2031", "/outlet/The%20Tarn", f"/person/{RUEL.id}", f"/statement/{identity}")
        before = [client.get(address).text for address in addresses]
        assert client.get(f"/claim/{claim.id}").status_code == 200
        with Record.open(path) as record:
            put(record, late)
        after = [client.get(address).text for address in addresses]
    assert not any("The Tarn" in each for each in before[:1] + before[2:])
    assert all("The Tarn" in each for each in after)


@pytest.mark.parametrize("route", [page for page in PAGES if "{" not in page.path], ids=lambda route: str(route.path))
def test_a_page_for_people_makes_no_data_and_one_for_programs_no_view(connection: RecordConnection, route: Any) -> None:
    def fail() -> dict[str, object]:
        raise AssertionError("made what nobody asked for")

    query = "text=the+first" if route.path == "/claim" else ""
    made, renderer = route.build(connection, request(query)), Renderer("growing.db")
    assert renderer.html(replace(made, data=fail)).status_code == 200
    assert renderer.data(replace(made, view=fail, linked_data=fail)).status_code == 200


def request(query: str = "") -> Request:
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": query.encode()}
    return Request({**scope, "server": ("localhost", 80), "path_params": {}})


def test_the_pages_that_are_kept_are_those_that_compare_passages() -> None:
    assert {page.path.split("/")[1] for page in PAGES if page.compares} == {
        *("statement", "claims", "claim", "compare", "digest", "changes", "person", "outlet"),
    }
