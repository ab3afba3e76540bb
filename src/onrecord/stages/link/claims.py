"""Claims: what a statement has to do with a proposition, and on which side of it it comes down.

Likeness of meaning, and words in common, tell that a statement bears on a claim. The side is told by its own evidence:
what the reports say that the words do, and negation. Whether the claim is true is not said.
"""

from __future__ import annotations

from onrecord.models.meaning import Vectors
from onrecord.stages.classify import negates
from onrecord.stages.link.wording import stems_of
from onrecord.thresholds import BEARS, OFTEN, OPPOSED
from onrecord.types import Part, Stance, StanceKind, Utterance, total

_WORDS = 0.1  # weight of all words of the claim in one statement, beside the cosine; chosen on the demo


def beginnings(claim: str) -> tuple[str, ...]:
    """Return the beginnings of the words of a claim that carry meaning, names too, the longest first."""
    return tuple(sorted(stems_of(claim.casefold()), key=lambda stem: (-len(stem), stem)))


def stance(claim: str, language: str | None, one: Utterance, claimed: Vectors, meaning: Vectors) -> Stance | None:
    """Return how a statement stands to a claim; None where it does not bear on it.

    `language` is that of the claim, None where it is not known; `claimed` is its vector, an array of shape (1, width),
    and `meaning` holds those of the statement's passages.
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
    if total(because) < BEARS:
        return None
    kind, why = _side(one, place, negates(claim, language), cosines[place])
    return Stance(one.id, kind, one.passages[place], (*because, Part("side", 0.0, why)))


def _side(one: Utterance, place: int, negated: bool, cosine: float) -> tuple[StanceKind, str]:
    """Return the side, and what tells it."""
    if one.share("question") >= OFTEN:
        return "questions", "it asks"
    if one.share("decline") >= OFTEN:
        return "neutral", "it declines to say"
    if one.share("deny") >= OFTEN and not negated:
        return "denies", "its reports tell a denial"
    if one.negated[place] != negated and cosine >= OPPOSED:
        return "denies", "one of the two is negated, the other is not"
    return "affirms", "nothing tells another side"
