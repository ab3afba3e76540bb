"""Links a record: actors, then statements. Work is read, computed with no transaction open, and written at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.linking.actors.actor_links import link_actors
from onrecord.linking.actors.blocking import blocks_of, linked_together, turned
from onrecord.linking.statements import blocking, clustering, components
from onrecord.linking.statements.scores import compare, embed, likely_pairs, needing_embeddings
from onrecord.models.embeddings import Vectors, unpacked
from onrecord.record_relations import hold_claims, relate_statements
from onrecord.store.base import LinkingStore, QueuedBlocks, QueuedGroups, QueuedQuotations
from onrecord.store.sqlite.linking import SqliteLinkingStore
from onrecord.store.sqlite.record import Record
from onrecord.types import ActorLink, ComparableQuotation, Part, Profile, Progress, QuotationPair, StatementMember
from onrecord.versions import link_version

_MOST_PLACED = 400  # actors in one transaction
_MOST_BLOCKS, _MOST_ACTORS = 500, 20_000  # blocks that are linked together; of large ones fewer
_MOST_AT_ONCE = 1_000  # quotations that are read together: what is near all of them is read once
_MOST_COMPARED = 5_000  # quotations of one actor, before new ones and behind them, that are looked at


def relink(record: Record, progress: Progress | None = None, jobs: int = 1) -> None:
    """Link what changed since the last time; all, if it was another version of the program that linked it.

    A run that is stopped leaves what it has done, and the next one goes on from there. Embeddings are made by so many
    threads. Raises RecordError if the record cannot be written, EmbeddingError if the model cannot be loaded.
    """
    relink_actors(record)
    link_statements_of(SqliteLinkingStore(record), progress, jobs)
    relate_statements(record, jobs=jobs)
    hold_claims(record, jobs)


def relink_actors(record: Record) -> None:
    """Link the actors of a record anew where something changed. Raises RecordError if it cannot be written."""
    store = SqliteLinkingStore(record)
    if store.linked_by() != link_version():
        store.queue_everything(link_version())
    link_actors_of(store)


def explain(record: Record, left: str, right: str) -> tuple[Part, ...]:
    """Return what speaks for and against two quotations, whose ids these are, reporting one utterance."""
    found = {one.id: one for one in SqliteLinkingStore(record).quotations((left, right))}
    embeddings = dict(zip(found, map(unpacked, embed(list(found.values()))), strict=True))
    return compare(blocking.Copies((found[left],)), blocking.Copies((found[right],)), embeddings)


def link_actors_of(store: LinkingStore) -> None:
    """Link the actors that are queued, block by block, and all that they can be compared with."""
    while (actors := store.queued_actors(_MOST_PLACED)).numbers:
        store.place_actors(actors, {profile.id: blocks_of(profile) for profile in actors.profiles})
    while (blocks := store.queued_blocks(_MOST_BLOCKS, _MOST_ACTORS)).numbers:
        store.write_actor_links(blocks, _actor_links(store, blocks))
    after: int | None = -1
    while after is not None:
        after = store.index_speakers(after)


def _actor_links(store: LinkingStore, work: QueuedBlocks) -> list[ActorLink]:
    profiles: dict[str, tuple[Profile, ...]] = {}
    groups: list[tuple[str, ...]] = [(block,) for block in work.blocks]
    while reached := [block for group in groups for block in group if block not in profiles]:
        profiles |= dict.fromkeys(reached, ()) | store.profiles_in(reached)
        same = [*work.judged.same, *_in_both_orders(store, profiles.values())]
        placed = store.blocks_of_actors({actor for pair in same for actor in pair})
        groups = list(linked_together(work.blocks, same, placed))
    found: list[ActorLink] = []
    for group in groups:
        known = {profile.id: profile for block in group for profile in profiles[block]}
        found += link_actors(known.values(), work.judged.among(known))
    return found


def _in_both_orders(store: LinkingStore, several: Iterable[Sequence[Profile]]) -> list[tuple[str, str]]:
    """Return pairs of actors of which one is among these, and both bear one name, in two orders."""
    other = {one.id: name for profiles in several for one in profiles if (name := turned(one))}
    known = store.blocks_of_actors(other.values())
    return [(one, name) for one, name in other.items() if name in known]


def link_statements_of(store: LinkingStore, progress: Progress | None = None, jobs: int = 1) -> None:
    """Compare the quotations that are queued with what lies near, then sort anew all statements that they touch."""
    done, total = 0, 0
    while plan := store.queued_quotations():
        total += len(plan)
        for start in range(0, len(plan), _MOST_AT_ONCE):
            some = plan[start : start + _MOST_AT_ONCE]
            while (work := store.changed_quotations(some)).numbers:
                store.write_pairs(work, *_pairs(store, work, jobs))
            done += len(some)
            if progress:
                progress(done, total)
    while (touched := store.queued_groups(_MOST_AT_ONCE)).quotations:
        store.write_statements(touched, _parts(store, touched, jobs))


def _pairs(store: LinkingStore, work: QueuedQuotations, jobs: int) -> tuple[list[QuotationPair], set[str]]:
    """Return the pairs that may report one utterance since quotations changed, and whose earlier pairs they replace.

    What another program found is compared with its like only: nothing else depends on it.
    """
    changed = {one.id for one in work.quotations}
    found: list[blocking.Candidates] = []
    sorts = ((actor, guests, several) for actor, all_of in work.by_actor.items() for guests, several in _sorts(all_of))
    for actor, guests, several in sorts:
        last = max(one.place for one in several)
        near = store.quotations_near(actor, blocking.window(several), last, _MOST_COMPARED, guests=guests)
        found.append(blocking.candidates(several, [one for one in near if one.id not in changed]))
    worth = [pair for each in found for pair in each.worth]
    embeddings = _embeddings(store, needing_embeddings(worth), jobs)
    copies = [components.pair_of_copies(*pair) for each in found for pair in each.alike]
    renewed = {name for each in found for name in each.renewed | each.displaced}
    return [*likely_pairs(worth, embeddings), *copies], renewed


def _sorts(quotations: Iterable[ComparableQuotation]) -> Iterator[tuple[bool, list[ComparableQuotation]]]:
    """Yield the quotations that this program found, then those that another one did, where there are any."""
    found: dict[bool, list[ComparableQuotation]] = {False: [], True: []}
    for one in quotations:
        found[one.guest].append(one)
    return ((guests, several) for guests, several in found.items() if several)


def _embeddings(store: LinkingStore, quotations: Iterable[ComparableQuotation], jobs: int) -> dict[str, Vectors]:
    """Return the embeddings of quotations: those that are kept, and others that are made now, and kept."""
    wanted = {one.id: one for one in quotations}
    found = {name: unpacked(made) for name, made in store.embeddings(wanted).items()}
    lacking = [wanted[name] for name in sorted(wanted.keys() - found.keys())]
    made = dict(zip((one.id for one in lacking), embed(lacking, jobs), strict=True))
    store.keep_embeddings(made)
    return found | {name: unpacked(vectors) for name, vectors in made.items()}


def _parts(store: LinkingStore, work: QueuedGroups, jobs: int) -> Iterator[Sequence[StatementMember]]:
    """Yield, part by part, which statement each quotation reports of all that hang together with those queued."""
    judged = store.judged_pairs()
    graph = components.connected(work.quotations, store.pairs_of, judged.same)
    touched = store.queued_among(graph.names)
    parts = [part for part in graph.parts() if not touched.isdisjoint(part)]
    yield from ([StatementMember(part[0], part[0])] for part in parts if len(part) == 1)
    for some in _batches([part for part in parts if len(part) > 1]):
        known = {one.id: one for one in store.quotations({name for part in some for name in part})}
        groups = [[known[name] for name in part if name in known] for part in some]
        among = [judged.among(one.id for one in group) for group in groups]
        needed = [one for group, own in zip(groups, among, strict=True) for one in clustering.to_embed(group, own)]
        embeddings = _embeddings(store, needed, jobs)
        yield from (clustering.link_statements(*each, embeddings) for each in zip(groups, among, strict=True))


def _batches(parts: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Yield parts, as many at a time as are read together."""
    some: list[list[str]] = []
    for part in parts:
        some.append(part)
        if sum(map(len, some)) >= _MOST_AT_ONCE:
            yield some
            some = []
    yield some
