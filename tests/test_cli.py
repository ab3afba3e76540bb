"""The command line from end to end: what people type, what they read, what programs get."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from onrecord import Record, RecordError, summary
from tests.support.command_line import Run
from tests.support.records import full_reading, put

STORY = """Port Of Orme Raises Its Fees

Fees for foreign ships will rise in spring, the port of Orme said on Monday.

"They rise for everybody," Harbour Master Ana Ruel told reporters. "Nobody is singled out."
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "orme.txt"
    path.write_text(f" date 2032-03-09 https://harbour.example/fees\n\n{STORY}", encoding="utf-8")
    return path


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_analyse_prints_the_interchange_contract(onrecord: Run, story: Path) -> None:
    done = onrecord("analyse", story, "--text")
    assert (done.returncode, done.stderr) == (0, "")
    (reading,) = lines(done)
    text = story.read_text(encoding="utf-8")
    assert reading["document"]["text"] == text
    assert len(reading["document"]["sha256"]) == 64
    assert reading["story"]["headline"] == "Port Of Orme Raises Its Fees"
    assert reading["story"]["published"] == {"value": "2032-03-09", "basis": "stated", "span": [6, 16]}
    assert reading["story"]["language"] == "en"
    quotation = reading["quotations"][-1]
    assert set(quotation) == {
        "id", "form", "content", "cue", "source", "text", "speaker", "said", "addressee", "venue", "relay", "act",
        "about", "inside", "implicit", "headline", "kind", "confidence", "acts_also", "modality", "polarity",
        "condition", "deadline", "hearsay", "probabilities", "because",
    }  # fmt: skip
    assert [text[start:end] for start, end in quotation["content"]] == [
        '"They rise for everybody,"',
        '"Nobody is singled out."',
    ]
    assert quotation["speaker"]["name"] == "Ana Ruel"


def test_analyse_reads_standard_input_and_leaves_the_text_out_by_default(onrecord: Run) -> None:
    (reading,) = lines(onrecord("analyse", "-", given=STORY.encode()))
    assert "text" not in reading["document"]
    assert reading["document"]["uri"] == "-"


def test_add_search_show(onrecord: Run, story: Path) -> None:
    added = onrecord("add", story)
    assert added.returncode == 0
    assert added.stdout == "onrecord.db: 1 document added, 1 story, 2 quotations.\n"
    (hit,) = lines(onrecord("search", "everybody", "--speaker", "ruel", "--since", "2032-03", "--until", "2032-03-09"))
    assert (hit["speaker"], hit["day"], hit["outlet"]) == ("Ana Ruel", "2032-03-08", "harbour.example")
    shown = onrecord("show", hit["id"][:8])
    assert shown.returncode == 0
    for words in ("Ana Ruel, Harbour Master", "told", '"They rise for everybody,"', "harbour.example", "sha256"):
        assert words in shown.stdout
    assert json.loads(onrecord("show", hit["id"], "--json").stdout)["id"] == hit["id"]


def test_adding_twice_changes_nothing(onrecord: Run, story: Path) -> None:
    onrecord("add", story)
    again = onrecord("add", story)
    assert (again.returncode, again.stdout) == (
        0,
        "onrecord.db: 0 documents added, 1 already there, 0 stories, 0 quotations.\n",
    )
    assert len(lines(onrecord("search", "fees"))) == 1


