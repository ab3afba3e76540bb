"""Pages of a list: cursors as addresses hold them, and the addresses of the pages that are first and next."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from starlette.requests import Request

from onrecord.present.web.components.links import with_query
from onrecord.store.errors import NotUnderstoodError
from onrecord.store.sqlite.reads.cursor import START, Cursor

LONGEST_CURSOR = 400  # characters; of a row with a longer key only the place is written
_CURSOR = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_CURSOR}}}")
_MOST = 1 << 62  # SQLite takes no larger numbers


def encode_cursor(cursor: Cursor | None) -> str:
    """Return a cursor as addresses hold it, "" for the end of a list."""
    if cursor is None:
        return ""
    text = _packed([cursor.place, *cursor.key])
    return text if len(text) <= LONGEST_CURSOR else _packed([cursor.place])


def decode_cursor(text: str) -> Cursor:
    """Return the cursor that was encoded, the start for "". Raises NotUnderstoodError for any other text."""
    if not text:
        return START
    try:
        return _unpacked(text)
    except ValueError:
        raise NotUnderstoodError("after", f"{text[:40]!r} is no place in a list; go back to the first page") from None


def requested(request: Request) -> Cursor:
    """Return the cursor in an address. Raises NotUnderstoodError for what is none."""
    return decode_cursor(request.query_params.get("after", "").strip())


def first_page(path: str, after: Cursor, **parameters: str) -> str:
    """Return the address of the first page of a list, "" on it."""
    return with_query(path, parameters) if after != START else ""


def next_page(path: str, following: Cursor | None, **parameters: str) -> str:
    """Return the address of the next page of a list, "" at its end."""
    return with_query(path, {**parameters, "after": encode_cursor(following)}) if following else ""


def data_address(address: str) -> str | None:
    """Return the address at which a page gives the same as data, None for ""."""
    return address.replace("?", ".json?") or None


def row_range(after: Cursor, rows: int) -> str:
    """Return which rows of a list a page shows, such as 21–40."""
    return f"{after.place + 1:,}–{after.place + rows:,}" if rows else ""


def _packed(values: list[int | str]) -> str:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _unpacked(text: str) -> Cursor:
    """Return the cursor that was packed. Raises ValueError for all that `_packed` does not make."""
    if not _CURSOR.fullmatch(text):
        raise ValueError(text)
    values = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode())
    if not (isinstance(values, list) and all(map(_is_value, values)) and _packed(values) == text):
        raise ValueError(text)
    place, *key = values
    if not isinstance(place, int) or place < 0:
        raise ValueError(text)
    return Cursor(place, tuple(key))


def _is_value(value: object) -> bool:
    return isinstance(value, str) or (type(value) is int and -_MOST < value < _MOST)
