"""Verifies files as they came: their bytes against their hash, and the documents against their parts of them."""

from __future__ import annotations

import gzip
import hashlib
import io
import sqlite3
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from onrecord.store.sqlite.evidence.faults import UNREADABLE, Fault
from onrecord.store.sqlite.evidence.verify_documents import unpacked_hash

_PART = 1 << 20
_PACKED = "application/gzip"
_ORIGINAL = "SELECT sha256, size, media_type, bytes FROM originals WHERE key = ?"
_PARTS = """
SELECT r.uri, r.part, r.start, r."end", d.sha256 FROM receipts AS r CROSS JOIN documents AS d ON d.key = r.document
WHERE r.original = ? ORDER BY r.start
"""


def original_faults(db: sqlite3.Connection, key: int) -> Iterator[Fault]:
    """Yield what does not fit in the file with this key, as far as its bytes are kept, and in the parts of it."""
    row = db.execute(_ORIGINAL, (key,)).fetchone()
    where = f"file {row['sha256']}"
    if row["bytes"] is None:
        return
    if unpacked_hash(row["bytes"]) != row["sha256"]:
        yield Fault("bytes", where, "the bytes that are kept have another hash")
        return
    raw = zlib.decompress(row["bytes"])
    if len(raw) != row["size"]:
        yield Fault("bytes", where, f"it has {len(raw):,} bytes, not {row['size']:,}")
    held = io.BytesIO(raw)
    content = cast(BinaryIO, gzip.GzipFile(fileobj=held)) if row["media_type"] == _PACKED else held
    for part in db.execute(_PARTS, (key,)):
        if _hash(content, part["start"], part["end"]) != part["sha256"]:
            what = f"bytes {part['start']:,} to {part['end']:,} of it are not the document {part['uri']}"
            yield Fault("bytes", where, what)


def _hash(content: BinaryIO, start: int, end: int) -> str:
    """Return the SHA-256 of a range of bytes, held a part at a time; "" where there is none such."""
    digest, left = hashlib.sha256(), end - start
    try:
        content.seek(start)
        while left > 0 and (piece := content.read(min(left, _PART))):
            digest.update(piece)
            left -= len(piece)
    except (*UNREADABLE, zlib.error):
        return ""
    return "" if left else digest.hexdigest()
