"""Reading: every place and every content gives Documents or Problems, the same each time, and never an exception."""

from __future__ import annotations

import encodings
import gzip
import io
import json
import os
import pkgutil
import socket
import subprocess
import sys
from collections.abc import Iterable
from encodings.aliases import aliases
from pathlib import Path

import pytest
import trafilatura
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import readers
from onrecord.readers import Input, encoding, header, limits, markup
from onrecord.readers import places as stage
from onrecord.text.dates import iso_date
from onrecord.types import Document, Metadata, Problem, Span

STORY = "Harbour to open again\n\nThe minister of Arvenia said on Monday: “We have nothing to hide.”\n"
PARAGRAPHS = [
    f"The minister of Arvenia said on Monday that pier {i} would open again before the spring." for i in range(8)
]
PAGE = (
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Harbour talks - The Quell Courier</title>'
    '<meta property="og:site_name" content="The Quell Courier"><meta name="author" content="Mira Dellan">'
    '<meta property="article:published_time" content="2024-03-05T23:30:00+02:00">'
    '<link rel="canonical" href="https://courier.example/harbour"></head><body><nav><a href="/">Home page</a></nav>'
    f"<article><h1>Harbour talks</h1>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}<h2>What comes next</h2>"
    '<p>The <b>council</b> meets <a href="/c">on Friday</a>.</p></article>'
    '<section id="comments"><p>First! I do not believe a word of this.</p></section>'
    "<footer><p>All rights reserved by the Courier</p></footer></body></html>"
)


def bare(data: bytes, uri: str = "a.txt") -> list[Document | Problem]:
    """Read bytes without a file, which leaves the time of reading out."""
    return list(readers.documents(Input.open(uri, io.BytesIO(data))))


def document(data: bytes, uri: str = "a.txt") -> Document:
    (found,) = bare(data, uri)
    assert isinstance(found, Document), found
    return found


def problem(data: bytes, uri: str = "a.txt") -> Problem:
    (found,) = bare(data, uri)
    assert isinstance(found, Problem), found
    assert found.stage == "read"
    assert found.remedy
    return found


def names(found: Iterable[Document | Problem]) -> list[str]:
    return [Path(item.uri or "").name for item in found if isinstance(item, Document)]


def only_problem(found: Iterable[Document | Problem]) -> Problem:
    (item,) = [item for item in found if isinstance(item, Problem)]
    assert item.stage == "read"
    assert item.uri
    assert item.remedy
    return item


# --- places ---------------------------------------------------------------------------------------------------------


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(f"Words of {path}.", encoding="utf-8")


def test_a_file_keeps_its_bytes_its_name_and_the_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(STORY.encode())
    (found,) = stage.read([path])
    assert isinstance(found, Document)
    assert (found.uri, found.raw, found.text) == (str(path), STORY.encode(), STORY)
    assert (found.media_type, found.encoding, found.problems) == ("text/plain", "utf-8", ())
    assert found.retrieved is not None
    assert len(found.retrieved) == len("2025-01-01T00:00:00Z")
    assert iso_date(found.retrieved)


def test_folders_are_read_sorted_and_without_what_is_no_coverage(tmp_path: Path) -> None:
    write(tmp_path, "b/2.txt", "b/1.txt", "a.txt", "c.txt", ".hidden.txt", ".git/x.txt", "CVS/y.txt")
    write(tmp_path, "onrecord.db", "onrecord.db-wal", "onrecord.db-shm")
    assert names(stage.read([tmp_path])) == ["a.txt", "1.txt", "2.txt", "c.txt"]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.txt")
    assert names(stage.read([tmp_path / ".hidden.txt"])) == [".hidden.txt"]


