"""What the demo's gold says of the program must not get worse than the floors that are pinned."""

from __future__ import annotations

import pytest

from bench import floors


@pytest.fixture(scope="module")
def measured() -> dict[str, float | str]:
    return floors.measured()


def test_the_floors_were_set_on_this_gold(measured: dict[str, float | str]) -> None:
    assert measured["gold"] == floors.pinned()["gold"], "texts or labels changed: measure again and pin new floors"


@pytest.mark.parametrize("name", [name for name in floors.pinned() if name != "gold"])
def test_no_score_falls_below_its_floor(measured: dict[str, float | str], name: str) -> None:
    assert float(measured[name]) >= floors.pinned()[name]
