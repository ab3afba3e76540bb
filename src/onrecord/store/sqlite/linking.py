"""A record as linking reads and writes it: each question and each write is a short transaction of its own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate, chain, islice

from onrecord.store.base import QueuedActors, QueuedBlocks, QueuedGroups, QueuedQuotations
from onrecord.store.sqlite.reads import comparable
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes import actor_links, embeddings, queues, statement_links
from onrecord.store.sqlite.writes.judgements import standing
from onrecord.store.sqlite.writes.queues import Step
from onrecord.store.sqlite.writes.relation_queue import claims_step
from onrecord.types import (
    ActorLink,
    ComparableQuotation,
    DayWindow,
    JudgedPairs,
    Profile,
    QuotationPair,
    StatementMember,
)

_BLOCKS = (
    "SELECT q.number, q.block, (SELECT count(*) FROM blocks AS b WHERE b.block = q.block) AS actors "
    "FROM block_queue AS q ORDER BY q.block LIMIT ?"
)
_QUEUED = """
SELECT u.quotation, coalesce(l.canonical, q.actor) AS canonical
FROM statement_queue AS u LEFT JOIN quotations AS q ON q.id = u.quotation
LEFT JOIN actor_links AS l ON l.actor = q.actor
ORDER BY canonical, q.key, u.quotation
"""
_PAIRS = """
SELECT "left", "right", score FROM json_each(?1) AS wanted CROSS JOIN quotation_pairs ON "right" = wanted.value
UNION ALL
SELECT "left", "right", score FROM json_each(?1) AS wanted CROSS JOIN quotation_pairs ON "left" = wanted.value
WHERE "right" NOT IN (SELECT value FROM json_each(?1))
"""
_MOST_KEPT = 100  # embeddings written in one transaction
_MOST_STEPS = 1_000  # changes of rows in one transaction: it keeps other programs from writing


class SqliteLinkingStore:
    """What `LinkingStore` asks, of a record in SQLite."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def linked_by(self) -> str:
        """Return the version of the program that made the links, "" where none has."""
        with self._record.reading() as db:
            return str(db.execute("SELECT version FROM linking").fetchone()[0])

    def queue_everything(self, version: str) -> None:
        """Have all be linked anew by this version of the program, which is kept; embeddings are made anew too."""
        for queue_some in (queues.queue_all_quotations, queues.queue_all_actors):
            after: str | None = ""
            while after is not None:
                with self._record.writing() as db:
                    after = queue_some(db, after)
        with self._record.writing() as db:
            db.execute("UPDATE linking SET version = ?", (version,))

    def judged_pairs(self) -> JudgedPairs:
        """Return what people judged of pairs of actors and of quotations, as it stands."""
        with self._record.reading() as db:
            return standing(db)

    def queued_actors(self, most: int) -> QueuedActors:
        """Return actors that changed, at most so many."""
        with self._record.reading() as db:
            rows = db.execute("SELECT number, actor FROM actor_queue ORDER BY number LIMIT ?", (most,)).fetchall()
            profiles = comparable.profiles_of_names(db, [row["actor"] for row in rows])
            return QueuedActors(queues.generation(db), _numbers(rows), tuple(profiles))

    def place_actors(self, work: QueuedActors, blocks: Mapping[str, Sequence[str]]) -> bool:
        """Put these actors into their blocks, by their ids, and queue those blocks, and those they were in before."""
        with self._record.writing() as db:
            if not queues.is_current(db, work.generation):
                return False
            actor_links.place(db, [profile.id for profile in work.profiles], blocks)
            queues.take(db, "actor_queue", work.numbers)
            return True

    def queued_blocks(self, most: int, most_actors: int) -> QueuedBlocks:
        """Return blocks in which something changed: so many, or as many as have so many actors, one at the least."""
        with self._record.reading() as db:
            rows = db.execute(_BLOCKS, (most,)).fetchall()
            sums = accumulate(row["actors"] for row in rows)
            rows = [
                row
                for place, (row, actors) in enumerate(zip(rows, sums, strict=True))
                if not place or actors <= most_actors
            ]
            blocks = tuple(row["block"] for row in rows)
            return QueuedBlocks(queues.generation(db), _numbers(rows), blocks, standing(db))

    def blocks_of_actors(self, actors: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the blocks in which actors stand that have these ids."""
        sql = "SELECT b.actor, b.block FROM json_each(?) AS wanted CROSS JOIN blocks AS b ON b.actor = wanted.value"
        found: dict[str, tuple[str, ...]] = {}
        with self._record.reading() as db:
            for row in db.execute(sql, (json.dumps(list(actors)),)):
                found[row["actor"]] = (*found.get(row["actor"], ()), row["block"])
        return found

    def profiles_in(self, blocks: Collection[str]) -> dict[str, tuple[Profile, ...]]:
        """Return the profiles of all actors of these blocks, with all that is known of them."""
        with self._record.reading() as db:
            return comparable.profiles_in(db, blocks)

    def write_actor_links(self, work: QueuedBlocks, links: Iterable[ActorLink]) -> bool:
        """Write for whom each actor is taken."""
        with self._record.reading() as db:
            steps = actor_links.link_steps(db, links)
        return self._take(work.generation, [*steps, *queues.taking("block_queue", work.numbers)])

    def index_speakers(self, after: int = -1) -> int | None:
        """Have some quotations of actors that are taken for others now be found under those; queue the quotations.

        Returns where to go on (`after`), None where there is nothing left.
        """
        with self._record.reading() as db:
            if db.execute("SELECT 1 FROM index_queue").fetchone() is None:
                return None
        with self._record.writing() as db:
            return actor_links.index_some(db, after)

    def queued_quotations(self) -> list[str]:
        """Return the ids of all quotations that changed, those of one actor together, in the order of their days."""
        with self._record.reading() as db:
            return [row["quotation"] for row in db.execute(_QUEUED)]

    def changed_quotations(self, ids: Sequence[str]) -> QueuedQuotations:
        """Return those of the quotations with these ids that are still queued."""
        sql = "SELECT number FROM json_each(?) AS wanted CROSS JOIN statement_queue ON quotation = wanted.value"
        with self._record.reading() as db:
            rows = db.execute(sql, (json.dumps(ids),)).fetchall()
            return QueuedQuotations(queues.generation(db), _numbers(rows), comparable.changed(db, ids))

    def quotations(self, ids: Collection[str]) -> list[ComparableQuotation]:
        """Return the quotations with these ids as they are compared."""
        with self._record.reading() as db:
            return comparable.these(db, ids)

    def quotations_near(
        self, actor: str, window: DayWindow, last: int, most: int, *, guests: bool = False
    ) -> list[ComparableQuotation]:
        """Return quotations of those that are taken for this actor, said in this window, in the order of their places.

        They are those up to the place `last`, and those behind it that are not queued; of each, the nearest to it, at
        most so many. They are those that another program found (`guests`), or the others.
        """
        with self._record.reading() as db:
            return comparable.near(db, actor, window, last, most, guests=guests)

    def embeddings(self, ids: Collection[str]) -> dict[str, bytes]:
        """Return the packed embeddings that are kept of quotations with these ids."""
        with self._record.reading() as db:
            return embeddings.embeddings_in(db, ids)

    def keep_embeddings(self, made: Mapping[str, bytes]) -> None:
        """Keep packed embeddings of quotations, by their ids; those of quotations that are gone are passed over."""
        names = list(made)
        for start in range(0, len(names), _MOST_KEPT):
            with self._record.writing() as db:
                embeddings.keep(db, {name: made[name] for name in names[start : start + _MOST_KEPT]})

    def pairs_of(self, quotations: Collection[str]) -> list[QuotationPair]:
        """Return the pairs that have one of these quotations in them."""
        with self._record.reading() as db:
            return [QuotationPair(*row) for row in db.execute(_PAIRS, (json.dumps(list(quotations)),))]

    def grouped_with(self, quotations: Collection[str]) -> set[str]:
        """Return the quotations that stand in a pair or in a statement with one of these."""
        with self._record.reading() as db:
            return queues.grouped_with(db, quotations)

    def write_pairs(
        self, work: QueuedQuotations, pairs: Iterable[QuotationPair], renewed: Collection[str] = ()
    ) -> bool:
        """Write the pairs of the changed quotations in place of those before, and queue what hung or hangs together.

        Of those that are `renewed` pairs with earlier ones are taken away, too. Where it stops on the way, the changed
        quotations are still queued.
        """
        changed = {one.id for one in work.quotations}
        before = self.pairs_of(changed | set(renewed))
        old = [pair for pair in before if pair.right in renewed or not changed.isdisjoint(pair[:2])]
        steps = statement_links.pair_steps(self.grouped_with(changed) | changed, old, pairs)
        return self._take(work.generation, [*steps, *queues.taking("statement_queue", work.numbers)])

    def queued_groups(self, most: int) -> QueuedGroups:
        """Return quotations whose pairs changed, at most so many."""
        with self._record.reading() as db:
            rows = db.execute("SELECT quotation FROM group_queue ORDER BY quotation LIMIT ?", (most,))
            return QueuedGroups(queues.generation(db), tuple(row["quotation"] for row in rows))

    def queued_among(self, quotations: Collection[str]) -> set[str]:
        """Return those of these quotations whose pairs changed."""
        sql = "SELECT quotation FROM json_each(?) AS wanted CROSS JOIN group_queue ON quotation = wanted.value"
        with self._record.reading() as db:
            return {row["quotation"] for row in db.execute(sql, (json.dumps(list(quotations)),))}

    def write_statements(self, work: QueuedGroups, parts: Iterable[Sequence[StatementMember]]) -> bool:
        """Write who reports what, part by part, and take those from the queue.

        The parts are worked out as they are asked for, while nothing is open. Where it stops on the way, the parts that
        were not written to the end are still queued.
        """
        steps = (step for part in parts for step in statement_links.member_steps(part))
        return self._take(work.generation, chain([claims_step()], steps, [claims_step()]))

    def _take(self, generation: int, steps: Iterable[Step]) -> bool:
        """Take steps, some hundreds in a transaction, as long as nobody else has written links since `generation`."""
        waiting = iter(steps)
        while some := list(islice(waiting, _MOST_STEPS)):
            with self._record.writing() as db:
                if not queues.is_current(db, generation) or not all(step.is_taken(db) for step in some):
                    return False
            generation += 1
        return True


def _numbers(rows: Iterable[sqlite3.Row]) -> tuple[int, ...]:
    return tuple(row["number"] for row in rows)
