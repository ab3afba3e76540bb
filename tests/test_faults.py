"""The one-line faults of bench/mutants.py parse, change one place, and pass over what cannot matter."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bench.faults import faults

SOURCE = Path(__file__).parent.parent / "src" / "onrecord"


def mistaken(source: str) -> set[str]:
    """Return all versions of a line of source that hold one fault."""
    raw = source.encode()
    return {(raw[: one.start] + one.after.encode() + raw[one.end :]).decode() for one in faults(raw)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a < b", {"(a <= b)"}),
        ("a is None", {"(a is not None)"}),
        ("a and b", {"(a or b)"}),
        ("not a", {"(a)"}),
        ("a - b", {"(a + b)"}),
        ("a if b else c", {"(c if b else a)"}),
        ("x = 7", {"x = 8", "x = 6", "x = 14", "x = 0"}),
        ("x = True", {"x = False"}),
        ("x = 'ü'", {'x = ""'}),
        ("a[b:c]", {"(a[:c])", "(a[b:])"}),
        ("x = min(a, b)", {"x = (max(a, b))"}),
        ("f(a, b)", {"pass", "(f(b, a))"}),
        ("a += b", {"pass"}),
        ("x = [a for a in b if c]", {"x = ([a for a in b])"}),
        ("x = 'SELECT a FROM b ORDER BY c DESC'", {"x = 'SELECT a FROM b ORDER BY c'"}),
        ("if a:\n    b", {"if not (a):\n    b"}),
        ("def f() -> int:\n    return a", {"def f() -> int:\n    return 0"}),
    ],
)
def test_what_could_stand_there_by_mistake(line: str, expected: set[str]) -> None:
    assert mistaken(line) == expected


@pytest.mark.parametrize(
    "line",
    ['"""It holds 7."""', "import a", "_MOST_ROWS = 5", "__slots__ = ('a',)", "raise ValueError('a')", "x: list[int]"],
)
def test_what_no_test_can_notice_is_left_alone(line: str) -> None:
    assert mistaken(line) <= {"pass"}


@pytest.mark.parametrize("name", ["store/sqlite/reads/search.py", "linking/quote_alignment.py"])
def test_every_fault_is_another_program(name: str) -> None:
    source = (SOURCE / name).read_bytes()
    found = faults(source)
    meant = ast.dump(ast.parse(source))
    others = [ast.dump(ast.parse(source[: one.start] + one.after.encode() + source[one.end :])) for one in found[::5]]
    assert len(found) > 200
    assert meant not in others
    assert all(one.first <= one.line for one in found)
