"""Understanding: who spoke, when, to whom, where, through whom, and what the words do, of the quotations found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bench import attribute, classify, confidence, context, dates
from bench.matched import Found
from bench.score import Score

Right = Callable[[Found], bool]
Answer = tuple[float, bool]
"""How sure a field is said to be, and whether it is right."""

ACTS: Final = ("deny", "accuse", "promise", "demand")
"""The acts on which most depends, each with a score of its own."""

WRONG_NAME: Final = "wrong persons named, of all"
APART: Final = "stated and right apart"
MACRO: Final = "act, macro F1"


def figures(found: Sequence[Found], is_right: Right) -> dict[str, float | None]:
    """Return F1 of each score, of acts also the mean, and how far probabilities lie from what is right.

    `is_right` tells whether a speaker is. None stands where no probability is measured.
    """
    told = {name: score.f1 for name, score in scores(found, is_right).items()}
    apart = {f"{name}: {APART}": error(seen) for name, seen in answers(found, is_right).items()}
    return told | {MACRO: macro(found)} | apart


def scores(found: Sequence[Found], is_right: Right) -> dict[str, Score]:
    """Return the scores of which there are labels; those of single acts are of the main act."""
    made = _speakers(found, is_right) | {"day": dates.score(found)} | context.score(found) | classify.score(found)
    made |= {f"act, {name}": score for name, score in by_act(found).items() if name in ACTS}
    made |= {"polarity": _same(found, "pol", "polarity"), "modality": _same(found, "modality", "modality")}
    return {name: score for name, score in made.items() if score.gold or score.predicted}


def by_act(found: Sequence[Found]) -> dict[str, Score]:
    """Return the score of each act that is the main one in the gold anywhere."""
    pairs = [(one.row.label["act"], one.quotation.act) for one in found]
    return {
        act: Score(
            pairs.count((act, act)), sum(told == act for _, told in pairs), sum(gold == act for gold, _ in pairs)
        )
        for act in sorted({gold for gold, _ in pairs if gold})
    }


def macro(found: Sequence[Found]) -> float:
    """Return the mean F1 of all acts in the gold."""
    each = by_act(found)
    return sum(score.f1 for score in each.values()) / max(1, len(each))


def answers(found: Sequence[Found], is_right: Right) -> dict[str, list[Answer]]:
    """Return how sure speakers, days and acts are said to be, and which are right; what is not measured is left out."""
    tests: dict[str, Right] = {"speaker": is_right, "said": dates.is_right, "act": is_act_right}
    return {
        name: [(sure, test(one)) for one in found if (sure := getattr(one.quotation.probabilities, name)) is not None]
        for name, test in tests.items()
    }


def is_act_right(one: Found) -> bool:
    """Tell whether the main act is that of the gold."""
    return bool(one.quotation.act == one.row.label["act"])


def error(seen: Sequence[Answer]) -> float | None:
    """Return the expected calibration error, None of nothing."""
    return confidence.error(confidence.binned(seen)) if seen else None


def _speakers(found: Sequence[Found], is_right: Right) -> dict[str, Score]:
    """Return the speakers right, of pronouns and descriptions, where a person is named, and the wrong persons named."""
    names = ("speaker", "speaker, pronouns and descriptions", "speaker, where a person is named", WRONG_NAME)
    made = dict.fromkeys(names, Score())
    for one in found:
        right, speaker = is_right(one), one.quotation.speaker
        person = speaker is not None and speaker.kind == "person"
        counted = (True, attribute.is_anaphoric(one), person, True)
        for name, counts, hit in zip(names, counted, (right, right, right, person and not right), strict=True):
            made[name] += Score(counts and hit, counts, counts)
    return made


def _same(found: Sequence[Found], label: str, field: str) -> Score:
    labelled = [one for one in found if one.row.label.get(label)]
    right = sum(getattr(one.quotation, field) == one.row.label[label] for one in labelled)
    return Score(right, len(labelled), len(labelled))
