"""From trained weights to the two ONNX files in int8 that the package carries."""

from __future__ import annotations

import json
from pathlib import Path

import torch

from training.export import UNCALIBRATED, export_pairing, hashed, rounded, write_manifest
from training.multilingual.network import Network
from training.network import WIDTH

FILES = ("upper.onnx", "pairing.onnx")


def export(network: Network, out: Path) -> None:
    """Write layers, pairing head and manifest to the folder `out`."""
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    _upper(network, out / "upper.onnx")
    export_pairing(network.pairing, out / "pairing.onnx")
    path = out / "manifest.json"
    before = (
        json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"calibration": UNCALIBRATED, "heat": 1.0}
    )
    write_manifest(out, before | {"sha256": before.get("sha256", {}) | hashed(out, FILES)})


def _upper(network: Network, path: Path) -> None:
    axes = {0: "rows", 1: "length"}
    names = ["middle", "tags", "mentions", "states"]
    plain = path.with_suffix(".plain.onnx")
    torch.onnx.export(
        network.upper, (torch.zeros((1, 16, WIDTH)), torch.zeros((1, 3, 16), dtype=torch.int64)), str(plain),
        input_names=["middle", "features"], output_names=names[1:],
        dynamic_axes=dict.fromkeys(names, axes) | {"features": {0: "rows", 2: "length"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    rounded(plain, path)
