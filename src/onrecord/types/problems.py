"""Problems by kind: the first of each kind are kept, the others counted, so that no input floods a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from onrecord.types.text import Problem

MOST_OF_A_KIND = 100
"""Problems of one kind that are kept of a file or document."""

MOST_KINDS = 50
"""Kinds that are told apart of a file or document: all beyond count as one."""

Kind = tuple[str, str | None]
_OTHER_KINDS: Kind = ("other", None)


class ProblemCounter:
    """What has been seen of one file or document; problems of one stage with one remedy are of one kind."""

    def __init__(self) -> None:
        self._counts: Counter[Kind] = Counter()

    def keeps(self, problem: Problem) -> bool:
        """Count a problem, and tell whether it is among the first of its kind."""
        kind = (problem.stage, problem.remedy)
        if kind not in self._counts and len(self._counts) >= MOST_KINDS:
            kind = _OTHER_KINDS
        self._counts[kind] += 1
        return self._counts[kind] <= MOST_OF_A_KIND

    def others(self, uri: str) -> Iterator[Problem]:
        """Yield, for each kind of which some were not kept, a Problem that says how many."""
        for (stage, remedy), count in self._counts.items():
            if count > MOST_OF_A_KIND:
                message = f"and {count - MOST_OF_A_KIND:,} more problems of the same kind"
                yield Problem(stage, message, uri=uri, remedy=remedy)


def first_of_each_kind(problems: Iterable[Problem], uri: str) -> tuple[Problem, ...]:
    """Return the first problems of each kind, and for the others how many there are."""
    counter = ProblemCounter()
    kept = [problem for problem in problems if counter.keeps(problem)]
    return (*kept, *counter.others(uri))
