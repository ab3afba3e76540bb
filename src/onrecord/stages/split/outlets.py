"""The outlet of a story: told by its metadata, its address, its dateline or its byline."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from onrecord import lexicons
from onrecord.types import Document, Span

_TOP = 400  # characters at the top of a story in which datelines and bylines stand
_DATELINE = re.compile(r"^[^\n]{0,60}?[(/]([A-Z][\w .'’&-]{1,30})[)/](?:\s*[—–-]|\s|\.)", re.MULTILINE)
_BYLINE = re.compile(r"^(?:by|from) ([^\n,|]{3,60})(?:[,|] ?([^\n]{2,40}))?$", re.MULTILINE | re.IGNORECASE)


def outlet(text: str, document: Document, span: Span) -> str | None:
    """Return the outlet's name, or its bare host where no name is known, or nothing."""
    if document.metadata.outlet:
        return document.metadata.outlet
    return _by_address(document.metadata.url or document.uri) or _by_dateline(text, span)


def byline(text: str, document: Document, span: Span) -> str | None:
    """Return the author as the page names them or as a line at the top of the story does."""
    if document.metadata.author:
        return document.metadata.author
    match = _BYLINE.search(text, span.start, min(span.end, span.start + _TOP))
    return match.group(1).strip() if match else None


@cache
def _names() -> dict[str, str]:
    return {row["host"]: row["name"] for row in lexicons.rows("und", "outlets")}


def _by_address(address: str) -> str | None:
    try:
        host = urlsplit(address).hostname if "://" in address else None
    except ValueError:
        return None
    if not host:
        return None
    parts = host.removeprefix("www.").split(".")
    known = (_names().get(".".join(parts[n:])) for n in range(len(parts) - 1))
    return next((name for name in known if name), ".".join(parts))


def _by_dateline(text: str, span: Span) -> str | None:
    """Return what stands in brackets or slashes at the head of a lead ("PORTVALE, May 3 (Harbour Wire) -")."""
    match = _DATELINE.search(text, span.start, min(span.end, span.start + _TOP))
    if not match:
        return None
    name = match.group(1).strip()
    before = text[match.start() : match.start(1)]
    return name if before[:3].isupper() or name in _names().values() else None
