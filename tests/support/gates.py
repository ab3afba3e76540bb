"""The record of one statement in four wordings and a claim, for the tests of statement pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from onrecord.record_linking import relink
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import pin
from onrecord.types import Reading
from tests.support.stories import AT, RUEL, story

WORDS = "“The gates of the harbour will stay open to every ship of the league,”"

ALTERED = "“The gates of the harbour must stay open to any ship of the league,”"

CUT = "“The gates of the harbour will stay open”"

DENIED = "“The gates of the harbour will not stay open to every ship of the league,”"

HOSTILE = '“The <b>gates</b> & "locks" \u202ewill <script>stay</script> open,”'

CLAIM = "The gates of the harbour will stay open"


def stories() -> list[Reading]:
    return [
        story("Gull", WORDS, day="2032-03-09"),
        story("Heron", ALTERED, day="2032-03-09"),
        story("Tern", CUT, day="2032-03-10"),
        story("Rook", DENIED, day="2032-05-02", speaker=replace(RUEL, id="brekk", name="Ivo Brekk", role=None)),
        story("<i>Evil</i>", HOSTILE, day="2032-06-01", speaker=replace(RUEL, id="evil", name="Ada <u>Quill</u>")),
    ]


def gates_record(folder: Path) -> Path:
    """Make the record of these stories, with a pinned claim."""
    path = folder / "harbour.db"
    with Record.open(path) as filled:
        for reading in stories():
            filled.add(reading.document, [reading], by="test")
        relink(filled)
        pin(filled, CLAIM, by="editor", at=AT)
    return path
