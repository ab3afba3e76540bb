"""Position changes: how a speaker's later words on a topic stand to the earlier ones.

Both passages are shown; that a speaker changed their mind is not said: only that the words differ, or that the speaker
says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.linking.lexical_overlap import are_comparable
from onrecord.linking.relations.candidates import is_later
from onrecord.linking.relations.closeness import Closest, by_closeness
from onrecord.linking.relations.opposition import turn
from onrecord.linking.relations.promises import says
from onrecord.models.embeddings import Vectors
from onrecord.thresholds import OFTEN, REPEATS, SAME_AGAIN, SHIFTS, TAKES_BACK
from onrecord.types import ComparableStatement, Manner, Part, Relation

_OWN_WORDS: Mapping[str, Manner] = {"taken back": "takes back", "explained": "explains"}


def may_stand_to(one: ComparableStatement, other: ComparableStatement) -> bool:
    """Tell whether `one` may repeat the earlier statement `other` of its speaker, or depart from it."""
    return is_later(one, other) or any(_speaks_of_own_words(one, other, phrase) for phrase in _OWN_WORDS)


def later_words(one: ComparableStatement, other: ComparableStatement, left: Vectors, right: Vectors) -> Relation | None:
    """Return how `one` stands to an earlier statement of its speaker: it departs from it in some way, or repeats it.

    `left` and `right` are the embeddings of their passages. Words of one day are related only where the later ones say
    that they take back, or explain.
    """
    pairs = list(by_closeness(left, right, min(TAKES_BACK, SHIFTS)))
    if not pairs:
        return None
    first = pairs[0]
    if first.cosine >= TAKES_BACK and (found := _own_words(one, other, first)):
        return found
    if not is_later(one, other):
        return None
    found = _departure(one, other, pairs[:1] if first.cosine >= SAME_AGAIN else pairs)
    if found or first.cosine < REPEATS:
        return found
    return Relation("repeats", one.id, other.id, *_passages(one, other, first), (first.part(),))


def _own_words(one: ComparableStatement, other: ComparableStatement, first: Closest) -> Relation | None:
    """Return that `one` says of the earlier words that it takes them back, or explains them."""
    if first.cosine >= SAME_AGAIN:
        return None
    for phrase, how in _OWN_WORDS.items():
        found = says(one, phrase)
        if found and _speaks_of_own_words(one, other, phrase):
            because = (first.part(), Part(how, 0.0, f"it says {found[1]!r}"))
            return Relation(
                "shifts", one.id, other.id, one.passages[found[0]], other.passages[first.right], because, how
            )
    return None


def _speaks_of_own_words(one: ComparableStatement, other: ComparableStatement, phrase: str) -> bool:
    return says(one, phrase) is not None and says(other, phrase) is None


def _departure(one: ComparableStatement, other: ComparableStatement, pairs: Sequence[Closest]) -> Relation | None:
    """Return in what `one` departs from earlier words, in the closest of these pairs of passages that shows it.

    A passage that another report of the earlier words, a closer one, takes no other side on departs from none of them.
    """
    agreeing: set[int] = set()
    for near in pairs:
        how, why = _manner(one, other, near)
        if how and near.left not in agreeing:
            because = (near.part(), Part("side", 0.0, why))
            return Relation("shifts", one.id, other.id, *_passages(one, other, near), because, how)
        if not how and are_comparable(*_passages(one, other, near)):
            agreeing.add(near.left)
    return None


def _manner(one: ComparableStatement, other: ComparableStatement, near: Closest) -> tuple[Manner, str]:
    """Return in what later words depart from earlier ones, and what shows it; "" where they do not."""
    left, right = near.left, near.right
    if near.cosine < SHIFTS:
        return "", ""
    if {_main_act(one), _main_act(other)} == {"deny", "confirm"}:
        return "reverses", "one denies, the other admits"
    if one.language == other.language and not are_comparable(*_passages(one, other, near)):
        return "", ""  # likeness without words in common is too little to know a turn from another topic
    negated = (one.negated[left], other.negated[right])
    demands = [each.share("demand") >= OFTEN for each in (one, other)]
    if demands[0] == demands[1] and (turned := turn(*_passages(one, other, near), negated, one.language)):
        return "reverses", turned
    if near.cosine < REPEATS or one.language != other.language:
        return "", ""
    if one.conditional[left] != other.conditional[right]:
        return ("adds a condition" if one.conditional[left] else "drops a condition"), "only one sets a condition"
    if one.firmness[left] != other.firmness[right]:
        firmer = one.firmness[left] > other.firmness[right]
        return ("hardens" if firmer else "softens"), "one insists more or hedges less than the other"
    return "", ""


def _passages(one: ComparableStatement, other: ComparableStatement, near: Closest) -> tuple[str, str]:
    return one.passages[near.left], other.passages[near.right]


def _main_act(one: ComparableStatement) -> str:
    return max(sorted(set(one.acts)), key=one.acts.count, default="")
