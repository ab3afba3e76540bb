"""What a record holds, one thing after the other: what every format is written from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from onrecord.present.exports.formats import Progress
from onrecord.present.lines import relation_line
from onrecord.queries.claim_discovery import DiscoveredClaim, discover_claims
from onrecord.queries.compare import ComparedStatement, all_compared
from onrecord.queries.relations import RelationFinder
from onrecord.queries.stances import stances
from onrecord.store.sqlite.reads import exports
from onrecord.store.sqlite.reads.actors import ActorView
from onrecord.store.sqlite.reads.exports import Told, WholeStory, printed_names
from onrecord.store.sqlite.reads.statements import statements as all_statements
from onrecord.store.sqlite.reads.views import ProblemView
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import claims as kept_claims
from onrecord.store.sqlite.writes.judgements import judgements as kept_judgements
from onrecord.types import total
from onrecord.versions import analysis_version

_T = TypeVar("_T")
_EVERY = 100  # things between two reports of the progress
_JUDGEMENT = ("left", "right", "kind", "verdict", "score", "because", "by", "at", "number")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in its story."""

    around: WholeStory
    told: Told


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor with every wording under which it was printed or listed."""

    view: ActorView
    names: tuple[str, ...]


def quotations(record: Record, progress: Progress | None = None) -> Iterator[Quoted]:
    """Yield all quotations, those of a story together, in the order of its text."""
    found = (Quoted(story, told) for story in exports.stories(record) for told in story.quotations)
    return _counted(found, record, "quotations", progress)


def statements(record: Record, progress: Progress | None = None) -> Iterator[ComparedStatement]:
    """Yield all statements with what each report made of the words, in the order of their ids."""
    return _counted(all_compared(record), record, "statements", progress)


def claims(record: Record, progress: Progress | None = None) -> Iterator[DiscoveredClaim]:
    """Yield the pinned claims, then those found among the newest 2,000 quotations, each with what bears on it."""
    known = set()
    for one in pinned(record):
        known.add(one.claim.id)
        yield one
    yield from (each for each in discover_claims(record, progress=progress) if each.claim.id not in known)


def pinned(record: Record) -> Iterator[DiscoveredClaim]:
    """Yield the pinned claims, each with what bears on it."""
    for one in kept_claims(record):
        yield DiscoveredClaim(one, stances(record, one))


def actors(record: Record, progress: Progress | None = None) -> Iterator[NamedActor]:
    """Yield all actors, each once for all that are taken for it, in the order of their ids."""
    found = (NamedActor(view, printed_names(record, view)) for view in exports.actors(record))
    return _counted(found, record, "actors", progress)


def judgements(record: Record, progress: Progress | None = None) -> Iterator[dict[str, Any]]:
    """Yield the judgements of the program, statement by statement, then those of people, as the contract has them."""
    relater = RelationFinder(record)
    for view in _counted(all_statements(record), record, "statements", progress):
        yield from map(relation_line, relater.relations(view))
        for report in view.reports:
            if report.beside:
                score = round(total(report.because), 3)
                parts = [part._asdict() for part in report.because]
                model = (
                    report.beside,
                    report.quotation.id,
                    "same",
                    "yes",
                    score,
                    parts,
                    analysis_version(),
                    None,
                    None,
                )
                yield dict(zip(_JUDGEMENT, model, strict=True))
    for told in kept_judgements(record):
        parts = [part._asdict() for part in told.because]
        row = (told.left, told.right, told.kind, told.verdict, told.score, parts, told.by, told.at, told.number)
        yield dict(zip(_JUDGEMENT, row, strict=True))


def problems(record: Record, progress: Progress | None = None) -> Iterator[ProblemView]:
    """Yield all that could not be read."""
    return _counted(exports.problems(record), record, "problems", progress)


def _counted(things: Iterator[_T], record: Record, what: str, progress: Progress | None) -> Iterator[_T]:
    if progress is None:
        yield from things
        return
    known = exports.count(record, what)
    for number, thing in enumerate(things):
        if number % _EVERY == 0:
            progress(number, known)
        yield thing


THINGS: Mapping[str, Callable[[Record, Progress | None], Iterator[Any]]] = {
    "quotations": quotations,
    "statements": statements,
    "claims": claims,
    "actors": actors,
    "judgements": judgements,
    "problems": problems,
}
"""What there is to be exported."""