def test_reading_is_lazy(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    found = stage.read([tmp_path])
    assert names([next(found)]) == ["a.txt"]
    (tmp_path / "b.txt").unlink()
    assert "No such file" in only_problem(found).message


def test_a_missing_file_loses_no_neighbour(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "c.txt")
    found = list(stage.read([tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt"]))
    assert names(found) == ["a.txt", "c.txt"]
    assert only_problem(found).uri == str(tmp_path / "b.txt")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt"]),
        ("**/*.txt", ["a.txt", "1.txt", "2.txt"]),
        ("**", ["a.txt", "note.md", "1.txt", "2.txt"]),
        ("sub/**/2.txt", ["2.txt"]),
        ("s*/?.txt", ["1.txt"]),
        ("[ab].txt", ["a.txt"]),
        ("su*", ["1.txt", "2.txt"]),
    ],
)
def test_patterns_that_the_shell_left_alone(tmp_path: Path, pattern: str, expected: list[str]) -> None:
    write(tmp_path, "a.txt", "note.md", "sub/1.txt", "sub/deep/2.txt", ".hidden/3.txt")
    found = list(stage.read([f"{tmp_path}/{pattern}"]))
    assert names(found) == expected
    assert len(found) == len(expected)


def test_patterns_below_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "sub/1.txt", "-")
    monkeypatch.chdir(tmp_path)
    assert [item.uri for item in stage.read(["**/*.txt"])] == [os.path.join("sub", "1.txt")]  # noqa: PTH118
    assert names(stage.read(["**"])) == ["-", "1.txt"]  # a file of that name is not standard input


def test_a_pattern_without_a_match_is_a_problem(tmp_path: Path) -> None:
    assert "no file matches" in only_problem(stage.read([f"{tmp_path}/*.txt"])).message
    assert "no file matches" in only_problem(stage.read([f"{tmp_path}/**/*.txt"])).message


def test_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    write(tmp_path, "a[1].txt", "a1.txt")
    assert names(stage.read([tmp_path / "a[1].txt"])) == ["a[1].txt"]


def test_links_are_followed_and_never_looped(tmp_path: Path) -> None:
    write(tmp_path, "real/1.txt", "other/2.txt")
    (tmp_path / "real" / "up").symlink_to(tmp_path)
    (tmp_path / "real" / "linked.txt").symlink_to(tmp_path / "other" / "2.txt")
    found = list(stage.read([tmp_path]))
    assert names(found) == ["2.txt", "1.txt", "linked.txt"]
    assert "links back" in only_problem(found).message
    assert names(stage.read([f"{tmp_path}/**/*.txt"])) == ["2.txt", "1.txt", "linked.txt"]


def test_folders_that_link_to_one_another_are_each_read_once(tmp_path: Path) -> None:
    for name in "abcdefgh":
        write(tmp_path, f"{name}/{name}.txt")
        for other in "abcdefgh":
            (tmp_path / name / f"to_{other}").symlink_to(tmp_path / other)
    assert sorted(names(stage.read([tmp_path]))) == [f"{name}.txt" for name in "abcdefgh"]


def test_broken_and_circular_links(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = list(stage.read([tmp_path]))
    assert [Path(item.uri or "").name for item in found if isinstance(item, Problem)] == ["gone.txt", "self.txt"]


def test_pipes_devices_and_sockets_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket may not be long
    os.mkfifo("fifo")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        messages = [only_problem(stage.read([place])).message for place in ("fifo", "socket", "/dev/null")]
    assert [kind in message for kind, message in zip(("a pipe", "a socket", "a device"), messages, strict=True)]
    assert all("not a file" in message for message in messages)


def test_what_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything; the next test stands in")
    write(tmp_path, "a.txt", "closed/b.txt", "secret.txt")
    (tmp_path / "secret.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    found = list(stage.read([tmp_path]))
    (tmp_path / "closed").chmod(0o700)
    assert names(found) == ["a.txt"]
    assert len(found) == 3


def test_a_refusal_of_the_system_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", "b.txt", "sub/c.txt", "z.txt")
    real_open, real_scandir = Path.open, os.scandir

    def refusing_open(self: Path, mode: str = "r") -> io.BufferedReader:
        if self.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        assert mode == "rb"
        return real_open(self, "rb")

    def refusing_scandir(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return real_scandir(path)

    monkeypatch.setattr(Path, "open", refusing_open)
    monkeypatch.setattr(os, "scandir", refusing_scandir)
    found = list(stage.read([tmp_path]))
    assert names(found) == ["a.txt", "z.txt"]
    assert [Path(item.uri or "").name for item in found if isinstance(item, Problem)] == ["b.txt", "sub"]
    assert all("Permission denied" in item.message for item in found if isinstance(item, Problem))


def test_a_disk_that_fails_in_the_middle(tmp_path: Path) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 0:
                raise OSError(5, "Input/output error")
            return super().read(10 if size else 0)

    write(tmp_path, "a.txt")
    found = list(stage.read(["-", tmp_path / "a.txt"], stdin=Failing(STORY.encode())))
    assert names(found) == ["a.txt"]
    assert "Input/output error" in only_problem(found).message


def test_names_that_are_no_text(tmp_path: Path) -> None:
    strange = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(strange)).write_text("Words.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (found,) = stage.read([tmp_path])
    assert found.uri is not None
    assert found.uri.endswith("caf\\xe9.txt")


def test_a_zero_character_in_a_path() -> None:
    assert "cannot be read" in only_problem(stage.read(["a\0b.txt"])).message
    assert "cannot be read" in only_problem(stage.read(["a\0*.txt"])).message


def test_a_folder_without_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path, ".hidden.txt")
    assert "no file in it" in only_problem(stage.read([tmp_path])).message
    write(tmp_path, "a.txt")
    assert [Path(item.uri or "").name for item in stage.read([tmp_path])] == ["a.txt"]


@pytest.mark.parametrize("place", ["https://outlet.example/story", "https://outlet.example/?id=[1]*"])
def test_an_address_is_not_looked_for_among_the_files(place: str) -> None:
    found = only_problem(stage.read([place]))
    assert "is an address" in found.message
    assert "save the page" in (found.remedy or "")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = stage.read(["-"], stdin=io.BytesIO(STORY.encode()))
    assert isinstance(found, Document)
    assert (found.uri, found.text) == ("-", STORY)
    closed = io.BytesIO()
    closed.close()
    assert "closed" in only_problem(stage.read(["-"], stdin=closed)).message
    monkeypatch.setattr(sys, "stdin", None)
    assert "closed" in only_problem(stage.read(["-"])).message


def test_standard_input_in_small_pieces() -> None:
    class Dripping(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(3, size if size and size > 0 else 3))

    (found,) = stage.read(["-"], stdin=Dripping(gzip.compress(STORY.encode())))
    assert isinstance(found, Document)
    assert found.text == STORY


def test_size_counts_bytes_or_does_not_know(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "sub/b.txt")
    total = sum(path.stat().st_size for path in tmp_path.rglob("*.txt"))
    assert stage.size([tmp_path]) == total
    assert stage.size([f"{tmp_path}/**/*.txt", tmp_path / "missing"]) == total
    assert stage.size([tmp_path, "-"]) is None


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, onrecord.readers.places; print({'trafilatura', 'lxml', 'charset_normalizer'} & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"


# --- plain text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_a_mark(codec: str) -> None:
    found = document(STORY.encode(codec))
    assert found.text == STORY
    assert found.problems == ()


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_cyrillic_in_utf16_without_a_mark(codec: str) -> None:
    text = "Министр сказал в понедельник: «Нам нечего скрывать».\n"
    assert document(text.encode(codec)).text == text


LEGACY = [
    ("cp1252", "Le ministre a déclaré lundi que le port serait rouvert à l’été. « Rien à cacher », a-t-il ajouté."),
    ("cp1252", "The minister said: “We’re ready – come what may.” The café was full."),
    ("cp1252", "The café."),
    ("cp1251", "Министр заявил в понедельник, что порт будет вновь открыт. «Нам нечего скрывать», — добавил он."),
    ("koi8_r", "Министр заявил в понедельник, что порт будет вновь открыт. Нам нечего скрывать, добавил он."),
    ("cp1250", "Minister powiedział w poniedziałek, że port zostanie otwarty. „Nie mamy nic do ukrycia”, dodał. Źle."),
    ("iso8859_2", "Ministr v pondělí řekl, že přístav bude znovu otevřen. Město počká, až skončí šetření."),
    ("cp1252", "El ministro señaló el lunes que el puerto abrirá mañana. ¿Qué pasará después? Nadie lo sabía aún."),
    ("cp1252", "O ministro não disse à imprensa quando reabrirão o porto. Há razões para crer que será amanhã."),
    ("cp1252", "Il ministro ha detto lunedì che il porto riaprirà. Perché no? Così andrà la città, più o meno."),
    (
        "cp1252",
        "Ministeren sagde mandag, at havnen åbner på ny, når undersøgelsen er færdig. Både råd og borgere så på.",
    ),
    (
        "cp1250",
        "A miniszter hétfőn azt mondta, hogy a kikötő tavasszal újra megnyílik. Nincs mit rejtegetnünk, fűzte hozzá.",
    ),
    ("cp1250", "Minister był w Łodzi."),
    (
        "cp1257",
        "Ministras pirmadienį sakė, kad uostas vėl bus atidarytas. Mes neturime ką slėpti, pridūrė jis. Žmonės laukė.",
    ),
    ("cp1254", "Bakan pazartesi günü limanın yeniden açılacağını söyledi. “Saklayacak bir şeyimiz yok” diye ekledi."),
    ("cp1253", "Ο υπουργός δήλωσε τη Δευτέρα ότι το λιμάνι θα ανοίξει ξανά. «Δεν έχουμε τίποτα να κρύψουμε»."),
    ("cp1256", "قال الوزير يوم الاثنين إن الميناء سيفتح مرة أخرى في الربيع المقبل، وأضاف أنه ليس لدينا ما نخفيه."),
    ("shift_jis", "大臣は月曜日、港が来年春に再び開かれると述べた。「隠すことは何もない」と付け加えた。"),
    ("gb18030", "部长星期一表示，港口将于明年春天重新开放。“我们没有什么可隐瞒的，”他补充说。"),
]


@pytest.mark.parametrize(("codec", "text"), LEGACY)
@pytest.mark.parametrize("times", [1, 200])
def test_legacy_code_pages(codec: str, text: str, times: int) -> None:
    raw = "\n".join([text] * times).encode(codec)
    assert document(raw).text == raw.decode(codec)


def test_a_large_legacy_file_is_detected_by_a_sample() -> None:
    text = "A line of plain letters.\n" * 40_000 + LEGACY[3][1]
    assert document(text.encode("cp1251")).text == text


def test_broken_bytes_in_utf8_are_shown_and_placed() -> None:
    raw = "Première ligne\r\nSeconde é".encode() + b"\xff" + " à la fin".encode()
    found = document(raw)
    assert found.text == "Première ligne\nSeconde é\ufffd à la fin"
    (doubt,) = found.problems
    assert f"byte {raw.index(0xFF)}, line 2" in doubt.message
    assert doubt.span is not None
    assert doubt.span.of(found.text) == "\ufffd"


def test_a_replacement_character_of_the_file_is_no_problem() -> None:
    found = document("Déjà \ufffd vu ".encode() + b"\xff")
    assert "1 place " in found.problems[0].message
    assert found.problems[0].span == Span(10, 11)


def test_a_text_cut_off_in_a_character() -> None:
    assert document("She said “yes” and “no”".encode()[:-1]).text == "She said “yes” and “no\ufffd"
    assert document(b"She said " + "“".encode()[:2]).text == "She said \ufffd"


def test_line_ends_are_as_python_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one\r\ntwo\rthree\n\r\nfour\x0b\x0c five")
    assert document(path.read_bytes()).text == path.read_text(encoding="utf-8")


def test_zero_characters_become_marks_one_for_one() -> None:
    found = document(b"We will\0not go. " + b"word " * 30)
    assert found.text.startswith("We will\ufffdnot go.")
    assert found.problems[0].span == Span(7, 8)


@pytest.mark.parametrize("raw", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"# date: 2024-01-02\n# lang: en\n\n"])
def test_a_text_without_words_is_a_problem(raw: bytes) -> None:
    assert "the file" in problem(raw).message


def test_a_document_over_the_limit_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.write(b"words ")
        stream.truncate(limits.DOCUMENT_BYTES + 2 * 1024 * 1024)
        stream.seek(0)
        stream.write(b"words " * 20_000)
    found = only_problem(stage.read([path]))
    assert "34.0 MiB" in found.message
    assert "32.0 MiB" in found.message
    assert "Split" in (found.remedy or "")


def test_a_stream_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DOCUMENT_BYTES", 1000)
    assert "too large" in problem(b"words " * 1000).message
    assert "too large" in problem(PAGE.encode() * 3).message


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\0", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"SQLite format 3\0", "SQLite"),
        (b"{\\rtf1 words}", "Rich Text"),
        (b"\0\0\0\x18ftypmp42", "MP4"),
        (b"WARC/1.0\r\n", "WARC"),
        (b'<?xml version="1.0"?>\n<rss version="2.0"></rss>', "feed"),
        (b'<?xml version="1.0"?>\n<records></records>', "XML"),
        (bytes(range(32)) * 20, "binary"),
        (b"\x7fELF\x02", "program"),
    ],
)
def test_what_is_no_text_is_named(raw: bytes, kind: str) -> None:
    assert kind in problem(raw, "story.txt").message


# --- headers --------------------------------------------------------------------------------------------------------


def stated(found: Document) -> str | None:
    return found.published_span.of(found.text) if found.published_span else None


@pytest.mark.parametrize("lead", ["", " ", "\n"])
def test_a_stamp_with_an_address(lead: str) -> None:
    found = document(f"{lead}date 2032-12-21 https://outlet.example/path?a=b\n\nHeadline of it\n".encode())
    assert found.metadata == Metadata(url="https://outlet.example/path?a=b", published="2032-12-21")
    assert found.text[found.header.end :] == "Headline of it\n"
    assert stated(found) == "2032-12-21"


def test_a_stamp_with_the_body_on_its_line() -> None:
    found = document(b" date 2022-02-22 Minister Osk Tarrin said that he had no plan.")
    assert found.text[found.header.end :] == "Minister Osk Tarrin said that he had no plan."
    assert found.metadata == Metadata(published="2022-02-22")


@pytest.mark.parametrize(
    "text", ["date 2022-13-45 of nothing", "date palms grow here", "Date 22 is free", "dated 2022-02-22 x"]
)
def test_what_is_no_stamp(text: str) -> None:
    assert document(text.encode()).header == Span(0, 0)


def test_hashed_lines() -> None:
    lines = "# source: https://outlet.example/1\n# outlet: Quell Courier\n# date: 2019-07-23\n# lang: en\n# group: 7\n"
    for gap in ("\n", ""):
        found = document(f"{lines}{gap}Body of it\n# title: not a header".encode())
        assert found.metadata == Metadata(
            url="https://outlet.example/1", outlet="Quell Courier", published="2019-07-23", language="en"
        )
        assert found.text[found.header.end :].startswith("Body of it")
        assert stated(found) == "2019-07-23"


def test_hashed_lines_with_windows_line_ends() -> None:
    found = document(b"# date: July 23, 2019\r\n# title: Of harbours\r\n\r\nBody")
    assert (found.metadata.published, stated(found)) == ("2019-07-23", "July 23, 2019")
    assert found.text[found.header.end :] == "Body"


def test_a_date_that_is_marked_as_unsure() -> None:
    found = document(b"# outlet: Quell Courier\n# date: 2021-10-24?\n\nBody")
    assert (found.metadata.published, stated(found)) == ("2021-10-24", "2021-10-24?")
    assert found.problems[0].span == found.published_span


def test_front_matter() -> None:
    found = document(b'---\ntitle: "Harbour: the talks"\ntags:\n  - sea\ndate: 2024-03-05\n---\nBody --- of it')
    assert found.metadata == Metadata(title="Harbour: the talks", published="2024-03-05")
    assert found.text[found.header.end :] == "Body --- of it"
    assert stated(found) == "2024-03-05"


def test_lines_like_a_letter() -> None:
    found = document(b"Title: Harbour talks\nDate: 5 March 2024\nSource: Quell Courier\n\nBody of it")
    assert found.metadata == Metadata(title="Harbour talks", published="2024-03-05", outlet="Quell Courier")
    assert found.text[found.header.end :] == "Body of it"


@pytest.mark.parametrize(
    "text",
    [
        "Title: only one key\n\nBody",
        "Minister: we will not go.\nReporter: why?",
        "# A heading of the text\n\nBody",
        "# Peace: at last\n\nBody",
        "---\n\nBody between rules\n\n---\n",
        "---\ntitle: never closed\n\nBody",
        "Body first\n# date: 2024-01-02\n",
        "Author: one\nMinister: two",
    ],
)
def test_what_is_no_header(text: str) -> None:
    found = document(text.encode())
    assert (found.header, found.metadata) == (Span(0, 0), Metadata())


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("2024-03-05T23:30:00+02:00", "2024-03-05"),
        ("2024-03-05 23:30", "2024-03-05"),
        ("2024/03/05", "2024-03-05"),
        ("20240305T233000Z", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"),
        ("5 March 2024 at 11:30 am", "2024-03-05"),
        ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05"),
        ("Tuesday, March 5th, 2024", "2024-03-05"),
        ("29 Sept. 2023", "2023-09-29"),
        ("03/05/2024", None),
        ("2024-02-30", None),
        ("0000-01-01", None),
        ("Monday", None),
        ("1 ſeptember 2025", None),
        ("٢٠٢٤-٠٣-٠٥", "2024-03-05"),
        ("", None),
        ("March 2024", None),
    ],
)
def test_dates_are_as_precise_as_they_are_written(written: str, iso: str | None) -> None:
    assert iso_date(written) == iso


