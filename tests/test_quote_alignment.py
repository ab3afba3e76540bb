"""Wordings: what each report made of one statement's words, with the differences that are there and no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.local_alignment import aligned
from onrecord.linking.quote_alignment import wording_beside, wordings
from onrecord.types import Report, Span, Wording

WHOLE = "“The gates of the barrage will stay open until the last boat is through. Nobody will pay a toll this year.”"


def report(name: str, *pieces: str, form: str = "direct", language: str = "en", day: str = "2032-03-09") -> Report:
    spans, start = [], 100
    for piece in pieces:
        spans.append(Span(start, start + len(piece)))
        start += len(piece) + 40
    return Report(name, " ".join(pieces), tuple(spans), form, language, day)  # type: ignore[arg-type]


def held(*pieces: str, against: str = WHOLE, form: str = "direct", language: str = "en") -> Wording:
    """Return the wording of a report beside two others that print `against`."""
    texts = [report("a", against), report("b", against), report("c", *pieces, form=form, language=language)]
    found = {wording.report: wording for wording in wordings(texts)}
    assert {found["a"].kind, found["b"].kind} == {"same"}
    return found["c"]


def words(wording: Wording, *pieces: str) -> list[tuple[str, str, str]]:
    """Return each difference with the words on both sides."""
    spans = report("c", *pieces).content
    found: list[tuple[str, str, str]] = []
    for difference in wording.differences:
        here = next(
            (p[difference.span.start - s.start : difference.span.end - s.start])
            for p, s in zip(pieces, spans, strict=True)
            if s.covers(difference.span)
        )
        there = difference.other and WHOLE[difference.other.start - 100 : difference.other.end - 100]
        found.append((difference.kind, here, there or ""))
    return found


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        pytest.param((WHOLE,), "same", id="the-same"),
        pytest.param((WHOLE.replace("“", '"').replace("”", '"'),), "same", id="other-marks"),
        pytest.param((WHOLE.strip("”"),), "same", id="a-mark-missing"),
        pytest.param((WHOLE.replace("barrage", "barage"),), "same", id="a-slip-of-the-pen"),
        pytest.param((WHOLE.replace("toll", "toll [at the lock]"),), "same", id="explained-in-brackets"),
        pytest.param(
            ("“The gates of the barrage will stay open until the last boat is through.”",), "same", id="whole"
        ),
        pytest.param(
            (
                "“The gates of the barrage will stay open until the last boat is through,”",
                "“nobody will pay a toll this year”",
            ),
            "same",
            id="parted-by-its-cue",
        ),
        pytest.param(("“The gates of the barrage will stay open”",), "truncated", id="cut-off"),
        pytest.param(("“until the last boat is through”",), "truncated", id="a-fragment"),
        pytest.param(
            ("“The gates of the barrage will stay open ... Nobody will pay a toll this year.”",),
            "same",
            id="cut-with-dots",
        ),
        pytest.param(
            ("“The gates of the barrage will stay open nobody will pay a toll this year”",), "spliced", id="spliced"
        ),
        pytest.param(
            ("“The gates of the barrage will stay shut until the last boat is through.”",),
            "altered",
            id="a-word-changed",
        ),
        pytest.param(
            ("“The gates of the barrage will never stay open until the last boat is through.”",),
            "altered",
            id="a-word-added",
        ),
        pytest.param(
            ("“Boats will pass freely, whatever the season, and the lock is free of charge for all.”",),
            "unlike",
            id="hardly-a-word-in-common",
        ),
    ],
)
def test_the_kind_of_a_wording(pieces: tuple[str, ...], kind: str) -> None:
    assert held(*pieces).kind == kind


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("barage", "same"),
        ("barraeg", "same"),
        ("illegal", "altered"),
        ("unlegal", "altered"),
        ("2031", "altered"),
        ("shot", "altered"),
    ],
)
def test_a_slip_is_no_alteration_but_what_turns_the_meaning_is_one(printed: str, kind: str) -> None:
    right = {"barage": "barrage", "barraeg": "barrage", "2031": "2032", "shot": "shut"}.get(printed, "legal")
    words = "“What was done at the {} last winter must now be settled by both of our governments,”"
    assert held(words.format(printed), against=words.format(right)).kind == kind


def test_words_of_the_reporter_are_retold() -> None:
    assert held("that the gates would stay open", form="indirect").kind == "paraphrase"


def test_another_language_is_a_translation() -> None:
    assert held("„Die Tore bleiben offen, bis das letzte Boot durch ist“", language="de").kind == "translation"


@pytest.mark.parametrize(
    ("piece", "differences"),
    [
        (
            "“The gates of the barrage will stay shut until the last boat is through.”",
            [("replaced", "shut", "open")],
        ),
        (
            "“The gates of the barrage will never stay open until the last boat is through.”",
            [("added", "never", "")],
        ),
        (
            "“The gates will stay open until the last boat is through.”",
            [("cut", " ", "of the barrage")],
        ),
        ("“The gates of the barrage will stay open until the last boat is through.”", []),
    ],
)
def test_the_changed_words_are_the_ones_shown(piece: str, differences: list[tuple[str, str, str]]) -> None:
    assert words(held(piece), piece) == differences


def test_the_language_in_which_reports_agree_is_taken_for_that_of_the_speaker() -> None:
    spoken = "„Die Tore bleiben offen, bis das letzte Boot durch ist“"
    texts = [
        report("a", "“The gates stay open until the last boat is through”"),
        report("b", "“Nobody closes the gates before the last vessel has passed”"),
        report("c", spoken, language="de"),
        report("d", spoken, language="de"),
    ]
    assert [wording.kind for wording in wordings(texts)] == ["translation", "translation", "same", "same"]


def test_of_two_the_first_out_is_the_one_held_against() -> None:
    changed = WHOLE.replace("open", "shut")
    found = wordings([report("a", changed, day="2032-03-10"), report("b", WHOLE, day="2032-03-09")])
    assert [(wording.kind, wording.against) for wording in found] == [("altered", "b"), ("same", None)]


def near_duplicates(count: int) -> list[Report]:
    """Return reports that differ in two words each."""
    words = WHOLE.split()
    changed = ([*words[: n % 19], f"first{n}", *words[n % 19 + 1 : -1], f"last{n}”"] for n in range(count))
    return [report(f"{n:04}", " ".join(several)) for n, several in enumerate(changed)]


def alignments(reports: Sequence[Report]) -> int:
    """Return how often two sentences are aligned, which takes long, until the wordings of reports are known."""
    aligned.cache_clear()
    wordings(reports)
    return aligned.cache_info().misses


@pytest.mark.parametrize("count", [10, 200, 400])
def test_of_many_near_duplicates_each_is_aligned_with_few(count: int) -> None:
    assert count < alignments(near_duplicates(count)) < 24 * count


def test_of_many_wordings_the_one_that_is_printed_more_than_once_is_the_one_held_against() -> None:
    several = [report(name, WHOLE, day="2032-03-12") for name in ("x", "y")]
    found = {wording.report: wording for wording in wordings([*near_duplicates(60), *several])}
    assert found["x"].kind == found["y"].kind == "same"
    assert {found[one.id].kind for one in near_duplicates(60)} == {"altered"}
    assert {found[one.id].against for one in near_duplicates(60)} <= {"x", "y"}


PIECES = st.lists(st.text(alphabet="ab Cdé.,'’&[]…“”-\n", max_size=30), min_size=1, max_size=3)
REPORTS = st.lists(st.tuples(PIECES, st.sampled_from(["direct", "mixed", "indirect"]), st.sampled_from(["en", "ru"])))


@given(REPORTS)
def test_any_reports_have_a_wording_and_differences_inside_their_words(
    texts: list[tuple[list[str], str, str]],
) -> None:
    reports = [report(str(n), *pieces, form=form, language=lang) for n, (pieces, form, lang) in enumerate(texts)]
    found = wordings(reports)
    assert [wording.report for wording in found] == [one.id for one in reports]
    spans = {one.id: one.content for one in reports}
    for wording in found:
        for difference in wording.differences:
            assert any(span.covers(difference.span) for span in spans[wording.report])
            assert wording.against is not None
            assert difference.other is None or any(span.covers(difference.other) for span in spans[wording.against])


def test_two_statements_are_held_against_each_other_in_one_language_and_in_quotation_marks() -> None:
    first, other = report("a", WHOLE), report("b", WHOLE.replace("will stay", "will not stay"))
    assert [(each.kind, each.span.end - each.span.start) for each in wording_beside(first, other).differences] == [
        ("added", len("not"))
    ]
    assert [each.kind for each in wording_beside(other, first).differences] == ["omitted"]
    assert wording_beside(first, report("c", WHOLE, language="de")) == Wording("c", "translation")
    assert wording_beside(first, report("d", WHOLE, form="indirect")) == Wording("d", "paraphrase")
    assert wording_beside(first, report("e", "“Fish is dear in autumn, and bread is dearer.”")).differences == ()


LONG = "“Alpha bravo charlie delta echoes foxtrot golfing hotels indigo julia.”"  # ten words that weigh the same


@pytest.mark.parametrize(
    ("piece", "kind"),
    [
        pytest.param("“Alpha bravo charlie delta echoes foxtrot xx1x xx2x xx3x xx4x.”", "same", id="six of ten"),
        pytest.param("“Alpha bravo charlie delta echoes 11111 22222 33333 44444 55555.”", "unlike", id="five of ten"),
        pytest.param(
            "“Alpha 11111 charlie 22222 echoes 33333 golfing hotels indigo julia.”", "altered", id="three replaced"
        ),
        pytest.param(
            "“Alpha 11111 charlie 22222 echoes foxtrot golfing hotels indigo julia.”", "altered", id="two replaced"
        ),
        pytest.param(
            "“Alpha 11111 charlie 22222 echoes 33333 golfing hotels indigo julia kilos lima1 mikes novem oscar.”",
            "altered",
            id="three replaced and more added at the end",
        ),
    ],
)
def test_so_much_must_be_the_same_to_be_the_same_words(piece: str, kind: str) -> None:
    assert held(piece, against=LONG).kind == kind


@pytest.mark.parametrize(
    ("piece", "kind"),
    [
        pytest.param("“of the barrage will stay open until the last”", "truncated", id="eight words in mid-sentence"),
        pytest.param("“the gates of the barrage will stay open until the last boat is through”", "same", id="whole"),
        pytest.param("“The gates of the barrage will stay open until the last boat is”", "same", id="one word missing"),
        pytest.param(
            "“The gates of the barrage will stay open until the last boat”", "truncated", id="two words missing"
        ),
        pytest.param(
            "“gates of the barrage will stay open until the last boat is through”", "same", id="the first missing"
        ),
        pytest.param("“Of the barrage will stay open until the last boat is through”", "truncated", id="the first two"),
        pytest.param("“Nobody will pay a toll this year.”", "same", id="the second sentence"),
    ],
)
def test_what_breaks_off_is_truncated(piece: str, kind: str) -> None:
    assert held(piece).kind == kind


@pytest.mark.parametrize(
    ("printed", "right", "kind"),
    [
        ("gaets", "gates", "same"),
        ("gats", "gate", "altered"),
        ("gatse", "gates", "same"),
        ("gate", "gates", "altered"),
        ("bridges", "bridge", "same"),
        ("bridge", "bridges", "same"),
        ("fridge", "bridge", "altered"),
        ("bridle", "bridge", "same"),
        ("briddge", "bridge", "same"),
        ("brigde", "bridge", "same"),
        ("12345", "12346", "altered"),
        ("governmental", "governments", "altered"),
        ("some body", "somebody", "same"),
        ("R&D", "R and D", "same"),
        ("its", "it’s", "same"),
    ],
)
def test_slips_are_one_letter_behind_the_first_of_a_long_word(printed: str, right: str, kind: str) -> None:
    text = "“What was done at the {} last winter must now be settled by both of our governors,”"
    assert held(text.format(printed), against=text.format(right)).kind == kind


def test_the_report_that_has_most_in_common_with_the_others_is_held_against() -> None:
    changed = WHOLE.replace("open", "shut")
    found = wordings([report("a", changed, day="2032-03-01"), report("b", WHOLE), report("c", WHOLE)])
    assert [(one.kind, one.against) for one in found] == [("altered", "b"), ("same", None), ("same", "b")]


def test_of_reports_about_as_long_the_first_out_is_held_against_and_of_one_day_the_fullest() -> None:
    shorter = WHOLE.replace(" this year", "")
    assert wordings([report("a", WHOLE, day="2032-03-10"), report("b", shorter)])[0].against == "b"
    assert wordings([report("b", shorter), report("a", WHOLE)])[0].against == "a"
    much_shorter = "“The gates of the barrage will stay open until the last boat is through.”"
    assert wordings([report("a", WHOLE, day="2032-03-10"), report("b", much_shorter)])[1].against == "a"


def test_where_no_two_reports_agree_each_rendered_the_words_anew_if_they_are_told_to_be_translated() -> None:
    texts = [report("a", "“Fish is dear in autumn.”"), report("b", "“Bread costs more every single week.”")]
    assert [(one.kind, one.against) for one in wordings(texts)] == [("unlike", "b"), ("same", None)]
    told = [replace(texts[0], translated=True), texts[1]]
    assert [(one.kind, one.against) for one in wordings(told)] == [("translation", None), ("translation", None)]


def test_a_single_fragment_is_truncated_and_a_single_whole_report_the_same() -> None:
    assert wordings([report("a", "“until the last boat is through”")])[0].kind == "truncated"
    assert wordings([report("a", WHOLE)])[0].kind == "same"
    assert wordings([]) == ()
