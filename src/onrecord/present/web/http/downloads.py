"""What a search finds as a table that leaves: CSV, JSON Lines or Parquet, with the columns of the command line."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

from starlette.requests import Request

from onrecord.columns.quotations import HITS
from onrecord.present.exports import jsonlines, parquet, spreadsheet
from onrecord.present.web.components.links import with_query
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.search_params import SearchParams
from onrecord.store.sqlite.reads.search import Hit, search_on

MOST_ROWS = 2_000  # of a table that a page makes; `onrecord search` and `export` give more


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format of a table: its name, the end of its address and file name, its media type, and what writes it."""

    name: str
    ending: str
    media_type: str
    to_bytes: Callable[[Sequence[Hit]], bytes]

    @property
    def path(self) -> str:
        """Return the address without parameters."""
        return f"/results.{self.ending}"

    def write(self, connection: RecordConnection, request: Request) -> bytes:
        """Return the quotations that fit the search of the address, in its order; the cursor does not count.

        Raises NotUnderstoodError for a date, form, act or order that is none, MissingPackageError where a package that
        writes the format is not installed.
        """
        query = replace(SearchParams.of(request.query_params), after="").query()
        return self.to_bytes(search_on(connection.record(), query, MOST_ROWS).hits)


def addresses(params: SearchParams) -> dict[str, str]:
    """Return the address of what a search finds in each format that can be written here, by its name."""
    writable = (each for each in TABLE_FORMATS if each.to_bytes is not to_parquet or parquet.installed())
    return {each.name: with_query(each.path, asdict(replace(params, after=""))) for each in writable}


def to_csv(hits: Sequence[Hit]) -> bytes:
    """Return quotations as CSV for spreadsheets and data frames, in which no cell is a formula."""
    out = io.StringIO()
    spreadsheet.write_table(HITS, hits, out)
    return out.getvalue().encode("utf-8", "backslashreplace")


def to_json_lines(hits: Sequence[Hit]) -> bytes:
    """Return quotations as JSON Lines: an object each, what is not known as null."""
    out = io.StringIO()
    jsonlines.write_table(HITS, hits, out)
    return out.getvalue().encode()


def to_parquet(hits: Sequence[Hit]) -> bytes:
    """Return quotations as Parquet with typed columns. Raises MissingPackageError where pyarrow is not installed."""
    out = io.BytesIO()
    parquet.write_table(HITS, hits, out)
    return out.getvalue()


TABLE_FORMATS = (
    TableFormat("CSV", "csv", "text/csv", to_csv),
    TableFormat("JSON Lines", "jsonl", "application/jsonl", to_json_lines),
    TableFormat("Parquet", "parquet", "application/vnd.apache.parquet", to_parquet),
)
"""The formats, in the order in which they are offered."""
