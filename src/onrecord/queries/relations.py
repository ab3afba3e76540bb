"""How statements stand to earlier and later ones, as linking decided it, each with the statement on the other side."""

from __future__ import annotations

from onrecord.store.sqlite.reads.relations import relations_of, relations_to
from onrecord.store.sqlite.reads.statements import StatementView, statement
from onrecord.store.sqlite.record import Record
from onrecord.types import Relation


class RelationFinder:
    """Reads how statements of a record stand to each other; statements that were read are kept."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: dict[str, StatementView | None] = {}

    def relations(self, view: StatementView) -> tuple[Relation, ...]:
        """Return what a statement denies, repeats or departs from, the likeliest first."""
        return relations_of(self._record, [view.id])

    def answers(self, view: StatementView) -> tuple[Relation, ...]:
        """Return how later statements deny this one, repeat it, depart from it or say what became of it."""
        return relations_to(self._record, [view.id])

    def statement(self, identity: str) -> StatementView | None:
        """Return the statement with this id."""
        if identity not in self._known:
            self._known[identity] = statement(self._record, identity)
        return self._known[identity]
