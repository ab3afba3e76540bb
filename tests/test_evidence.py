"""Evidence exactly as received: the file, its hash, and where in it a document stands."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.ingest import add
from onrecord.readers import limits
from onrecord.readers.places import read
from onrecord.store.sqlite.evidence.originals import ReceivedFile, received_file
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.record import Record
from onrecord.types import Document, FilePart, Problem
from tests.support.command_line import Run, run_in

STORY = 'Minister in Orlen\n\n"The bridge at Orlen stays open for {}," Transport Minister Ana Ruel said on Saturday.\n'


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db") as opened:
        yield opened


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return run_in(tmp_path)


def put(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)
    return path


def only_document(path: Path) -> Document:
    (found,) = read([path])
    assert isinstance(found, Document)
    return found


def file_of(record: Record, sha256: str) -> ReceivedFile:
    found = received_file(record, sha256)
    assert found is not None
    return found


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in records)


# What a reader tells


def test_a_file_that_is_its_document_is_told_by_nothing_else(tmp_path: Path) -> None:
    found = only_document(put(tmp_path, "a.txt", STORY.encode("utf-16")))
    assert (found.original, found.part) == (None, None)
    assert found.raw == STORY.encode("utf-16")


def test_what_was_unpacked_knows_the_packed_file(tmp_path: Path) -> None:
    packed = gzip.compress(STORY[:40].encode()) + gzip.compress(STORY[40:].encode())  # two members
    found = only_document(put(tmp_path, "a.txt.gz", packed))
    assert found.sha256 == hashlib.sha256(STORY.encode()).hexdigest()  # as if it had never been packed
    assert found.original is not None
    assert (found.original.raw, found.original.size, found.original.media_type) == (
        packed,
        len(packed),
        "application/gzip",
    )
    assert found.original.sha256 == hashlib.sha256(packed).hexdigest()
    assert found.part == FilePart("", 0, len(STORY.encode()))


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_line_knows_its_file_and_its_bytes(tmp_path: Path, pack: type[bytes]) -> None:
    held = (
        b"\xef\xbb\xbf" + lines({"text": STORY}) + b"\n7\n" + b'{"text": "Z\xfcrich waits."}\r\n' + lines({"text": "x"})
    )
    whole = pack(held)
    found = [each for each in read([put(tmp_path, "a.jsonl", whole)]) if isinstance(each, Document)]
    assert [each.part.name for each in found if each.part] == ["line 1", "line 4", "line 5"]
    for each in found:
        assert each.original is not None
        assert each.part is not None
        assert each.original.raw == whole
        assert held[each.part.start : each.part.end] == each.raw


def test_an_element_of_an_array_is_the_bytes_that_stand_in_the_file(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, a mark in front and signs of several bytes do not move or change it."""
    elements = [b'{"text": "Z\xfcrich, caf\xc3\xa9."}', '{"text" :"Ключ – 🗝"}'.encode(), b'{"text": "end"}']
    held = b"\xef\xbb\xbf \n[" + b" ,\n".join(elements) + b"]\n"
    found = [each for each in read([put(tmp_path, "a.json", held)]) if isinstance(each, Document)]
    assert [each.raw for each in found] == elements
    parts = [each.part for each in found if each.part]
    assert [held[part.start : part.end] for part in parts] == elements
    assert [part.name for part in parts] == ["record 1", "record 2", "record 3"]


def test_a_file_too_large_to_be_kept_is_known_by_its_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DOCUMENT_BYTES", 1000)
    raw = lines(*({"text": f"Words of story number {n}. {'x' * 200}"} for n in range(40)))
    problem, *found = read([put(tmp_path, "a.jsonl", raw)])
    assert isinstance(problem, Problem)
    assert "larger than what is kept whole" in problem.message
    assert "only its hash" in problem.message
    assert len(found) == 40
    for each in found:
        assert isinstance(each, Document)
        assert each.original is not None
        assert each.part is not None
        assert (each.original.raw, each.original.size) == (None, len(raw))
        assert each.original.sha256 == hashlib.sha256(raw).hexdigest()
        assert raw[each.part.start : each.part.end] == each.raw


def test_a_large_file_from_standard_input_is_read_without_a_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr(limits, "DOCUMENT_BYTES", 1000)
    raw = lines(*({"text": f"Words of story number {n}. {'x' * 200}"} for n in range(40)))
    problem, *found = read(["-"], stdin=io.BytesIO(raw))
    assert isinstance(problem, Problem)
    assert "standard input" in problem.message
    assert b"".join(each.raw for each in found if isinstance(each, Document)) == raw


def test_a_file_that_changes_while_it_is_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DOCUMENT_BYTES", 1000)
    path = put(tmp_path, "a.jsonl", lines(*({"text": f"Words {n}. {'x' * 200}"} for n in range(2000))))
    found = read([path])
    assert [type(next(found)) for _ in range(2)] == [Problem, Document]
    with path.open("ab") as file:
        file.write(lines({"text": "One more."}))
    *_, last = found
    assert isinstance(last, Problem)
    assert "changed while it was read" in last.message


# What a record keeps


