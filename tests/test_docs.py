"""What the documentation says is so: its commands and Python are run, its tables are compared with the program."""

from __future__ import annotations

import dataclasses
import importlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import click
import pytest

import onrecord
from bench.corpora import DEMO
from onrecord import Record, lexicons
from onrecord.analysis.pipeline import STAGES
from onrecord.columns.quotations import HITS
from onrecord.present.accuracy import MEASURED, MEASURED_ON
from onrecord.present.cli import onrecord as command_line
from onrecord.types import json, text

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
RUN = [DOCS / "tutorial.md", *sorted((DOCS / "how-to").rglob("*.md")), DOCS / "reference" / "python.md"]
ANY = "…"

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_ROW = re.compile(r"^\| `(?P<name>[^`]+)` \| (?P<rest>.*) \|$", re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\(\s*([^)\s]+)\s*\)")
_COMMAND = re.compile(r"(?<![\w/.])onrecord ([a-z][a-z-]*)(?![\w/.-])([^|>\n`]*)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: what it is, the file it shows if it names one, and its lines."""

    kind: str
    file: str
    body: str


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> Iterator[Block]:
    for match in _FENCE.finditer(text_of(page)):
        kind, _, rest = match["info"].partition(" ")
        file = rest.removeprefix("file=") if rest.startswith("file=") else ""
        yield Block("output" if rest == "output" else kind, file, match["body"])


def section(page: Path, heading: str) -> str:
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text_of(page), re.MULTILINE | re.DOTALL)
    assert found, f"{ids(page)} has no section {heading}"
    return found.group(1)


def named(table: str) -> dict[str, str]:
    """The rows of a table whose first cell is code, by that."""
    return {match["name"]: match["rest"] for match in _ROW.finditer(table)}


# --- what can be run is run --------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A search path on which `onrecord` is this program."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "onrecord"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m onrecord "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the demo."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "onrecord", "demo", "--no-serve"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "onrecord-demo.db"


@pytest.mark.parametrize("page", RUN, ids=ids)
def test_a_page_can_be_followed_from_top_to_bottom(page: Path, tmp_path: Path, programs: str) -> None:
    pytest.importorskip("pty", reason="needs a terminal")
    printed = ""
    for block in blocks(page):
        if block.file:
            path = tmp_path / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")
        elif block.kind == "console":
            follow(block.body, tmp_path, programs)
        elif block.kind == "python":
            printed = run_python(block.body, tmp_path)
        elif block.kind == "output":
            assert_alike(printed, block.body, "the Python before it")


def test_the_python_of_the_readme_runs(tmp_path: Path, demo: Path) -> None:
    for name in ("onrecord.db", "onrecord-demo.db"):
        shutil.copy(demo, tmp_path / name)
    for block in blocks(ROOT / "README.md"):
        if block.kind == "python":
            run_python(block.body, tmp_path)


def run_python(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, encoding="utf-8", env=environment(), check=False
    )
    assert done.returncode == 0, f"{code}\n{done.stderr}"
    return done.stdout


def follow(body: str, folder: Path, programs: str) -> None:
    """Give the commands of a console block, and compare what they print."""
    for told in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, expected = told.partition("\n")
        if not can_be_run(command, programs):
            continue
        serves = re.match(r"onrecord (serve|demo)\b(?!.*--no-serve)", command)
        out = first_line_served(command, folder) if serves else on_terminal(command, folder, programs)
        assert "Traceback" not in out, f"$ {command}\n{out}"
        if expected:
            assert_alike(out, expected, command)


def can_be_run(command: str, programs: str) -> bool:
    """Pipelines of ours, if the other programs in them are there; nothing else."""
    called = [part.split()[0] for part in re.sub(r"'[^']*'", "''", command).split("|")]
    return called[0] == "onrecord" and all(shutil.which(name, path=programs) for name in called)


