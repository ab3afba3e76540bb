"""The wording of a claim that was discovered: the words of one of the statements on its topic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from onrecord.linking.lexical_overlap import stems_of
from onrecord.models.embeddings import Vectors
from onrecord.thresholds import OFTEN
from onrecord.types import ComparableStatement

_CLAUSE = 5  # words
_TOPIC_WORDS = 6  # words that statements on one topic share most, which a claim may be expected to have
_HAS_TOPIC_WORDS = 0.2  # weight of those, beside the cosine; chosen on the demo
_MARKS = " \n\t\"“”„«»‘’'.,;:!…"
_THAT = re.compile(r"^(?:that|dass|que|che|что|що)\s+", re.IGNORECASE)


def claim_text(several: Sequence[ComparableStatement], embeddings: Mapping[str, Vectors]) -> str:
    """Return the claim that statements on one topic make or deny, in the words of one of them; "" without words.

    It is the passage closest to what the others say that has most of the words they share, rather one that is a clause,
    not negated, and no question: what is denied in so many words is a claim, though nobody is quoted as making it.
    `embeddings` holds for each id those of its passages.
    """
    wordy = [one for one in several if one.passages]
    counts = Counter(stem for one in wordy for stem in _stems(" ".join(one.passages)))
    ranked = [row for one in wordy for row in _ranked(one, wordy, embeddings, counts)]
    return _bare(max(ranked)[-1]) if ranked else ""


def _ranked(
    one: ComparableStatement,
    several: Sequence[ComparableStatement],
    embeddings: Mapping[str, Vectors],
    counts: Counter[str],
) -> Iterator[tuple[bool, bool, bool, float, str]]:
    """Yield the passages of a statement, each behind what makes it a good claim: the greatest is the best."""
    asks = one.share("question") >= OFTEN
    most = sum(count for _, count in counts.most_common(_TOPIC_WORDS))
    for passage, negated, close in zip(one.passages, one.negated, _closeness(one, several, embeddings), strict=True):
        share = min(1.0, sum(counts[stem] for stem in _stems(passage)) / max(1, most))
        yield not asks, _is_clause(passage), not negated, round(close + _HAS_TOPIC_WORDS * share, 3), passage


def _closeness(
    one: ComparableStatement, several: Sequence[ComparableStatement], embeddings: Mapping[str, Vectors]
) -> list[float]:
    """Return for each passage of a statement the mean of its cosines with the closest of each of the others."""
    mine = embeddings[one.id]
    near = [(mine @ embeddings[other.id].T).max(axis=1) for other in several if other is not one]
    found: list[float] = (np.mean(near, axis=0) if near else np.zeros(len(one.passages))).tolist()
    return found


def _stems(text: str) -> frozenset[str]:
    return stems_of(text.casefold())


def _is_clause(passage: str) -> bool:
    """Tell whether a passage looks like a whole clause: some words, from the beginning of a sentence or a "that" on."""
    words = passage.strip(_MARKS)
    return len(words.split()) >= _CLAUSE and (not words[:1].islower() or _THAT.match(words) is not None)


def _bare(passage: str) -> str:
    """Return a passage without the marks around it and the "that" before it."""
    return _THAT.sub("", passage.strip(_MARKS)).strip(_MARKS)
