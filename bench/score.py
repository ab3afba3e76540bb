"""Scores of quotations against gold: the definitions of docs/reference/scores.md, in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Spans = Sequence[tuple[int, int]]
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Row:
    """A quotation as the scorer sees it; `optional` rows are never missed and never wrong.

    `label` is the whole line of the gold: who spoke, when, and so on.
    """

    content: Spans
    source: Spans = ()
    head: tuple[int, int] | None = None
    form: str = ""
    optional: bool = False
    label: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of a comparison; ratios of nothing are zero."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def words(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Return the word tokens that `spans` touch, each named by the offset at which it begins."""
    found: set[int] = set()
    for start, end in spans:
        while start > 0 and start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        found |= {match.start() for match in _WORD.finditer(text, start, end)}
    return frozenset(found)


def jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    """Return the share of common tokens."""
    return len(left & right) / len(left | right) if left | right else 0.0


def matches(text: str, gold: Sequence[Row], predicted: Sequence[Row], floor: float = 0.5) -> list[tuple[int, int]]:
    """Pair gold and predicted rows one to one, best overlap first, required rows before optional ones."""
    gold_words = [words(text, row.content) for row in gold]
    predicted_words = [words(text, row.content) for row in predicted]
    pairs = [
        (not gold[g].optional, jaccard(a, b), g, p)
        for g, a in enumerate(gold_words)
        for p, b in enumerate(predicted_words)
        if a & b
    ]
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    found = []
    for _, overlap, g, p in sorted(pairs, key=lambda pair: (-pair[1], not pair[0], pair[2], pair[3])):
        if overlap >= floor and g not in taken_gold and p not in taken_predicted:
            taken_gold.add(g)
            taken_predicted.add(p)
            found.append((g, p))
    return found


FORMS = ("", "direct", "mixed", "indirect")
MEASURES = ("content", "exact", "content + source")


def named(measure: str, form: str) -> str:
    """Return the name of a score: "content" of all forms, "content, direct" of one."""
    return f"{measure}, {form}" if form else measure


def compare(text: str, gold: Sequence[Row], predicted: Sequence[Row]) -> dict[str, Score]:
    """Return the scores of each measure, over all forms and by the form in the gold.

    A prediction that matches an optional row is neither right nor wrong. By form, a false alarm is charged to the form
    that it was predicted as.
    """
    pairs = matches(text, gold, predicted)
    taken = {p for _, p in pairs}
    required = [(g, p) for g, p in pairs if not gold[g].optional]
    right = {
        "content": required,
        "exact": [(g, p) for g, p in required if _same_words(text, gold[g], predicted[p])],
        "content + source": [(g, p) for g, p in required if _same_source(text, gold[g], predicted[p])],
    }
    scores = {}
    for form in FORMS:
        wanted = sum(form in ("", row.form) and not row.optional for row in gold)
        found = sum(form in ("", gold[g].form) for g, _ in required)
        wrong = sum(form in ("", row.form) for p, row in enumerate(predicted) if p not in taken)
        for measure in MEASURES:
            good = sum(form in ("", gold[g].form) for g, _ in right[measure])
            scores[named(measure, form)] = Score(good, found + wrong, wanted)
    return scores


def _same_words(text: str, gold: Row, predicted: Row) -> bool:
    return words(text, gold.content) == words(text, predicted.content)


def _same_source(text: str, gold: Row, predicted: Row) -> bool:
    """The head word of the gold source lies in the predicted source, which is not much longer; none equals none."""
    if not gold.source:
        return not predicted.source
    if not predicted.source:
        return False
    head = words(text, [gold.head]) if gold.head else words(text, gold.source)
    there, wanted = words(text, predicted.source), words(text, gold.source)
    return bool(head & there) and len(there) <= 2 * len(wanted) + 3
