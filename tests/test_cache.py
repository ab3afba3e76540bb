"""Pages that compare passages are kept, for people and programs alike, until the record is another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from onrecord.present.web import create_app
from onrecord.present.web.http.app import PAGES
from onrecord.present.web.http.cache import PageCache
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page, Renderer
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


def request(query: str = "", **path_params: str) -> Request:
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": query.encode()}
    return Request({**scope, "server": ("localhost", 80), "path_params": path_params})


class Builder:
    """Makes pages that say how many were made before; counts how often their view and data are made."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, _connection: RecordConnection, asked: Request) -> Page:
        name = f"{asked.path_params.get('identity', '')}?{asked.url.query}"
        self.made.append(name)
        return Page("about.html", name, self.noting(f"view of {name}"), self.noting(f"data of {name}"))

    def noting(self, name: str) -> Callable[[], dict[str, object]]:
        def make() -> dict[str, object]:
            self.made.append(name)
            return {"name": name}

        return make


def test_a_page_is_made_once_and_its_view_and_data_each_when_first_asked_for(connection: RecordConnection) -> None:
    cache, builder = PageCache(connection), Builder()
    first = cache.page("/a", builder, request("q=salt"))
    assert builder.made == ["?q=salt"]
    assert cache.page("/a", builder, request("q=salt")).data() == first.data() == {"name": "data of ?q=salt"}
    assert builder.made == ["?q=salt", "data of ?q=salt"]
    assert first.view() == first.view()
    assert builder.made == ["?q=salt", "data of ?q=salt", "view of ?q=salt"]


def test_pages_of_other_routes_ids_and_parameters_are_told_apart(connection: RecordConnection) -> None:
    cache, builder = PageCache(connection), Builder()
    asked = [("/a", request()), ("/b", request()), ("/a", request("q=1")), ("/a", request(identity="1"))]
    pages = [cache.page(path, builder, each) for path, each in asked]
    assert len(builder.made) == 4
    assert [cache.page(path, builder, each) for path, each in asked] == pages
    assert len(builder.made) == 4


def test_the_page_asked_for_longest_ago_goes_first(connection: RecordConnection) -> None:
    cache, builder = PageCache(connection, most=2), Builder()
    for query in ("1", "2", "1", "3", "1", "2"):
        cache.page("/a", builder, request(query))
    assert builder.made == ["?1", "?2", "?3", "?2"]


def test_a_page_is_made_anew_once_somebody_has_written_to_the_record(path: Path, connection: RecordConnection) -> None:
    cache, builder = PageCache(connection), Builder()
    cache.page("/a", builder, request())
    with Record.open(path) as record:
        put(record, reading("two", "the second"))
    cache.page("/a", builder, request())
    assert builder.made == ["?", "?"]


def test_a_page_is_made_anew_where_the_file_is_another(path: Path, connection: RecordConnection) -> None:
    cache, builder = PageCache(connection), Builder()
    cache.page("/a", builder, request())
    other = path.with_name("other.db")
    with Record.open(other) as record:
        put(record, reading("three", "the third"))
    other.replace(path)
    cache.page("/a", builder, request())
    assert builder.made == ["?", "?"]


def test_no_page_is_kept_of_a_record_that_cannot_be_read(tmp_path: Path) -> None:
    cache, builder = PageCache(RecordConnection(tmp_path / "none.db")), Builder()
    assert [cache.page("/a", builder, request()).title for _ in range(2)] == ["?", "?"]
    assert builder.made == ["?", "?"]


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


def test_the_pages_that_are_kept_are_those_that_compare_passages() -> None:
    assert {page.path.split("/")[1] for page in PAGES if page.compares} == {
        *("statement", "claims", "claim", "compare", "digest", "changes", "person", "outlet"),
    }
