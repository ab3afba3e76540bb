"""From trained weights to the two ONNX files in int8 that the package carries."""

from __future__ import annotations

from pathlib import Path

import torch

from training.export import rounded
from training.network import PAIR, WIDTH
from training.understanding.network import Understanding


def export(network: Understanding, out: Path) -> None:
    """Write the top layers and the head to the folder `out`."""
    network.eval()
    _top(network, out / "top.onnx")
    _head(network, out / "head.onnx")


def _top(network: Understanding, path: Path) -> None:
    axes = {0: "rows", 1: "length"}
    plain = path.with_suffix(".plain.onnx")
    names = ("middle", "parts", "wide", "narrow")
    torch.onnx.export(
        network.top, (torch.zeros((1, 16, WIDTH)), torch.zeros((1, 16), dtype=torch.int64)), str(plain),
        input_names=names[:2], output_names=names[2:], dynamic_axes=dict.fromkeys(names, axes),
        opset_version=17, dynamo=False,
    )  # fmt: skip
    rounded(plain, path)


def _head(network: Understanding, path: Path) -> None:
    axes = {0: "rows", 1: "length"}
    plain = path.with_suffix(".plain.onnx")
    whole = torch.zeros((2, 8), dtype=torch.int64)
    example = torch.zeros((2, 8, PAIR)), whole, whole, torch.ones((2, 8)), torch.zeros((2, 3 * WIDTH))
    names = ("narrow", "role", "far", "there", "means", "scores", "tags")
    torch.onnx.export(
        network.head, example, str(plain),
        input_names=names[:5], output_names=names[5:],
        dynamic_axes=dict.fromkeys(names, axes) | {"means": {0: "rows"}, "scores": {0: "rows"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    rounded(plain, path)
