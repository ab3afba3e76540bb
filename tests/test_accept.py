"""Foreign extractions: a Reading made by hand or by another program is taken over where it is sound."""

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
    path = tmp_path / "given.readings.jsonl"
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
    assert (quotation.form, quotation.act) == ("direct", "assert")
    assert quotation.said is not None
    assert (quotation.said.value, quotation.said.basis) == ("2032-03-08", "weekday")
    assert (found.story.outlet, found.story.headline) == ("The Lowen Post", "Gates Stay Open")
    assert found.document.uri == str(tmp_path / "given.readings.jsonl#1")
    assert {w.part: w.detail for w in quotation.because if w.part == "speaker"} == {"speaker": "the file gives it"}


def test_the_file_outranks_what_the_program_would_say(tmp_path: Path) -> None:
    told = {
        "id": "mine",
        "content": spans("There was no offer"),
        "speaker": {"name": "the harbour office", "kind": "office", "role": "regulator"},
        "said": {"value": "2032-02", "basis": "stated"},
        "act": "confirm",
        "relay": [{"span": spans("Lowen")[0]}, {"name": "Post", "kind": "newspaper", "span": spans("Post")[0]}],
        "confidence": 0.5,
        "probabilities": {"speaker": 0.7, "act": 1, "said": None, "venue": 0.2},
    }
    found = taken(
        tmp_path, record_of(told, outlet="The\u2028\n Upright", published={"value": "2032-04-01"}, language="de")
    )
    (quotation,) = found.quotations
    assert quotation.said is not None
    assert quotation.said.value == "2032-02"
    assert (quotation.act, quotation.confidence, quotation.hearsay) == ("confirm", 0.5, 2)
    sure = quotation.probabilities
    assert (sure.speaker, sure.act, sure.said) == (0.7, 1.0, None)
    assert sure.venue != 0.2  # no venue is given: what the program makes of it is the program's
    assert [(link.name, link.kind) for link in quotation.relay] == [
        ("Lowen", "unknown"),
        ("Post", "newspaper"),
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
    (problem,) = (problem for problem in found.problems if problem.stage == "accept")
    assert problem.message.startswith("quotation 0 is left out: content")


def test_a_reading_without_its_text_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "given.readings.jsonl"
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
    again = tmp_path / "printed.json"
    again.write_text(printed, encoding="utf-8")
    with Record.open(tmp_path / "a.db") as one, Record.open(tmp_path / "b.db") as other:
        assert [problem for problem in add(one, [story]) if isinstance(problem, Problem)] == []
        assert [problem for problem in add(other, [again], readings=True) if isinstance(problem, Problem)] == []
        rows = [_rows(record) for record in (one, other)]
    assert rows[0]
    assert rows[0] == rows[1]


def _rows(record: Record) -> list[tuple[Any, ...]]:
    wanted = "text, speaker, speaker_kind, said, said_basis, act, content, cue, source"
    with record.reading() as db:
        return [tuple(row) for row in db.execute(f"SELECT {wanted} FROM quotations ORDER BY content")]  # noqa: S608


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
    (found,) = taken(tmp_path, given).quotations
    own = whole.quotations[0]
    assert found.speaker is not None
    assert own.speaker is not None
    assert (found.text, found.speaker.name, found.speaker.kind) == (own.text, own.speaker.name, own.speaker.kind)
    assert {found.id, found.speaker.id}.isdisjoint({own.id, own.speaker.id})


# --- field by field, before the later stages -----------------------------------------------------------------------


def accepted(record: Any) -> Reading:
    about = Metadata(outlet="The Lowen Post", published="2032-03-10")
    header = Span(0, TEXT.index("\n\n"))
    raw = json.dumps(record).encode()
    return accept(Document("post.txt", raw, TEXT, media_type=READING_MEDIA_TYPE, metadata=about, header=header))


def at(words: str) -> Span:
    return Span(*spans(words)[0])


def own_id(found: Reading, what: str, given: str) -> str:
    return content_id(what, found.document.sha256, "given", given)


def test_every_field_of_a_quotation_is_taken_over() -> None:
    outer = {"id": "outer", "content": spans("There was no offer")}
    told = {
        "id": " mine ", "form": "mixed", "content": [*spans("There was no offer"), *spans("on Monday")],
        "cue": at("told"), "source": at("the minister"), "text": "There was no offer on Monday",
        "speaker": {"id": "ana", "name": " Ana Ruel ", "kind": "office", "role": "minister"},
        "said": {"value": "9 March 2032/2032-03-10", "basis": "relative", "span": at("on Monday")},
        "addressee": {"text": "reporters", "span": at("reporters")}, "venue": {"span": at("Lowen")},
        "relay": [{"name": "Post", "kind": "agency", "span": at("Post")}, {"span": at("Lowen")}],
        "act": " deny ", "acts_also": ["promise"], "about": spans("no offer"), "inside": "outer",
        "implicit": True, "headline": True, "kind": "belief", "confidence": 0, "unknown": [{}],
    }  # fmt: skip
    found = accepted(record_of(told, outer))
    quotation = next(one for one in found.quotations if one.inside)
    content = (at("There was no offer"), at("on Monday"))
    assert quotation == Quotation(
        id=own_id(found, "quotation", "mine"),
        form="mixed",
        content=content,
        text="There was no offer on Monday",
        cue=at("told"),
        source=at("the minister"),
        speaker=Speaker(content_id("given", "ana", "ana ruel"), "Ana Ruel", "office", "minister"),
        said=Dated("2032-03-09/2032-03-10", "relative", at("on Monday")),
        addressee=Mention("reporters", at("reporters")),
        venue=Mention("Lowen", at("Lowen")),
        relay=(Relay("Post", "agency", at("Post")), Relay("Lowen", "unknown", at("Lowen"))),
        act="deny",
        acts_also=("promise",),
        about=(at("no offer"),),
        inside=own_id(found, "quotation", "outer"),
        implicit=True,
        headline=True,
        kind="belief",
        confidence=0.0,
    )


def test_what_is_not_given_has_its_default() -> None:
    empty = dict.fromkeys(("id", "form", "cue", "source", "speaker", "said", "venue", "relay", "act", "about", "text"))
    found = accepted(record_of(empty | {"content": spans("Nobody")}, {"content": spans("“There was no offer,”")}))
    quoted, bare = found.quotations
    assert (bare.form, quoted.form) == ("indirect", "direct")
    assert bare.id == content_id("quotation", found.document.sha256, *at("Nobody"))
    assert replace(bare, id="", form="direct") == Quotation("", "direct", (at("Nobody"),), "Nobody", confidence=1.0)


def test_spans_of_a_content_are_put_in_the_order_of_the_text() -> None:
    found = accepted(record_of({"content": [*spans("on Monday"), *spans("There was")]}))
    assert found.quotations[0].content == tuple(sorted((at("on Monday"), at("There was"))))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"content": [[5, 5]]}, "content[0] is empty or outside"),
        ({"content": [[True, 5]]}, "content[0] is no span"),
        ({"content": "Nobody"}, "content is a string, not a list"),
        ({"content": [*spans("There was"), *spans("was no")]}, "two spans of content share characters: "),
        ({"content": [[n, n + 1] for n in range(130)]}, "content has 130 entries, and the limit is 100"),
        ({"text": "Somebody"}, "text is not what its content covers"),
        ({"id": 7}, "id is a number, not a string"),
        ({"id": "x" * 1001}, "id has 1,001 characters"),
        ({"form": "loud"}, "form is 'loud', which is none"),
        ({"cue": [0, 9999]}, "cue is empty or outside [0, "),
        ({"source": [3]}, "source is no span"),
        ({"speaker": []}, "speaker is a list, not an object"),
        ({"speaker": {"name": {}}}, "speaker.name is an object, not a string"),
        ({"speaker": {"name": "Ana Ruel", "kind": "hero"}}, "speaker.kind is 'hero', which is none"),
        ({"said": "2032"}, "said is a string, not an object"),
        ({"said": {"value": "soon"}}, "said is 'soon', which is no date"),
        ({"said": {"value": "2032-03/soon"}}, "which is no date"),
        ({"said": {"value": "2032-03/2032-02"}}, "which is no date"),
        ({"said": {"value": "2032", "basis": "guess"}}, "said.basis is 'guess', which is none"),
        ({"addressee": "reporters"}, "addressee is a string, not an object"),
        ({"addressee": {"text": "reporters"}}, "addressee has no span"),
        ({"venue": {"text": "Tolm", "span": spans("Lowen")[0]}}, "venue is not the words at its span"),
        ({"relay": ["Merewire"]}, "relay[0] is a string, not an object"),
        (
            {"relay": [{"name": "Merewire", "span": spans("Post")[0]}]},
            "relay[0] is not the words at its span",
        ),
        ({"relay": {"name": "Merewire"}}, "relay is an object, not a list"),
        ({"act": "promise s0123456789abcdef"}, "act is 'promise s0123456789abcdef', which is none"),
        ({"acts_also": [None, 1]}, "acts_also is a number, not a string"),
        ({"about": [[9, 4]]}, "about[0] is empty or outside"),
        ({"inside": "nothing"}, "it stands inside a quotation that is none of this reading"),
        ({"id": "self", "inside": "self"}, "it stands inside itself"),
        ({"implicit": 1}, "implicit is a number, not true or false"),
        ({"confidence": 1.5}, "confidence is not a number from 0 to 1"),
        ({"probabilities": {"act": 1.5}}, "probabilities.act is not a number from 0 to 1"),
        ({"probabilities": {"said": "high"}}, "probabilities.said is not a number from 0 to 1"),
        ({"probabilities": [0.5]}, "probabilities is a list, not an object"),
        ({"confidence": True}, "confidence is not a number from 0 to 1"),
        ({"confidence": float("inf")}, "confidence is not a number from 0 to 1"),
        ({"confidence": float("nan")}, "confidence is not a number from 0 to 1"),
    ],
)
def test_a_quotation_that_is_not_sound_is_left_out_with_the_reason(wrong: dict[str, Any], why: str) -> None:
    found = accepted(record_of({"content": spans("offer")}, {"content": spans("Nobody")} | wrong))
    assert [quotation.text for quotation in found.quotations] == ["offer"]
    (problem,) = (problem for problem in found.problems if problem.stage == "accept")
    assert problem.message.startswith("quotation 1 is left out: ")
    assert why in problem.message
    assert (problem.uri, "contract" in str(problem.remedy)) == ("post.txt", True)


