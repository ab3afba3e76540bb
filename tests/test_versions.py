"""A record is analysed anew when something that makes readings has changed, and linked anew for its links: else not."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "onrecord"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, without the weights of its models."""
    copy = tmp_path_factory.mktemp("versions") / "onrecord"
    for path in PACKAGE.rglob("*"):
        if path.is_file() and path.suffix in (".py", ".tsv", ".json", ".html", ".sql"):
            (copy / path.relative_to(PACKAGE)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy / path.relative_to(PACKAGE))
    return copy


def versions(package: Path) -> tuple[str, str]:
    """The versions of readings and of links that the program in this folder has."""
    program = runpy.run_path(str(package / "versions.py"))
    return program["analysis_version"](), program["link_version"]()


def changed(package: Path, name: str) -> tuple[bool, bool]:
    """Whether a remark added to a file changes the version of readings, and that of links."""
    path, before = package / name, versions(package)
    content = path.read_bytes()
    path.write_bytes(content + b"\n# a remark\n")
    after = versions(package)
    path.write_bytes(content)
    return before[0] != after[0], before[1] != after[1]


@pytest.mark.parametrize(
    ("name", "readings", "links"),
    [
        ("readers/html.py", True, False),
        ("readers/places.py", True, False),
        ("analysis/split/headlines.py", True, False),
        ("analysis/classify/acts.py", True, False),
        ("models/reading/inputs.py", True, False),
        ("models/reading/weights/manifest.json", True, False),
        ("linking/actors/scores.py", False, True),
        ("linking/quote_alignment.py", False, True),
        ("models/embeddings/__init__.py", True, True),
        ("text/sentences.py", True, True),
        ("types/text.py", True, True),
        ("thresholds.py", True, True),
        ("lexicons/en/negations.tsv", True, True),
        ("lexicons/und/given_names.tsv", True, True),
        ("lexicons/roles.py", True, True),
        ("present/web/pages/story.py", False, False),
        ("present/cli/add.py", False, False),
        ("queries/compare.py", False, False),
        ("store/sqlite/record.py", False, False),
        ("ingest.py", False, False),
        ("versions.py", False, False),
    ],
)
def test_a_change_is_one_of_readings_of_links_of_both_or_of_neither(
    package: Path, name: str, readings: bool, links: bool
) -> None:
    assert changed(package, name) == (readings, links)


def test_the_two_versions_differ_and_stay(package: Path) -> None:
    first, second = versions(package)
    assert first != second
    assert versions(package) == (first, second)
    assert first.startswith("onrecord ")
