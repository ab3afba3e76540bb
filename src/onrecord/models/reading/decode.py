"""From scores to spans: cues out of tags, and the best labelling of what belongs to a cue.

The labels of a cue's arguments: outside; content as begin, inside, end, single; source as begin, inside. A content
may have several parts, a source has one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from onrecord.models.reading.units import Ints
from onrecord.types import NamedKind

Floats = npt.NDArray[np.float32]
Range = tuple[int, int]

NO_CUE, BEGIN_CUE, INSIDE_CUE = range(3)
OUTSIDE, BEGIN, INSIDE, END, SINGLE, BEGIN_SOURCE, INSIDE_SOURCE = range(7)
LABELS = 7
MENTIONS: tuple[NamedKind, ...] = ("person", "organisation", "place", "nationality", "date")
"""What the tags of mentions name; tag 0 is none, 2k + 1 begins and 2k + 2 goes on with the k-th of them."""

REACH = 128  # units on either side of a cue in which its content and source are looked for
FEW_CUES, CHARACTERS_PER_CUE, CHARACTERS_PER_LIKELY_CUE = 6, 50, 12
"""Possible cues of a window that are looked at in any case; of more, the likeliest, one for so many characters.

Those that are more likely cues than not may stand closer: in a dialogue, every second or third word is one.
"""
LIKELY = 0.5
NEAR, STEP, FARTHEST = 16, 4, 48  # a bucket of distances for each number of units up to NEAR, then for each STEP
DISTANCES = 2 * FARTHEST + 1

_NEXT = {
    OUTSIDE: (OUTSIDE, BEGIN, SINGLE, BEGIN_SOURCE),
    BEGIN: (INSIDE, END),
    INSIDE: (INSIDE, END),
    END: (OUTSIDE, BEGIN, SINGLE, BEGIN_SOURCE),
    SINGLE: (OUTSIDE, BEGIN, SINGLE, BEGIN_SOURCE),
    BEGIN_SOURCE: (OUTSIDE, BEGIN, SINGLE, INSIDE_SOURCE),
    INSIDE_SOURCE: (OUTSIDE, BEGIN, SINGLE, INSIDE_SOURCE),
}
FORBIDDEN = np.array([[b not in _NEXT[a] for b in range(LABELS)] for a in range(LABELS)])
"""FORBIDDEN[a, b]: label b cannot follow label a."""
CANNOT_START = np.isin(np.arange(LABELS), (INSIDE, END, INSIDE_SOURCE))
CANNOT_END = np.isin(np.arange(LABELS), (BEGIN, INSIDE))
IMPOSSIBLE = -1e4


def softmax(scores: Floats) -> Floats:
    """Return probabilities along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return result


def cues(tags: Floats, segment: Ints, floor: float) -> list[Range]:
    """Return the runs of units that may be a cue: each unit with a probability of at least `floor`."""
    chance = softmax(tags)
    inside = 1 - chance[:, NO_CUE] >= floor
    begins = inside & (chance[:, BEGIN_CUE] > chance[:, INSIDE_CUE])
    before = np.concatenate([[False], inside[:-1]]) & (np.diff(segment, prepend=-1) == 0)
    starts = inside & (begins | ~before)
    found = []
    for start in np.flatnonzero(starts).tolist():
        end = start + 1
        while end < len(inside) and inside[end] and not starts[end]:
            end += 1
        found.append((start, end))
    return found


