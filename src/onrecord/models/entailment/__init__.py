"""Entailment: a place for a cross-encoder of the user's own, which tells whether a passage affirms or denies a claim.

None comes with the package. A folder as `optimum-cli export onnx --task text-classification` writes it will do:
`model.onnx`, `tokenizer.json`, and `config.json` whose labels name entailment and contradiction (natural language
inference: Bowman et al. 2015).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.models.weights import WeightsError, session

_LABELS = {"entail": "affirms", "contradict": "denies"}
_MOST = 2_000  # characters of a passage that are read
_LONGEST = 512  # word pieces of passage and claim together


class Entailment:
    """Reads pairs of passage and claim. Raises WeightsError if a file is missing or not of the expected kind."""

    def __init__(self, folder: Path) -> None:
        files = [folder / name for name in ("model.onnx", "tokenizer.json", "config.json")]
        for file in files:
            if not file.is_file():
                raise WeightsError(f"{file} is missing: name a folder with model.onnx, tokenizer.json and config.json")
        try:
            from tokenizers import Tokenizer  # of the extra `entailment`: nothing else needs it
        except ImportError as error:
            raise WeightsError("the library tokenizers is missing: pip install 'onrecord[entailment]'") from error
        try:
            self._network = session(files[0])
            self._pieces = Tokenizer.from_file(str(files[1]))
            self._sides = _sides(json.loads(files[2].read_text(encoding="utf-8")))
        except Exception as error:  # the libraries raise what they like for a file of another kind
            raise WeightsError(f"{folder} holds no model of entailment that can be read ({error})") from error
        self._pieces.enable_truncation(_LONGEST, strategy="only_first")
        self._inputs = {one.name for one in self._network.get_inputs()}

    def affirms_and_denies(self, passage: str, claim: str) -> tuple[float, float]:
        """Return how likely it is that a passage affirms a claim, and that it denies it: each 0 to 1."""
        read = self._pieces.encode(passage[:_MOST], claim[:_MOST])
        given = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
        wanted = {name: np.array([row], dtype=np.int64) for name, row in given.items() if name in self._inputs}
        scores = np.asarray(self._network.run(None, wanted)[0][0], dtype=np.float64)
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        return float(chances[self._sides["affirms"]]), float(chances[self._sides["denies"]])


def _sides(config: dict[str, Any]) -> dict[str, int]:
    """Return the numbers of the labels that affirm and deny; raises KeyError where they are not named."""
    labels = {name.casefold(): int(number) for number, name in config["id2label"].items()}
    found = {side: n for start, side in _LABELS.items() for name, n in labels.items() if name.startswith(start)}
    if len(found) < len(_LABELS):
        raise KeyError(f"config.json names the labels {', '.join(labels)}, not entailment and contradiction")
    return found
