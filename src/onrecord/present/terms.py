"""How the command line and the pages put into plain words what the reading tells of a quotation."""

from __future__ import annotations

BELIEF = "a belief or intention put down to the speaker, not words spoken"
IMPLICIT = "it has no cue of its own: it is read as going on in the voice of the speaker before it"
CONFIDENCE = (
    "the program’s estimate that this is a quotation with about these words; measured to be right about that often"
)
