"""Documents become stories: digests are split, boilerplate is masked by its form, days and outlets are found."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analysis.split import LONGEST_PARAGRAPH, MOST_STORIES, split
from onrecord.analysis.split.boilerplate import boilerplate
from onrecord.analysis.split.headlines import article_headline, digest_headlines
from onrecord.analysis.split.publication_dates import Clues, day_cost, digest_dates, step_cost
from onrecord.text.sentences import paragraphs
from onrecord.types import Document, Metadata, Problem, Reading, Span

LEAD = "the port of Orme said on {day}. The harbour master told reporters that the matter was settled for the year."


def stories(text: str, header: int = 0, **metadata: str) -> tuple[Reading, ...]:
    return stories_with(text, Metadata(**metadata), header)


def stories_with(text: str, metadata: Metadata, header: int = 0) -> tuple[Reading, ...]:
    return split(Document(uri="a.txt", raw=text.encode(), text=text, metadata=metadata, header=Span(0, header)))


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


def test_a_digest_is_split_into_its_items() -> None:
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
def test_boilerplate_is_masked(line: str) -> None:
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
def test_prose_is_not_taken_for_boilerplate(line: str) -> None:
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
    assert "only the first 1,000 of 1,010 stories" in problem.message
    assert (problem.stage, problem.uri) == ("split", found[0].document.uri)
    assert problem.span is not None
    assert problem.span.of(items).startswith(f"Port Raises Foreign Fee Number {MOST_STORIES}\n")
    assert problem.span.of(items).endswith(f"Number {MOST_STORIES + 9}")


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
    (problem,) = reading.problems
    assert (problem.stage, problem.uri) == ("split", reading.document.uri)
    assert problem.span == Span(text.index("xx"), text.index("xx") + LONGEST_PARAGRAPH + 1)
    assert stories(text.replace("xx", "x"))[0].problems == ()


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


# --- rules one by one -------------------------------------------------------------------------------------------------


def lines_of(text: str) -> list[Span]:
    return paragraphs(text, Span(0, len(text)))


def headline_of(text: str, title: str | None = None) -> str | None:
    found = article_headline(text, lines_of(text), title)
    return found.of(text) if found else None


PROSE = "\n\nIt rained on the harbour all day, and nobody came."


@pytest.mark.parametrize(
    ("first", "headline"),
    [
        ("Port raises fees", "Port raises fees"),
        ("Port", None),
        ("Port raises fees.", None),
        ("Port raises fees?", None),
        ("Port Raises Its Fees?", "Port Raises Its Fees?"),
        ("1) Port raises fees", "Port raises fees"),
        ("port " * 29 + "fees", ("port " * 29 + "fees")),
        ("port " * 30 + "fees", None),
        ("Port " * 24 + "Fees.", ("Port " * 24 + "Fees.")),
        ("Port " * 25 + "Fees.", None),
        ("harbour" * 16 + " " + "harbour" * 15 + "xx", ("harbour" * 16 + " " + "harbour" * 15 + "xx")),
        ("harbour" * 16 + " " + "harbour" * 15 + "xxx", None),
        ("Four Big And Small words of The Port Authority.", "Four Big And Small words of The Port Authority."),
        ("Four big And Small words of The Port Authority.", None),
    ],
)
def test_the_first_line_of_an_article_is_a_headline_or_a_sentence(first: str, headline: str | None) -> None:
    assert headline_of(first + PROSE) == headline


def test_the_title_of_a_page_is_found_among_the_first_paragraphs() -> None:
    text = "\n\n".join(
        ["It was late.", "It was cold.", "It rained.", "Nobody came.", "The fees, again", "It was late."]
    )
    assert headline_of(text, "the fees again") == "The fees, again"
    assert headline_of("It was late.\n\n" + text, "the fees again") is None
    assert headline_of("Port raises fees") is None
    assert headline_of("Port raises fees", "Port Raises Fees") == "Port raises fees"


def item(headline: str, lead: str) -> str:
    return f"{headline}\n\n{lead}"


HARBOUR = item(
    "Port Raises Foreign Harbour Fees Again", "The port raises the foreign harbour fees, the mayor said here."
)
FERRY = item("Ferry Captain Denies Sleeping At Wheel", "The ferry captain denies that he was sleeping at the wheel.")
ISLAND = item("Islanders Want Another Boat By Winter", "The islanders want another boat before the winter, they said.")


def items(*parts: str) -> list[str]:
    text = "\n\n".join(parts)
    return [span.of(text) for span in digest_headlines(text, lines_of(text))]


def test_two_items_must_begin_the_text_with_long_headlines_in_title_case() -> None:
    assert len(items(HARBOUR, FERRY)) == 2
    assert items("It was a long day for everybody in the harbour.", HARBOUR, FERRY) == []
    assert items(HARBOUR.replace("Foreign ", "", 1), FERRY) == []
    assert items(HARBOUR.replace("Raises Foreign", "raises foreign", 1), FERRY) == []
    assert items(HARBOUR) == []


def test_most_headlines_of_a_digest_are_repeated_in_their_leads() -> None:
    cross = item("What Comes Next For All", "It rained on the harbour all day, and nobody came to see it.")
    assert len(items(HARBOUR, FERRY, ISLAND)) == 3
    assert len(items(HARBOUR, FERRY, ISLAND, cross)) == 4
    heads = (
        "Tomorrow Brings Better Weather Yet",
        "Where Nobody Would Look First",
        "Seven Questions With Answers Below",
    )
    others = [cross.replace("What Comes Next For All", head) for head in heads]
    assert len(items(HARBOUR, FERRY, ISLAND, cross, *others[:2])) == 6
    assert items(HARBOUR, FERRY, ISLAND, cross, *others) == []


def test_short_headlines_are_cross_heads() -> None:
    short = [
        item(f"{word} Raises Harbour Fees", f"The {word.lower()} raises the harbour fees, they said in Orme today.")
        for word in ("Port", "Town", "Club")
    ]
    assert items(*short) == []
    assert len(items(*short, HARBOUR, FERRY, ISLAND)) == 6
    assert (
        len(items(HARBOUR, FERRY, ISLAND, item("Fees Rise Soon", "The fees rise soon for all of us, the port said.")))
        == 3
    )


def test_a_headline_in_title_case_begins_an_item_only_where_most_are() -> None:
    lost = item("The Mayor Opens Another Museum", "It rained on the harbour all day, and nobody came to see it.")
    plain = [
        HARBOUR.replace("Raises Foreign", "raises foreign", 1),
        FERRY.replace("Denies Sleeping", "denies sleeping", 1),
    ]
    assert len(items(HARBOUR, FERRY, ISLAND, lost)) == 4
    assert len(items(*plain, ISLAND, lost)) == 3


def test_a_page_title_a_byline_and_a_line_without_prose_are_no_headlines_of_items() -> None:
    assert items("The Harbour Notes Of March", HARBOUR, FERRY, ISLAND)[0] == "Port Raises Foreign Harbour Fees Again"
    assert len(items(HARBOUR, "By Osk Tarrin Of The Port", FERRY, ISLAND)) == 3
    assert len(items(HARBOUR, FERRY, ISLAND, "Harbour And Ferry And Island Fees")) == 4
    tail = "Harbour And Ferry And Island Fees\n\nIt rained.\n\nIt was late."
    assert len(items(HARBOUR, FERRY, ISLAND, tail)) == 3


def blanked(*rows: str) -> str:
    """What is boilerplate of lines that stand after a headline and before a sentence."""
    text = "\n".join(("A headline", *rows))
    return "|".join(span.of(text) for span in boilerplate(text, Span(0, len(text))))


LINKS = ("Ferry fees to rise", "Islanders want a boat", "Mayor opens a museum", "Court hears the captain")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((*LINKS[:3], "It rained."), ""),
        ((*LINKS, "It rained."), "|".join(LINKS[:3])),
        (LINKS[:3], "|".join(LINKS[:3])),
        (LINKS[:2], ""),
        ((*LINKS[:2], "It rained.", *LINKS[2:]), ""),
        ((*LINKS[:2], "one " * 13 + "more", "It rained."), ""),
        ((*LINKS[:3], "one " * 13 + "more", "It rained."), "|".join(LINKS[:3])),
        ((*LINKS[:3], "one " * 14 + "more", "It rained."), ""),
    ],
)
def test_a_run_of_short_lines_is_a_list_of_links(rows: tuple[str, ...], found: str) -> None:
    assert blanked(*rows) == found


def test_a_promoted_line_is_masked_only_near_its_promotion() -> None:
    promotion, line = "READ MORE: The ferry sank, they said", "The ferry sank, they said"
    assert blanked(line, "It rained.", "It was late.", promotion, "So.") == f"{line}|{promotion}"
    assert blanked(line, "It rained.", "It was late.", "So.", promotion, "So.") == promotion
    assert blanked(promotion, "It rained.", "It was late.", line, "So.") == f"{promotion}|{line}"
    assert blanked(promotion, "It rained.", "It was late.", "So.", line, "So.") == promotion


@pytest.mark.parametrize(
    ("text", "metadata", "outlet"),
    [
        ("By Osk Tarrin, Orme Press\nFees rise.", {}, "Orme Press"),
        ("By Osk Tarrin\nFees rise.", {}, None),
        ("Orme, May 3 (Harbour Press) - Fees rise.", {}, None),
        ("Orme, May 3 (Reuters) - Fees rise.", {}, "Reuters"),
        ("x" * 400 + "\nORME, May 3 (Harbour Press) - Fees rise.", {}, None),
        ("The orme post has it.", {"url": "https://ormepost.example/x"}, "ormepost.example"),
        ("Harbour has it.", {"url": "https://harbour.example/x"}, "harbour.example"),
        ("(Harbour) has it.", {"url": "https://harbour.example/x"}, "Harbour"),
        ("The Orm has it.", {"url": "https://orm.example/x"}, "orm.example"),
        ("Orme Post has it.", {"url": "https://www.ormepost.example/x"}, "Orme Post"),
        ("It rained.", {"url": "https://[bad"}, None),
    ],
)
def test_the_outlet_of_a_story(text: str, metadata: dict[str, str], outlet: str | None) -> None:
    assert stories_with(text, Metadata(**metadata))[0].story.outlet == outlet


@pytest.mark.parametrize(
    ("text", "url", "value"),
    [
        ("Fees rise.\n\nMarch 9, 2032\n\nIt rained.", "", "2032-03-09"),
        ("Fees rise.\n\nThis was last said on March 9, 2032 by us\n\nIt rained.", "", None),
        ("Fees rise.\n\nThis was said on March 9, 2032 by us\n\nIt rained.", "", "2032-03-09"),
        ("x" * 590 + "\n\nMarch 9, 2032", "", None),
        ("Fees rise.", "https://harbour.example/20320309-fees", "2032-03-09"),
        ("Fees rise.", "https://harbour.example/2032/13/09/fees", None),
    ],
)
def test_the_day_of_an_article(text: str, url: str, value: str | None) -> None:
    found = stories_with(text, Metadata(url=url or None))[0].story.published
    assert (found and found.value) == value


def digest_days(*leads: str, title: str = "Notes: March 2032", published: str | None = None) -> list[tuple[str, str]]:
    """The day of each item of a digest, and its basis."""
    text = "\n\n".join((title, *leads))
    document = Document("a.txt", b"", text, metadata=Metadata(published=published))
    spans = [Span(text.index(lead), text.index(lead) + len(lead)) for lead in leads]
    found = digest_dates(text, spans, document, Span(0, len(title)))
    return [(each.value, each.basis) if each else ("", "") for each in found]


def test_the_items_of_a_digest_stand_in_order_of_their_days_either_way() -> None:
    newest_first = digest_days("It was said on Friday.", "It rained on Wednesday.", "It was cold on Monday.")
    assert [value for value, _ in newest_first] == sorted((value for value, _ in newest_first), reverse=True)
    oldest_first = digest_days(
        "It was said on Monday, March 1.", "It rained on Tuesday.", "It was cold on Friday, March 5."
    )
    assert [value for value, _ in oldest_first] == ["2032-03-01", "2032-03-02", "2032-03-05"]
    assert {basis for _, basis in oldest_first} == {"weekday"}


@pytest.mark.parametrize("word", ["last", "next", "every", "until", "by"])
def test_a_weekday_after_another_word_is_not_the_day_of_an_item(word: str) -> None:
    ((_, basis),) = digest_days(f"It was said {word} Monday.")
    assert basis == "inferred"
    ((_, plural),) = digest_days("It is said on Mondays.")
    assert plural == "inferred"


def test_the_window_of_a_digest_is_the_month_of_its_title_or_the_month_before_it_came_out() -> None:
    assert digest_days("On Monday, March 29, it rained.") == [("2032-03-29", "weekday")]
    ours = digest_days("On Monday, March 8, it rained.", title="Notes", published="2032-03-10")
    assert ours == [("2032-03-08", "weekday")]
    assert digest_days("On Monday it rained.", title="Notes", published="2032-03") == [("", "")]
    assert digest_days("On Monday it rained.", title="Notes") == [("", "")]
    assert digest_days("On Monday, February 9, it rained.", title="Notes", published="2032-03-10") == [
        ("2032-02-09", "weekday")
    ]


def test_news_mentions_past_days_rather_than_days_to_come() -> None:
    costs = {days: _to_come(days) for days in (0, 1, 7, 8, -1)}
    assert costs == {0: -0.5, 1: 1.0, 7: 1.0, 8: 0.0, -1: 0.0}


def _to_come(days: int) -> float:
    """The cost of a day for an item that mentions one so many days later."""
    day = date(2032, 3, 10)
    return day_cost(Clues(None, None, (day + timedelta(days=days),)), day)


def test_a_day_of_another_weekday_than_the_lead_names_costs_most() -> None:
    wednesday = date(2032, 3, 10)
    assert day_cost(Clues(2, None, ()), wednesday) == 0.0
    assert day_cost(Clues(1, None, ()), wednesday) == 12.0
    assert day_cost(Clues(0, None, (wednesday, wednesday)), wednesday) == 11.0


def test_steps_along_the_order_cost_by_their_length_and_steps_back_cost_more() -> None:
    assert step_cost(0, 2.0) == pytest.approx(math.log(3))
    assert step_cost(4, 2.0) == pytest.approx(2 + math.log(3))
    assert step_cost(-1, 2.0) == 4.0


def test_a_preamble_of_prose_is_a_story_of_its_own() -> None:
    long = "It rained on the harbour all day, and nobody came to see it, and so the boats stayed at home."
    assert len(stories("\n\n".join((long, HARBOUR, FERRY, ISLAND)))) == 4
    assert len(stories("\n\n".join((long.replace(" at home", ""), HARBOUR, FERRY, ISLAND)))) == 3


def test_a_problem_goes_to_the_story_in_which_it_stands() -> None:
    text = "\n\n".join((HARBOUR, FERRY, ISLAND))
    at = text.index("Ferry")
    near = Problem("read", "odd", Span(at, at + 5))
    document = Document("a.txt", b"", text, problems=(near, Problem("read", "all")))
    assert [[p.message for p in each.problems] for each in split(document)] == [["all"], ["odd"], []]
