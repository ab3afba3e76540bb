"""Answers to a question: a sequence that shows itself in a notebook and turns into rows or a data frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar, overload

from onrecord.columns import Row, Table

if TYPE_CHECKING:
    import pandas

Thing = TypeVar("Thing", covariant=True)
_MOST_ROWS = 50  # of a table in a notebook
_LONGEST_CELL = 200  # characters
_START = 'style="text-align: start"'  # notebooks set cells as if all were numbers
# Control characters are not valid in HTML; those of direction would reorder the cells that follow.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True, repr=False)
class ResultList(Sequence[Thing]):
    """Things of one kind, with the table whose rows they make, in the order in which they were found.

    `total` is how many there are in all, where that was counted; with `capped`, there may be more.
    """

    things: tuple[Thing, ...]
    table: Table[Any]
    total: int | None = None
    capped: bool = False

    @overload
    def __getitem__(self, place: int) -> Thing: ...
    @overload
    def __getitem__(self, place: slice) -> ResultList[Thing]: ...
    def __getitem__(self, place: int | slice) -> Thing | ResultList[Thing]:
        if isinstance(place, slice):
            return ResultList(self.things[place], self.table, self.total, self.capped)
        return self.things[place]

    def __len__(self) -> int:
        return len(self.things)

    def rows(self) -> list[Row]:
        """Return a plain dictionary for each, under the columns of its kind."""
        return list(map(self.table.row, self.things))

    def to_pandas(self) -> pandas.DataFrame:
        """Return a data frame, with its columns even where nothing was found. Raises ImportError without pandas."""
        try:
            import pandas as pd
        except ImportError as error:
            raise ImportError("A data frame needs pandas: pip install pandas. `rows()` does without it.") from error
        return pd.DataFrame(self.rows(), columns=list(self.table.names))

    def __repr__(self) -> str:
        return f"<ResultList: {self._counted()}>"

    def _repr_html_(self) -> str:
        """Return the first rows as a table, for notebooks; no text in it is ever markup or mathematics."""
        columns = self.table.names
        head = "".join(f"<th {_START}>{escape(name)}</th>" for name in columns)
        shown = self[:_MOST_ROWS].rows()
        body = "".join(f"<tr>{''.join(_cell(row[name]) for name in columns)}</tr>" for row in shown)
        caption = self._counted() + (f", the first {len(shown)} of them here" if len(shown) < len(self) else "")
        # Without these classes a notebook sets what stands between two dollar signs as a formula.
        return (
            '<div class="tex2jax_ignore mathjax_ignore">'
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{escape(caption)}</p></div>"
        )

    def _counted(self) -> str:
        one, many = self.table.one, self.table.many
        if self.total is None or (self.total == len(self) and not self.capped):
            return f"{len(self):,} {one if len(self) == 1 else many}"
        return f"{len(self):,} of {self.total:,}{' or more' if self.capped else ''} {many}"


def _cell(value: Any) -> str:
    text = "" if value is None else _UNSAFE.sub("\ufffd", str(value)[: _LONGEST_CELL + 1])
    text = text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
    return f'<td dir="auto" {_START}>{escape(text)}</td>'
