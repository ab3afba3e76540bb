"""Rows of tables of who quotes whom: how often, and the shares of direct, mixed and indirect."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.present.words import LONGEST_NAME, shortened
from onrecord.store.sqlite.reads.counting import Forms


@dataclass(frozen=True, slots=True)
class Share:
    """One row: a name that leads to its page, a count that leads to the quotations, and the shares of the forms."""

    label: str
    address: str
    kind: str
    count: int
    search_address: str
    shares: tuple[str, str, str]


def share(label: str, address: str, search_address: str, forms: Forms, kind: str = "") -> Share:
    """Return a row; `search_address` is the address of the search for the quotations that are counted."""
    return Share(shortened(label, LONGEST_NAME), address, kind, forms.quotations, search_address, percents(forms))


def percents(forms: Forms) -> tuple[str, str, str]:
    """Return the shares of direct, mixed and indirect quotations; of one in two hundred and fewer "<1%"."""
    each = (forms.direct, forms.mixed, forms.indirect)
    return tuple(_percent(number, forms.quotations) for number in each)  # type: ignore[return-value]  # three of three


def _percent(number: int, total: int) -> str:
    if not number:
        return "0%"
    return f"{100 * number / total:.0f}%" if 200 * number > total else "<1%"
