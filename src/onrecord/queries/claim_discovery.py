"""Finds the claims that a record holds without being told them: matters that statements affirm, deny or question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.linking.claims.stances import on_matter, weighted_claim, worded
from onrecord.linking.claims.topics import topics_of
from onrecord.models.embeddings import Vectors, background
from onrecord.queries.comparable_statements import comparable_statement, first_day
from onrecord.queries.embeddings import EmbeddingCache
from onrecord.queries.stances import StanceOnClaim, in_order, telling
from onrecord.store.sqlite.reads.search import EVERYTHING, Query, spoken
from onrecord.store.sqlite.reads.statements import StatementView, reported_by
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import Claim, asked
from onrecord.text.languages import language
from onrecord.thresholds import OFTEN
from onrecord.types import ComparableStatement

Told = Callable[[int, int], None]
MOST_QUOTATIONS = 2000  # that are looked at: the newest, or those that fit best
_AT_ONCE = 50  # passages between two reports of the progress


@dataclass(frozen=True, slots=True)
class DiscoveredClaim:
    """A claim that was found, in the words of a statement, and the statements on its matter, the earliest first."""

    claim: Claim
    stances: tuple[StanceOnClaim, ...]


def discover_claims(
    record: Record, query: Query = EVERYTHING, told: Told | None = None, most: int = MOST_QUOTATIONS
) -> tuple[DiscoveredClaim, ...]:
    """Return the claims that the statements which fit `query` make, deny or question; those with most statements first.

    At most so many quotations are looked at, so name words, a speaker or days in a large record. A matter on which a
    single statement was made is a claim only if that denies it. `told` hears of the progress, of how much.

    Raises NotUnderstoodError for a date, form or order that is none, EmbeddingError where the model cannot be loaded.
    """
    views = {view.id: view for view in reported_by(record, spoken(record, query, most))}
    spoke = {view.id: comparable_statement(view) for view in views.values()}
    tellings = [telling(record, view) for view in views.values()]
    texts = [text for one in tellings for text in (*one.words, *one.surroundings)]
    meanings = EmbeddingCache(record)
    meanings.recall(views.values())
    _make([*texts, *(passage for one in spoke.values() for passage in one.passages)], meanings, told)
    if not tellings:
        return ()
    words = np.stack([_mean(one.words, meanings) for one in tellings])
    around = np.stack([_mean(one.surroundings, meanings) for one in tellings])
    groups = topics_of(tellings, words, around, background())
    found = (_found([views[name] for name in group], spoke, meanings) for group in groups)
    return tuple(one for one in found if one)


def _found(
    views: Sequence[StatementView], spoke: Mapping[str, ComparableStatement], meanings: EmbeddingCache
) -> DiscoveredClaim | None:
    several = [spoke[view.id] for view in views]
    if len(several) == 1 and several[0].share("deny") < OFTEN:
        return None
    meaning = {one.id: meanings.of(one.passages) for one in several if one.passages}
    claim = asked(worded(several, meaning))
    if not claim.text:
        return None
    held = weighted_claim(claim.text, language(claim.text), {}, 0)
    told = []
    for view, one in zip(views, several, strict=True):
        stands = on_matter(held, one, meaning[one.id]) if one.passages else None
        if stands:
            told.append(StanceOnClaim(first_day(view), view, stands))
    return DiscoveredClaim(claim, in_order(told))


def _make(texts: Iterable[str], meanings: EmbeddingCache, told: Told | None) -> None:
    several = list(dict.fromkeys(texts))
    for start in range(0, len(several), _AT_ONCE):
        meanings.of(several[start : start + _AT_ONCE])
        if told:
            told(min(start + _AT_ONCE, len(several)), len(several))


def _mean(texts: Sequence[str], meanings: EmbeddingCache) -> Vectors:
    return np.asarray(np.mean(meanings.of(texts), axis=0), dtype=np.float32)
