"""Train the network on PolNeAR: fixed seed, resumable after each epoch, on a GPU where there is one."""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from onrecord.models.reading import decode
from onrecord.models.reading.word_pieces import WordPieces
from training.examples import Article, Cue, Example, examples
from training.network import LAYERS, Network, Pairing, chain_loss
from training.steps import follow, learn, save

SEED = 7
HELD = 42  # articles that are not trained on: the curve and the calibration of confidence come from them
EPOCHS = 6
JOINING = 4  # the epoch from which on the project's own stories are trained on, too
REPEATED = 3  # times that each of them is read in an epoch, damaged anew each time
RATE = 2e-4
PIECES = 2048  # word pieces of a batch
MASK = 103  # as in the vocabulary of BERT
HIDDEN = 0.03  # share of word pieces that are masked
FLOOR = 0.1  # runs of units at least so likely to be a cue are shown to the pairing head as false alarms
DECAY = 0.85  # of the learning rate, from each layer to the one below
MENTION_WEIGHT = 0.1
AVERAGED = 0.997  # share of the running average of weights that a step keeps
WARMING = 12  # the learning rate rises during one of so many parts of all steps
LEAST = 0.02  # share of the learning rate at the end


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows filled up to one length: `inputs` (rows, 4, length), `shut` (rows, length) shuts out what fills them."""

    examples: list[Example]
    inputs: Tensor
    shut: Tensor


def held_and_taught(articles: Sequence[Article]) -> tuple[list[Article], list[Article]]:
    """Part the articles into those kept aside and those trained on; always the same way."""
    mixed = list(articles)
    random.Random(SEED).shuffle(mixed)
    return mixed[:HELD], mixed[HELD:]


def train(
    articles: Sequence[Article], stories: Sequence[Article], base: Path, vocabulary: WordPieces, work: Path
) -> Path:
    """Train, or go on with what `work` holds, and return the file of the averaged weights of the last epoch.

    `articles` are parted into those kept aside and those trained on; `stories` are the project's own.
    """
    torch.manual_seed(SEED)
    held, taught = held_and_taught(articles)
    run = Run(base, held, taught, stories, vocabulary, work)
    while run.epoch < EPOCHS:
        run.next_epoch()
    return work / f"average{EPOCHS - 1}.pt"


class Run:
    """A training run: the network, its average over steps, and what it takes to go on after a stop."""

    def __init__(
        self,
        base: Path,
        held: Sequence[Article],
        taught: Sequence[Article],
        stories: Sequence[Article],
        vocabulary: WordPieces,
        work: Path,
    ) -> None:
        self.taught, self.stories, self.vocabulary, self.work = taught, stories, vocabulary, work
        self.held = [row for article in held for row in examples(article, vocabulary)]
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = Network(base).to(self.device)
        self.average = {name: value.clone() for name, value in self.network.state_dict().items()}
        self.optimiser = torch.optim.AdamW(_rates(self.network), betas=(0.9, 0.98), eps=1e-6)
        steps = sum(len(list(batches(self._rows(epoch), random.Random(epoch)))) for epoch in (0, JOINING))
        steps = EPOCHS * steps // 2
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, lambda n: _share(n, steps))
        self.epoch = self.step = 0
        work.mkdir(parents=True, exist_ok=True)
        self._resume()

    def _rows(self, epoch: int) -> list[Example]:
        """Return what an epoch trains on: newly damaged copies, always the same for the same epoch."""
        chance = random.Random(f"{SEED} {epoch}")
        texts = [*self.taught, *(REPEATED * list(self.stories) if epoch >= JOINING else ())]
        return [row for article in texts for row in examples(article, self.vocabulary, chance)]

    def next_epoch(self) -> None:
        """Go through the texts of an epoch once; measure, and keep all that is needed to go on."""
        began = time.time()
        for batch in batches(self._rows(self.epoch), random.Random(f"{SEED} {self.epoch}")):
            self._step(batch)
        current = {name: value.clone() for name, value in self.network.state_dict().items()}
        self.network.load_state_dict(self.average)
        self._note({"epoch": self.epoch, "step": self.step, "seconds": round(time.time() - began)})
        torch.save(self.average, self.work / f"average{self.epoch}.pt")
        self.network.load_state_dict(current)
        self.epoch += 1
        self._save(current)

    def _step(self, batch: Batch) -> None:
        with torch.autocast(self.device.type, torch.bfloat16):
            found = losses(self.network, batch, self.device, hide=True)
        learn(self.network, total(found), self.optimiser, self.schedule)
        self.step += 1
        follow(self.average, self.network, self.step, AVERAGED)
        if self.step % 20 == 0:
            by_cue = {name: round(float(value.detach() / found["cues"]), 2) for name, value in found.items()}
            print(f"step {self.step}: {by_cue}", flush=True)

    def _note(self, row: dict[str, Any]) -> None:
        row |= {name: round(value, 4) for name, value in held_losses(self.network, self.held, self.device).items()}
        print(row, flush=True)
        with (self.work / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(row) + "\n")

    def _save(self, current: dict[str, Tensor]) -> None:
        state = {"network": current, "average": self.average, "epoch": self.epoch, "step": self.step}
        state |= {"optimiser": self.optimiser.state_dict(), "schedule": self.schedule.state_dict()}
        save(state, self.work / "state.pt")

    def _resume(self) -> None:
        saved = self.work / "state.pt"
        if not saved.exists():
            return
        state = torch.load(saved, map_location=self.device)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.average, self.epoch, self.step = state["average"], state["epoch"], state["step"]


def _share(step: int, steps: int) -> float:
    """Return the share of the learning rate at a step: up in a line, down in half a cosine."""
    return min((step + 1) * WARMING / steps, max(LEAST, 0.5 * (1 + math.cos(math.pi * min(1, step / steps)))))


def _rates(network: Network) -> list[dict[str, Any]]:
    """Return the parameters with their learning rates: lower layers learn slower, new parts five times faster."""
    found: list[dict[str, Any]] = []
    for name, parameter in network.named_parameters():
        rate = 5 * RATE
        if name.startswith("encoder.layers."):
            rate = RATE * DECAY ** (LAYERS - 1 - int(name.split(".")[2]))
        elif name.startswith(("encoder.words", "encoder.places", "encoder.norm")):
            rate = RATE * DECAY**LAYERS
        elif name.startswith(("encoder.shapes", "encoder.marks", "encoder.headings")):
            rate = RATE
        decay = 0.01 if parameter.dim() > 1 and "words" not in name else 0.0
        found.append({"params": [parameter], "lr": rate, "weight_decay": decay})
    return found


def batches(rows: Sequence[Example], chance: random.Random) -> Iterator[Batch]:
    """Yield batches of windows of like length, in random order."""
    groups: list[list[Example]] = [[]]
    for row in sorted(rows, key=lambda row: row.window.inputs.shape[1] + chance.random() * 24):
        if groups[-1] and (len(groups[-1]) + 1) * row.window.inputs.shape[1] > PIECES:
            groups.append([])
        groups[-1].append(row)
    chance.shuffle(groups)
    yield from (_batch(group) for group in groups if group)


def _batch(rows: list[Example]) -> Batch:
    width = max(row.window.inputs.shape[1] for row in rows)
    inputs = np.zeros((len(rows), 4, width), np.int64)
    shut = np.full((len(rows), width), decode.IMPOSSIBLE, np.float32)
    for n, row in enumerate(rows):
        length = row.window.inputs.shape[1]
        inputs[n, :, :length] = row.window.inputs
        shut[n, :length] = 0
    return Batch(rows, torch.from_numpy(inputs), torch.from_numpy(shut))


def losses(network: Network, batch: Batch, device: torch.device, *, hide: bool) -> dict[str, Tensor]:
    """Return the sums of the losses of a batch, and the number of cues in it; `hide` masks some word pieces."""
    inputs = _masked(batch.inputs) if hide else batch.inputs
    tags, mentions, states, _ = network.encoder(inputs.to(device), batch.shut.to(device))
    width = inputs.shape[2]
    at = torch.from_numpy(np.concatenate([n * width + row.window.at for n, row in enumerate(batch.examples)]))
    tags, mentions = (scores.flatten(0, 1)[at.to(device)].float() for scores in (tags, mentions))
    gold, named = (
        torch.from_numpy(np.concatenate([getattr(row, name) for row in batch.examples])).to(device)
        for name in ("tags", "mentions")
    )
    labels, kinds = pairing_losses(network.pairing, batch.examples, tags.detach().cpu().numpy(), states)
    return {
        "tags": F.cross_entropy(tags, gold, reduction="sum"),
        "mentions": F.cross_entropy(mentions, named, reduction="sum"),
        "labels": labels,
        "kinds": kinds,
        "cues": torch.tensor(float(max(1, sum(len(row.cues) for row in batch.examples)))),
    }


def _masked(inputs: Tensor) -> Tensor:
    hidden = (torch.rand(inputs.shape[0], inputs.shape[2]) < HIDDEN) & (inputs[:, 0] > MASK)
    inputs = inputs.clone()
    inputs[:, 0][hidden] = MASK
    return inputs


def pairing_losses(
    pairing: Pairing, rows: Sequence[Example], tags: decode.Floats, states: Tensor
) -> tuple[Tensor, Tensor]:
    """Return the loss of the labels around true cues, and that of the kinds of all that the pairing head is shown.

    `tags` are the scores of the units of all windows, one behind the other, `states` those of their word pieces.
    """
    shown = list(_shown(rows, tags))
    if not shown:
        return torch.zeros(()), torch.zeros(())
    width, longest = states.shape[1], max(len(cue.labels) for _, cue in shown)
    index, distance, labels = (np.zeros((len(shown), longest), np.int64) for _ in range(3))
    for n, (row, cue) in enumerate(shown):
        length = len(cue.labels)
        index[n, :length] = row * width + rows[row].window.at[slice(*cue.within)]
        distance[n, :length] = decode.distances(cue.at, cue.within)
        labels[n, :length] = cue.labels
    where = states.device
    lengths = torch.tensor([len(cue.labels) for _, cue in shown], device=where)
    there = (torch.arange(longest, device=where) < lengths[:, None]).float()
    seen = states.flatten(0, 1)[torch.from_numpy(index).to(where)]
    emissions, kinds, transitions = pairing(seen, torch.from_numpy(distance).to(where), there)
    wanted = torch.tensor([cue.kind for _, cue in shown], device=where)
    real = wanted > 0
    entropy = F.cross_entropy(kinds.float(), wanted, reduction="sum")
    if not real.any():
        return torch.zeros((), device=where), entropy
    chain = chain_loss(emissions[real], transitions, torch.from_numpy(labels).to(where)[real], lengths[real])
    return chain.sum(), entropy


def _shown(rows: Sequence[Example], tags: decode.Floats) -> Iterator[tuple[int, Cue]]:
    """Yield the cues of each window, and what the network now takes for cues that are none."""
    start = 0
    for n, row in enumerate(rows):
        own = tags[start : start + len(row.tags)]
        start += len(row.tags)
        yield from ((n, cue) for cue in row.cues)
        found = decode.cues(own, row.window.segment, FLOOR)
        wrong = [cue for cue in found if not row.tags[slice(*cue)].any()]
        for cue in wrong[: len(row.cues) + 1]:
            within = decode.reach(cue, row.window.segment, row.introduces)
            yield n, Cue(cue, within, np.zeros(within[1] - within[0], np.int64), 0)


def total(found: dict[str, Tensor]) -> Tensor:
    """Return the loss that is made small: a sum by cue."""
    return (found["tags"] + MENTION_WEIGHT * found["mentions"] + found["labels"] + found["kinds"]) / found["cues"]


def held_losses(network: Network, rows: Sequence[Example], device: torch.device) -> dict[str, float]:
    """Return the losses on articles that are not trained on, by cue."""
    network.eval()
    sums: dict[str, float] = {}
    with torch.no_grad():
        for batch in batches(rows, random.Random(SEED)):
            for name, value in losses(network, batch, device, hide=False).items():
                sums[name] = sums.get(name, 0.0) + float(value)
    network.train()
    return {name: value / sums["cues"] for name, value in sums.items() if name != "cues"}
