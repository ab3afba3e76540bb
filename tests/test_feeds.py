"""Feeds: what a search finds, as feed readers understand it, whatever the texts hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.present.introduced import NOTHING
from onrecord.present.web.http.feeds import add_entry, hit_entry
from onrecord.present.web.http.responses import STRICT
from onrecord.store.sqlite.reads.search import Hit
from onrecord.store.sqlite.record import Record
from tests.support.site import Elements, Site
from tests.support.veldra import harbour, hostile, long

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("feeds") / "veldra.db"
    with Record.open(path) as filled:
        for received, reading in (harbour(), hostile(), long()):
            filled.add(received, [reading], by="test")
    return path


@pytest.fixture(scope="module")
def site(path: Path) -> Iterator[Site]:
    with Site(path) as served:
        yield served


def read(site: Site, address: str) -> Any:
    """A feed as a feed reader has it; what is not well-formed fails."""
    answer = site.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/atom+xml")
    found = feedparser.parse(answer.body.encode(), sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_a_feed_holds_the_newest_that_a_search_finds(site: Site) -> None:
    found = read(site, "/feed.atom?q=harbour&speaker=tamsin&order=best&after=nowhere")
    (entry,) = found.entries
    assert entry.title == "Orla Tamsin: “The harbour stays open,” “whatever the weather brings.”"
    assert entry.summary == "said Orla Tamsin: “The harbour stays open,” “whatever the weather brings.”"
    assert (entry.updated, entry.author) == ("2032-03-08T00:00:00Z", "The Gull")
    assert entry.link == f"{site.base}/quotation/aaaaaa01"
    assert found.feed.title == "Onrecord · harbour · Orla Tamsin"
    assert found.feed.updated == entry.updated
    links = {link.rel: (link.type, link.href) for link in found.feed.links}
    assert links == {
        "self": ("application/atom+xml", f"{site.base}/feed.atom?q=harbour&speaker=tamsin"),
        "alternate": ("text/html", f"{site.base}/?q=harbour&speaker=tamsin&order=newest"),
    }


def test_a_feed_of_everything_is_bounded_newest_first_and_every_link_of_it_arrives(site: Site) -> None:
    found = read(site, "/feed.atom")
    assert len(found.entries) == 50
    days = [entry.updated for entry in found.entries]
    assert days == sorted(days, reverse=True)
    assert days[-1] == "1970-01-01T00:00:00Z"  # of a story without a day
    assert len({entry.id for entry in found.entries}) == 50
    for address in {entry.link for entry in found.entries} | {link.href for link in found.feed.links}:
        assert address.startswith(site.base)
        assert site.get(address.removeprefix(site.base)).status == 200


def test_names_stay_the_same_wherever_the_record_is_served(site: Site, path: Path) -> None:
    with Site(path) as other:
        here, there = (read(each, "/feed.atom?q=harbour") for each in (site, other))
    assert here.feed.id == there.feed.id
    assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]
    assert here.entries[0].link != there.entries[0].link
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.id) for entry in here.entries)
    assert here.feed.id != read(site, "/feed.atom?q=ship").feed.id


def test_a_day_on_which_nothing_was_said_is_a_feed_without_entries(site: Site) -> None:
    found = read(site, "/feed.atom?q=harbour&since=2040-01-01")
    assert found.entries == []
    assert found.feed.id
    assert found.feed.updated == "1970-01-01T00:00:00Z"
    assert found.feed.title == "Onrecord · harbour · 2040-01-01–"


def test_no_text_is_markup_or_an_address(site: Site) -> None:
    found = read(site, "/feed.atom?speaker=quill")
    entry = next(one for one in found.entries if "fees" in one.title)
    assert entry.title == 'Ada "<i>Quill</i>" live: “Quay fees <b>rise</b>,”'
    assert entry.summary_detail.type == "text/plain"
    assert entry.summary == "said: “Quay fees <b>rise</b>,”"
    assert entry.author == 'Evil & "Sons" <hr>'
    odd = next(one for one in found.entries if one.summary == "rise")
    assert site.get(odd.link.removeprefix(site.base)).status == 200
    body = site.get("/feed.atom").body
    assert {element.tag.removeprefix(ATOM) for element in ElementTree.fromstring(body).iter()} == {  # noqa: S314 our own
        *("feed", "entry", "id", "title", "updated", "author", "name", "link", "summary", "generator"),
    }


def test_what_is_asked_for_may_be_any_text(site: Site) -> None:
    for hostile_words in ('"><script>', "\x00\x1b\x85", "\ufffe\uffff", "]]>", "&amp;", "\u202ex"):
        found = read(site, f"/feed.atom?q={quote(hostile_words)}&outlet={quote(hostile_words)}")
        assert found.feed.title.startswith("Onrecord")


@given(st.text(st.characters(), max_size=40), st.text(st.characters(), max_size=40), st.text(max_size=10))
def test_an_entry_is_well_formed_whatever_a_text_holds(words: str, name: str, identity: str) -> None:
    hit = Hit(
        id=identity,
        story="s",
        document="d",
        story_headline=None,
        snippet=(),
        text=words,
        form="direct",
        speaker=name,
        speaker_id=None,
        role=None,
        source=None,
        outlet=name,
        day=None,
        day_basis=None,
        dated=None,
        implicit=False,
        headline=False,
        kind="speech",
        polarity="said",
        act=None,
        relay=(),
        confidence=1.0,
    )
    entry = ElementTree.Element("entry")
    add_entry(entry, hit_entry(hit, NOTHING), "http://localhost")
    read_back = ElementTree.fromstring(ElementTree.tostring(entry, encoding="utf-8"))  # noqa: S314 our own
    address = read_back.find("link")
    assert address is not None
    assert urlsplit(address.attrib["href"]).path.startswith("/quotation/")
    assert read_back.findtext("author/name")


def test_a_feed_has_strict_headers_and_is_not_sent_twice(site: Site) -> None:
    first = site.get("/feed.atom?q=harbour")
    assert {key: first.headers[key.lower()] for key in STRICT} == STRICT
    assert first.headers["cache-control"] == "private, no-cache"
    again = site.get("/feed.atom?q=harbour", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, "")
    other = site.get("/feed.atom?q=ship", if_none_match=first.headers["etag"])
    assert other.status == 200


def test_what_a_feed_does_not_understand_is_told_as_on_the_page(site: Site, tmp_path: Path) -> None:
    answer = site.get("/feed.atom?since=yesterday")
    assert answer.status == 400
    assert "is no date" in answer.text
    assert site.get("/feed.atom", host="gull.example").status == 421
    with Site(tmp_path / "none.db") as empty:
        assert empty.get("/feed.atom").status == 503


def test_results_lead_to_their_feed(site: Site) -> None:
    for address in ("/?q=harbour&form=direct&order=newest", "/?q=%22unheard+of%22&form=direct"):
        elements = Elements.of(site.get(address).body)
        (link,) = elements.all("link", type="application/atom+xml")
        assert link["rel"] == "alternate"
        assert elements.all("a", href=link["href"] or "")
        feed = site.get(link["href"] or "")
        assert feed.status == 200
    assert not Elements.of(site.get("/?since=yesterday").body).all("link", type="application/atom+xml")
