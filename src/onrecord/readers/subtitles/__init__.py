"""Subtitles (WebVTT, SRT): cues joined to sentences and turns, each paragraph with the time at which it begins.

The text is one line for each part of a turn, "[00:00:08] Ilse Marn: There will be no fee.": the times are kept as
places in it, and every offset counts in this text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.readers import encoding
from onrecord.readers.inputs import STAGE, Input
from onrecord.readers.subtitles.cues import TIMING, parsed
from onrecord.readers.subtitles.paragraphs import laid_out, paragraphs
from onrecord.readers.text import EMPTY
from onrecord.types import Document, Metadata, Problem

SUFFIXES = (".srt", ".vtt")
REMEDY = "Look the passage up in the file: its times are damaged, and its words stand in the text without a time."
_SRT = re.compile(rf"\s*\d{{1,6}}[ \t]*\n{TIMING.pattern}\n")


def recognises(head: bytes, name: str) -> bool:
    """Tell whether the content begins as WebVTT, or as the first cue of SRT."""
    beginning = encoding.peek(head[:4096]).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if re.match(r"WEBVTT(?:[ \t\n]|$)", beginning):
        return True
    return _SRT.match(beginning) is not None or (name.endswith(SUFFIXES) and TIMING.search(beginning) is not None)


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield the subtitles as one Document, or a Problem if they have no words or are too large; may raise OSError."""
    raw = file.read_all()
    if isinstance(raw, Problem):
        yield raw
        return
    decoded = encoding.decode(raw, file.uri)
    notes, cues, spoilt = parsed(decoded.text)
    parts = list(paragraphs(cues))
    if not parts:
        yield file.problem("these subtitles have no words", EMPTY)
        return
    text, blocks = laid_out(notes, parts)
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
