"""Stances: what a statement has to do with a claim, and on which side of it it comes down.

Likeness of meaning, and words in common, show that a statement bears on a claim, and so does what stands around it,
since its own words often name the topic by "it". The side has its own evidence: what the reports say that the
words do, negation, and antonyms. Whether the claim is true is not said.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from onrecord.lexicons.modality import negates
from onrecord.linking.claims.topics import StatementContext
from onrecord.linking.lexical_overlap import stems_of
from onrecord.linking.relations.opposition import turn
from onrecord.models.embeddings import Vectors, background, vectors
from onrecord.thresholds import BEARS, LIKELIER, OFTEN, OPPOSED, OPPOSED_WORDS, TAKES_SIDE
from onrecord.types import ComparableStatement, Part, Stance, StanceKind, total

_WORDS = 0.1  # weight of all words of the claim in one statement, beside the cosine; chosen on the demo
_RARE_WORDS = 0.5  # weight of the same by how rare they are; chosen on the demo and the seeds

SideModel = Callable[[str, str], tuple[float, float]]
"""A user's own model: how likely a passage affirms a claim, and how likely it denies it."""


@dataclass(frozen=True, slots=True)
class WeightedClaim:
    """A claim as statements are compared with it: its embedding (width,), and how much each of its words weighs.

    `weights` are of the beginnings of words; `background`, of the shape of the embedding, is what those of all passages
    share; `sides` is the user's own model of sides, where there is one.
    """

    text: str
    language: str | None
    embedding: Vectors
    background: Vectors
    weights: Mapping[str, float]
    sides: SideModel | None = None


def weighted_claim(
    text: str, language: str | None, counts: Mapping[str, int], total: int, sides: SideModel | None = None
) -> WeightedClaim:
    """Return a claim as it is looked for: `counts` says in how many of `total` texts each of its `beginnings` stands.

    Raises EmbeddingError where the model of meaning cannot be loaded.
    """
    weights = {stem: math.log(1 + total / (1 + counts.get(stem, 0))) for stem in beginnings(text)}
    return WeightedClaim(text, language, vectors([text])[0], background(), weights, sides)


def beginnings(claim: str) -> tuple[str, ...]:
    """Return the beginnings of the words of a claim that carry meaning, names too, the longest first."""
    return tuple(sorted(stems_of(claim.casefold()), key=lambda stem: (-len(stem), stem)))


def stance(
    claim: WeightedClaim,
    one: ComparableStatement,
    embeddings: Vectors,
    context: StatementContext,
    context_embeddings: Vectors,
) -> Stance | None:
    """Return how a statement stands to a claim; None where it does not bear on it.

    `embeddings` are those of the statement's passages, (passages, width); `context` its words and surroundings in some
    reports, `context_embeddings` those of the latter, (reports, width).
    """
    if not one.passages:
        return None
    because = _bears(claim, embeddings, context, context_embeddings)
    if total(because) < BEARS:
        return None
    found = stance_on_topic(claim, one, embeddings)
    return found and replace(found, because=(*because, found.because[-1]))


def _bears(
    claim: WeightedClaim, embeddings: Vectors, context: StatementContext, context_embeddings: Vectors
) -> tuple[Part, ...]:
    """Return what speaks for words being about the claim; what they say is beyond what all passages share."""
    closest = float(_beyond_background(claim, embeddings).max())
    near = float(_beyond_background(claim, context_embeddings).max())
    words, words_around = _share(claim, context.words), _share(claim, context.surroundings)
    return (
        Part("meaning", round(closest, 3), "closest passage"),
        Part("meaning around", round(near, 3), "with what stands around it"),
        Part("words", round(_RARE_WORDS * words, 3), f"{words:.0%} of those of the claim, by how rare they are"),
        Part("words around", round(_RARE_WORDS * words_around, 3), f"{words_around:.0%} with what stands around it"),
    )


def _beyond_background(claim: WeightedClaim, embeddings: Vectors) -> Vectors:
    """Return the cosines of embeddings with that of the claim, without what all passages share."""
    one, others = claim.embedding - claim.background, embeddings - claim.background
    lengths = np.linalg.norm(others, axis=1) * np.linalg.norm(one)
    return np.asarray(others @ one / np.maximum(lengths, 1e-9), dtype=np.float32)


def _share(claim: WeightedClaim, texts: Iterable[str]) -> float:
    """Return the share of the words of a claim that stand in texts, by weight: 0 to 1."""
    there = frozenset[str]().union(*(stems_of(text.casefold()) for text in texts))
    return sum(weight for stem, weight in claim.weights.items() if stem in there) / (sum(claim.weights.values()) or 1.0)


def stance_on_topic(claim: WeightedClaim, one: ComparableStatement, embeddings: Vectors) -> Stance | None:
    """Return how a statement on the topic of a claim stands to it: neutral where its words do not bear on it.

    None where it has no passage. `embeddings` are as in `stance`.
    """
    if not one.passages:
        return None
    cosines = (embeddings @ claim.embedding).tolist()
    place = cosines.index(max(cosines))
    wanted = stems_of(f"… {claim.text}")  # but for names: a name in common says little of what is said
    share = len(wanted & stems_of(" ".join(one.passages))) / max(1, len(wanted))
    because = (
        Part("meaning", round(cosines[place], 3), "closest passage"),
        Part("words", round(_WORDS * share, 3), f"{share:.0%} of those of the claim"),
    )
    own = stems_of(f"… {one.passages[place]}")
    close = cosines[place] >= OPPOSED and len(wanted & own) >= OPPOSED_WORDS * min(len(wanted), len(own))
    kind, why = _side(one, place, claim, close)
    if kind != "questions" and not claim.sides and total(because) < TAKES_SIDE:
        kind, why = "neutral", "on the same topic, in other words"
    return Stance(one.id, kind, one.passages[place], (*because, Part("side", 0.0, why)))


def _side(one: ComparableStatement, place: int, claim: WeightedClaim, close: bool) -> tuple[StanceKind, str]:
    """Return the side that a passage takes, and what shows it; `close` allows a negation or an antonym to turn it."""
    if one.share("question") >= OFTEN:
        return "questions", "it asks"
    if one.share("decline") >= OFTEN:
        return "neutral", "it declines to say"
    negated = negates(claim.text, claim.language)
    if one.share("deny") >= OFTEN and not negated:
        return "denies", "its reports have it as a denial"
    if claim.sides:
        return _side_by_model(claim.sides, one.passages[place], claim.text)
    turned = turn(claim.text, one.passages[place], (negated, one.negated[place]), claim.language or one.language)
    if turned and close:
        return "denies", turned
    return "affirms", "nothing shows another side"


def _side_by_model(sides: SideModel, passage: str, claim: str) -> tuple[StanceKind, str]:
    affirms, denies = sides(passage, claim)
    why = f"your model: affirms {affirms:.2f}, denies {denies:.2f}"
    if max(affirms, denies) < LIKELIER:
        return "neutral", why
    return ("affirms" if affirms >= denies else "denies"), why
