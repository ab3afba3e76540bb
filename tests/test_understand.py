"""What the reading model makes of quotations: acts, polarity, modality, and who heard them where and through whom."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import analyse
from onrecord.analysis.extract import extract
from onrecord.analysis.split import split
from onrecord.analysis.understand import understand
from onrecord.models.reading import middle
from onrecord.models.reading.model import load
from onrecord.types import Document, Probabilities, Quotation, Reading

LETTER = (
    "Harbour Board Rejects Claims On Silt\n\n"
    "The head of the harbour board, Ana Ruel, denied on Tuesday that the channel had silted up. "
    '"There is not a word of truth in it," Ruel told reporters at a briefing in Tesk.\n\n'
    "She accused the pilots of spreading rumours and demanded that they publish their soundings. "
    '"We will dredge the eastern basin before the winter, I give you my word," she added.\n\n'
    'Asked about the cost, Ruel declined to comment. "Who could want a closed port?" she asked.\n'
)


def read(text: str) -> list[Quotation]:
    return [quotation for each in analyse(text, strict=True) for quotation in each.quotations]


def found(text: str, words: str) -> Quotation:
    return next(quotation for quotation in read(text) if words in quotation.text)


def extracted(text: str) -> Reading:
    (each,) = split(Document("a.txt", text.encode(), text))
    return extract(each)


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("silted up", "deny"),
        ("not a word of truth", "deny"),
        ("spreading rumours", "accuse"),
        ("publish their soundings", "demand"),
        ("dredge the eastern basin", "promise"),
        ("Who could want", "question"),
    ],
)
def test_acts_are_read_in_their_story(words: str, act: str) -> None:
    assert found(LETTER, words).act == act


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Ana Ruel denied that the gates had been shut.", "deny"),
        ("Ana Ruel acknowledged that the gates had been left open all night.", "confirm"),
        ("Ana Ruel called on the government of Tolm to open the gates.", "demand"),
        ('"They are liars and have ruined this port," Ana Ruel said of the pilots.', "accuse"),
        ('"I predict that the river will rise by the weekend," Ana Ruel said.', "predict"),
        ('"Who has the key?" Ana Ruel asked.', "question"),
        ("Ana Ruel praised the pilots for their courage in the storm.", "praise"),
        ("Ana Ruel vowed to rebuild the breakwater within a year.", "promise"),
        ("Ana Ruel declined to comment on the report.", "decline"),
    ],
)
def test_acts_that_nobody_would_dispute(text: str, act: str) -> None:
    assert [quotation.act for quotation in read(text)] == [act]


def test_an_act_has_a_probability_and_a_reason_that_names_the_next_one() -> None:
    denial = found(LETTER, "silted up")
    assert denial.probabilities.act is not None
    assert all(0 < one.probabilities.act < 1 for one in read(LETTER) if one.probabilities.act is not None)
    assert all(one.probabilities.polarity != 1 for one in read(LETTER))  # which is what a person judged
    (why,) = [reason for reason in denial.because if reason.part == "act"]
    assert re.search(r"next likeliest: \w+, 0\.\d\d$", why.detail)
    assert why.span is not None
    assert why.span.of(LETTER).startswith("denied")


def test_a_hearer_and_a_venue_stand_where_they_are_named() -> None:
    words = found(LETTER, "not a word of truth")
    assert words.addressee is not None
    assert words.addressee.text == "reporters"
    assert words.venue is not None
    assert "briefing" in words.venue.text
    assert words.venue.span.of(LETTER) == words.venue.text
    assert words.probabilities.venue is not None


def test_an_interview_that_is_named_once_holds_for_what_is_quoted_from_it() -> None:
    text = (
        'Ana Ruel defended the dam in an interview with Radio Tesk on Monday. "It holds," she said.\n\n'
        '"No house has been lost," she said.\n\n"And none will be," Ruel added.\n'
    )
    venues = [one.venue.text for one in read(text) if one.form == "direct" and one.venue]
    assert len(venues) >= 2
    assert all("interview" in venue for venue in venues)


def test_words_in_a_language_that_the_model_does_not_know_are_left_to_their_words() -> None:
    text = "Die Ministerin Ana Ruel hat die Vorwürfe am Montag in Tesk zurückgewiesen. „Das ist gelogen“, sagte Ruel."
    for quotation in read(text):
        assert quotation.probabilities.act is None
        assert quotation.act is not None


def test_beyond_the_windows_whose_states_are_kept_the_same_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = extracted(LETTER * 8)
    whole = understand(reading)
    monkeypatch.setattr(middle, "MOST_KEPT", 1)
    again = understand(extracted(LETTER * 8))
    assert [one.act for one in again.quotations] == [one.act for one in whole.quotations]
    pairs = zip(again.quotations, whole.quotations, strict=True)
    assert all(a.probabilities.act == pytest.approx(b.probabilities.act, abs=0.02) for a, b in pairs)
    assert len(whole.quotations) > 16


def test_a_reading_that_was_not_read_last_is_gone_through_again() -> None:
    first = extracted(LETTER)
    before = understand(first)
    analyse("Something else was said by Ana Ruel, she said.")
    after = understand(first)
    assert after == before
    assert load() is load()


def test_what_stands_outside_the_story_is_not_understood_into_it() -> None:
    reading = extracted(LETTER)
    one = replace(reading.quotations[0], content=(reading.quotations[0].content[0],), cue=None, source=None)
    (made,) = understand(replace(reading, quotations=(one,))).quotations
    assert made.act is not None
    assert made.probabilities.act is not None


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='aeNo, .?!"ifwilt\n', max_size=120))
def test_any_words_are_understood(words: str) -> None:
    for quotation in read(f'"{words}," Ana Ruel said.'):
        assert quotation.act


def test_no_field_tells_how_sure_it_is_where_nothing_was_measured() -> None:
    german = "Die Ministerin Ana Ruel hat die Vorwürfe am Montag in Tesk zurückgewiesen. „Das ist gelogen“, sagte Ruel."
    assert [one.probabilities for one in read(german)] == [Probabilities()] * len(read(german))
    never = found("Ana Ruel never promised that the gates would open. She left.", "gates would open")
    assert (never.polarity, never.act, never.probabilities.act) == ("not_said", "assert", None)


def test_names_are_not_cut_in_two() -> None:
    text = '"We sign," said Ana Ruel, as the Upper Hallmere Courier reported on Monday.'
    assert all(link.name.endswith("Hallmere Courier") for one in read(text) for link in one.relay)
    assert [link.name for one in read(text) for link in one.relay]


def test_quotations_far_apart_are_understood_as_those_that_stand_close() -> None:
    filler = "The harbour lay still and nobody came to the quay that day. " * 40
    near, far = LETTER, "\n\n".join(filler + "\n\n" + part for part in LETTER.split("\n\n"))
    wide = [one.act for one in understand(extracted(far * 3)).quotations]
    assert len(wide) >= 3 * len(understand(extracted(near)).quotations) // 2
    assert all(wide)