# --- pages ----------------------------------------------------------------------------------------------------------


def test_a_page_gives_its_story_and_what_it_says_of_itself() -> None:
    found = document(PAGE.encode(), "page.html")
    assert found.text == "\n\n".join(["Harbour talks", *PARAGRAPHS, "What comes next", "The council meets on Friday."])
    assert found.metadata == Metadata(
        url="https://courier.example/harbour",
        title="Harbour talks",
        author="Mira Dellan",
        published="2024-03-05",
        outlet="The Quell Courier",
        language="en",
    )
    assert (found.media_type, found.raw, found.problems) == ("text/html", PAGE.encode(), ())


def test_content_outranks_the_name() -> None:
    assert document(PAGE.encode(), "page.txt").media_type == "text/html"
    assert document(b"Plain words, no page.", "page.html").media_type == "text/plain"
    assert document(b"<words in brackets> are no page", "a.txt").media_type == "text/plain"


def test_a_lost_title_comes_first() -> None:
    page = PAGE.replace("<h1>Harbour talks</h1>", "")
    assert document(page.encode()).text.startswith("Harbour talks\n\nThe minister")


@pytest.mark.parametrize("declared", ["windows-1251", "utf-8", "nonsense", "base64"])
def test_the_encoding_of_a_page(declared: str) -> None:
    words = "Министр сказал в понедельник, что причал откроют весной, и город давно ждёт этого дня."
    page = PAGE.replace('charset="utf-8"', f'charset="{declared}"').replace(PARAGRAPHS[3], words)
    assert words in document(page.encode("cp1251")).text
    assert words in document(page.encode("utf-16")).text
    assert words in document(page.encode("utf-8")).text


