"""Where the words of an outlet and of others differ: both wordings, counted, and neither called the exact one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from onrecord.present.terms import TO_COMPARE
from onrecord.present.web.components.links import outlet_at
from onrecord.present.web.http.openapi import description
from onrecord.present.web.pages.to_compare import alterations
from onrecord.record_linking import relink
from onrecord.store.sqlite.reads import outlets
from onrecord.store.sqlite.record import Record
from tests.support.gates import ALTERED, CUT, DENIED, WORDS
from tests.support.hostile import HOSTILE_NAME
from tests.support.records import put
from tests.support.site import Elements, Site, hrefs, strange_scripts
from tests.support.stories import KHODREI, story

LONG = "“We shall keep the gates open. The toll will not rise before the spring. No ship was ever turned away,”"
SPLICED = "“We shall keep the gates open. No ship was ever turned away,”"
MARKED = "“The bridge <b>over</b> the old canal was mended by hand in a night,”"
OTHER = "“The bridge <b>over</b> the old canal was burnt by hand in a night,”"
HERON, GULL = "/outlet/The%20Heron%20Post", "/outlet/The%20Gull%20Post"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("alterations") / "harbour.db"
    with Record.open(path) as filled:
        put(
            filled,
            story("Gull", WORDS, day="2032-03-09"),
            story("Heron", ALTERED, day="2032-03-09"),
            story("Tern", CUT, day="2032-03-10"),
            story("g2", LONG, day="2032-07-09", outlet="The Gull Post"),
            story("h2", SPLICED, day="2032-07-09", outlet="THE HERON POST"),
            story("t2", LONG, day="2032-07-10", outlet="The Tern Post"),
            story("Rook", DENIED, day="2032-05-02", speaker=KHODREI),
            story("evil", MARKED, day="2032-08-01", outlet=HOSTILE_NAME),
            story("g3", OTHER, day="2032-08-01", outlet="The Gull Post"),
        )
        relink(filled)
    return path


@pytest.fixture(scope="module")
def site(path: Path) -> Iterator[Site]:
    with Site(path) as served:
        yield served


def found(site: Site, outlet: str) -> Any:
    return site.get(f"{outlet}.json?show=alterations").data


def test_both_wordings_stand_beside_each_other_with_the_differences_marked(site: Site) -> None:
    answer = site.get(f"{HERON}?show=alterations")
    assert f"{HERON}?show=alterations" in hrefs(site.get(HERON).body)
    boxed = re.findall(r'<span class="other">([^<]*)</span>', answer.body)[1:]  # behind that of the key
    assert boxed == ["The toll will not rise before the spring", "must", "any", "will", "every"]
    assert "The Heron Post has “must” where The Gull Post has “will”." in answer.text
    assert "Two passages to compare: a statement of Ana Ruel The Heron Post 9 March 2032" in answer.text
    assert "Two passages to compare: a statement of Ana Ruel THE HERON POST 9 July 2032" in answer.text
    statements = {row["statement"] for row in found(site, HERON)["alterations"]}
    assert {f"/statement/{identity}" for identity in statements} <= hrefs(answer.body)
    assert "Which of two wordings is the exact one, the record does not tell." in answer.text


def test_each_kind_is_counted_of_all_that_were_compared_whichever_was_the_measure(site: Site) -> None:
    heron, gull = found(site, HERON), found(site, GULL)
    assert (heron["shared"], heron["compared"]) == (2, 2)
    assert heron["own"] == {"same": 0, "altered": 1, "truncated": 0, "spliced": 1}
    assert not any(heron["others"].values())
    told = [sum(gull[side][kind] for side in ("own", "others")) for kind in ("same", "altered", "truncated", "spliced")]
    assert told == [1, 2, 1, 1]
    shown = site.get(f"{HERON}?show=alterations").text
    assert "2 of its own against another’s, 0 of others’ against its own" in shown
    assert TO_COMPARE in shown


def test_what_differs_in_data_leads_to_its_characters(site: Site) -> None:
    altered = next(row for row in found(site, HERON)["alterations"] if row["wording"] == "altered")
    assert altered["own"]
    assert (altered["report"]["text"], altered["against"]["text"]) == (ALTERED, WORDS)
    assert [(each["words"], each["other_words"]) for each in altered["differences"]] == [
        ("must", "will"),
        ("any", "every"),
    ]
    (first, _) = altered["differences"]
    assert first["span"][1] - first["span"][0] == len("must")


def test_the_newest_come_first(site: Site) -> None:
    months = [row["report"]["published"][:7] for row in found(site, GULL)["alterations"]]
    assert months == ["2032-08", "2032-07", "2032-03", "2032-03"]


def test_spellings_of_an_outlet_are_one_and_not_another(site: Site, path: Path) -> None:
    assert found(site, "/outlet/the%20heron%20post")["own"] == found(site, HERON)["own"]
    with Record.open(path, readonly=True) as record:
        assert outlets.shared(record, "Nobody's", 5) is None
        shared = outlets.shared(record, "The Heron Post", 1)
        assert shared
        assert set(shared.names) == {"The Heron Post", "THE HERON POST"}
        assert len(shared.statements) == 1


def test_hostile_words_and_names_stay_words(site: Site) -> None:
    for address in (outlet_at(HOSTILE_NAME, show="alterations"), f"{GULL}?show=alterations"):
        answer = site.get(address)
        assert answer.status == 200
        assert "&lt;b&gt;over" in answer.body
        assert not strange_scripts(Elements.of(answer.body))


def test_an_outlet_that_shares_nothing_says_what_to_do_next(site: Site) -> None:
    answer = site.get("/outlet/The%20Rook%20Post?show=alterations")
    assert "The record holds no statement that both The Rook Post and another outlet reported." in answer.text
    assert "onrecord add" in answer.text
    assert "/outlet/The%20Rook%20Post" in hrefs(answer.body)
    for address in ("/outlet/Nowhere?show=alterations", "/outlet/Nowhere.json?show=alterations"):
        assert site.get(address).status == 404


@pytest.mark.parametrize(
    ("bound", "most", "words"),
    [
        ("MOST_SHOWN", 1, "and 1 more, which this page as data has"),
        ("MOST_PAIRS", 2, "2 of them have more reports than can be compared here"),
        ("MOST_PAIRS", 2, "no words could be compared"),
        ("MOST_SHARED", 1, "The newest 1 statements"),
    ],
)
def test_what_is_over_the_bounds_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, most: int, words: str
) -> None:
    monkeypatch.setattr(alterations, bound, most)
    with Site(path) as served:
        assert words in served.get(f"{HERON}?show=alterations").text


def test_the_data_is_as_it_is_described(site: Site) -> None:
    told = description()
    schema = told["paths"]["/outlet/{name}.json"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    validator = jsonschema.Draft202012Validator({**schema["anyOf"][-1], "components": told["components"]})
    validator.validate(found(site, GULL))