def test_quotations_inside_one_another_in_a_circle_take_those_inside_them_along() -> None:
    ring = [{"id": str(n), "content": spans("offer"), "inside": str((n + 1) % 3)} for n in range(3)]
    inner = {"id": "in", "content": spans("no"), "inside": "2"}
    sound = [{"id": "a", "content": spans("Nobody"), "inside": "b"}, {"id": "b", "content": spans("Nobody else")}]
    found = accepted(record_of(*ring, inner, *sound))
    assert sorted(quotation.text for quotation in found.quotations) == ["Nobody", "Nobody else"]
    assert len([problem for problem in found.problems if problem.stage == "accept"]) == 4


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ({"name": "Ana Ruel"}, "person"),
        ({"name": "Ana Ruel", "kind": "group"}, "group"),
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
    ids = []
    for story in ("one", "two"):
        told = {"content": spans("Nobody"), "speaker": {"name": "Ruel"}}
        found = accepted(record_of(told, id=story))
        (quotation,) = found.quotations
        assert quotation.speaker is not None
        assert quotation.speaker.id == content_id("actor", found.story.id, "ruel")
        ids.append(quotation.speaker.id)
    assert ids[0] != ids[1]
    (nobody,) = accepted(record_of({"content": spans("Nobody"), "speaker": {"name": " "}})).quotations
    assert nobody.speaker is None


