"""Writes where and when a document was received, and the file that it came in."""

from __future__ import annotations

import sqlite3

from onrecord.store.sqlite.keys import content_key
from onrecord.store.sqlite.rows import Values, insert, storable
from onrecord.types import Document, Original


def is_noted(db: sqlite3.Connection, document: Document) -> bool:
    """Tell whether `note_receipt` would change nothing."""
    sql = (
        "SELECT 1 FROM documents AS d CROSS JOIN receipts AS r ON r.document = d.key "
        "WHERE d.sha256 = ?1 AND r.uri = ?2 AND (?3 = '' OR ?3 >= r.retrieved) "
        "AND (?4 OR r.original IS NOT NULL) "
        "AND NOT EXISTS (SELECT 1 FROM problems WHERE document IS NULL AND uri = ?2)"
    )
    values = (document.sha256, storable(document.uri), document.retrieved or "", document.original is None)
    return db.execute(sql, values).fetchone() is not None


def is_kept(db: sqlite3.Connection, original: Original) -> bool:
    """Tell whether the bytes of a file are in the record."""
    sql = "SELECT 1 FROM originals WHERE sha256 = ? AND bytes IS NOT NULL"
    return db.execute(sql, (original.sha256,)).fetchone() is not None


def note_receipt(db: sqlite3.Connection, key: int, document: Document, packed: bytes | None) -> None:
    """Note a receipt of the document with this key, the file it came in, and that it is no problem any more.

    `packed` are the bytes of that file compressed with zlib, None where they are kept already, or are not to be.
    """
    uri = storable(document.uri)
    db.execute("DELETE FROM problems WHERE document IS NULL AND uri = ?", (uri,))  # it could not be read before
    receipt = {"document": key, "uri": uri, "retrieved": document.retrieved or "", **_part(db, document, packed)}
    if not insert(db, "receipts", receipt):
        _fill_in(db, receipt)
    # The earliest receipt names the document, so that the order of adding does not matter.
    earliest = (
        "SELECT uri, nullif(retrieved, '') FROM receipts WHERE document = ? ORDER BY retrieved = '', retrieved, uri"
    )
    uri, retrieved = db.execute(earliest, (key,)).fetchone()
    db.execute(
        "UPDATE documents SET uri = ?1, retrieved = ?2 WHERE key = ?3 AND (uri, retrieved) IS NOT (?1, ?2)",
        (uri, retrieved, key),
    )


def _part(db: sqlite3.Connection, document: Document, packed: bytes | None) -> Values:
    if document.original is None or document.part is None:
        return {}
    part = document.part
    return {"original": _keep(db, document.original, packed), "part": part.name, "start": part.start, "end": part.end}


def _keep(db: sqlite3.Connection, original: Original, packed: bytes | None) -> int:
    """Keep a file, once however many documents came in it; return its key."""
    key = content_key(original.sha256)
    while row := db.execute("SELECT sha256, bytes IS NULL AS bare FROM originals WHERE key = ?", (key,)).fetchone():
        if row["sha256"] == original.sha256:
            if row["bare"] and packed is not None:
                db.execute("UPDATE originals SET bytes = ? WHERE key = ?", (packed, key))
            return key
        key += 1
    values = {"sha256": original.sha256, "size": original.size, "media_type": original.media_type, "bytes": packed}
    insert(db, "originals", {"key": key, **values})
    return key


def _fill_in(db: sqlite3.Connection, receipt: Values) -> None:
    """Give a receipt that is there an earlier time, and the file where none was kept."""
    place = (receipt["document"], receipt["uri"])
    if "original" in receipt:
        file = [receipt[name] for name in ("original", "part", "start", "end")]
        sql = 'UPDATE receipts SET (original, part, start, "end") = (?, ?, ?, ?) WHERE (document, uri) = (?, ?)'
        db.execute(f"{sql} AND original IS NULL", (*file, *place))
    db.execute(
        "UPDATE receipts SET retrieved = ?1 WHERE (document, uri) = (?2, ?3) AND ?1 <> '' AND ?1 < retrieved",
        (receipt["retrieved"], *place),
    )
