"""Pages of a list: which one the address asks for, and the addresses of those beside it."""

from __future__ import annotations

from starlette.exceptions import HTTPException

from onrecord.present.web.links import with_query

_LAST_PAGE = 1_000_000


def asked_page(asked: str, what: str) -> int:
    """Return the number of the page asked for, from 1 on. Raises HTTPException (404) for what is none."""
    asked = asked.strip()
    if not asked:
        return 1
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= _LAST_PAGE):
        raise HTTPException(404, f"There is no page {asked[:40]} of {what}.")
    return int(asked[:9])


def turned(path: str, number: int, *, there: bool, **parameters: str) -> str:
    """Return the address of page `number` of a list, "" where it is not `there`."""
    if not there:
        return ""
    return with_query(path, {**parameters, "page": str(number) if number > 1 else ""})