@pytest.mark.parametrize(
    ("said", "value", "basis"),
    [
        ({"value": "2032-03-09"}, "2032-03-09", "stated"),
        ({"value": "9 March 2032", "basis": "weekday"}, "2032-03-09", "weekday"),
        ({"value": "2032-03/2032-04", "basis": None}, "2032-03/2032-04", "stated"),
        ({"basis": "stated"}, None, None),
        (None, None, None),
    ],
)
def test_a_day_is_taken_over_as_it_is_written(said: Any, value: str | None, basis: str | None) -> None:
    (quotation,) = accepted(record_of({"content": spans("Nobody"), "said": said})).quotations
    assert (quotation.said and quotation.said.value, quotation.said and quotation.said.basis) == (value, basis)


def test_every_field_of_a_story_is_taken_over_or_found() -> None:
    given = {
        "id": "mine", "span": [50, 140], "headline": "Another", "outlet": " The Gull ", "byline": "T. Orr",
        "published": "1 April 2032", "language": "de",
    }  # fmt: skip
    taken = accepted(record_of(**given))
    headline = at("Gates Stay Open")
    published = Dated("2032-04-01", "stated")
    mine = own_id(taken, "story", "mine")
    assert taken.story == Story(mine, Span(50, 140), "Another", None, "The Gull", "T. Orr", published, "de")
    found = accepted(record_of()).story
    assert (found.headline, found.headline_span, found.outlet) == ("Gates Stay Open", headline, "The Lowen Post")
    assert found.published is not None
    assert found.published.value == "2032-03-10"
    assert found.id == content_id("story", accepted(record_of()).document.sha256, *found.span)
    marked = accepted(record_of(headline_span=at("no offer"))).story
    assert (marked.headline, marked.headline_span) == ("no offer", at("no offer"))


