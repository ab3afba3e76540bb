"""The claims of a person: which side each statement took, through time; what is not there says what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from onrecord.present.web.components.links import claim_at
from onrecord.present.web.http.openapi import description
from onrecord.present.web.pages.to_compare import positions
from onrecord.queries.claim_discovery import DiscoveredClaim
from onrecord.queries.stances import StanceOnClaim
from onrecord.record_linking import relink
from onrecord.store.sqlite.reads.statements import StatementView
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import pin, unpinned_claim
from onrecord.types import Stance
from tests.support.hostile import EVIL, HOSTILE_NAME
from tests.support.records import put
from tests.support.site import Elements, Site, hrefs, strange_scripts
from tests.support.stories import AT, KHODREI, NEVER, RUEL, WILL, story

TREATY = "Ana Ruel will sign a treaty on the barrage"
TOLL = "The toll on the bridges will rise before the winter"
NO_TOLL = "No toll on the bridges will be asked of anybody before the winter, and it will never rise"
SHORT = replace(RUEL, id="short", name="Oda Short", role=None)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("positions") / "claims.db"
    with Record.open(path) as filled:
        put(
            filled,
            story("one", NEVER, day="2031-03-09"),
            story("two", WILL, day="2033-03-09"),
            story("three", f"“{TOLL},”", f"“{NO_TOLL},”", day="2032-01-09"),
            story(
                "five",
                f"“{TOLL} {HOSTILE_NAME},”",
                "“The toll on the bridges rises, winter or no winter,”",
                speaker=EVIL,
            ),
            story("six", "“Good morning to all of you,”", speaker=SHORT),
            story("seven", "“Ana Ruel will never sign a treaty on the barrage,”", speaker=KHODREI),
        )
        relink(filled)
        pin(filled, TREATY, by="<i>editor</i>", at=AT)
        pin(filled, TOLL, by="editor", at=AT)
        pin(filled, "Wool was dyed in the valley", by="editor", at=AT.replace("2032", "2033"))
    return path


@pytest.fixture(scope="module")
def site(path: Path) -> Iterator[Site]:
    with Site(path) as served:
        yield served


def test_each_claim_has_its_statements_by_day_with_the_stance_they_took(site: Site) -> None:
    answer = site.get(f"/person/{RUEL.id}?show=claims")
    assert f"/person/{RUEL.id}?show=claims" in hrefs(site.get(f"/person/{RUEL.id}").body)
    claims = site.get(f"/person/{RUEL.id}.json?show=claims").data["claims"]
    (pinned,) = (claim for claim in claims if claim["text"] == TREATY)
    assert pinned["pinned"]
    assert [(row["day"], row["stance"], row["passage"]) for row in pinned["statements"]] == [
        ("2031-03-09", "denies", NEVER),
        ("2033-03-09", "affirms", WILL),
    ]
    assert (
        f"9 March 2031 may deny it {NEVER} The one Post 9 March 2033 may affirm it {WILL} The two Post" in answer.text
    )
    assert {f"/claim/{pinned['id']}", *(f"/statement/{row['statement']}" for row in pinned["statements"])} <= hrefs(
        answer.body
    )
    assert "Wool" not in answer.text


def test_claims_that_were_affirmed_and_denied_on_different_days_come_first(site: Site) -> None:
    claims = site.get(f"/person/{RUEL.id}.json?show=claims").data["claims"]
    ranks = [(claim["both_sides"], len(claim["statements"])) for claim in claims]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0][0]
    (toll,) = (claim for claim in claims if claim["text"] == TOLL)
    assert {row["stance"] for row in toll["statements"]} >= {"affirms", "denies"}
    assert not toll["both_sides"]  # on one day


def test_claims_with_words_for_and_against_come_first_then_those_with_most_statements() -> None:
    view = StatementView("aaaaaa", None, None, ())

    def claim(name: str, *stances: tuple[str, Any]) -> DiscoveredClaim:
        found = tuple(StanceOnClaim(day, view, Stance("aaaaaa", kind, name)) for day, kind in stances)
        return DiscoveredClaim(unpinned_claim(name), found)

    one, other = "2032-03-09", "2033-03-09"
    claims = [
        claim("one day", (one, "affirms"), (one, "denies")),
        claim("no day", ("", "affirms"), ("", "denies"), ("", "neutral")),
        claim("both", (one, "affirms"), (other, "denies")),
        claim("most", *[(one, "affirms")] * 4),
        claim("both and more", (other, "denies"), (other, "affirms"), (one, "affirms")),
    ]
    found = [each.claim.text for each in positions.most_to_compare_first(claims)]
    assert found == ["both and more", "both", "most", "no day", "one day"]


def test_the_picture_has_a_mark_for_each_statement_and_says_what_it_shows(site: Site) -> None:
    address = f"/person/{RUEL.id}.json?show=claims"
    answer = site.get(address.replace(".json", ""))
    elements = Elements.of(answer.body)
    (drawn,) = elements.all("svg", role="img")
    assert drawn["aria-labelledby"] == "chart-title chart-words"
    statements = [row for claim in site.get(address).data["claims"] for row in claim["statements"]]
    marks = [str(mark["class"]) for mark in elements.all("g")]
    assert sorted(marks) == sorted(f"dot {row['stance']}" for row in statements)
    assert f"{len(statements)} statements from 2031-03-09 to 2033-03-09" in answer.text


def test_hostile_words_stay_words(site: Site) -> None:
    answer = site.get(f"/person/{EVIL.id}?show=claims")
    assert "toll on the bridges" in answer.text
    assert not strange_scripts(Elements.of(answer.body))
    assert not Elements.of(site.get(f"/person/{RUEL.id}?show=claims").body).all("i")
    long = claim_at(unpinned_claim(f"the toll {HOSTILE_NAME * 1000} rises"))
    assert len(long) < 3000
    assert site.get(long).status == 200


def test_without_a_claim_the_page_says_what_to_do_next(site: Site) -> None:
    answer = site.get(f"/person/{SHORT.id}?show=claims")
    assert answer.status == 200
    assert "No claim was found" in answer.text
    assert "/claims" in hrefs(answer.body)
    assert Elements.of(answer.body).all("input", name="speaker", value=SHORT.id)
    assert site.get(f"/person/{SHORT.id}.json?show=claims").data["claims"] == []


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        ("MOST_STATEMENTS", "and 1 later ones, which this page as data has"),
        ("MOST_CLAIMS", "more claims, which this page as data has"),
    ],
)
def test_what_is_over_the_bounds_is_told(path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, words: str) -> None:
    monkeypatch.setattr(positions, bound, 1)
    with Site(path) as served:
        assert words in served.get(f"/person/{RUEL.id}?show=claims").text


def test_only_the_newest_pinned_claims_are_looked_at(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(positions, "MOST_PINNED", 1)  # the newest, on which nothing was said
    with Site(path) as served:
        claims = served.get(f"/person/{RUEL.id}.json?show=claims").data["claims"]
    assert claims
    assert not any(row["pinned"] for row in claims)


def test_the_data_is_as_it_is_described(site: Site) -> None:
    told = description()
    schema = told["paths"]["/person/{identity}.json"]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    data = site.get(f"/person/{RUEL.id}.json?show=claims").data
    jsonschema.Draft202012Validator({**schema["anyOf"][-1], "components": told["components"]}).validate(data)
