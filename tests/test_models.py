"""The reading model's parts: units and windows lose nothing, decoding finds the best, damaged weights are refused."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models.reading import Page, decode, read
from onrecord.models.reading.encoders import English
from onrecord.models.reading.model import MULTILINGUAL, WEIGHTS, calibrated, load
from onrecord.models.reading.units import Units, units
from onrecord.models.reading.windows import LONGEST, windows
from onrecord.models.reading.word_pieces import WordPieces
from onrecord.models.weights import WeightsError
from onrecord.text.marks import pair_marks
from onrecord.text.sentences import paragraphs
from onrecord.types import Span

PIECES = WordPieces(WEIGHTS / "vocabulary.txt")
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(
        st.sampled_from(
            ["Ana", "said", "“", "”", "'", "\n", "\n\n", "St.", "O’Hara", "ﬁ", "İ", "日本", "\u0301", "[MASK]"]
        ),
        max_size=60,
    ).map(" ".join),
)


def page(text: str) -> Page:
    spans = paragraphs(text, Span(0, len(text)))
    return Page(text, spans, pair_marks(text, spans)[0])


def table(text: str) -> Units:
    return units(page(text), PIECES)


@settings(deadline=None)
@given(TEXTS)
def test_units_stand_in_the_text_in_order_and_leave_out_no_letter(text: str) -> None:
    found = table(text)
    assert (found.start < found.end).all()
    assert (found.end[:-1] <= found.start[1:]).all()
    covered = {at for start, end in zip(found.start, found.end, strict=True) for at in range(start, end)}
    assert all(at in covered for at, char in enumerate(text) if char.isascii() and char.isalnum())


def test_a_unit_is_a_word_or_a_mark_whatever_the_vocabulary_makes_of_it() -> None:
    text = "“Zhaivan Khodrei’s reply,” she said."
    found = table(text)
    words = [text[start:end] for start, end in zip(found.start, found.end, strict=True)]
    assert words == ["“", "Zhaivan", "Khodrei", "’", "s", "reply", ",", "”", "she", "said", "."]


@settings(deadline=None)
@given(st.integers(1, 900), st.integers(1, 120))
def test_windows_hold_each_unit_once_and_never_more_than_the_encoder_reads(words: int, by: int) -> None:
    text = " ".join(["Khodrei." if n % 7 == 3 else "gates" for n in range(words)])
    text = "".join("\n" if n and n % (by * 6) == 0 and c == " " else c for n, c in enumerate(text))
    found = table(text)
    made = list(windows(found, English.ends))
    assert [unit for window in made for unit in window.units.tolist()] == list(range(len(found)))
    for window in made:
        assert window.inputs.shape[1] <= LONGEST
        assert (window.inputs[0, window.at] == found.pieces[found.first[window.units]]).all()


def brute(emissions: decode.Floats, transitions: decode.Floats) -> tuple[list[int], float]:
    def score(labels: tuple[int, ...]) -> float:
        moves = sum(float(transitions[a, b]) for a, b in itertools.pairwise(labels))
        ends = transitions[decode.LABELS, labels[0]] + transitions[decode.LABELS + 1, labels[-1]]
        return float(sum(emissions[n, label] for n, label in enumerate(labels)) + moves + ends)

    every = list(itertools.product(range(decode.LABELS), repeat=len(emissions)))
    scores = np.array([score(labels) for labels in every])
    top = int(scores.argmax())
    return list(every[top]), float(scores[top] - np.log(np.exp(scores - scores[top]).sum()) - scores[top])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
def test_the_best_labels_of_each_row_are_those_that_trying_them_all_finds(sizes: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    emissions = 3 * chance.normal(size=(len(sizes), max(sizes), decode.LABELS)).astype(np.float32)
    transitions = chance.normal(size=(decode.LABELS + 2, decode.LABELS)).astype(np.float32)
    transitions[: decode.LABELS][decode.FORBIDDEN] = decode.IMPOSSIBLE
    labels, sure = decode.best_labels(emissions, transitions, np.array(sizes))
    for n, length in enumerate(sizes):
        wanted, probability = brute(emissions[n, :length], transitions)
        assert labels[n, :length].tolist() == wanted
        assert sure[n] == pytest.approx(probability, abs=1e-3)


def test_the_labels_of_a_row_do_not_depend_on_the_rows_beside_it() -> None:
    chance = np.random.default_rng(7)
    emissions = chance.normal(size=(6, 90, decode.LABELS)).astype(np.float32)
    transitions = chance.normal(size=(decode.LABELS + 2, decode.LABELS)).astype(np.float32)
    lengths = np.array([90, 3, 41, 1, 90, 17])
    labels, sure = decode.best_labels(emissions, transitions, lengths)
    alone = [
        decode.best_labels(emissions[n : n + 1, :end], transitions, lengths[n : n + 1]) for n, end in enumerate(lengths)
    ]
    assert [labels[n, :end].tolist() for n, end in enumerate(lengths)] == [found[0].tolist() for found, _ in alone]
    assert sure == pytest.approx([one[0] for _, one in alone], abs=1e-4)


def test_parts_are_every_run_of_content_and_one_source() -> None:
    labels = [decode.BEGIN, decode.END, decode.OUTSIDE, decode.BEGIN_SOURCE, decode.INSIDE_SOURCE, decode.SINGLE]
    assert decode.parts(np.array(labels)) == ([(0, 2), (5, 6)], (3, 5))


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_confidence_is_a_probability_whatever_the_evidence(evidence: list[float]) -> None:
    assert 0 < calibrated(np.array(evidence), np.array([0.1, 0.5, 0.5, 0.2])) < 1


def test_the_model_names_people_places_and_days() -> None:
    text = "President Ana Ruel met the envoys of Ilmaren in Portvale on Monday, officials in Portvale said."
    named = {mention.span.of(text): mention.kind for mention in read(page(text)).named}
    assert named["Ana Ruel"] == "person"
    assert named["Portvale"] == "place"
    assert named["Monday"] == "date"


@pytest.mark.parametrize("harm", ["cut short", "missing", "no manifest"])
def test_damaged_weights_are_refused_with_the_name_of_the_file(tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    harmed = folder / ("manifest.json" if harm == "no manifest" else "pairing.onnx")
    if harm == "cut short":
        harmed.write_bytes(harmed.read_bytes()[:-1])
    else:
        harmed.unlink()
    with pytest.raises(WeightsError, match=harmed.name):
        load(folder)


def test_the_weights_are_small_and_have_a_card_that_names_what_they_were_trained_on() -> None:
    for folder, most in ((WEIGHTS, 30_000_000), (MULTILINGUAL, 15_000_000)):
        names = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["sha256"]
        assert sum((folder / name).stat().st_size for name in names) <= most
    assert "PolNeAR" in (WEIGHTS.parent / "CARD.md").read_text(encoding="utf-8")
