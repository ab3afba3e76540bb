"""Paragraphs of subtitles: cues joined while one speaker goes on, and laid out as a text with their times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.readers import limits
from onrecord.readers.subtitles.cues import LABEL, Cue
from onrecord.types import Block, Span

_SOUND = re.compile(r"[\s♪♫#*]*(?:[\[(（][^\[\]()（）]*[\])）][\s♪♫]*)+|[♪♫#].*|[\s♪♫]*")
_ENDS = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_ENOUGH = 400  # characters of a paragraph from which on it ends with its sentence
_PAUSE = 4.0  # seconds without words after which a new paragraph begins


def paragraphs(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield the paragraphs: cues joined while one speaker goes on, up to the end of a sentence after a while."""
    has_voices = any(cue.voice for cue in cues)
    whole: Cue | None = None
    last = ""
    for cue in cues:
        words = cue.words
        if words == last or _SOUND.fullmatch(words):  # rolling captions say each line twice
            continue
        last = words
        voice = cue.voice if cue.voice or not has_voices else ""
        if whole is not None and _goes_on(whole, cue, voice):
            whole = replace(whole, words=f"{whole.words} {words}", end=cue.end)
            continue
        if whole is not None:
            yield whole
        whole = replace(cue, voice=voice)
    if whole is not None:
        yield whole


def _goes_on(whole: Cue, cue: Cue, voice: str | None) -> bool:
    if cue.changes or voice != whole.voice:
        return False
    if not _ENDS.search(whole.words):
        return len(whole.words) < limits.SUBTITLE_CHARACTERS
    silent = (cue.start or 0.0) - (whole.end or cue.start or 0.0)
    return len(whole.words) < _ENOUGH and silent < _PAUSE


def laid_out(notes: Sequence[str], parts: Sequence[Cue]) -> tuple[str, tuple[Block, ...]]:
    """Return the text, and a block for each paragraph whose voice the file names or leaves open."""
    lines, blocks = [f"{note}\n\n" for note in notes], list[Block]()
    at = sum(map(len, lines))
    speaker: Span | None = None
    before: str | None = None
    for part in parts:
        clock, label = _head(part, before)
        start = at + len(clock) + len(label)
        if part.voice and label:
            speaker = Span(at + len(clock), start - 2)
        if part.voice is not None:
            blocks.append(Block(Span(start, start + len(part.words)), "turn", speaker if part.voice else None))
        before = part.voice
        lines.append(f"{clock}{label}{part.words}\n\n")
        at += len(lines[-1])
    return "".join(lines).rstrip() + "\n", tuple(blocks)


def _head(part: Cue, before: str | None) -> tuple[str, str]:
    """Return what stands before the words of a paragraph: its time, and who speaks or that somebody else does."""
    clock = f"[{_clock(part.start)}] " if part.start is not None else ""
    if part.voice:
        return clock, f"{part.voice}: " if part.voice != before else ""
    return clock, ">> " if part.changes and part.voice is None and not LABEL.match(part.words) else ""


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