CODECS = sorted({*aliases, *aliases.values(), *(module.name for module in pkgutil.iter_modules(encodings.__path__))})
ODD_BYTES = [
    b"\xff\xfe\x80 \xe9.",
    bytes(range(32, 256)) * 2,
    b"xn--\xe9-." * 30,
    b"." * 3000 + b"\xe9",
    b"\\u0041 \\x \xe9 ~{~\xe9",
]


def declaring(name: str, content: bytes) -> bytes:
    return b'<html><head><meta charset="%s"></head><body><p>Pier 3 opens, she said. %s' % (name.encode(), content)


@pytest.mark.parametrize("content", ODD_BYTES)
def test_whatever_encoding_a_page_declares_its_words_are_read(content: bytes) -> None:
    found = {name: bare(declaring(name, content), "a.html") for name in CODECS}
    assert [name for name, read in found.items() if "Pier 3 opens, she said." not in getattr(read[0], "text", "")] == []


@given(name=st.sampled_from(CODECS), content=st.binary(max_size=60).map(lambda raw: b"\xe9 " + raw))
@settings(deadline=None, max_examples=300)
def test_no_bytes_of_a_page_are_beyond_the_encoding_that_it_declares(name: str, content: bytes) -> None:
    (found,) = bare(declaring(name, content), "a.html")
    assert isinstance(found, Document) or "binary data" in found.message


