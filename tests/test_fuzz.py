"""Ten thousand mutated inputs, of every kind that is read: none fails, and what is found in them holds."""

from __future__ import annotations

from itertools import product

import pytest

from bench.fuzz import KINDS, fuzz

SHARE = 250
SHARES = 5  # of each kind


@pytest.mark.parametrize(("kind", "share"), list(product(KINDS, range(SHARES))))
def test_mutated_inputs_of_each_kind_break_nothing(kind: str, share: int) -> None:
    tally = fuzz(kind, 22, range(share * SHARE, (share + 1) * SHARE))
    assert tally.inputs == SHARE
    assert tally.stories + tally.problems > 0
    assert tally.faults == []
