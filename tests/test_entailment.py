"""A cross-encoder of the user's own: run for real, on a small network that takes "never" for a contradiction."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from bench.corpora import DEMO
from onrecord.models.entailment import Entailment
from onrecord.models.weights import WeightsError
from onrecord.queries.stances import stances
from onrecord.record_linking import relink
from onrecord.store.sqlite.record import Record
from tests.support.command_line import Run
from tests.support.records import put
from tests.support.stories import acted, story

NEVER, MAYBE = 1, 2


def save(folder: Path, labels: tuple[str, ...] = ("ENTAILMENT", "neutral", "contradiction")) -> Path:
    """Write a network whose scores are the sum of a row for each word: "never" contradicts, "maybe" is neutral."""
    folder.mkdir()
    rows = np.zeros((3, 3), dtype=np.float32)
    rows[NEVER, 2], rows[MAYBE, 1] = 9, 9
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["rows", "input_ids"], ["read"]),
            helper.make_node("ReduceSum", ["read", "axes"], ["summed"], keepdims=0),
            helper.make_node("Add", ["summed", "bias"], ["logits"]),
        ],
        "sides",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "length"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 3])],
        [
            numpy_helper.from_array(rows, "rows"),
            numpy_helper.from_array(np.array([1], dtype=np.int64), "axes"),
            numpy_helper.from_array(np.array([3, 0, 0], dtype=np.float32), "bias"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    pieces = Tokenizer(WordLevel({"?": 0, "never": NEVER, "maybe": MAYBE}, unk_token="?"))  # noqa: S106 no password
    pieces.pre_tokenizer = Whitespace()
    pieces.save(str(folder / "tokenizer.json"))
    config = {"id2label": {str(number): name for number, name in enumerate(labels)}}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def test_the_side_is_told_by_the_model_and_what_it_says_is_a_reason(tmp_path: Path) -> None:
    model = save(tmp_path / "nli")
    said = [
        acted(story(name, words, day=f"203{n}-01-01"), "assert")
        for n, (name, words) in enumerate(
            {
                "a": "“Lorries will never cross the bridge at Orlen again,”",
                "b": "“Lorries will cross the bridge at Orlen again,”",
                "c": "“Lorries will maybe cross the bridge at Orlen again,”",
            }.items(),
            start=1,
        )
    ]
    with Record.open(tmp_path / "a.db") as record:
        put(record, *said)
        relink(record)
        found = stances(record, "Lorries will cross the bridge at Orlen again", model=model)
    assert [each.stance.kind for each in found] == ["denies", "affirms", "neutral"]
    assert all(each.stance.because[-1].detail.startswith("your model: affirms ") for each in found)


def test_probabilities_are_those_of_the_named_labels(tmp_path: Path) -> None:
    model = Entailment(save(tmp_path / "nli"))
    affirms, denies = model.affirms_and_denies("It will never close.", "It will close.")
    assert denies > 0.9 > 0.1 > affirms > 0
    assert model.affirms_and_denies("", "") == pytest.approx((0.909, 0.045), abs=0.01)
    assert model.affirms_and_denies("never " * 10_000, "x" * 10_000)[1] > 0.9


def test_a_folder_that_is_no_such_model_is_told_with_a_remedy(tmp_path: Path, onrecord: Run) -> None:
    with pytest.raises(WeightsError, match=r"model\.onnx is missing: name a folder"):
        Entailment(tmp_path)
    with pytest.raises(WeightsError, match="not entailment and contradiction"):
        Entailment(save(tmp_path / "odd", ("yes", "no", "perhaps")))
    broken = save(tmp_path / "broken")
    (broken / "model.onnx").write_bytes(b"no network")
    with pytest.raises(WeightsError, match="can be read"):
        Entailment(broken)
    assert onrecord("add", DEMO / "courier-2031-09-18-never-sign.txt").returncode == 0
    done = onrecord("claims", "show", "Fares will rise", "--model", tmp_path)
    assert done.returncode == 1
    assert "model.onnx is missing" in done.stderr


def test_the_command_asks_the_model(tmp_path: Path, onrecord: Run) -> None:
    assert onrecord("add", DEMO / "courier-2031-09-18-never-sign.txt").returncode == 0
    arguments = ("--speaker", "Marrick", "--claim", "Corvane will sign a treaty on the barrage", "--format", "csv")
    told = onrecord("timeline", *arguments, "--model", save(tmp_path / "nli")).stdout
    assert "denies" in told


def test_without_the_library_of_its_word_pieces_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = save(tmp_path / "nli")
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(WeightsError, match=r"onrecord\[entailment\]"):
        Entailment(folder)