@pytest.mark.parametrize(
    "declared", ["idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "rot13", "mbcs", "cp037"]
)
def test_an_encoding_that_no_page_can_be_in_is_not_believed(declared: str) -> None:
    words = "“pier 3”, \\u0041, xn--mnchen-3ya"
    page = PAGE.replace('charset="utf-8"', f'charset="{declared}"').replace("pier 3", words)
    assert words in document(page.encode("cp1252")).text


def test_a_page_of_latin1_means_windows() -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"').replace("pier 3", "“pier 3” €")
    assert "“pier 3” €" in document(page.encode("cp1252")).text


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><script>var a = 1;</script></body></html>", "<p></p>", "<!doctype html>"]
)
def test_a_page_without_words_is_a_problem(page: str) -> None:
    assert "no words" in problem(page.encode()).message


HOSTILE = {
    "nested": "<html><body>" + "<div>" * 5000 + "{}" + "</div>" * 5000,
    "nested and unclosed": "<html><body>" + "<b>" * 20_000 + "{}",
    "five megabytes of tags": "<html><body>" + "<b>x</b>" * 600_000 + "{}",
    "attributes": "<html><body><div " + " ".join(f"a{i}=1" for i in range(200_000)) + ">{}",
    "quoted attributes": "<html><body><div " + " ".join(f'a{i}=">"' for i in range(100_000)) + ">{}",
    "brackets": "<html><body>" + "<" * 1_000_000 + "{}",
    "open comments": "<html><body>" + "<!--" * 200_000 + "{}",
    "open tags": "<html><body>{}" + "<a" * 200_000,
    "open scripts": "<html><body>{}" + "<script>" * 200_000,
    "payload": "<html><body><script>" + "<p>evil</p>" * 100_000 + "</script>{}",
    "entities": '<!DOCTYPE html [<!ENTITY a "evil"><!ENTITY b "&a;&a;&a;">]><html><body>{}' + "<p>&b;</p>" * 500,
    "ampersands": "<html><body>{}" + "&" * 500_000,
    "linked data": "<html><head><script type='application/ld+json'>" + "[" * 15_000 + "</script></head><body>{}",
    "spaces": "<html><head><title>" + " " * 300_000 + "</title></head><body>{}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_keep_their_words(name: str) -> None:
    text = document(HOSTILE[name].replace("{}", "".join(f"<p>{p}</p>" for p in PARAGRAPHS)).encode()).text
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    assert "evil" not in text


def test_a_page_that_is_read_plainly_says_so() -> None:
    found = document(HOSTILE["nested"].replace("{}", "<p>Words of it.</p>").encode())
    assert "read plainly" in found.problems[0].message


@pytest.mark.parametrize("value", [7, True, None, ["a"], {"name": "b"}, "\ud800", "a\0b"])
def test_linked_data_of_any_kind(value: object) -> None:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": value, "author": value, "url": value}
    data |= {"publisher": {"@type": "Organization", "name": value}, "datePublished": value}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
    found = document(f"<html><head>{script}<body>{PAGE.partition('<body>')[2]}".encode())
    assert PARAGRAPHS[0] in found.text
    for known in (found.metadata.title, found.metadata.author, found.metadata.outlet, found.metadata.url):
        assert known is None or known.encode("utf-8").decode() == " ".join(known.split())


def test_a_page_that_the_extraction_fails_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr(trafilatura, "bare_extraction", failing)
    found = document(PAGE.encode())
    assert all(paragraph in found.text for paragraph in PARAGRAPHS)
    assert "Home page" not in found.text
    assert "KeyError" in found.problems[0].message
    assert found.metadata.language == "en"


def test_scripts_and_comments_do_not_count_as_words() -> None:
    page = "<p>One <!-- <p>two --> three</p><SCRIPT>four</SCRIPT ><style>five</style><a href='a>b'>six</a> &lt;7&gt;"
    assert markup.paragraphs(page) == ["One three", "six <7>"]


# --- records --------------------------------------------------------------------------------------------------------


def lines(*records: object) -> bytes:
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records).encode()


