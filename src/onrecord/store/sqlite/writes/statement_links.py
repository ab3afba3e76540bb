"""Writes which quotations may report one utterance, and which statement each reports, in steps.

However many of the steps are taken, no statement that a quotation is said to report reports another one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence

from onrecord.store.sqlite.writes.queues import Step
from onrecord.store.sqlite.writes.relation_queue import relations_step
from onrecord.types import QuotationPair, StatementMember

_QUEUE = "INSERT OR IGNORE INTO group_queue (quotation) SELECT id FROM quotations WHERE id = ?"
_UNPAIR = 'DELETE FROM quotation_pairs WHERE "left" = ? AND "right" = ?'
_PAIR = """
INSERT OR REPLACE INTO quotation_pairs ("left", "right", score) SELECT ?1, ?2, ?3
WHERE EXISTS (SELECT 1 FROM quotations WHERE id = ?1) AND EXISTS (SELECT 1 FROM quotations WHERE id = ?2)
"""
_QUEUE_MEMBERS = """
INSERT OR IGNORE INTO group_queue (quotation) SELECT quotation FROM statement_members WHERE statement = ?
"""
_PART_MEMBERS = "DELETE FROM statement_members WHERE statement = ?"
_PART = "DELETE FROM statement_members WHERE quotation = ?"
_JOIN = """
INSERT INTO statement_members (quotation, statement, beside, score, because) SELECT ?1, ?2, ?3, ?4, ?5
WHERE EXISTS (SELECT 1 FROM quotations WHERE id = ?1) AND EXISTS (SELECT 1 FROM quotations WHERE id = ?2)
"""
_TAKE = "DELETE FROM group_queue WHERE quotation = ?"


def pair_steps(touched: Collection[str], old: Iterable[QuotationPair], new: Iterable[QuotationPair]) -> Iterator[Step]:
    """Yield the steps that put new pairs in place of old ones, after what they connect is queued."""
    yield from (Step(_QUEUE, (name,)) for name in sorted(touched))
    yield from (Step(_UNPAIR, pair[:2]) for pair in old)
    yield from (Step(_PAIR, pair, must=True) for pair in new)


def member_steps(members: Sequence[StatementMember]) -> Iterator[Step]:
    """Yield the steps that make quotations report these statements, and take them from the queue at last.

    What reported one that is a statement no more is queued, unless it is among these.
    """
    for one in sorted(members, key=lambda member: (member.statement, member.statement != member.quotation)):
        yield relations_step(one.quotation)
        yield Step(_PART, (one.quotation,))
        if one.statement != one.quotation:
            yield Step(_QUEUE_MEMBERS, (one.quotation,))
            yield Step(_PART_MEMBERS, (one.quotation,))
            because = json.dumps(one.because, ensure_ascii=False)
            yield Step(_JOIN, (one.quotation, one.statement, one.beside, one.score, because), must=True)
    yield from (Step(_TAKE, (one.quotation,)) for one in members)
