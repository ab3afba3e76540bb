"""The pages: each with its twin, strict headers, hostile text, bounded work, designed failures, and a real browser."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.present.web import listen, serve
from onrecord.present.web.components.highlights import (
    KINDS,
    Highlight,
    problem_highlight,
    segments_of,
    segments_within,
)
from onrecord.present.web.http.responses import STRICT
from onrecord.present.web.http.server import hosts, is_public
from onrecord.present.web.pages.story import parts
from onrecord.present.words import Time, counted, moment, shortened, times
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.views import DocumentFacts, StoryView
from onrecord.store.sqlite.record import Record
from onrecord.text.web_addresses import outside
from onrecord.types import Quotation, Reading, Span, Speaker, Story
from tests.support.browser import LOW_CONTRAST
from tests.support.site import Elements, Site, strange_scripts
from tests.support.veldra import ADDRESSES, HARBOUR, LONG, STATUS, at, document, harbour, said, veldra_record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return veldra_record(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def site(record: Path) -> Iterator[Site]:
    with Site(record) as served:
        yield served


PROFILES = ("person", "hostile person", "outlet", "hostile outlet", "people", "outlets")


# --- every page --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ADDRESSES)
def test_each_page_has_a_twin_and_strict_headers(site: Site, name: str) -> None:
    page = site.get(ADDRESSES[name])
    path, _, query = ADDRESSES[name].partition("?")
    twin = site.get(f"{path}.json" + (f"?{query}" if query else ""))
    assert (page.status, twin.status) == (STATUS.get(name, 200),) * 2
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert isinstance(twin.data, dict)
    for answer in (page, twin):
        assert {key: answer.headers[key.lower()] for key in STRICT} == STRICT
        assert answer.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_the_browser_holds_already_is_not_sent_again(site: Site, name: str) -> None:
    path, _, query = ADDRESSES[name].partition("?")
    for address in (ADDRESSES[name], f"{path}.json?{query}"):
        first = site.get(address)
        tag = first.headers["etag"]
        again = site.get(address, if_none_match=f'"other", W/{tag}')
        if first.status == 200:
            assert (again.status, again.body, again.headers["etag"]) == (304, "", tag)
            assert {key: again.headers[key.lower()] for key in STRICT} == STRICT
        else:
            assert (again.status, again.body) == (first.status, first.body)
        other = site.get(address, if_none_match='"other"')
        assert (other.status, other.body) == (first.status, first.body)


@pytest.mark.parametrize("name", ADDRESSES)
def test_each_page_is_well_made(site: Site, name: str) -> None:
    elements = Elements.of(site.get(ADDRESSES[name]).body)
    tags = [tag for tag, _ in elements.found]
    assert [tags.count(tag) for tag in ("h1", "main", "footer")] == [1, 1, 1]
    assert tags.count("title") == 1 + tags.count("desc") + tags.count(
        "g"
    )  # a chart has one of its own, as has each mark
    levels = [0] + [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    labelled = {attributes.get("for") for attributes in elements.all("label")}
    fields = elements.all("input") + elements.all("select")
    assert fields
    assert {attributes["id"] for attributes in fields if attributes.get("type") != "hidden"} <= labelled
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_page_carries_what_a_text_smuggles_in(site: Site, name: str) -> None:
    body = site.get(ADDRESSES[name]).body
    assert not re.search("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]", body)
    elements = Elements.of(body)
    tags = {tag for tag, _ in elements.found}
    assert not strange_scripts(elements)
    assert not tags & {"img", "iframe", "object", "style", "base", "u", "hr"}
    for _, attributes in elements.found:
        assert not [attribute for attribute in attributes if attribute.startswith("on") or attribute == "style"]
        link = attributes.get("href") or "/"
        assert link.startswith(("/", "#", "https://gull.example/"))
        if link.startswith("https:"):
            assert attributes["rel"] == "noopener noreferrer nofollow"


def test_every_link_of_a_page_arrives(site: Site) -> None:
    for name in ("front", "facet", "quotation", "story", "hostile story", "candidates", "odd id", *PROFILES):
        for tag in ("a", "link"):
            for attributes in Elements.of(site.get(ADDRESSES[name]).body).all(tag):
                address = urljoin(ADDRESSES[name], attributes["href"] or "").partition("#")[0]
                if address.startswith("/"):
                    assert site.get(address).status in (200, 300), (name, address)


def test_the_page_links_to_its_own_data(site: Site) -> None:
    (link,) = Elements.of(site.get("/?q=harbour&form=direct").body).all(
        "link", rel="alternate", type="application/json"
    )
    assert link["href"] == "/.json?q=harbour&form=direct"
    assert site.get("/.json?q=harbour&form=direct").data["total"] == 1


def test_assets_are_kept_for_ever_under_an_address_of_their_content(site: Site) -> None:
    elements = Elements.of(site.get("/").body)
    for relation, kind in (("stylesheet", "text/css; charset=utf-8"), ("icon", "image/svg+xml")):
        (link,) = elements.all("link", rel=relation)
        answer = site.get(link["href"] or "")
        assert answer.headers["content-type"] == kind
        assert "immutable" in answer.headers["cache-control"]
        assert re.search("-[0-9a-f]{12}[.]", link["href"] or "")
        assert "@import" not in answer.body
        assert "url(" not in answer.body


# --- front and search --------------------------------------------------------------------------------------------


def test_front_tells_what_the_record_holds(site: Site) -> None:
    text = site.get("/").text
    assert "Stories 3 Quotations 2,607" in text
    assert "2 November 2030 – 9 March 2032" in text
    summary = site.get("/.json").data["summary"]
    assert (summary["stories"], summary["problems"], summary["first_day"]) == (3, 61, "2030-11-02")


def test_results_mark_the_words_and_tell_whose_day_it_is(site: Site) -> None:
    answer = site.get("/?q=harbour")
    assert "2 quotations for harbour" in answer.text
    assert "Orla Tamsin harbour minister said 8 March 2032" in answer.text
    assert "published 9 March 2032" in answer.text
    assert "<mark>harbour</mark>" in answer.body


def test_a_form_with_empty_fields_gets_a_clean_address(site: Site) -> None:
    answer = site.get("/?q=harbour&speaker=&outlet=+&since=&until=&form=&order=")
    assert (answer.status, answer.headers["location"]) == (303, "/?q=harbour")
    assert site.get("/?q=&x=").headers["location"] == "/"
    assert site.get("/.json?q=harbour&speaker=&form=").data["total"] == 2


def test_facets_set_and_unset_a_filter(site: Site) -> None:
    links = {attributes["href"] for attributes in Elements.of(site.get("/?q=ship").body).all("a")}
    assert {"/?q=ship&speaker=tamsin", "/?q=ship&form=mixed", "/?q=ship&since=2032&until=2032"} <= links
    narrowed = site.get("/?q=ship&form=mixed")
    assert "1 quotation for ship" in narrowed.text
    chosen = [link for link in Elements.of(narrowed.body).all("a") if link.get("aria-current") == "true"]
    assert [link["href"] for link in chosen] == ["/?q=ship"]
    assert "Remove form mixed" in narrowed.body


def test_the_facet_of_a_speaker_finds_as_many_as_it_counts(tmp_path: Path) -> None:
    path = tmp_path / "names.db"
    with Record.open(path) as filled:
        for number, name in enumerate(("Ann Oake", "Ann Oake", "Joanna Ann Oake")):
            text = f"“Yes {number},” said {name}."
            received = document(f"{number}.txt", text)
            speaker = Speaker(f"id of {name}", name, "person")
            quotation = said(text, f"abcdef{number}", f"“Yes {number},”", speaker=speaker)
            outlet = ("The Gull", "THE GULL", "The Gull Weekly")[number]
            story = Story(f"5afe{number}", Span(0, len(text)), outlet=outlet)
            filled.add(received, [Reading(received, story, text, (quotation,))], by="test")
    with Site(path) as site:
        assert site.get("/.json?speaker=Ann+Oake").data["total"] == 3
        assert site.get("/.json?outlet=the+gull").data["total"] == 2
        facets = site.get("/.json?q=yes").data["facets"]
        assert facets["speakers"] == [
            ["Ann Oake", 2, "id of Ann Oake"],
            ["Joanna Ann Oake", 1, "id of Joanna Ann Oake"],
        ]
        narrowed = "/?q=yes&speaker=id+of+Ann+Oake"
        assert Elements.of(site.get("/?q=yes").body).all("a", href=narrowed)
        answer = site.get(narrowed)
        assert "2 quotations for yes" in answer.text
        assert "speaker Ann Oake ×" in answer.text
        elements = Elements.of(answer.body)
        assert [each["value"] for each in elements.all("input", name="speaker")] == ["Ann Oake"]
        assert [each["href"] for each in elements.all("a") if each.get("aria-current")] == ["/?q=yes"]
        assert elements.all("a", **{"aria-label": "Remove speaker Ann Oake"})


def test_paging_goes_through_all_hits_once(site: Site) -> None:
    assert not Elements.of(site.get("/?speaker=Tamsin&order=newest").body).all("a", rel="next")
    address, seen = "/.json?q=meet", list[str]()
    for _ in range(3):
        data, page = site.get(address).data, site.get(address.replace(".json", ""))
        elements = Elements.of(page.body)
        assert [link["href"] for link in elements.all("a", rel="next")] == [data["next"].replace(".json", "")]
        assert ("← First page" in page.text) == bool(seen) == bool(elements.all("a", href="/?q=meet"))
        assert f"{len(seen) + 1}–{len(seen) + 20}" in page.text
        seen += [hit["id"] for hit in data["hits"]]
        address = data["next"]
    assert len(seen) == len(set(seen)) == 60


def test_the_newest_are_followed_to_the_last(site: Site) -> None:
    address, seen = "/.json?speaker=brekk&q=meet&order=newest", list[str]()
    while address:
        data = site.get(address).data
        seen += [hit["id"] for hit in data["hits"]]
        address = data["next"]
    assert len(seen) == len(set(seen)) == 2600


def test_a_changed_search_and_its_feed_and_table_begin_anew(site: Site) -> None:
    address = site.get("/.json?q=meet&form=direct").data["next"]
    elements = Elements.of(site.get(address.replace(".json", "")).body)
    on = [str(link["href"]) for link in elements.all("a") if "after=" in str(link["href"])]
    assert {str(link["href"]) for link in elements.all("a", rel="next")} | {address} == set(on)
    assert elements.all("a", href="/results.csv?q=meet&form=direct")
    assert elements.all("a", href="/feed.atom?q=meet&form=direct")


def test_addresses_with_a_page_by_number_show_the_first(site: Site) -> None:
    for address in ("/?q=meet", "/people?name=a", "/problems"):
        old = site.get(address + ("&" if "?" in address else "?") + "page=2")
        assert (old.status, Elements.of(old.body).all("a", rel="prev")) == (200, [])
        assert "First page" not in old.text


def test_a_count_that_was_broken_off_says_so(site: Site) -> None:
    assert "More than 1,000 quotations for meet" in site.get("/?q=meet").text
    assert site.get("/.json?q=meet").data["capped"] is True


def test_a_page_beyond_the_last_leads_back(site: Site) -> None:
    answer = site.get("/?q=harbour&after=WzE4MF0")  # 180 came before
    assert answer.status == 200
    assert "Nothing comes after this place of the search any more" in answer.text
    assert Elements.of(answer.body).all("a", href="/?q=harbour")


@pytest.mark.parametrize(
    ("address", "name", "words"),
    [
        ("/?since=yesterday", "since", "is no date; write 2031"),
        ("/?until=2031-02-30", "until", "is no date"),
        ("/?form=loud", "form", "is not known"),
        ("/?order=sideways", "order", "is not known"),
    ],
)
def test_a_search_that_makes_no_sense_is_told_at_its_field(site: Site, address: str, name: str, words: str) -> None:
    answer = site.get(address)
    elements = Elements.of(answer.body)
    (marked,) = [each for each in elements.all("input") + elements.all("select") if "aria-invalid" in each]
    assert (answer.status, marked["name"], marked["aria-describedby"]) == (400, name, "wrong")
    assert words in answer.text
    assert site.get(address.replace("/", "/.json", 1)).data["field"] == name


@pytest.mark.parametrize("after", ["0", "two", "²", "9" * 500, "WzIwXQ==", "WyIyMCJd"])
def test_a_cursor_that_is_none_is_told_and_leads_back(site: Site, after: str) -> None:
    answer = site.get(f"/?q=harbour&after={quote(after)}")
    assert answer.status == 400
    assert "is no place in a list; go back to the first page" in answer.text
    assert Elements.of(answer.body).all("a", href="/?q=harbour")


def test_no_hits_say_what_to_try_next(site: Site) -> None:
    answer = site.get("/?q=%22unheard+of%22&speaker=tamsin")
    assert "No quotations for" in answer.text
    assert "try them without" in answer.text
    assert Elements.of(answer.body).all("a", href="/?q=%22unheard+of%22")


@pytest.mark.parametrize(
    "words", ['"', "*", "AND OR NOT", "text:x", "a" * 390, "\0", "\ufffd", "'; --", "(((", "ß" * 300]
)
def test_any_words_can_be_asked_for(site: Site, words: str) -> None:
    assert site.get(f"/?q={quote(words)}").status in (200, 303)
    assert site.get(f"/.json?q={quote(words)}&speaker={quote(words)}&outlet=%ff%00").status == 200


# --- one quotation -----------------------------------------------------------------------------------------------


def test_a_quotation_stands_with_all_that_proves_it(site: Site, record: Path) -> None:
    text = site.get("/quotation/aaaaaa01").text
    with Record.open(record, readonly=True) as opened:
        view = views.quotation(opened, "aaaaaa01")
    assert view
    assert "“The harbour stays open,” ⋯ “whatever the weather brings.”" in text
    for words in (
        "harbour minister",
        "Said 8 March 2032",
        "Published 9 March 2032",
        "The Gull",
        "Veldra Wire",
        "direct: in quotation marks",
        "Confidence 0.93",
        "the program’s estimate that this is a quotation with about these words; measured to be right about that often",
        "veldra/harbour.txt",
        view.document.sha256,
        ", ".join(f"{span.start}–{span.end}" for span in view.quotation.content),
        "10 March 2032, 08:00 UTC",
        "Who named beside the words · 0.98 sure: Orla Tamsin",
        "When 0.99 sure",
        "Said or not the story reports the words as said · 1.00 sure",
        "of a hundred fields of that kind with this number, about 98 were right on labelled news",
        "Orla Tamsin, harbour minister, 8 March 2032: “The harbour stays open,” […] “whatever the weather brings.” — "
        "‘Harbour of Veldra stays open’, The Gull, 9 March 2032. https://gull.example/harbour (captured 10 March 2032",
    ):
        assert words in text


def test_a_quotation_as_data_follows_the_contract(site: Site) -> None:
    data = site.get("/quotation/aaaaaa01.json").data
    (quotation,) = data["quotations"]
    assert quotation["text"] == "“The harbour stays open,” “whatever the weather brings.”"
    assert quotation["speaker"] == {"id": "tamsin", "name": "Orla Tamsin", "kind": "person", "role": "harbour minister"}
    assert quotation["content"] == [
        list(at(HARBOUR, "“The harbour stays open,”")),
        list(at(HARBOUR, "“whatever the weather brings.”")),
    ]
    assert data["document"]["uri"] == "veldra/harbour.txt"
    assert Span(*data["paragraph"]["span"]).of(HARBOUR) == data["paragraph"]["text"]
    assert (quotation["kind"], quotation["implicit"], quotation["confidence"]) == ("speech", False, 0.93)
    assert (quotation["probabilities"]["speaker"], quotation["probabilities"]["act"]) == (0.984, None)
    assert (data["previous"], data["next"]) == (None, "/quotation/aaaaaa02.json")


def test_quotations_lead_to_those_beside_around_and_inside(site: Site) -> None:
    outer = Elements.of(site.get("/quotation/aaaaaa02").body)
    assert outer.all("a", rel="prev", href="/quotation/aaaaaa01")
    assert outer.all("a", rel="next", href="/quotation/bbbbbb03")
    assert "Inside it, words of Ivo Brekk are reported" in site.get("/quotation/aaaaaa02").text
    assert "It stands inside what Orla Tamsin is reported to believe or intend" in site.get("/quotation/bbbbbb03").text


def test_the_headline_and_the_unnamed_are_told(site: Site) -> None:
    text = site.get("/quotation/cccccc04").text
    assert "It stands in the headline." in text
    assert "Speaker not named" in text
    assert "Implicit it has no cue of its own" in text
    assert "has no cue" not in site.get("/quotation/aaaaaa01").text


def test_a_belief_is_told_from_words_in_plain_words_wherever_it_is_shown(site: Site) -> None:
    text = site.get("/quotation/aaaaaa02").text
    assert "Belief or intention of Orla Tamsin" in text
    assert "Kind a belief or intention put down to the speaker, not words spoken" in text
    assert "Orla Tamsin, harbour minister, a belief or intention: that ‘no ship" in text
    assert "belief" not in site.get("/quotation/aaaaaa01").text
    assert "mixed belief Harbour of Veldra stays open" in site.get("/?q=ship").text
    assert "Orla Tamsin belief She added that ‘no ship will wait’" in site.get("/story/5afe0001").text
    for address in ("/.json?q=ship", "/story/5afe0001.json"):
        data = site.get(address).data
        kinds = {each["id"]: each["kind"] for each in data.get("hits") or data["quotations"]}
        assert (kinds["aaaaaa02"], kinds["bbbbbb03"]) == ("belief", "speech")


def test_the_page_about_tells_what_the_words_of_a_quotation_mean(site: Site) -> None:
    text = site.get("/about").text
    assert "of a hundred quotations at 0.80, about eighty" in text
    assert "labelled belief: a belief or intention put down to the speaker, not words spoken" in text


def test_an_id_can_be_shortened_until_it_means_several(site: Site) -> None:
    assert site.get("/quotation/bbbbbb").status == 200
    several = site.get("/quotation/aaaaaa")
    links = {attributes["href"] for attributes in Elements.of(several.body).all("a")}
    assert {"/quotation/aaaaaa01", "/quotation/aaaaaa02"} <= links
    assert site.get("/quotation/aaaaaa.json").data["candidates"] == ["aaaaaa01", "aaaaaa02"]
    assert site.get("/story/5afe00").status == 300
    assert "Harbour of Veldra stays open" in site.get("/story/5afe00").text


@pytest.mark.parametrize(
    "address",
    ["/quotation/ffffff", "/story/ffffff", "/quotation/aaa", "/quotation/", f"/story/{'a' * 900}", "/x", "/x/"],
)
def test_what_is_not_there_is_a_page_too(site: Site, address: str) -> None:
    answer = site.get(address)
    assert answer.status == 404
    assert "Nothing is filed here" in answer.text


# --- one story ---------------------------------------------------------------------------------------------------


def test_a_story_shows_every_quotation_in_its_place(site: Site) -> None:
    answer = site.get("/story/5afe0001?quotation=aaaaaa01")
    elements = Elements.of(answer.body)
    for identity in ("aaaaaa01", "aaaaaa02", "bbbbbb03", "cccccc04"):
        assert len(elements.all("span", id=f"q-{identity}")) == 1
        assert elements.all("a", href=f"/quotation/{identity}")
    assert (
        len([link for link in elements.all("a", href="/quotation/aaaaaa01") if link.get("class") == "content chosen"])
        == 2
    )
    assert elements.all("a", href="/quotation/bbbbbb03", **{"class": "content nested"})
    assert "".join(HARBOUR.split()) in "".join(answer.text.split())


def test_a_story_lists_its_problems_with_their_places(site: Site) -> None:
    start = at(HARBOUR, "“A").start
    elements = Elements.of(site.get("/story/5afe0001").body)
    assert elements.all("a", href=f"/story/5afe0001?from={start}#c-{start}")
    assert elements.all("span", id=f"c-{start}")
    assert site.get("/story/5afe0001.json").data["problems"][0]["span"] == [start, start + 2]


def test_a_long_story_comes_in_bounded_parts_that_lose_nothing(site: Site) -> None:
    address, texts, ids = "/story/10a90003.json", [], []
    while address:
        data = site.get(address).data
        assert len(data["text"]) <= 200_000
        texts.append(data["text"])
        ids += [quotation["id"] for quotation in data["quotations"]]
        address = data["part"]["next"]
    assert "".join(texts) == LONG
    assert len(texts) > 2
    assert len(ids) == len(set(ids)) == 2600


def test_a_part_of_a_long_story_is_a_page_of_bounded_size(site: Site) -> None:
    first, second = site.get("/story/10a90003"), site.get("/story/10a90003?from=200000")
    assert len(first.body) < 1_000_000
    assert first.body.count('id="q-') <= 1_000
    assert "Part 1 of 3" in first.text
    assert Elements.of(second.body).all("a", rel="prev", href="/story/10a90003?from=0")


def test_the_part_with_the_chosen_quotation_is_shown(site: Site) -> None:
    assert 'id="q-ee002599"' in site.get("/story/10a90003?quotation=ee002599").body
    for odd in ("x", "-1", "9" * 50, "²", ""):
        assert site.get(f"/story/10a90003?from={quote(odd)}&quotation={quote(odd)}").status == 200


# --- problems ----------------------------------------------------------------------------------------------------


def test_problems_say_what_where_and_what_next(site: Site) -> None:
    address = site.get("/problems.json").data["next"].replace(".json", "")
    first, second = site.get("/problems"), site.get(address)
    assert "61 problems" in first.text
    assert "nothing in file 7 is text" in first.text + second.text
    assert "<b>7</b>.bin" in first.text + second.text
    assert "Next: Read the passage." in first.text + second.text
    assert Elements.of(first.body).all("a", rel="next", href=address)
    assert "51–61" in second.text
    assert Elements.of(second.body).all("a", href="/problems")
    data = site.get(address.replace("?", ".json?")).data
    assert (data["total"], data["next"]) == (61, None)


# --- the record and the server -----------------------------------------------------------------------------------


def test_a_record_that_is_not_there_is_told_and_found_once_it_is(tmp_path: Path) -> None:
    path = tmp_path / "late.db"
    with Site(path) as site:
        answer = site.get("/")
        assert answer.status == 503
        assert "There is no record at" in answer.text
        assert site.get("/problems.json").data["status"] == 503
        assert site.get("/about").status == 200
        with Record.open(path):
            assert "This record is empty" in site.get("/").text
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        _filled(tmp_path / "other.db").replace(path)
        assert "Harbour of Veldra stays open" in site.get("/").text


def _filled(path: Path) -> Path:
    with Record.open(path) as record:
        received, reading = harbour()
        record.add(received, [reading], by="test")
    return path


def test_what_is_no_record_is_told(tmp_path: Path) -> None:
    (tmp_path / "noise.db").write_bytes(b"noise" * 2000)
    newer = tmp_path / "newer.db"
    Record.open(newer).close()
    with sqlite3.connect(newer) as db:
        db.execute("PRAGMA user_version = 9000")
    db.close()
    for path, words in ((tmp_path / "noise.db", "no SQLite file"), (newer, "newer version"), (tmp_path, "is a folder")):
        with Site(path) as site:
            answer = site.get("/story/abcdef")
            assert answer.status == 503
            assert words in answer.text
            assert "Traceback" not in answer.body


def test_a_fault_of_ours_is_a_page_without_its_entrails(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(views, "summary", fail)
    for address in ("/", "/.json"):
        answer = site.get(address)
        assert answer.status == 500
        assert "secret" not in answer.body
        assert {key: answer.headers[key.lower()] for key in STRICT} == STRICT
    assert "secret" in caplog.text


def test_only_reading_is_served(site: Site) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        answer = site.get("/", method)
        assert answer.status == 405
        assert {key: answer.headers[key.lower()] for key in STRICT} == STRICT
    head = site.get("/", "HEAD")
    assert (head.status, head.body) == (200, "")


def test_foreign_host_names_are_refused(site: Site, record: Path) -> None:
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "[::2]", "@127.0.0.1", "a b"):
        answer = site.get("/", host=host)
        assert answer.status == 421
        assert "Tamsin" not in answer.body
        assert answer.headers["content-security-policy"] == STRICT["Content-Security-Policy"]
    for host in ("localhost", "LOCALHOST:80", "127.0.0.1:9", "[::1]:8765"):
        assert site.get("/", host=host).status == 200
    with Site(record, hosts={"news.example"}) as named:
        assert named.get("/", host="news.example").status == 200
        assert named.get("/", host="127.0.0.1:9").status == 200  # where the connection arrives
        assert named.get("/", host="localhost").status == 421


def test_beyond_this_machine_only_those_with_the_token_are_served(record: Path) -> None:
    with Site(record, token="sixteen & more characters") as served:  # noqa: S106 of this test only
        given = "token=sixteen+%26+more+characters"
        refused = served.get("/?q=harbour")
        assert refused.status == 401
        assert "harbour stays open" not in refused.body
        assert served.get("/?token=wrong").status == 401
        let_in = served.get(f"/quotation/aaaaaa01?{given}&show=a")
        assert (let_in.status, let_in.headers["location"]) == (303, "/quotation/aaaaaa01?show=a")
        cookie = let_in.headers["set-cookie"]
        assert {"HttpOnly", "SameSite=strict"} <= set(cookie.split("; "))
        for header in (
            {"Cookie": cookie.partition(";")[0]},
            {"Authorization": "Bearer sixteen & more characters"},
        ):
            assert served.get("/", **header).status == 200
        assert served.get(f"//evil.example/?{given}").headers["location"].startswith("/evil.example")


def test_pages_of_other_sites_read_nothing_unless_they_are_named(record: Path) -> None:
    allowed, header = "https://news.example", "access-control-allow-origin"
    with Site(record) as closed, Site(record, origins=[allowed]) as open_to_one:
        assert header not in closed.get("/.json", origin=allowed).headers
        assert open_to_one.get("/.json", origin=allowed).headers[header] == allowed
        assert header not in open_to_one.get("/.json", origin="https://evil.example").headers
        assert open_to_one.get("/.json", host="evil.example", origin=allowed).status == 421


def test_no_record_is_served_beyond_this_machine_without_a_token(record: Path) -> None:
    with listen("0.0.0.0", 0) as listening, pytest.raises(ValueError, match="token"):  # noqa: S104 the case at hand
        serve(record, listening)


def test_names_follow_from_where_one_listens_and_from_the_address_that_was_given() -> None:
    own = {"localhost", "127.0.0.1", "[::1]"}
    assert hosts("127.0.0.1") == own
    assert hosts("Desk.example", "https://record.example:444") == own | {"desk.example", "record.example"}
    assert hosts("::") == own | {"[::]"}


def test_a_record_is_public_where_others_reach_it_or_are_passed_on_to_it() -> None:
    with listen(port=0) as here, listen("0.0.0.0", 0) as everywhere:  # noqa: S104 the case at hand
        assert not is_public(here)
        assert not is_public(here, "http://localhost:80")
        assert is_public(here, "https://record.example")
        assert is_public(everywhere)


def test_addresses_of_any_length_are_answered(site: Site) -> None:
    assert site.get("/?q=" + "a" * 9000).status == 414
    assert site.get("/" + "a" * 3000).status == 414


def test_a_taken_port_is_told_in_words() -> None:
    with listen(port=0) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(OSError, match=f"port {port} is taken by another program"):
            listen(port=port)
    with pytest.raises(OSError, match="is no place to listen on"):
        listen("no.such.host.invalid")


def test_serve_is_quiet_and_ends_on_an_interrupt(record: Path) -> None:
    program = (
        "import sys; from onrecord.present.web import listen, serve; listening = listen(port=0); "
        "print(listening.getsockname()[1], flush=True); serve(sys.argv[1], listening)"
    )
    command = [sys.executable, "-c", program, str(record)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        port = int(process.stdout.readline())
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=60)
    assert (process.returncode, rest, errors) == (0, "", "")


# --- words, links, pieces ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2032-03-09", (Time("9 March 2032", "2032-03-09"),)),
        ("2032-03", (Time("March 2032", "2032-03"),)),
        ("2032", (Time("2032", "2032"),)),
        ("2032-01-20/2032-02", (Time("20 January 2032", "2032-01-20"), Time("February 2032", "2032-02"))),
        ("2032-02-31", (Time("2032-02-31"),)),
        ("late 2032", (Time("late 2032"),)),
        ("2032/..", (Time("2032", "2032"), Time(".."))),
        ("", ()),
        (None, ()),
    ],
)
def test_dates_are_written_out(value: str | None, expected: tuple[Time, ...]) -> None:
    assert times(value) == expected


def test_moments_and_counts_are_written_out() -> None:
    assert moment("2032-03-10T08:00:59Z") == (Time("10 March 2032, 08:00 UTC", "2032-03-10T08:00:59Z"),)
    assert moment("2032-03-10") == times("2032-03-10")
    assert moment(None) == ()
    assert (counted(1, "story", "stories"), counted(1204, "story", "stories")) == ("1 story", "1,204 stories")
    assert shortened("one two three", 9) == "one two …"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//gull.example",
        "http:gull.example",
        "http://",
        "https://gull.example/\u2028",
        "https://good.example@evil.example/",
        "http://[::1",
        "ftp://gull.example",
        "https:\\\\gull.example",
        "",
        None,
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert outside(url) is None
    assert outside("https://gull.example/a?b=c#d") == "https://gull.example/a?b=c#d"


_spans = st.builds(Span, st.integers(-5, 60), st.integers(-5, 60))
_highlights = st.lists(
    st.builds(Highlight, _spans, st.sampled_from(KINDS), st.sampled_from("pqr"), st.sampled_from(["", "q-p"]))
)


@given(st.text(max_size=40), st.integers(0, 9), _highlights, st.lists(st.integers(-5, 60)))
def test_pieces_joined_are_the_text(text: str, offset: int, marks: list[Highlight], breaks: list[int]) -> None:
    pieces = segments_of(text, offset, marks, breaks)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    for piece in pieces:
        for shift in range(len(piece.text)):
            here = Span(piece.start + shift, piece.start + shift + 1)
            on_it = [mark for mark in marks if mark.span.covers(here)]
            assert set(piece.kinds) == {mark.kind for mark in on_it}
            contents = [mark for mark in on_it if mark.kind == "content"]
            assert bool(contents) == bool(piece.owner)
            assert piece.nested == (len(contents) > 1)


@given(st.text(min_size=1, max_size=40), st.lists(st.integers(0, 40), min_size=2, max_size=8, unique=True))
def test_paragraphs_keep_all_anchors_but_those_behind_the_last(text: str, edges: list[int]) -> None:
    ends = sorted({min(edge, len(text)) for edge in edges})
    spans = [Span(*pair) for pair in list(pairwise(ends))[::2]]
    marks = [Highlight(Span(place, place + 1), "cue", "p", f"c-{place}") for place in range(len(text))]
    groups = segments_within(segments_of(text, 0, marks, ends), spans)
    assert ["".join(piece.text for piece in group) for group in groups] == [span.of(text) for span in spans]
    anchors = [anchor for group in groups for piece in group for anchor in piece.anchors]
    assert anchors == [f"c-{place}" for place in range(spans[-1].end if spans else 0)]


@given(st.text("ab\n", max_size=80), st.lists(st.integers(0, 80), max_size=30), st.integers(1, 20), st.integers(1, 5))
def test_parts_of_a_story_are_bounded_and_lose_nothing(text: str, starts: list[int], longest: int, most: int) -> None:
    offset = 7
    quotations = tuple(
        Quotation(str(start), "direct", (Span(offset + start, offset + start + 1),), "") for start in starts
    )
    facts = DocumentFacts("", "", None, None, None, None, None, None, None, "", None, "")
    story = StoryView(Story("s", Span(offset, offset + len(text))), facts, text, offset, quotations, ())
    spans = parts(story, longest, most)
    assert "".join(text[span.start - offset : span.end - offset] for span in spans) == text
    assert all(span.end - span.start <= longest for span in spans)
    assert all(before.end == after.start for before, after in pairwise(spans))


def test_the_problem_of_a_whole_text_does_not_mark_all_of_it() -> None:
    assert problem_highlight(Span(5, 5_000)).span == Span(5, 85)


# --- colours -----------------------------------------------------------------------------------------------------

INKS = ("ink", "soft", "accent")
GROUNDS = ("paper", "surface")
TINTS = ("tint-content", "tint-cue", "tint-source", "tint-problem", "hit")


def _schemes(site: Site) -> tuple[dict[str, str], dict[str, str]]:
    (link,) = Elements.of(site.get("/").body).all("link", rel="stylesheet")
    light, dark = (
        dict(re.findall("--([a-z-]+): (#[0-9a-f]{6});", block)) for block in _roots(site, link["href"] or "")
    )
    return light, light | dark


def _roots(site: Site, address: str) -> list[str]:
    return re.findall(r":root \{(.*?)\}", site.get(address).body, re.DOTALL)[:2]


def _luminance(colour: str) -> float:
    parts_of_light = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts_of_light)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_colours_have_contrast_in_light_and_dark(site: Site) -> None:
    for scheme in _schemes(site):
        pairs = [(ink, ground) for ink in INKS for ground in GROUNDS]
        pairs += [("ink", tint) for tint in TINTS] + [("accent-ink", "accent")]
        assert {pair: contrast(*(scheme[name] for name in pair)) for pair in pairs if _low(scheme, pair, 4.5)} == {}
        lines = [("edge", ground) for ground in (*GROUNDS, "tint-cue", "tint-source")] + [("accent", "tint-content")]
        assert {pair: contrast(*(scheme[name] for name in pair)) for pair in lines if _low(scheme, pair, 3)} == {}


def _low(scheme: dict[str, str], pair: tuple[str, str], least: float) -> bool:
    return contrast(scheme[pair[0]], scheme[pair[1]]) < least


# --- a real browser ----------------------------------------------------------------------------------------------


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.base, viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    # A browser notes every answer that is an error; those are pages of ours.
    assert [text for text in complaints if "the server responded with a status of" not in text] == []
    assert [url for url in asked if not url.startswith(site.base)] == []


def test_a_reader_searches_opens_a_quotation_and_finds_it_in_its_story(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Words that were said").fill("weather brings")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=weather+brings")
    page.locator(".card .said a").first.click()
    page.wait_for_url("**/quotation/aaaaaa01")
    assert page.locator("blockquote").inner_text().startswith("“The harbour stays open,”")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    sizes = page.locator("main *").evaluate_all(f"all => all.map({size})")
    assert max(sizes) == page.locator("blockquote").evaluate(size)
    page.get_by_role("link", name="Read it in the whole story").click()
    page.wait_for_url("**/story/5afe0001?quotation=aaaaaa01#q-aaaaaa01")
    target = page.locator(":target + a")
    assert target.inner_text() == "“The harbour stays open,”"
    assert target.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    assert page.locator("a.content.chosen").count() == 2


def test_everything_can_be_reached_by_keyboard(page: Page) -> None:
    page.goto("/?q=harbour")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.reload()
    reachable = "a[href], button, input, select, summary"
    wanted = page.locator(reachable).evaluate_all("all => all.filter(each => each.checkVisibility()).length")
    seen = set()
    for _ in range(wanted):
        page.keyboard.press("Tab")
        focused = "(all => [...all].indexOf(document.activeElement))(document.querySelectorAll('*'))"
        seen.add(page.evaluate(focused))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
    assert len(seen) == wanted


def test_the_form_with_all_filters_gives_a_clean_address(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Speaker, outlet, days, form, act, said or not, order").click()
    page.get_by_label("Speaker").fill("tamsin")
    page.get_by_label("From day").fill("2032-03")
    page.get_by_label("Form").select_option("mixed")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/?speaker=tamsin&since=2032-03&form=mixed")
    assert page.locator(".card").count() == 1
    page.get_by_role("link", name="Remove form mixed").click()
    page.wait_for_url("**/?speaker=tamsin&since=2032-03")


@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name, address in ADDRESSES.items():
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_contrast_where_it_stands(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    names = ("front", "facet", "wrong", "quotation", "story", "hostile story", "problems", "about", "missing")
    for name in (*names, *PROFILES):
        page.goto(ADDRESSES[name])
        assert page.evaluate(LOW_CONTRAST) == [], name


def test_a_printed_quotation_is_a_dossier(page: Page) -> None:
    page.goto("/quotation/aaaaaa01")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    for part in (".words", ".beside", "section[aria-labelledby=stands] .proof", ".citation"):
        assert page.locator(part).is_visible()


def test_hostile_text_runs_nothing_and_stays_in_its_place(page: Page) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a text opened a dialog: {dialog.message}"))
    for name in (
        "hostile quotation",
        "hostile story",
        "front",
        "problems",
        "hostile person",
        "hostile outlet",
        "people",
    ):
        page.goto(ADDRESSES[name])
    page.goto("/quotation/dddddd05")
    role = page.locator(".role")
    assert role.inner_text() == "<u>minister</u>"
    assert page.evaluate("getComputedStyle(document.querySelector('.who bdi')).unicodeBidi") == "isolate"


def test_listening_sockets_are_closed_by_their_owner() -> None:
    with listen(port=0) as listening:
        assert listening.family == socket.AF_INET
