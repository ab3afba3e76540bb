"""Subtitles (WebVTT, SRT): cues joined to sentences and turns, each paragraph with the time at which it begins.

The text is one line for each part of a turn, "[00:00:08] Ilse Marn: There will be no fee.": the times are kept as
places in it, and every offset counts in this text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape

from onrecord.readers import encoding, limits
from onrecord.readers.inputs import STAGE, Input
from onrecord.readers.text import EMPTY
from onrecord.types import Block, Document, Metadata, Problem, Span

SUFFIXES = (".srt", ".vtt")
REMEDY = "Look the passage up in the file: its times are damaged, and its words stand in the text without a time."

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMING = re.compile(rf"[ \t]*(?P<start>{_TIME})[ \t]*-{{1,2}}>[ \t]*(?P<end>{_TIME})(?:[ \t].*)?")
_SRT = re.compile(rf"\s*\d{{1,6}}[ \t]*\n{_TIMING.pattern}\n")
_NOTE = re.compile(r"(?:NOTE|STYLE|REGION)\b[ \t]*")
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+(?P<name>[^>\n]{1,100})>")
_TAG = re.compile(r"</?[A-Za-z0-9:.][^<>\n]{0,200}>|\{\\[^{}\n]{0,60}\}")
_DASH = re.compile(r"[-–—‐][ \t]*(?=\S)")
_CHANGE = re.compile(r">{2,3}[ \t]*")
_LABEL = re.compile(r"[^\W\d_a-z][^:：\n.!?]{0,60}[:：](?=\s|$)")
_SOUND = re.compile(r"[\s♪♫#*]*(?:[\[(（][^\[\]()（）]*[\])）][\s♪♫]*)+|[♪♫#].*|[\s♪♫]*")
_ENDS = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


_ENOUGH = 400  # characters of a paragraph from which on it ends with its sentence
_PAUSE = 4.0  # seconds without words after which a new paragraph begins


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words on the screen from `start` to `end`, in seconds; `voice` is who speaks them, "" for somebody unknown."""

    start: float | None
    end: float | None
    words: str
    voice: str | None = None
    changes: bool = False


def recognises(head: bytes, name: str) -> bool:
    """Tell whether the content begins as WebVTT, or as the first cue of SRT."""
    beginning = encoding.peek(head[:4096]).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if re.match(r"WEBVTT(?:[ \t\n]|$)", beginning):
        return True
    return _SRT.match(beginning) is not None or (name.endswith(SUFFIXES) and _TIMING.search(beginning) is not None)


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield the subtitles as one Document, or a Problem if they have no words or are too large; may raise OSError."""
    raw = file.read_all()
    if isinstance(raw, Problem):
        yield raw
        return
    decoded = encoding.decode(raw, file.uri)
    notes, cues, spoilt = _parsed(decoded.text)
    parts = list(_parts(cues))
    if not parts:
        yield file.problem("these subtitles have no words", EMPTY)
        return
    text, blocks = _laid_out(notes, parts)
    clean, problems = encoding.clean(text, file.uri)
    doubts = tuple(replace(problem, span=None) for problem in (*decoded.problems, *problems))
    yield Document(
        uri=file.uri,
        raw=raw,
        text=clean,
        media_type="text/vtt" if decoded.text.lstrip("\ufeff").startswith("WEBVTT") else "application/x-subrip",
        encoding=decoded.encoding,
        metadata=Metadata(title=notes[0] if notes else None),
        problems=(*doubts, *_spoilt(spoilt, file.uri)),
        blocks=blocks,
    )


def _spoilt(count: int, uri: str) -> Iterator[Problem]:
    if count:
        times = "a time" if count == 1 else f"{count:,} times"
        yield Problem(STAGE, f"{times} of these subtitles could not be read", uri=uri, remedy=REMEDY)


# --- from the file to cues -------------------------------------------------------------------------------------------


def _parsed(text: str) -> tuple[list[str], list[_Cue], int]:
    """Return the notes, the cues in order, and how many times could not be read."""
    notes: list[str] = []
    cues: list[_Cue] = []
    spoilt = 0
    for block in re.split(r"\n[ \t]*\n", text.lstrip("\ufeff").strip()):
        rows = block.split("\n")
        at = next((n for n, row in enumerate(rows[:3]) if "->" in row), None)
        if at is None:
            notes += _noted(block, is_first=not cues and not notes)
            cues += _continued(rows, cues)
            continue
        timing = _TIMING.fullmatch(rows[at])
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


def _continued(rows: Sequence[str], cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """Yield words behind a blank line inside a cue, which belong to the cue before."""
    is_head = rows[0].startswith("WEBVTT") or _NOTE.match(rows[0])
    if cues and not is_head and not all(row.strip().isdigit() for row in rows):
        yield from _cues(cues[-1].start, cues[-1].end, rows)


def _cues(start: float | None, end: float | None, rows: Sequence[str]) -> Iterator[_Cue]:
    """Yield the words of a cue: one part for each voice, dash or sign that somebody else speaks."""
    whole = "\n".join(rows)
    voices = list(_VOICE.finditer(whole))
    if not voices:
        yield from _by_line(start, end, whole, None)
    for n, voice in enumerate(voices):
        stop = voices[n + 1].start() if n + 1 < len(voices) else len(whole)
        yield from _by_line(start, end, whole[voice.end() : stop], " ".join(unescape(voice["name"]).split()))


def _by_line(start: float | None, end: float | None, words: str, voice: str | None) -> Iterator[_Cue]:
    rows = [unescape(_TAG.sub("", row)).strip() for row in words.split("\n")]
    rows = [row for row in rows if row]
    dashed = sum(_DASH.match(row) is not None for row in rows) > 1
    for row in rows:
        dash = _DASH.match(row) if dashed and voice is None else None
        change = dash or _CHANGE.match(row)
        bare = row[change.end() :] if change else row
        label = _LABEL.match(bare)
        yield _Cue(start, end, bare, voice, changes=bool(change or label))


def _seconds(time: str) -> float:
    *hours, minutes, seconds = time.replace(",", ".").split(":")
    return 3600 * int(hours[0] if hours else 0) + 60 * int(minutes) + float(seconds)


# --- from cues to paragraphs -----------------------------------------------------------------------------------------


def _parts(cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """Yield the paragraphs: cues joined while one speaker goes on, up to the end of a sentence after a while."""
    has_voices = any(cue.voice for cue in cues)
    whole: _Cue | None = None
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


def _goes_on(whole: _Cue, cue: _Cue, voice: str | None) -> bool:
    if cue.changes or voice != whole.voice:
        return False
    if not _ENDS.search(whole.words):
        return len(whole.words) < limits.SUBTITLE_CHARACTERS
    silent = (cue.start or 0.0) - (whole.end or cue.start or 0.0)
    return len(whole.words) < _ENOUGH and silent < _PAUSE


def _laid_out(notes: Sequence[str], parts: Sequence[_Cue]) -> tuple[str, tuple[Block, ...]]:
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


def _head(part: _Cue, before: str | None) -> tuple[str, str]:
    """Return what stands before the words of a paragraph: its time, and who speaks or that somebody else does."""
    clock = f"[{_clock(part.start)}] " if part.start is not None else ""
    if part.voice:
        return clock, f"{part.voice}: " if part.voice != before else ""
    return clock, ">> " if part.changes and part.voice is None and not _LABEL.match(part.words) else ""


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
