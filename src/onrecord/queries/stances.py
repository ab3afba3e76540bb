"""Stances on a claim: the statements that bear on it, whoever made them, each with the side on which it comes down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from onrecord.linking.claims.stances import SideModel, WeightedClaim, beginnings, stance, weighted_claim
from onrecord.linking.claims.topics import StatementContext
from onrecord.queries.comparable_statements import comparable_statement, first_day
from onrecord.queries.embeddings import EmbeddingCache
from onrecord.queries.timeline import TimelineEntry
from onrecord.store.sqlite.reads.claim_stances import kept_stances
from onrecord.store.sqlite.reads.relations import relations_of
from onrecord.store.sqlite.reads.search import EVERYTHING, Query, frequencies, sharing_words
from onrecord.store.sqlite.reads.statements import StatementView, reported_by, surroundings
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import Claim, unpinned_claim
from onrecord.text.languages import language
from onrecord.types import Stance, Strength

BEFORE, AFTER = 200, 100
"""Characters around a quotation that show its topic; chosen on the demo."""
_MOST_REPORTS = 3  # of a statement, that show its topic
_STRENGTHS: Mapping[int, Strength] = {1: "firm", 0: "plain", -1: "hedged"}


@dataclass(frozen=True, slots=True)
class StanceOnClaim:
    """A statement that bears on a claim: its day (ISO, "" where unknown), and how it stands to the claim."""

    day: str
    statement: StatementView
    stance: Stance


def stances(
    record: Record, claim: Claim | str, query: Query = EVERYTHING, model: str | Path | None = None
) -> tuple[StanceOnClaim, ...]:
    """Return the statements that bear on a claim, the earliest first, unknown days last.

    Looked for among those with a report that shares words with it and fits `query`, whose words do not count; those of
    a pinned claim were found when linking. `model` names a folder with a cross-encoder of your own that decides the
    sides (docs/how-to/use-a-model-of-your-own.md). Raises NotUnderstoodError for a date or form that is none,
    EmbeddingError where the model of meaning cannot be loaded, WeightsError where your own cannot.
    """
    claim = unpinned_claim(claim) if isinstance(claim, str) else claim
    sides = _side_model(model) if model else None
    kept = None if model else kept_stances(record, claim.id)
    if kept is not None and query == EVERYTHING:
        views = list(reported_by(record, [name for name, side in kept.items() if side]))
    else:
        views = list(reported_by(record, sharing_words(record, beginnings(claim.text), query)))
    known = dict(kept or {})
    unknown = [view for view in views if view.id not in known]
    if unknown:
        known |= stances_of(record, weighted(record, claim, sides), unknown)
    found = (StanceOnClaim(first_day(view), view, side) for view in views if (side := known[view.id]))
    return in_order(found)


def stances_of(
    record: Record, claim: WeightedClaim, views: Sequence[StatementView], embeddings: EmbeddingCache | None = None
) -> dict[str, Stance | None]:
    """Return for each of these statements, by its id, how it stands to a claim; None where it does not bear on it.

    Raises EmbeddingError where the model of meaning cannot be loaded.
    """
    embeddings = embeddings or EmbeddingCache(record)
    embeddings.recall(views)
    found: dict[str, Stance | None] = {}
    for view in views:
        one, context = comparable_statement(view), context_of(record, view)
        passages, around = embeddings.of(one.passages), embeddings.of(context.surroundings)
        found[view.id] = stance(claim, one, passages, context, around)
    return found


def texts_to_embed(record: Record, view: StatementView) -> tuple[str, ...]:
    """Return the texts whose embeddings decide how a statement stands to a claim: its passages, and what is around."""
    return (*comparable_statement(view).passages, *context_of(record, view).surroundings)


def weighted(record: Record, claim: Claim, sides: SideModel | None = None) -> WeightedClaim:
    """Return a claim as it is compared with statements and sentences of a record, whose rare words weigh most.

    Raises EmbeddingError where the model of meaning cannot be loaded.
    """
    counts, total = frequencies(record, beginnings(claim.text))
    return weighted_claim(claim.text, language(claim.text), counts, total, sides)


def context_of(record: Record, view: StatementView) -> StatementContext:
    """Return the words of a statement in some of its reports, and what stands around them."""
    first = view.reports[:_MOST_REPORTS]
    around = (surroundings(record, report.quotation, report.story.id, BEFORE, AFTER) for report in first)
    return StatementContext(view.id, tuple(report.quotation.text for report in first), tuple(around))


def positions(
    record: Record, claim: Claim | str, query: Query = EVERYTHING, model: str | Path | None = None
) -> tuple[TimelineEntry, ...]:
    """Return the statements that fit `query` and bear on a claim as a timeline of positions, the earliest first.

    Of each, the passage that bears on the claim, the side and how firm it is; and how it stands to others among them.
    `model` is as in `stances`; raises what that raises.
    """
    found = stances(record, claim, query, model)
    ids = {each.statement.id for each in found}
    return tuple(_position(record, each, ids) for each in found)


def _position(record: Record, each: StanceOnClaim, on_claim: Set[str]) -> TimelineEntry:
    one = comparable_statement(each.statement)
    place = one.passages.index(each.stance.passage)
    strength: Strength = "conditional" if one.conditional[place] else _STRENGTHS[one.firmness[place]]
    relations = tuple(found for found in relations_of(record, [one.id]) if found.right in on_claim)
    return TimelineEntry(each.day, each.stance.passage, each.statement, relations, each.stance, strength)


def in_order(several: Iterable[StanceOnClaim]) -> tuple[StanceOnClaim, ...]:
    """Return statements that bear on a claim, the earliest first, unknown days last."""
    return tuple(sorted(several, key=lambda each: (not each.day, each.day, each.statement.id)))


def _side_model(folder: str | Path) -> SideModel:
    from onrecord.models.entailment import Entailment  # loads onnxruntime: only when it is needed

    return Entailment(Path(folder)).affirms_and_denies
