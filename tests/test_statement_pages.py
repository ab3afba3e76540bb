"""The pages of statements, claims and digests, on a linked record: side by side, to compare, days told."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, urlsplit

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from onrecord.columns.quotations import HITS
from onrecord.models.embeddings import EmbeddingError
from onrecord.models.embeddings.encoder import Encoder
from onrecord.present.differences import bits
from onrecord.present.terms import TO_COMPARE
from onrecord.present.web.components.stance_chart import rows_by_speaker, stance_chart
from onrecord.present.web.http.search_params import SearchParams, clean_address
from onrecord.store.sqlite.reads.statements import statement
from onrecord.store.sqlite.record import Record
from onrecord.types import Span
from tests.support.browser import LOW_CONTRAST
from tests.support.gates import ALTERED, CLAIM, CUT, DENIED, HOSTILE, WORDS, gates_record, stories
from tests.support.site import Elements, Site, hrefs
from tests.support.stories import RUEL

if TYPE_CHECKING:
    from playwright.sync_api import Browser


REPORTS = (("Gull", WORDS), ("Heron", ALTERED), ("Tern", CUT))
FINDINGS = (
    r"reverse[sd]|departs|lately (?:denied|changed)|said to be (?:kept|broken)|takes? back|softens|hardens|denied by"
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gates_record(tmp_path_factory.mktemp("gates"))


@pytest.fixture(scope="module")
def site(record: Path) -> Iterator[Site]:
    with Site(record) as served:
        yield served


@pytest.fixture(scope="module")
def ids() -> dict[str, str]:
    return {quotation.text: quotation.id for one in stories() for quotation in one.quotations}


# --- what every page has ---


@pytest.mark.parametrize("address", ["/person/{}", "/outlet/The%20Gull%20Post", "/claims", "/"])
def test_a_page_tells_the_way_to_it(site: Site, address: str) -> None:
    trail = Elements.of(site.get(address.format(RUEL.id)).body).all("nav", **{"aria-label": "Where this stands"})
    assert len(trail) == (address.count("/") == 2)


def test_the_way_to_a_quotation_leads_through_its_story_and_outlet(site: Site, ids: dict[str, str]) -> None:
    body = site.get(f"/quotation/{ids[CUT]}").body
    way = body[body.index('class="breadcrumbs') : body.index("</nav>", body.index('class="breadcrumbs'))]
    links = [link["href"] for link in Elements.of(way).all("a")]
    assert [re.sub("[?].*", "", str(link)).split("/")[1] for link in links] == ["outlets", "outlet", "story"]
    assert all(site.get(str(link).partition("#")[0]).status == 200 for link in links)


def linked(body: str) -> list[dict[str, object]]:
    """Return the nodes of the linked data in a page."""
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    graph = json.loads(data)["@graph"]
    assert isinstance(graph, list)
    return graph


def test_pages_say_what_they_are_about_as_linked_data(site: Site, ids: dict[str, str]) -> None:
    article, told = linked(site.get(f"/quotation/{ids[WORDS]}").body)
    assert (article["@type"], told["@type"], told["text"]) == ("NewsArticle", "Quotation", WORDS)
    assert json.loads(site.get(f"/quotation/{ids[WORDS]}.jsonld").body)["@graph"] == [article, told]
    reports = linked(site.get(f"/statement/{ids[WORDS]}").body)
    assert {report["text"] for report in reports} == {WORDS, ALTERED, CUT}
    (someone,) = linked(site.get(f"/person/{RUEL.id}").body)
    assert (someone["@type"], someone["name"]) == ("Person", RUEL.name)
    (claim,) = linked(site.get(f"/claim?text={quote_plus(CLAIM)}").body)
    assert claim["@type"] == "Claim"
    assert claim["appearance"]
    (hostile, _) = linked(site.get(f"/quotation/{ids[HOSTILE]}").body)
    assert hostile["publisher"] == {"@type": "Organization", "name": "The <i>Evil</i> Post"}


def test_a_card_tells_through_whom_words_came(demo: Site) -> None:
    assert "Merewire through TeleTeshar" in demo.get("/?q=turbines&outlet=merewire").text


@pytest.mark.parametrize(
    "address",
    [
        "/claim?text=The+locks+are+closed",
        "/claims?find=harbour",
        "/digest?claim=The+locks+are+closed",
        "/digest.md?claim=The+locks+are+closed",
        "/claim.atom?claim=The+locks+are+closed",
        f"/person/{RUEL.id}?show=claims",
    ],
)
def test_what_needs_the_model_says_so_where_it_cannot_be_loaded(
    record: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise EmbeddingError("the model of meaning is damaged: install it anew")

    monkeypatch.setattr(Encoder, "read", fail)
    monkeypatch.setattr(Encoder, "background", fail)
    with Site(record) as served:
        answer = served.get(address)
    assert answer.status == 503
    assert "the model of meaning is damaged" in answer.text


def test_a_claim_as_linked_data_does_not_depend_on_who_looks(site: Site) -> None:
    body = site.get(f"/claim?text={quote_plus(CLAIM)}&speaker=ruel").body
    assert not Elements.of(body).all("script", type="application/ld+json")
    more = next(link["href"] for link in Elements.of(body).all("a") if "show=certainty" in (link["href"] or ""))
    assert "speaker=ruel" in str(more)


def test_words_beside_a_filter_count_in_a_side_and_filters_among_the_words(site: Site) -> None:
    both, words, neither = (
        site.get(f"/compare.json?{asked}&side=nobody").data["sides"][0]["query"]
        for asked in ("side=outlet:gull+harbour", "side=ruel&q=harbour+act:deny", "side=outlet:gull")
    )
    assert (both["outlet"], both["q"]) == ("gull", "harbour")
    assert (words["speaker"], words["q"], words["act"]) == ("ruel", "harbour", "deny")
    assert (neither["outlet"], neither["q"]) == ("gull", "")


def test_a_crowded_day_stays_inside_its_picture() -> None:
    stands = [("2032-03-09", "affirms")] * 140 + [("2033-03-09", "denies")]
    drawn = stance_chart([("Ana Ruel", stands)])
    assert drawn
    assert len(drawn.dots) == 141
    assert all(0 <= dot.x <= drawn.width for dot in drawn.dots)


def test_a_story_shows_what_was_passed_over(demo: Site) -> None:
    hit = demo.get("/.json?q=meters&outlet=corvaneupright").data["hits"][0]
    body = demo.get(f"/story/{hit['story']}").body
    greyed = re.findall(r'<span class="boilerplate">([^<]*)</span>', body)
    assert {"Advertisement", "passed over in reading"} <= set(greyed)
    assert not any("meters" in each for each in greyed)
    (brief, *_) = demo.get("/.json?q=calendar&outlet=teleteshar").data["hits"]
    assert "boilerplate" not in demo.get(f"/story/{brief['story']}").body


def test_newer_words_stand_beside_earlier_ones_to_compare(demo: Site) -> None:
    page = demo.get("/changes?q=speaker:Marrick")
    assert "will never sign a treaty" in page.text
    shifts = demo.get("/changes.json?speaker=Marrick").data["shifts"]
    assert {shift["kind"] for shift in shifts} == {"shifts"}
    assert all(shift["passage"] and shift["other_passage"] and shift["other_day"] <= shift["day"] for shift in shifts)
    assert demo.get("/changes?since=yesterday").status == 400
    shown = re.findall(r'class="beside-passage">.*?· <bdi>([^<]*)</bdi>.*?">([^<]*)</a>', page.body, re.DOTALL)
    assert ("hallmerecourier.example", "“Corvane will never sign a treaty that recognises the barrage,”") in shown
    assert "was found to compare with earlier words" in demo.get("/changes?q=nobodysaidthis").text


def test_hits_are_counted_over_time_and_each_month_leads_to_its_own(demo: Site) -> None:
    page = demo.get("/?q=treaty")
    months = [link["href"] for link in Elements.of(page.body).all("a") if "since=20" in str(link["href"])]
    assert len(months) > 1
    narrowed = demo.get("/.json" + str(months[0])[1:]).data
    assert {hit["day"][:7] for hit in narrowed["hits"]} == {narrowed["query"]["since"][:7]}


def test_front_person_and_outlet_pages_tell_no_finding(demo: Site) -> None:
    (hit, *_) = demo.get("/.json?q=speaker:Marrick+treaty").data["hits"]
    person, outlet = f"/person/{hit['speaker_id']}", f"/outlet/{quote_plus(hit['outlet'])}"
    told = [demo.get(address).text for address in ("/", person, outlet)]
    assert not [found for each in told for found in re.findall(FINDINGS, each, re.IGNORECASE)]
    assert "denied" not in demo.get("/.json").data


@pytest.mark.parametrize("show", ["/changes?q=speaker:Marrick", "/person/{}?show=changes", "/person/{}?show=claims"])
def test_pages_to_compare_say_that_most_of_it_is_nothing(demo: Site, show: str) -> None:
    (hit, *_) = demo.get("/.json?q=speaker:Marrick+treaty").data["hits"]
    answer = demo.get(show.format(hit["speaker_id"]))
    assert TO_COMPARE in answer.text
    assert not re.findall(FINDINGS, answer.text.replace(TO_COMPARE, ""), re.IGNORECASE)


def test_a_listed_quotation_stands_with_its_source_and_verb_as_printed(demo: Site) -> None:
    (hit, *_) = demo.get("/.json?q=speaker:Marrick+treaty").data["hits"]
    found, person = demo.get("/?q=treaty"), demo.get(f"/person/{hit['speaker_id']}")
    assert "Marrick rules out any treaty on the Sellow barrage" in found.text
    assert '<i class="verb"><bdi>rules out</bdi></i>' in found.body
    assert 'class="introduced"' in person.body
    assert "Jaivan Hodrey observed: that no treaty" in demo.get("/feed.atom?q=treaty").body


# --- statements --------------------------------------------------------------------------------------------------


def test_a_statement_stands_outlet_beside_outlet_with_the_changed_words_boxed(site: Site, ids: dict[str, str]) -> None:
    answer = site.get(f"/statement/{ids[WORDS]}")
    assert answer.status == 200
    assert "3 outlets, 3 reports" in answer.text
    boxed = set(re.findall(r'class="other">([^<]*)<', answer.body))
    assert {"must", "any"} <= boxed or {"will", "every"} <= boxed
    assert "other words" in answer.text
    assert "altered" not in answer.text
    assert " has “" in answer.text
    assert re.search(r"The Heron Post has “m?[^”]*” where The (Gull|Tern) Post has “", answer.text)


def test_the_page_of_a_statement_is_the_same_whichever_report_names_it(site: Site, ids: dict[str, str]) -> None:
    pages = [site.get(f"/statement/{ids[words]}") for words in (WORDS, ALTERED, CUT)]
    assert len({page.data["id"] for page in (site.get(f"/statement/{ids[w]}.json") for w in (WORDS, CUT))}) == 1
    assert len({page.body.replace(ids[w], "") for page, w in zip(pages, (WORDS, ALTERED, CUT), strict=True)}) <= 3
    assert all("3 outlets" in page.text for page in pages)


def test_statements_to_compare_are_shown_once_asked(site: Site, ids: dict[str, str]) -> None:
    page = site.get(f"/statement/{ids[WORDS]}")
    more = next(link["href"] for link in Elements.of(page.body).all("a") if "show=relations" in (link["href"] or ""))
    assert more
    asked = site.get(more.partition("#")[0])
    assert asked.status == 200
    assert "Compare it with earlier and later statements" not in asked.text
    assert isinstance(site.get(f"/statement/{ids[WORDS]}.json?show=relations").data["relations"], list)


def test_search_and_quotation_lead_to_the_statement(site: Site, ids: dict[str, str]) -> None:
    assert "and 2 more outlets" in site.get("/?q=harbour").text
    links = [link["href"] for link in Elements.of(site.get(f"/quotation/{ids[CUT]}").body).all("a")]
    statements = [link for link in links if link and link.startswith("/statement/")]
    assert len(statements) == 1
    assert "Outlet beside outlet" in site.get(statements[0]).text


def test_bits_joined_are_the_words(record: Path, ids: dict[str, str]) -> None:
    with Record.open(record, readonly=True) as opened:
        view = statement(opened, ids[WORDS])
        assert view
        for report in view.reports:
            assert "".join(bit.text for bit in bits(report, (), 1000)) == report.quotation.text
            assert report.words(report.quotation.content[0]) == report.quotation.text
            assert report.words(Span(0, 1)) == ""


# --- claims ------------------------------------------------------------------------------------------------------


def test_a_claim_shows_what_may_affirm_and_deny_it_with_the_passages(site: Site) -> None:
    answer = site.get(f"/claim?text={quote_plus(CLAIM)}")
    affirmed, _, denied = answer.text.partition("May deny it ")
    assert TO_COMPARE in answer.text
    assert "Ana Ruel" in affirmed
    assert "Ivo Brekk" in denied
    assert "and 2 more outlets" in answer.text
    stances = {row["stance"] for row in site.get(f"/claim.json?text={quote_plus(CLAIM)}").data["stances"]}
    assert {"affirms", "denies"} <= stances


def test_the_picture_of_a_claim_tells_in_words_what_it_shows(site: Site) -> None:
    page = Elements.of(site.get(f"/claim?text={quote_plus(CLAIM)}").body)
    (drawn,) = page.all("svg", role="img")
    named = (drawn["aria-labelledby"] or "").split()
    assert {each["id"] for each in (*page.all("title"), *page.all("desc")) if each.get("id")} == set(named)


def test_how_surely_stories_state_a_claim_is_a_table_that_leads_to_the_words(site: Site, ids: dict[str, str]) -> None:
    answer = site.get(f"/claim?text={quote_plus(CLAIM)}&show=certainty")
    (table,) = re.findall(r'<table class="grid">.*?</table>', answer.body, re.DOTALL)
    rows = [
        re.findall(r"<td>(.*?)</td>", row, re.DOTALL) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]
    ]
    assert rows
    shown = [(next(iter(hrefs(words))), Elements.of(outlet).text) for _, outlet, _, words in rows]
    gull, heron, tern = ((f"/quotation/{ids[words]}", [f"The {name} Post"]) for name, words in REPORTS)
    assert {gull[0], heron[0], tern[0]} <= {address for address, _ in shown}
    assert gull in shown
    assert heron in shown
    assert "in the words of somebody who is named" in rows[0][2]


def test_a_pinned_claim_has_a_page_of_its_own_and_unknown_ones_are_told(site: Site) -> None:
    (pinned,) = site.get("/claims.json").data["pinned"]
    assert CLAIM in site.get(f"/claim/{pinned['id'][:8]}").text
    assert site.get("/claim/ffffffff").status == 404
    assert site.get("/claim?text=%3F%3F").status == 404


def test_claims_are_found_when_asked_for(site: Site) -> None:
    assert "Found among" not in site.get("/claims").text
    found = site.get("/claims?find=harbour")
    assert "gates of the harbour" in found.text
    wrong = site.get("/claims?find=since:yesterday")
    assert wrong.status == 400
    assert "yesterday" in wrong.text


def test_a_claim_can_be_narrowed_to_one_speaker_and_back(site: Site) -> None:
    answer = site.get(f"/claim?text={quote_plus(CLAIM)}&speaker={RUEL.id}")
    assert "As Ana Ruel spoke of it." in answer.text
    assert "Ivo Brekk" not in answer.text
    assert f"/claim?text={quote_plus(CLAIM)}" in {link["href"] for link in Elements.of(answer.body).all("a")}


@given(st.lists(st.tuples(st.dates().map(str) | st.just(""), st.sampled_from("abcdefghijklmnopq"), st.just("denies"))))
def test_any_series_of_statements_can_be_drawn_inside_its_frame(stands: list[tuple[str, str, str]]) -> None:
    drawn = stance_chart(rows_by_speaker(stands))
    if drawn:
        assert all(0 <= dot.y <= drawn.height for dot in drawn.dots)
        assert all(0 <= label.x <= drawn.width for label in drawn.years)
        assert len({(dot.x, dot.y) for dot in drawn.dots}) == len(drawn.dots)


# --- search in one box, digest -----------------------------------------------------------------------------------


def test_filters_in_the_search_box_move_to_their_fields(site: Site) -> None:
    answer = site.get("/?q=" + quote('harbour speaker:"Ana Ruel" since:2032-03 act:promise'))
    assert answer.status == 303
    place = urlsplit(answer.headers["location"])
    assert place.query == "q=harbour&speaker=Ana+Ruel&since=2032-03&act=promise"


def test_filters_in_the_words_count_in_data_feeds_and_tables_too(site: Site) -> None:
    asked = quote_plus('harbour speaker:"Ivo Brekk"')
    assert [hit["text"] for hit in site.get(f"/.json?q={asked}").data["hits"]] == [DENIED]
    assert site.get(f"/feed.atom?q={asked}").body.count("<entry>") == 1
    assert site.get(f"/results.csv?q={asked}").body.count("\n") == 2


@given(st.text(max_size=80), st.sampled_from(["", "speaker:", 'outlet:"', "act:", "since: "]), st.text(max_size=30))
def test_any_words_become_an_address_that_stays(before: str, name: str, after: str) -> None:
    parameters = {"q": f"{before} {name}{after}"}
    for _ in range(8):
        asked = SearchParams.of(parameters)
        told = asked.spelled_out()
        if told == asked:
            return
        parameters = {"q": told.q, "speaker": told.speaker}
    pytest.fail(f"{clean_address(parameters)} does not come to rest")


def raw(site: Site, address: str) -> bytes:
    return site.get(address).body.encode(errors="surrogateescape")


def tables(site: Site, address: str) -> dict[str, str]:
    """Return the address of each table that a page of results offers, by its ending."""
    links = (each["href"] or "" for each in Elements.of(site.get(address).body).all("a"))
    return {urlsplit(link).path.rpartition(".")[2]: link for link in links if link.startswith("/results.")}


def test_what_a_search_finds_is_a_table_without_formulas(site: Site) -> None:
    answer = site.get(tables(site, "/?q=harbour")["csv"])
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="quotations.csv"'
    found = list(csv.DictReader(io.StringIO(answer.body.removeprefix("\ufeff"))))
    assert {row["text"] for row in found} == {WORDS, ALTERED, CUT, DENIED}
    assert {row["outlet"] for row in found} >= {"The Gull Post", "The Rook Post"}
    for ending in ("csv", "jsonl", "parquet"):
        assert site.get(f"/results.{ending}?since=never").status == 400


def test_all_tables_hold_the_same_quotations_whatever_stands_in_them(site: Site, tmp_path: Path) -> None:
    offered = tables(site, "/?since=2032&order=newest")
    assert list(offered) == ["csv", "jsonl", "parquet"]
    for ending, link in offered.items():
        (tmp_path / f"q.{ending}").write_bytes(raw(site, link))
    lines = pd.read_json(tmp_path / "q.jsonl", lines=True, dtype=False)
    columns = parquet.read_table(tmp_path / "q.parquet")
    assert tuple(lines.columns) == tuple(columns.column_names) == HITS.names
    rows = columns.to_pylist()
    assert HOSTILE in {row["text"] for row in rows}
    assert [row | {"day": row["day"].isoformat()} for row in rows] == [
        json.loads(line) for line in (tmp_path / "q.jsonl").read_text("utf-8").splitlines()
    ]
    assert list(pd.read_csv(tmp_path / "q.csv")["id"]) == list(lines["id"])
    sql = f"SELECT min(day), max(day), count(*) FROM '{tmp_path / 'q.parquet'}'"  # noqa: S608 our own folder
    assert duckdb.execute(sql).fetchone() == (date(2032, 3, 9), date(2032, 6, 1), 5)


def test_a_search_that_finds_nothing_is_a_table_without_rows(site: Site, tmp_path: Path) -> None:
    (tmp_path / "q.parquet").write_bytes(raw(site, "/results.parquet?q=zeppelin"))
    assert parquet.read_table(tmp_path / "q.parquet").num_rows == 0
    assert raw(site, "/results.jsonl?q=zeppelin") == b""


def test_parquet_is_offered_only_where_it_can_be_written(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert list(tables(site, "/?q=harbour")) == ["csv", "jsonl"]
    answer = site.get("/results.parquet?q=harbour")
    assert answer.status == 501
    assert "pip install 'onrecord[parquet]'" in answer.text


def test_a_quotation_is_cited_in_four_styles(site: Site, ids: dict[str, str]) -> None:
    body = site.get(f"/quotation/{ids[HOSTILE]}").body
    assert "@article{onrecord-" in body
    assert "article-newspaper" in body
    assert "<script>stay" not in body


def test_a_quotation_leaves_as_linked_data_and_as_an_annotation(site: Site, ids: dict[str, str]) -> None:
    links = [each["href"] or "" for each in Elements.of(site.get(f"/quotation/{ids[WORDS]}").body).all("a")]
    (graph,) = (json.loads(site.get(link).body)["@graph"] for link in links if link.endswith(".jsonld"))
    assert [node["@type"] for node in graph] == ["NewsArticle", "Quotation"]
    assert graph[1]["text"] == WORDS
    (page,) = (json.loads(site.get(link).body) for link in links if link.endswith(".anno.json"))
    quoted = [each for each in page["items"][0]["target"][0]["selector"] if each["type"] == "TextQuoteSelector"]
    assert [each["exact"] for each in quoted] == [WORDS]
    assert site.get("/quotation/ffffffff.jsonld").status == 404


def test_a_digest_tells_each_statement_once_day_by_day(site: Site) -> None:
    answer = site.get("/digest?since=2032")
    days = [each["datetime"] for each in Elements.of(answer.body).all("time")]
    assert days == ["2032", "2032-03-09", "2032-05-02", "2032-06-01"][-len(days) :]
    assert answer.text.count("gates of the harbour") == 2
    assert "The Gull Post, The Heron Post, The Tern Post" in answer.text


def test_a_digest_without_a_period_is_of_the_newest_month_and_leads_to_the_one_before(site: Site) -> None:
    answer = site.get("/digest")
    assert "Digest: June 2032" in answer.text
    (before,) = Elements.of(answer.body).all("a", rel="prev")
    assert "Digest: May 2032" in site.get(before["href"] or "").text


def test_a_digest_in_markdown_has_no_markup_but_its_own(site: Site) -> None:
    answer = site.get("/digest.md?since=2032")
    assert answer.headers["content-type"].startswith("text/markdown")
    assert "<script>" not in answer.body
    assert "\u202e" not in answer.body
    assert answer.body.count("\n- ") == 3
    assert re.search(r"\[record\]\(http://127\.0\.0\.1:\d+/statement/\w+\)", answer.body)
    assert site.get("/digest.md?since=soon").status == 400


def test_a_digest_of_a_claim_has_what_bears_on_it_and_tells_no_side(site: Site) -> None:
    answer = site.get(f"/digest?claim={quote_plus(CLAIM)}")
    assert f"Digest: on the claim “{CLAIM}”" in answer.text
    first, _, later = answer.text.partition("2 May 2032")
    assert "Ana Ruel, harbour minister" in first
    assert "Ivo Brekk" in later
    assert not re.search(r"affirms|denies|affirm it|deny it", answer.text)
    assert "<script>stay" not in answer.body
    assert "Nothing was found." in site.get("/digest?claim=A+zeppelin+landed+in+the+meadow").text
    data = site.get(f"/digest.json?claim={quote_plus(CLAIM)}").data
    assert data["claim"]["text"] == CLAIM
    assert [day["iso"] for day in data["days"]] == ["2032-03-09", "2032-05-02", "2032-06-01"]


def test_a_digest_of_a_claim_keeps_to_its_period_and_speaker(site: Site) -> None:
    (pinned,) = site.get("/claims.json").data["pinned"]
    asked = f"claim={pinned['id']}"
    for narrowed, expected in (
        ("since=2032-05&until=2032-05", ["Ivo Brekk"]),
        ("speaker=ruel", ["Ana Ruel"]),
        ("since=2033", []),
    ):
        days = site.get(f"/digest.json?{asked}&{narrowed}").data["days"]
        assert [entry["speaker"] for day in days for entry in day["entries"]] == expected
    may = site.get(f"/digest?{asked}&since=2032-05&until=2032-05")
    (before,) = Elements.of(may.body).all("a", rel="prev")
    assert f"on the claim “{CLAIM}”, April 2032" in site.get(before["href"] or "").text
    told = site.get(f"/digest.md?{asked}&speaker=brekk").body
    assert "**Ivo Brekk**" in told
    assert "denies it" not in told


def test_what_is_no_claim_or_period_is_marked_on_the_digest(site: Site) -> None:
    wrong = site.get("/digest.json?claim=%3F%3F")
    assert (wrong.status, wrong.data["field"]) == (400, "claim")
    assert site.get(f"/digest.json?claim={quote_plus(CLAIM)}&since=soon").data["field"] == "since"
    assert site.get("/digest.md?claim=%3F%3F").status == 400


def test_a_claim_leads_to_its_digest_and_back(site: Site) -> None:
    (pinned,) = site.get("/claims.json").data["pinned"]
    for address in (f"/claim/{pinned['id']}", f"/claim?text={quote_plus(CLAIM)}&speaker={RUEL.id}"):
        links = [each["href"] or "" for each in Elements.of(site.get(address).body).all("a")]
        (digest,) = (link for link in links if link.startswith("/digest?"))
        answer = site.get(digest)
        assert "Ana Ruel, harbour minister" in answer.text
        assert ("Ivo Brekk" in answer.text) == ("speaker" not in address)
        back = [each["href"] or "" for each in Elements.of(answer.body).all("a")]
        assert any(link.startswith(("/claim/", "/claim?")) for link in back)


def test_sides_stand_beside_each_other(site: Site) -> None:
    assert "Two to four speakers, outlets or statements" in site.get("/compare").text
    address = "q=harbour&side=Ruel&side=outlet%3A%22Rook+Post%22&side=Quill"
    left, right, nothing = site.get(f"/compare.json?{address}").data["sides"]
    assert {hit["speaker"] for hit in left["hits"]} == {"Ana Ruel"}
    assert [hit["dated"] for hit in left["hits"]] == sorted(hit["dated"] for hit in left["hits"])
    assert {hit["outlet"] for hit in right["hits"]} == {"The Rook Post"}
    assert nothing["total"] == 0
    assert 'outlet:"Rook Post" 1 quotation' in site.get(f"/compare?{address}").text
    assert site.get("/compare?side=a&side=since:never").status == 400


def test_the_form_of_a_comparison_has_its_sides_and_one_more_up_to_four(site: Site) -> None:
    for sides, fields in ((0, 2), (1, 2), (2, 3), (3, 4), (4, 4), (6, 4)):
        asked = "&".join(f"side=name+{number}" for number in range(sides))
        form = Elements.of(site.get(f"/compare?{asked}&side=+").body).all("input", name="side")
        assert [field["value"] for field in form] == ([f"name {n}" for n in range(sides)] + [""] * 2)[:fields]


def test_addresses_of_a_left_and_a_right_still_arrive(site: Site) -> None:
    sides = site.get("/compare.json?q=harbour&left=Ruel&right=Brekk").data["sides"]
    assert [side["side"] for side in sides] == ["Ruel", "Brekk"]


def test_a_statement_is_held_against_the_first_word_by_word(site: Site, ids: dict[str, str]) -> None:
    address = f"side=Ruel&side=statement:{ids[CUT]}&side=STATEMENT:+{ids[DENIED][:8]}"
    answer = site.get(f"/compare?{address}")
    assert re.findall(r'class="other">([^<]*)<', answer.body) == ["not"]
    first, denied = answer.text.partition("Statement of Ivo Brekk")[::2]
    assert "3 reports" in first
    assert all(f"The {outlet} Post" in first for outlet in ("Gull", "Heron", "Tern"))
    assert "Held against the first statement" in denied
    _, one, other = site.get(f"/compare.json?{address}").data["sides"]
    assert one["statement"]["quotations"][0]["outlet"] == "The Gull Post"
    assert one["wording"] is None
    assert other["wording"]["against"] in {each["id"] for each in one["statement"]["quotations"]}
    assert [each["kind"] for each in other["wording"]["differences"]] == ["added"]


def test_statements_with_few_words_in_common_are_not_marked(site: Site, ids: dict[str, str]) -> None:
    answer = site.get(f"/compare?side=statement:{ids[WORDS]}&side=statement:{ids[HOSTILE]}")
    assert 'class="other"' not in answer.body
    assert "Too few words are those of the first statement" in answer.text
    assert "<script>stay" not in answer.body


def test_two_statements_are_brought_together_by_links_alone(site: Site, ids: dict[str, str]) -> None:
    links = Elements.of(site.get(f"/statement/{ids[WORDS]}").body).all("a")
    (form,) = (link["href"] or "" for link in links if (link["href"] or "").startswith("/compare?"))
    alone = site.get(form)
    assert alone.status == 200
    assert [each["value"] for each in Elements.of(alone.body).all("input", name="side")][1:] == [""]
    beside = Elements.of(site.get(f"{form}&side=Brekk&q=harbour").body).all("a")
    (chosen,) = (link["href"] or "" for link in beside if (link["href"] or "").startswith("/compare?side="))
    sides = site.get(chosen.replace("?", ".json?")).data["sides"]
    assert [side["statement"]["text"] for side in sides] == [WORDS, DENIED]


def test_a_statement_that_is_none_is_told(site: Site) -> None:
    for identity in ("", "ffffffff", quote("<b>\u202e"), "f" * 300):
        answer = site.get(f"/compare.json?side=Ruel&side=statement:{identity}")
        assert answer.status == 400
        assert "the record holds none" in answer.data["detail"]


# --- in a browser ------------------------------------------------------------------------------------------------


def linked_pages(ids: dict[str, str]) -> tuple[str, ...]:
    """Return an address of each page that a linked record has."""
    return (
        f"/statement/{ids[WORDS]}?show=relations",
        f"/statement/{ids[HOSTILE]}",
        f"/claim?text={quote_plus(CLAIM)}&show=certainty",
        "/claims?find=",
        "/digest?since=2032",
        f"/digest?claim={quote_plus(CLAIM)}",
        "/digest?claim=%3F",
        "/compare",
        "/compare?q=harbour&side=Ruel&side=Brekk&side=outlet:evil",
        f"/compare?side=statement:{ids[WORDS]}&side=statement:{ids[DENIED]}&side=statement:{ids[HOSTILE]}&side=Brekk",
        "/compare?side=statement:none",
        f"/person/{RUEL.id}",
        f"/person/{RUEL.id}?show=changes",
        f"/person/{RUEL.id}?show=claims",
        "/person/evil?show=claims",
        "/people",
        "/outlets",
        "/outlet/The%20Gull%20Post",
        "/outlet/The%20Gull%20Post?show=alterations",
        "/outlet/The%20Rook%20Post?show=alterations",
        "/",
        "/?q=harbour&speaker=ruel",
        f"/quotation/{ids[WORDS]}",
        "/changes",
        "/changes?q=speaker:ruel",
        "/problems",
        "/about",
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_a_phone_and_can_be_read(browser: Browser, site: Site, ids: dict[str, str], scheme: str) -> None:
    context = browser.new_context(base_url=site.base, viewport={"width": 360, "height": 800}, java_script_enabled=True)
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.on("dialog", lambda dialog: pytest.fail(f"a text opened a dialog: {dialog.message}"))
    for address in linked_pages(ids):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        assert page.evaluate(LOW_CONTRAST) == [], address
    context.close()


FOCUSABLE = """[...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')]
    .filter(each => each.checkVisibility() && !each.closest('details:not([open]) > :not(summary)'))"""


def test_everything_can_be_reached_with_the_keyboard_and_is_seen_to_be(
    browser: Browser, site: Site, ids: dict[str, str]
) -> None:
    page = browser.new_context(base_url=site.base, viewport={"width": 1280, "height": 800}).new_page()
    claim = f"/claim?text={quote_plus(CLAIM)}"
    for address in (f"/statement/{ids[WORDS]}", claim, f"/person/{RUEL.id}", "/?q=harbour&speaker=ruel"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        wanted = page.evaluate(f"{FOCUSABLE}.length")
        page.evaluate(
            """() => { window.reached = new Set(); window.unseen = [];
            document.addEventListener('focusin', event => { window.reached.add(event.target);
              if (getComputedStyle(event.target).outlineStyle === 'none') window.unseen.push(event.target.outerHTML);
            }); }"""
        )
        for _ in range(wanted + 2):
            page.keyboard.press("Tab")
        missed = page.evaluate(f"{FOCUSABLE}.filter(each => !window.reached.has(each)).map(each => each.outerHTML)")
        assert missed == [], address
        assert page.evaluate("window.unseen") == [], address
    page.context.close()


def test_no_page_breaks_a_rule_of_accessibility(browser: Browser, site: Site, ids: dict[str, str]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browser.new_context(base_url=site.base, viewport={"width": 390, "height": 800}).new_page()
    for address in linked_pages(ids):
        page.goto(address)
        found = axe.run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
    page.context.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    command = [sys.executable, "-m", "onrecord", "demo", "--no-serve", "--record", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    with Site(path) as served:
        yield served


def test_a_part_that_takes_longer_is_fetched_into_its_place(browser: Browser, demo: Site) -> None:
    page = browser.new_context(base_url=demo.base).new_page()
    page.goto("/?q=speaker:Marrick+treaty")
    page.locator(".card .said a").first.click()
    page.get_by_role("link", name="outlet beside outlet").click()
    page.get_by_role("link", name="Compare it with earlier and later statements").click()
    page.locator("#compare:focus").wait_for()
    assert page.url.endswith("?show=relations#compare")
    assert page.get_by_role("link", name="Compare it with earlier and later statements").count() == 0
    page.context.close()


def test_keys_move_through_lists_and_pages_and_can_be_turned_off(browser: Browser, demo: Site) -> None:
    page = browser.new_context(base_url=demo.base).new_page()
    page.goto("/?order=newest")
    words = page.locator(".card .said a")
    for key, expected in (("j", 0), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        assert words.nth(expected).evaluate("each => each === document.activeElement")
    page.keyboard.press("/")
    assert page.locator("#q").evaluate("each => each === document.activeElement")
    page.keyboard.type("?j")
    assert page.locator("#q").input_value() == "?j"
    page.locator("h1").click()
    with page.expect_navigation():
        page.keyboard.press("n")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.get_by_label("Single keys work").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("g")
    page.keyboard.press("p")
    assert "/people" not in page.url
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Single keys work").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/people")
    page.context.close()


def test_six_questions_are_answered_by_clicks_alone_and_without_scripts(browser: Browser, demo: Site) -> None:
    """The questions are those of docs/how-to/answer-questions-in-the-browser.md."""
    page = browser.new_context(base_url=demo.base, java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_label("Words that were said").fill("treaty")
    page.get_by_role("button", name="Search").click()
    page.locator(".facets").get_by_role("link", name="Idony Marrick").click()
    speakers = page.locator(".card .who").all_inner_texts()
    assert speakers
    assert set(speakers) == {"Idony Marrick"}

    page.locator(".card .who a").first.click()
    page.get_by_role("link", name="To compare: earlier and later words").click()
    assert "Corvane will never sign a treaty" in page.locator("main").inner_text()
    assert "Two passages to compare" in page.locator("main").inner_text()
    page.go_back()
    page.get_by_role("link", name="To compare: words claim by claim").click()
    told = page.locator("main").inner_text()
    assert "Corvane could live with a treaty on the Kessin barrage" in told
    assert "may deny it" in told
    page.get_by_role("link", name="Corvane will never sign a treaty").first.click()
    assert "Outlet beside outlet".casefold() in page.locator("main").inner_text().casefold()

    page.goto("/outlet/Merewire")
    page.get_by_role("link", name="To compare: its words beside those of other outlets").click()
    assert "6 statements were reported by it and by another outlet" in page.locator("main").inner_text()

    page.goto("/?act=deny&order=newest")
    labels = [card.get_by_text("deny", exact=True).count() for card in page.locator(".card").all()]
    assert labels
    assert all(labels)

    page.goto("/?q=gates+barrage+speaker%3AKhodrei")
    page.get_by_role("link", name="more outlets").first.click()
    told = page.locator("main").inner_text()
    assert all(name in told for name in ("Merewire", "SLUICE GATE", "TeleTeshar"))

    page.get_by_role("link", name="this report, its paragraph and citation").nth(1).click()
    assert "SHA-256" in page.locator("main").inner_text()
    page.get_by_text("As Markdown, BibTeX or CSL-JSON").click()
    assert "@article{onrecord-" in page.get_by_label("Citation as BibTeX").inner_text()
    page.get_by_role("link", name="Read it in the whole story").click()
    assert page.locator(":target + a.content").count() == 1
    page.context.close()
