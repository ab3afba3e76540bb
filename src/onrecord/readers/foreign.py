"""Inputs we recognise and do not read: each becomes a Problem that names the kind and what to do instead."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.readers import encoding
from onrecord.readers.inputs import Input
from onrecord.types import Problem

EXPORT = "Save its text as a UTF-8 .txt file, or the page as .html, and add that."
UNPACK = "Unpack it and add the files inside."
PICTURE = "Pictures hold no text: add the article as .txt or .html, or run text recognition on it first."
RECORDING = "Transcribe it and add the transcript as a .txt file."
TABLE = "Export it as JSON Lines with a `text` field in each line and add that."
RECORD = "If it is a record of Onrecord, open it with --record; else export it as JSON Lines with a `text` field."
LATER = "Save the articles as .html, .txt or JSON Lines and add those."

KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an Office document (PPTX, ODT, EPUB)", UNPACK + " Of a document: " + EXPORT),
    (b"PK\x05\x06", "an empty ZIP archive", UNPACK),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office document (DOC, XLS, MSG), or one with a password", EXPORT),
    (b"{\\rtf", "a Rich Text document", EXPORT),
    (b"SQLite format 3\x00", "an SQLite database", RECORD),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", PICTURE),
    (b"\xff\xd8\xff", "a JPEG picture", PICTURE),
    (b"GIF87a", "a GIF picture", PICTURE),
    (b"GIF89a", "a GIF picture", PICTURE),
    (b"RIFF", "a picture or a recording (RIFF)", PICTURE),
    (b"ID3", "an audio recording (MP3)", RECORDING),
    (b"OggS", "an audio recording (Ogg)", RECORDING),
    (b"\x1aE\xdf\xa3", "a video recording (Matroska, WebM)", RECORDING),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"PAR1", "a Parquet table", TABLE),
    (b"\x7fELF", "a program", EXPORT),
    (b"WARC/1.", "a web archive (WARC)", LATER),
    (b"<rss", "a feed (RSS)", LATER),
    (b"<feed", "a feed (Atom)", LATER),
)


def recognises(head: bytes, name: str) -> bool:  # noqa: ARG001  (a name is no evidence of being unreadable)
    """Tell whether the content is of a known foreign kind, or no text at all."""
    return _kind(head) is not None


def documents(file: Input) -> Iterator[Problem]:
    """Yield the one Problem that says what this is."""
    kind, remedy = _kind(file.head) or ("something else", EXPORT)
    yield file.problem(f"this is {kind}, which is not read", remedy)


def _kind(head: bytes) -> tuple[str, str] | None:
    known = next(((kind, remedy) for magic, kind, remedy in KINDS if head.startswith(magic)), None)
    if known is None and head[4:8] == b"ftyp":
        known = "a video or audio recording (MP4)", RECORDING
    if known is None and head[257:262] == b"ustar":
        known = "a tar archive", UNPACK
    if known is None and _is_binary(head):
        known = "binary data, not text", EXPORT
    return known or _markup_kind(head)


def _is_binary(head: bytes) -> bool:
    """Tell whether control characters are too many for damaged text; wide encodings are full of them by right."""
    if encoding.wide(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > max(3, len(head) // 50)


_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))


def _markup_kind(head: bytes) -> tuple[str, str] | None:
    """Name XML that is no page: feeds and sitemaps begin with a declaration and comments before the first tag."""
    beginning = head[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not beginning.startswith(b"<?xml") or b"<html" in beginning or b"<!doctype html" in beginning:
        return None
    feed = b"<rss" in beginning or b"<feed" in beginning or b"<rdf" in beginning
    return ("a feed (RSS, Atom)" if feed else "an XML file"), LATER
