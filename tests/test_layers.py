"""Dependencies point one way (docs/explanation/architecture.md)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "onrecord"
BASE = {"types", "text", "thresholds", "lexicons"}

MAY_IMPORT = {
    "types": set(),
    "text": {"types", "thresholds"},
    "thresholds": set(),
    "clock": set(),
    "process_limits": set(),
    "versions": set(),
    "lexicons": {"types", "text", "thresholds"},
    "models": BASE,
    "readers": BASE | {"clock", "process_limits"},
    "analysis": BASE | {"process_limits", "models", "readers"},
    "linking": BASE | {"models"},
    "store": {"types", "text", "thresholds"},
    "queries": BASE | {"versions", "models", "linking", "store"},
    "record_relations": BASE | {"versions", "models", "linking", "store", "queries"},
    "record_linking": BASE | {"versions", "models", "linking", "store", "record_relations"},
    "ingest": BASE | {"versions", "models", "readers", "analysis", "store", "record_linking"},
    "annotations": {"types", "readers", "analysis", "store", "ingest"},
    "columns": {"types", "text", "lexicons", "store", "queries"},
    "results": {"columns"},
    "client": {"types", "store", "queries", "columns", "results"},
    "present": BASE
    | {
        "clock",
        "versions",
        "models",
        "readers",
        "analysis",
        "linking",
        "store",
        "queries",
        "ingest",
        "record_relations",
        "record_linking",
        "annotations",
        "columns",
    },
    "__init__": {"types", "readers", "analysis", "store", "queries", "ingest", "columns", "results", "client"},
    "__main__": {"present"},
}


def package_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The packages of the library that a module imports, at any depth of its code."""
    packages = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = (
                [f"onrecord.{alias.name}" for alias in node.names] if node.module == "onrecord" else [node.module or ""]
            )
        packages |= {name.split(".")[1] for name in names if name.startswith("onrecord.")}
    return packages - {package_of(path)}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_below(path: Path) -> None:
    assert imported(path) <= MAY_IMPORT[package_of(path)]


def test_the_page_on_architecture_has_the_packages_in_the_order_of_imports() -> None:
    page = (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    block = re.search(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert block
    rank = {name: number for number, line in enumerate(block[1].splitlines()) for name in line.split()}
    assert rank.keys() == {name for name in MAY_IMPORT if not name.startswith("__")}
    wrong = {(name, other) for name in rank for other in MAY_IMPORT[name] if rank[other] >= rank[name]}
    assert wrong == set()
