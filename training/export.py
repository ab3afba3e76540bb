"""From trained weights to what the package carries: two ONNX files in int8, and a manifest with their hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.network import PAIR, Network, Pairing

UNCALIBRATED = [0.0, 0.5, 0.5, 0.0]


def export(weights: Path, base: Path, vocabulary: Path, out: Path) -> None:
    """Write encoder, pairing head, vocabulary and manifest to the folder `out`."""
    network = Network(base)
    network.load_state_dict(torch.load(weights, map_location="cpu"))
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(vocabulary, out / "vocabulary.txt")
    _encoder(network, out / "encoder.onnx")
    export_pairing(network.pairing, out / "pairing.onnx")
    names = ("vocabulary.txt", "encoder.onnx", "pairing.onnx", "top.onnx", "head.onnx")
    before = json.loads((out / "manifest.json").read_text(encoding="utf-8")) if (out / "manifest.json").exists() else {}
    hashes = hashed(out, (name for name in names if (out / name).exists()))
    write_manifest(out, {"sha256": hashes, "calibration": UNCALIBRATED, "heat": before.get("heat", 1.0)})


def hashed(out: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the hashes of files of the folder `out` by their names."""
    return {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in names}


def write_manifest(out: Path, manifest: dict[str, Any]) -> None:
    """Write `manifest` for people to read, too."""
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _encoder(network: Network, path: Path) -> None:
    places, out = {0: "rows", 2: "length"}, {0: "rows", 1: "length"}
    plain = path.with_suffix(".plain.onnx")
    torch.onnx.export(
        network.encoder, (torch.zeros((1, 4, 16), dtype=torch.int64),), str(plain),
        input_names=["inputs"], output_names=["tags", "mentions", "states", "middle"],
        dynamic_axes={"inputs": places, "tags": out, "mentions": out, "states": out, "middle": out},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    rounded(plain, path)


def export_pairing(pairing: Pairing, path: Path) -> None:
    """Write a pairing head."""
    axes = {0: "rows", 1: "length"}
    plain = path.with_suffix(".plain.onnx")
    example = torch.zeros((2, 8, PAIR)), torch.full((2, 8), 48), torch.ones((2, 8))
    names = ("states", "distance", "there", "emissions")
    torch.onnx.export(
        pairing, example, str(plain),
        input_names=["states", "distance", "there"], output_names=["emissions", "kinds", "transitions"],
        dynamic_axes=dict.fromkeys(names, axes) | {"kinds": {0: "rows"}}, opset_version=17, dynamo=False,
    )  # fmt: skip
    rounded(plain, path)


def rounded(plain: Path, path: Path) -> None:
    """Round matrices and embeddings to int8, channel by channel, in the range that cannot overflow 16-bit sums."""
    quantize_dynamic(
        plain, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"], extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    plain.unlink()
