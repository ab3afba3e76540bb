"""Documents become stories: digests are parted, furniture is masked by its form, days and outlets are found."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analysis.split import LONGEST_PARAGRAPH, MOST_STORIES, split
from onrecord.types import Document, Metadata, Reading, Span

LEAD = "the port of Orme said on {day}. The harbour master told reporters that the matter was settled for the year."


def stories(text: str, header: int = 0, **metadata: str) -> tuple[Reading, ...]:
    return split(
        Document(uri="a.txt", raw=text.encode(), text=text, metadata=Metadata(**metadata), header=Span(0, header))
    )


def left_of(line: str) -> str:
    """Put a line between two paragraphs, which must stay, and return what is left of it."""
    first, last = "The port of Orme raised its fees, it said.", "Nobody was surprised, it said."
    text = f"Port Of Orme Raises Fees\n\n{first}\n\n{line}\n\n{last}\n"
    masked = stories(text)[0].masked
    assert first in masked
    assert last in masked
    return masked[text.index(line) : text.index(line) + len(line)].strip()


DIGEST = """HARBOUR NOTES: March 2032

Port Raises Fees For Foreign Ships In Spring

Fees for foreign ships will rise in spring, the port of Orme said on Wednesday.
"They rise for everybody," it said.

Ferry Captain Denies He Was Asleep At The Wheel

The captain of the ferry was not asleep at the wheel, he told the court on Tuesday.

Islanders Ask For Second Boat Before Winter

Islanders want a second boat before winter comes, their league wrote on Monday, March 22.

Mayor Opens Lighthouse Museum In Orme

The mayor opened the museum in the old lighthouse of Orme.

Orme And Tolm Sign Pact On Pilots

