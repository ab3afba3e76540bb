"""Train the network on labelled quotations: fixed seed, resumable after each epoch, the encoder below it unchanged."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from onrecord.models.reading.understanding import ACTS, CONTENT, CUE, FARTHEST, MODALITIES, POLARITIES, SOURCE, TAGS
from training.network import IMPOSSIBLE, WIDTH
from training.steps import follow, learn, save
from training.understanding.examples import UNKNOWN, Example, Quoted, Seen
from training.understanding.network import SIZES, Understanding, mean

SEED, EPOCHS = 1, 9
JOINING = 3  # the epoch from which on the project's own labelled stories are trained on, too
RATE = 2e-4  # of the top layers; the head learns five times faster
WINDOWS = 20  # of a batch
AT_ONCE, ROWS = 8, 24  # windows, and quotations, that are filled up to one length
AVERAGED = 0.99  # share of the running average of weights that a step keeps
WARMING, LEAST = 0.06, 0.02  # share of the steps in which the rate rises, and of the rate at the end
SMOOTHED = 0.05
WEIGHTS = {"act": 1.0, "also": 0.3, "statement": 0.5, "polarity": 0.5, "modality": 0.3, "tags": 0.25}


def train(encoder: Mapping[str, Tensor], news: Sequence[Example], own: Sequence[Example], work: Path) -> Understanding:
    """Train, or go on with what `work` holds, and return the network with the averaged weights of the last epoch."""
    torch.manual_seed(SEED)
    run = Run(encoder, news, own, work)
    while run.epoch < EPOCHS:
        run.next_epoch()
    run.network.load_state_dict(run.average)
    return run.network


class Run:
    """A training run: the network, its average over steps, and what it takes to go on after a stop."""

    def __init__(
        self, encoder: Mapping[str, Tensor], news: Sequence[Example], own: Sequence[Example], work: Path
    ) -> None:
        self.news, self.own, self.work = news, own, work
        self.network = Understanding(encoder)
        self.average = {name: value.clone() for name, value in self.network.state_dict().items()}
        rates = [{"params": self.network.top.parameters(), "lr": RATE}]
        rates.append({"params": self.network.head.parameters(), "lr": 5 * RATE})
        self.optimiser = torch.optim.AdamW(rates, betas=(0.9, 0.98), weight_decay=0.01)
        steps = sum(len(list(_batches(self._rows(n), random.Random(n)))) for n in range(EPOCHS))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, lambda n: _share(n, steps))
        self.epoch = self.step = 0
        work.mkdir(parents=True, exist_ok=True)
        self._resume()

    def _rows(self, epoch: int) -> list[Example]:
        return [*self.news, *(self.own if epoch >= JOINING else ())]

    def next_epoch(self) -> None:
        """Go through the stories of an epoch once, and keep all that is needed to go on."""
        total: Counter[str] = Counter()
        for batch in _batches(self._rows(self.epoch), random.Random(self.epoch)):
            with torch.autocast("cpu", torch.bfloat16):
                found = losses(self.network, batch)
            self._learn(sum(found.values(), torch.zeros(())) / sum(len(story.quoted) for story in batch))
            total.update({name: float(value.detach()) for name, value in found.items()})
        print(f"epoch {self.epoch}: {dict(total)}", flush=True)
        self.epoch += 1
        self._save()

    def _learn(self, loss: Tensor) -> None:
        learn(self.network, loss, self.optimiser, self.schedule)
        self.step += 1
        follow(self.average, self.network, self.step, AVERAGED)

    def _save(self) -> None:
        state = {"network": self.network.state_dict(), "average": self.average, "epoch": self.epoch, "step": self.step}
        state |= {"optimiser": self.optimiser.state_dict(), "schedule": self.schedule.state_dict()}
        save(state, self.work / "understanding.pt")

    def _resume(self) -> None:
        saved = self.work / "understanding.pt"
        if saved.exists():
            state = torch.load(saved)
            self.network.load_state_dict(state["network"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.schedule.load_state_dict(state["schedule"])
            self.average, self.epoch, self.step = state["average"], state["epoch"], state["step"]


def _share(step: int, steps: int) -> float:
    return min((step + 1) / (WARMING * steps), max(LEAST, 1 - step / steps))


def _batches(stories: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Yield stories in random order, some windows at a time."""
    batch: list[Example] = []
    for story in chance.sample(stories, len(stories)):
        if batch and sum(len(each.windows) for each in (*batch, story)) > WINDOWS:
            yield batch
            batch = []
        batch.append(story)
    if batch:
        yield batch


def losses(network: Understanding, stories: Sequence[Example]) -> dict[str, Tensor]:
    """Return the sums of the losses over the quotations of some stories, weighed."""
    total: dict[str, Tensor] = {}
    for quoted, (scores, tags) in outputs(network, stories):
        for name, value in _losses(scores.float(), tags.float(), quoted).items():
            total[name] = total.get(name, torch.zeros(())) + WEIGHTS[name] * value
    return total


