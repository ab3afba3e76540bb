"""What a table and its columns are, and how values become cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from onrecord.types import Dated, Mention, Span

ColumnKind = Literal["text", "integer", "real", "flag", "day"]
Row = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its name, how it is read from a thing, what it means, and what its values are.

    A `day` is a day of the calendar in ISO 8601; a value that is not known is None.
    """

    name: str
    read: Callable[[T], str | int | float | None]
    meaning: str
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """A table: its name, the type that a row is made of, what gives it, what its rows are called, and its columns."""

    name: str
    of: type[T]
    given_by: str
    one: str
    many: str
    columns: tuple[Column[T], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns, in their order."""
        return tuple(column.name for column in self.columns)

    def row(self, thing: T) -> Row:
        """Return a thing as a row: the value of each column by its name."""
        return {column.name: column.read(thing) for column in self.columns}


def joined(several: Iterable[str]) -> str | None:
    """Return several values as one cell; None without any."""
    return "; ".join(several) or None


def value_of(day: Dated | None) -> str | None:
    """Return a date as the record has it: an ISO 8601 prefix, or an interval of two with / between."""
    return day.value if day else None


def basis_of(day: Dated | None) -> str | None:
    """Return how a date is known."""
    return day.basis if day else None


def text_of(mention: Mention | None) -> str | None:
    """Return the words of a mention."""
    return mention.text if mention else None


def range_of(span: Span | None) -> str | None:
    """Return the characters that a passage stands on, as start-end."""
    return f"{span.start}-{span.end}" if span else None
