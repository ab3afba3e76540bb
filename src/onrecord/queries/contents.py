"""All that a record holds, one thing after the other: what every export is written from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from onrecord.queries.claim_discovery import DiscoveredClaim, discover_claims
from onrecord.queries.compare import ComparedStatement, all_compared
from onrecord.queries.lines import relation_line
from onrecord.queries.relations import RelationFinder
from onrecord.queries.stances import stances
from onrecord.store.sqlite.reads import exports
from onrecord.store.sqlite.reads.actors import ActorView
from onrecord.store.sqlite.reads.exports import RecordedQuotation, WholeStory, printed_names
from onrecord.store.sqlite.reads.statements import ReportView
from onrecord.store.sqlite.reads.statements import statements as all_statements
from onrecord.store.sqlite.reads.views import DocumentFacts, ProblemView
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import claims as kept_claims
from onrecord.store.sqlite.writes.judgements import Judgement
from onrecord.store.sqlite.writes.judgements import judgements as kept_judgements
from onrecord.types import Progress, Quotation, Speaker, Story, total
from onrecord.versions import link_version

_T = TypeVar("_T")
_EVERY = 100  # things between two reports of the progress


@dataclass(frozen=True, slots=True)
class QuotationInStory:
    """A quotation, with its statement and actor, in the whole story around it."""

    around: WholeStory
    recorded: RecordedQuotation

    @property
    def quotation(self) -> Quotation:
        """Return the quotation itself."""
        return self.recorded.quotation

    @property
    def speaker(self) -> Speaker | None:
        """Return its speaker, as the story has it."""
        return self.recorded.quotation.speaker

    @property
    def story(self) -> Story:
        """Return the story that it stands in."""
        return self.around.story

    @property
    def document(self) -> DocumentFacts:
        """Return the document that it stands in."""
        return self.around.document


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor with every wording under which it was printed or listed."""

    view: ActorView
    names: tuple[str, ...]


def quotations(record: Record, progress: Progress | None = None) -> Iterator[QuotationInStory]:
    """Yield all quotations, those of a story together, in the order of its text."""
    found = (QuotationInStory(story, one) for story in exports.stories(record) for one in story.quotations)
    return _counted(found, record, "quotations", progress)


def statements(record: Record, progress: Progress | None = None) -> Iterator[ComparedStatement]:
    """Yield all statements with what each report made of the words, in the order of their ids."""
    return _counted(all_compared(record), record, "statements", progress)


def claims(record: Record, progress: Progress | None = None) -> Iterator[DiscoveredClaim]:
    """Yield the pinned claims, then those found among the newest 2,000 quotations, each with its stances."""
    known = set()
    for one in pinned(record):
        known.add(one.claim.id)
        yield one
    yield from (each for each in discover_claims(record, progress=progress) if each.claim.id not in known)


def pinned(record: Record) -> Iterator[DiscoveredClaim]:
    """Yield the pinned claims, each with its stances."""
    for one in kept_claims(record):
        yield DiscoveredClaim(one, stances(record, one))


def actors(record: Record, progress: Progress | None = None) -> Iterator[NamedActor]:
    """Yield all actors, each once for all that are taken for it, in the order of their ids."""
    found = (NamedActor(view, printed_names(record, view)) for view in exports.actors(record))
    return _counted(found, record, "actors", progress)


def judgements(record: Record, progress: Progress | None = None) -> Iterator[dict[str, Any]]:
    """Yield the judgements of the program, statement by statement, then those of people, as the contract has them."""
    finder = RelationFinder(record)
    for view in _counted(all_statements(record), record, "statements", progress):
        yield from map(relation_line, finder.relations(view))
        yield from (_joined(report) for report in view.reports if report.beside)
    yield from map(_judged, kept_judgements(record))


def _joined(report: ReportView) -> dict[str, Any]:
    """Return as a judgement that a quotation reports the same utterance as the one that it was joined to."""
    return {
        "left": report.beside,
        "right": report.quotation.id,
        "kind": "same",
        "verdict": "yes",
        "score": round(total(report.because), 3),
        "because": [part._asdict() for part in report.because],
        "by": link_version(),
        "at": None,
        "number": None,
        "placed": None,
    }


def _judged(one: Judgement) -> dict[str, Any]:
    fields = ("left", "right", "kind", "verdict", "score", "because", "by", "at", "number")
    line = {name: getattr(one, name) for name in fields}
    placed = "yes" if one.placed else "no"
    return line | {"because": [part._asdict() for part in one.because], "placed": placed}


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


CONTENTS: Mapping[str, Callable[[Record, Progress | None], Iterator[Any]]] = {
    "quotations": quotations,
    "statements": statements,
    "claims": claims,
    "actors": actors,
    "judgements": judgements,
    "problems": problems,
}
"""What there is to be exported."""
