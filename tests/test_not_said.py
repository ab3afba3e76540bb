"""What a story reports as not said, or as expected, is shown as that, and is nobody's statement, promise or denial."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import open_record
from onrecord.present.cli import onrecord as onrecord_command
from onrecord.queries.commitments import commitments
from onrecord.queries.contents import quotations
from onrecord.queries.timeline import timeline
from onrecord.record_linking import relink
from onrecord.store.sqlite.reads.profiles import person
from onrecord.store.sqlite.reads.search import Query, search
from onrecord.store.sqlite.reads.statements import statement, statements
from onrecord.store.sqlite.record import Record
from onrecord.types import Polarity
from tests.support.records import ADA, detailed, put, reading
from tests.support.site import Site

SAID = "The toll on the Lowen bridge will be dropped in spring"
UNSAID = "The toll on the Lowen bridge will never be raised"
EXPECTED = "The toll on the Lowen bridge will be halved"
POLARITIES: dict[str, Polarity] = {SAID: "said", UNSAID: "not_said", EXPECTED: "hypothetical"}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    with Record.open(path) as opened:
        for name, (words, polarity) in zip("abc", POLARITIES.items(), strict=True):
            one = reading(name, words, speaker=ADA)
            put(opened, detailed(one, {"polarity": polarity, "act": "promise"}))
        relink(opened)
    return path


def test_only_what_is_said_is_a_statement(record: Path) -> None:
    with Record.open(record, readonly=True) as opened:
        assert [view.reports[0].quotation.text for view in statements(opened)] == [SAID]
        assert [entry.words for entry in timeline(opened, Query(speaker="Vell"))] == [SAID]
        assert [each.words for each in commitments(opened)] == [SAID]
        of = {one.quotation.text: one.recorded.statement for one in quotations(opened)}
        assert [words for words, name in of.items() if name] == [SAID]
        (unsaid,) = search(opened, Query(polarity="not_said")).hits
        assert statement(opened, unsaid.id) is None


@pytest.mark.parametrize("words", ["", "toll", '"Lowen bridge"'])
@pytest.mark.parametrize("speaker", ["", "Vell"])
def test_a_search_finds_all_and_tells_them_apart(record: Path, words: str, speaker: str) -> None:
    with Record.open(record, readonly=True) as opened:
        everything = search(opened, Query(words, speaker=speaker))
        assert {hit.text: hit.polarity for hit in everything.hits} == POLARITIES
        for asked, polarity in POLARITIES.items():
            found = search(opened, Query(words, speaker=speaker, polarity=polarity))
            assert ([hit.text for hit in found.hits], found.total) == ([asked], 1)
    with open_record(record) as opened_record:
        assert [hit.text for hit in opened_record.search(words, polarity="hypothetical")] == [EXPECTED]
        assert [view.reports[0].quotation.text for view in opened_record.statements(words)] == [SAID]


def test_a_profile_counts_what_is_said_only(record: Path) -> None:
    with Record.open(record, readonly=True) as opened:
        found = person(opened, ADA.id)
    assert found is not None
    assert (found.forms.quotations, found.acts) == (1, (("promise", 1),))


def test_the_command_line_says_so_in_words(record: Path) -> None:
    run = CliRunner(env={"COLUMNS": "200"})
    found = run.invoke(
        onrecord_command, ["search", "--record", str(record), "--polarity", "not_said", "--format", "table"]
    )
    assert (found.exit_code, found.output.count("(not said)"), "dropped" in found.output) == (0, 1, False)
    with Record.open(record, readonly=True) as opened:
        (unsaid,) = search(opened, Query(polarity="not_said")).hits
    shown = run.invoke(onrecord_command, ["show", unsaid.id, "--record", str(record)])
    assert (shown.exit_code, "reported as not said" in shown.output) == (0, True)
    compared = run.invoke(onrecord_command, ["compare", unsaid.id, "--record", str(record)])
    assert "reported as not said: there is no statement to compare" in compared.output


def test_the_pages_keep_it_apart(record: Path) -> None:
    with Site(record) as site:
        page = site.get(f"/person/{ADA.id}").text
        newest, unsaid, expected = (
            page.index(heading) for heading in ("Newest words", "Reported as not", "Expected or")
        )
        assert newest < page.index(SAID) < unsaid < page.index(UNSAID) < expected < page.index(EXPECTED)
        found = site.get("/?polarity=not_said").text
        assert (UNSAID in found, SAID in found, ">not said<" in site.get("/?polarity=not_said").body) == (
            True,
            False,
            True,
        )
        with Record.open(record, readonly=True) as opened:
            (hit,) = search(opened, Query(polarity="not_said")).hits
        assert "reported as not said" in site.get(f"/quotation/{hit.id}").text
        refused = site.get(f"/statement/{hit.id}")
        assert (refused.status, "reported as not said" in refused.text) == (404, True)


def test_what_is_likely_no_quotation_is_found_on_demand_only(record: Path) -> None:
    with Record.open(record) as opened:
        put(opened, detailed(reading("d", "the toll booth", speaker=ADA), {"confidence": 0.2}))
        relink(opened)
        assert len(search(opened, Query()).hits) == len(POLARITIES)
        assert [hit.text for hit in search(opened, Query("booth")).hits] == []
        assert [hit.text for hit in search(opened, Query("booth", uncertain=True)).hits] == ["the toll booth"]
        assert "the toll booth" not in [view.reports[0].quotation.text for view in statements(opened)]
        found = person(opened, ADA.id)
        assert found is not None
        assert found.forms.quotations == 1
    with Site(record) as site:
        assert "Show uncertain ones (1)" in site.get("/?q=toll").text
        assert "the toll booth" in site.get("/?q=toll&uncertain=1").text
