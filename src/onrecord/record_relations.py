"""Relates the statements of a record to earlier ones where something changed, and pinned claims to statements.

No transaction is open while statements are compared: what is read may change meanwhile, and is related anew then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.linking.relations.candidates import StatementIndex
from onrecord.linking.relations.relate import relate, worth_relating
from onrecord.queries.comparable_statements import comparable_statement, place_of
from onrecord.queries.embeddings import EmbeddingCache
from onrecord.queries.stances import stances_of, texts_to_embed, weighted
from onrecord.store.sqlite.reads.search import sharing_words
from onrecord.store.sqlite.reads.statements import (
    QuotationsInTime,
    StatementView,
    neighbours,
    quotations_in_time,
    reported_by,
)
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claim_stances import claims_to_hold, put_stances
from onrecord.store.sqlite.writes.relations import put_relations, statements_to_relate
from onrecord.types import ComparableStatement, Progress, Relation
from onrecord.versions import link_version

_MOST_AT_ONCE = 400  # statements whose passages are embedded together
_MOST_KNOWN = 5000  # statements held in memory


def relate_statements(record: Record, progress: Progress | None = None, jobs: int = 1) -> None:
    """Find anew how statements stand to earlier ones, of those that changed and those near them.

    `progress` is told how many are done; embeddings are made by `jobs` threads. Raises RecordError if the record cannot
    be written, EmbeddingError if the model of meaning cannot be loaded.
    """
    embeddings = EmbeddingCache(record, jobs)
    while queue := statements_to_relate(record):
        stage = _Relating(record, embeddings)
        for start in range(0, len(queue), _MOST_AT_ONCE):
            some = queue[start : start + _MOST_AT_ONCE]
            put_relations(record, some, stage.relations([one.statement for one in some]))
            if progress:
                progress(min(start + _MOST_AT_ONCE, len(queue)), len(queue))


def hold_claims(record: Record, jobs: int = 1) -> None:
    """Find anew how statements stand to pinned claims, of those claims that are queued.

    Raises as `relate_statements` does.
    """
    embeddings = EmbeddingCache(record, jobs)
    for each in claims_to_hold(record):
        claim = weighted(record, each.claim)
        views = list(reported_by(record, sharing_words(record, tuple(claim.weights))))
        embeddings.recall(views)
        embeddings.keep(text for view in views for text in texts_to_embed(record, view))
        put_stances(record, each, stances_of(record, claim, views, embeddings).items(), link_version())


@dataclass(frozen=True, slots=True)
class _Compared:
    """A statement, and those to which it may stand in some relation."""

    one: ComparableStatement
    others: tuple[ComparableStatement, ...]


class _Relating:
    """Relates statements of a record; what was read lately is kept, since those of one actor come together."""

    def __init__(self, record: Record, embeddings: EmbeddingCache) -> None:
        self._record = record
        self._known: dict[str, tuple[StatementView, ComparableStatement]] = {}
        self._index = StatementIndex()
        self._of_actor: dict[tuple[str | None, bool], QuotationsInTime] = {}
        self._embeddings = embeddings

    def relations(self, ids: Sequence[str]) -> list[Relation]:
        """Return how the statements with these ids, those that still are statements, stand to earlier ones."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
            self._index = StatementIndex()
        compared = list(self._compared(ids))
        self._embed(compared)
        return [relation for each in compared for relation in self._relations(each)]

    def _compared(self, ids: Sequence[str]) -> Iterator[_Compared]:
        self._read(ids)
        for identity in ids:
            if identity in self._known:
                view, one = self._known[identity]
                near = neighbours(self._record, view, self._in_time(view))
                self._read(near)
                names = self._index.may_be_candidates(one, near)
                others = [self._known[name][1] for name in names if name in self._known]
                if chosen := worth_relating(one, others):
                    yield _Compared(one, tuple(chosen))

    def _in_time(self, view: StatementView) -> QuotationsInTime:
        """Return the quotations of the speaker of a statement, which are kept until there is another speaker."""
        wanted = (view.actor, view.is_guest)
        if wanted not in self._of_actor:
            if (view.actor, not view.is_guest) not in self._of_actor:
                self._of_actor.clear()
            self._of_actor[wanted] = quotations_in_time(self._record, view.actor or "", guests=view.is_guest)
        return self._of_actor[wanted]

    def _read(self, ids: Sequence[str]) -> None:
        unknown = [identity for identity in ids if identity not in self._known]
        for view in reported_by(self._record, unknown) if unknown else ():
            if view.actor:
                self._known[view.id] = (view, comparable_statement(view))
                self._index.add(self._known[view.id][1])

    def _embed(self, compared: Sequence[_Compared]) -> None:
        several = {one.id: one for each in compared for one in (each.one, *each.others)}
        self._embeddings.recall(self._known[name][0] for name in several)
        self._embeddings.keep([passage for one in several.values() for passage in one.passages])

    def _relations(self, each: _Compared) -> Iterator[Relation]:
        embeddings = {one.id: self._embeddings.of(one.passages) for one in (each.one, *each.others)}
        for relation in relate(each.one, each.others, embeddings):
            place = place_of(self._known[relation.left][0], relation.passage)
            other_place = place_of(self._known[relation.right][0], relation.other_passage)
            yield replace(relation, place=place, other_place=other_place, by=link_version())
