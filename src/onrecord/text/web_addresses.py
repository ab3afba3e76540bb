"""Web addresses that come from outside: those that are safe to follow, and written so that no link breaks."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\\\ud800-\udfff]")


def outside(url: str | None) -> str | None:
    """Return `url` if it is a web address that may become a link, else None: nothing else is ever one."""
    if not url or _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host and not parts.username else None


def safe_address(url: str) -> str:
    """Return an address with those characters encoded that no address may hold, and that could end a link or a quote.

    What is encoded already stays as it is.
    """
    return re.sub(r"""[<>"'`{}|^]""", lambda match: quote(match.group(), safe=""), url)


def web_address(url: str | None) -> str | None:
    """Return a web address as an IRI, or None for what is none."""
    found = outside(url)
    return safe_address(found) if found else None
