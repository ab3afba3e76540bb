"""What pages count, bound and order: lists beside a story, problems, days of a digest, shares, the chart, facets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.present.web import create_app
from onrecord.present.web.components.chart import MOST_COLUMNS, act_chart
from onrecord.present.web.components.shares import percents
from onrecord.present.web.components.stance_chart import MOST_ROWS, rows_by_speaker
from onrecord.store.sqlite.reads.counting import Forms, Month
from onrecord.store.sqlite.record import Record
from onrecord.types import Dated, Problem, Reading, Relay, Span
from tests.support.records import put, reading
from tests.support.site import Elements


@contextmanager
def pages(folder: Path, *readings: Reading) -> Iterator[TestClient]:
    with Record.open(folder / "counts.db") as record:
        put(record, *readings)
    with TestClient(create_app(folder / "counts.db"), base_url="http://127.0.0.1") as client:
        yield client


def flat(html: str) -> str:
    return " ".join("".join(Elements.of(html).text).split())


# --- one story, one quotation ---


def test_a_story_lists_a_hundred_quotations_and_fifty_problems_and_says_how_many_more(tmp_path: Path) -> None:
    one = reading("much", *(f"“Word {n},”" for n in range(103)))
    start = one.story.span.start
    problems = tuple(Problem("extract", f"lost {n}", Span(start + n, start + n + 2)) for n in range(54))
    with pages(tmp_path, replace(one, problems=problems)) as client:
        body = client.get(f"/story/{one.story.id}").text
    side = body[body.index('<div class="side">') :]
    assert side.count("<li") == 100 + 50
    assert "and 3 more in the text" in flat(side)
    assert "and 4 more: see problems" in flat(side)
    assert "103 quotations" in flat(side)
    assert all(f'id="q-{quotation.id}"' in body for quotation in one.quotations)


def test_a_problem_leads_to_the_place_where_it_starts(tmp_path: Path) -> None:
    one = reading("odd", "“So,”")
    with pages(tmp_path, replace(one, problems=(Problem("extract", "lost", Span(5, 9)),))) as client:
        for address in ("/problems", f"/story/{one.story.id}"):
            assert f'href="/story/{one.story.id}?from=5#c-5"' in client.get(address).text
        assert "Nothing: the rest of the document was read." in client.get("/problems").text


def test_the_first_part_of_a_quotation_alone_carries_its_anchor_and_the_innermost_its_link(tmp_path: Path) -> None:
    outer, inner = "“He said ‘never’ to us,”", "‘never’"
    one = reading("nested", outer)
    (quotation,) = one.quotations
    start = quotation.content[0].start + outer.index(inner)
    within = replace(
        quotation, id="bbbbbb", content=(Span(start, start + len(inner)),), text=inner, inside=quotation.id
    )
    split = replace(quotation, content=(Span(quotation.content[0].start, start), Span(start, quotation.content[0].end)))
    with pages(tmp_path, replace(one, quotations=(split, within))) as client:
        body = client.get(f"/story/{one.story.id}").text
        assert body.count(f'id="q-{quotation.id}"') == 1
        assert re.findall(r'href="/quotation/(\w+)">‘never’', body) == ["bbbbbb"]
        assert f"Inside it, words of {quotation.speaker.name} are reported" in flat(  # type: ignore[union-attr]
            client.get(f"/quotation/{quotation.id}").text
        )


def test_a_quotation_tells_day_said_day_published_tellers_and_neighbours_apart(tmp_path: Path) -> None:
    one = reading("days", "“One,”", "“Two,”", "“Three,”", day="2031-04-09")
    relay = (Relay("Tarn", "agency", Span(0, 1)), Relay("Bryn", "outlet", Span(0, 1)))
    first, second, third = one.quotations
    second = replace(second, said=Dated("2031-04-07", "weekday"), relay=relay, hearsay=2)
    with pages(tmp_path, replace(one, quotations=(first, second, third))) as client:
        text = flat(client.get(f"/quotation/{second.id}").text)
        assert "Said 7 April 2031" in text
        assert "Published 9 April 2031" in text
        assert "Through Tarn ← Bryn" in text
        assert "2 tellers between the speaker and the outlet" in text
        assert "carried by 1 outlet" in text
        data = [client.get(f"/quotation/{each.id}.json").json() for each in one.quotations]
    addresses = [f"/quotation/{each.id}.json" for each in one.quotations]
    assert [each["previous"] for each in data] == [None, *addresses[:2]]
    assert [each["next"] for each in data] == [*addresses[1:], None]


# --- digest, directory, facets ---


def test_a_digest_has_the_days_in_order_and_what_has_no_day_last(tmp_path: Path) -> None:
    stories = (reading(f"d{day}", f"“On {day},”", day=day) for day in ("2031-05-02", None, "2031-04-09"))
    with pages(tmp_path, *stories) as client:
        days = client.get("/digest.json?q=on").json()["days"]
        assert [day["iso"] for day in days] == ["2031-05-02"]  # of the newest month
        days = client.get("/digest.json?q=on&since=2031&until=2031").json()["days"]
        assert [day["iso"] for day in days] == ["2031-04-09", "2031-05-02"]


def test_a_side_has_the_earliest_first_and_what_has_no_day_last(tmp_path: Path) -> None:
    stories = (reading(f"d{day}", f"“On {day},”", day=day) for day in ("2031-05-02", None, "2031-04-09"))
    with pages(tmp_path, *stories) as client:
        (side,) = client.get("/compare.json?side=vell").json()["sides"]
    assert [hit["day"] for hit in side["hits"]] == ["2031-04-09", "2031-05-02", None]


def test_lists_give_the_first_and_the_last_day_of_each(tmp_path: Path) -> None:
    stories = (reading(day, f"“On {day},”", day=day) for day in ("2031-05-02", "2033-01-31", "2031-04-09"))
    with pages(tmp_path, *stories) as client:
        for address in ("/people", "/outlets"):
            row = re.findall(r"<tr><th scope=.row.*?</tr>", client.get(address).text)
            assert [re.findall('datetime="([^"]*)"', each) for each in row] == [["2031-04-09", "2033-01-31"]]
        (years,) = re.findall(r"<h3>Years</h3>(.*?)</section>", client.get("/?q=on").text, re.DOTALL)
        assert re.findall(r"<bdi>(\d+)</bdi>", years) == ["2033", "2031"]
        assert "9 April 2031 – 31 January 2033" in flat(client.get("/outlet/The%20Lowen%20Post").text)


# --- charts and shares ---


def test_a_month_of_the_chart_is_that_of_its_quotations_and_earlier_ones_are_counted() -> None:
    drawn = act_chart([Month("2031-01", "deny", 2), Month("2031-12", "assert", 4)])
    assert drawn
    assert [(each.period, each.words, each.total) for each in drawn.columns] == [
        ("2031-01", "January 2031", 2),
        ("2031-12", "December 2031", 4),
    ]
    heights = {bar.group: bar.height for bar in drawn.bars}
    assert heights["states"] == 2 * heights["disputes"]
    years = act_chart([Month(f"{year}-06", "deny", 1) for year in range(1900, 1900 + MOST_COLUMNS + 3)])
    assert years
    assert (years.unit, years.earlier, len(years.columns)) == ("year", 3, MOST_COLUMNS)


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (Forms(200, 1, 20, 179), ("<1%", "10%", "90%")),
        (Forms(400, 2, 0, 398), ("<1%", "0%", "100%")),
        (Forms(4, 1, 2, 1), ("25%", "50%", "25%")),
    ],
)
def test_shares_are_those_of_direct_mixed_and_indirect(forms: Forms, expected: tuple[str, str, str]) -> None:
    assert percents(forms) == expected


def test_the_rows_of_a_chart_are_those_with_most_statements_in_the_order_of_their_first() -> None:
    few = [("2030-01-01", "Few", "denies")]
    many = [(f"2031-01-{n + 1:02}", f"Speaker {n}", "affirms") for n in range(MOST_ROWS) for _ in range(2)]
    assert [name for name, _ in rows_by_speaker(few + many[::-1])] == [f"Speaker {n}" for n in range(MOST_ROWS)]
    assert rows_by_speaker([("", "Nobody", "denies"), *few]) == [("Few", [("2030-01-01", "denies")])]


# --- who is served ---


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:8765", 200),
        ("LocalHost:1", 200),
        ("[::1]", 200),
        ("[::1]:8765", 200),
        ("[::2]:8765", 421),
        ("::1", 421),
        ("localhost.evil.example", 421),
        ("evil.example:80", 421),
        ("127.0.0.1:80@evil.example", 421),
        ("", 421),
    ],
)
def test_requests_are_served_under_our_own_names_whatever_the_port(tmp_path: Path, host: str, status: int) -> None:
    with pages(tmp_path, reading("one", "“Hush,”")) as client:
        page, data = (client.get(address, headers={"host": host}) for address in ("/?q=hush", "/.json?q=hush"))
    assert (page.status_code, data.status_code) == (status, status)
    assert ("Hush" in page.text) == (status == 200)
    if status == 421:
        assert "Open the address that the program showed" in page.text
        assert data.json()["status"] == 421


def test_an_address_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pages(tmp_path, reading("one", "“Hush,”")) as client:
        assert client.get(f"/?q={'a' * 7_000}").status_code == 200
        for address in (f"/?q={'a' * 8_000}", f"/story/{'a' * 2_000}"):
            answer = client.get(address)
            assert answer.status_code == 414
            assert "Search for fewer words." in answer.text
