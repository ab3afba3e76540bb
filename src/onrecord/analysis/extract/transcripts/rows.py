"""The rows of a transcript: its lines, parted where turns were run together, and the numbers at their edges."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.analysis.extract.transcripts.words import UPPER
from onrecord.types import Span

_FEWEST_NUMBERED = 10  # lines in a row that are numbered one after the other
_NUMBER = re.compile(r"^[ \t]{0,40}(?P<number>\d{1,2})(?=[ \t]|$)", re.MULTILINE)
_CAPITALS = rf"[{UPPER}][{UPPER}.'’-]+"
_TITLES = ("mr", "ms", "mrs", "dr", "rep", "sen", "gov", "hon", "st", r"\w")
_NO_TITLE = "".join(rf"(?<!\b(?i:{title})\.)" for title in _TITLES)
_LABEL = rf"{_CAPITALS}(?:[ \t]+{_CAPITALS}){{0,3}}(?:,[ \t][^.:\n]{{2,60}}|[ \t]\([^()\n]{{1,60}}\))?:[ \t]"
_RUN_ON = re.compile(rf"{_NO_TITLE}(?<=[.!?…)\]\"”»–—-])[ \t]+(?={_LABEL})")


def parted(text: str, rows: Sequence[Span]) -> list[Span]:
    """Return rows parted where a label in capitals stands behind the end of a sentence: lost line breaks."""
    found: list[Span] = []
    for row in rows:
        start = row.start
        for gap in _RUN_ON.finditer(text, *row):
            found.append(Span(start, gap.start()))
            start = gap.end()
        found.append(Span(start, row.end))
    return found


def line_numbers(text: str, body: Span) -> list[Span]:
    """Return the numbers before the lines of a court transcript: ten or more in a row that count up by one."""
    found: list[Span] = []
    run: list[Span] = []
    last = 0
    for match in _NUMBER.finditer(text, *body):
        number = int(match["number"])
        if number != last + 1:
            found += run if len(run) >= _FEWEST_NUMBERED else []
            run = []
        run.append(Span(*match.span("number")))
        last = number
    return found + (run if len(run) >= _FEWEST_NUMBERED else [])
