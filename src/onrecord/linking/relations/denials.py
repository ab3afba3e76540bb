"""Relations: which earlier statement one denies, from named parts of a score; and how it stands to a speaker's own.

They are observations: two passages with what speaks for holding them against each other. Whether a denial is true, or a
speaker changed their mind, is not said. Likeness of meaning finds the matter, never the side taken on it: that is told
by the acts of the words and by negation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.lexicons.modality import partly
from onrecord.lexicons.outlets import is_media, outlet_kind
from onrecord.linking.lexical_overlap import are_comparable, stems_of, words_of
from onrecord.linking.relations.position_changes import Closest, closest, fates, later_words
from onrecord.models.embeddings import Vectors
from onrecord.thresholds import DENIES, OFTEN
from onrecord.types import ComparableStatement, Manner, Part, Relation, total

Meaning = Mapping[str, Vectors]
_MATTER = 0.85  # cosine of two passages on one matter
_SOON = 14  # days within which a denial mostly follows
_NEAR_DAYS = 30  # days within which statements in two languages are compared
_MOST = 40  # statements with which one is compared


def candidates(one: ComparableStatement, others: Iterable[ComparableStatement]) -> list[ComparableStatement]:
    """Return the statements worth holding against `one`: told in a story with it, or of its actor on a like matter."""
    return _nearest((_kinship(one, other), other) for other in others if other.id != one.id)


def answering(one: ComparableStatement, others: Iterable[ComparableStatement]) -> list[ComparableStatement]:
    """Return the statements of which `one` is worth holding against: those that may answer it, the likeliest first."""
    later = (other for other in others if other.id != one.id and other.passages and _may_precede(one, other))
    return _nearest((_kinship(other, one), other) for other in later)


def related(one: ComparableStatement, others: Sequence[ComparableStatement], meaning: Meaning) -> tuple[Relation, ...]:
    """Return how `one` stands to earlier statements, likeliest first; at most one that it denies, one it takes back.

    `meaning` holds for each id a vector for each of its passages.
    """
    if not one.passages:
        return ()
    denials: list[Relation] = []
    own: list[Relation] = []
    for other in others:
        if not other.passages or not _may_precede(other, one):
            continue
        near = closest(meaning[one.id], meaning[other.id])
        told = list(fates(one, other, near))
        own += told
        if one.actor == other.actor:
            own += [] if told else later_words(one, other, meaning[one.id], meaning[other.id])
        else:
            because = tuple(part for part in _denial(one, other, near) if part.score)
            if total(because) >= DENIES:
                passages = (one.passages[near.left], other.passages[near.right])
                denials.append(Relation("denies", one.id, other.id, *passages, because, _manner(one, near.left)))
    denials.sort(key=lambda relation: (-relation.score, relation.right))
    own.sort(key=lambda relation: (-relation.score, relation.right))
    back = [relation for relation in own if relation.how in ("takes back", "explains")]
    return (*denials[:1], *(relation for relation in own if relation not in back[1:]))


def _nearest(found: Iterable[tuple[float, ComparableStatement]]) -> list[ComparableStatement]:
    return [other for kinship, other in sorted(found, key=lambda pair: (-pair[0], pair[1].id)) if kinship > 0][:_MOST]


def _kinship(one: ComparableStatement, other: ComparableStatement) -> float:
    told_together = len(one.stories & other.stories)
    if told_together:
        return 10.0 + told_together
    if one.actor != other.actor:
        return 5.0 if _is_named(other, one) and _days_between(one, other) <= _SOON else 0.0
    if one.language != other.language:
        return 1.0 if _days_between(one, other) <= _NEAR_DAYS else 0.0
    if not any(are_comparable(a, b) for a in one.passages for b in other.passages):
        return 0.0
    return 1.0 + len(stems_of(" ".join(one.passages)) & stems_of(" ".join(other.passages))) / 100


def _may_precede(earlier: ComparableStatement, later: ComparableStatement) -> bool:
    if earlier.days is None or later.days is None:
        return earlier.actor != later.actor and bool(earlier.stories & later.stories)
    return earlier.days[0] <= later.days[1] + (earlier.actor != later.actor)


def _denial(one: ComparableStatement, other: ComparableStatement, near: Closest) -> Iterator[Part]:
    share = one.share("deny")
    if share >= OFTEN:
        yield Part("act", 1.5, "a third of its reports or more tell a denial")
    elif share:
        yield Part("act", 0.8, "some of its reports tell a denial")
    else:
        yield Part("act", -9.0, "nothing in it denies")
    together = len(one.stories & other.stories)
    yield Part("told together", min(1.5, 0.8 * together), f"in {together} {'story' if together == 1 else 'stories'}")
    yield Part("meaning", _clipped(10 * (near.cosine - _MATTER)), f"closest passages {near.cosine:.2f}")
    if _is_named(other, one):
        yield Part("named", 1.0, f"it names {other.speaker}")
    if one.negated[near.left] and other.negated[near.right]:
        yield Part("negation", -1.5, "both of the closest passages are negated")
    if is_media(one.passages[near.left]) and outlet_kind(other.speaker):
        yield Part("answers the press", 0.5, "it speaks of a report, the other is an outlet")
    if other.share("question") >= OFTEN:
        yield Part("act of the other", -1.5, "that is a question")
    if other.share("deny") >= OFTEN:
        yield Part("act of the other", -1.5, "that is a denial itself")
    if one.share("confirm") >= OFTEN:
        yield Part("act", -1.5, "a third of its reports or more tell an admission")
    if _days_between(one, other) > _SOON:
        yield Part("days", -1.0, f"more than {_SOON} days later")


def _manner(one: ComparableStatement, place: int) -> Manner:
    """Tell whether a denial sets a condition ("even if it is genuine"), or is one of a part of what it denies."""
    if any(one.conditional):
        return "conditionally"
    return "in part" if partly(one.passages[place], one.language) else ""


def _is_named(who: ComparableStatement, one: ComparableStatement) -> bool:
    """Tell whether the words of `one` hold the last word of the other's name."""
    name = words_of(who.speaker)
    return bool(name) and len(name[-1]) > 3 and any(name[-1] in words_of(passage) for passage in one.passages)


def _days_between(one: ComparableStatement, other: ComparableStatement) -> int:
    if one.days is None or other.days is None:
        return 0
    return max(0, max(one.days[0], other.days[0]) - min(one.days[1], other.days[1]))


def _clipped(score: float) -> float:
    return round(min(1.0, max(-1.5, score)), 3)