RECORD = {
    "text": "Words of the minister.",
    "url": "https://outlet.example/1",
    "title": "Of words",
    "date_published": "2024-03-05T10:00:00Z",
    "source": "Quell Courier",
    "language": "en",
    "author": ["Mira Dellan", "Osk Tarrin"],
}


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "-", "a.txt"])
def test_records_of_json_lines(name: str) -> None:
    raw = lines(RECORD, {"text": "Second."})
    first, second = bare(raw, name)
    assert isinstance(first, Document)
    assert (first.uri, first.raw, first.media_type) == (f"{name}#1", raw.splitlines(True)[0], "application/json")
    assert first.metadata == Metadata(
        url="https://outlet.example/1",
        title="Of words",
        author="Mira Dellan; Osk Tarrin",
        published="2024-03-05",
        outlet="Quell Courier",
        language="en",
    )
    assert second.uri == f"{name}#2"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "cut', "not valid JSON"),
        (b'{"title": "no words"}', "neither `text` nor `html`"),
        (b'{"text": 7}', "a number"),
        (b'{"text": ["a"]}', "a list"),
        (b'{"text": "  "}', "blank"),
        (b'{"html": "<html></html>"}', "no words"),
        (b"[1, 2]", "a list, not an object"),
        (b'{"a":' * 100_000, "too deeply"),
        (b'{"text": ' + b"9" * 5000 + b"}", "not valid JSON"),
        (b"\xff\xfe\x00", "not valid JSON"),
    ],
)
def test_a_bad_line_loses_no_neighbour(line: bytes, said: str) -> None:
    first, bad, last = bare(lines({"text": "First."}) + line + b"\n" + lines({"text": "Last."}), "a.jsonl")
    assert isinstance(first, Document)
    assert isinstance(bad, Problem)
    assert isinstance(last, Document)
    assert (bad.uri, last.uri) == ("a.jsonl#2", "a.jsonl#3")
    assert said in bad.message
    assert bad.remedy


