"""Certainty: how surely each story of two made-up courses tells a claim, from hedged words to its own voice."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.score import Score
from onrecord.ingest import add
from onrecord.queries.certainty import certainty
from onrecord.store.sqlite.record import Record

GOLD = Path(__file__).parent / "gold" / "certainty"


@cache
def run() -> Score:
    """Return the accounts right: outlet, day and how surely; stories that deny the claim, or tell another, lack one."""
    labels = json.loads((GOLD / "labels.json").read_text(encoding="utf-8"))
    wanted = {(row["claim"], *account) for row in labels for account in row["accounts"]}
    with TemporaryDirectory() as folder, Record.open(Path(folder) / "record.db") as record:
        for _ in add(record, [GOLD / "stories.jsonl"]):
            pass
        told = {
            (row["claim"], account.story.outlet, account.day, account.certainty)
            for row in labels
            for account in certainty(record, row["claim"])
        }
    return Score(len(wanted & told), len(told), len(wanted))
