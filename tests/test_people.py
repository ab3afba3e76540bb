"""Pages of people and outlets: what stands on them is what the record holds, told in bounded numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from onrecord.present.terms import TO_COMPARE
from onrecord.present.web.components.chart import MOST_COLUMNS, WIDTH, act_chart
from onrecord.present.web.components.links import outlet_at
from onrecord.record_linking import relink, relink_actors
from onrecord.store.sqlite.reads import counting, profiles
from onrecord.store.sqlite.reads.counting import Month
from onrecord.store.sqlite.record import Record
from onrecord.types import Reading, Relay, Span, Speaker, content_id
from tests.support.hostile import EVIL, HOSTILE_NAME
from tests.support.records import put, reading
from tests.support.site import Elements, Site, hrefs, strange_scripts
from tests.support.stories import KHODREI, NEVER, RUEL, WILL, acted, story


def person(name: str, role: str | None = None) -> Speaker:
    return Speaker(content_id("actor", name.casefold()), name, "person", role)


DMITRI = person("Dmitri Veskov", "harbour minister")
DMITRY = person("Dmitry Veskov", "president")


def through(one: Reading, *agencies: str) -> Reading:
    relay = tuple(Relay(name, "agency", Span(0, 1)) for name in agencies)
    return replace(one, quotations=tuple(replace(quotation, relay=relay) for quotation in one.quotations))


def cued(one: Reading, *words: str) -> Reading:
    """Return a story whose quotations are introduced by these words of its text."""
    text, found = one.document.text, []
    for quotation, word in zip(one.quotations, words, strict=True):
        start = text.index(word, quotation.content[-1].end)
        found.append(replace(quotation, cue=Span(start, start + len(word))))
    return replace(one, quotations=tuple(found))


READINGS = (
    reading("late", "“President now,”", "that he speaks", speaker=DMITRY, day="2033-02-01", outlet="The Gull"),
    cued(
        acted(reading("early", "“No fee,”", "“We will pay,”", speaker=DMITRI, day="2031-04-09"), "deny", "promise"),
        "said",
        "speaker.",
    ),
    cued(through(reading("wire", "that it holds", speaker=DMITRI, day="2031-05-02", form="indirect"), "Tarn"), "said"),
    reading("evil", "“rise,”", speaker=EVIL, outlet=HOSTILE_NAME),
    reading("nobody", "“unheard,”", speaker=None, outlet="THE GULL"),
    *(
        reading(f"n{n}", f"“Word {n},”", speaker=Speaker(f"aaaaaa{n:02}", f"Ola Number{n:02}", "group"))
        for n in range(60)
    ),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("people") / "people.db"
    with Record.open(path) as filled:
        put(filled, *READINGS)
        relink_actors(filled)
    return path


@pytest.fixture(scope="module")
def site(record: Path) -> Iterator[Site]:
    with Site(record) as served:
        yield served


def cells(body: str, caption: str) -> list[list[str]]:
    """Return the rows below the head of the table with this caption, as plain text."""
    table = next(each for each in re.findall(r"<table.*?</table>", body, re.DOTALL) if caption in each)
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]
    plain = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [
        [" ".join(re.sub("<span class=.unseen.*?</span>|<.*?>", "", cell).split()) for cell in row] for row in plain
    ]


# --- a person ----------------------------------------------------------------------------------------------------


def test_two_spellings_are_one_person_counted_once_and_say_why(site: Site) -> None:
    one, other = site.get(f"/person/{DMITRI.id}"), site.get(f"/person/{DMITRY.id}")
    assert site.get(f"/person/{DMITRI.id}.json").data == site.get(f"/person/{DMITRY.id}.json").data
    assert "Dmitri Veskov" in other.text
    assert "Printed as Dmitri Veskov, Dmitry Veskov" in one.text
    own, joined = cells(one.body, "Names in print")
    assert own == ["Dmitri Veskov", "3", "it is the name itself"]
    assert joined[:2] == ["Dmitry Veskov", "2"]
    assert re.search(r"name.*[+]", joined[2])
    assert "5 quotations 9 April 2031 – 1 February 2033" in one.text
    assert [row["name"] for row in site.get("/people.json?name=veskov").data["people"]] == ["Dmitri Veskov"]
    assert site.get("/people.json?name=dmitry").data["people"][0]["quotations"] == 5


def test_roles_stand_in_the_order_of_time(site: Site) -> None:
    assert cells(site.get(f"/person/{DMITRI.id}").body, "As printed beside the name") == [
        ["harbour minister", "9 April 2031", "2 May 2031", "3"],
        ["president", "1 February 2033", "1 February 2033", "2"],
    ]


def test_the_chart_is_an_image_with_words_and_its_numbers_are_a_table(site: Site) -> None:
    body = site.get(f"/person/{DMITRI.id}").body
    elements = Elements.of(body)
    (image,) = elements.all("svg", role="img")
    assert {str(image["aria-labelledby"])} == {"chart-title chart-words"}
    assert elements.all("title", id="chart-title")
    assert elements.all("desc", id="chart-words")
    assert "From April 2031 to February 2033: 5 quotations; most in one month: 2, in April 2031" in body
    assert cells(body, "Quotations by month and act") == [
        ["April 2031", "0", "1", "1", "2"],
        ["May 2031", "1", "0", "0", "1"],
        ["February 2033", "2", "0", "0", "2"],
    ]
    assert f"/?speaker={DMITRI.id}&since=2031-04&until=2031-04&order=newest" in hrefs(body)
    assert "style=" not in body


def test_acts_outlets_and_agencies_are_counted_and_lead_on(site: Site) -> None:
    answer = site.get(f"/person/{DMITRI.id}")
    promised = f"/?speaker={DMITRI.id}&act=promise&order=newest"
    assert promised in hrefs(answer.body)
    assert site.get(promised.replace("/?", "/.json?")).data["total"] == 1
    assert "act promise ×" in site.get(promised).text
    assert cells(answer.body, "Outlets, the one that quotes most first") == [
        ["The Lowen Post", "3", "67%", "0%", "33%"],
        ["The Gull", "2", "100%", "0%", "0%"],
    ]
    assert {"/outlet/The%20Lowen%20Post", f"/?speaker={DMITRI.id}&outlet=The+Gull&order=newest"} <= hrefs(answer.body)
    assert "Words came through Tarn 1" in answer.text


def test_the_newest_words_come_first_and_lead_to_their_quotation(site: Site) -> None:
    elements = Elements.of(site.get(f"/person/{DMITRI.id}").body)
    opened = [str(link["href"]) for link in elements.all("a") if str(link["href"]).startswith("/quotation/")]
    newest = {quotation.id for quotation in READINGS[0].quotations}
    assert {address.removeprefix("/quotation/") for address in opened[:2]} == newest
    assert len(opened) == 5


def test_the_data_of_a_person_is_what_the_page_shows(site: Site) -> None:
    address = f"/person/{DMITRI.id}"
    data, text = site.get(f"{address}.json").data, site.get(address).text
    actor = data["actor"]
    assert (actor["quotations"], actor["counted"], actor["capped"]) == (5, 5, False)
    for act, count in actor["acts"]:
        assert f"{act} {count}" in text
    for role in actor["roles"]:
        assert role["role"] in text
    assert [each["outlet"] for each in actor["outlets"]] == ["The Lowen Post", "The Gull"]
    assert sum(month["quotations"] for month in actor["months"]) == 5
    assert [hit["text"] in text for hit in data["newest"]] == [True] * 5


def test_counts_that_stop_at_the_newest_say_so(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_PROFILED", 2)
    with Site(record) as site:
        person, outlet = site.get(f"/person/{DMITRI.id}"), site.get("/outlet/The%20Lowen%20Post")
        assert "What is counted below is counted on the newest 2 quotations." in person.text
        assert "5 quotations 9 April 2031" in person.text
        assert len(cells(person.body, "As printed beside the name")) == 1
        assert "What is counted below is counted on the newest 2 quotations." in outlet.text
        assert site.get(f"/person/{DMITRI.id}.json").data["actor"]["capped"] is True


def test_a_start_that_several_have_lets_people_choose(site: Site) -> None:
    several = site.get("/person/aaaaaa0")
    assert (several.status, site.get("/person/aaaaaa0.json").status) == (300, 300)
    assert "Ola Number03" in several.text
    assert "/person/aaaaaa03" in hrefs(several.body)
    assert site.get(f"/person/{DMITRI.id[:7]}").status == 200


@pytest.mark.parametrize(
    "address",
    ["/person/ffffff", "/person/", "/person/" + "a" * 300, "/outlet/Nowhere"],
)
def test_who_is_not_there_is_told(site: Site, address: str) -> None:
    path, _, query = address.partition("?")
    for each in (address, f"{path}.json?{query}"):
        assert site.get(each).status == 404


# --- an outlet ---------------------------------------------------------------------------------------------------


def test_an_outlet_tells_whom_it_quotes_and_how(site: Site) -> None:
    answer = site.get("/outlet/The%20Lowen%20Post")
    assert "62 stories 9 April 2031 – 2 May 2031" in answer.text
    first = cells(answer.body, "Speakers, the most quoted first")[0]
    assert first == ["Dmitri Veskov", "3", "67%", "0%", "33%"]
    assert f"/person/{DMITRI.id}" in hrefs(answer.body)
    assert len(cells(answer.body, "Speakers, the most quoted first; the 30 most frequent")) == 30
    assert "Words for saying said 2 speaker 1" in answer.text
    assert "Words came through Tarn 1" in answer.text
    newest = site.get("/outlet/The%20Lowen%20Post.json").data["newest"]
    assert (newest[0]["headline"], newest[0]["published"], newest[0]["quotations"]) == ("News of wire", "2031-05-02", 1)
    assert f"/story/{newest[0]['id']}" in hrefs(answer.body)


def test_spellings_of_an_outlet_are_one_as_in_the_search(site: Site) -> None:
    answer = site.get("/outlet/the%20GULL")
    assert "2 stories" in answer.text
    assert site.get("/.json?outlet=The+Gull").data["total"] == 3
    assert "Quotations 3" in answer.text
    assert "Speaker not named 1" in answer.text
    (row,) = site.get("/outlets.json?name=gull").data["outlets"]
    assert row["stories"] == 2


def test_all_stories_of_an_outlet_are_reached_page_by_page(site: Site) -> None:
    address, seen = "/outlet/The%20Lowen%20Post.json", []
    while address:
        data = site.get(address).data
        seen += [story["id"] for story in data["newest"]]
        address = data["next"]
    assert len(seen) == len(set(seen)) == 62
    assert "There are no more" in site.get("/outlet/The%20Lowen%20Post?after=WzkwMF0").text  # 900 came before


@pytest.mark.parametrize("name", ["gull.json", "..", ".", "x" * 3000, HOSTILE_NAME, "a/b?c#d%2F"])
def test_whatever_an_outlet_is_called_its_link_arrives(tmp_path: Path, name: str) -> None:
    with Record.open(tmp_path / "odd.db") as filled:
        put(filled, reading("one", "“a,”", outlet=name))
    with Site(tmp_path / "odd.db") as site:
        (link,) = (each for each in hrefs(site.get("/outlets").body) if each == outlet_at(name))
        answer = site.get(link)
        assert answer.status == 200
        assert name.strip(".") == "" or "1 quotation" in answer.text  # the search needs a letter
        assert not strange_scripts(Elements.of(answer.body))


# --- lists -------------------------------------------------------------------------------------------------------


def test_lists_go_through_everybody_once_the_most_quoted_first(site: Site) -> None:
    address, seen = "/people.json", list[Any]()
    while address:
        data = site.get(address).data
        seen += data["people"]
        address = data["next"]
    assert (len(seen), data["total"]) == (62, 62)
    assert len({row["id"] for row in seen}) == 62
    assert [row["quotations"] for row in seen[:2]] == [5, 1]
    first = cells(site.get("/people").body, "1–50 of 62")[0]
    assert first == ["Dmitri Veskov", "5", "9 April 2031", "1 February 2033"]


def test_a_part_of_a_name_is_found_and_kept_while_turning_pages(site: Site) -> None:
    body = site.get("/people?name=ola").body
    (address,) = (each for each in hrefs(body) if each.startswith("/people?name=ola&after="))
    assert "51–60 of 60 called ola" in site.get(address).text
    assert "/people?name=ola" in hrefs(site.get(address).body)
    assert "Nobody and nothing here is called zzz" in site.get("/people?name=zzz").text
    assert HOSTILE_NAME.split()[0] not in site.get(f"/people?name={quote(HOSTILE_NAME)}").body


def test_names_lead_to_people_and_outlets_wherever_they_stand(site: Site) -> None:
    quotation = READINGS[1].quotations[0].id
    for address in ("/?q=fee", f"/quotation/{quotation}", f"/story/{READINGS[1].story.id}"):
        assert {f"/person/{DMITRI.id}", "/outlet/The%20Lowen%20Post", "/people", "/outlets"} <= hrefs(
            site.get(address).body
        ), address


# --- earlier and later words to compare ----------------------------------------------------------------------------

FARES = "“We will keep the ferry fares where they are until the end of the year,”"


def test_later_words_stand_beside_earlier_ones_to_compare(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as filled:
        put(
            filled,
            story("one", NEVER, day="2031-03-09"),
            story("two", WILL, day="2033-03-09"),
            acted(story("three", FARES, day="2032-01-09"), "promise"),
            story("four", "“Ana Ruel broke her promise on the ferry fares,”", day="2032-06-09", speaker=KHODREI),
        )
        relink(filled)
    with Site(tmp_path / "a.db") as site:
        address = f"/person/{RUEL.id}?show=changes"
        assert address in hrefs(site.get(f"/person/{RUEL.id}").body)
        answer = site.get(address)
        data = site.get(f"/person/{RUEL.id}.json?show=changes").data
    (shift,) = data["shifts"]
    assert (shift["day"], shift["other_day"], shift["how"]) == ("2033-03-09", "2031-03-09", "reverses")
    assert f"Earlier 9 March 2031 · The one Post {NEVER}" in answer.text
    assert "Two passages to compare The later words may differ: compare them Earlier" in answer.text
    assert "everses" not in answer.text
    assert "roken" not in answer.text.replace(TO_COMPARE, "")
    assert f"Later 9 March 2033 · The two Post {WILL}" in answer.text
    assert {f"/statement/{shift['left']}", f"/statement/{shift['right']}"} <= hrefs(answer.body)
    assert [row["words"] for row in data["commitments"]] == [FARES]
    assert f"Promise Words 9 January 2032 · The three Post {FARES}" in answer.text


# --- the chart ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ends", [("2031-01", "2031-01"), ("2031-01", "2036-12"), ("1999-05", "2033-01"), ("0001-01", "9999-12")]
)
def test_a_chart_stays_within_its_frame_however_long_the_time(ends: tuple[str, str]) -> None:
    drawn = act_chart([Month(month, "deny", 3) for month in sorted(set(ends))])
    assert drawn
    assert len(drawn.bars) <= MOST_COLUMNS
    assert all(0 <= bar.x <= bar.x + bar.width <= WIDTH for bar in drawn.bars)
    assert drawn.earlier + sum(column.total for column in drawn.columns) == 3 * len(set(ends))
    assert act_chart([]) is None


def test_the_profile_of_nobody_is_none(record: Path) -> None:
    with Record.open(record, readonly=True) as opened:
        assert profiles.person(opened, "ffffff") is None
