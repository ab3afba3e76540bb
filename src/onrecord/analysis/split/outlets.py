"""The outlet of a story, by its metadata, its address, its dateline or its byline."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from onrecord import lexicons
from onrecord.types import Document, Span

_NAMED_WITHIN = 50_000  # characters in which a story may name its outlet
_BYLINE_WITHIN = 400  # characters at the top of a story in which datelines and bylines stand
_SHORTEST_LABEL = 4  # letters of a host that may be a name
_DATELINE = re.compile(r"^[^\n]{0,60}?[(/]([A-Z][\w .'’&-]{1,30})[)/](?:\s*[—–-]|\s|\.)", re.MULTILINE)
_TITLE = re.compile(r"^\s*([^\n:|]{3,40}?)\s*[:|–—]\s*[A-Z][a-z]+ \d{4}\s*$", re.MULTILINE)
_BYLINE = re.compile(r"^(?:by|from) ([^\n,|]{3,60})(?:[,|] ?([^\n]{2,40}))?$", re.MULTILINE | re.IGNORECASE)


def outlet(text: str, document: Document, span: Span) -> str | None:
    """Return the outlet's name, or its bare host where no name is known, or nothing."""
    if document.metadata.outlet:
        return document.metadata.outlet
    host = _host(document.metadata.url or document.uri)
    if host is None:
        return _by_dateline(text, span) or _by_byline(text, span)
    return _known(host) or _in_text(host, text[span.start : span.start + _NAMED_WITHIN]) or host


def byline(text: str, document: Document, span: Span) -> str | None:
    """Return the author as the page names them or as a line at the top of the story does."""
    if document.metadata.author:
        return document.metadata.author
    match = _byline(text, span)
    return match.group(1).strip() if match else None


def page_title(text: str) -> str | None:
    """Return the name in the title of a page of many stories ("Harbour Notes: March 2032")."""
    match = _TITLE.search(text)
    return match.group(1).strip() if match else None


def _byline(text: str, span: Span) -> re.Match[str] | None:
    return _BYLINE.search(text, span.start, min(span.end, span.start + _BYLINE_WITHIN))


def _by_byline(text: str, span: Span) -> str | None:
    match = _byline(text, span)
    return match.group(2).strip() if match and match.group(2) else None


@cache
def _names() -> dict[str, str]:
    return {row["host"]: row["name"] for row in lexicons.rows("und", "outlets")}


def _host(address: str) -> str | None:
    try:
        host = urlsplit(address).hostname if "://" in address else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _known(host: str) -> str | None:
    parts = host.split(".")
    return next((name for n in range(len(parts) - 1) if (name := _names().get(".".join(parts[n:])))), None)


def _in_text(host: str, text: str) -> str | None:
    """Return the name that the story gives its own outlet: "The Hill Post" where the host is hillpost.example.

    A plain word such as "Harbour" might mean something else: it counts only as outlets are written, "(Harbour)".
    """
    label = host.split(".")[0]
    if len(label) < _SHORTEST_LABEL:
        return None
    letters = r"[ -]?".join(map(re.escape, label))
    for match in re.finditer(rf"(?<![\w.])(?:The )?(?=[A-Z])(?i:{letters})\b(?!\.\w)", text):
        name = match.group()
        if not name[1:].islower() or text[match.start() - 1 : match.start()] in ("(", "/", "©"):
            return name
    return None


def _by_dateline(text: str, span: Span) -> str | None:
    """Return what stands in brackets or slashes at the head of a lead ("PORTVALE, May 3 (Harbour Wire) -")."""
    match = _DATELINE.search(text, span.start, min(span.end, span.start + _BYLINE_WITHIN))
    if not match:
        return None
    name = match.group(1).strip()
    before = text[match.start() : match.start(1)]
    return name if before[:3].isupper() or name in _names().values() else None
