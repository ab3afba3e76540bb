"""What the commands share: queries of their options, lists for people and programs, problems, and mistakes of usage."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from onrecord.columns.quotations import HITS
from onrecord.ingest import Added
from onrecord.present.cli import onrecord
from onrecord.present.cli.add import Tally
from onrecord.present.cli.common import MOST_LISTED, list_problems, one_line, opened, print_list, query_of
from onrecord.present.cli.search import one_line_kept
from onrecord.present.words import counted
from onrecord.store.errors import AmbiguousError, NotUnderstoodError, RecordError
from onrecord.store.sqlite.reads.search import Query
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import Claim, pin
from onrecord.types import Problem, Span, Speaker
from tests.support.records import put, reading
from tests.support.stories import acted


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two quotations that differ in everything that can be asked for."""
    path = tmp_path_factory.mktemp("output") / "two.db"
    bor = Speaker("bor0aaaa", "Bor Tanic", "person", "envoy")
    second = reading("two", "that the ferry leaves", speaker=bor, day="2032-05-01", outlet="The Gull", form="indirect")
    with Record.open(path) as record:
        put(record, acted(reading("one", "“=The bridge holds,”"), "promise"), acted(second, "demand"))
    return path


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(onrecord, [*arguments, "--record", str(path)], standalone_mode=False)


def texts(path: Path, *arguments: str) -> list[str]:
    return [json.loads(line)["text"] for line in run(path, "search", *arguments).stdout.splitlines()]


def test_an_argument_with_a_space_is_a_phrase_unless_it_has_marks() -> None:
    assert query_of(("ferry", "late fares", 'a "b c"')) == Query('ferry "late fares" a "b c"')
    asked = query_of((), speaker="a", outlet="b", since="2031", until="2032", order="newest", limit=3)
    assert asked == Query("", "a", "b", "2031", "2032", order="newest", limit=3)


@pytest.mark.parametrize(
    "filters",
    [
        ("--speaker", "Tanic"),
        ("--outlet", "Gull"),
        ("--since", "2032"),
        ("--form", "indirect"),
        ("--act", "demand"),
        ("ferry",),
        ("--newest", "--limit", "1"),
    ],
    ids=str,
)
def test_each_option_of_a_search_chooses(path: Path, filters: tuple[str, ...]) -> None:
    assert texts(path, *filters) == ["that the ferry leaves"]


def test_until_keeps_the_earlier(path: Path) -> None:
    assert texts(path, "--until", "2031") == ["“=The bridge holds,”"]


def test_a_table_for_people_has_day_speaker_outlet_and_id(path: Path) -> None:
    shown = run(path, "search", "ferry", "--format", "table").stdout
    assert shown.split()[:5] == ["day", "speaker", "words", "outlet", "id"]
    assert "2032-05-01  Bor Tanic" in shown
    assert "that the ferry" in shown
    assert "1 of 1. `onrecord show ID`" in shown
    assert "Nothing found." in run(path, "search", "zeppelin", "--format", "table").stdout


def test_programs_get_the_columns_of_the_registry(path: Path) -> None:
    written = run(path, "search", "--format", "csv").stdout
    assert written.startswith("\ufeff" + ",".join(HITS.names) + "\n")
    line = json.loads(run(path, "search", "ferry").stdout)
    assert tuple(line) == HITS.names
    assert line["role"] == "envoy"


def test_a_shape_is_printed_as_it_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for shape, printed in (
        ("table", "people"),
        ("auto", ""),
        ("jsonl", ""),
        ("csv", "\ufeff" + ",".join(HITS.names) + "\n"),
    ):
        print_list(shape, HITS, (), lambda: click.echo("people", nl=False))
        assert capsys.readouterr().out == printed, shape


@pytest.mark.parametrize(
    "error", [AmbiguousError("a", ["aa", "ab"], more=False), NotUnderstoodError("since", "is no date")]
)
def test_what_means_nothing_is_a_mistake_of_usage(path: Path, error: ValueError) -> None:
    with pytest.raises(click.UsageError, match=str(error)), opened(str(path)):
        raise error
    with pytest.raises(KeyError), opened(str(path)):
        raise KeyError("of the program")


def test_a_record_is_opened_to_be_read_unless_it_is_to_be_changed(path: Path) -> None:
    with pytest.raises(RecordError):
        pin_in(path, readonly=True)
    assert pin_in(path, readonly=False).text == "The ferry leaves"


def pin_in(path: Path, *, readonly: bool) -> Claim:
    with opened(str(path), readonly=readonly) as record:
        return pin(record, "The ferry leaves", by="ed", at="2033-01-01T00:00:00+00:00")


def test_problems_are_listed_with_place_and_remedy_once(capsys: pytest.CaptureFixture[str]) -> None:
    same = [Problem("read", "no text", Span(3, 9), f"{n}.bin", "Leave it out.") for n in (1, 2)]
    other = Problem("read", "3.bin is empty", None, "3.bin", "Write something.")
    list_problems([*same, other, Problem("read", "lost")], 4)
    assert capsys.readouterr().err.splitlines() == [
        "1.bin [3, 9): no text",
        "2.bin [3, 9): no text",
        "    Leave it out.",
        "3.bin is empty",
        "    Write something.",
        "input: lost",
    ]


def test_a_long_list_of_problems_says_how_many_are_left(capsys: pytest.CaptureFixture[str]) -> None:
    many = [Problem("read", f"no text {n}") for n in range(MOST_LISTED + 1)]
    list_problems(many, 1_234)
    *lines, last = capsys.readouterr().err.splitlines()
    assert (len(lines), last) == (MOST_LISTED, f"… and {1_234 - MOST_LISTED:,} more.")
    list_problems(many[:-1], MOST_LISTED)
    assert "more" not in capsys.readouterr().err


def test_a_run_is_summed_up_in_one_line() -> None:
    tally = Tally()
    tally.count(Added("a.txt", 10, new=True, stories=2, quotations=1, problems=()))
    assert tally.summary("r.db") == "r.db: 1 document added, 2 stories, 1 quotation."
    tally.count(Added("b.txt", 10, new=False, stories=1, quotations=1_500, problems=(Problem("read", "odd"),)))
    tally.count(Problem("read", "lost"))
    assert tally.summary("r.db") == "r.db: 1 document added, 1 already there, 3 stories, 1,501 quotations, 2 problems."
    assert [problem.message for problem in tally.problems] == ["odd", "lost"]


def test_counts_and_lines() -> None:
    assert [counted(n, "story", "stories") for n in (0, 1, 2_000)] == ["0 stories", "1 story", "2,000 stories"]
    assert counted(2, "report") == "2 reports"
    assert one_line(" a\n\tb \x1b[31m") == "a b \ufffd[31m"
    assert [one_line_kept(piece) for piece in (" a b\n", "a", "  ", "")] == [" a b ", "a", " ", ""]
