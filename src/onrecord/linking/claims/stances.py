"""Claims: what a statement has to do with a proposition, and on which side of it it comes down.

Likeness of meaning, and words in common, tell that a statement bears on a claim, and so does what stands around it,
since its own words often name the matter by "it". The side is told by its own evidence: what the reports say that the
words do, negation, and antonyms. Whether the claim is true is not said.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.lexicons.modality import negates
from onrecord.linking.claims.topics import StatementContext
from onrecord.linking.lexical_overlap import stems_of
from onrecord.linking.relations.opposition import turn
from onrecord.models.embeddings import Vectors, background, vectors
from onrecord.thresholds import BEARS, LIKELIER, OFTEN, OPPOSED, TAKES_SIDE
from onrecord.types import ComparableStatement, Part, Stance, StanceKind, total

_WORDS = 0.1  # weight of all words of the claim in one statement, beside the cosine; chosen on the demo
_WORDS_TOLD = 0.5  # weight of the same by how rare they are; chosen on the demo and the seeds
_SHARED = 0.34  # share of the words of the shorter, claim or passage, from which a negation turns the claim; likewise
_CLAUSE = 5  # words
_TELLING = 6  # words that statements on one matter share most, that a claim may be expected to have
_NAMED = 0.2  # weight of those, beside the cosine
_MARKS = " \n\t\"“”„«»‘’'.,;:!…"
_THAT = re.compile(r"^(?:that|dass|que|che|что|що)\s+", re.IGNORECASE)

Judge = Callable[[str, str], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class WeightedClaim:
    """A claim as statements are held against it: its vector (width,), and how much each beginning of its words tells.

    `background`, of the same shape, is what the vectors of all passages share. `judge`, where the user has one, tells
    how likely a passage affirms and denies the claim.
    """

    text: str
    language: str | None
    vector: Vectors
    background: Vectors
    weights: Mapping[str, float]
    judge: Judge | None = None


def weighted_claim(
    text: str, language: str | None, counts: Mapping[str, int], total: int, judge: Judge | None = None
) -> WeightedClaim:
    """Return a claim as it is sought: `counts` tells in how many of `total` texts each of its `beginnings` stands.

    Raises EmbeddingError where the model of meaning cannot be loaded.
    """
    weights = {stem: math.log(1 + total / (1 + counts.get(stem, 0))) for stem in beginnings(text)}
    return WeightedClaim(text, language, vectors([text])[0], background(), weights, judge)


def beginnings(claim: str) -> tuple[str, ...]:
    """Return the beginnings of the words of a claim that carry meaning, names too, the longest first."""
    return tuple(sorted(stems_of(claim.casefold()), key=lambda stem: (-len(stem), stem)))


def stance(
    claim: WeightedClaim, one: ComparableStatement, meaning: Vectors, told: StatementContext, around: Vectors
) -> Stance | None:
    """Return how a statement stands to a claim; None where it does not bear on it.

    `meaning` holds the vectors of the statement's passages, (passages, width); `told` its words and surroundings in
    some reports, `around` the vectors of the latter, (reports, width).
    """
    if not one.passages:
        return None
    because = _bears(claim, meaning, told, around)
    if total(because) < BEARS:
        return None
    found = on_matter(claim, one, meaning)
    return found and replace(found, because=(*because, found.because[-1]))


def _bears(claim: WeightedClaim, meaning: Vectors, told: StatementContext, around: Vectors) -> tuple[Part, ...]:
    """Return what speaks for words being about the claim; what they say is beyond what all passages share."""
    closest = float(_beyond(claim, meaning).max())
    near = float(_beyond(claim, around).max())
    words, words_around = _share(claim, told.words), _share(claim, told.surroundings)
    return (
        Part("meaning", round(closest, 3), "closest passage"),
        Part("meaning around", round(near, 3), "with what stands around it"),
        Part("words", round(_WORDS_TOLD * words, 3), f"{words:.0%} of those of the claim, by how rare they are"),
        Part("words around", round(_WORDS_TOLD * words_around, 3), f"{words_around:.0%} with what stands around it"),
    )


def _beyond(claim: WeightedClaim, found: Vectors) -> Vectors:
    """Return the cosines of vectors with that of the claim, without what all passages share."""
    one, others = claim.vector - claim.background, found - claim.background
    lengths = np.linalg.norm(others, axis=1) * np.linalg.norm(one)
    return np.asarray(others @ one / np.maximum(lengths, 1e-9), dtype=np.float32)


def _share(claim: WeightedClaim, texts: Iterable[str]) -> float:
    """Return the share of the words of a claim that stand in texts, by weight: 0 to 1."""
    there = frozenset[str]().union(*map(_stems, texts))
    return sum(weight for stem, weight in claim.weights.items() if stem in there) / (sum(claim.weights.values()) or 1.0)


def on_matter(claim: WeightedClaim, one: ComparableStatement, meaning: Vectors) -> Stance | None:
    """Return how a statement on the matter of a claim stands to it: neutral where it does not bear on it in words.

    None where no passage of it tells anything. `meaning` is as in `stance`.
    """
    if not one.passages:
        return None
    cosines = (meaning @ claim.vector).tolist()
    place = cosines.index(max(cosines))
    wanted = stems_of(f"… {claim.text}")  # but for names: a name in common says little of what is said
    share = len(wanted & stems_of(" ".join(one.passages))) / max(1, len(wanted))
    because = (
        Part("meaning", round(cosines[place], 3), "closest passage"),
        Part("words", round(_WORDS * share, 3), f"{share:.0%} of those of the claim"),
    )
    own = stems_of(f"… {one.passages[place]}")
    close = cosines[place] >= OPPOSED and len(wanted & own) >= _SHARED * min(len(wanted), len(own))
    kind, why = _side(one, place, claim, close)
    if kind != "questions" and not claim.judge and total(because) < TAKES_SIDE:
        kind, why = "neutral", "on the same matter, in other words"
    return Stance(one.id, kind, one.passages[place], (*because, Part("side", 0.0, why)))


def _side(one: ComparableStatement, place: int, claim: WeightedClaim, close: bool) -> tuple[StanceKind, str]:
    """Return the side, and what tells it."""
    if one.share("question") >= OFTEN:
        return "questions", "it asks"
    if one.share("decline") >= OFTEN:
        return "neutral", "it declines to say"
    negated = negates(claim.text, claim.language)
    if one.share("deny") >= OFTEN and not negated:
        return "denies", "its reports tell a denial"
    if claim.judge:
        return _judged(claim.judge, one.passages[place], claim.text)
    turned = turn(claim.text, one.passages[place], (negated, one.negated[place]), claim.language or one.language)
    if turned and close:
        return "denies", turned
    return "affirms", "nothing tells another side"


def _judged(judge: Judge, passage: str, claim: str) -> tuple[StanceKind, str]:
    affirms, denies = judge(passage, claim)
    why = f"your model: affirms {affirms:.2f}, denies {denies:.2f}"
    if max(affirms, denies) < LIKELIER:
        return "neutral", why
    return ("affirms" if affirms >= denies else "denies"), why


def worded(several: Sequence[ComparableStatement], meaning: Mapping[str, Vectors]) -> str:
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
