"""Tables of articles: a row is a document, its words in one column, what is known of it in the others."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bench.office_files import workbook
from onrecord import readers
from onrecord.analysis.pipeline import readings
from onrecord.readers import Input, limits
from onrecord.readers.places import read
from onrecord.types import Document, Problem

WORDS = '“We are "ready" to sail,” Osk Tarrin told reporters on Monday;\nhe said the talks would resume, too.'
ROW = ["1", "Ferry talks to resume", "2032-03-09", "The Quell Courier", "Ana Ruel", WORDS, "https://courier.example/a"]
NONE = "has no column with the words of articles: its columns are"
NAMES = ["id", "title", "date", "outlet", "author", "text", "url"]


def table(*rows: list[str], separator: str = ",", end: str = "\r\n") -> str:
    made = io.StringIO()
    csv.writer(made, delimiter=separator, lineterminator=end).writerows(rows)
    return made.getvalue()


def found(raw: bytes, name: str) -> list[Document | Problem]:
    return list(readers.documents(Input.open(name, io.BytesIO(raw), len(raw), strict=True)))


def documents(raw: bytes, name: str = "articles.csv") -> list[Document]:
    return [each for each in found(raw, name) if isinstance(each, Document)]


def problems(raw: bytes, name: str = "articles.csv") -> list[str]:
    told = [each for each in found(raw, name) if isinstance(each, Problem)]
    assert [each for each in told if not each.remedy] == []
    return [each.message for each in told]


TABLES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "commas": ("articles.csv", lambda: table(NAMES, ROW).encode()),
    "semicolons, mark in front": ("articles.csv", lambda: table(NAMES, ROW, separator=";").encode("utf-8-sig")),
    "tabs": ("articles.tsv", lambda: table(NAMES, ROW, separator="\t", end="\n").encode()),
    "an old code page": ("articles.csv", lambda: table(NAMES, ROW, separator=";").encode("cp1252")),
    "as Excel saves Unicode": ("articles.txt", lambda: table(NAMES, ROW, separator="\t").encode("utf-16")),
    "without its suffix": ("articles", lambda: table(NAMES, ROW).encode()),
    "with its separator told": ("articles.csv", lambda: b"sep=;\r\n" + table(NAMES, ROW, separator=";").encode()),
    "a title above": ("articles.csv", lambda: table(["Articles of March"], [], NAMES, ROW).encode()),
    "names of other programs": (
        "articles.csv",
        lambda: table(["id", "Headline", "Publish Date", "media_name", "byline", "Full Text", "link"], ROW).encode(),
    ),
    "names in German": (
        "artikel.csv",
        lambda: table(["Nr", "Titel", "Datum", "Zeitung", "Autor", "Volltext", "URL"], ROW, separator=";").encode(),
    ),
    "a workbook": ("articles.xlsx", lambda: workbook({"Articles": [NAMES, ROW]})),
    "a workbook without its suffix": ("articles", lambda: workbook({"Articles": [NAMES, ROW]})),
    "a merged title above": (
        "articles.xlsx",
        lambda: workbook({"March": [["Articles of March", *[None] * 6], NAMES, ROW]}, merged="A1:G1"),
    ),
    "names merged over two rows": (
        "articles.xlsx",
        lambda: workbook({"March": [[None, "About it", *[None] * 5], NAMES, ROW]}, merged="B1:E1"),
    ),
    "days that are days": (
        "articles.xlsx",
        lambda: workbook({"March": [NAMES, [*ROW[:2], datetime(2032, 3, 9, 10, 15), *ROW[3:]]]}),
    ),
}


@pytest.mark.parametrize(("name", "make"), TABLES.values(), ids=TABLES)
def test_a_row_is_a_document_that_knows_where_it_is_from(name: str, make: Callable[[], bytes]) -> None:
    raw = make()
    (only,) = documents(raw, name)
    assert problems(raw, name) == []
    assert only.text == WORDS
    assert (only.metadata.title, only.metadata.published) == ("Ferry talks to resume", "2032-03-09")
    assert (only.metadata.outlet, only.metadata.author) == ("The Quell Courier", "Ana Ruel")
    assert only.metadata.url == "https://courier.example/a"
    (reading,) = readings(only, strict=True)
    speakers = [each.speaker.name for each in reading.quotations if each.speaker and each.form == "direct"]
    assert speakers == ["Osk Tarrin"]


@pytest.mark.parametrize(
    ("written", "day"), [("9 March 2032", "2032-03-09"), ("09.03.2032", "2032-03-09"), ("3/9/2032", None), ("", None)]
)
def test_days_that_could_be_two_are_none(written: str, day: str | None) -> None:
    (only,) = documents(table(["date", "text"], [written, WORDS]).encode())
    assert only.metadata.published == day


def test_a_column_of_pages_is_read_as_pages() -> None:
    page = "<html><body><article><h1>Ferry</h1><p>“We are ready,” Osk Tarrin said.</p></article></body></html>"
    for name in ("html", "content"):
        (only,) = documents(table(["title", name], ["Ferry", page]).encode())
        assert only.text == "Ferry\n\n“We are ready,” Osk Tarrin said."


def test_each_row_knows_its_bytes(tmp_path: Path) -> None:
    raw = table(NAMES, ROW, ROW[:5], [*ROW[:5], "Zürich waits.", "x"], separator=";").encode("cp1252")
    path = tmp_path / "articles.csv"
    path.write_bytes(raw)
    first, bad, last = read([path])
    assert isinstance(bad, Problem)
    assert (bad.message, bad.uri) == ("row 3 has no words in `text`", f"{path}#3")
    for each, name in ((first, "row 2"), (last, "row 4")):
        assert isinstance(each, Document)
        assert each.part is not None
        assert each.original is not None
        assert raw[each.part.start : each.part.end] == each.raw
        assert (each.part.name, each.original.raw, each.original.media_type) == (name, raw, "text/csv")
    assert isinstance(last, Document)
    assert last.text == "Zürich waits."


def test_a_row_of_a_workbook_knows_its_sheet(tmp_path: Path) -> None:
    path = tmp_path / "articles.xlsx"
    path.write_bytes(workbook({"March": [NAMES, ROW], "April": [NAMES, [], ROW]}))
    march, april = read([path])
    assert isinstance(march, Document)
    assert isinstance(april, Document)
    assert (march.uri, april.uri) == (f"{path}#March!2", f"{path}#April!3")
    assert april.part is not None
    assert april.original is not None
    assert april.part.name == "row 3 of sheet “April”"
    assert april.original.raw == path.read_bytes()


@pytest.mark.parametrize(
    ("raw", "name", "told"),
    [
        (b"id,title,url\n1,a,b\n", "a.csv", f"this table {NONE} id, title, url"),
        (b"Titles of March\n\nid;title\n1;a\n", "a.csv", f"this table {NONE} id, title"),
        (b"", "a.csv", "the table is empty"),
        (b"\n\n,,\n", "a.csv", "the table is empty"),
        (
            workbook({"March": [["id", "link"], [1, "a"]]}),
            "a.xlsx",
            f"sheet “March” of this workbook {NONE} id, link",
        ),
    ],
)  # fmt: skip
def test_a_table_without_words_is_one_problem_that_names_its_columns(raw: bytes, name: str, told: str) -> None:
    assert problems(raw, name) == [told]
    assert documents(raw, name) == []


def test_a_sheet_without_words_leaves_the_others() -> None:
    raw = workbook({"Notes": [["id", "link"], [1, "a"]], "March": [NAMES, ROW], "Blank": []})
    assert len(documents(raw, "a.xlsx")) == 1
    assert problems(raw, "a.xlsx") == [f"sheet “Notes” of this workbook {NONE} id, link"]


def test_a_sheet_is_not_read_behind_thousands_of_empty_rows_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BLANK_ROWS", 10)
    raw = workbook({"March": [NAMES, ROW, *[[None]] * 20, ROW]})
    assert len(documents(raw, "a.xlsx")) == 1
    assert problems(raw, "a.xlsx") == ["of sheet “March” of this workbook nothing behind row 13 was read"]


def test_a_mark_that_is_never_closed_is_told() -> None:
    raw = b'title,text\nFerry,"We are ready\nFerry,We are late\n'
    assert problems(raw) == ["a quotation mark of this table is never closed: its last row may hold others"]


def test_a_mark_that_is_never_closed_in_a_large_table_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DOCUMENT_BYTES", 5000)
    raw = b'title,text\nFerry,We are ready\nFerry,"We are late\n' + b"Ferry,We wait\n" * 1000
    assert len(documents(raw)) == 1
    assert len(problems(raw)) == 1


def test_words_that_were_parted_by_a_separator_are_told() -> None:
    (only,) = documents(b"title,text\nFerry,We are ready, and will sail\n")
    assert [told.message for told in only.problems] == [
        "row 2 has more cells than the table has columns: its words may be cut"
    ]


def test_long_cells_are_read_and_the_limit_of_others_is_left_alone() -> None:
    before = csv.field_size_limit()
    (only,) = documents(table(["title", "text"], ["a", "We wait. " * 30_000]).encode())
    assert len(only.text) == 270_000
    assert csv.field_size_limit() == before


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 50_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: workbook({"March": [NAMES, ROW]})[:-200], "this workbook is damaged or cut off"),
        (lambda: b"PK\x03\x04 nothing else", "this workbook is damaged or cut off"),
        (_bomb, "this workbook becomes 47.7 MiB when unpacked, as no text does"),
    ],
)
def test_a_workbook_that_cannot_be_opened_is_a_problem_that_names_it(make: Callable[[], bytes], told: str) -> None:
    assert problems(make(), "a.xlsx") == [told]


@pytest.mark.parametrize("text", ["Text, Title\n\nOsk Tarrin said no.\n", "The text, he said, is late.\n", "text\n"])
def test_prose_is_no_table(text: str) -> None:
    (only,) = documents(text.encode(), "a.txt")
    assert only.media_type == "text/plain"
