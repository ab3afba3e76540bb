"""What reading and linking ask of a store, whatever keeps the rows: documents are written, links read and written.

Linking reads, computes with nothing open, and writes. A write tells from which state it was computed; where others have
written links since, or what it speaks of is gone, nothing is written and the answer is False: read again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.types import (
    ActorLink,
    ComparableQuotation,
    DayWindow,
    Document,
    JudgedPairs,
    Problem,
    Profile,
    QuotationPair,
    Reading,
    StatementMember,
)


@dataclass(frozen=True, slots=True)
class Queued:
    """Work that was read: the state of the links then, and the numbers of the rows of the queue."""

    generation: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QueuedActors(Queued):
    """Actors that changed; their profiles hold nothing but names. `numbers` may be of some that are gone."""

    profiles: tuple[Profile, ...]


@dataclass(frozen=True, slots=True)
class QueuedBlocks(Queued):
    """Blocks in which something changed, and what people judged."""

    blocks: tuple[str, ...]
    judged: JudgedPairs


@dataclass(frozen=True, slots=True)
class QueuedQuotations(Queued):
    """Quotations that changed, by the actor for whom their speaker is taken; `numbers` may be of some that are gone."""

    by_actor: Mapping[str, tuple[ComparableQuotation, ...]]

    @property
    def quotations(self) -> tuple[ComparableQuotation, ...]:
        """Return all of them."""
        return tuple(one for several in self.by_actor.values() for one in several)


@dataclass(frozen=True, slots=True)
class QueuedGroups:
    """Quotations whose pairs changed, by their ids, and the state of the links then."""

    generation: int
    quotations: tuple[str, ...]


class DocumentStore(Protocol):
    """A record as it is filled: documents go in whole, with all that was found in them, or not at all."""

    def knows(self, sha256: str, by: str) -> bool:
        """Tell whether the program version `by` has analysed the bytes with this hash."""
        ...

    def receive(self, document: Document) -> None:
        """Note that bytes which are held were received once more; raises ValueError where they are not held."""
        ...

    def add(self, document: Document, readings: Iterable[Reading], *, by: str) -> None:
        """Put in a document and its readings, in place of what was derived from the same bytes before."""
        ...

    def note(self, *problems: Problem) -> None:
        """Note problems of inputs that never became a document, all at once; each is kept once."""
        ...


class LinkingStore(Protocol):
    """A record as linking sees it."""

    def linked_by(self) -> str:
        """Return the version of the program that made the links, "" where none has."""
        ...

    def queue_everything(self, version: str) -> None:
        """Have all be linked anew by this version of the program, which is kept; embeddings are made anew too."""
        ...

    def judged_pairs(self) -> JudgedPairs:
        """Return what people judged of pairs of actors and of quotations, as it stands."""
        ...

    def queued_actors(self, most: int) -> QueuedActors:
        """Return actors that changed, at most so many."""
        ...

    def place_actors(self, work: QueuedActors, blocks: Mapping[str, Sequence[str]]) -> bool:
        """Put these actors into their blocks, by their ids, and queue those blocks, and those they were in before."""
        ...

    def queued_blocks(self, most: int, most_actors: int) -> QueuedBlocks:
        """Return blocks in which something changed: so many, or as many as have so many actors, one at the least."""
        ...

    def blocks_of_actors(self, actors: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the blocks in which actors stand that have these ids."""
        ...

    def profiles_in(self, blocks: Collection[str]) -> dict[str, tuple[Profile, ...]]:
        """Return the profiles of all actors of these blocks, with all that is known of them."""
        ...

    def write_actor_links(self, work: QueuedBlocks, links: Iterable[ActorLink]) -> bool:
        """Write for whom each actor is taken."""
        ...

    def index_speakers(self, after: int = -1) -> int | None:
        """Have some quotations of actors that are taken for others now be found under those; queue the quotations.

        Returns where to go on (`after`), None where there is nothing left.
        """
        ...

    def queued_quotations(self) -> list[str]:
        """Return the ids of all quotations that changed, those of one actor together, in the order of their days."""
        ...

    def changed_quotations(self, ids: Sequence[str]) -> QueuedQuotations:
        """Return those of the quotations with these ids that are still queued."""
        ...

    def quotations(self, ids: Collection[str]) -> list[ComparableQuotation]:
        """Return the quotations with these ids as they are compared."""
        ...

    def quotations_near(
        self, actor: str, window: DayWindow, last: int, most: int, *, guests: bool = False
    ) -> list[ComparableQuotation]:
        """Return quotations of those that are taken for this actor, said in this window, in the order of their places.

        They are those up to the place `last`, and those behind it that are not queued; of each, the nearest to it, at
        most so many. They are those that another program found (`guests`), or the others.
        """
        ...

    def embeddings(self, ids: Collection[str]) -> dict[str, bytes]:
        """Return the packed embeddings that are kept of quotations with these ids."""
        ...

    def keep_embeddings(self, made: Mapping[str, bytes]) -> None:
        """Keep packed embeddings of quotations, by their ids; those of quotations that are gone are passed over."""
        ...

    def pairs_of(self, quotations: Collection[str]) -> list[QuotationPair]:
        """Return the pairs that have one of these quotations in them."""
        ...

    def grouped_with(self, quotations: Collection[str]) -> set[str]:
        """Return the quotations that stand in a pair or in a statement with one of these."""
        ...

    def write_pairs(
        self, work: QueuedQuotations, pairs: Iterable[QuotationPair], renewed: Collection[str] = ()
    ) -> bool:
        """Write the pairs of the changed quotations in place of those before, and queue what hung or hangs together.

        Of those that are `renewed` pairs with earlier ones are taken away, too. Where it stops on the way, the changed
        quotations are still queued.
        """
        ...

    def queued_groups(self, most: int) -> QueuedGroups:
        """Return quotations whose pairs changed, at most so many."""
        ...

    def queued_among(self, quotations: Collection[str]) -> set[str]:
        """Return those of these quotations whose pairs changed."""
        ...

    def write_statements(self, work: QueuedGroups, parts: Iterable[Sequence[StatementMember]]) -> bool:
        """Write who reports what, part by part, and take those from the queue.

        The parts are worked out as they are asked for, while nothing is open. Where it stops on the way, the parts that
        were not written to the end are still queued.
        """
        ...
