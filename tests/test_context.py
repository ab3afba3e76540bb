"""Where, to whom and through whom: told beside the words, carried on by the speaker, or unknown."""

from __future__ import annotations

import pytest

from onrecord import analyse
from onrecord.types import Quotation


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


def test_an_interview_goes_on_and_a_statement_does_not() -> None:
    assert (
        venues('"Yes," Ana Ruel said in an interview with Radio Nort.\n\n"Soon, we hope," she added.')
        == ["an interview with Radio Nort"] * 2
    )
    assert venues('"Yes," Ana Ruel said in a statement.\n\n"Soon, we hope," she added.') == ["a statement", None]


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
