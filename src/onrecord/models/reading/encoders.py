"""The two encoders of windows: one that learned on English news, one for all other languages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from onrecord.models.embeddings import encoder as meaning
from onrecord.models.reading.decode import Floats
from onrecord.models.reading.unigram_words import UnigramWords
from onrecord.models.reading.units import Vocabulary
from onrecord.models.reading.windows import Window
from onrecord.models.reading.word_pieces import WordPieces
from onrecord.models.weights import session


@dataclass(frozen=True, slots=True)
class Encoded:
    """Of a window: scores of cues and mentions and narrow states of its units, middle states of all its word pieces."""

    tags: Floats
    mentions: Floats
    states: Floats
    middle: Floats


class Encoder(Protocol):
    """Reads windows."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The word pieces."""

    @property
    def ends(self) -> tuple[int, int]:
        """The numbers of the pieces that stand before a window, and behind each of its paragraphs."""

    def read(self, window: Window) -> Encoded:
        """Return what is made of a window."""

    def middle(self, window: Window) -> Floats:
        """Return only the middle states of all its word pieces."""


class English:
    """Six layers that were trained for the task, from the vectors of word pieces on."""

    ends = 101, 102  # as in the vocabulary of BERT

    def __init__(self, folder: Path) -> None:
        self.vocabulary = WordPieces(folder / "vocabulary.txt")
        self._network = session(folder / "encoder.onnx")

    def read(self, window: Window) -> Encoded:
        """Return what is made of a window."""
        tags, mentions, states, middle = (
            output[0] for output in self._network.run(None, {"inputs": window.inputs[None]})
        )
        return Encoded(tags[window.at], mentions[window.at], states[window.at], middle)

    def middle(self, window: Window) -> Floats:
        """Return only the middle states of all its word pieces."""
        found: Floats = self._network.run(["middle"], {"inputs": window.inputs[None]})[0][0]
        return found


class LowerHalf:
    """The lower half of the model of meaning, as it is."""

    def __init__(self) -> None:
        self._meaning = meaning.load()
        self.vocabulary = UnigramWords(*self._meaning.vocabulary)
        self.ends = self._meaning.ends

    def middle(self, window: Window) -> Floats:
        """Return the states of all word pieces of a window."""
        return np.asarray(self._meaning.middle(window.inputs[0].tolist()), dtype=np.float32)


class Multilingual(LowerHalf):
    """The lower half of the model of meaning, and layers above it that were trained for the task."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._upper = session(folder / "upper.onnx")

    def read(self, window: Window) -> Encoded:
        """Return what is made of a window."""
        middle = self.middle(window)
        inputs = {"middle": middle[None], "features": window.inputs[None, 1:]}
        tags, mentions, states = (output[0][window.at] for output in self._upper.run(None, inputs))
        return Encoded(tags, mentions, states, middle)