def on_terminal(command: str, folder: Path, programs: str) -> str:
    """What people see in a window of 120 columns: the results, then the problems."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        ["sh", "-c", command],
        cwd=folder,
        env=environment(PATH=programs),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(theirs)
        out = b"".join(pieces(ours))
        os.close(ours)
        err = process.stderr.read() if process.stderr else b""
    return (out + err).decode("utf-8").replace("\r\n", "\n")


def pieces(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:  # so Linux tells that the other end is closed
            return
        if not piece:
            return
        yield piece


def first_line_served(command: str, folder: Path) -> str:
    arguments = [sys.executable, "-m", *shlex.split(command), "--port", "0"]
    with subprocess.Popen(arguments, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        try:
            return process.stdout.readline()
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def environment(**more: str) -> dict[str, str]:
    plain = {"TERM": "dumb", "COLUMNS": "120", "LINES": "40", "PYTHONIOENCODING": "utf-8"}
    kept = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "NO_COLOR")}
    return kept | plain | more


def assert_alike(printed: str, expected: str, what: str) -> None:
    """Compare line by line; `…` stands for anything in a line, alone on one for any lines, spaces for any spaces."""
    lines = [tidy(line) for line in expected.splitlines()]
    pattern = "".join(r"(?:.*\n)*?" if line == ANY else as_pattern(line) for line in lines)
    out = "".join(f"{tidy(line)}\n" for line in printed.splitlines())
    assert re.fullmatch(pattern, out), f"$ {what}\n--- printed\n{out}\n--- the page says\n{expected}"


def as_pattern(line: str) -> str:
    return ".*".join(map(re.escape, line.split(ANY))) + r"\n"


def tidy(line: str) -> str:
    return re.sub(r"(127\.0\.0\.1:)\d+", rf"\1{ANY}", " ".join(line.split()))


# --- the reference is complete and true --------------------------------------------------------------------------


def options(command: click.Command) -> set[str]:
    """The options of a command, and of those under it."""
    own = {name for p in command.params if isinstance(p, click.Option) for name in p.opts if name.startswith("--")}
    return own.union(*map(options, command.commands.values())) if isinstance(command, click.Group) else own


@pytest.mark.parametrize("name", sorted(command_line.commands))
def test_the_reference_lists_every_option_of_a_command_and_no_other(name: str) -> None:
    listed = {row for row in named(section(DOCS / "reference" / "cli.md", f"onrecord {name}")) if row.startswith("--")}
    assert listed == options(command_line.commands[name])


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_command_and_option_that_a_page_names_exists(page: Path) -> None:
    prose = _FENCE.sub("", text_of(page))
    code = [*_CODE.findall(prose), *(block.body for block in blocks(page) if block.kind in ("console", "text", ""))]
    everywhere = {"--help", "--version"}.union(*map(options, command_line.commands.values()))
    for piece in code:
        for name, rest in _COMMAND.findall(piece):
            assert name in command_line.commands, piece
            assert set(_OPTION.findall(rest)) <= options(command_line.commands[name]) | {"--help"}, piece
        if piece.startswith("--"):
            assert set(_OPTION.findall(piece)) <= everywhere, piece


def test_the_columns_of_a_search_are_those_that_are_told() -> None:
    told = re.search(r"columns: ((?:`\w+`[,.]\s)+)", text_of(DOCS / "how-to" / "search-from-a-script.md"))
    assert told
    assert _CODE.findall(told.group(1)) == list(HITS.names)


def fields(noun: str) -> set[str]:
    if noun == "Reading":
        return set(json.to_json(_readings()[0]))
    if noun == "Document":
        return set(json.to_json(_readings()[0], with_text=True)["document"])
    return {field.name for field in dataclasses.fields(getattr(text, noun))}


@cache
def _readings() -> tuple[text.Reading, ...]:
    documents = (found for found in onrecord.read([DEMO]) if isinstance(found, text.Document))
    return tuple(reading for document in documents for reading in onrecord.readings(document))


CONTRACT = DOCS / "reference" / "contract.md"
NOUNS = (
    "Reading",
    "Document",
    "Story",
    "Quotation",
    "Speaker",
    "Probabilities",
    "Dated",
    "Mention",
    "Relay",
    "NamedEntity",
    "Problem",
)


@pytest.mark.parametrize("noun", NOUNS)
def test_the_contract_lists_every_field_and_no_other(noun: str) -> None:
    assert set(named(section(CONTRACT, noun))) == fields(noun)


def test_the_contract_tells_which_fields_are_still_empty() -> None:
    quotations = [quotation for reading in _readings() for quotation in reading.quotations]
    empty = {name for name in fields("Quotation") if not any(getattr(q, name) for q in quotations)}
    told = {name for name, rest in named(section(CONTRACT, "Quotation")).items() if "**empty**" in rest}
    assert empty == told


def test_the_reference_lists_every_public_name_and_no_other() -> None:
    page = DOCS / "reference" / "python.md"
    assert set(named(section(page, "Verbs")) | named(section(page, "Nouns"))) == set(onrecord.__all__)


def test_the_reference_lists_the_tables_and_views_of_a_fresh_record(tmp_path: Path) -> None:
    page = DOCS / "reference" / "record.md"
    with Record.open(tmp_path / "fresh.db") as record, record.reading() as db:
        for kind, heading in (("table", "Tables"), ("view", "Views")):
            rows = db.execute("SELECT name FROM sqlite_schema WHERE type = ?", (kind,))
            there = {name for (name,) in rows if not re.search(r"_words_|^sqlite_", name)}
            told = named(section(page, heading))
            assert set(told) == there
            for name, rest in told.items():
                with closing(db.execute(f"SELECT * FROM {name}")) as cursor:  # noqa: S608 the record's own names
                    assert _CODE.findall(rest.partition(" | ")[0]) == [column[0] for column in cursor.description], name


def test_the_limits_are_those_of_the_program() -> None:
    limits = named(text_of(DOCS / "reference" / "limits.md"))
    assert len(limits) > 10
    for name, rest in limits.items():
        module, _, constant = f"onrecord.{name}".rpartition(".")
        value: Any = getattr(importlib.import_module(module), constant)
        assert rest.partition(" | ")[0] == str(value), name


def test_what_a_row_of_the_furniture_may_say_is_explained() -> None:
    page = text_of(DOCS / "how-to" / "add-an-outlet-or-a-boilerplate-form.md")
    used = {row["where"] for language in ("en", "und") for row in lexicons.rows(language, "boilerplate")}
    assert used <= named(page).keys()


def test_every_limit_of_the_readers_is_listed() -> None:
    limits = importlib.import_module("onrecord.readers.limits")
    there = {f"readers.limits.{name}" for name in vars(limits) if name.isupper()}
    assert there <= set(named(text_of(DOCS / "reference" / "limits.md")))


# --- the pages hang together -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    for target in _LINK.findall(_FENCE.sub("", text_of(page))):
        if not re.match(r"[a-z]+:|#", target):
            assert (page.parent / target.partition("#")[0]).exists(), target


def test_every_file_of_the_repository_that_a_page_names_exists() -> None:
    folders = r"src|tests|bench|docs|examples|training|\.github"
    named = [
        (ids(page), code)
        for page in PAGES
        for code in _CODE.findall(_FENCE.sub("", text_of(page)))
        if re.fullmatch(rf"(?:{folders})/[\w./-]+", code)
    ]
    assert sum(page.endswith("where-do-i-change.md") for page, _ in named) > 40
    assert [(page, code) for page, code in named if not (ROOT / code).exists()] == []


def test_every_module_of_the_package_that_the_architecture_names_exists() -> None:
    page = DOCS / "explanation" / "architecture.md"
    picture = (DOCS / "images" / "architecture.svg").read_text(encoding="utf-8")
    prose = text_of(page).replace("`tests/", "")
    named = re.findall(r"`([a-z_]+(?:/[a-z_]+)*(?:/|\.py))`", prose)
    drawn = re.findall(r'class="folder"[^>]*>([^<]+)<', picture)
    assert len(named) > 10
    assert len(drawn) == 13
    package = ROOT / "src" / "onrecord"
    assert [name for name in {*named, *drawn} if not (package / name).exists()] == []


def test_the_layout_in_contributing_is_that_of_the_package() -> None:
    tree = section(ROOT / "CONTRIBUTING.md", "Layout").partition("\ntests/")[0]
    drawn = set(re.findall(r"\b(?!src/|onrecord/)([a-z_]+(?:/|\.py))", tree))
    package = ROOT / "src" / "onrecord"
    files = (path.relative_to(package) for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc")
    there = {f"{path.parts[0]}/" if len(path.parts) > 1 else path.name for path in files}
    unsaid = {"__init__.py", "__main__.py", "py.typed"}
    assert there - unsaid <= drawn
    assert {name for name in drawn if name.endswith(".py")} <= there


def test_what_the_glossary_names_is_in_the_code_and_in_a_fresh_record(tmp_path: Path) -> None:
    carried = re.findall(r"^\| [\w ]+ \|.*\| (.+) \|$", text_of(DOCS / "explanation" / "glossary.md"), re.MULTILINE)
    assert len(carried) > 50
    with Record.open(tmp_path / "fresh.db") as record, record.reading() as db:
        there = set(db.execute("SELECT type || ' ' || name FROM sqlite_schema"))
    tables = {f"{kind} {name}" for cell in carried for kind, name in re.findall(r"(table|view) `(\w+)`", cell)}
    assert tables <= {name for (name,) in there}
    for name in (name for cell in carried for name in re.findall(r"(?<!table )(?<!view )`([\w.]+)`", cell)):
        resolve_name(f"onrecord.{name}")


def test_the_map_leads_to_every_page() -> None:
    index = DOCS / "index.md"
    linked = {(DOCS / target.partition("#")[0]).resolve() for target in _LINK.findall(text_of(index))}
    assert linked >= {page.resolve() for page in DOCS.rglob("*.md") if page != index}


def test_every_stage_is_explained() -> None:
    stages = {"split", "accept", *(stage.__name__ for stage in STAGES)}
    assert stages <= {page.stem for page in (DOCS / "explanation").glob("*.md")}


def test_the_figures_on_the_page_about_are_those_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(each.score in readme for each in MEASURED)
    assert all(day in readme for day in MEASURED_ON.split("/"))
