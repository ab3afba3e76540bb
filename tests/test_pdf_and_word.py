"""PDF files and Word documents: their words in paragraphs, their pages kept, and a Problem for what is not read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfWriter

from bench.office_files import pdf, word
from onrecord import readers
from onrecord.analysis.pipeline import readings
from onrecord.readers import Input, limits
from onrecord.readers.office.pages import Line, text_of
from onrecord.readers.places import read
from onrecord.text.page_breaks import page_at
from onrecord.types import Document, Problem
from tests.support.command_line import run_in
from tests.test_newspaper_archives import DISPLAYED, UNI

PAGES = [
    [
        "The Quell Courier - 9 March 2032",
        "Ferry talks to resume",
        "",
        "“We are ready to sail,” Osk Tarrin told re-",
        "porters on Monday, after a long meet-",
        "ing at the quay of the harbour.",
        "",
        "The well-known ferry is moored; the well-",
        "known quay is closed, and the min-",
    ],
    ["The Quell Courier - 10 March 2032", "ister said that she would wait.", "", "It was late.", "2"],
    ["The Quell Courier - 11 March 2032", "“Nobody waits for us,” Edda Korr said.", "3"],
]
TITLE = "Ferry talks to resume"
PARAGRAPHS = ["“We are ready to sail,” Osk Tarrin told reporters on Monday.", "He said the talks would resume."]


def found(raw: bytes, name: str) -> list[Document | Problem]:
    return list(readers.documents(Input.open(name, io.BytesIO(raw), len(raw), strict=True)))


def document(raw: bytes, name: str) -> Document:
    (only,) = found(raw, name)
    assert isinstance(only, Document), only
    return only


def problem(raw: bytes, name: str) -> str:
    (only,) = found(raw, name)
    assert isinstance(only, Problem), only
    assert only.remedy
    return only.message


def body(read_document: Document) -> str:
    return read_document.text[read_document.header.end :]


# --- PDF ------------------------------------------------------------------------------------------------------------


def test_the_words_of_a_pdf_are_read_in_paragraphs() -> None:
    only = document(pdf(PAGES), "a.pdf")
    assert body(only).replace("\f", " ").split("\n\n") == [
        "Ferry talks to resume",
        "“We are ready to sail,” Osk Tarrin told reporters on Monday, after a long meeting at the quay of the harbour.",
        "The well-known ferry is moored; the well-known quay is closed, and the minister said that she would wait.",
        "It was late.",
        " “Nobody waits for us,” Edda Korr said.",
    ]
    (reading,) = readings(only, strict=True)
    direct = [(each.text, each.speaker.name) for each in reading.quotations if each.speaker and each.form == "direct"]
    assert direct == [("“We are ready to sail,”", "Osk Tarrin"), ("“Nobody waits for us,”", "Edda Korr")]


@pytest.mark.parametrize(
    ("words", "page"), [("ready to sail", 1), ("minister", 1), ("she would wait", 2), ("Nobody waits", 3)]
)
def test_each_word_keeps_its_page(words: str, page: int) -> None:
    text = document(pdf([*PAGES[:2], PAGES[2]]), "a.pdf").text
    assert page_at(text, text.index(words)) == page


def test_the_page_of_a_quotation_is_shown_and_cited(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(PAGES))
    run = run_in(tmp_path)
    assert run("add", "a.pdf").returncode == 0
    (hit,) = [json.loads(line) for line in run("search", "nobody waits").stdout.splitlines()]
    assert "a.pdf, page 3 [" in run("show", hit["id"]).stdout
    assert "page 3; characters" in run("show", hit["id"], "--cite", "plain").stdout


def test_pages_without_text_count() -> None:
    only = document(pdf([[""], *PAGES[:1], [""], PAGES[2]]), "a.pdf")
    assert page_at(only.text, only.text.index("Nobody waits")) == 4
    assert [told.message for told in only.problems] == ["no text on pages 1, 3 of this PDF: pictures, or blank"]


def test_lines_that_run_on_each_page_are_the_header() -> None:
    only = document(pdf(PAGES), "a.pdf")
    assert only.text[: only.header.end] == "The Quell Courier - 9 March 2032\n\n"
    assert "Courier" not in body(only)


def test_a_line_that_goes_on_in_the_next_column_is_one() -> None:
    left = ["Nobody knew of the talks until Monday.", "The minister said that the ferry would"]
    right = ["sail again, and that she would wait.", "", "Nobody else came."]
    columns = [Line(words, 72, 700 - 14 * n) for n, words in enumerate(left)]
    columns += [Line(words, 320, 720 - 14 * n) for n, words in enumerate(right) if words]
    assert text_of([columns])[1].split("\n\n")[-2:] == [
        f"{left[0]} {left[1]} {right[0]}",
        right[2],
    ]


def locked(password: str, owner: str | None = None) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf(PAGES)))
    writer.encrypt(password, owner, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_a_pdf_that_is_only_protected_from_changes_is_read() -> None:
    assert document(locked("", "owner"), "a.pdf").text == document(pdf(PAGES), "a.pdf").text


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: locked("secret"), "this PDF is encrypted: it opens with a password only"),
        (lambda: pdf([[""], [""]]), "this PDF has no text in it: its pages are pictures, or blank"),
        (lambda: pdf(PAGES)[:500], "this PDF is damaged or cut off"),
        (lambda: b"%PDF-1.7\n", "this PDF is damaged or cut off"),
        (lambda: pdf([]), "this PDF has no pages"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_a_problem_that_says_why(make: Callable[[], bytes], message: str) -> None:
    assert problem(make(), "a.pdf") == message


def test_a_page_that_fails_leaves_the_others() -> None:
    raw = pdf(PAGES).replace(b"/Contents 4 0 R", b"/Contents 1 0 R")
    only = document(raw, "a.pdf")
    assert "Nobody waits" in only.text
    assert only.problems != ()


def test_pages_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_PAGES", 2)
    only = document(pdf(PAGES), "a.pdf")
    assert "Nobody" not in only.text
    assert [told.message for told in only.problems] == ["only the first 2 of 3 pages of this PDF were read"]


def test_a_pdf_is_kept_as_it_came(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(PAGES))
    (only,) = read([path])
    assert isinstance(only, Document)
    assert (only.raw, only.media_type, only.original) == (path.read_bytes(), "application/pdf", None)


# --- Word -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.docx", "a"])
def test_the_words_of_a_word_document_are_read_in_paragraphs(name: str) -> None:
    only = document(word(PARAGRAPHS, TITLE), name)
    assert only.text == "\n\n".join([TITLE, *PARAGRAPHS])
    assert only.metadata.title == TITLE
    (reading,) = readings(only, strict=True)
    assert reading.story.headline_span is not None
    assert [each.speaker.name for each in reading.quotations if each.speaker and each.form == "direct"] == [
        "Osk Tarrin"
    ]


def saved(made: docx.document.Document) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_cells_boxes_and_changes_stand_as_they_are_shown() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Before ")
    for tag, inner in (("ins", "t"), ("del", "delText"), ("moveFrom", "t")):
        change = parse_xml(f"<w:{tag} {nsdecls('w')}><w:r><w:{inner}>{tag}</w:{inner}></w:r></w:{tag}>")
        paragraph._p.append(change)
    paragraph._p.append(OxmlElement("w:r"))
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    box = (
        f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r>'
        "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>in a box</w:t></w:r></w:p></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>in a box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
        "<w:t>around</w:t><w:tab/><w:t>it</w:t></w:r></w:p>"
    )
    made.element.body.insert(-1, parse_xml(box))
    assert document(saved(made), "a.docx").text == "Before ins\n\nleft\n\nright\n\naround\tit\n\nin a box"


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(PARAGRAPHS))) as good, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bad:
        for part in good.infolist():
            bad.writestr(part.filename, good.read(part))
        bad.writestr("word/media/picture.emf", b"\0" * (58 << 20))
    return file.getvalue()


def package(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (bomb, "MiB when unpacked, as no text does"),
        (lambda: word(PARAGRAPHS)[:-300], "this Word document is damaged or cut off"),
        (lambda: word([]), "this Word document has no words in it"),
        (lambda: package(word__styles_xml=b"<a/>"), "this Word document lacks its main part"),
        (
            lambda: package(word__document_xml=b"<a/>"),
            "this Word document is damaged, or of a kind that is not read",
        ),
        (lambda: package(xl__workbook_xml=b"<a/>"), "this Word document lacks its main part"),
    ],
)
def test_a_word_document_that_cannot_be_read_is_a_problem_that_says_why(
    make: Callable[[], bytes], message: str
) -> None:
    assert problem(make(), "a.docx").endswith(message)


def test_too_many_parts_are_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PACKAGE_PARTS", 3)
    assert problem(word(PARAGRAPHS), "a.docx").startswith("this Word document has ")


# --- exports of archives in them ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (word(UNI.splitlines()), "a.docx"),
        (word(DISPLAYED.splitlines()), "a.docx"),
        (pdf([UNI.splitlines()[:30], UNI.splitlines()[30:]]), "a.pdf"),
    ],
    ids=["Nexis Uni in Word", "Factiva in Word", "Nexis Uni in PDF"],
)
def test_an_export_of_an_archive_is_read_article_by_article(raw: bytes, name: str) -> None:
    first, second = (each for each in found(raw, name) if isinstance(each, Document))
    assert (first.metadata.outlet, first.metadata.published) == ("The Quell Courier", "2032-03-09")
    assert (second.metadata.outlet, second.metadata.published) == ("The Orme Gazette", "2032-04-11")
    assert (first.metadata.title, body(second).split("\n\n")[0]) == ("Ferry Talks to Resume", "Bakers of Orme at Work")
    assert second.part is not None
    assert (second.part.name, second.uri) == ("article 2", f"{name}#2")
