"""What a search finds as a table for spreadsheets and data frames: CSV, with the columns of the command line."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from starlette.requests import Request

from onrecord.present.exports.spreadsheet import MARK, cell
from onrecord.present.web.asked import Asked
from onrecord.present.web.shelf import Shelf
from onrecord.store.search import search_on
from onrecord.tables import COLUMNS, rows

_MOST = 2_000  # quotations of a table that a page makes; `onrecord search` and `export` give more


def sheet(shelf: Shelf, request: Request) -> bytes:
    """Return the quotations that fit the search of the address, in its order; the cursor does not count.

    Raises NotUnderstoodError for a date, form, act or order that is none.
    """
    record, query = shelf.record(), replace(Asked.of(request.query_params), after="").query()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS["Hit"])
    hits = search_on(record, query, _MOST).hits
    writer.writerows([cell(value) for value in row.values()] for row in rows(hits))
    return (MARK + out.getvalue()).encode("utf-8", "backslashreplace")
