"""The network: two more layers over a window whose quotations are marked, then a small pass over each quotation."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from onrecord.models.reading.decode import IMPOSSIBLE
from onrecord.models.reading.understanding import ACTS, DISTANCES, FIELDS, MODALITIES, PARTS, POLARITIES, ROLES, TAGS
from training.network import HEADS, MIDDLE, PAIR, PAIR_HEADS, PAIR_LAYERS, WIDTH, Layer

TOP = 2  # layers over those that are shared
HIDDEN = 192
SIZES = (len(ACTS), len(ACTS), 1, len(POLARITIES), len(MODALITIES))
"""Of what each output is: main act, each act done at all, being a statement, polarity, modality."""


class Top(nn.Module):
    """Layers over the middle states of the encoder; they start as copies of its own last layers."""

    def __init__(self) -> None:
        super().__init__()
        self.given = nn.Embedding(PARTS, WIDTH)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, 4 * WIDTH) for _ in range(TOP))
        self.narrow = nn.Linear(WIDTH, PAIR)
        nn.init.normal_(self.given.weight, std=0.02)

    def forward(self, middle: Tensor, parts: Tensor, shut: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return wide and narrow states; `parts` (rows, length) is what each word piece is of, content to source."""
        x = middle + self.given(parts)
        for layer in self.layers:
            x = layer(x, shut)
        return x, self.narrow(x)


class Head(nn.Module):
    """The surroundings of a quotation in; scores of what it does, and of what names hearer, venue and relay, out."""

    def __init__(self) -> None:
        super().__init__()
        self.role = nn.Embedding(ROLES, PAIR)
        self.far = nn.Embedding(DISTANCES, PAIR)
        self.norm = nn.LayerNorm(PAIR)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(PAIR, PAIR_HEADS, 2 * PAIR) for _ in range(PAIR_LAYERS))
        self.tags = nn.Linear(PAIR, len(FIELDS) * TAGS)
        self.hidden = nn.Sequential(nn.Linear(4 * PAIR + 3 * WIDTH, HIDDEN), nn.GELU(), nn.Dropout(0.2))
        self.out = nn.Linear(HIDDEN, sum(SIZES))

    def forward(self, narrow: Tensor, role: Tensor, far: Tensor, there: Tensor, means: Tensor) -> tuple[Tensor, Tensor]:
        """Return the scores of the quotation and of its units.

        `narrow` (rows, length, PAIR); `role`, `far` and `there` (rows, length) say what each unit is to the quotation,
        how far it stands, and 1 where it is, 0 where a row is filled up; `means` (rows, 3 * WIDTH) are those of the
        wide states of content, cue and source.
        """
        x = self.drop(self.norm(narrow + self.role(role) + self.far(far)))
        shut = (1 - there) * IMPOSSIBLE
        for layer in self.layers:
            x = layer(x, shut)
        shares = [(role == part).to(x.dtype) * there for part in (1, 2, 3)]
        pooled = [mean(x, share) for share in (*shares, there)]
        return self.out(self.hidden(torch.cat([*pooled, means], -1))), self.tags(x)


def mean(states: Tensor, share: Tensor) -> Tensor:
    """Return the mean of `states` (rows, length, width) over the units with a share of 1; zeros where there is none."""
    return (states * share.unsqueeze(-1)).sum(1) / share.sum(1, keepdim=True).clamp(min=1)


class Understanding(nn.Module):
    """Top layers and head, trained as one."""

    def __init__(self, encoder: Mapping[str, Tensor]) -> None:
        """Copy the last layers of `encoder`, its weights by their names."""
        super().__init__()
        self.top, self.head = Top(), Head()
        for n, layer in enumerate(self.top.layers):
            start = f"layers.{MIDDLE + n}."
            layer.load_state_dict({k.removeprefix(start): v for k, v in encoder.items() if k.startswith(start)})