def likeliest(found: Sequence[Range], tags: Floats, characters: int) -> tuple[list[Range], list[Range]]:
    """Return the cues of a window of so many characters that are looked at, and the likely ones that are not."""
    some = max(FEW_CUES, characters // CHARACTERS_PER_CUE)
    if len(found) <= some:
        return list(found), []
    sure = 1 - softmax(tags)[:, NO_CUE]
    chance = {cue: float(sure[slice(*cue)].max()) for cue in found}
    likely = sum(each > LIKELY for each in chance.values())
    most = max(some, min(likely, characters // CHARACTERS_PER_LIKELY_CUE))
    best = set(sorted(found, key=lambda cue: -chance[cue])[:most])
    return [cue for cue in found if cue in best], [cue for cue in found if cue not in best and chance[cue] > LIKELY]


def reach(cue: Range, segment: Ints, introduces: Sequence[bool]) -> Range:
    """Return the range of units in which the arguments of `cue` are looked for.

    This is its paragraph, and the next one where a colon at the end of the first introduces it.
    """
    own = int(segment[cue[0]])
    last = own + 1 if introduces[own] else own
    start = int(np.searchsorted(segment, own, side="left"))
    end = int(np.searchsorted(segment, last, side="right"))
    return max(start, cue[0] - REACH), min(end, cue[1] + REACH)


def distances(anchor: Range, within: Range, step: int = STEP, farthest: int = FARTHEST) -> Ints:
    """Return the bucket of the distance of each unit from the anchor: signed, 0 inside, wider with distance."""
    at = np.arange(*within)
    apart = np.where(at < anchor[0], at - anchor[0], np.where(at >= anchor[1], at - anchor[1] + 1, 0))
    size = np.abs(apart)
    bucket = np.where(size <= NEAR, size, np.minimum(NEAR + (size - NEAR) // step + 1, farthest))
    return np.sign(apart) * bucket + farthest


def best_labels(emissions: Floats, transitions: Floats, lengths: Ints) -> tuple[Ints, Floats]:
    """Return the best allowed labelling of each row and its log-probability (Viterbi; Lafferty et al. 2001).

    `emissions` has shape (rows, units, labels); `transitions` has (labels + 2, labels): from label to label, then
    what may start and what may end. Beyond its length, labels of a row mean nothing.
    """
    order = np.argsort(-lengths, kind="stable")  # the longest first, so that those that go on are always the first
    going = np.searchsorted(-lengths[order], -np.arange(emissions.shape[1]))  # how many go on at each unit
    turned = np.ascontiguousarray(emissions[order].transpose(1, 2, 0))  # units, labels, rows
    labels = np.zeros(emissions.shape[:2], dtype=np.int64)
    scores = np.zeros(len(lengths), dtype=np.float32)
    labels[order], best = _best_paths(turned, transitions, going)
    scores[order] = best - _log_of_all(turned, transitions, going)
    return labels, scores


def _best_paths(emissions: Floats, transitions: Floats, going: Ints) -> tuple[Ints, Floats]:
    """Return the best labels of each row, and their scores."""
    step, first, last = transitions[:LABELS], transitions[LABELS], transitions[LABELS + 1]
    width, _, rows = emissions.shape
    best = np.empty_like(emissions)  # scores of the best way to each label
    best[0] = emissions[0] + first[:, None]
    ends = best[0].copy()
    for n, live in enumerate(going[1:].tolist(), 1):
        ways = best[n - 1, :, None, :live] + step[:, :, None]
        best[n, :, :live] = ends[:, :live] = ways.max(axis=0) + emissions[n, :, :live]
    ends += last[:, None]
    here = ends.argmax(axis=0)
    labels = np.empty((width, rows), dtype=np.int64)
    labels[-1] = here
    for n in range(width - 1, 0, -1):
        live = int(going[n])
        here[:live] = (best[n - 1, :, :live] + step[:, here[:live]]).argmax(axis=0)
        labels[n - 1] = here
    return labels.T, ends.max(axis=0)


def _log_of_all(emissions: Floats, transitions: Floats, going: Ints) -> npt.NDArray[np.float64]:
    """Return for each row the logarithm of the sum over all labellings, each step scaled to a sum of one."""
    likely = emissions.astype(np.float64)
    tops = likely.max(axis=1)
    likely = np.exp(likely - tops[:, None])
    chances = np.exp(transitions.astype(np.float64))
    onwards, first, last = chances[:LABELS].T, chances[LABELS], chances[LABELS + 1]
    here = likely[0] * first[:, None]
    sums = np.ones_like(tops)
    for n, live in enumerate(going[1:].tolist(), 1):
        reached = (onwards @ here[:, :live]) * likely[n, :, :live]
        sums[n, :live] = reached.sum(axis=0)
        here[:, :live] = reached / sums[n, :live]
    is_live = np.arange(tops.shape[1]) < going[:, None]
    return np.asarray(np.log(last @ here) + np.log(sums).sum(axis=0) + np.where(is_live, tops, 0).sum(axis=0))


def parts(labels: Ints) -> tuple[list[Range], Range | None]:
    """Return the ranges of content, and that of the source, in one labelling."""
    content: list[Range] = []
    sources: list[Range] = []
    for n, label in enumerate(labels.tolist()):
        if label in (BEGIN, SINGLE):
            content.append((n, n + 1))
        elif label in (INSIDE, END):
            content[-1] = (content[-1][0], n + 1)
        elif label == BEGIN_SOURCE:
            sources.append((n, n + 1))
        elif label == INSIDE_SOURCE:
            sources[-1] = (sources[-1][0], n + 1)
    return content, max(sources, key=lambda source: source[1] - source[0], default=None)


def mentions(tags: Floats) -> list[tuple[Range, NamedKind]]:
    """Return the ranges of units that name somebody or something, and what sort of thing that is."""
    found: list[tuple[Range, NamedKind]] = []
    best = tags.argmax(axis=-1).tolist()
    for n, tag in enumerate(best):
        kind = MENTIONS[max(0, tag - 1) // 2]
        goes_on = tag and tag % 2 == 0 and found and found[-1][0][1] == n and found[-1][1] == kind
        if goes_on:
            found[-1] = ((found[-1][0][0], n + 1), kind)
        elif tag:
            found.append(((n, n + 1), kind))
    return found
