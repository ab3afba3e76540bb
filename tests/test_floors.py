"""What the gold says of the program must not get worse than the floors that are pinned.

The demo's gold is always there; the other corpora are measured where they are at hand.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from bench import floors


@cache
def measured(corpus: str) -> dict[str, Any]:
    found = floors.measured(corpus)
    if found is None:
        pytest.skip(f"the corpus {corpus} is not at hand")
    return found


@pytest.mark.parametrize("corpus", floors.pinned())
def test_the_floors_were_set_on_this_gold(corpus: str) -> None:
    gold = floors.pinned()[corpus]["gold"]
    assert measured(corpus)["gold"] == gold, "texts or labels changed: measure again and pin new floors"


@pytest.mark.parametrize(("corpus", "name"), [(c, n) for c, own in floors.pinned().items() for n in own if n != "gold"])
def test_no_score_falls_below_its_floor(corpus: str, name: str) -> None:
    assert float(measured(corpus)[name]) >= floors.pinned()[corpus][name]