@pytest.mark.parametrize(
    ("story", "why"),
    [
        ({"span": [140, 50]}, "span is empty or outside"),
        ({"span": [0, 9999]}, "span is empty or outside"),
        ({"span": [1.0, 5]}, "span is no span"),
        ({"headline_span": [True, 5]}, "headline_span is no span"),
        ({"headline_span": [0, 9], "headline": "Another"}, "headline is not what the text has at headline_span"),
        ({"outlet": ["The Gull"]}, "outlet is a list, not a string"),
        ({"language": "en; s0123"}, "language is 'en; s0123', which is no code of a language"),
        ({"published": "soon"}, "published is 'soon', which is no date"),
        ({"id": {}}, "id is an object, not a string"),
    ],
)
def test_of_a_story_that_is_not_sound_nothing_is_taken_over(story: dict[str, Any], why: str) -> None:
    found = accepted(record_of({"content": spans("Nobody")}, **story))
    assert found.quotations == ()
    (problem,) = (problem for problem in found.problems if problem.stage == "accept")
    assert problem.message.startswith("the story is left out: ")
    assert why in problem.message


@pytest.mark.parametrize("quotations", [{}, "none", 7, False])
def test_what_is_no_list_of_quotations_is_a_problem(quotations: Any) -> None:
    found = accepted({"document": {}, "quotations": quotations})
    assert found.quotations == ()
    assert "quotations is" in found.problems[-1].message
    assert [one.stage for one in accepted({"document": {}, "quotations": None}).problems] == []


def test_quotations_come_in_the_order_of_the_text_and_an_id_counts_once() -> None:
    late, early = {"content": spans("Nobody"), "id": "late"}, {"content": spans("There"), "id": "early"}
    again = {"content": spans("offer"), "id": "late"}
    found = accepted(record_of(late, early, again, early | {"id": None}, early | {"id": None}))
    assert [one.text for one in found.quotations] == ["There", "There", "Nobody"]
    messages = [one.message for one in found.problems if one.stage == "accept"]
    assert messages == [
        "quotation 2 is left out: an earlier one has its id 'late'",
        "quotation 4 is left out: an earlier one has its place",
    ]


def test_what_is_left_out_is_counted_to_the_last() -> None:
    rows: list[Any] = [7] * 150 + [{"content": [[n % 100, n % 100 + 1]], "id": str(n)} for n in range(10_000)]
    found = accepted(record_of(*rows))
    messages = [one.message for one in found.problems if one.stage == "accept"]
    assert len(found.quotations) == 9_850
    assert messages[0] == "quotation 0 is left out: it is a number, not an object"
    assert messages[100:] == [
        "50 more quotations are left out for reasons of that kind",
        "150 quotations are left out: the limit is 10,000 a story",
    ]


def test_quotations_cover_a_text_a_few_times_at_most() -> None:
    text = "word " * 40_000
    rows = [{"id": str(n), "content": [[0, len(text) - 1]]} for n in range(50)]
    raw = json.dumps({"document": {}, "story": {}, "quotations": rows}).encode()
    found = accept(Document("a", raw, text, media_type=READING_MEDIA_TYPE))
    assert len(found.quotations) == 3
    assert "cover the text more than 3 times over" in found.problems[-1].message


def test_one_speaker_id_beside_two_names_makes_two_and_says_so(tmp_path: Path) -> None:
    rows = [
        {"content": spans("Nobody"), "speaker": {"id": "x", "name": "Ana Ruel"}},
        {"content": spans("There"), "speaker": {"id": "x", "name": "Osk Tarrin"}},
        {"content": spans("offer"), "speaker": {"id": "y", "name": "Ana Ruel"}},
        {"content": spans("Gates"), "speaker": {"id": "y", "name": "Minister Ruel"}},
    ]
    found = taken(tmp_path, record_of(*rows))
    ids = {quotation.speaker.id for quotation in found.quotations if quotation.speaker}
    assert len(ids) == 4
    (problem,) = (one for one in found.problems if one.stage == "accept")
    assert "'x' stands beside 'Ana Ruel' and 'Osk Tarrin'" in problem.message


def test_what_a_file_gives_is_put_back_with_a_reason_and_counts_the_tellers() -> None:
    relay = [{"span": at("Lowen")}, {"span": at("Post")}]
    told = {"content": spans("Nobody"), "act": "deny", "acts_also": ["accuse"], "relay": relay}
    given = accepted(record_of(told | {"inside": "x"}, {"id": "x", "content": spans("Nobody else was asked.")}))
    quotation = next(one for one in given.quotations if one.inside)
    own = (Reason("act", "the verb", None), Reason("said", "the day", None))
    made = replace(quotation, act="assert", relay=quotation.relay[:1], hearsay=3, because=own)
    made = replace(made, venue=Mention("x", Span(0, 1)))
    (now,) = with_given(replace(given, quotations=(made,)), given).quotations
    assert (now.act, now.acts_also, now.inside) == ("deny", ("accuse",), own_id(given, "quotation", "x"))
    assert now.relay == quotation.relay
    assert now.hearsay == 4
    assert now.venue == made.venue
    assert [(why.part, why.detail) for why in now.because] == [
        ("said", "the day"), ("relay", "the file gives it"), ("act", "the file gives it"),
    ]  # fmt: skip
