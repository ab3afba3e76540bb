"""Resolve: addressees, venues and relays, of the quotations found."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bench.corpora import Text
from bench.matched import Found, found
from bench.score import Score

_SMALL = {"the", "a", "an", "of", "in", "on", "at", "to", "with", "his", "her", "its"}


def run(texts: Iterable[Text]) -> dict[str, Score]:
    """Return the scores of the quotations found in `texts`."""
    return score(found(texts))


def score(quotations: Iterable[Found]) -> dict[str, Score]:
    """Return the scores of addressees, venues and relays by their words.

    One is right where its words and those of the gold hold at least half of each other's.
    """
    scores = {"addressee": Score(), "venue": Score(), "relay": Score()}
    for one in quotations:
        label, quotation = one.row.label, one.quotation
        for field, mention in (("addressee", quotation.addressee), ("venue", quotation.venue)):
            wanted, said = label[field], mention.text if mention else None
            scores[field] += Score(alike(wanted, said), bool(said), bool(wanted))
        links = [link.name for link in quotation.relay]
        right = sum(any(alike(name, link) for link in links) for name in label["relay"])
        scores["relay"] += Score(right, len(links), len(label["relay"]))
    return scores


def alike(wanted: str | None, said: str | None) -> bool:
    """Tell whether two names hold at least half of each other's words."""
    left, right = _words(wanted or ""), _words(said or "")
    return bool(left & right) and 2 * len(left & right) >= min(len(left), len(right))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold())) - _SMALL
