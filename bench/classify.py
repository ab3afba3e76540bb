"""Classify: acts of the quotations found."""

from __future__ import annotations

from collections.abc import Iterable

from bench.corpora import Text
from bench.matched import Found, found
from bench.score import Score


def run(texts: Iterable[Text]) -> dict[str, Score]:
    """Return the scores of the quotations found in `texts`."""
    return score(found(texts))


def score(quotations: Iterable[Found]) -> dict[str, Score]:
    """Return the main acts right, those right if any act in the gold counts, and the denials found."""
    scores = {"act": Score(), "act, any in the gold": Score(), "denial": Score()}
    for one in quotations:
        label, quotation = one.row.label, one.quotation
        wanted, said = {label["act"], *label["acts_also"]}, {quotation.act, *quotation.acts_also}
        scores["act"] += Score(quotation.act == label["act"], 1, 1)
        scores["act, any in the gold"] += Score(quotation.act in wanted, 1, 1)
        denied, told = label["act"] == "deny", "deny" in said
        scores["denial"] += Score(told and "deny" in wanted, told, denied or (told and "deny" in wanted))
    return scores
