"""Where a list that is read in parts goes on: behind the row that came last, whatever was added or went meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.store.errors import NotUnderstoodError

MOST_ROWS = 500  # of a list at once
Key = tuple[int | str, ...]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a list goes on: behind the row that is sorted by the values in `key`; `place` rows came before.

    Without a key, it goes on behind that many rows. Made of nothing, it is the start of any list.
    """

    place: int = 0
    key: Key = ()

    def behind(self, first: Key) -> tuple[Key, int]:
        """Return the key behind which rows are wanted, and how many of these to pass over; `first` is before them all.

        Raises NotUnderstoodError for the cursor of a list that is sorted by other things.
        """
        if not self.key:
            return first, self.place
        if list(map(type, self.key)) != list(map(type, first)):
            raise NotUnderstoodError("after", "it is a place in another list; go back to the first page")
        return self.key, 0

    def beyond(self, key: Key, rows: int) -> Cursor:
        """Return where to go on after so many more rows, the last of which is sorted by `key`."""
        return Cursor(self.place + rows, key)


START = Cursor()


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """A part of a list, how many rows the list has in all, and where it goes on; None at its end."""

    rows: tuple[Row, ...]
    total: int
    next: Cursor | None


def read_part(
    db: sqlite3.Connection, sql: str, values: Sequence[str], first: Key, after: Cursor, limit: int
) -> tuple[list[sqlite3.Row], Cursor | None]:
    """Return rows of a list, and where it goes on.

    `sql` selects what the list is sorted by before anything else, and takes last a key, a limit and an offset.
    """
    key, passed = after.behind(first)
    limit = min(max(limit, 0), MOST_ROWS)
    found = db.execute(sql, (*values, *key, limit + 1, passed)).fetchall()
    rows = found[:limit]
    there_is_more = rows and len(found) > limit
    return rows, after.beyond(tuple(rows[-1])[: len(first)], limit) if there_is_more else None
