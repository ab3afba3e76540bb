"""What the verbs return as rows of a data frame, the same as the commands print."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from bench.corpora import DEMO
from onrecord import (
    Query,
    Record,
    actors,
    add,
    certainty,
    commitments,
    compare,
    discover_claims,
    rows,
    search,
    stances,
    timeline,
)
from onrecord.columns import ANSWERS
from onrecord.columns.claims import ClaimStance
from onrecord.store.sqlite.writes.claims import asked

TREATY = "Corvane will sign a treaty on the barrage"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "demo.db"
    with Record.open(path) as opened:
        for _ in add(opened, sorted(DEMO.glob("*treaty*.txt")) + sorted(DEMO.glob("*never*.txt"))):
            pass
    return path


def test_every_answer_is_a_data_frame_with_its_columns(record: Path) -> None:
    with Record.open(record, readonly=True) as opened:
        hits = search(opened, Query()).hits
        compared = compare(opened, hits[0].id)
        assert compared is not None
        answers = {
            "Hit": hits,
            "StatementView": (compared.statement,),
            "ComparedReport": compared.rows,
            "TimelineEntry": timeline(opened, Query(speaker="Marrick", words="treaty")),
            "StanceOnClaim": stances(opened, TREATY),
            "Claim": (asked(TREATY),),
            "DiscoveredClaim": (found := discover_claims(opened)),
            "ClaimStance": [ClaimStance(one.claim, each) for one in found for each in one.stances],
            "Account": certainty(opened, TREATY),
            "Commitment": commitments(opened, Query()),
            "ActorRow": actors(opened),
        }
    assert answers.keys() == ANSWERS.keys()
    for name, found in answers.items():
        frame = pd.DataFrame(rows(found))
        assert len(frame) == len(found) > 0, name
        assert tuple(frame.columns) == ANSWERS[name].names
    days = pd.to_datetime(pd.DataFrame(rows(answers["TimelineEntry"]))["day"])
    assert days.is_monotonic_increasing


def test_what_has_no_row_is_told() -> None:
    with pytest.raises(TypeError, match=r"a str has no row; one of Hit"):
        list(rows(["words"]))
