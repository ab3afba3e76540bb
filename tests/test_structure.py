"""Short functions, modules of a page or two, small packages, no import that runs in a circle."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Collection, Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "src" / "onrecord"
MODULES = sorted(PACKAGE.rglob("*.py"))


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    """The functions of a module, each with how many lines its code has: its docstring and decorators left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
            lines = body[-1].end_lineno - body[0].lineno + 1 if body else 1  # type: ignore[operator]
            signature = node.body[0].lineno - node.lineno
            yield f"{path.relative_to(PACKAGE)}:{node.name}", lines + signature


FUNCTIONS = dict(each for path in MODULES for each in _functions(path))


def test_functions_are_short() -> None:
    lengths = sorted(FUNCTIONS.values())
    assert statistics.median(lengths) <= 6
    assert lengths[len(lengths) * 9 // 10] <= 16
    assert [name for name, length in FUNCTIONS.items() if length > 45] == []


def test_a_module_has_four_hundred_lines_at_most() -> None:
    assert [str(path) for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []


def test_a_package_has_sixteen_modules_side_by_side_at_most() -> None:
    counts = {
        folder: len([p for p in folder.glob("*.py") if p.stem != "__init__"]) for folder in {p.parent for p in MODULES}
    }
    assert {str(folder): count for folder, count in counts.items() if count > 16} == {}


def test_each_module_says_first_what_it_holds() -> None:
    without = [str(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert without == []


def _imports(path: Path, known: Collection[str]) -> set[str]:
    """The modules that a module imports when it is loaded itself."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("onrecord"):
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            found |= {name if name in known else node.module for name in names}
    return found


def test_no_import_runs_in_a_circle() -> None:
    names = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for path in MODULES
    }
    graph = {name: _imports(path, names) - {name} for name, path in names.items()}
    done: set[str] = set()
    while ready := {name for name, needs in graph.items() if name not in done and needs <= done}:
        done |= ready
    assert sorted(graph.keys() - done) == []
