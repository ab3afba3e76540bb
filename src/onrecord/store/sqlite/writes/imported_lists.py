"""Writes lists of actors that people import, and takes them away again."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.store.sqlite.reads.search_words import fold
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import insert, storable
from onrecord.store.sqlite.writes.queues import queue_actors
from onrecord.store.sqlite.writes.write_document import settle
from onrecord.types import ListEntry


def put(record: Record, entries: Sequence[ListEntry], source: str) -> None:
    """Put entries of the list `source` into the record, in place of what it had under their ids."""
    with record.writing() as db:
        for entry in entries:
            insert(db, "actors", {"id": entry.id, "name": entry.names[0], "kind": entry.kind})
            db.execute(
                "UPDATE actors SET name = ?, kind = ? WHERE id = ?",
                tuple(map(storable, (entry.names[0], entry.kind, entry.id))),
            )
            db.execute("DELETE FROM imported_actors WHERE actor = ?", (storable(entry.id),))
            db.execute("DELETE FROM offices WHERE actor = ?", (storable(entry.id),))
            settle(db, {storable(entry.id)}, set(), keep=True)
            insert(db, "imported_actors", {"actor": entry.id, "source": source})
            for name in entry.names:
                insert(db, "names", {"actor": entry.id, "name": name, "kind": entry.kind, "folded": fold(name)})
            for office in entry.offices:
                row = {"role": office.role, "since": office.since, "until": office.until}
                insert(db, "offices", {"actor": entry.id, **row})
            queue_actors(db, {storable(entry.id)})


def remove(record: Record, source: str) -> int:
    """Take the list `source` out of the record; return how many entries it had."""
    with record.writing() as db:
        rows = db.execute("SELECT actor FROM imported_actors WHERE source = ?", (storable(source),)).fetchall()
        actors = {row["actor"] for row in rows}
        db.execute("DELETE FROM imported_actors WHERE source = ?", (storable(source),))
        for actor in sorted(actors):
            db.execute("DELETE FROM offices WHERE actor = ?", (actor,))
        queue_actors(db, actors)
        settle(db, actors, set())
    return len(actors)
