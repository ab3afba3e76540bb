"""Dependencies point one way (docs/explanation/architecture.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "onrecord"

MAY_IMPORT = {
    "types": set(),
    "contract": {"types"},
    "text": {"types"},
    "thresholds": set(),
    "models": {"types", "text"},
    "lexicons": set(),
    "readers": {"types", "text", "lexicons"},
    "stages": {"types", "text", "thresholds", "models", "lexicons", "readers"},
    "pipeline": {"types", "text", "stages"},
    "store": {"types", "contract"},
    "batch": {"types", "pipeline"},
    "ingest": {"types", "thresholds", "models", "batch", "pipeline", "stages", "store"},
    "judging": {"types", "readers", "stages", "store", "ingest"},
    "meanings": {"models", "stages", "store"},
    "bearing": {"types", "meanings", "models", "stages", "store", "comparing"},
    "comparing": {"types", "contract", "meanings", "pipeline", "stages", "store"},
    "certainty": {"types", "text", "models", "stages", "store", "comparing", "bearing"},
    "promising": {"types", "store", "comparing"},
    "tables": {"stages", "store", "bearing", "certainty", "comparing", "finding", "promising"},
    "answers": {"tables"},
    "opened": {"types", "store", "bearing", "certainty", "comparing", "finding", "promising", "answers"},
    "finding": {"types", "thresholds", "meanings", "models", "stages", "store", "comparing", "bearing"},
    "present": {
        "types",
        "contract",
        "text",
        "thresholds",
        "models",
        "readers",
        "batch",
        "pipeline",
        "stages",
        "store",
        "ingest",
        "judging",
        "bearing",
        "certainty",
        "comparing",
        "finding",
        "promising",
        "tables",
    },
    "__init__": {
        "types",
        "contract",
        "pipeline",
        "stages",
        "store",
        "ingest",
        "comparing",
        "bearing",
        "certainty",
        "finding",
        "promising",
        "tables",
        "answers",
        "opened",
    },
    "__main__": {"present"},
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms of the package that a module imports, at any depth of its code."""
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = (
                [f"onrecord.{alias.name}" for alias in node.names] if node.module == "onrecord" else [node.module or ""]
            )
        rooms |= {name.split(".")[1] for name in names if name.startswith("onrecord.")}
    return rooms - {room(path)}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_below(path: Path) -> None:
    assert imported(path) <= MAY_IMPORT[room(path)]
