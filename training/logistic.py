"""Logistic regression with weights drawn to zero, by Newton's method: for tables small enough to hold."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

ROUNDS = 12

Floats = npt.NDArray[np.float64]


def fitted(table: Floats, right: Floats, penalty: float) -> Floats:
    """Return a weight for each column of `table` under which the rows that are `right` (0 or 1) are likeliest."""
    weights = np.zeros(table.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - chance) - penalty * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + penalty * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return weights
