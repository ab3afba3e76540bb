"""Bad input, each a listed problem, never a traceback, never a lost neighbour: through the command line, for real."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import Added, Document, Problem, Reading, Record, add, problems, read, readers
from onrecord.analysis import bounds, pipeline
from onrecord.present.cli import onrecord as onrecord_command
from onrecord.process_limits import memory_limit, take_memory_limit
from onrecord.readers import header
from onrecord.readers.inputs import Input
from onrecord.types.problems import MOST_OF_A_KIND
from tests.support.command_line import Run

GOOD = '"We keep the gates open," Ana Ruel said.\n'


def a_folder_without_permission(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read any folder")
    (folder / "b").mkdir(mode=0)


def a_symlink_loop(folder: Path) -> None:
    (folder / "b").symlink_to(folder / "b2")
    (folder / "b2").symlink_to(folder / "b")


def of_bytes(content: bytes) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / "b.txt").write_bytes(content)

    return make


BAD: dict[str, Callable[[Path], None]] = {
    "empty file": of_bytes(b""),
    "blank file": of_bytes(b" \n\n \t\n"),
    "binary file": of_bytes(bytes(range(256)) * 40),
    "picture": of_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200)),
    "NUL bytes": of_bytes(b'"We\x00 stay," she\x00 said on Monday to the people of Orme, who had come to hear it.\n'),
    "invalid UTF-8": of_bytes("“We stay,” she said. Ünïcödé wörds everywhere. ".encode() * 20 + b"\xff\xfe\x80 end.\n"),
    "50 MB of one line": of_bytes(b"x" * 50_000_000),
    "5 MB of one line": of_bytes(b"so she said " * 400_000),
    "a mark never closed": of_bytes(b'He said: "We never close this.\n\nIt rained.\n'),
    "a mark never opened": of_bytes(b'It rained. We will stay," he said. Then they left.\n'),
    "JSON cut short": of_bytes(b'{"text": "Fees rise, she said.", "outlet": "Orme Post"}\n{"text": "Fees ri\n'),
    "folder without permission": a_folder_without_permission,
    "symlink loop": a_symlink_loop,
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_listed_and_its_neighbours_are_read(onrecord: Run, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "coverage"
    folder.mkdir()
    (folder / "a.txt").write_text(GOOD, encoding="utf-8")
    BAD[kind](folder)
    (folder / "c.txt").write_text(GOOD.replace("gates", "doors"), encoding="utf-8")
    done = onrecord("add", "coverage")
    assert done.returncode == 1
    told = done.stderr.splitlines()
    assert "coverage/b" in told[0]
    assert any(line.startswith("    ") and len(line) > 20 for line in told), "what to do next"
    assert len(onrecord("search", "open").stdout.splitlines()) >= 2


def test_a_missing_path_is_listed_and_the_others_are_read(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    done = onrecord("add", "nowhere.txt", "a.txt", "no*such")
    assert done.returncode == 1
    assert "nowhere.txt" in done.stderr
    assert "no*such" in done.stderr
    assert "1 document added" in done.stdout


def test_a_file_that_vanishes_while_the_folder_is_read(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"{GOOD}{name}", encoding="utf-8")
    with Record.open(tmp_path / "onrecord.db") as record:
        adding = add(record, [tmp_path])
        next(adding)
        (tmp_path / "b.txt").unlink()
        (problem, last) = list(adding)
    assert isinstance(problem, Problem)
    assert "b.txt" in problem.message
    assert not isinstance(last, Problem)


class BrokenReader:
    """Yields one document of a file that it cannot read to the end."""

    def recognises(self, head: bytes, name: str) -> bool:
        return name.endswith(".txt") and head.startswith(b"broken")

    def documents(self, file: Input) -> Iterator[Document | Problem]:
        yield Document(f"{file.uri}#1", b"one", GOOD, sha256="1" * 64)
        raise ZeroDivisionError


def fail(reading: Reading) -> Reading:
    if "doors" in reading.document.text:
        raise AttributeError
    return reading


def run_out_of_memory(reading: Reading) -> Reading:
    if "doors" in reading.document.text:
        raise MemoryError
    return reading


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A folder of three stories; the second speaks of doors."""
    folder = tmp_path / "three"
    folder.mkdir()
    for name, text in (("a", GOOD), ("b", GOOD.replace("gates", "doors")), ("c", GOOD.replace("gates", "roads"))):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_reader_that_fails_costs_the_rest_of_its_file(monkeypatch: pytest.MonkeyPatch, three: Path) -> None:
    monkeypatch.setattr(readers, "READERS", (BrokenReader(), *readers.READERS))
    (three / "b.txt").write_text("broken", encoding="utf-8")
    first, part, problem, last = read([three])
    assert isinstance(problem, Problem)
    assert (problem.stage, problem.uri) == ("read", str(three / "b.txt"))
    assert "ZeroDivisionError" in problem.message
    assert [isinstance(each, Document) for each in (first, part, last)] == [True] * 3
    with pytest.raises(ZeroDivisionError):
        list(read([three], strict=True))


