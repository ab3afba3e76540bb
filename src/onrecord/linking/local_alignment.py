"""Local alignment of two sequences of words: the runs that both have in one order, none far off by chance."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from onrecord.linking.lexical_overlap import weight

_OPENED, _LONGER = 0.2, 0.02  # what a gap costs, and each word in it, beside the weight of the words that fit
_MOST_CELLS = 40_000  # pairs of words that are weighed; of more, the longest runs are taken

Block = tuple[int, int, int]  # a run that both have: where it begins in either, and how long it is


@lru_cache(maxsize=4096)
def aligned(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[Block, ...]:
    """Return the runs that two sequences have in common, in order, that weigh most for the gaps between them."""
    if left == right:
        return ((0, 0, len(left)),)
    if len(left) * len(right) > _MOST_CELLS:
        blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
        return tuple((block.a, block.b, block.size) for block in blocks if block.size)
    return tuple(_runs(_path(left, right)))


def _path(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs of places of the best local alignment (Smith and Waterman, with affine gaps)."""
    empty = (0.0, -1, -1)
    weights = list(map(weight, left))
    before: list[tuple[float, int, int]] = [empty] * (len(right) + 1)  # the best that ends before a cell, and where
    matched: dict[tuple[int, int], tuple[float, int, int]] = {}
    best = empty
    for a, word in enumerate(left):
        row = [empty]
        for b, other in enumerate(right):
            reached = max((before[b + 1][0] - _LONGER, *before[b + 1][1:]), (row[b][0] - _LONGER, *row[b][1:]), empty)
            if word == other:
                near = matched.get((a - 1, b - 1), empty)
                came = max(
                    (near[0], a - 1, b - 1) if near[0] else empty, (before[b][0] - _OPENED, *before[b][1:]), empty
                )
                matched[a, b] = (came[0] + weights[a], came[1], came[2])
                reached = max(reached, (matched[a, b][0], a, b))
                best = max(best, (matched[a, b][0], a, b))
            row.append(reached)
        before = row
    found: list[tuple[int, int]] = []
    at = best[1:]
    while at in matched:
        found.append((at[0], at[1]))
        at = matched[at][1:]
    return found[::-1]


def _runs(path: Sequence[tuple[int, int]]) -> list[Block]:
    found: list[Block] = []
    for a, b in path:
        if found and (found[-1][0] + found[-1][2], found[-1][1] + found[-1][2]) == (a, b):
            found[-1] = (found[-1][0], found[-1][1], found[-1][2] + 1)
        else:
            found.append((a, b, 1))
    return found
