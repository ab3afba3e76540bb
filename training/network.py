"""The network: one encoder pass over a window, then a small pass over each cue's surroundings.

Encoder: MiniLM (Wang et al. 2020), six layers, with added embeddings of shape, quotation-mark state and heading.
Pairing: two narrow transformer layers that see where the cue stands, then a linear chain (Lafferty et al. 2001).
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from onrecord.models.reading.decode import CANNOT_END, CANNOT_START, DISTANCES, FORBIDDEN, IMPOSSIBLE, LABELS, MENTIONS

WIDTH, HEADS, LAYERS = 384, 12, 6
MIDDLE = 4  # layers below the states from which quotations are read on (`understanding`)
PAIR, PAIR_HEADS, PAIR_LAYERS = 128, 4, 2
TAGS = 3
KINDS = 3  # no quotation, said outright, attributed otherwise


class Layer(nn.Module):
    """One transformer layer, normalised after each part, as in BERT."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.mix = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.mix_norm = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, shut: Tensor | None) -> Tensor:
        """Return x transformed; `shut` (rows, length) is minus infinity where there is nothing to attend to."""
        rows, length, width = x.shape
        parts = self.mix(x).reshape(rows, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = parts.unbind(0)
        mask = None if shut is None else shut[:, None, None, :]
        if torch.onnx.is_in_onnx_export():
            scores = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5
            found = (scores if mask is None else scores + mask).softmax(-1) @ value
        else:
            found = F.scaled_dot_product_attention(
                query, key, value, attn_mask=None if mask is None else mask.to(query.dtype)
            )
        x = self.mix_norm(x + self.drop(self.out(found.transpose(1, 2).reshape(rows, length, width))))
        return self.norm(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces with their features in; scores of cues and mentions, and a narrow state for pairing, out."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(6, WIDTH)
        self.marks = nn.Embedding(4, WIDTH)
        self.headings = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, 4 * WIDTH) for _ in range(LAYERS))
        self.tags = nn.Linear(WIDTH, TAGS)
        self.mentions = nn.Linear(WIDTH, 2 * len(MENTIONS) + 1)
        self.narrow = nn.Linear(WIDTH, PAIR)
        for added in (self.shapes, self.marks, self.headings):
            nn.init.normal_(added.weight, std=0.002)

    def forward(self, inputs: Tensor, shut: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return tags, mentions, states and the states half-way up for inputs of shape (rows, 4, length)."""
        pieces, shapes, marks, headings = inputs.unbind(1)
        places = self.places.weight[: pieces.shape[1]]
        x = self.words(pieces) + places + self.shapes(shapes) + self.marks(marks) + self.headings(headings)
        x = self.drop(self.norm(x))
        middle = x
        for n, layer in enumerate(self.layers, 1):
            x = layer(x, shut)
            middle = x if n == MIDDLE else middle
        return self.tags(x), self.mentions(x), self.narrow(x), middle


class Pairing(nn.Module):
    """The surroundings of a cue in; scores of the labels of its arguments, and of what kind of row it is, out."""

    def __init__(self) -> None:
        super().__init__()
        self.cue = nn.Linear(PAIR, PAIR)
        self.far = nn.Embedding(DISTANCES, PAIR)
        self.norm = nn.LayerNorm(PAIR)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(PAIR, PAIR_HEADS, 2 * PAIR) for _ in range(PAIR_LAYERS))
        self.labels = nn.Linear(PAIR, LABELS)
        self.kind = nn.Sequential(nn.Linear(2 * PAIR, PAIR), nn.GELU(), nn.Linear(PAIR, KINDS))
        self.steps = nn.Parameter(torch.zeros(LABELS + 2, LABELS))
        shut = torch.zeros(LABELS + 2, LABELS)
        shut[:LABELS] = torch.from_numpy(FORBIDDEN).float() * IMPOSSIBLE
        shut[LABELS] = torch.from_numpy(CANNOT_START).float() * IMPOSSIBLE
        shut[LABELS + 1] = torch.from_numpy(CANNOT_END).float() * IMPOSSIBLE
        self.register_buffer("never", shut)

    @property
    def transitions(self) -> Tensor:
        """Scores from label to label, then of starting and of ending with each: (labels + 2, labels)."""
        return self.steps + self.never

    def forward(self, states: Tensor, distance: Tensor, there: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return emissions, kinds and transitions.

        `states` (rows, length, PAIR), `distance` (rows, length) as of `decode.distances`, `there` (rows, length) 1
        where a unit is, 0 where a row is filled up.
        """
        here = (distance == DISTANCES // 2).to(states.dtype) * there
        share = (here / here.sum(1, keepdim=True)).unsqueeze(-1)
        cue = (states * share).sum(1)
        x = self.norm(states + self.cue(cue).unsqueeze(1) + self.far(distance))
        x = self.drop(x)
        shut = (1 - there) * IMPOSSIBLE
        for layer in self.layers:
            x = layer(x, shut)
        at_cue = (x * share).sum(1)
        return self.labels(x), self.kind(torch.cat([at_cue, cue], -1)), self.transitions


def chain_loss(emissions: Tensor, transitions: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
    """Return minus the log-probability of each row's labels under a linear chain."""
    emissions, transitions = emissions.float(), transitions.float()
    step, first, last = transitions[:LABELS], transitions[LABELS], transitions[LABELS + 1]
    live = torch.arange(emissions.shape[1], device=emissions.device) < lengths[:, None]
    gold = emissions.gather(2, labels[..., None]).squeeze(2).masked_fill(~live, 0).sum(1)
    moves = step[labels[:, :-1], labels[:, 1:]].masked_fill(~live[:, 1:], 0).sum(1)
    final = labels.gather(1, (lengths - 1)[:, None]).squeeze(1)
    gold = gold + moves + first[labels[:, 0]] + last[final]
    total = emissions[:, 0] + first
    for n in range(1, emissions.shape[1]):
        following = torch.logsumexp(total[:, :, None] + step, 1) + emissions[:, n]
        total = torch.where(live[:, n, None], following, total)
    return torch.logsumexp(total + last, 1) - gold


class Network(nn.Module):
    """Encoder and pairing head, trained as one; the encoder starts from the BERT of its size in the file `base`."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        tensors = load_file(base)
        self.encoder = Encoder(tensors["embeddings.word_embeddings.weight"].shape[0])
        _load_base(self.encoder, tensors)
        self.pairing = Pairing()


def _load_base(encoder: Encoder, tensors: dict[str, Tensor]) -> None:
    places, kinds = (tensors[f"embeddings.{name}_embeddings.weight"] for name in ("position", "token_type"))
    copied = {
        "words.weight": tensors["embeddings.word_embeddings.weight"],
        "places.weight": places + kinds[0],
        "norm.weight": tensors["embeddings.LayerNorm.weight"],
        "norm.bias": tensors["embeddings.LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense", "mix_norm": "attention.output.LayerNorm",
        "up": "intermediate.dense", "down": "output.dense", "norm": "output.LayerNorm",
    }  # fmt: skip
    for n in range(LAYERS):
        for part in ("weight", "bias"):
            kin = [tensors[f"encoder.layer.{n}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            copied[f"layers.{n}.mix.{part}"] = torch.cat(kin)
            for ours, theirs in names.items():
                copied[f"layers.{n}.{ours}.{part}"] = tensors[f"encoder.layer.{n}.{theirs}.{part}"]
    encoder.load_state_dict(encoder.state_dict() | copied)
