"""Gives back the bytes of a document and of the file that it came in, exactly as they were received."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass, field

from onrecord.store.errors import AmbiguousError
from onrecord.store.sqlite.reads.lookup import only, starting
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import storable
from onrecord.types import FilePart

_SHORTEST_HASH = 6
_HASHES = "SELECT sha256 AS id FROM documents WHERE sha256 BETWEEN ?1 AND ?1 || 'g' ORDER BY sha256 LIMIT 2"
_OF_QUOTATION = "SELECT s.document FROM quotations AS q CROSS JOIN stories AS s ON s.id = q.story WHERE q.id = ?"
_RECEIVED = """
SELECT d.sha256, d.bytes, r.uri, r.part, r.start, r."end",
       o.sha256 AS file_sha256, o.size AS file_size, o.bytes AS file_bytes
FROM documents AS d CROSS JOIN receipts AS r ON r.document = d.key LEFT JOIN originals AS o ON o.key = r.original
WHERE d.key = ? ORDER BY r.retrieved = '', r.retrieved, r.uri LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """The file of the first receipt of a document, and the bytes of the document itself.

    `raw` is None where the file was too large to be kept whole; `part` is None where the document is the file.
    """

    uri: str
    sha256: str
    size: int
    raw: bytes | None = field(repr=False)
    part: FilePart | None
    document_sha256: str
    document_raw: bytes = field(repr=False)


def received_file(record: Record, identity: str) -> ReceivedFile | None:
    """Return the file in which a document came: that of a quotation or story with this id, or with this SHA-256.

    Six characters from the start are enough. Raises AmbiguousError, naming them, when several ids start so.
    """
    with record.reading() as db:
        key = _document(db, identity)
        return None if key is None else _file(db.execute(_RECEIVED, (key,)).fetchone())


def _document(db: sqlite3.Connection, identity: str) -> int | None:
    """Return the key of the document that is meant, None where there is none."""
    quotation = only(identity, starting(db, "quotations", identity))
    if quotation is not None:
        return int(db.execute(_OF_QUOTATION, (quotation,)).fetchone()[0])
    story = only(identity, starting(db, "stories", identity))
    if story is not None:
        return int(db.execute("SELECT document FROM stories WHERE id = ?", (story,)).fetchone()[0])
    start = storable(identity)
    if len(start) < _SHORTEST_HASH:
        return None
    hashes = [str(row["id"]) for row in db.execute(_HASHES, (start,))]
    if len(hashes) > 1:
        raise AmbiguousError(identity, hashes, more=False)
    row = db.execute("SELECT key FROM documents WHERE sha256 = ?", hashes).fetchone() if hashes else None
    return None if row is None else int(row["key"])


def _file(row: sqlite3.Row) -> ReceivedFile:
    own = zlib.decompress(row["bytes"])
    if row["file_sha256"] is None:
        return ReceivedFile(row["uri"], row["sha256"], len(own), own, None, row["sha256"], own)
    return ReceivedFile(
        uri=row["uri"],
        sha256=row["file_sha256"],
        size=row["file_size"],
        raw=None if row["file_bytes"] is None else zlib.decompress(row["file_bytes"]),
        part=FilePart(row["part"], row["start"], row["end"]),
        document_sha256=row["sha256"],
        document_raw=own,
    )
