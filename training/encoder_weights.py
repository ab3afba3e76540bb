"""The weights of the encoder in the package, from int8 back to numbers: what is trained over it starts from them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.network import LAYERS

_MATRICES = [*(f"layers.{n}.{part}" for n in range(LAYERS) for part in ("mix", "out", "up", "down"))]


def encoder_weights(path: Path) -> dict[str, Tensor]:
    """Return the weights of the layers in the ONNX file `path` by the names of `training.network.Encoder`."""
    stored = {each.name: numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer}
    rounded = [name.removesuffix("_quantized") for name in stored if name.startswith("onnx::") and "_quantized" in name]
    rounded.sort(key=lambda name: int(name.rpartition("_")[2]))  # in the order in which the network uses them
    found = {f"{ours}.weight": _matrix(stored, name) for ours, name in zip(_MATRICES, rounded, strict=False)}
    plain = {name: torch.tensor(value) for name, value in stored.items() if name.startswith("layers.")}
    return found | plain


def _matrix(stored: dict[str, np.ndarray], name: str) -> Tensor:
    whole = stored[f"{name}_quantized"].astype(np.float32) - stored[f"{name}_zero_point"]
    return torch.tensor((whole * stored[f"{name}_scale"]).T.copy())