def outputs(network: Understanding, stories: Sequence[Example]) -> Iterator[tuple[list[Quoted], tuple[Tensor, Tensor]]]:
    """Yield some quotations at a time with the outputs of the head for them."""
    wide, narrow, starts = _states(network, stories)
    everything = [(start, quoted) for start, story in zip(starts, stories, strict=True) for quoted in story.quoted]
    everything.sort(key=lambda each: len(each[1].near.role))
    for first in range(0, len(everything), ROWS):
        rows = everything[first : first + ROWS]
        index, role, far, there = _filled_up(rows)
        shares = [(role == part).to(wide.dtype) * there for part in (CONTENT, CUE, SOURCE)]
        means = torch.cat([mean(wide[index], share) for share in shares], -1)
        yield [quoted for _, quoted in rows], network.head(narrow[index], role, far, there, means)


def _filled_up(rows: Sequence[tuple[int, Quoted]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return place of units, role, distance and presence of some surroundings, filled up to one length."""
    longest = max(len(quoted.near.role) for _, quoted in rows)
    index, role = (np.zeros((len(rows), longest), dtype=np.int64) for _ in range(2))
    far, there = np.full((len(rows), longest), FARTHEST), np.zeros((len(rows), longest), dtype=np.float32)
    for n, (start, quoted) in enumerate(rows):
        length = len(quoted.near.role)
        index[n, :length] = start + np.arange(*quoted.near.within)
        role[n, :length], far[n, :length], there[n, :length] = quoted.near.role, quoted.near.far, 1
    return torch.from_numpy(index), torch.from_numpy(role), torch.from_numpy(far), torch.from_numpy(there)


def _states(network: Understanding, stories: Sequence[Example]) -> tuple[Tensor, Tensor, list[int]]:
    """Return wide and narrow states of all units of some stories, one behind the other, and where each begins."""
    starts = np.cumsum([0, *(story.length for story in stories)]).tolist()
    windows = [(start, seen) for start, story in zip(starts[:-1], stories, strict=True) for seen in story.windows]
    windows.sort(key=lambda each: len(each[1].parts))
    wide: list[Tensor] = []
    narrow: list[Tensor] = []
    places = np.zeros(starts[-1], dtype=np.int64)
    count = 0
    for first in range(0, len(windows), AT_ONCE):
        rows = windows[first : first + AT_ONCE]
        longest = max(len(seen.parts) for _, seen in rows)
        for n, (start, seen) in enumerate(rows):
            places[start + seen.units] = count + n * longest + seen.at
        for kept, made in zip((wide, narrow), network.top(*_inputs([seen for _, seen in rows], longest)), strict=True):
            kept.append(made.flatten(0, 1))
        count += len(rows) * longest
    at = torch.from_numpy(places)
    return torch.cat(wide)[at], torch.cat(narrow)[at], starts[:-1]


def _inputs(windows: Sequence[Seen], longest: int) -> tuple[Tensor, Tensor, Tensor]:
    middle = np.zeros((len(windows), longest, WIDTH), dtype=np.float32)
    parts, shut = np.zeros((len(windows), longest), dtype=np.int64), np.full((len(windows), longest), IMPOSSIBLE)
    for n, seen in enumerate(windows):
        length = len(seen.parts)
        middle[n, :length], parts[n, :length], shut[n, :length] = seen.middle, seen.parts, 0
    return torch.from_numpy(middle), torch.from_numpy(parts), torch.from_numpy(shut.astype(np.float32))


def _losses(scores: Tensor, tags: Tensor, quoted: Sequence[Quoted]) -> dict[str, Tensor]:
    act, also, statement, polarity, modality = scores.split(SIZES, -1)
    labels = [each.label for each in quoted]
    wanted = torch.zeros(len(labels), len(ACTS))
    for n, label in enumerate(labels):
        for each in (label.act, *label.also):
            if each in ACTS:
                wanted[n, ACTS.index(each)] = 1
    real = torch.tensor([label.act in ACTS for label in labels])
    return {
        "act": _entropy(act, [label.act for label in labels], ACTS, SMOOTHED),
        "also": F.binary_cross_entropy_with_logits(also[real], wanted[real], reduction="sum"),
        "statement": F.binary_cross_entropy_with_logits(
            statement[:, 0], torch.tensor([float(label.is_statement) for label in labels]), reduction="sum"
        ),
        "polarity": _entropy(polarity, [label.polarity for label in labels], POLARITIES),
        "modality": _entropy(modality, [label.modality for label in labels], MODALITIES),
        "tags": _tag_loss(tags, quoted),
    }


def _entropy(scores: Tensor, names: Sequence[str | None], known: Sequence[str], smoothed: float = 0.0) -> Tensor:
    """Return the cross-entropy of the rows whose label is known."""
    wanted = torch.tensor([known.index(name) if name in known else UNKNOWN for name in names])
    return F.cross_entropy(scores, wanted, reduction="sum", ignore_index=UNKNOWN, label_smoothing=smoothed)


def _tag_loss(tags: Tensor, quoted: Sequence[Quoted]) -> Tensor:
    wanted = np.full((*tags.shape[:2], tags.shape[2] // TAGS), UNKNOWN)
    for n, each in enumerate(quoted):
        wanted[n, : len(each.tags)] = each.tags
    flat = torch.from_numpy(wanted).reshape(-1)
    return F.cross_entropy(tags.reshape(-1, TAGS), flat, reduction="sum", ignore_index=UNKNOWN)
