"""Breaks between the pages of a text that was printed: a form feed each, so that offsets keep the page."""

from __future__ import annotations

PAGE_BREAK = "\f"


def page_at(text: str, offset: int) -> int:
    """Return the number of the page on which a character of such a text stands, from 1."""
    return text.count(PAGE_BREAK, 0, offset) + 1