def test_search_as_csv_keeps_cells_from_being_formulas(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("=1+1 is what we pay for the ferries, Ana Ruel said.", encoding="utf-8")
    onrecord("add", "a.txt")
    (row,) = csv.DictReader(io.StringIO(onrecord("search", "ferries", "--format", "csv").stdout))
    assert row["text"].startswith("'=1+1")


def test_a_phrase_is_a_phrase(onrecord: Run, story: Path) -> None:
    onrecord("add", story)
    assert lines(onrecord("search", "foreign ships"))
    assert not lines(onrecord("search", '"ships foreign"'))


def test_text_cannot_take_over_the_terminal(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('"Pay \x1b[31mred\u202e now, all of you," Ana Ruel said.', encoding="utf-8")
    onrecord("add", "a.txt")
    (hit,) = lines(onrecord("search", "pay"))
    for arguments in (("show", hit["id"]), ("search", "pay", "--format", "table")):
        out = onrecord(*arguments).stdout
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_a_belief_and_words_without_a_cue_are_told_in_plain_words(onrecord: Run, tmp_path: Path) -> None:
    with Record.open(tmp_path / "onrecord.db") as record:
        put(record, full_reading())
    shown = " ".join(onrecord("show", "quotation0001").stdout.split())
    for words in (
        "who 0.98 sure",
        "sure “0.98 sure”: of a hundred fields of that kind with this number",
        "kind a belief or intention put down to the speaker, not words spoken",
        "implicit it has no cue of its own",
        "confidence 0.75, the program’s estimate that this is a quotation with about these words",
    ):
        assert words in shown
    plain = onrecord("show", "quotation0002").stdout
    assert " sure" not in plain
    assert "belief" not in plain
    assert "implicit" not in plain
    assert {hit["id"]: hit["kind"] for hit in lines(onrecord("search"))} == {
        "quotation0001": "belief", "quotation0002": "speech",
    }  # fmt: skip
    assert onrecord("search", "--format", "table").stdout.count("(belief)") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("add",),
        ("add", "a.txt", "--jobs", "0"),
        ("search", "x", "--since", "yesterday"),
        ("search", "--form", "sung"),
        ("search", "--limit", "0"),
        ("unknown",),
        ("show",),
    ],
)
def test_wrong_usage_is_told_with_exit_code_two(onrecord: Run, story: Path, arguments: tuple[str, ...]) -> None:
    onrecord("add", story)
    done = onrecord(*arguments)
    assert done.returncode == 2
    assert "Error" in done.stderr


def test_an_unknown_id_and_a_missing_record_are_told(onrecord: Run, story: Path) -> None:
    assert "There is no record" in onrecord("search", "x").stderr
    onrecord("add", story)
    done = onrecord("show", "0123456789")
    assert done.returncode == 1
    assert "onrecord search" in done.stderr


@pytest.mark.parametrize("command", ["add", "analyse", "search", "show", "serve", "demo"])
def test_help_has_an_example(onrecord: Run, command: str) -> None:
    assert f"onrecord {command}" in onrecord(command, "--help").stdout.partition("\n")[2]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_broken_pipe_ends_quietly(tmp_path: Path, jobs: str) -> None:
    for number in range(300):
        (tmp_path / f"{number}.txt").write_text(f"{STORY}\nNumber {number}.", encoding="utf-8")
    command = [sys.executable, "-m", "onrecord", "analyse", str(tmp_path), "--jobs", jobs]
    reader = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert reader.stdout is not None
    assert reader.stderr is not None
    reader.stdout.readline()
    reader.stdout.close()
    assert reader.stderr.read() == b""
    assert reader.wait(timeout=60) == 0
    reader.stderr.close()


def test_a_killed_add_goes_on_where_it_stopped(onrecord: Run, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(f"{STORY}\nNumber {number}.", encoding="utf-8")
    adding = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "add", "many"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while adding.poll() is None and not _documents(tmp_path / "onrecord.db"):
        pass
    adding.kill()
    adding.wait()
    before = _documents(tmp_path / "onrecord.db")
    done = onrecord("add", "many")
    assert done.returncode == 0
    assert f"{400 - before} documents added, {before} already there" in done.stdout.replace(
        "1 document ", "1 documents "
    )
    assert _documents(tmp_path / "onrecord.db") == 400


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder of stories with a problem among them, and the same bytes twice in a row."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    for number in range(8):
        text = f"{STORY * (8 - number)}\nNumber {number // 2 if number < 4 else number}."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "1.txt").write_bytes((folder / "0.txt").read_bytes())
    (folder / "5.txt").write_bytes(b"")
    (folder / "6.txt").write_text('He said: "We never close this.\n', encoding="utf-8")
    return folder


