"""Where, to whom and through whom: told beside the words, carried on by the speaker, or unknown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from onrecord import analyse
from onrecord.analysis.context import context
from onrecord.types import NamedKind, Quotation, Span
from tests.support.readings import quoted, reading, reason


def read(text: str) -> list[Quotation]:
    return [quotation for reading in analyse(text) for quotation in reading.quotations]


def venues(text: str) -> list[str | None]:
    return [quotation.venue.text if quotation.venue else None for quotation in read(text)]


def hearers(text: str) -> list[str | None]:
    return [quotation.addressee.text if quotation.addressee else None for quotation in read(text)]


def relays(text: str) -> list[list[str]]:
    return [[link.name for link in quotation.relay] for quotation in read(text)]


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ('"We sign," Ana Ruel said in a statement.', "a statement"),
        (
            '"We sign," Ana Ruel said at a session of the State Assembly.',
            "a session of the State Assembly",
        ),
        ('"We sign," Ana Ruel said in an interview with Radio Nort on Monday.', "an interview with Radio Nort"),
        ('"We sign," Ana Ruel said by telephone.', "by telephone"),
        ('"We sign," Ana Ruel said on Monday.', None),
    ],
)
def test_the_occasion(text: str, venue: str | None) -> None:
    assert venues(text) == [venue]


@pytest.mark.parametrize("occasion", ["an interview with Radio Nort", "a statement"])
def test_an_occasion_goes_on_with_its_speaker(occasion: str) -> None:
    text = f'"Yes," Ana Ruel said in {occasion}.\n\n"Soon, we hope," she added.'
    assert venues(text) == [occasion] * 2


@pytest.mark.parametrize(
    ("text", "hearer"),
    [
        ('"We sign," Ana Ruel told reporters on Monday.', "reporters"),
        ('"We sign," Ana Ruel told the Assembly.', "the Assembly"),
        ("Ana Ruel called on the government of Tolm to sign the treaty.", "the government of Tolm"),
        ("Ana Ruel urged Tolm to sign the treaty.", "Tolm"),
        ('"We sign," Ana Ruel said.', None),
    ],
)
def test_the_hearer(text: str, hearer: str | None) -> None:
    assert hearers(text) == [hearer]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ('"We sign," said Ana Ruel, the Tolm News Agency reports.', ["Tolm News Agency"]),
        ('"We sign," Ana Ruel told Radio Nort.', ["Radio Nort"]),
        ('"We sign," Ana Ruel said, as cited by the Hallmere Courier.', ["Hallmere Courier"]),
        ('"We sign," Ana Ruel told the Assembly.', []),
    ],
)
def test_the_chain(text: str, chain: list[str]) -> None:
    (quotation,) = read(text)
    assert [link.name for link in quotation.relay] == chain
    assert quotation.hearsay == len(chain)


def test_what_is_found_stands_where_it_says() -> None:
    text = '"We sign," Ana Ruel told Radio Nort in an interview on Monday.\n\n"Soon," she added.'
    for quotation in read(text):
        for mention in (quotation.addressee, quotation.venue):
            assert mention is None or mention.span.of(text) == mention.text
        for link in quotation.relay:
            assert link.span.of(text) == link.name


# --- rules on hand-made readings, without the reading model -----------------------------------------------------------


def in_context(text: str, *quotations: Quotation, **story: Any) -> tuple[Quotation, ...]:
    return context(reading(text, *quotations, **story)).quotations


NO = '"No"'


@pytest.mark.parametrize(
    ("said", "venue"),
    [
        ("in an interview on Monday", "an interview"),
        ("at the closing session of the State Assembly last Friday", "the closing session of the State Assembly"),
        ("in an interview with Radio Nort", "an interview with Radio Nort"),
        ("on Twitter", "on Twitter"),
        ("by phone", "by phone"),
        ("in a hurry", None),
        ("in an interview, and left", "an interview"),
    ],
)
def test_the_venue_is_an_occasion_in_the_clause(said: str, venue: str | None) -> None:
    text = f"{NO}, Ana Ruel said {said}. It was a long speech."
    (found,) = in_context(text, quoted(text, NO, "said", "Ana Ruel"))
    assert (found.venue and found.venue.text) == venue
    assert not found.venue or found.venue.span.of(text) == venue


def test_an_occasion_in_quoted_words_or_in_another_line_is_no_venue() -> None:
    text = '"Yes, I said so in an interview", Ana Ruel said.\nShe gave an interview.'
    (found,) = in_context(text, quoted(text, '"Yes, I said so in an interview"', ("said", 2), "Ana Ruel"))
    assert found.venue is None
    far = f"{NO}, Ana Ruel said" + " and so on" * 25 + " in an interview."
    (found,) = in_context(far, quoted(far, NO, "said", "Ana Ruel"))
    assert found.venue is None


def test_a_long_occasion_lasts_for_its_speaker_and_for_nobody_else() -> None:
    text = 'In an interview, Ana Ruel said "yes". Ruel said "no". Ivo Sand said "so".'
    made = [
        quoted(text, f'"{word}"', ("said", n), speaker=speaker)
        for n, (word, speaker) in enumerate([("yes", "Ana"), ("no", "Ana"), ("so", "Ivo")], 1)
    ]
    venues = [quotation.venue and quotation.venue.text for quotation in in_context(text, *made)]
    assert venues == ["an interview", "an interview", None]
    first, second, *_ = in_context(text, *made)
    assert reason(first, "venue").detail == "stated beside the words"
    assert reason(second, "venue").detail == "stated beside other words of the same occasion"
    inside = replace(made[1], inside="outer")
    assert [q.venue for q in in_context(text, made[0], inside)][1] is None


@pytest.mark.parametrize(
    ("text", "content", "cue", "addressee"),
    [
        (f"{NO}, Ana Ruel told the Assembly.", NO, "told", "the Assembly"),
        (f"{NO}, Ana Ruel told members of the Assembly on Monday.", NO, "told", "members of the Assembly"),
        (f"{NO}, Ana Ruel said to herself.", NO, "said", None),
        (f"{NO}, Ana Ruel told them.", NO, "told", "them"),
        (f"{NO}, Ana Ruel told him on Monday.", NO, "told", None),
        ("Ana Ruel told residents that it rained.", "that it rained", "told", "residents"),
        ("Ana Ruel urged the mayor to leave.", "the mayor to leave", "urged", "the mayor"),
        ("Ana Ruel urged: the mayor to leave.", "the mayor to leave", "urged", "the mayor"),
        ("Ana Ruel urged, now, the mayor to leave.", "the mayor to leave", "urged", None),
        ("Ana Ruel called on the mayor to leave.", "the mayor to leave", "called on", "the mayor"),
        ("Ana Ruel appealed to the mayor not to leave.", "the mayor not to leave", "appealed to", "the mayor"),
        ("The mayor was called on to leave.", "to leave", "was called on", "The mayor"),
        (f"{NO}, Ana Ruel said in a call with the mayor.", NO, "said", "the mayor"),
        (f"{NO}, Ana Ruel said to a question from the mayor.", NO, "said", "the mayor"),
        (f"{NO}, Ana Ruel said about the mayor.", NO, "said", None),
    ],
)
def test_the_addressee_is_told_asked_or_called_on(text: str, content: str, cue: str, addressee: str | None) -> None:
    (found,) = in_context(text, quoted(text, content, cue, speaker="Ana"))
    assert (found.addressee and found.addressee.text) == addressee
    assert not found.addressee or found.addressee.span.of(text) == addressee


def test_a_hearer_is_that_of_the_clause_that_names_one() -> None:
    text = '"Yes", Ana Ruel told reporters. Ruel said "no".'
    made = quoted(text, '"Yes"', "told", speaker="Ana"), quoted(text, '"no"', "said", speaker="Ana")
    assert [q.addressee and q.addressee.text for q in in_context(text, *made)] == ["reporters", None]


@pytest.mark.parametrize(
    ("said", "chain"),
    [
        ("said, the Harbour Wire reports", [("Harbour Wire", "agency")]),
        ("said, according to Radio Nort", [("Radio Nort", "broadcaster")]),
        ("said, citing the Tolm Bank", [("Tolm Bank", "unknown")]),
        ("said, citing Ivo Sand", []),
        ("told Radio Nort", [("Radio Nort", "broadcaster")]),
        ("told the Tolm Bank", []),
        ("said in an interview with the Tolm Bank", [("Tolm Bank", "unknown")]),
        ("said, the Tolm Courier reports", []),
    ],
)
def test_the_relay_is_who_carries_the_words(said: str, chain: list[tuple[str, str]]) -> None:
    text = f"{NO}, Ana Ruel {said}."
    one = quoted(text, NO, "told" if "told" in said else "said", "Ana Ruel", speaker="Ana")
    names: dict[str, NamedKind] = {"Tolm Bank": "organisation", "Ivo Sand": "person"}
    (found,) = in_context(text, one, names=names, outlet="Tolm Courier")
    assert [(link.name, link.kind) for link in found.relay] == chain
    assert found.hearsay == len(chain)


def test_who_speaks_relays_nothing() -> None:
    text = f"The Harbour Wire reports {NO}."
    (found,) = in_context(text, quoted(text, NO, "reports", "The Harbour Wire"))
    assert found.relay == ()
    (other,) = in_context(text, quoted(text, NO, "reports"))
    assert [link.name for link in other.relay] == ["The Harbour Wire"]


def test_an_agency_in_the_dateline_relays_the_whole_story_and_comes_first() -> None:
    text = f"TOLM, May 3 (Harbour Press) - {NO}, Ana Ruel told Radio Nort.\n\nIt rained, Ivo Sand said."
    made = quoted(text, NO, "told", speaker="Ana"), quoted(text, "It rained", "said", speaker="Ivo")
    chains = [[link.name for link in quotation.relay] for quotation in in_context(text, *made)]
    assert chains == [["Harbour Press", "Radio Nort"], ["Harbour Press"]]
    own = [[link.name for link in q.relay] for q in in_context(text, *made, byline="Staff, Harbour Press")]
    assert own == [["Radio Nort"], []]


def test_an_interview_goes_on_through_the_same_outlet() -> None:
    text = f'{NO}, Ana Ruel said in an interview with Radio Nort. Ruel said "so". "And so on."'
    first = quoted(text, NO, "said", speaker="Ana")
    later = quoted(text, '"so"', ("said", 2), speaker="Ana")
    loose = quoted(text, '"And so on."', speaker="Ana")
    chains = [[link.name for link in quotation.relay] for quotation in in_context(text, first, later, loose)]
    assert chains == [["Radio Nort"], ["Radio Nort"], ["Radio Nort"]]


def test_hearsay_counts_the_relay_and_the_quotations_around() -> None:
    text = "Radio Nort reports: Ana Ruel said Ivo Sand said Teal Orsaby said no."
    outer = quoted(text, "Ivo Sand said Teal Orsaby said no", "said", "Ana Ruel", id="a")
    middle = quoted(text, "Teal Orsaby said no", ("said", 2), "Ivo Sand", id="b", inside="a")
    inner = quoted(text, "no", ("said", 3), "Teal Orsaby", id="c", inside="b")
    assert [quotation.hearsay for quotation in in_context(text, outer, middle, inner)] == [1, 2, 3]
    plain = text.replace("Radio Nort reports: ", "")
    moved = [replace(q, **spans(plain, q, text)) for q in (outer, middle, inner)]
    assert [quotation.hearsay for quotation in in_context(plain, *moved)] == [0, 1, 2]


def spans(plain: str, quotation: Quotation, text: str) -> dict[str, Any]:
    """The spans of a quotation in a text from whose beginning words were cut."""
    cut = len(text) - len(plain)
    moved = {name: Span(*(edge - cut for edge in getattr(quotation, name))) for name in ("cue", "source")}
    return {**moved, "content": tuple(Span(*(edge - cut for edge in part)) for part in quotation.content)}
