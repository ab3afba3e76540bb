"""Pages of a record linked by hand: whose words are whose, what comes first, where links lead, what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.present.terms import RELATIONS
from onrecord.present.web import create_app
from onrecord.store.sqlite.record import Record
from tests.support.linked import AGAIN, EARLY, IF, LATE, MIDDLE, REPLY, UNTIL, LinkedSite, join, linked_site
from tests.support.records import put
from tests.support.site import Elements
from tests.support.stories import KHODREI, RUEL, story


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LinkedSite]:
    with linked_site(tmp_path_factory.mktemp("linked")) as served:
        yield served


def flat(html: str) -> str:
    return " ".join("".join(Elements.of(html).text).split())


def related(site: LinkedSite, words: str) -> list[tuple[str, str, str, str, str]]:
    """Return of each statement to compare: its heading, address, what to look for, the words of this and of that."""
    body = site.get(f"/statement/{site.ids[words]}?show=relations").body
    found = []
    for block in re.findall(r'<div class="related">(.*?)</div>\s*<details', body, re.DOTALL):
        heading, look = re.findall(r"<p(?: class=.note.)?>(.*?)</p>", block.partition('<div class="passages">')[0])
        own, theirs = re.findall(r"<blockquote>(.*?)</blockquote>", block, re.DOTALL)
        (address,) = re.findall(r'href="([^"]*)"', heading)
        found.append((flat(heading), address, flat(look), flat(own), flat(theirs)))
    return found


# --- whose words are whose ---


def test_of_a_later_statement_its_words_are_its_and_those_of_this_page_this_ones(site: LinkedSite) -> None:
    denial, shift, promise = related(site, EARLY)
    assert denial == (
        "Two passages to compare: Isk Khodrei, 6 July 2033",
        f"/statement/{site.ids[REPLY]}",
        RELATIONS["denies"].capitalize(),
        f"{EARLY} this statement",
        f"{REPLY} Isk Khodrei",
    )
    assert (shift[1], shift[3:]) == (
        f"/statement/{site.ids[MIDDLE]}",
        (f"{AGAIN} this statement", f"{MIDDLE} Ana Ruel"),
    )
    assert (promise[1], promise[3:]) == (
        f"/statement/{site.ids[LATE]}",
        (f"{EARLY} this statement", f"said the speaker {LATE} Ana Ruel"),
    )


def test_of_an_earlier_statement_its_words_are_its_and_it_comes_before_later_ones(site: LinkedSite) -> None:
    earlier, later = related(site, MIDDLE)
    assert (earlier[1], earlier[3:]) == (
        f"/statement/{site.ids[EARLY]}",
        (f"{MIDDLE} this statement", f"{AGAIN} Ana Ruel"),
    )
    assert (later[1], later[3:]) == (
        f"/statement/{site.ids[LATE]}",
        (f"{MIDDLE} this statement", f"said the speaker {LATE} Ana Ruel"),
    )


def test_a_statement_as_data_has_its_relations_only_when_they_are_asked_for(site: LinkedSite) -> None:
    address = f"/statement/{site.ids[MIDDLE]}.json"
    assert "relations" not in site.get(address).data
    found = site.get(f"{address}?show=relations").data["relations"]
    assert [(each["left"], each["right"], each["kind"]) for each in found] == [
        (site.ids[MIDDLE], site.ids[EARLY], "shifts"),
        (site.ids[LATE], site.ids[MIDDLE], "shifts"),
    ]


def test_reports_of_a_statement_stand_first_out_first_each_with_its_outlet_day_and_address(site: LinkedSite) -> None:
    body = site.get(f"/statement/{site.ids[AGAIN]}").body
    first, second = re.findall(r"<li>\s*<div class=\"carrier\">(.*?)</li>\s*(?=<li>|</ol>)", body, re.DOTALL)
    for block, name, day, words in ((first, "Gull", "2 March", EARLY), (second, "Heron", "5 March", AGAIN)):
        assert flat(block).startswith(f"The {name} Post {day} 2031")
        links = [str(link["href"]) for link in Elements.of(block).all("a")]
        assert links[:2] == [f"/outlet/The%20{name}%20Post", f"/quotation/{site.ids[words]}"]
        assert links[2].endswith(f"?quotation={site.ids[words]}#q-{site.ids[words]}")
        assert re.sub("[‸ ]+", "", words[1:20]) in re.sub("[‸ ]+", "", flat(block))
    assert "2 outlets, 2 reports" in flat(body)
    assert "First out The Gull Post" in flat(body)


def test_a_report_has_the_day_on_which_it_came_out_and_the_statement_that_on_which_it_was_made(
    site: LinkedSite,
) -> None:
    text = site.get(f"/statement/{site.ids[REPLY]}").text
    assert "Said 6 July 2033" in text
    assert "The Crane Post 8 July 2033" in text
    assert "Said no report gives the day" in site.get(f"/statement/{site.ids[LATE]}").text


def test_of_many_reports_the_page_shows_a_hundred_and_says_how_many_more_the_data_has(tmp_path: Path) -> None:
    readings = [story(f"n{number}", EARLY) for number in range(102)]
    ids = [one.quotations[0].id for one in readings]
    with Record.open(tmp_path / "many.db") as record:
        put(record, *readings)
        join(record, ids)
    with TestClient(create_app(tmp_path / "many.db"), base_url="http://127.0.0.1") as client:
        body = client.get(f"/statement/{ids[5]}").text
        assert body.count('class="carrier"') == 100
        assert "and 2 more, which this page as data has" in flat(body)
        assert len(client.get(f"/statement/{ids[5]}.json").json()["quotations"]) == 102
        assert "102 reports, the first 20 here" in flat(client.get(f"/compare?side=statement:{ids[5]}").text)


def test_words_to_compare_of_a_speaker_stand_under_earlier_and_later(site: LinkedSite) -> None:
    for address in (f"/person/{RUEL.id}?show=changes", "/changes?q=speaker:ruel"):
        body = site.get(address).body
        section = body[body.index("Later beside earlier") :].partition("</section>")[0]
        figures = [flat(each) for each in re.findall(r"<figure.*?</figure>", section, re.DOTALL)]
        assert figures == [
            f"Earlier 4 January 2032 · The Tern Post {MIDDLE}",
            f"Later 7 June 2033 · The Rook Post said the speaker {LATE}",
            f"Earlier 2 March 2031 · The Heron Post {AGAIN}",
            f"Later 4 January 2032 · The Tern Post {MIDDLE}",
        ]
        links = [str(link["href"]) for link in Elements.of(section).all("a") if "/statement/" in str(link["href"])]
        assert links == [f"/statement/{site.ids[words]}" for words in (MIDDLE, LATE, EARLY, MIDDLE)]


def test_later_words_on_a_promise_stand_beside_it_with_their_speaker_and_day(site: LinkedSite) -> None:
    body = site.get(f"/person/{RUEL.id}?show=changes").body
    promised = body[body.index('id="promised"') :].partition("</section>")[0]
    figures = [flat(each) for each in re.findall(r"<figure.*?</figure>", promised, re.DOTALL)]
    assert figures[4:] == [f"Words 7 June 2033 · The Rook Post said the speaker {LATE}"]
    assert figures[:4] == [
        f"Words 2 March 2031 · The Heron Post {AGAIN}",
        f"Later, by Ana Ruel 4 January 2032 · The Tern Post {MIDDLE}",
        f"Later, by Ana Ruel 7 June 2033 · The Rook Post said the speaker {LATE}",
        f"Later, by Isk Khodrei 6 July 2033 · The Crane Post {REPLY}",
    ]
    assert f"On condition: {IF} Until when: {UNTIL}" in flat(promised)
    found = site.get(f"/person/{RUEL.id}.json?show=changes").data["commitments"]
    assert [(each["act"], each["words"]) for each in found] == [("promise", AGAIN), ("promise", LATE)]


def test_changes_of_another_speaker_or_month_are_left_out(site: LinkedSite) -> None:
    shifts = site.get("/changes.json?since=2033").data["shifts"]
    assert [(each["day"], each["other_day"]) for each in shifts] == [("2033-06-07", "2032-01-04")]
    assert site.get("/changes.json?speaker=khodrei").data["shifts"] == []
    assert site.get(f"/person/{KHODREI.id}.json?show=changes").data == {
        "actor": {"id": KHODREI.id, "name": KHODREI.name, "kind": "person"},
        "shifts": [],
        "commitments": [],
    }


def test_an_address_of_before_still_shows_what_there_is_to_compare(site: LinkedSite) -> None:
    address = f"/person/{RUEL.id}.json?show="
    assert site.get(f"{address}course").data == site.get(f"{address}changes").data


# --- claims ---


def test_statements_stand_under_the_stance_that_they_may_take_the_earliest_first(site: LinkedSite) -> None:
    body = site.get(f"/claim/{site.claim.id}").body
    groups = {
        kind: re.findall(r'<p class="said"[^>]*><a href="([^"]*)">(.*?)</a>', section, re.DOTALL)
        for kind, section in re.findall(r'<section class="stance-(\w+)"(.*?)</section>', body, re.DOTALL)
    }
    assert groups == {
        "affirms": [(f"/statement/{site.ids[EARLY]}", EARLY)],
        "denies": [(f"/statement/{site.ids[words]}", words) for words in (MIDDLE, LATE)],
        "neutral": [(f"/statement/{site.ids[REPLY]}", REPLY)],
    }
    days = [flat(each) for each in re.findall(r'<p class="day">(.*?)</p>', body)]
    assert days == [
        "2 March 2031 · The Gull Post and 1 more outlet",
        "4 January 2032 · The Tern Post",
        "7 June 2033 · The Rook Post",
        "6 July 2033 · The Crane Post",
    ]
    assert "4 statements by 2 speakers" in flat(body)
    (feed,) = (str(each["href"]) for each in Elements.of(body).all("link", type="application/atom+xml"))
    assert site.get(feed).body.count("<entry>") == 4


def test_a_claim_of_one_speaker_keeps_to_them_and_leads_back(site: LinkedSite) -> None:
    answer = site.get(f"/claim/{site.claim.id}?speaker={KHODREI.id}")
    assert "As Isk Khodrei spoke of it." in answer.text
    assert "1 statement by 1 speaker" in answer.text
    links = {str(each["href"]) for each in Elements.of(answer.body).all("a")}
    assert f"/claim/{site.claim.id}" in links
    assert f"/claim/{site.claim.id}?show=certainty&speaker={KHODREI.id}#certainty" in links
    assert f"/digest?speaker={KHODREI.id}&claim={site.claim.id}" in links


def test_marks_of_the_chart_of_a_claim_stand_in_the_order_of_their_days_on_the_row_of_their_speaker(
    site: LinkedSite,
) -> None:
    body = site.get(f"/claim/{site.claim.id}").body
    marks = re.findall(r'class="dot (\w+)" transform="translate\(([0-9.]+) ([0-9.]+)\)"><title>([^<]*)<', body)
    assert [(kind, title) for kind, _, _, title in marks] == [
        ("affirms", "2031-03-02: Ana Ruel may affirm it"),
        ("denies", "2032-01-04: Ana Ruel may deny it"),
        ("denies", "2033-06-07: Ana Ruel may deny it"),
        ("neutral", "2033-07-06: Isk Khodrei speaks of it"),
    ]
    across = [float(x) for _, x, _, _ in marks]
    assert across == sorted(across)
    assert [y == marks[0][2] for _, _, y, _ in marks] == [True, True, True, False]


def test_a_digest_of_a_claim_has_each_statement_on_its_day_with_all_its_outlets(site: LinkedSite) -> None:
    days = site.get(f"/digest.json?claim={site.claim.id}").data["days"]
    assert [(day["iso"], [entry["words"] for entry in day["entries"]]) for day in days] == [
        ("2031-03-02", [EARLY]),
        ("2032-01-04", [MIDDLE]),
        ("2033-06-07", [LATE]),
        ("2033-07-06", [REPLY]),
    ]
    assert days[0]["entries"][0]["outlets"] == ["The Gull Post", "The Heron Post"]
    assert days[0]["entries"][0]["address"] == f"/statement/{site.ids[EARLY]}"
    narrowed = site.get(f"/digest.json?claim={site.claim.id}&since=2032&until=2033-06").data["days"]
    assert [day["iso"] for day in narrowed] == ["2032-01-04", "2033-06-07"]


# --- other pages ---


def test_the_months_around_a_digest_are_the_one_before_and_the_one_after(site: LinkedSite) -> None:
    for month, before, after in (("2032-01", "2031-12", "2032-02"), ("2031-12", "2031-11", "2032-01")):
        elements = Elements.of(site.get(f"/digest?since={month}&until={month}").body)
        assert [each["href"] for each in elements.all("a", rel="prev")] == [f"/digest?since={before}&until={before}"]
        assert [each["href"] for each in elements.all("a", rel="next")] == [f"/digest?since={after}&until={after}"]


def test_a_digest_tells_a_statement_once_in_its_best_words_on_the_day_of_its_first_report(site: LinkedSite) -> None:
    (day,) = site.get("/digest.json?since=2031&until=2031").data["days"]
    assert day["iso"] == "2031-03-02"
    (entry,) = day["entries"]
    assert (entry["words"], entry["outlets"]) == (AGAIN, ["The Gull Post", "The Heron Post"])
    assert "1 statement on 1 day" in site.get("/digest?since=2031&until=2031").text


def test_a_statement_beside_the_first_is_held_against_it_and_not_the_other_way_round(site: LinkedSite) -> None:
    sides = [f"statement:{site.ids[words]}" for words in (MIDDLE, EARLY, REPLY)]
    address = "&".join(f"side={side}" for side in sides)
    data = site.get(f"/compare.json?{address}").data["sides"]
    assert [side["side"] for side in data] == sides
    assert [side["statement"]["text"] for side in data] == [MIDDLE, AGAIN, REPLY]
    assert data[0]["wording"] is None
    assert {side["wording"]["against"] for side in data[1:]} <= {site.ids[MIDDLE], None}
    columns = re.findall(r'<h2 id="column-\d">(.*?)</h2>', site.get(f"/compare?{address}").body)
    assert [flat(each) for each in columns] == [
        "Statement of Ana Ruel",
        "Statement of Ana Ruel",
        "Statement of Isk Khodrei, 6 July 2033",
    ]


def test_a_quotation_that_a_name_finds_takes_the_place_of_that_side_alone(site: LinkedSite) -> None:
    body = site.get("/compare?side=Ruel&side=Khodrei&q=lock").body
    chosen = re.findall(r'href="(/compare\?[^"]*)"', body)
    replaced = [link for link in chosen if f"statement%3A{site.ids[REPLY]}" in link]
    assert replaced == [f"/compare?side=Ruel&amp;side=statement%3A{site.ids[REPLY]}&amp;q=lock"]
    first = [link for link in chosen if link not in replaced]
    assert first == [
        f"/compare?side=statement%3A{site.ids[words]}&amp;side=Khodrei&amp;q=lock"
        for words in (EARLY, AGAIN, MIDDLE, LATE)
    ]


def test_a_card_counts_the_other_outlets_of_its_statement_and_leads_to_it(site: LinkedSite) -> None:
    for words in (EARLY, AGAIN):
        hit = site.get(f"/?q={words.split()[1]}+open&order=newest").body
        card = next(
            each for each in re.findall(r'<li class="card">.*?</li>', hit, re.DOTALL) if site.ids[words] in each
        )
        assert "and 1 more outlet" in flat(card)
        assert f'href="/statement/{site.ids[EARLY]}"' in card
    alone = site.get("/?q=nobody").body
    assert "more outlet" not in alone
    assert '<bdi class="source-name">the speaker</bdi>' in alone


def test_words_of_an_outlet_stand_first_and_those_of_another_beside_them(site: LinkedSite) -> None:
    for outlet, own, others in (("Heron", AGAIN, EARLY), ("Gull", EARLY, AGAIN)):
        data = site.get(f"/outlet/The%20{outlet}%20Post.json?show=alterations").data
        assert (data["shared"], data["compared"]) == (1, 1)
        for each in data["alterations"]:
            texts = (each["report"]["text"], each["against"]["text"])
            assert texts == ((own, others) if each["own"] else (others, own))
        assert data["alterations"]


def test_boxed_words_are_those_of_each_wording_that_the_other_has_not(site: LinkedSite) -> None:
    body = site.get("/outlet/The%20Heron%20Post?show=alterations").body
    (first, second) = re.findall(r'<figure class="beside-passage">(.*?)</figure>', body, re.DOTALL)
    boxed = {
        re.sub("<.*?>", "", re.findall(r"<figcaption>.*?</a>", each)[0]): re.findall(r'class="other">([^<]*)<', each)
        for each in (first, second)
    }
    assert boxed == {"The Gull Post": ["will"], "The Heron Post": ["shall"]}
    (line,) = site.get("/outlet/The%20Heron%20Post.json?show=alterations").data["alterations"]
    words = {EARLY: "will", AGAIN: "shall"}
    (difference,) = line["differences"]
    assert difference["words"] == words[line["report"]["text"]]
    assert difference["other_words"] == words[line["against"]["text"]]
