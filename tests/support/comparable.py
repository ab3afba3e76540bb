"""Statements made by hand as linking compares them, and embeddings that give the cosines asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from onrecord.types import ComparableStatement

DAY = 742_000
"""A day, counted from 0001-01-01."""


def made(name: str, *passages: str, **changes: Any) -> ComparableStatement:
    """Return a statement of Oda Lunn on one day, in a story of its own, which asserts, plainly."""
    count = len(passages)
    plain: dict[str, Any] = {
        "actor": "lunn",
        "speaker": "Oda Lunn",
        "acts": ("assert",),
        "negated": (False,) * count,
        "firmness": (0,) * count,
        "conditional": (False,) * count,
        "stories": frozenset({f"story of {name}"}),
        "days": (DAY, DAY),
        "language": "en",
    }
    return ComparableStatement(id=name, passages=passages, **(plain | changes))


def saying(one: ComparableStatement, *passages: str, **changes: Any) -> ComparableStatement:
    """Return a statement with other passages, which neither negate nor insist unless it is said."""
    plain = made(one.id, *passages)
    marks = {"negated": plain.negated, "firmness": plain.firmness, "conditional": plain.conditional}
    return replace(one, passages=passages, **(marks | changes))


def with_cosines(cosines: Sequence[Sequence[float]]) -> tuple[Any, Any]:
    """Return embeddings of the passages of two statements: rows of the first, columns of the other."""
    matrix = np.asarray(cosines, dtype=np.float64)  # finer than the model's, so that a cosine is what it is called
    return np.eye(len(matrix)), matrix.T
