"""No input floods a record with problems: the first of each kind are kept, the others counted."""

from __future__ import annotations

from onrecord.types import Problem
from onrecord.types.problems import MOST_KINDS, MOST_OF_A_KIND, first_of_each_kind

MANY = [Problem("extract", f"mark {n} is never closed", remedy="Close it.") for n in range(MOST_OF_A_KIND + 1234)]


def test_few_problems_are_as_they_were() -> None:
    assert first_of_each_kind(MANY[:MOST_OF_A_KIND], "a.txt") == tuple(MANY[:MOST_OF_A_KIND])


def test_of_many_the_first_are_kept_and_the_others_counted() -> None:
    rare = Problem("extract", "a day in two months", remedy="Look it up.")
    *kept, counted = first_of_each_kind([*MANY, rare], "a.txt")
    assert kept == [*MANY[:MOST_OF_A_KIND], rare]
    assert counted == Problem("extract", "and 1,234 more problems of the same kind", uri="a.txt", remedy="Close it.")


def test_kinds_beyond_measure_count_as_one() -> None:
    many = [Problem("made up", "a fault", remedy=str(n)) for n in range(2 * MOST_OF_A_KIND + MOST_KINDS)]
    kept = first_of_each_kind(many, "a.txt")
    assert len(kept) == MOST_KINDS + MOST_OF_A_KIND + 1
    assert "and 100 more" in kept[-1].message
