"""What a Reading must hold to: one that the program made has no fault, and each way of being wrong is named."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan
from typing import Any

import pytest

from onrecord import analyse
from onrecord.types import Dated, Document, Mention, Probabilities, Quotation, Reading, Relay, Span, Speaker, Story
from onrecord.types.validity import faults, is_date

TEXT = "Gates\n\n“We were never asked,” Ana Ruel told reporters on 9 March 2032, TeleTeshar reported. “Not once.”\n"
STORY = Story("story", Span(0, 80), "Gates", Span(0, 5), published=Dated("2032-03", "stated", Span(50, 60)))


def at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


FIRST = Quotation(
    "first", "direct", (at("We were"), at("never asked")), "We were never asked", at("told"), at("Ana Ruel"),
    Speaker("ana", "Ana Ruel", "person"), Dated("2032-03-09/2032-03-10", "stated", at("9 March 2032")),
    Mention("reporters", at("reporters")), relay=(Relay("TeleTeshar", "broadcaster", at("TeleTeshar")),), act="deny",
    inside="second",
)  # fmt: skip
SECOND = Quotation("second", "direct", (at("never"),), "never")


def reading(*quotations: Quotation, **changes: Any) -> Reading:
    return replace(Reading(Document("a", b"", TEXT), STORY, TEXT, quotations), **changes)


def test_a_sound_reading_has_no_fault() -> None:
    assert list(faults(reading(FIRST, SECOND))) == []


@pytest.mark.parametrize("odd", ["\u00a0", "\u2009"])
def test_what_the_program_reads_has_the_words_of_its_spans(odd: str) -> None:
    text = (
        f"# outlet: The Upright\n\nLOWEN (Mere{odd}wire) -\n\n"
        f"“I give you my word, we promise to stop if{odd}it rains by{odd}next{odd}week,” "
        f"Ana Ruel told{odd}reporters in{odd}a{odd}statement on Monday, Mere\u0430wire reported. "
        f"“There was no{odd}offer,” she told the Mere\u0430wire{odd}agency."
    )
    found = analyse(text)
    words = [
        mention for one in found for q in one.quotations for mention in (q.addressee, q.venue, q.condition) if mention
    ]
    assert any(odd in mention.text for mention in words)
    assert [fault for one in found for fault in faults(one)] == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"content": ()}, "no content"),
        ({"content": (at("never asked"), at("We were"))}, "not in order"),
        ({"content": (at("We were"), at("were never"))}, "share characters"),
        ({"content": (Span(-3, 4),)}, "content lies at [-3, 4)"),
        ({"content": (Span(20, 2000),)}, "content lies at [20, 2000)"),
        ({"content": (at("Not once"),), "text": "Not once"}, "outside [0, 80)"),
        ({"text": "We were always asked"}, "its text is not what its content covers"),
        ({"cue": Span(5, 5)}, "cue lies at [5, 5), empty"),
        ({"source": Span(79, 90)}, "source lies at [79, 90)"),
        ({"addressee": Mention("nobody", at("reporters"))}, "addressee is not the words at its span"),
        ({"venue": Mention("x", Span(9, 9000))}, "venue lies at [9, 9000), outside the document"),
        ({"relay": (Relay("Tarn", "agency", at("TeleTeshar")),)}, "relay is not the words at its span"),
        ({"said": Dated("2032-02-30", "stated")}, "said is '2032-02-30', which is no date"),
        ({"said": Dated("2032", "guess")}, "the basis of said is 'guess'"),  # type: ignore[arg-type]
        ({"about": (Span(3, 3),)}, "about or because lies at [3, 3)"),
        ({"inside": "third"}, "stands inside a quotation that is none of this reading"),
        ({"inside": "first"}, "stands inside itself"),
        ({"form": "loud"}, "the form is 'loud'"),
        ({"act": "promise s0123"}, "the act is 'promise s0123'"),
        ({"speaker": Speaker("", "Ana Ruel", "person")}, "lacks an id or a name"),
        ({"speaker": Speaker("ana", "Ana Ruel", "hero")}, "the kind of speaker is 'hero'"),  # type: ignore[arg-type]
        ({"confidence": inf}, "its confidence is inf"),
        ({"confidence": nan}, "its confidence is nan"),
        ({"probabilities": Probabilities(act=1.2)}, "its probability of act is 1.2, not from 0 to 1"),
        ({"probabilities": Probabilities(speaker=nan)}, "its probability of speaker is nan"),
        ({"hearsay": -1}, "counts -1 tellers"),
    ],
)
def test_each_fault_of_a_quotation_is_named_with_its_id(changes: dict[str, Any], fault: str) -> None:
    found = list(faults(reading(replace(FIRST, **changes), SECOND)))
    assert any(one.startswith("quotation first: ") and fault in one for one in found), found


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"masked": TEXT[:-1]}, "the masked text has"),
        ({"story": replace(STORY, span=Span(0, 9000))}, "the story lies at [0, 9000)"),
        ({"story": replace(STORY, id="")}, "the story has no id"),
        ({"story": replace(STORY, headline_span=Span(7, 3))}, "headline lies at [7, 3)"),
        ({"story": replace(STORY, published=Dated("soon", "stated"))}, "published is 'soon'"),
        ({"quotations": (FIRST, SECOND, SECOND)}, "quotation second: the id is that of 2 quotations"),
    ],
)
def test_each_fault_of_a_reading_is_named(changes: dict[str, Any], fault: str) -> None:
    assert any(fault in one for one in faults(reading(FIRST, SECOND, **changes)))


def test_quotations_that_stand_in_one_another_in_a_circle_are_found_at_once() -> None:
    many = [replace(SECOND, id=str(n), inside=str((n + 1) % 20_000)) for n in range(20_000)]
    leading_in = replace(SECOND, id="x", inside="7")
    found = list(faults(reading(*many, leading_in)))
    assert len(found) == 20_001
    assert all("inside itself" in one for one in found)


@pytest.mark.parametrize("value", ["2032", "2032-02-29", "2032-03/2032-04", "0001-01-01/9999-12-31"])
def test_a_prefix_or_two_in_order_are_a_date(value: str) -> None:
    assert is_date(value)


@pytest.mark.parametrize(
    "value", ["", "0000", "2031-02-29", "2032-13", "2032-04/2032-03", "2032/2033/2034", "٢٠٣٢", "2032/"]
)
def test_all_else_is_none(value: str) -> None:
    assert not is_date(value)
