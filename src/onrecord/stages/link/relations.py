"""Relations: which earlier statement one denies, repeats or departs from, from named parts of a score.

They are observations: two passages with what speaks for holding them against each other. Whether a denial is true, or a
speaker changed their mind, is not said. Likeness of meaning finds the matter, never the side taken on it: that is told
by the acts of the words and by negation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.models.meaning import Vectors
from onrecord.stages.link.wording import are_comparable, stems_of, words_of
from onrecord.stages.resolve.outlets import is_press, outlet_kind
from onrecord.thresholds import DENIES, OFTEN, REPEATS, SHIFTS
from onrecord.types import Part, Relation, Utterance, total

Meaning = Mapping[str, Vectors]
_MATTER = 0.85  # cosine of two passages on one matter
_SOON = 14  # days within which a denial mostly follows
_NEAR_DAYS = 30  # days within which statements in two languages are compared
_MOST = 40  # statements with which one is compared


@dataclass(frozen=True, slots=True)
class _Closest:
    """The two passages of two statements that are closest in meaning, by number, and how close."""

    left: int
    right: int
    cosine: float


def candidates(one: Utterance, others: Iterable[Utterance]) -> list[Utterance]:
    """Return the statements worth holding against `one`: told in a story with it, or of its actor on a like matter."""
    found = [(_kinship(one, other), other) for other in others if other.id != one.id]
    return [other for kinship, other in sorted(found, key=lambda pair: (-pair[0], pair[1].id)) if kinship > 0][:_MOST]


def related(one: Utterance, others: Sequence[Utterance], meaning: Meaning) -> tuple[Relation, ...]:
    """Return how `one` stands to earlier statements, the likeliest first; at most one statement that it denies.

    `meaning` holds for each id a vector for each of its passages.
    """
    if not one.passages:
        return ()
    denials: list[Relation] = []
    own: list[Relation] = []
    for other in others:
        if not other.passages or not _may_precede(other, one):
            continue
        closest = _closest(meaning[one.id], meaning[other.id])
        if one.actor == other.actor:
            own += _of_one_speaker(one, other, closest)
        else:
            because = tuple(part for part in _denial(one, other, closest) if part.score)
            if total(because) >= DENIES:
                denials.append(_relation("denies", one, other, closest, because))
    denials.sort(key=lambda relation: (-relation.score, relation.right))
    own.sort(key=lambda relation: (-relation.score, relation.right))
    return (*denials[:1], *own)


def _kinship(one: Utterance, other: Utterance) -> float:
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


def _may_precede(earlier: Utterance, later: Utterance) -> bool:
    if earlier.days is None or later.days is None:
        return earlier.actor != later.actor and bool(earlier.stories & later.stories)
    if earlier.actor == later.actor:
        return earlier.days[1] < later.days[0]
    return earlier.days[0] <= later.days[1] + 1


def _closest(left: Vectors, right: Vectors) -> _Closest:
    cosines = left @ right.T
    row, column = np.unravel_index(int(cosines.argmax()), cosines.shape)
    return _Closest(int(row), int(column), float(cosines[row, column]))


def _denial(one: Utterance, other: Utterance, closest: _Closest) -> Iterator[Part]:
    share = one.share("deny")
    if share >= OFTEN:
        yield Part("act", 1.5, "a third of its reports or more tell a denial")
    elif share:
        yield Part("act", 0.8, "some of its reports tell a denial")
    else:
        yield Part("act", -9.0, "nothing in it denies")
    together = len(one.stories & other.stories)
    yield Part("told together", min(1.5, 0.8 * together), f"in {together} {'story' if together == 1 else 'stories'}")
    yield Part("meaning", _clipped(10 * (closest.cosine - _MATTER)), f"closest passages {closest.cosine:.2f}")
    if _is_named(other, one):
        yield Part("named", 1.0, f"it names {other.speaker}")
    if one.negated[closest.left] and other.negated[closest.right]:
        yield Part("negation", -1.5, "both of the closest passages are negated")
    if is_press(one.passages[closest.left]) and outlet_kind(other.speaker):
        yield Part("answers the press", 0.5, "it speaks of a report, the other is an outlet")
    if other.share("question") >= OFTEN:
        yield Part("act of the other", -1.5, "that is a question")
    if other.share("deny") >= OFTEN:
        yield Part("act of the other", -1.5, "that is a denial itself")
    if one.share("confirm") >= OFTEN:
        yield Part("act", -1.5, "a third of its reports or more tell an admission")
    if _days_between(one, other) > _SOON:
        yield Part("days", -1.0, f"more than {_SOON} days later")


def _of_one_speaker(one: Utterance, other: Utterance, closest: _Closest) -> Iterator[Relation]:
    turned = one.negated[closest.left] != other.negated[closest.right]
    acts = {_main(one), _main(other)}
    turned = turned or acts == {"deny", "confirm"}
    meaning = Part("meaning", round(closest.cosine, 3), "closest passages")
    if turned and closest.cosine >= SHIFTS:
        how = "one of the closest passages is negated, the other is not"
        how = "one denies, the other admits" if acts == {"deny", "confirm"} else how
        yield _relation("shifts", one, other, closest, (meaning, Part("side", 0.0, how)))
    elif not turned and closest.cosine >= REPEATS:
        yield _relation("repeats", one, other, closest, (meaning,))


def _relation(kind: str, one: Utterance, other: Utterance, closest: _Closest, because: tuple[Part, ...]) -> Relation:
    passages = (one.passages[closest.left], other.passages[closest.right])
    return Relation(kind, one.id, other.id, *passages, because)  # type: ignore[arg-type]


def _main(one: Utterance) -> str:
    return max(sorted(set(one.acts)), key=one.acts.count, default="")


def _is_named(who: Utterance, one: Utterance) -> bool:
    """Tell whether the words of `one` hold the last word of the other's name."""
    name = words_of(who.speaker)
    return bool(name) and len(name[-1]) > 3 and any(name[-1] in words_of(passage) for passage in one.passages)


def _days_between(one: Utterance, other: Utterance) -> int:
    if one.days is None or other.days is None:
        return 0
    return max(0, max(one.days[0], other.days[0]) - min(one.days[1], other.days[1]))


def _clipped(score: float) -> float:
    return round(min(1.0, max(-1.5, score)), 3)
