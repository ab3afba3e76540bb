"""When: the days of utterances, of the quotations found."""

from __future__ import annotations

from collections.abc import Iterable

from bench.corpora import Text
from bench.matched import Found, found
from bench.score import Score


def run(texts: Iterable[Text]) -> Score:
    """Return the score of the quotations found in `texts`."""
    return score(found(texts))


def score(quotations: Iterable[Found]) -> Score:
    """Return how many have the day in the gold, or rightly none.

    Where the gold has the day from outside the text only, none is right as well.
    """
    total = Score()
    for one in quotations:
        total += Score(is_right(one), 1, 1)
    return total


def is_right(one: Found) -> bool:
    """Tell whether the day is that of the gold."""
    wanted, basis = one.row.label["when"], one.row.label["when_basis"] or ""
    said = one.quotation.said
    if said is None:
        return wanted is None or "outside knowledge" in basis
    return bool(said.value == wanted)