def test_two_jobs_print_what_one_prints(onrecord: Run, mixed: Path) -> None:
    one, two = (onrecord("analyse", mixed.name, "--text", "--jobs", jobs) for jobs in "12")
    assert (two.returncode, two.stdout, two.stderr) == (one.returncode, one.stdout, one.stderr)
    assert (one.returncode, len(lines(one))) == (1, 7)
    assert "5.txt" in one.stderr


def test_two_jobs_add_what_one_adds(onrecord: Run, mixed: Path) -> None:
    one, two = (onrecord("add", mixed.name, "--record", f"{jobs}.db", "--jobs", jobs) for jobs in "12")
    assert one.stdout.startswith("1.db: 6 documents added, 1 already there, ")
    assert (two.returncode, two.stdout[1:], two.stderr) == (one.returncode, one.stdout[1:], one.stderr)
    kept = [onrecord("search", "--record", f"{jobs}.db", "--limit", "200").stdout for jobs in "12"]
    assert kept[0] == kept[1] != ""


@contextmanager
def adding(folder: Path, ready: Callable[[subprocess.Popen[str]], object]) -> Iterator[subprocess.Popen[str]]:
    """Add 100 stories with two jobs, in a group of processes of its own; give the program once it is `ready`."""
    many = folder / "many"
    many.mkdir()
    for number in range(100):
        (many / f"{number:03}.txt").write_text(f"{STORY}\nNumber {number}.", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "onrecord", "add", "many", "--jobs", "2"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # it may be ignored where the tests run
    ) as process:
        try:
            while process.poll() is None and not ready(process):
                time.sleep(0.01)
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def workers(process: subprocess.Popen[str]) -> list[int]:
    """The processes that were started to analyse."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = path.read_text(encoding="utf-8").rpartition(")")[2].split()[1]
            if int(parent) == process.pid and b"spawn_main" in (path.parent / "cmdline").read_bytes():
                found.append(int(path.parent.name))
    return found


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@needs_proc
def test_a_job_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    with adding(tmp_path, lambda _: _documents(tmp_path / "onrecord.db")) as process:
        os.kill(workers(process)[0], signal.SIGKILL)
        out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    assert out.startswith("onrecord.db: 100 documents added, ")


@needs_proc
@pytest.mark.parametrize("when", ["starting", "storing"])
def test_ctrl_c_ends_all_jobs_without_a_traceback(tmp_path: Path, when: str) -> None:
    ready = workers if when == "starting" else lambda _: _documents(tmp_path / "onrecord.db")
    with adding(tmp_path, ready) as process:
        started = workers(process)
        assert started
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, "Traceback" in err, "Stopped" in err) == (130, False, True)
        assert gone(started)


@needs_proc
def test_no_job_outlives_a_killed_program(tmp_path: Path) -> None:
    with adding(tmp_path, lambda _: _documents(tmp_path / "onrecord.db")) as process:
        started = workers(process)
        assert started
        process.kill()
        process.communicate(timeout=60)
        assert gone(started)


def gone(processes: list[int]) -> bool:
    """Wait until they have ended, for a minute at most."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        if not any(Path(f"/proc/{each}/exe").exists() for each in processes):
            return True
        time.sleep(0.02)
    return False


def _documents(path: Path) -> int:
    try:
        with Record.open(path, readonly=True) as record:
            return summary(record).documents
    except RecordError:
        return 0


