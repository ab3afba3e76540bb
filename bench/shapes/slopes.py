"""Slopes: how the time of some work grows with the size of its input."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_NOISE = 0.05  # CPU-seconds; what takes less tells nothing of growth
_LARGER = 100  # how much smaller than the largest a size may be that tells of growth
_ENOUGH = 120.0  # CPU-seconds after which no larger size is tried


@dataclass(frozen=True, slots=True)
class Slope:
    """The CPU-seconds that a shape takes at each of its sizes, which grow (characters, or quotations)."""

    name: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def exponent(self) -> float:
        """The power of the size that the time grows with: least squares of logarithms, over what is not noise.

        Only the sizes of the last two powers of ten count; 0 where fewer than two took any time to speak of.
        """
        points = [
            (math.log(size), math.log(seconds))
            for size, seconds in zip(self.sizes, self.seconds, strict=True)
            if seconds >= _NOISE and size * _LARGER >= self.sizes[-1]
        ]
        return _least_squares(points) if len(points) > 1 else 0.0

    @property
    def seconds_per_100k(self) -> float:
        """CPU-seconds for each hundred thousand of the largest size."""
        return self.seconds[-1] * 100_000 / self.sizes[-1]


def _least_squares(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the line that lies nearest to all points."""
    x, y = (sum(each) / len(points) for each in zip(*points, strict=True))
    return float(sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points))


def slope(name: str, sizes: Sequence[int], prepare: Callable[[int], Callable[[], object]]) -> Slope:
    """Return how long the work takes that `prepare` gets ready for each size, smallest first; getting ready is free.

    Sizes that would take too long after the one before are left out.
    """
    seconds: list[float] = []
    for size in sizes:
        if seconds and seconds[-1] > _ENOUGH:
            break
        seconds.append(_timed(prepare(size)))
    return Slope(name, tuple(sizes[: len(seconds)]), tuple(seconds))


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start
