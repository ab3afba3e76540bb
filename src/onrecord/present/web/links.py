"""Addresses of our own pages."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def quotation_at(identity: str) -> str:
    """Return the address of a quotation's page."""
    return f"/quotation/{quote(identity, safe='', errors='replace')}"


def story_at(identity: str, *, quotation: str = "", start: int | None = None) -> str:
    """Return the address of a story, at one of its quotations or at the place that starts at character `start`."""
    path = f"/story/{quote(identity, safe='', errors='replace')}"
    if quotation:
        return with_query(path, {"quotation": quotation}) + f"#q-{quote(quotation, errors='replace')}"
    return with_query(path, {"from": str(start)}) + f"#c-{start}" if start is not None else path


def with_query(path: str, parameters: dict[str, str]) -> str:
    """Return `path` with those of `parameters` that say something."""
    said = urlencode({name: value for name, value in parameters.items() if value}, errors="replace")
    return f"{path}?{said}" if said else path