Orme and Tolm have signed their pact on pilots, the harbour office said on Frid"""


def test_a_digest_is_parted_into_its_items() -> None:
    found = stories(DIGEST)
    assert [reading.story.headline for reading in found] == [
        "Port Raises Fees For Foreign Ships In Spring",
        "Ferry Captain Denies He Was Asleep At The Wheel",
        "Islanders Ask For Second Boat Before Winter",
        "Mayor Opens Lighthouse Museum In Orme",
        "Orme And Tolm Sign Pact On Pilots",
    ]
    for reading in found:
        assert reading.story.headline_span is not None
        assert reading.story.headline_span.of(DIGEST) == reading.story.headline
        assert reading.story.span.start == reading.story.headline_span.start
    assert all(a.story.span.end <= b.story.span.start for a, b in pairwise(found))


def test_the_items_of_a_digest_are_dated_by_weekdays_order_and_the_dates_they_mention() -> None:
    days = [reading.story.published for reading in stories(DIGEST)]
    assert [day and day.value for day in days] == ["2032-03-24", "2032-03-23", "2032-03-22", "2032-03-22", "2032-03-22"]
    assert days[0] is not None
    assert days[0].basis == "weekday"
    assert days[0].span is not None
    assert days[0].span.of(DIGEST) == "Wednesday"


def test_the_items_of_a_digest_are_of_the_outlet_that_its_title_names() -> None:
    assert {reading.story.outlet for reading in stories(DIGEST)} == {"HARBOUR NOTES"}


def test_an_undated_item_gets_the_interval_between_its_neighbours() -> None:
    text = DIGEST.replace("said on Frid", "said on Friday.")
    days = [reading.story.published for reading in stories(text)]
    assert days[3] is not None
    assert (days[3].value, days[3].basis) == ("2032-03-19/2032-03-22", "inferred")


def test_an_article_with_cross_heads_stays_one_story() -> None:
    text = "Port Of Orme Raises Fees\n\n" + "\n\n".join(
        f"{head}\n\n{LEAD.format(day='Monday').capitalize()}"
        for head in ("What It Means", "The Road So Far", "Next Steps")
    )
    assert len(stories(text)) == 1


def test_a_headline_printed_twice_is_one_headline() -> None:
    headline = "Port Of Orme Raises Its Fees"
    text = f"{headline}\n\n{headline}\n\nIts fees will rise, {LEAD.format(day='Monday')}"
    assert [reading.story.headline for reading in stories(text)] == ["Port Of Orme Raises Its Fees"]


def test_a_text_without_headline_or_blank_lines_is_one_story() -> None:
    text = f"The fees will rise, {LEAD.format(day='Monday')}\nThe fees will fall, {LEAD.format(day='Friday')}"
    (reading,) = stories(text)
    assert reading.story.headline is None
    assert reading.story.span == Span(0, len(text))


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT - SCROLL TO CONTINUE",
        "Story continues below advertisement",
        "Article continues after this ad",
        "Sponsored content",
        "AdChoices",
        "harbour.example, pub-4410027719385502, DIRECT, a7c19e0b52d34f86",
        "WATCH: How the new ferry was built",
        "READ MORE: Islanders ask for a second boat",
        "Read also: Islanders ask for a second boat",
        "12×8 INVESTIGATION: Who pays for the harbour?",
        "Click to play video: 'How the new ferry was built'",
        "Image: Harbour Press",
        "Photo by Ana Ruel/Harbour Press",
        "Ana Ruel/ Harbour Press, Orme Pool Photo via HP",
        "With files from Harbour Press",
        "Sign up for our newsletter and never miss a tide",
        "Follow us on Chirper",
        "Tags: ferry, fees, Orme",
        "Facebook Twitter WhatsApp Telegram",
        "Home | News | Harbour | Sport | Contact",
        "Home · World · Asia · Sport · Money · Arts · Books · Film · Music · Food · Travel · Law · Jobs",
        "https://harbour.example/fees",
        "3 min read",
        "© 2032 Harbour Press. All rights reserved.",
        "Last updated: 3 March 2032, 14:05",
    ],
)
def test_furniture_is_masked(line: str) -> None:
    assert left_of(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "He said that the advertisement had been false.",
        "Watch what they do, the minister said, not what they say.",
        "“Read my letter,” she said.",
        "The photo shows nothing of the kind, the ministry said.",
        "RUEL: I have never been asleep at the wheel.",
        "Sources close to the port said otherwise.",
        "NATO-style drills (the largest yet) went on, he said.",
        "ANA RUEL told reporters (and nobody else) that fees rise.",
    ],
)
def test_prose_is_not_taken_for_furniture(line: str) -> None:
    assert left_of(line) == line


def test_a_photo_credit_glued_to_a_caption_goes_and_the_caption_stays() -> None:
    text = "The ferry lay at Orme on Monday. Ana Ruel/ Harbour Press, Orme Pool Photo via HP\n\nIt sailed, he said."
    masked = stories(text)[0].masked
    assert "The ferry lay at Orme on Monday." in masked
    assert "Harbour Press" not in masked


@pytest.mark.parametrize(
    "dateline",
    ["PORTVALE, May 3 (Harbour Press) - ", "PORTVALE, May 3. /HP/. ", "UPPER TOLM, Corvane — ", "PORTVALE — "],
)
def test_a_dateline_is_no_part_of_what_is_said(dateline: str) -> None:
    (reading,) = stories(f"{dateline}Fees will rise, the port said.")
    assert reading.masked.strip() == "Fees will rise, the port said."


def test_the_caption_under_a_player_is_masked_with_it() -> None:
    text = (
        "It sailed, he said.\n\nClick to play video: 'How the ferry sank'\nHow the ferry sank\n\nIt was late, he said."
    )
    assert "sank" not in stories(text)[0].masked


def test_a_list_of_links_is_masked_and_the_headline_after_it_is_not() -> None:
    links = "\n".join(
        ["Ferry fees to rise", "Islanders want a boat", "Mayor opens a museum", "Court hears the captain"]
    )
    masked = stories(f"Fees will rise, it said.\n{links}\nAnother sentence, he said.")[0].masked
    assert "Islanders" not in masked


def test_a_header_is_metadata_and_not_body() -> None:
    text = " date 2032-03-09 https://harbour.example/fees\n\nFees will rise, the port said."
    (reading,) = stories(text, header=45, published="2032-03-09", url="https://harbour.example/fees")
    assert "harbour" not in reading.masked
    assert reading.story.outlet == "harbour.example"
    assert reading.story.published is not None
    assert reading.story.published.value == "2032-03-09"


def test_a_known_host_is_named_and_metadata_comes_first() -> None:
    assert stories("Text.", url="https://www.reuters.com/x")[0].story.outlet == "Reuters"
    assert stories("Text.", url="https://www.reuters.com/x", outlet="Orme Post")[0].story.outlet == "Orme Post"
    assert stories("The Orme Post has learnt it.", url="https://ormepost.example/x")[0].story.outlet == "The Orme Post"
    assert stories("ORME, May 3 (Harbour Press) - Fees will rise, it said.")[0].story.outlet == "Harbour Press"


def test_an_address_and_a_line_of_its_own_tell_the_day() -> None:
    by_address = stories("Text.", url="https://harbour.example/2032/03/09/fees")[0].story.published
    by_line = stories("Port Raises Fees\n\nMarch 9, 2032\n\nFees will rise, it said.")[0].story.published
    assert by_address is not None
    assert by_line is not None
    assert (by_address.value, by_address.basis) == ("2032-03-09", "inferred")
    assert (by_line.value, by_line.basis) == ("2032-03-09", "stated")


def test_a_digest_of_too_many_items_is_read_in_part_and_says_so() -> None:
    lead = "The port of Orme raises the fee for the foreign ships again, the harbour office said."
    items = "\n\n".join(f"Port Raises Foreign Fee Number {n}\n\n{lead}" for n in range(MOST_STORIES + 10))
    found = stories(items)
    assert len(found) == MOST_STORIES
    (problem,) = found[-1].problems  # which holds the rest
    assert "1,010" in problem.message


def test_byline_and_agency_under_a_headline() -> None:
    text = "Ferry Strike Ends In Orme\nBy Osk Tarrin, Orme Press\nMay 5, 2032\n\nThe ferries sail again, Ana Ruel said."
    story = stories(text)[0].story
    assert (story.headline, story.byline, story.outlet) == ("Ferry Strike Ends In Orme", "Osk Tarrin", "Orme Press")
    assert story.published is not None
    assert story.published.value == "2032-05-05"


def test_the_language_is_told() -> None:
    assert (
        stories("Die Gebühren steigen im Frühjahr, sagte der Hafenmeister am Montag in Orme.")[0].story.language == "de"
    )


def test_a_paragraph_too_long_to_read_is_a_problem_and_its_neighbours_are_read() -> None:
    text = "The first one said so.\n\n" + "x" * (LONGEST_PARAGRAPH + 1) + "\n\nThe last one said so."
    (reading,) = stories(text)
    assert "The first one" in reading.masked
    assert "The last one" in reading.masked
    assert "xxx" not in reading.masked
    assert [problem.stage for problem in reading.problems] == ["split"]


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_stories_inside_it_in_order_and_masks_of_its_length(text: str) -> None:
    found = stories(text)
    assert found
    assert found == stories(text)
    at = 0
    for reading in found:
        assert len(reading.masked) == len(text)
        assert at <= reading.story.span.start <= reading.story.span.end <= len(text)
        at = reading.story.span.end
