"""Claims: what a statement has to do with a proposition, and on which side of it it comes down.

Likeness of meaning, and words in common, tell that a statement bears on a claim. The side is told by its own evidence:
what the reports say that the words do, negation, and antonyms. Whether the claim is true is not said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from onrecord.models.meaning import Vectors
from onrecord.stages.classify import negates
from onrecord.stages.link.polarity import turn
from onrecord.stages.link.wording import stems_of
from onrecord.thresholds import BEARS, OFTEN, OPPOSED, TAKES_SIDE
from onrecord.types import Part, Stance, StanceKind, Utterance, total

_WORDS = 0.1  # weight of all words of the claim in one statement, beside the cosine; chosen on the demo
_CLAUSE = 5  # words
_TELLING = 6  # words that statements on one matter share most, that a claim may be expected to have
_NAMED = 0.2  # weight of those, beside the cosine
_MARKS = " \n\t\"“”„«»‘’'.,;:!…"
_THAT = re.compile(r"^(?:that|dass|que|che|что|що)\s+", re.IGNORECASE)


def beginnings(claim: str) -> tuple[str, ...]:
    """Return the beginnings of the words of a claim that carry meaning, names too, the longest first."""
    return tuple(sorted(stems_of(claim.casefold()), key=lambda stem: (-len(stem), stem)))


def stance(claim: str, language: str | None, one: Utterance, claimed: Vectors, meaning: Vectors) -> Stance | None:
    """Return how a statement stands to a claim; None where it does not bear on it.

    `language` is that of the claim, None where it is not known; `claimed` is its vector, an array of shape (1, width),
    and `meaning` holds those of the statement's passages.
    """
    found = on_matter(claim, language, one, claimed, meaning)
    return found if found and found.score >= BEARS else None


def on_matter(claim: str, language: str | None, one: Utterance, claimed: Vectors, meaning: Vectors) -> Stance | None:
    """Return how a statement on the matter of a claim stands to it: neutral where it does not bear on it in words.

    None where no passage of it tells anything. The rest is as in `stance`.
    """
    if not one.passages:
        return None
    cosines = (meaning @ claimed[0]).tolist()
    place = cosines.index(max(cosines))
    wanted = stems_of(f"… {claim}")  # but for names: a name in common says little of what is said
    share = len(wanted & stems_of(" ".join(one.passages))) / max(1, len(wanted))
    because = (
        Part("meaning", round(cosines[place], 3), "closest passage"),
        Part("words", round(_WORDS * share, 3), f"{share:.0%} of those of the claim"),
    )
    kind, why = _side(one, place, claim, language, cosines[place])
    if kind != "questions" and total(because) < TAKES_SIDE:
        kind, why = "neutral", "on the same matter, in other words"
    return Stance(one.id, kind, one.passages[place], (*because, Part("side", 0.0, why)))


def _side(one: Utterance, place: int, claim: str, language: str | None, cosine: float) -> tuple[StanceKind, str]:
    """Return the side, and what tells it."""
    if one.share("question") >= OFTEN:
        return "questions", "it asks"
    if one.share("decline") >= OFTEN:
        return "neutral", "it declines to say"
    negated = negates(claim, language)
    if one.share("deny") >= OFTEN and not negated:
        return "denies", "its reports tell a denial"
    turned = turn(claim, one.passages[place], (negated, one.negated[place]), language or one.language)
    if turned and cosine >= OPPOSED:
        return "denies", turned
    return "affirms", "nothing tells another side"


def worded(several: Sequence[Utterance], meaning: Mapping[str, Vectors]) -> str:
    """Return the claim that statements on one matter make or deny, in the words of one of them; "" without words.

    It is the passage closest to what the others say that has most of the words they share, rather one that is a clause,
    not negated, and no question: what is denied in so many words is a claim, though nobody is quoted as making it.
    `meaning` holds for each id the vectors of its passages.
    """
    told = [one for one in several if one.passages]
    counts = Counter(stem for one in told for stem in _stems(" ".join(one.passages)))
    most = sum(count for _, count in counts.most_common(_TELLING))
    ranked: list[tuple[bool, bool, bool, float, str]] = []
    for one in told:
        near = [_closest(meaning[one.id], meaning[other.id]) for other in told if other is not one]
        closeness = np.mean(near, axis=0) if near else np.zeros(len(one.passages))
        asks = one.share("question") >= OFTEN
        for passage, negated, close in zip(one.passages, one.negated, closeness.tolist(), strict=True):
            names = min(1.0, sum(counts[stem] for stem in _stems(passage)) / max(1, most))
            ranked.append((not asks, _is_clause(passage), not negated, round(close + _NAMED * names, 3), passage))
    return _bare(max(ranked)[-1]) if ranked else ""


def _stems(text: str) -> frozenset[str]:
    return stems_of(text.casefold())


def _is_clause(passage: str) -> bool:
    """Tell whether a passage looks like a whole clause: some words, from the beginning of a sentence or a "that" on."""
    words = passage.strip(_MARKS)
    return len(words.split()) >= _CLAUSE and (not words[:1].islower() or _THAT.match(words) is not None)


def _closest(passages: Vectors, others: Vectors) -> Vectors:
    """Return for each passage the cosine of the closest of the others."""
    return np.asarray((passages @ others.T).max(axis=1), dtype=np.float32)


def _bare(passage: str) -> str:
    """Return a passage without the marks around it and the "that" before it."""
    return _THAT.sub("", passage.strip(_MARKS)).strip(_MARKS)