def test_a_file_without_words_is_one_problem() -> None:
    found = problem(lines(*[{"label": number} for number in range(179)]), "labels.jsonl")
    assert (found.uri, "none of its 179 records" in found.message) == ("labels.jsonl", True)
    assert "labels or metadata" in (found.remedy or "")
    assert "none of its 3 records" in problem(b'[{"a": 1}, 2, {"b": 3}]', "a.json").message
    alone = problem(b'{"a": 1}', "a.json")
    assert alone.uri == "a.json#1"
    assert "labels or metadata" in (alone.remedy or "")


def test_records_without_words_before_one_that_has_some() -> None:
    few = bare(lines({"a": 1}, {"a": 2}, {"text": "Words."}, {"a": 4}), "a.jsonl")
    assert [item.uri for item in few] == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#3", "a.jsonl#4"]
    many = bare(lines(*[{"a": 1}] * 500, {"text": "Words."}), "a.jsonl")
    assert isinstance(many[0], Problem)
    assert many[0].message == "500 records of a.jsonl#1 to a.jsonl#500 have neither `text` nor `html`"
    assert [item.uri for item in many] == ["a.jsonl", "a.jsonl#501"]


def test_a_broken_record_among_those_without_words() -> None:
    broken, labels = bare(lines(*[{"a": 1}] * 30) + b'{"text": "cut', "a.jsonl")
    assert isinstance(broken, Problem)
    assert broken.uri == "a.jsonl#31"
    assert "30 records of" in only_problem([labels]).message


def test_records_without_words_are_told_before_the_stream_fails() -> None:
    packed = gzip.compress(lines(*[{"label": os.urandom(30).hex()} for _ in range(5000)]))
    labels, damaged = bare(packed[:-2000], "a.jsonl.gz")
    assert "neither" in only_problem([labels]).message
    assert "damaged" in only_problem([damaged]).message


def test_blank_lines_are_counted_and_passed_over() -> None:
    (found,) = bare(b"\n\n" + lines({"text": "Third."}), "a.jsonl")
    assert found.uri == "a.jsonl#3"


def test_a_line_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DOCUMENT_BYTES", 1000)
    bad, good = bare(lines({"text": "a" * 5000}, {"text": "Second."}), "a.jsonl")
    assert isinstance(bad, Problem)
    assert "line 1 is too large" in bad.message
    assert isinstance(good, Document)


def test_metadata_of_the_wrong_type_is_left_out() -> None:
    (found,) = bare(lines({"text": "Words.", "title": {"en": "x"}, "date": 1709600000}), "a.jsonl")
    assert isinstance(found, Document)
    assert found.metadata == Metadata()
    assert [doubt.message.split()[0] for doubt in found.problems] == ["`title`", "`date`"]


def test_the_name_of_an_outlet_is_on_one_line() -> None:
    record = {"text": "Words.", "outlet": "The Lowen\n\u2028 Post\r\n", "author": ["T.\tOrr", "B.\x0bVell"]}
    (found,) = bare(lines(record), "a.jsonl")
    assert isinstance(found, Document)
    assert (found.metadata.outlet, found.metadata.author) == ("The Lowen Post", "T. Orr; B. Vell")


def test_records_of_pages() -> None:
    (found,) = bare(lines({"html": PAGE, "title": "A title of the record"}), "a.jsonl")
    assert isinstance(found, Document)
    assert PARAGRAPHS[0] in found.text
    assert "First!" not in found.text
    assert (found.metadata.title, found.metadata.outlet) == ("A title of the record", "The Quell Courier")
    assert found.media_type == "application/json"


def test_escapes_that_are_no_characters() -> None:
    (found,) = bare(b'{"text": "one\\ud800 two\\u0000 three\\r\\nfour"}', "a.jsonl")
    assert isinstance(found, Document)
    assert found.text == "one\ufffd two\ufffd three\nfour"
    assert found.problems[0].span == Span(3, 4)


