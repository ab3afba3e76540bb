"""Foreign extractions: a Reading made by hand or by another program is added like any document, and stays as told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Record, add, analyse
from onrecord.analysis.accept import accept, with_given
from onrecord.analysis.pipeline import readings
from onrecord.readers.places import read
from onrecord.types import (
    READING_MEDIA_TYPE,
    Dated,
    Document,
    Mention,
    Metadata,
    Problem,
    Quotation,
    Reading,
    Reason,
    Relay,
    Span,
    Speaker,
    Story,
    content_id,
)
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


# --- field by field, before the later stages -----------------------------------------------------------------------


def accepted(record: Any) -> Reading:
    about = Metadata(outlet="The Lowen Post", published="2032-03-10")
    header = Span(0, TEXT.index("\n\n"))
    raw = json.dumps(record).encode()
    return accept(Document("post.txt", raw, TEXT, media_type=READING_MEDIA_TYPE, metadata=about, header=header))


def at(words: str) -> Span:
    return Span(*spans(words)[0])


def test_every_field_of_a_quotation_is_taken_over() -> None:
    told = {
        "id": " mine ", "form": "mixed", "content": [*spans("on Monday"), *spans("There was no offer")],
        "cue": at("told"), "source": at("the minister"),
        "speaker": {"id": "ana", "name": "Ana Ruel", "kind": "office", "role": "minister"},
        "said": {"value": "9 March 2032/2032-03-10", "basis": "relative", "span": at("on Monday")},
        "addressee": {"text": "not looked at", "span": at("reporters")}, "venue": {"span": at("Lowen")},
        "relay": ["Merewire", {"name": "Tarn", "kind": "agency", "span": at("Post")}, {"kind": "agency"}, 7],
        "act": " deny ", "acts_also": ["promise", "", None], "about": spans("no offer"), "inside": "outer",
        "implicit": True, "headline": True, "kind": "belief", "confidence": 0,
    }  # fmt: skip
    (quotation,) = accepted(record_of(told)).quotations
    content = (at("There was no offer"), at("on Monday"))
    assert quotation == Quotation(
        id="mine",
        form="mixed",
        content=content,
        text="There was no offer on Monday",
        cue=at("told"),
        source=at("the minister"),
        speaker=Speaker("ana", "Ana Ruel", "office", "minister"),
        said=Dated("2032-03-09/2032-03-10", "relative", at("on Monday")),
        addressee=Mention("reporters", at("reporters")),
        venue=Mention("Lowen", at("Lowen")),
        relay=(Relay("Merewire", "unknown", content[0]), Relay("Tarn", "agency", at("Post"))),
        act="deny",
        acts_also=("promise",),
        about=(at("no offer"),),
        inside="outer",
        implicit=True,
        headline=True,
        kind="belief",
        confidence=0.0,
    )


def test_what_is_not_given_has_its_default() -> None:
    found = accepted(record_of({"content": spans("Nobody")}, {"content": spans("“There was no offer,”")}))
    quoted, bare = found.quotations
    assert (bare.form, quoted.form) == ("indirect", "direct")
    assert bare.id == content_id("quotation", found.document.sha256, *at("Nobody"))
    assert replace(bare, id="", form="direct") == Quotation("", "direct", (at("Nobody"),), "Nobody", confidence=1.0)


@pytest.mark.parametrize(
    ("given", "taken"), [(1, 1.0), (0.25, 0.25), (1.5, 1.0), (-0.5, 1.0), ("0.5", 1.0), (None, 1.0)]
)
def test_a_confidence_is_a_probability(given: Any, taken: float) -> None:
    (quotation,) = accepted(record_of({"content": spans("Nobody"), "confidence": given})).quotations
    assert quotation.confidence == taken


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ({"name": "Ana Ruel"}, "person"),
        ({"name": "Ana Ruel", "kind": "group"}, "group"),
        ({"name": "Ana Ruel", "kind": "hero"}, "person"),
        ({"name": "The Lowen Times"}, "organisation"),
        ({"name": "Foreign Ministry"}, "organisation"),
    ],
)
def test_the_kind_of_a_speaker_is_given_or_told_by_the_name(speaker: dict[str, str], kind: str) -> None:
    (quotation,) = accepted(record_of({"content": spans("Nobody"), "speaker": speaker})).quotations
    assert quotation.speaker is not None
    assert quotation.speaker.kind == kind
    assert quotation.speaker.id == content_id("actor", speaker["name"].casefold())


def test_a_family_name_alone_is_somebody_of_that_story_only() -> None:
    ids = set()
    for story in ("one", "two"):
        told = {"content": spans("Nobody"), "speaker": {"name": "Ruel"}}
        (quotation,) = accepted(record_of(told, id=story)).quotations
        assert quotation.speaker is not None
        ids.add(quotation.speaker.id)
    assert ids == {content_id("actor", "one", "ruel"), content_id("actor", "two", "ruel")}
    (nobody,) = accepted(record_of({"content": spans("Nobody"), "speaker": {"name": " "}})).quotations
    assert nobody.speaker is None


@pytest.mark.parametrize(
    ("said", "value", "basis"),
    [
        ({"value": "2032-03-09"}, "2032-03-09", "stated"),
        ({"value": "9 March 2032", "basis": "weekday"}, "2032-03-09", "weekday"),
        ({"value": "2032-03/2032-04", "basis": "guess"}, "2032-03/2032-04", "stated"),
        ({"value": "2032-03/soon"}, None, None),
        ({"value": "soon"}, None, None),
        ({"basis": "stated"}, None, None),
        ("2032", None, None),
    ],
)
def test_a_day_is_taken_over_if_it_is_one(said: Any, value: str | None, basis: str | None) -> None:
    (quotation,) = accepted(record_of({"content": spans("Nobody"), "said": said})).quotations
    assert (quotation.said and quotation.said.value, quotation.said and quotation.said.basis) == (value, basis)


def test_every_field_of_a_story_is_taken_over_or_found() -> None:
    given = {
        "id": "mine", "span": [50, 140], "headline": "Another", "outlet": " The Gull ", "byline": "T. Orr",
        "published": "1 April 2032", "language": "de",
    }  # fmt: skip
    story = accepted(record_of(**given)).story
    headline = at("Gates Stay Open")
    published = Dated("2032-04-01", "stated")
    assert story == Story("mine", Span(50, 140), "Another", headline, "The Gull", "T. Orr", published, "de")
    found = accepted(record_of()).story
    assert (found.headline, found.headline_span, found.outlet) == ("Gates Stay Open", headline, "The Lowen Post")
    assert found.published is not None
    assert found.published.value == "2032-03-10"
    assert found.id == content_id("story", accepted(record_of()).document.sha256, *found.span)
    marked = accepted(record_of(headline_span=at("no offer"), headline="Another")).story
    assert (marked.headline, marked.headline_span) == ("no offer", at("no offer"))
    for odd in ([140, 50], [0, 9999], [-1, 5], [3], "x", [1.0, 5]):
        assert accepted(record_of(span=odd)).story.span == found.span


def test_quotations_come_in_the_order_of_the_text_and_an_id_counts_once() -> None:
    late, early = {"content": spans("Nobody"), "id": "late"}, {"content": spans("There"), "id": "early"}
    again = {"content": spans("offer"), "id": "late"}
    found = accepted(record_of(late, early, again))
    assert [(one.id, one.text) for one in found.quotations] == [("early", "There"), ("late", "Nobody")]
    assert accepted({"document": {}, "quotations": "none"}).quotations == ()
    (problem,) = (one for one in accepted(record_of(late, 7)).problems if one.stage == "accept")
    assert (problem.message, problem.uri) == ("quotation 1 has no place in the text and was left out", "post.txt")
    assert "content" in str(problem.remedy)


def test_what_a_file_gives_is_put_back_with_a_reason_and_counts_the_tellers() -> None:
    told = {"content": spans("Nobody"), "act": "deny", "acts_also": ["accuse"], "relay": ["Tarn", "Bryn"]}
    given = accepted(record_of(told | {"inside": "x"}))
    (quotation,) = given.quotations
    own = (Reason("act", "the verb", None), Reason("said", "the day", None))
    made = replace(quotation, act="assert", relay=quotation.relay[:1], hearsay=3, because=own)
    made = replace(made, venue=Mention("x", Span(0, 1)))
    (now,) = with_given(replace(given, quotations=(made,)), given).quotations
    assert (now.act, now.acts_also, now.inside, now.relay) == ("deny", ("accuse",), "x", quotation.relay)
    assert now.hearsay == 4
    assert now.venue == made.venue
    assert [(why.part, why.detail) for why in now.because] == [
        ("said", "the day"), ("relay", "the file gives it"), ("act", "the file gives it"),
    ]  # fmt: skip
