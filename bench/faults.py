"""One-line faults that a programmer might make: what stands in a source, by its syntax tree, and what could."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.LShift: ast.RShift,
}  # fmt: skip
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "abs": "float"}
_SQL = re.compile(r"\b(?:SELECT|DELETE FROM|UPDATE|ORDER BY|WHERE)\b")
_IN_SQL = (
    (r" DESC\b", ""), (r" AND ", " OR "), (r"<=", "<"), (r">=", ">"), (r"<(?![=>])", "<="), (r"(?<!<)>(?!=)", ">="),
    (r"\bmin\(", "max("), (r"\bmax\(", "min("), (r"\bIS NOT NULL", "IS NULL"), (r"\bNOT (?=IN|EXISTS)", ""),
    (r"\bDISTINCT ", ""), (r" \+ 1\b", ""), (r" - 1\b", ""), (r"\bLEFT JOIN\b", "JOIN"), (r" OFFSET \S+?(?=\")", ""),
)  # fmt: skip
_PROSE = re.compile(r"(?:[^\W\d_]+[,.;:]? ){6,}.*", re.DOTALL)  # messages: no test need read each word
_BOUND = re.compile(r"_?MOST_|_AT_ONCE|_TIMEOUT|__\w+__$")  # bounds of cost, and what Python itself reads
_OPAQUE = (ast.Import, ast.ImportFrom, ast.Raise, ast.JoinedStr, ast.Assert)
_UNLIKELY = (ast.Starred, ast.Constant, ast.JoinedStr, ast.GeneratorExp)  # arguments that nobody takes for another one
_EMPTY = {"bool": "False", "int": "0", "str": "''", "float": "0.0", "tuple": "()", "list": "[]", "dict": "{}"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Bytes `start` to `end` of a source on `line`, and what could stand there by mistake.

    `first` is the first line of the statement around it.
    """

    first: int
    line: int
    start: int
    end: int
    after: str


def faults(source: bytes) -> list[Fault]:
    """Return all one-line faults of a module, in order."""
    finder = _Finder(source)
    finder.visit(ast.parse(source))
    return sorted(finder.found, key=lambda fault: (fault.start, fault.end, fault.after))


class _Finder(ast.NodeVisitor):
    """Walks a module past what no test can notice: docstrings, annotations, decorators, messages, bounds of cost."""

    def __init__(self, source: bytes) -> None:
        self.found: list[Fault] = []
        self._lines = [0]
        for line in source.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self._source = source
        self._returns = [""]
        self._first = 1

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.stmt):
            self._first = node.lineno
        if isinstance(node, ast.expr | ast.stmt):
            start, end = self._range(node)
            text = self._source[start:end].decode("utf-8")
            for after in _mistaken(node, text, self._returns[-1]):
                if after not in (text, f"({text})"):
                    self.found.append(Fault(self._first, node.lineno, start, end, after))
        if not isinstance(node, _OPAQUE):
            super().visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._returns.append(ast.unparse(node.returns) if node.returns else "")
        self._each([*node.args.defaults, *filter(None, node.args.kw_defaults), *_without_docstring(node.body)])
        self._returns.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._each(_without_docstring(node.body))

    def visit_Module(self, node: ast.Module) -> None:
        self._each(_without_docstring(node.body))

    def visit_Assign(self, node: ast.Assign) -> None:
        if not any(_BOUND.match(getattr(target, "id", "")) for target in node.targets):
            self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None and not _BOUND.match(getattr(node.target, "id", "")):
            self.visit(node.value)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if not (isinstance(node.value, ast.Name) and node.value.id in {"Literal", "Callable", "Counter"}):
            self.visit(node.value)
            if not (isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str)):
                self.visit(node.slice)

    def _each(self, nodes: list[Any]) -> None:
        for node in nodes:
            self.visit(node)

    def _range(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        last, column = node.end_lineno or 0, node.end_col_offset or 0
        return self._lines[node.lineno - 1] + node.col_offset, self._lines[last - 1] + column


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    return [each for each in body if not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))]


def _mistaken(node: ast.expr | ast.stmt, text: str, returns: str) -> Iterator[str]:
    """Yield what could stand by mistake in the place of `node`, whose source is `text`."""
    match node:
        case ast.Constant(value=str() | int() | float()) | ast.JoinedStr():
            yield from _constants(node, text)
        case ast.Call():
            yield from _calls(node)
        case ast.Subscript(slice=ast.Slice() as part):
            bounds = {name: bound for name in ("lower", "upper") if (bound := getattr(part, name))}
            for name in [name for name, bound in bounds.items() if "MOST_" not in ast.unparse(bound)]:
                yield _with(node, slice=_copy(part, **{name: None}))
        case ast.ListComp() | ast.GeneratorExp() | ast.SetComp() | ast.DictComp():
            for number, each in enumerate(node.generators):
                if each.ifs:
                    less = _copy(each, ifs=each.ifs[1:])
                    yield _with(node, generators=[*node.generators[:number], less, *node.generators[number + 1 :]])
        case ast.stmt():
            yield from _statements(node, text, returns)
        case _:
            yield from _operators(node)


def _operators(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Compare(ops=[operator, *more]) if type(operator) in _COMPARED:
            yield _with(node, ops=[_COMPARED[type(operator)](), *more])
        case ast.BoolOp(op=operator):
            yield _with(node, op=ast.Or() if isinstance(operator, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield f"({ast.unparse(operand)})"
        case ast.BinOp(op=operator) if type(operator) in _COMPUTED:
            yield _with(node, op=_COMPUTED[type(operator)]())
        case ast.IfExp(body=body, orelse=orelse):
            yield _with(node, body=orelse, orelse=body)


def _constants(node: ast.Constant | ast.JoinedStr, text: str) -> Iterator[str]:
    value = node.value if isinstance(node, ast.Constant) else ""
    if isinstance(value, bool):
        yield str(not value)
    elif isinstance(value, int | float):
        yield from {repr(other) for other in (value + 1, value - 1, value * 2, 0) if other != value}
    elif _SQL.search(text):
        for old, new in _IN_SQL:
            yield from (text[: found.start()] + new + text[found.end() :] for found in re.finditer(old, text))
    elif isinstance(value, str) and value and not _PROSE.fullmatch(value):
        yield '""'


def _calls(node: ast.Call) -> Iterator[str]:
    if isinstance(node.func, ast.Name) and node.func.id in _CALLED and not (node.func.id == "sorted" and node.keywords):
        yield _with(node, func=ast.Name(_CALLED[node.func.id]))
    name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
    either_way = name in {"min", "max", "minimum", "maximum"}
    if len(node.args) > 1 and not either_way and not any(isinstance(each, _UNLIKELY) for each in node.args[:2]):
        yield _with(node, args=[node.args[1], node.args[0], *node.args[2:]])


def _statements(node: ast.stmt, text: str, returns: str) -> Iterator[str]:
    match node:
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise():
            yield "pass"
        case ast.Continue():
            yield "break"
        case ast.Break():
            yield "continue"
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield "return " + _EMPTY.get(re.split(r"\W", returns)[0], "None")
        case ast.If(test=test):  # the condition alone: the rest of its lines stays as it is
            condition, *rest = text.split(":\n", 1)
            if rest and "\n" not in condition:
                yield f"{condition.split(' ')[0]} not ({ast.unparse(test)}):\n{rest[0]}"


def _copy(node: Any, **changes: Any) -> Any:
    other = copy.copy(node)
    for name, value in changes.items():
        setattr(other, name, value)
    return other


def _with(node: ast.AST, **changes: Any) -> str:
    return f"({ast.unparse(_copy(node, **changes))})"
