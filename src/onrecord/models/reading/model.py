"""The model at run time: weights that are what they should be, loaded once, one thread, and what they find."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.models.reading import decode
from onrecord.models.reading.encoders import Encoder, English, Multilingual
from onrecord.models.reading.inputs import Finding, Findings, Page
from onrecord.models.reading.middle import MiddleStates
from onrecord.models.reading.reader import Reader
from onrecord.models.reading.understanding import Placed, Understood
from onrecord.models.reading.units import Ints, Units, count_pieces, units
from onrecord.models.reading.windows import Window, windows
from onrecord.models.weights import manifest, session
from onrecord.types import NamedEntity, Span

WEIGHTS = Path(__file__).parent / "weights"
MULTILINGUAL = WEIGHTS / "multilingual"
_CUE = 0.15  # a run of units less likely to be a cue is not looked at any further
_KINDS = 3  # no quotation, said outright, attributed otherwise
_ROWS = 12  # cues of like surroundings that are paired at once
Reached = tuple[decode.Range, decode.Range]  # a cue, and where its content and source are looked for


@cache
def load(folder: Path = WEIGHTS) -> Model:
    """Return the model of English in `folder`; raises WeightsError if a file is missing or not the expected one."""
    return Model(English(folder), folder, manifest(folder))


@cache
def load_multilingual(folder: Path = MULTILINGUAL) -> Model:
    """Return the model of other languages in `folder`; raises an OSError as `load`."""
    return Model(Multilingual(folder), folder, manifest(folder))


class Model:
    """The encoder reads windows, the pairing head each cue's surroundings, the reader each quotation's.

    Threads may share it; for each, it keeps what the encoder made of the page that it read last.
    """

    def __init__(self, encoder: Encoder, folder: Path, about: dict[str, Any]) -> None:
        self._encoder, self._folder, self._heat = encoder, folder, about["heat"]
        self._pairing = session(folder / "pairing.onnx")
        self._calibration = np.array(about["calibration"])
        self._last = threading.local()

    def read(self, page: Page) -> Findings:
        """Return what is found on `page`; time is linear in its length, and memory but for the findings is bounded."""
        table = units(page, self._encoder.vocabulary)
        quotations: list[Finding] = []
        named: list[NamedEntity] = []
        crowded: list[Span] = []
        middle = self._middle_states(table)
        for window in windows(table, self._encoder.ends):
            encoded = self._encoder.read(window)
            tags, states = encoded.tags, encoded.states
            middle.add(encoded.middle)
            start, end = table.start[window.units], table.end[window.units]
            cues, left = decode.likeliest(decode.cues(tags, window.segment, _CUE), tags, int(end[-1] - start[0]))
            quotations += self._pair(page, table, window, tags, states, cues)
            named += [NamedEntity(_span(start, end, place), kind) for place, kind in decode.mentions(encoded.mentions)]
            crowded += [_span(start, end, cue) for cue in left]
        self._last.page, self._last.middle = page, middle
        return Findings(tuple(quotations), tuple(named), table.unread, tuple(crowded))

    def understand(self, page: Page, placed: Sequence[Placed]) -> list[Understood | None]:
        """Return what the model makes of each quotation on a page; None where nothing of its content was read.

        A page that is not the last one that `read` was asked to read is gone through again.
        """
        return self._reader.understand(self.middle_states(page), placed)

    def middle_states(self, page: Page) -> MiddleStates:
        """Return the middle states of a page, those kept of it if it was the last one that was read."""
        if getattr(self._last, "page", None) != page:
            self._last.page, self._last.middle = page, self._middle_states(units(page, self._encoder.vocabulary))
        middle: MiddleStates = self._last.middle
        return middle

    @cached_property
    def _reader(self) -> Reader:
        return Reader(session(self._folder / "top.onnx"), session(self._folder / "head.onnx"), self._heat)

    def count_pieces(self, text: str, paragraphs: Iterable[Span]) -> Iterator[int]:
        """Yield how many word pieces the encoder would read of each paragraph, lazily."""
        return count_pieces(text, paragraphs, self._encoder.vocabulary)

    def _middle_states(self, table: Units) -> MiddleStates:
        return MiddleStates(table, self._encoder.ends, self._encoder.middle)

    def _pair(
        self,
        page: Page,
        table: Units,
        window: Window,
        tags: decode.Floats,
        states: decode.Floats,
        cues: Sequence[decode.Range],
    ) -> Iterator[Finding]:
        start, end = table.start[window.units], table.end[window.units]
        introduces = introductions(page.text, window, end)
        reached = [(cue, decode.reach(cue, window.segment, introduces)) for cue in cues]
        if not reached:
            return
        reached.sort(key=lambda pair: pair[1][1] - pair[1][0])
        chance = 1 - decode.softmax(tags)[:, decode.NO_CUE]
        labels, sure, kinds = self._label(states, reached)
        for n, (cue, within) in enumerate(reached):
            content, source = decode.parts(labels[n, : within[1] - within[0]])
            evidence = (float(chance[slice(*cue)].max()), float(1 - kinds[n, 0]), float(np.exp(sure[n])))
            if content:
                yield Finding(
                    content=tuple(_span(start, end, part, within[0]) for part in content),
                    cue=_span(start, end, cue),
                    source=_span(start, end, source, within[0]) if source else None,
                    outright=bool(kinds[n, 1] >= kinds[n, 2]),
                    chance=calibrated(np.array(evidence), self._calibration),
                    evidence=evidence,
                )

    def _label(self, states: decode.Floats, reached: Sequence[Reached]) -> tuple[Ints, decode.Floats, decode.Floats]:
        """Return the best labels around each cue, their log-probabilities, and the chances of each kind."""
        lengths = np.array([end - start for _, (start, end) in reached])
        emissions = np.zeros((len(reached), int(lengths[-1]), decode.LABELS), dtype=np.float32)
        kinds = np.zeros((len(reached), _KINDS), dtype=np.float32)
        for n in range(0, len(reached), _ROWS):
            rows, width = slice(n, n + _ROWS), int(lengths[n : n + _ROWS][-1])
            seen = _surroundings(states, reached[rows], width)
            emissions[rows, :width], kinds[rows], transitions = self._pairing.run(None, seen)
        labels, sure = decode.best_labels(emissions, transitions, lengths)
        return labels, sure, decode.softmax(kinds)


def _surroundings(states: decode.Floats, reached: Sequence[Reached], width: int) -> dict[str, npt.NDArray[np.generic]]:
    """Return the inputs of the pairing head, filled up to `width` units."""
    seen = np.zeros((len(reached), width, states.shape[1]), dtype=np.float32)
    distance = np.zeros((len(reached), width), dtype=np.int64)
    there = np.zeros((len(reached), width), dtype=np.float32)
    for n, (cue, within) in enumerate(reached):
        length = within[1] - within[0]
        seen[n, :length] = states[slice(*within)]
        distance[n, :length] = decode.distances(cue, within)
        there[n, :length] = 1
    return {"states": seen, "distance": distance, "there": there}


def calibrated(evidence: npt.NDArray[np.float64], calibration: npt.NDArray[np.float64]) -> float:
    """Return one probability from several: a logistic function of their log-odds (Platt 1999).

    `calibration` holds the constant and then a weight for each of `evidence`.
    """
    sure = np.clip(evidence, 1e-4, 1 - 1e-4)
    score = calibration[0] + calibration[1:] @ np.log(sure / (1 - sure))
    return float(1 / (1 + np.exp(-score)))


def introductions(text: str, window: Window, end: Ints) -> list[bool]:
    """Tell for each paragraph of a window whether it ends with a colon, and so may introduce the next one."""
    last = np.flatnonzero(np.diff(window.segment, append=window.segment[-1] + 1))
    found = [text[at - 1] == ":" for at in end[last].tolist()]
    return [*found[:-1], False]


def _span(start: Ints, end: Ints, part: decode.Range, offset: int = 0) -> Span:
    return Span(int(start[part[0] + offset]), int(end[part[1] + offset - 1]))