def test_one_object_and_one_array() -> None:
    whole = json.dumps(RECORD, indent=2).encode()
    assert document(whole, "a.json").raw == whole
    array = json.dumps([RECORD, {"text": "Zwölf."}, 7], indent=2, ensure_ascii=False).encode()
    first, second, third = bare(array, "a.json")
    assert isinstance(second, Document)
    assert (second.uri, second.text) == ("a.json#2", "Zwölf.")
    assert second.raw in array
    assert isinstance(third, Problem)
    assert first.uri == "a.json#1"


def test_an_array_that_breaks_off() -> None:
    first, broken = bare(b'[{"text": "One."}, {"text": "Tw', "a.json")
    assert isinstance(first, Document)
    assert isinstance(broken, Problem)
    assert "record 2" in broken.message


@pytest.mark.parametrize("raw", [b"[]", b"[ ]", b""])
def test_no_records(raw: bytes) -> None:
    assert "no records" in problem(raw, "a.jsonl" if not raw else "a.json").message


def test_json_in_utf16_is_refused_with_a_way_on() -> None:
    assert "UTF-8" in (problem(lines(RECORD).decode().encode("utf-16"), "a.jsonl").remedy or "")


@pytest.mark.parametrize("text", ["[Music] The minister spoke.", "{{template}} of words", "[1] A footnote first."])
def test_text_in_brackets_is_no_json(text: str) -> None:
    assert document(text.encode()).media_type == "text/plain"


# --- compressed -----------------------------------------------------------------------------------------------------


def test_gzip_around_each_family() -> None:
    assert document(gzip.compress(STORY.encode()), "a.txt.gz").text == STORY
    assert PARAGRAPHS[0] in document(gzip.compress(PAGE.encode()), "a.html.gz").text
    found = bare(gzip.compress(lines(RECORD, RECORD)), "a.jsonl.gz")
    assert [item.uri for item in found] == ["a.jsonl.gz#1", "a.jsonl.gz#2"]


def test_damaged_gzip_keeps_what_came_before() -> None:
    records = [{"text": f"Words number {os.urandom(30).hex()}."} for _ in range(5000)]
    found = bare(gzip.compress(lines(*records))[:-2000], "a.jsonl.gz")
    assert isinstance(found[0], Document)
    assert "damaged" in only_problem(found[-1:]).message
    assert "damaged" in problem(gzip.compress(STORY.encode())[:20]).message
    assert "damaged" in problem(b"\x1f\x8b\x08 and then words").message


def test_gzip_bombs_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EXPANSION_FREE", 100_000)
    assert "more than 200" in problem(gzip.compress(b"\n" * 50_000_000), "a.jsonl.gz").message
    assert "twice" in problem(gzip.compress(gzip.compress(STORY.encode()))).message


# --- laws -----------------------------------------------------------------------------------------------------------

STARTS = [
    b"",
    b"<html>",
    b"<p>",
    b'{"text": "',
    b"[{",
    b"\x1f\x8b\x08",
    b"---\n",
    b"# date: ",
    b" date 2024-01-01 ",
    b"\xff\xfe",
]
ANY_BYTES = st.tuples(st.sampled_from(STARTS), st.binary(max_size=300)).map(b"".join)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
HEADED = st.tuples(
    st.sampled_from(
        ["", " date 2024-01-05 ", "# date: 2024-01-05\n", "---\ndate: 2024\n---", "Title: a\nDate: 2024-01\n"]
    ),
    ANY_TEXT,
).map("".join)


@given(raw=ANY_BYTES, name=st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.json", "-"]))
@settings(deadline=None, max_examples=300)
def test_any_bytes_are_read_the_same_way_twice_and_never_raise(raw: bytes, name: str) -> None:
    found = bare(raw, name)
    assert found
    assert found == bare(raw, name)
    for item in found:
        if isinstance(item, Document):
            item.text.encode("utf-8")
            assert "\0" not in item.text
            assert "\r" not in item.text
            assert 0 <= item.header.start <= item.header.end <= len(item.text)
            assert all(d.span is None or d.span.end <= len(item.text) for d in item.problems)


@given(text=HEADED)
def test_headers_lie_within_the_text(text: str) -> None:
    found = header.find(encoding.newlines(text))
    assert 0 == found.span.start <= found.span.end <= len(text)
    if found.published_span:
        assert found.span.covers(found.published_span)
        assert found.metadata.published == iso_date(found.published_span.of(encoding.newlines(text)))


@given(text=ANY_TEXT)
def test_utf8_is_read_as_python_reads_it(text: str) -> None:
    decoded = encoding.decode(text.encode(), "a")
    if not encoding.wide(text.encode()):
        expected = encoding.newlines(text.removeprefix("\ufeff")).replace("\0", "\ufffd")
        assert decoded.text == expected


@given(
    page=st.lists(
        st.sampled_from(["<p>", "</p>", "<!--", "-->", "<script>", "</script", ">", "<", "a", " ", "'", '"', "="])
    )
)
def test_no_page_is_beyond_the_scanner(page: list[str]) -> None:
    text = "".join(page)
    slim, _ = markup.slim(text)
    assert "script" not in [name for name, _ in markup.tokens(slim)]
    assert len("".join(piece for _, piece in markup.tokens(text))) <= len(text)
