"""Foreign extractions: a Reading made by hand or by another program is added like any document, and stays as told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Record, add, analyse
from onrecord.analysis.pipeline import readings
from onrecord.readers.places import read
from onrecord.types import Document, Problem, Reading
from onrecord.types.json import to_json
from tests.support.command_line import Run

TEXT = """# outlet: The Lowen Post
# date: 2032-03-10

Gates Stay Open

“There was no offer,” the minister told reporters on Monday. Nobody else was asked.
"""


def spans(*parts: str) -> list[list[int]]:
    return [[TEXT.index(part), TEXT.index(part) + len(part)] for part in parts]


def record_of(*quotations: Any, **story: Any) -> dict[str, Any]:
    return {"document": {"uri": "post.txt", "text": TEXT}, "story": story, "quotations": list(quotations)}


def taken(tmp_path: Path, record: Any) -> Reading:
    path = tmp_path / "given.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    (document,) = read([path])
    assert isinstance(document, Document), document
    (found,) = readings(document)
    return found


def test_what_a_reading_tells_stands_and_what_it_leaves_open_is_filled_in(tmp_path: Path) -> None:
    told = {"content": spans("“There was no offer,”"), "cue": spans("told")[0], "speaker": {"name": "Ana Ruel"}}
    found = taken(tmp_path, record_of(told))
    (quotation,) = found.quotations
    assert quotation.speaker is not None
    assert (quotation.speaker.name, quotation.speaker.kind) == ("Ana Ruel", "person")
    assert (quotation.form, quotation.act) == ("direct", "deny")
    assert quotation.said is not None
    assert (quotation.said.value, quotation.said.basis) == ("2032-03-08", "weekday")
    assert (found.story.outlet, found.story.headline) == ("The Lowen Post", "Gates Stay Open")
    assert found.document.uri == "post.txt"
    assert {w.part: w.detail for w in quotation.because if w.part == "speaker"} == {"speaker": "the file gives it"}


def test_the_file_outranks_what_the_program_would_say(tmp_path: Path) -> None:
    told = {
        "id": "mine",
        "content": spans("There was no offer"),
        "speaker": {"name": "the harbour office", "kind": "office", "role": "regulator"},
        "said": {"value": "2032-02", "basis": "stated"},
        "act": "confirm",
        "relay": ["Merewire", {"name": "TeleTeshar", "kind": "broadcaster"}],
        "confidence": 0.5,
    }
    found = taken(tmp_path, record_of(told, outlet="The Upright", published={"value": "2032-04-01"}, language="de"))
    (quotation,) = found.quotations
    assert quotation.id == "mine"
    assert quotation.said is not None
    assert quotation.said.value == "2032-02"
    assert (quotation.act, quotation.confidence, quotation.hearsay) == ("confirm", 0.5, 2)
    assert [(link.name, link.kind) for link in quotation.relay] == [
        ("Merewire", "unknown"),
        ("TeleTeshar", "broadcaster"),
    ]
    assert (found.story.outlet, found.story.language) == ("The Upright", "de")
    assert found.story.published is not None
    assert found.story.published.value == "2032-04-01"


@pytest.mark.parametrize(
    "content", [[[0, 9999]], [[5, 5]], [[-1, 4]], [["a", 2]], [], None, 7, [[1.5, 3]], [[True, 3]]]
)
def test_a_quotation_without_a_place_is_a_problem_and_loses_no_other(tmp_path: Path, content: Any) -> None:
    found = taken(tmp_path, record_of({"content": content}, {"content": spans("no offer")}))
    assert [quotation.text for quotation in found.quotations] == ["no offer"]
    assert any("quotation 0 has no place in the text" in problem.message for problem in found.problems)


def test_a_reading_without_its_text_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "given.jsonl"
    path.write_text('{"document": {"uri": "a"}, "quotations": []}\n{"text": "More."}\n', encoding="utf-8")
    problem, document = read([path])
    assert isinstance(problem, Problem)
    assert "document.text" in problem.message
    assert "--text" in str(problem.remedy)
    assert isinstance(document, Document)


def test_what_analyse_prints_is_added_with_the_same_quotations(tmp_path: Path, onrecord: Run) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Gates\n\n“We were never asked,” Ana Ruel said on 9 March 2032. “Not once.”\n", encoding="utf-8")
    printed = onrecord("analyse", "--text", str(story)).stdout
    again = tmp_path / "printed.jsonl"
    again.write_text(printed, encoding="utf-8")
    with Record.open(tmp_path / "a.db") as one, Record.open(tmp_path / "b.db") as other:
        assert [problem for problem in add(one, [story]) if isinstance(problem, Problem)] == []
        assert [problem for problem in add(other, [again]) if isinstance(problem, Problem)] == []
        rows = [_rows(record) for record in (one, other)]
    assert rows[0]
    assert rows[0] == rows[1]


def _rows(record: Record) -> list[tuple[Any, ...]]:
    wanted = "id, story, text, speaker, actor, said, said_basis, act, content, cue, source"
    with record.reading() as db:
        return [tuple(row) for row in db.execute(f"SELECT {wanted} FROM quotations ORDER BY id")]  # noqa: S608


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 120) | st.text(alphabet="aé 2032-\0\ud800“", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "name", "span"]), inner),
    max_leaves=6,
)
FIELDS = ("id", "form", "content", "cue", "source", "speaker", "said", "venue", "relay", "act", "about", "inside")


@given(
    st.dictionaries(st.sampled_from(FIELDS), JSON), st.dictionaries(st.sampled_from(["id", "span", "published"]), JSON)
)
def test_any_json_is_taken_as_far_as_it_is_sound(quotation: dict[str, Any], story: dict[str, Any]) -> None:
    raw = json.dumps(record_of(quotation, **story)).encode()
    document = Document("x", raw, TEXT, media_type="application/vnd.onrecord.reading+json")
    (found,) = readings(document)
    assert json.dumps(to_json(found))
    assert all(span.of(TEXT) for q in found.quotations for span in q.content)
    assert not any("not read to the end" in problem.message for problem in found.problems)


def test_an_english_text_and_a_reading_of_it_agree(tmp_path: Path) -> None:
    (whole,) = analyse(TEXT)
    given = {"document": {"uri": "text", "text": TEXT}, "quotations": [to_json(whole)["quotations"][0]]}
    found = taken(tmp_path, given)
    assert found.quotations[0].text == whole.quotations[0].text
    assert found.quotations[0].speaker == whole.quotations[0].speaker
