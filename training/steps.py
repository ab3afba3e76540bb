"""Steps of a training run: one of learning, one of the running average of weights, and what is kept after an epoch."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

_STEEPEST = 5.0  # norm of the gradients at most


def learn(
    network: nn.Module, loss: Tensor, optimiser: torch.optim.Optimizer, schedule: torch.optim.lr_scheduler.LambdaLR
) -> None:
    """Change the weights of a network by a step against the slope of a loss."""
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), _STEEPEST)
    optimiser.step()
    schedule.step()


def follow(average: Mapping[str, Tensor], network: nn.Module, step: int, most: float) -> None:
    """Move the average towards the weights of a network; of its own it keeps a share that rises with `step`."""
    keep = min(most, (step + 1) / (step + 10))
    with torch.no_grad():
        for name, value in network.state_dict().items():
            average[name].mul_(keep).add_(value, alpha=1 - keep)


def save(state: Mapping[str, Any], path: Path) -> None:
    """Write what it takes to go on, all or nothing."""
    aside = path.with_suffix(".part")
    torch.save(dict(state), aside)
    aside.replace(path)
