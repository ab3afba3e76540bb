"""Pages that are kept: the same until the record is another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.present.web.http import cache
from onrecord.store.sqlite.record import Record
from tests.support.records import put, reading
from tests.support.site import Site

PAGE, DATA = "/?order=newest", "/.json?order=newest"


def test_a_page_that_was_kept_is_made_anew_once_the_record_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_LONG", 0.0)  # everything is kept
    path = tmp_path / "growing.db"
    with Record.open(path) as record:
        put(record, reading("one", "the first"))
    with Site(path) as site:
        assert site.get(PAGE).body == site.get(PAGE).body
        with Record.open(path) as record:
            put(record, reading("two", "the second"))
        for address in (PAGE, DATA):
            assert "the second" in site.get(address).body


def test_pages_that_are_kept_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_LONG", 0.0)
    monkeypatch.setattr(cache, "_MOST", 2)
    with Record.open(tmp_path / "a.db") as record:
        put(record, *(reading(word, word) for word in ("salt", "sand", "silt")))
    with Site(tmp_path / "a.db") as site:
        for _ in range(2):
            for word in ("salt", "sand", "silt"):
                (hit,) = site.get(f"/.json?q={word}").data["hits"]
                assert hit["text"] == word
                assert word in site.get(f"/quotation/{hit['id']}").text
