"""`python -m bench.shapes [text|linking] [--largest N] [--only NAME]`: growth of time with the size of the input.

Ends with 1 where time grows faster than it may, or a text takes longer than it may.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from bench.shapes import linking, text
from bench.shapes.slopes import Slope


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of shapes: what measures them, its largest size, and how fast time may grow and how long one may take."""

    measured: Callable[[int, str], Iterator[Slope]]
    largest: int
    unit: str
    exponent: float
    seconds_per_100k: float

    def is_passed(self, slope: Slope) -> bool:
        """Tell whether a shape stays within its bounds."""
        return slope.exponent <= self.exponent and slope.seconds_per_100k <= self.seconds_per_100k


KINDS = {
    "text": Kind(text.measured, 1_000_000, "bytes", 1.15, 10.0),
    "linking": Kind(linking.measured, 100_000, "quotations", 1.2, float("inf")),
}


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.shapes", description=__doc__)
    parser.add_argument("kind", nargs="?", choices=[*KINDS], help="only the shapes of this kind")
    parser.add_argument("--largest", type=int, metavar="N", help="no size larger than this")
    parser.add_argument("--only", default="", metavar="NAME", help="only shapes with this in their name")
    arguments = parser.parse_args()
    chosen = {name: kind for name, kind in KINDS.items() if arguments.kind in (None, name)}
    return max(_shown(name, kind, arguments.largest or kind.largest, arguments.only) for name, kind in chosen.items())


def _shown(name: str, kind: Kind, largest: int, only: str) -> int:
    """Print the table of a kind of shapes; return 1 if one is out of bounds, else 0."""
    table = Table("shape", kind.unit, "CPU-seconds", "exponent", "per 100,000", "", title=f"Shapes of {name}")
    failed = 0
    for slope in kind.measured(largest, only):
        passed = kind.is_passed(slope)
        failed += not passed
        numbers = (f"{slope.sizes[-1]:,}", f"{slope.seconds[-1]:.2f}", f"{slope.exponent:.2f}")
        table.add_row(slope.name, *numbers, f"{slope.seconds_per_100k:.2f}", "" if passed else "out of bounds")
        print(slope.name, *numbers, "" if passed else "out of bounds", file=sys.stderr, flush=True)
    console = Console(width=120)
    console.print(table)
    console.print(f"{table.row_count} shapes, {failed} out of bounds: exponent over {kind.exponent}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
