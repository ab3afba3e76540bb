"""Readings in JSON, which another program or a person made: taken over only where that was asked for.

The shape is that of the interchange contract, with `document.text`; what was found in it is for `accept` to judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.readers import encoding, text
from onrecord.readers.inputs import STAGE, Input
from onrecord.readers.metadata import gather
from onrecord.types import READING_MEDIA_TYPE, Document, Problem

_WITHOUT_TEXT = "Print it with `onrecord analyse --text`, or add the text itself."
_ASK = "If you trust whoever made them, add the file with --readings, or call it *.readings.jsonl."


@dataclass(frozen=True, slots=True)
class NotAskedFor:
    """A Reading where none was asked for."""


def is_reading(record: dict[str, Any]) -> bool:
    """Tell whether a JSON object has the shape of a Reading."""
    return isinstance(record.get("document"), dict) and ("story" in record or "quotations" in record)


def not_taken(file: Input, count: int) -> Problem:
    """Return the Problem of a file with so many Readings that were not asked for."""
    what = "a Reading" if count == 1 else f"{count:,} Readings"
    return file.problem(f"it holds {what} made elsewhere, which is taken over only where asked for: left out", _ASK)


def document(record: dict[str, Any], raw: bytes, uri: str, where: str) -> Document | Problem:
    """Make the Document of a Reading: its text here; `uri` is where it was received, whatever it says of itself."""
    content = record["document"].get("text")
    if not isinstance(content, str) or not content.strip():
        return Problem(STAGE, f"{where} is a Reading without `document.text`", uri=uri, remedy=_WITHOUT_TEXT)
    story = record["story"] if isinstance(record.get("story"), dict) else {}
    published = story.get("published")
    named = record["document"].get("uri")
    told = {
        "url": named if isinstance(named, str) and named.startswith(("http://", "https://")) else None,
        **story,
        "published": published.get("value") if isinstance(published, dict) else published,
    }
    known = gather((key, encoding.clean(value, uri)[0]) for key, value in told.items() if isinstance(value, str))
    cleaned, problems = encoding.clean(content, uri)
    decoded = encoding.Decoded(cleaned, "utf-8", problems)
    return text.with_header(raw, decoded, uri, READING_MEDIA_TYPE, known)
