"""What people judged stands, whatever the program finds now, and wherever the words stand now."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Document, Mention, Quotation, Reading, Span, Story, readings
from onrecord.analysis.correct import FIELDS, correct, with_corrections
from onrecord.types import READING_MEDIA_TYPE, Correction, Marks, Speaker, content_id

TEXT = (
    "“The ferries will sail,” said Ana Ruel on Monday.\n\nOdo Lerrin said the ferries were late, and Ana Ruel laughed."
)
LATE = "the ferries were late"


def mention(words: str, text: str = TEXT) -> Mention:
    start = text.index(words)
    return Mention(words, Span(start, start + len(words)))


def marks(content: str = LATE, cue: str = "laughed", source: str = "Odo Lerrin") -> Marks:
    told, spoke = (mention(words) if words else None for words in (cue, source))
    return Marks((mention(content),), told, spoke, "indirect", "speech")


def correction(quotation: str = "q1", **changes: object) -> Correction:
    """One that sets the content of a quotation right."""
    made = Correction(quotation, marks(), ("content",), (mention("ferries were late, and"),), (), "Ida Quill", "")
    return replace(made, **changes)  # type: ignore[arg-type]


def found(identity: str, words: str, text: str = TEXT) -> Quotation:
    return Quotation(identity, "indirect", (mention(words, text).span,), words, cue=mention("said", text).span)


def reading(*quotations: Quotation, text: str = TEXT) -> Reading:
    return Reading(Document("a.txt", text.encode(), text), Story("s", Span(0, len(text))), text, quotations)


def corrected(given: Reading, *corrections: Correction) -> Reading:
    (ready,) = with_corrections([given], corrections)
    return correct(ready)


def test_only_what_was_judged_changes() -> None:
    before = found("q1", "ferries were late, and")
    (now,) = corrected(reading(before), correction()).quotations
    assert (now.id, now.text, now.cue, now.source) == ("q1", LATE, before.cue, None)
    assert now.because[0].detail == "content corrected by Ida Quill"


def test_a_quotation_with_other_limits_and_so_another_id_is_the_same() -> None:
    now = corrected(reading(found("q2", f"{LATE}, and Ana")), correction(because="too short")).quotations
    assert [(one.id, one.text) for one in now] == [("q1", LATE)]
    assert now[0].because[0].detail == "content corrected by Ida Quill: too short"


def test_one_that_stood_beside_it_then_is_another() -> None:
    now = corrected(reading(found("q2", f"{LATE}, and Ana")), correction(beside=("q2",))).quotations
    assert {one.id for one in now} == {"q1", "q2"}


def test_a_quotation_that_the_program_finds_no_more_stays_as_it_was_marked() -> None:
    (now,) = corrected(reading(), correction()).quotations
    assert (now.text, now.cue, now.source) == (LATE, mention("laughed").span, mention("Odo Lerrin").span)


def test_what_is_nobodys_words_is_taken_out_however_it_is_found() -> None:
    none = correction(marks=None, judged=())
    for identity, words in (("q1", "ferries were late, and"), ("q2", "ferries were late, and Ana")):
        assert not corrected(reading(found(identity, words)), none).quotations
    kept = found("q3", "The ferries will sail")
    assert corrected(reading(kept), none).quotations == (kept,)


def test_words_are_found_where_they_stand_now() -> None:
    text = (
        "Said again: the ferries\n  were late.\n\n"
        + "x " * 40
        + "\n\n"
        + TEXT.replace("ferries were", "ferries\n were")
    )
    (now,) = corrected(reading(text=text), correction()).quotations
    assert now.text == "the ferries\n were late"
    assert now.cue
    assert now.cue.of(text) == "laughed"


def test_words_that_stand_nowhere_any_more_are_a_problem() -> None:
    told = corrected(reading(text="The ferries sailed, said Ana Ruel."), correction())
    assert not told.quotations
    (problem,) = told.problems
    assert problem.message.startswith("the correction of “the ferries were late” by Ida Quill was left out")
    stories = [replace(reading(), story=Story(name, span)) for name, span in (("1", Span(0, 60)), ("2", Span(60, 107)))]
    first, second = with_corrections(stories, [correction()])  # source before the seam of the stories, cue after it
    assert (len(first.problems), second.problems, first.corrections, second.corrections) == (1, (), (), ())


def test_what_stands_inside_a_corrected_quotation_is_tied_to_it() -> None:
    text = "Ana Ruel said Odo Lerrin said the ferries were late on Monday."
    inner = replace(found("inner", "the ferries were late", text), cue=mention("Lerrin said", text).span, inside="gone")
    outer = mention("Odo Lerrin said the ferries were late", text)
    wide = Correction(
        "outer", Marks((outer,), mention("said", text), None, "indirect", "speech"), FIELDS, (), ("inner",), "Ida", ""
    )
    now = {one.id: one.inside for one in corrected(reading(inner, text=text), wide).quotations}
    assert now == {"inner": "outer", "outer": None}


def test_a_reading_that_somebody_else_made_can_be_corrected_and_keeps_the_rest() -> None:
    given = {
        "document": {"text": TEXT},
        "quotations": [
            {"id": "q1", "content": [mention(LATE).span], "speaker": {"name": "Ferry Office"}, "act": "predict"},
            {"id": "q2", "content": [mention("The ferries will sail").span], "speaker": {"name": "Ivo Brekk"}},
        ],
    }
    document = Document("r.jsonl", json.dumps(given).encode(), TEXT, media_type=READING_MEDIA_TYPE)
    first, second = (content_id("quotation", document.sha256, "given", name) for name in ("q1", "q2"))
    added = Correction("q3", marks("Ana Ruel laughed", "", ""), FIELDS, (), (), "Ida", "")
    (now,) = readings(document, [correction(first, judged=("source",)), added])
    names = {one.id: one.speaker and one.speaker.name for one in now.quotations}
    assert names[first] == "Odo Lerrin"
    assert names[second] == "Ivo Brekk"
    assert now.quotations[-1].id == "q3"
    assert {one.id: one.act for one in now.quotations}[first] == "predict"


SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(
    lambda at: Span(at[0], min(len(TEXT), sum(at)))
)
MENTIONS = SPANS.filter(lambda span: bool(span.of(TEXT).strip())).map(lambda span: Mention(span.of(TEXT), span))
MARKS = st.builds(
    Marks,
    st.lists(MENTIONS, min_size=1, max_size=3).map(tuple),
    st.none() | MENTIONS,
    st.none() | MENTIONS,
    st.sampled_from(("direct", "mixed", "indirect")),
    st.sampled_from(("speech", "belief")),
)


@settings(max_examples=30, deadline=None)  # the first one loads the model
@given(st.lists(st.tuples(MARKS, st.booleans()), max_size=4))
def test_whatever_people_mark_the_story_is_read_to_the_end(drawn: list[tuple[Marks, bool]]) -> None:
    document = Document("a.txt", TEXT.encode(), TEXT)
    told = [
        Correction(
            f"q{n}", made if stands else None, FIELDS if stands else (), () if stands else made.content, (), "Ida", ""
        )
        for n, (made, stands) in enumerate(drawn)
    ]
    (read,) = readings(document, told, strict=True)
    assert {one.id for one in read.quotations} >= {one.quotation for one in told if one.marks}
    assert all(one.text == " ".join(span.of(TEXT) for span in one.content) for one in read.quotations)


# --- rule by rule ------------------------------------------------------------------------------------------------


def test_each_field_that_was_judged_changes_and_no_other() -> None:
    before = replace(found("q1", LATE), form="direct", source=mention("Ana Ruel").span, confidence=0.5)
    before = replace(before, speaker=Speaker("ana", "Ana Ruel"), implicit=True)
    wide = correction(marks=replace(marks("ferries were"), kind="belief"))
    by_field = {name: corrected(reading(before), replace(wide, judged=(name,))).quotations[0] for name in FIELDS}
    assert {name: one.text for name, one in by_field.items()} == {
        "content": "ferries were", "cue": LATE, "source": LATE, "form": LATE, "kind": LATE,
    }  # fmt: skip
    changed = {
        name: [
            field for field in ("cue", "source", "speaker", "form", "kind", "implicit")
            if getattr(one, field) != getattr(before, field)
        ]
        for name, one in by_field.items()
    }  # fmt: skip
    assert changed == {
        "content": [], "cue": ["cue", "implicit"], "source": ["source", "speaker"], "form": ["form"], "kind": ["kind"],
    }  # fmt: skip
    assert {one.confidence for one in by_field.values()} == {1.0}
    assert by_field["cue"].cue == mention("laughed").span
    assert by_field["source"].source == mention("Odo Lerrin").span
    assert by_field["source"].speaker is None


def test_a_quotation_without_a_cue_is_implicit_and_one_in_the_headline_is_known() -> None:
    one = replace(reading(found("q1", LATE)), story=Story("s", Span(0, len(TEXT)), None, Span(0, 24)))
    bare = correction(marks=marks(cue=""), judged=("cue",))
    (now,) = corrected(one, bare).quotations
    assert (now.cue, now.implicit, now.headline) == (None, True, False)
    moved = correction(marks=marks("The ferries will sail"), judged=("content",))
    (now,) = corrected(one, moved).quotations
    assert (now.headline, now.implicit) == (True, False)


def test_the_one_that_shares_most_words_is_corrected_if_it_shares_enough() -> None:
    most, some = found("q2", "the ferries were late, and"), found("q3", "ferries were")
    now = corrected(reading(most, some), correction(was=(mention(LATE),))).quotations
    assert {(one.id, one.text) for one in now} == {("q1", LATE), ("q3", "ferries were")}
    little = found("q4", "late, and Ana Ruel laughed")
    now = corrected(reading(little), correction(was=(mention(LATE),))).quotations
    assert {one.id for one in now} == {"q1", "q4"}


def test_what_somebody_else_judged_is_not_corrected_twice() -> None:
    other = Correction("q2", marks(f"{LATE}, and"), FIELDS, (mention(LATE),), (), "Ida Quill", "")
    now = corrected(reading(found("q2", LATE)), other, correction()).quotations
    assert [one.id for one in now] == ["q1", "q2"]


def test_corrections_go_to_the_story_that_has_their_words() -> None:
    seam = TEXT.index("Odo")
    halves = (Span(0, seam), Span(seam, len(TEXT)))
    stories = [replace(reading(), story=Story(str(n), span)) for n, span in enumerate(halves)]
    first, second = with_corrections(stories, [correction()])
    assert ([*first.corrections], [one.quotation for one in second.corrections]) == ([], ["q1"])
    assert first.problems == second.problems == ()


def test_of_several_places_that_in_which_the_words_stand_together_counts() -> None:
    text = "The gates open. Nobody said so.\n\nThe gates open, said Ana Ruel.\n\nThe gates open at noon, it said."
    spoken = text.index("The gates open, said")
    cue, source = Mention("said", Span(316, 320)), Mention("Ana Ruel", Span(321, 329))
    old = Marks((Mention("The gates open", Span(300, 314)),), cue, source, "indirect", "speech")
    (now,) = corrected(reading(text=text), correction(marks=old, was=())).quotations
    assert now.content == (Span(spoken, spoken + 14),)
    assert (now.cue, now.source) == (Span(spoken + 16, spoken + 20), Span(spoken + 21, spoken + 29))
    assert now.because[-1].detail == "added by Ida Quill"


def test_words_that_moved_alone_are_found_nearest_to_where_they_stood() -> None:
    text = "Late. Late. Late."
    nobody = correction(marks=None, judged=(), was=(Mention("Late", Span(7, 11)),))
    (ready,) = with_corrections([reading(text=text)], [nobody])
    assert ready.corrections[0].was == (Mention("Late", Span(6, 10)),)


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…")])
def test_a_correction_that_is_left_out_shows_the_beginning_of_its_words(length: int, shown: str) -> None:
    gone = correction(marks=None, judged=(), was=(Mention("x" * length, Span(0, length)),))
    (problem,) = corrected(reading(), gone).problems
    assert problem.message.startswith(f"the correction of “{shown}” by Ida Quill was left out")
    assert (problem.stage, problem.uri) == ("correct", "a.txt")
    assert "correct it anew" in str(problem.remedy)


def test_all_pieces_of_a_quotation_that_was_corrected_or_removed_go_with_it() -> None:
    pieces = (found("q2", "the ferries"), found("q3", "were late"))
    assert [(one.id, one.text) for one in corrected(reading(*pieces), correction(was=())).quotations] == [("q1", LATE)]
    nobody = correction(marks=None, judged=(), was=(mention(LATE),))
    beside = found("q4", "The ferries will sail")
    assert corrected(reading(beside, *pieces), nobody).quotations == (beside,)


def test_a_reading_without_corrections_stays_as_it_is() -> None:
    one = reading(found("q1", LATE))
    assert correct(one) is one
    assert with_corrections([one], []) == (one,)
