"""Stories that vary in all that can be searched for."""

from __future__ import annotations

import random

from onrecord.types import Reading, Speaker
from tests.support.records import reading

WORDS = (
    "bridge",
    "ferry",
    "tax",
    "truce",
    "salt",
    "Bridge",
    "FERRY",
    "taxes",
    "é",
    "café",
    "Café",
    "don’t",
    "twenty-one",
)

SPEAKERS = (
    Speaker("ada", "Ada Vell", "person"),
    Speaker("bor", "Bor Tánic", "person"),
    Speaker("bor", "President Tanic", "person"),
    Speaker("lowen", "Ministry of Salt", "organisation"),
    Speaker("łuk", "Łukasz O’Vell", "person"),
    None,
)

OUTLETS = ("The Lowen Post", "Érd Wire", "Lowen Evening", None)

DAYS = ("2031-04-09", "2031-04", "2031", "2030-12-31", "2032-02-29", "2031-04-10", None)

FORMS = ("direct", "mixed", "indirect")


def made_up() -> list[Reading]:
    """Return stories that vary in all that can be searched for."""
    chance = random.Random(11)
    return [
        reading(
            f"case {number}",
            *(" ".join(chance.choices(WORDS, k=chance.randint(1, 7))) + f" n{number}x{n}" for n in range(3)),
            speaker=chance.choice(SPEAKERS),
            outlet=chance.choice(OUTLETS),
            day=chance.choice(DAYS),
            form=chance.choice(FORMS),
        )
        for number in range(80)
    ]
