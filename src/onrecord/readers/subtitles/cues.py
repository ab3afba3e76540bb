"""Cues: what a file of subtitles shows on the screen and when, one for each voice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from onrecord.readers import limits

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
TIMING = re.compile(rf"[ \t]*(?P<start>{_TIME})[ \t]*-{{1,2}}>[ \t]*(?P<end>{_TIME})(?:[ \t].*)?")
LABEL = re.compile(r"[^\W\d_a-z](?:[^:：\n.!?]|\.(?=\w)|(?<=\b\w)\.|(?<=\b\w\w)\.|(?<=\b\w\w\w)\.){0,60}[:：](?=\s|$)")
_NOTE = re.compile(r"(?:NOTE|STYLE|REGION)\b[ \t]*")
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+(?P<name>[^>\n]{1,100})>")
_TAG = re.compile(r"</?[A-Za-z0-9:.][^<>\n]{0,200}>|\{\\[^{}\n]{0,60}\}")
_DASH = re.compile(r"[-–—‐][ \t]*(?=\S)")
_CHANGE = re.compile(r">{2,3}[ \t]*")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words on the screen from `start` to `end`, in seconds; `voice` is who speaks them, "" for somebody unknown."""

    start: float | None
    end: float | None
    words: str
    voice: str | None = None
    changes: bool = False


def parsed(text: str) -> tuple[list[str], list[Cue], int]:
    """Return the notes, the cues in order, and how many times could not be read."""
    notes: list[str] = []
    cues: list[Cue] = []
    spoilt = 0
    for block in re.split(r"\n[ \t]*\n", text.lstrip("\ufeff").strip()):
        rows = block.split("\n")
        at = next((n for n, row in enumerate(rows[:3]) if "->" in row), None)
        if at is None:
            notes += _noted(block, is_first=not cues and not notes)
            cues += _continued(rows, cues)
            continue
        timing = TIMING.fullmatch(rows[at])
        spoilt += timing is None
        start, end = (_seconds(timing[name]) for name in ("start", "end")) if timing else (None, None)
        cues += _cues(start, end, rows[at + 1 :])
    return notes[: limits.SUBTITLE_NOTES], cues, spoilt


def _noted(block: str, *, is_first: bool) -> Iterator[str]:
    """Yield what a note says, or the title behind "WEBVTT"; styles are no words."""
    note = _NOTE.match(block)
    if note and block.startswith("NOTE"):
        yield " ".join(block[note.end() :].split())
    elif is_first and (title := re.match(r"WEBVTT[ \t]+-?[ \t]*(?P<title>[^\n]+)", block)):
        yield title["title"].strip()


def _continued(rows: Sequence[str], cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield words behind a blank line inside a cue, which belong to the cue before."""
    is_head = rows[0].startswith("WEBVTT") or _NOTE.match(rows[0])
    if cues and not is_head and not all(row.strip().isdigit() for row in rows):
        yield from _cues(cues[-1].start, cues[-1].end, rows)


def _cues(start: float | None, end: float | None, rows: Sequence[str]) -> Iterator[Cue]:
    """Yield the words of a cue: one part for each voice, dash or sign that somebody else speaks."""
    whole = "\n".join(rows)
    voices = list(_VOICE.finditer(whole))
    if not voices:
        yield from _by_line(start, end, whole, None)
    for n, voice in enumerate(voices):
        stop = voices[n + 1].start() if n + 1 < len(voices) else len(whole)
        yield from _by_line(start, end, whole[voice.end() : stop], " ".join(unescape(voice["name"]).split()))


def _by_line(start: float | None, end: float | None, words: str, voice: str | None) -> Iterator[Cue]:
    rows = [unescape(_TAG.sub("", row)).strip() for row in words.split("\n")]
    rows = [row for row in rows if row]
    dashed = sum(_DASH.match(row) is not None for row in rows) > 1
    for row in rows:
        dash = _DASH.match(row) if dashed and voice is None else None
        change = dash or _CHANGE.match(row)
        bare = row[change.end() :] if change else row
        label = LABEL.match(bare)
        yield Cue(start, end, bare, voice, changes=bool(change or label))


def _seconds(time: str) -> float:
    *hours, minutes, seconds = time.replace(",", ".").split(":")
    return 3600 * int(hours[0] if hours else 0) + 60 * int(minutes) + float(seconds)