def test_a_record_keeps_each_file_once(tmp_path: Path, record: Record) -> None:
    stories = [{"text": STORY.format(f"lorry {n}")} for n in range(20)]
    held = json.dumps(stories, indent=1).encode()
    found = list(add(record, [put(tmp_path, "a.json", held)]))
    assert len(found) == 20
    with record.reading() as db:
        assert [tuple(row) for row in db.execute("SELECT sha256, size, media_type FROM originals")] == [
            (hashlib.sha256(held).hexdigest(), len(held), "application/json")
        ]
        hashes = [row["sha256"] for row in db.execute("SELECT sha256 FROM documents")]
    files = [file_of(record, sha256) for sha256 in hashes]
    assert {each.raw for each in files} == {held}
    for each in files:
        assert each.part is not None
        assert held[each.part.start : each.part.end] == each.document_raw


def dump(record: Record) -> list[str]:
    with record.reading() as db:
        return list(db.iterdump())


def test_adding_a_file_twice_changes_nothing(tmp_path: Path, record: Record) -> None:
    path = put(tmp_path, "a.jsonl.gz", gzip.compress(lines({"text": STORY}, {"text": "Two."})))
    list(add(record, [path]))
    before = dump(record)
    list(add(record, [path]))
    assert dump(record) == before


def test_the_same_words_plain_and_packed_are_one_document(tmp_path: Path, record: Record) -> None:
    plain = put(tmp_path, "a.txt", STORY.encode())
    packed = put(tmp_path, "b.txt.gz", gzip.compress(STORY.encode()))
    list(add(record, [plain, packed]))
    assert views.summary(record).documents == 1
    with record.reading() as db:
        sql = "SELECT uri, file_sha256 FROM where_documents_came_from ORDER BY uri"
        assert [tuple(row) for row in db.execute(sql)] == [
            (str(plain), None),
            (str(packed), hashlib.sha256(packed.read_bytes()).hexdigest()),
        ]


def test_a_document_kept_unpacked_by_an_older_program_gets_its_file(tmp_path: Path, record: Record) -> None:
    path = put(tmp_path, "a.txt.gz", gzip.compress(STORY.encode()))
    list(add(record, [path]))
    with record.writing() as db:  # as records of the format before have it
        db.execute('UPDATE receipts SET original = NULL, part = NULL, start = NULL, "end" = NULL')
        db.execute("DELETE FROM originals")
    sha256 = hashlib.sha256(STORY.encode()).hexdigest()
    assert file_of(record, sha256).raw == STORY.encode()
    list(add(record, [path]))
    assert file_of(record, sha256).raw == path.read_bytes()


def test_several_processes_keep_the_same(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", lines(*({"text": STORY.format(f"lorry {n}")} for n in range(12))))
    kept = []
    for jobs in (1, 2):
        with Record.open(tmp_path / f"{jobs}.db") as record:
            list(add(record, [path], jobs=jobs))
            with record.reading() as db:
                sql = "SELECT sha256, uri, part, start, file_sha256 FROM where_documents_came_from ORDER BY uri"
                kept.append([tuple(row) for row in db.execute(sql)])
    assert kept[0] == kept[1]
    assert len(kept[0]) == 12


# The command


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz", "a.json", "a.html"])
def test_show_writes_the_file_as_it_came(tmp_path: Path, run: Run, name: str) -> None:
    held = {
        "a.txt": STORY.encode("utf-16"),
        "a.txt.gz": gzip.compress(STORY.encode()),
        "a.json": json.dumps([{"text": "First."}, {"text": STORY}], indent=2).encode(),
        "a.html": f"<html><body><p>{'</p><p>'.join(STORY.split(chr(10)))}</p></body></html>".encode("cp1252"),
    }[name]
    put(tmp_path, name, held)
    assert run("add", name).returncode == 0
    (line,) = run("search", "bridge", "--format", "jsonl").stdout.splitlines()
    identity = json.loads(line)["id"]
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "show", "--original", identity],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stdout == held
    assert hashlib.sha256(held).hexdigest() in done.stderr.decode()
    assert run("show", identity, "--original", "-o", "out").returncode == 0
    assert (tmp_path / "out").read_bytes() == held


def test_show_writes_the_part_alone(tmp_path: Path, run: Run) -> None:
    held = json.dumps([{"text": "First."}, {"text": STORY}], indent=2).encode()
    put(tmp_path, "a.json", held)
    run("add", "a.json")
    (line,) = run("search", "bridge", "--format", "jsonl").stdout.splitlines()
    done = run("show", json.loads(line)["id"], "--original", "--own-part")
    assert json.loads(done.stdout) == {"text": STORY}
    assert done.stdout.encode() in held
    assert "record 2" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["show", "ffffffff", "--original"], 1, "No quotation, story or document"),
        (["show", "ffffffff", "--original", "--json"], 2, "one of"),
        (["show", "ffffffff", "--output", "x"], 2, "--original"),
    ],
)
def test_what_show_original_cannot_do(tmp_path: Path, run: Run, arguments: list[str], code: int, says: str) -> None:
    put(tmp_path, "a.txt", STORY.encode())
    run("add", "a.txt")
    done = run(*arguments)
    assert (done.returncode, says in done.stderr) == (code, True)


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal")
def test_bytes_are_not_written_to_a_terminal(tmp_path: Path, run: Run) -> None:
    import pty

    put(tmp_path, "a.txt", b"\x1b]0;owned\x07 " + STORY.encode())
    run("add", "a.txt")
    (line,) = run("search", "bridge", "--format", "jsonl").stdout.splitlines()
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "onrecord", "show", "--original", json.loads(line)["id"]]
    done = subprocess.run(command, cwd=tmp_path, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert b"--output" in done.stderr