@contextmanager
def demo_served(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """Run the demo; give it, what it made and its address. It does not outlive the test, whatever happens."""
    with subprocess.Popen(
        [sys.executable, "-m", "onrecord", "demo", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # it may be ignored where the tests run
    ) as serving:
        assert serving.stdout is not None
        try:
            made, told = serving.stdout.readline(), serving.stdout.readline()
            address = re.search(r"http://\S+/", told)
            assert address is not None, made + told
            yield serving, made, address.group()
        finally:
            serving.terminate()
            try:
                serving.wait(timeout=20)
            except subprocess.TimeoutExpired:
                serving.kill()


def page_at(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as page:  # noqa: S310 our own server on loopback
        text: str = page.read().decode()
    return text


def test_the_demo_is_served_until_interrupted(tmp_path: Path) -> None:
    with demo_served(tmp_path, "--port", "0") as (serving, made, address):
        assert re.search(r"19 documents added, 30 stories", made)
        assert "Kessin" in page_at(address)
        serving.send_signal(signal.SIGINT)
        assert serving.wait(timeout=20) in (0, 130)


def listening(port: int) -> socket.socket:
    """Take a port, if it is not taken already."""
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with suppress(OSError):
        taken.bind(("127.0.0.1", port))
        taken.listen()
    return taken


def test_the_demo_takes_a_free_port_where_the_usual_one_is_taken(tmp_path: Path) -> None:
    with listening(8765), demo_served(tmp_path) as (_, _, address):
        assert ":8765/" not in address
        assert "Kessin" in page_at(address)


def test_beyond_this_machine_the_record_is_served_with_a_token_only(
    onrecord: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(tmp_path / "onrecord.db"):
        pass
    monkeypatch.setenv("ONRECORD_TOKEN", "short")
    refused = onrecord("serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104 the case at hand
    assert refused.returncode == 2
    assert "ONRECORD_TOKEN must be 16 or more" in refused.stderr
    monkeypatch.delenv("ONRECORD_TOKEN")
    command = [sys.executable, "-m", "onrecord", "serve", "--host", "0.0.0.0", "--port", "0"]  # noqa: S104 as above
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout
        assert re.search(r"\?token=[\w-]{32} ", serving.stdout.readline())
        serving.terminate()


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_that_is_taken_is_told_with_a_way_on(onrecord: Run, story: Path, command: str) -> None:
    onrecord("add", story)
    with listening(0) as taken:
        done = onrecord(command, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "taken" in done.stderr
    assert "--port 0" in done.stderr
    assert "Usage" not in done.stderr


@pytest.mark.parametrize("origin", ["*", "news.example", "https://news.example/", "https://a b", "null"])
def test_an_origin_that_is_none_is_wrong_usage(onrecord: Run, origin: str) -> None:
    done = onrecord("serve", "--port", "0", "--allow-origin", origin)
    assert done.returncode == 2
    assert "no origin" in done.stderr


def test_a_host_that_is_none_is_wrong_usage(onrecord: Run, story: Path) -> None:
    onrecord("add", story)
    assert onrecord("serve", "--host", "192.0.2.1", "--port", "0").returncode == 2


def test_the_demo_holds_what_its_readme_promises(onrecord: Run) -> None:
    done = onrecord("demo", "--no-serve", "--record", "onrecord.db")
    assert "30 stories" in done.stdout
    outlets = {hit["outlet"] for hit in lines(onrecord("search", "gates", "--limit", "50"))}
    assert len(outlets) >= 4


def test_the_card_of_a_place_that_speaks_for_a_government_names_its_state(onrecord: Run) -> None:
    text = b"Oslo said on Monday that the treaty stands. Tolm said that it does not.\n"
    onrecord("add", "-", given=text)
    cards = {hit["speaker"]: onrecord("show", hit["id"]).stdout for hit in lines(onrecord("search"))}
    assert "of  Norway" in cards["Oslo"]
    assert "of  Norway" not in cards["Tolm"]


# --- statements ---------------------------------------------------------------------------------------------------

TOLL = "“No driver will pay a toll on the Tolm bridge this year,” Transport Minister Dmitri Veskov said on Tuesday.\n"


@pytest.fixture
def two_outlets(onrecord: Run, tmp_path: Path) -> list[str]:
    """Add two stories on one utterance; return the ids of their quotations, the first out first."""
    for outlet, day, words in (("Orme Post", "04", TOLL), ("Upright", "05", TOLL.replace("a toll", "a high toll"))):
        text = f"date: 2032-05-{day}\noutlet: {outlet}\n\nWork on the bridge is over\n\n{words}"
        (tmp_path / f"{outlet}.txt").write_text(text, encoding="utf-8")
    assert onrecord("add", "Orme Post.txt", "Upright.txt").returncode == 0
    lines = map(json.loads, onrecord("search", "toll").stdout.splitlines())
    return [line["id"] for line in sorted(lines, key=lambda line: str(line["outlet"]))]


def test_compare_shows_outlets_side_by_side_with_the_words_that_differ(onrecord: Run, two_outlets: list[str]) -> None:
    for identity in two_outlets:
        shown = onrecord("compare", identity[:8]).stdout
        assert "2 reports · 2 outlets · first out: Orme Post" in shown
        assert "⟦high⟧" in shown
        assert "Upright has “high”, which Orme Post has not." in shown
    line = json.loads(onrecord("compare", two_outlets[0], "--json").stdout)
    assert [report["wording"] for report in line["quotations"]] == ["same", "altered"]
    (difference,) = line["quotations"][1]["differences"]
    assert difference["kind"] == "added"


def test_link_explains_parts_and_takes_back(onrecord: Run, two_outlets: list[str]) -> None:
    explained = onrecord("link", "--explain", *two_outlets).stdout
    assert "meaning" in explained
    assert "One statement." in explained
    parted = onrecord("link", "--apart", *two_outlets, "--because", "two briefings", "--by", "ed")
    assert parted.stdout == "Noted as judgement 1. Now two statements.\n"
    assert "1 report ·" in onrecord("compare", two_outlets[0]).stdout
    assert onrecord("link", "--undo", "1").stdout == "Noted as judgement 2. Now one statement.\n"
    assert onrecord("link").returncode == 0


def test_each_command_withdraws_its_own_judgements(onrecord: Run, two_outlets: list[str]) -> None:
    onrecord("link", "--apart", *two_outlets, "--by", "ed")
    refused = onrecord("actors", "undo", "1")
    assert (refused.returncode, "onrecord link --undo 1" in refused.stderr) == (1, True)
    names = [json.loads(line)["id"] for line in onrecord("actors", "list").stdout.splitlines()]
    assert len(names) == 1
    assert onrecord("link", "--undo", "1").returncode == 0


def test_export_prints_statements_and_judgements(onrecord: Run, two_outlets: list[str]) -> None:
    (statement,) = map(json.loads, onrecord("export", "statements").stdout.splitlines())
    assert statement["speaker"]["name"] == "Dmitri Veskov"
    assert {report["id"] for report in statement["quotations"]} == set(two_outlets)
    onrecord("link", "--same", *two_outlets, "--by", "ed")
    program, person = map(json.loads, onrecord("export", "judgements").stdout.splitlines())
    assert {program["left"], program["right"]} == set(two_outlets)
    assert (program["verdict"], program["by"][:8], person["verdict"], person["by"]) == ("yes", "onrecord", "yes", "ed")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["compare", "00000000"], 1, "No quotation 00000000"),
        (["link", "--explain", "00000000", "11111111"], 1, "No quotation 00000000"),
        (["link", "--same", "00000000", "11111111"], 1, "No quotation 00000000"),
        (["link", "--undo", "7"], 1, "No judgement 7"),
        (["link", "--undo", "7", "--same", "a", "b"], 2, "Give one of"),
        (["export", "everything"], 2, "statements"),
    ],
)
def test_what_cannot_be_compared_or_linked_is_told(
    onrecord: Run, two_outlets: list[str], arguments: list[str], code: int, said: str
) -> None:
    assert two_outlets
    done = onrecord(*arguments)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
