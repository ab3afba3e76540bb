"""Weights in files: checked by their hashes, and run on one thread, so that processes do not contend for cores."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import onnxruntime


class WeightsError(OSError):
    """The weights of a model are missing or damaged; the message says which file, and what to do."""


def manifest(folder: Path) -> dict[str, Any]:
    """Return what `manifest.json` says of the weights in `folder`.

    Raises WeightsError if it is missing, or if a file whose hash it names is missing or another one.
    """
    path = folder / "manifest.json"
    if not path.is_file():
        raise WeightsError(f"{path} is missing: install onrecord again")
    about: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for name, wanted in about["sha256"].items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
            raise WeightsError(f"{path} is missing or damaged: install onrecord again")
    return about


def session(path: Path) -> onnxruntime.InferenceSession:
    """Return the network in the ONNX file at `path`, ready to run, and no longer reported on to the library's maker."""
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
