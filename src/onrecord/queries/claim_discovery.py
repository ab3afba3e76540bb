"""Discovers the claims that a record holds without being asked for them: what statements affirm, deny or question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.linking.claims.stances import stance_on_topic, weighted_claim
from onrecord.linking.claims.topics import topics_of
from onrecord.linking.claims.wording import claim_text
from onrecord.models.embeddings import Vectors, background
from onrecord.queries.comparable_statements import comparable_statement, first_day
from onrecord.queries.embeddings import EmbeddingCache
from onrecord.queries.stances import StanceOnClaim, context_of, in_order
from onrecord.store.sqlite.reads.search import EVERYTHING, Query, spoken
from onrecord.store.sqlite.reads.statements import StatementView, reported_by
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import Claim, unpinned_claim
from onrecord.text.languages import language
from onrecord.thresholds import OFTEN
from onrecord.types import ComparableStatement, Progress

MOST_QUOTATIONS = 2000  # that are looked at: the newest, or those that fit best
_AT_ONCE = 50  # passages between two reports of the progress


@dataclass(frozen=True, slots=True)
class DiscoveredClaim:
    """A claim that was discovered, in the words of a statement, and the statements on its topic, the earliest first."""

    claim: Claim
    stances: tuple[StanceOnClaim, ...]


def discover_claims(
    record: Record, query: Query = EVERYTHING, progress: Progress | None = None, most: int = MOST_QUOTATIONS
) -> tuple[DiscoveredClaim, ...]:
    """Return the claims that the statements which fit `query` make, deny or question; those with most statements first.

    At most so many quotations are looked at, so name words, a speaker or days in a large record. A topic on which a
    single statement was made is a claim only if that denies it. `progress` is called as the work goes on.

    Raises NotUnderstoodError for a date, form or order that is none, EmbeddingError where the model cannot be loaded.
    """
    views = {view.id: view for view in reported_by(record, spoken(record, query, most))}
    comparable = {view.id: comparable_statement(view) for view in views.values()}
    contexts = [context_of(record, view) for view in views.values()]
    texts = [text for one in contexts for text in (*one.words, *one.surroundings)]
    embeddings = EmbeddingCache(record)
    embeddings.recall(views.values())
    _embed([*texts, *(passage for one in comparable.values() for passage in one.passages)], embeddings, progress)
    if not contexts:
        return ()
    words = np.stack([_mean(one.words, embeddings) for one in contexts])
    around = np.stack([_mean(one.surroundings, embeddings) for one in contexts])
    topics = topics_of(contexts, words, around, background())
    found = (_claim_on([views[name] for name in topic], comparable, embeddings) for topic in topics)
    return tuple(one for one in found if one)


def _claim_on(
    views: Sequence[StatementView], comparable: Mapping[str, ComparableStatement], cache: EmbeddingCache
) -> DiscoveredClaim | None:
    """Return the claim that the statements on one topic make or deny; None where there is none."""
    several = [comparable[view.id] for view in views]
    if len(several) == 1 and several[0].share("deny") < OFTEN:
        return None
    embeddings = {one.id: cache.of(one.passages) for one in several if one.passages}
    claim = unpinned_claim(claim_text(several, embeddings))
    if not claim.text:
        return None
    weighted = weighted_claim(claim.text, language(claim.text), {}, 0)
    sides = {one.id: stance_on_topic(weighted, one, embeddings[one.id]) for one in several if one.passages}
    found = (StanceOnClaim(first_day(view), view, side) for view in views if (side := sides.get(view.id)))
    return DiscoveredClaim(claim, in_order(found))


def _embed(texts: Iterable[str], embeddings: EmbeddingCache, progress: Progress | None) -> None:
    several = list(dict.fromkeys(texts))
    for start in range(0, len(several), _AT_ONCE):
        embeddings.make(several[start : start + _AT_ONCE])
        if progress:
            progress(min(start + _AT_ONCE, len(several)), len(several))


def _mean(texts: Sequence[str], embeddings: EmbeddingCache) -> Vectors:
    return np.asarray(np.mean(embeddings.of(texts), axis=0), dtype=np.float32)