class EndlessReader(BrokenReader):
    """Never comes to an end with a file."""

    def documents(self, file: Input) -> Iterator[Document | Problem]:
        while file.uri:
            pass
        yield from ()


class GreedyReader(BrokenReader):
    """Wants more memory for a file than there is."""

    def documents(self, file: Input) -> Iterator[Document | Problem]:
        yield Document(file.uri, b"", str(bytearray(2 * readers.limits.MEMORY_BYTES)))


@pytest.mark.skipif(sys.platform != "linux", reason="memory is held to its bound on Linux")
@pytest.mark.parametrize(("reader", "why"), [(EndlessReader(), "more time"), (GreedyReader(), "more memory")])
def test_a_reader_has_so_much_time_and_memory_for_a_file(
    monkeypatch: pytest.MonkeyPatch, three: Path, reader: readers.Reader, why: str
) -> None:
    monkeypatch.setattr(readers, "READERS", (reader, *readers.READERS))
    monkeypatch.setattr(readers.limits, "SECONDS", 0.5)
    (three / "b.txt").write_text("broken", encoding="utf-8")
    with Record.open(three / "onrecord.db") as record:
        first, problem, last = add(record, [three])
        assert isinstance(problem, Problem)
        assert (problem.stage, problem.uri) == ("read", str(three / "b.txt"))
        assert why in problem.message
        assert [each.quotations for each in (first, last) if isinstance(each, Added)] == [1, 1]


def never_end(reading: Reading) -> Reading:
    while "doors" in reading.document.text:
        pass
    return reading


@pytest.mark.skipif(os.name != "posix", reason="needs timers of processor time")
def test_a_stage_that_never_ends_costs_its_document_and_is_not_tried_again(
    monkeypatch: pytest.MonkeyPatch, three: Path
) -> None:
    monkeypatch.setattr(pipeline, "STAGES", (*pipeline.STAGES, never_end))
    monkeypatch.setattr(bounds, "SECONDS", 3.0)
    with Record.open(three / "onrecord.db") as record:
        first, given_up, last = (each for each in add(record, [three]) if isinstance(each, Added))
        (problem,) = given_up.problems
        assert "more than 3 seconds" in problem.message
        assert (first.quotations, given_up.quotations, last.quotations) == (1, 0, 1)
        assert [each.new for each in add(record, [three]) if isinstance(each, Added)] == [False] * 3


def test_a_broken_record_of_json_lines_costs_the_others_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail_at_doors(text: str) -> header.Header:
        if "doors" in text:
            raise RecursionError
        return header.Header()

    monkeypatch.setattr(header, "find", fail_at_doors)
    lines = [json.dumps({"text": GOOD.replace("gates", word)}) for word in ("gates", "doors", "roads")]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    first, problem, last = read([tmp_path])
    assert isinstance(problem, Problem)
    assert (problem.uri, problem.message) == (
        f"{tmp_path / 'a.jsonl'}#2",
        "line 2 was not read: the reader failed (RecursionError)",
    )
    assert [isinstance(each, Document) for each in (first, last)] == [True, True]
    with pytest.raises(RecursionError):
        list(read([tmp_path], strict=True))


def test_a_hundred_thousand_broken_lines_are_a_few_problems_and_a_number(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text"\n' * 100_000 + json.dumps({"text": GOOD}).encode())
    *problems, document, counted = read([tmp_path])
    assert isinstance(document, Document)
    assert len(problems) == MOST_OF_A_KIND
    assert isinstance(counted, Problem)
    assert counted.message == f"and {100_000 - MOST_OF_A_KIND:,} more problems of the same kind"


def test_a_stage_that_fails_is_told_and_not_tried_again(monkeypatch: pytest.MonkeyPatch, three: Path) -> None:
    monkeypatch.setattr(pipeline, "STAGES", (*pipeline.STAGES, fail))
    with Record.open(three / "onrecord.db") as record:
        first, failed, last = add(record, [three])
        assert isinstance(first, Added)
        assert isinstance(failed, Added)
        (problem,) = failed.problems
        assert (problem.stage, problem.span, problem.uri) == ("fail", (0, len(GOOD.rstrip())), str(three / "b.txt"))
        assert "AttributeError" in problem.message
        assert isinstance(last, Added)
        assert (first.quotations, last.quotations) == (1, 1)
        assert [each.new for each in add(record, [three]) if isinstance(each, Added)] == [False] * 3
        assert [view.problem.stage for view in problems(record).rows] == ["fail"]


def test_strict_ends_the_command_with_what_a_stage_raises(monkeypatch: pytest.MonkeyPatch, three: Path) -> None:
    monkeypatch.setattr(pipeline, "STAGES", (*pipeline.STAGES, fail))
    for arguments in (("analyse", str(three)), ("add", str(three), "--record", str(three / "onrecord.db"))):
        assert isinstance(CliRunner().invoke(onrecord_command, [*arguments, "--strict"]).exception, AttributeError)
        assert CliRunner().invoke(onrecord_command, list(arguments)).exception is None


@pytest.fixture
def small_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has less memory than a document may take."""
    before = memory_limit()
    monkeypatch.setattr(bounds, "MEMORY_BYTES", 1 << 40)
    take_memory_limit((1 << 39, before[1]) if before else None)
    yield
    take_memory_limit(before)


@pytest.mark.usefixtures("small_machine")
def test_a_document_for_which_the_machine_had_no_memory_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, three: Path
) -> None:
    with Record.open(three / "onrecord.db") as record:
        with monkeypatch.context() as patched:
            patched.setattr(pipeline, "STAGES", (*pipeline.STAGES, run_out_of_memory))
            _, problem, _ = add(record, [three])
        assert isinstance(problem, Problem)
        assert "too little memory" in problem.message
        assert [view.problem for view in problems(record).rows] == [problem]
        assert [each.new for each in add(record, [three]) if isinstance(each, Added)] == [False, True, False]
        assert not problems(record).rows


def test_a_problem_is_noted_once(onrecord: Run, tmp_path: Path) -> None:
    for _ in range(2):
        onrecord("add", "nowhere.txt")
    with Record.open(tmp_path / "onrecord.db", readonly=True) as record:
        (view,) = problems(record).rows
    assert view.problem.remedy


def test_a_corrupt_record_and_a_newer_one_are_told_and_left_alone(onrecord: Run, tmp_path: Path) -> None:
    import sqlite3

    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "corrupt.db").write_bytes(b"not a database at all" * 500)
    onrecord("add", "a.txt", "--record", "newer.db")
    db = sqlite3.connect(tmp_path / "newer.db")
    db.execute("PRAGMA user_version = 999")
    db.commit()
    db.close()
    for name in ("corrupt.db", "newer.db"):
        before = (tmp_path / name).read_bytes()
        for arguments in (("add", "a.txt"), ("search", "gates"), ("serve", "--port", "0")):
            done = onrecord(*arguments, "--record", name)
            assert done.returncode == 1
            assert name in done.stderr
        assert (tmp_path / name).read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="needs limits on file sizes")
def test_a_full_disk_is_told_and_what_was_added_is_safe(onrecord: Run, tmp_path: Path) -> None:
    for number in range(80):
        (tmp_path / f"{number:03}.txt").write_text(GOOD * 40 + str(number), encoding="utf-8")
    limit = 1_000_000

    def fill() -> None:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writes beyond the limit fail, as they do on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "add", *sorted(path.name for path in tmp_path.glob("*.txt"))],
        cwd=tmp_path, preexec_fn=fill, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "onrecord.db" in done.stderr
    again = onrecord("add", *sorted(path.name for path in tmp_path.glob("*.txt")))
    assert again.returncode == 0
    assert "already there" in again.stdout
